package member_test

import (
	"fmt"
	"testing"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/figure"
	"chibo/internal/member"
	"chibo/internal/org"
)

// H3: entering, joining, a list and corrections of sex and birth are counted,
// from the first day in the unit on.
func TestHeadcount(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := build(t, d)
		ctx, by := t.Context(), access.Console
		a := h.enter(t, h.cell, "Nguyễn Văn A", member.Form{Person: member.Person{Sex: "male", Birth: "1980"}})
		h.enter(t, h.sister, "Trần Thị B", member.Form{Person: member.Person{Sex: "female", Birth: "1999-05-01"}, Status: member.Probationary, Party: member.Party{AdmittedOn: "2026-01-10"}})
		h.enter(t, h.youth, "Lê Văn C", member.Form{Status: member.Associate, From: "2025-01-01"})
		if err := d.Write(ctx, by, func(tx *db.Tx) error {
			return h.members.JoinTx(tx, by, a, h.youth, member.Form{Status: member.Associate, From: "2025-02-01"})
		}); err != nil {
			t.Fatal(err)
		}
		list := "Họ và tên,Giới tính,Ngày sinh,Ngày vào Đảng,Ngày chính thức\nPhạm Thị D,Nữ,02/03/1990,03/02/2015,03/02/2016\nTrần Thị B,Nữ,01/05/1999,10/01/2026,10/05/2026\n"
		if _, err := h.members.ImportList(ctx, by, h.sister, "ds.csv", []byte(list), false); err != nil {
			t.Fatal(err)
		}
		sheet, err := h.members.Get(ctx, by, a)
		if err != nil {
			t.Fatal(err)
		}
		form := member.Form{Person: sheet.Person, Party: sheet.Party}
		form.Birth, form.AdmittedOn = "1981-02-03", "2010-04" // the first day of it
		if err := h.members.Amend(ctx, by, a, form); err != nil {
			t.Fatal(err)
		}
		if _, err := figure.NewFolder(d).Fold(ctx); err != nil {
			t.Fatal(err)
		}
		if wrong, err := figure.Verify(ctx, d, member.Headcount, member.MassHeadcount, member.AdmittedCount); err != nil || len(wrong) > 0 {
			t.Errorf("%v, %v", wrong, err)
		}
		for _, c := range []struct {
			f    *figure.Figure
			unit org.ID
			on   db.Date
			want string
		}{
			{member.Headcount, h.root, "2010-02-28", "[]"},
			{member.Headcount, h.root, "2010-03-01", "[{official 1 false}]"},
			{member.Headcount, h.root, "2026-04-30", "[{official 2 false} {probationary 1 false}]"},
			{member.Headcount, h.root, "2026-05-25", "[{official 3 false}]"},
			{member.Headcount, h.cell, "2026-05-25", "[{official 1 false}]"},
			{member.MassHeadcount, h.cell, "2025-02-01", "[{associate 2 false}]"},
			{member.AdmittedCount, h.root, "2010-04-30", "1"},
			{member.AdmittedCount, h.root, "2026-01-31", "1"},
		} {
			err := d.Read(ctx, func(tx *db.Tx) error {
				s, err := c.f.At(tx, string(c.unit), c.on)
				got := fmt.Sprint(s.Total())
				if c.f != member.AdmittedCount {
					got = fmt.Sprint(s.By("status", nil))
				}
				if got != c.want {
					t.Errorf("on %s: %s, want %s", c.on, got, c.want)
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	})
}
