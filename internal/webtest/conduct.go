package webtest

import (
	"testing"

	"chibo/internal/access"
	"chibo/internal/campaign/conduct"
	"chibo/internal/campaign/contest"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/member"
	"chibo/internal/org"
)

// conduct gives the cell a code of conduct that it uses, with observations of a
// quarter.
func (w *World) conduct(t testing.TB, p *Place) {
	t.Helper()
	ctx, by, s := t.Context(), access.Console, w.App.Conducts
	code, err := s.Compose(ctx, by, p.Unit, conduct.CodeForm{
		Name: "12 điều y đức", Number: "12/QĐ", IssuedOn: "2025-01-10", Issuer: "Trạm Y tế", Rules: conduct.Lines("Điều 1\nĐiều 2", conduct.Count, conduct.FromFeedback),
	})
	check(t, err)
	sheet, err := s.Code(ctx, by, code)
	check(t, err)
	id, err := s.Choose(ctx, by, p.Unit, code, conduct.UseForm{From: "2026-01-01", Span: conduct.Quarterly, Lines: []string{sheet.Rules[0].Line, sheet.Rules[1].Line}})
	check(t, err)
	check(t, s.Observe(ctx, by, id, "2026-01", 0, []conduct.Finding{{Rule: sheet.Rules[0].ID, Value: "3", Note: "Giảm chờ đợi", Source: conduct.FromFeedback}}))
	p.Params["code"], p.Params["conduct"] = string(code), string(id)
}

// contests gives each cell a contest: the own one has decided on its entry, the
// others take entries.
func (w *World) contests(t testing.TB) {
	t.Helper()
	for name, p := range w.Places {
		if p.Params["code"] == "" {
			continue
		}
		id, piece := w.contest(t, p.Unit)
		p.Params["contest"], p.Params["piece"] = string(id), string(piece)
		if name == "own" {
			w.judge(t, id, piece, p.Unit)
		}
	}
}

// contest calls a contest of a unit, with an entry.
func (w *World) contest(t testing.TB, unit org.ID) (contest.ID, contest.EntryID) {
	t.Helper()
	ctx, by, s, today := t.Context(), access.Console, w.App.Contests, db.DateOf(dbtest.Today)
	id, err := s.Call(ctx, by, unit, contest.Form{
		Title: "Kể chuyện về tấm gương đạo đức", Rules: "Mỗi người một câu chuyện.", Entrants: contest.Both, OpensOn: today, ClosesOn: today.AddDays(20), Files: true,
		Criteria: []contest.CriterionForm{{Title: "Nội dung", Points: 10, Weight: 2}, {Title: "Trình bày", Points: 10}},
	})
	check(t, err)
	piece, err := s.Enter(ctx, by, id, contest.EntryForm{Kind: contest.ByPerson, Unit: unit, Authors: "Đặng Văn G", Title: "Một ca trực đêm", Body: "Câu chuyện về một ca trực."})
	check(t, err)
	return id, piece
}

// judge takes a contest to its decision, with the secretary and the deputy as
// jurors.
func (w *World) judge(t testing.TB, id contest.ID, piece contest.EntryID, unit org.ID) {
	t.Helper()
	ctx, by, s := t.Context(), access.Console, w.App.Contests
	roles := []access.Role{access.Secretary, access.Deputy}
	check(t, s.Name(ctx, by, id, contest.JurorForm{Unit: unit, People: []member.ID{w.People[roles[0]], w.People[roles[1]]}}))
	check(t, s.Close(ctx, by, id, 1))
	for _, role := range roles {
		check(t, s.Give(ctx, w.Actor(t, role), piece, []contest.Given{{Ordinal: 1, Points: "8,5"}, {Ordinal: 2, Points: "9"}}))
		check(t, s.Stand(ctx, w.Actor(t, role), id))
	}
	check(t, s.Decide(ctx, by, id, 2, contest.Decision{Number: "05-QĐ/CB", On: db.DateOf(dbtest.Today), Prizes: []contest.PrizeForm{{Entry: piece, Place: 1, Prize: "Giải Nhất"}}}))
}
