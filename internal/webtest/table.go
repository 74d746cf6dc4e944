package webtest

import (
	"testing"

	"chibo/internal/access"
	"chibo/internal/org"
	"chibo/internal/periodic/table"
)

// table gives a unit a table that it has not sent, and a sheet of one that the
// committee above asks for, of which something is filled.
func (w *World) table(t testing.TB, p *Place, parent org.ID) {
	t.Helper()
	ctx, by, s := t.Context(), access.Console, w.App.Tables
	form := table.Form{
		Title: "Rà soát trang thiết bị phòng họp", Purpose: "Chuẩn bị kế hoạch mua sắm", Due: "2026-06-05",
		Columns: []table.Column{{Name: "Máy tính", Kind: table.Number}, {Name: "Có đường truyền", Kind: table.YesNo}, {Name: "Đề nghị", Kind: table.Text}},
	}
	id, err := s.Define(ctx, by, p.Unit, form)
	check(t, err)
	p.Params["table"] = string(id)
	if parent == "" {
		return
	}
	asked, err := s.Define(ctx, by, parent, form)
	check(t, err)
	_, err = s.Ask(ctx, by, asked, 1, []org.ID{p.Unit})
	check(t, err)
	d, err := s.Desk(ctx, by, p.Unit, 1)
	check(t, err)
	sheet := d.Sheets[0].Sheet.ID
	check(t, s.Save(ctx, by, sheet, 1, [][]string{{"2", table.Yes, "Thay máy chiếu"}}))
	p.Params["sheet"] = string(sheet)
}
