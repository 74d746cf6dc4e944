package webtest

import (
	"testing"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/periodic"
	"chibo/internal/stats"
)

// periodic gives the unit its report of last month, of which something is written.
func (w *World) periodic(t testing.TB, p *Place) {
	t.Helper()
	ctx, by, s := t.Context(), access.Console, w.App.Periodics
	w.reviewed(t, p)
	last := periodic.Recent(stats.Month, db.DateOf(dbtest.Today), 2)[1]
	id, err := s.Open(ctx, by, p.Unit, last)
	check(t, err)
	_, err = s.Save(ctx, by, id, 0, periodic.Texts{Results: "Các nhiệm vụ trong tháng đã hoàn thành"})
	check(t, err)
	p.Params["periodic"] = string(id)
}
