package webtest

import (
	"testing"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/feedback"
)

// feedback gives the unit a month that was counted and a list of earlier ones
// that waits.
func (w *World) feedback(t testing.TB, p *Place) {
	t.Helper()
	ctx, by, s := t.Context(), access.Console, w.App.Feedback
	last := feedback.LastWhole(db.DateOf(dbtest.Today))
	check(t, s.Enter(ctx, by, p.Unit, last, 0, feedback.Counts{{Channel: feedback.Hotline, Kind: feedback.Concern}: 3, {Channel: feedback.Box, Kind: feedback.Praise}: 5}))
	list, err := s.ReadImport(ctx, by, p.Unit, "phan-anh.csv", []byte("Tháng;Kênh;Loại;Số lượng\n04/2025;Đường dây nóng;Phản ánh;7\n"))
	check(t, err)
	p.Params["counted"] = string(list)
}
