package webtest

import (
	"testing"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/member"
	"chibo/internal/movement"
)

// movement gives the cell a transfer of a member to a place outside, of which
// the letter is issued, and somebody who left by a decision.
func (w *World) movement(t testing.TB, p *Place, person member.ID) {
	t.Helper()
	ctx, by, s, today := t.Context(), access.Console, w.App.Movements, db.DateOf(dbtest.Today)
	id, err := s.Begin(ctx, by, p.Unit, movement.Request{Person: person, MovedOn: today.AddDays(-20), Outside: "Đảng ủy phường Bến Thủy", Distance: movement.Province})
	check(t, err)
	check(t, s.Step(ctx, by, id, 1, movement.Reviewing, movement.Step{On: today.AddDays(-10), Review: "Hoàn thành tốt nhiệm vụ"}))
	check(t, s.Step(ctx, by, id, 2, movement.Issuing, movement.Step{On: today.AddDays(-9), LetterNo: "07-GTSHĐ", FeeUntil: today.Month()}))
	left, err := w.App.Members.Enter(ctx, by, p.Unit, member.Form{Person: member.Person{Name: "Trương Văn N"}, Party: partyOf(member.Official), Status: member.Official, From: "2015-01-01"})
	check(t, err)
	decision, err := s.Record(ctx, by, p.Unit, movement.DecisionForm{Person: left, Kind: movement.Left, Number: "15-QĐ/ĐU", DecidedOn: "2025-11-10", From: "2025-11-10"})
	check(t, err)
	p.Params["transfer"], p.Params["decision"] = string(id), string(decision)
}
