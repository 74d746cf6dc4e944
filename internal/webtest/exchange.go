package webtest

import (
	"testing"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/meeting/exchange"
	"chibo/internal/member"
	"chibo/internal/org"
)

// exchange gives the place a visit of another cell that took place, with
// somebody of its own who came, a draft of the minutes and a lesson.
func (w *World) exchange(t testing.TB, p Place, guest org.ID) {
	t.Helper()
	ctx, by, x := t.Context(), access.Console, w.App.Exchanges
	id, err := x.Propose(ctx, by, p.Unit, exchange.Form{
		HeldOn: db.DateOf(dbtest.Today), StartsAt: "14:00", Place: "Hội trường", Topic: "Nâng cao chất lượng sinh hoạt", Purpose: "Trao đổi cách làm.", Guests: []string{string(guest)},
	})
	check(t, err)
	check(t, x.Accept(ctx, by, guest, id, 1))
	check(t, x.Name(ctx, by, p.Unit, id, member.ID(p.Params["person"]), "cách ra nghị quyết"))
	check(t, x.Hold(ctx, by, id, 2))
	check(t, x.Write(ctx, by, id, 3, exchange.Minutes{Course: "Hai chi bộ trao đổi.", Points: "Mỗi quý một lần."}))
	lesson, err := x.Learn(ctx, by, p.Unit, id, exchange.LessonForm{Title: "Ra nghị quyết ngắn, rõ việc", Use: exchange.AsModel})
	check(t, err)
	p.Params["exchange"], p.Params["lesson"] = string(id), string(lesson)
}
