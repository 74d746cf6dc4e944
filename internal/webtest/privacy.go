package webtest

import (
	"testing"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/member"
	"chibo/internal/privacy"
)

// asked gives the unit a request of the person about his data that waits, and
// keeps the helper's data for a reason: an erasure of it was refused.
func (w *World) asked(t testing.TB, p *Place, person, helper member.ID) {
	t.Helper()
	ctx, by, s := t.Context(), access.Console, w.App.Privacy
	ask := func(kind privacy.Kind, who member.ID) privacy.ID {
		form := privacy.PaperForm{Form: privacy.Form{Kind: kind, Body: "Đề nghị xem lại hồ sơ."}, Person: who, On: db.DateOf(dbtest.Today)}
		id, err := s.Enter(ctx, by, p.Unit, form)
		check(t, err)
		return id
	}
	p.Params["request"] = string(ask(privacy.Correct, person))
	check(t, s.Step(ctx, by, ask(privacy.Erase, helper), 1, privacy.Refusing, privacy.Reply{Words: "Đang kiểm tra.", Ground: privacy.Inspection}))
	sh, err := s.Request(ctx, by, ask(privacy.Erase, helper))
	check(t, err)
	p.Params["hold"] = sh.Holds[0].ID
}

// Dir is the data folder.
func (w *World) Dir() string { return w.options.Dir }
