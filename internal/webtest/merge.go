package webtest

import (
	"testing"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/member"
)

// merge gives the cell two records to compare, and a merge that can be undone: of
// somebody who left since.
func (w *World) merge(t testing.TB, p *Place, twin member.ID) {
	t.Helper()
	ctx, by, s, today := t.Context(), access.Console, w.App.Members, db.DateOf(dbtest.Today)
	var ids [2]member.ID
	for i := range ids {
		id, err := s.Enter(ctx, by, p.Unit, member.Form{Person: member.Person{Name: "Chu Thị S"}, Party: partyOf(member.Official), Status: member.Official, From: today.AddDays(-20)})
		check(t, err)
		ids[i] = id
	}
	side, err := s.Compare(ctx, by, ids[0], ids[1])
	check(t, err)
	id, err := s.Unite(ctx, by, ids[0], ids[1], side.Version, nil)
	check(t, err)
	check(t, w.App.DB.Write(ctx, by, func(tx *db.Tx) error { return s.EndTx(tx, by, ids[1], today.AddDays(-5), member.ByLeaving) }))
	p.Params["twin"], p.Params["merge"] = string(twin), string(id)
}
