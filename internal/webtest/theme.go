package webtest

import (
	"testing"

	"chibo/internal/access"
	"chibo/internal/meeting"
	"chibo/internal/meeting/theme"
	"chibo/internal/member"
)

// theme says what the thematic part of a meeting is about.
func (w *World) theme(t testing.TB, id meeting.ID, person member.ID) {
	t.Helper()
	check(t, w.App.Themes.Write(t.Context(), access.Console, id, 0, theme.Form{
		Topic: "Giảm thời gian chờ khám", Difficulty: "Người bệnh chờ quá lâu", Author: person, ExpertName: "Bác sĩ Đỗ Văn I",
	}))
	check(t, w.App.Themes.Conclude(t.Context(), access.Console, id, 1, "Khám theo khung giờ"))
}
