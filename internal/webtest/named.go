package webtest

import (
	"testing"

	"chibo/internal/access"
	"chibo/internal/meeting"
	"chibo/internal/meeting/named"
	"chibo/internal/vote"
)

// named begins a vote by name under an item of the open meeting; nobody is noted
// yet.
func (w *World) named(t testing.TB, id meeting.ID, item meeting.ItemID) string {
	t.Helper()
	one, err := w.App.Named.Begin(t.Context(), access.Console, id, named.Form{Item: item, Question: "Đổi ngày sinh hoạt", Matter: vote.Ordinary})
	check(t, err)
	return string(one)
}
