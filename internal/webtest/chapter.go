package webtest

import (
	"testing"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/document/chapter"
)

// chapter gives a chapter of a mass organisation a record in its own book.
func (w *World) chapter(t testing.TB, p *Place) {
	t.Helper()
	id, err := w.App.Chapters.Write(t.Context(), access.Console, p.Unit, chapter.Form{
		Kind: chapter.Plan, Title: "Chuẩn bị đại hội chi đoàn", Body: "Dự kiến nhân sự ban chấp hành", On: db.DateOf(dbtest.Today),
	})
	check(t, err)
	p.Params["record"] = string(id)
}
