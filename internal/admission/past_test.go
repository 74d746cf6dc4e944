package admission_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/access"
	"chibo/internal/admission"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/fault"
	"chibo/internal/figure"
	"chibo/internal/intake"
	"chibo/internal/member"
	"chibo/internal/target"
)

// I10: a list of former years is taken as a whole or not at all; whoever has a record
// is linked with it and counts once, the others count by name.
func TestImport(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x := build(t, d)
		ctx, s := t.Context(), x.admissions
		const head = "Họ và tên;Ngày sinh;Chi bộ;Ngày quyết định;Số QĐ;Ngày kết nạp;Ngày chính thức;Đảng viên giúp đỡ\n"
		read := func(rows string) admission.Import {
			t.Helper()
			id, err := s.ReadImport(ctx, x.officer, x.root, "kết nạp.csv", []byte(head+rows))
			x.must(err)
			i, err := s.PreviewImport(ctx, x.officer, id)
			x.must(err)
			return i
		}
		bad := read("Nguyễn Văn A;;Chi bộ Trạm Y tế;;;01/03/2010;;\nMai Văn P;;Chi bộ Trạm Y tế;;;01/01/2024;;\nNgô Văn K;;Chi bộ Lạ;;;2012;;\nNgô Văn K;;;;;;;\nNgô Văn L;;Chi bộ Trạm Y tế;05/2013;;2012;;\n" +
			"Ngô Văn M;;Chi bộ Trạm Y tế;;;hôm qua;;\nNgô Văn N;1980;Chi bộ Trạm Y tế;;;2012;;\nNgô Văn N;;Chi bộ Trạm Y tế;;;2012;;\n")
		type at struct {
			Row         int
			Column, Key string
		}
		var got []at
		for _, f := range bad.Faults {
			got = append(got, at{f.Row, f.Column, f.Key})
		}
		if diff := cmp.Diff([]at{
			{2, "admitted", "admission.import_came_later"},
			{3, "admitted", "admission.import_differs"},
			{4, "cell", "admission.import_cell_unknown"},
			{6, "admitted", "admission.day_before"},
			{7, "admitted", "admission.import_day_unread"},
			{9, "name", "admission.import_known"},
		}, got); diff != "" {
			t.Error(diff)
		}
		_, err := s.ApplyImport(ctx, x.officer, bad.ID, bad.Version)
		x.refused(err, fault.Invalid, "ui.import_faults")
		x.must(s.DropImport(ctx, x.officer, bad.ID, bad.Version))

		good := read("Mai Văn P;;Chi bộ Trạm Y tế;01/06/2025;12-QĐ/ĐU;18/06/2025;;Trần Thị B\nĐặng Thị N;1980;Chi bộ Trạm Y tế;;03-QĐ/ĐU;2012;2013;Phạm Văn Cũ\n")
		made, err := s.ApplyImport(ctx, x.officer, good.ID, good.Version)
		if err != nil || made != 2 || good.Past[0].Person != x.p || good.Past[1].Person != "" {
			t.Fatalf("%d entered, %v: %+v", made, err, good.Past)
		}
		admitted := func(want int) {
			t.Helper()
			x.must(d.Read(ctx, func(tx *db.Tx) error {
				n, err := target.Admitted(tx, x.root, "2012-01-01", "2026-01-01")
				if n != want {
					t.Errorf("%d were admitted, want %d", n, want)
				}
				return err
			}))
			if _, err := figure.NewFolder(d).Fold(ctx); err != nil {
				t.Fatal(err)
			}
			if wrong, err := figure.Verify(ctx, d, member.AdmittedCount); err != nil || len(wrong) > 0 {
				t.Errorf("%v, %v", wrong, err)
			}
		}
		admitted(2)
		_, err = s.Past(ctx, x.officer, x.unit, 1)
		x.refused(err, fault.Denied, "")
		p, err := s.Past(ctx, x.secretary, x.unit, 1)
		x.must(err)
		if p.Total != 2 || p.Past[0].Name != "Mai Văn P" || p.Past[1].Mentor != "Phạm Văn Cũ" || p.Past[1].DecisionNo != "03-QĐ/ĐU" {
			t.Errorf("the list: %+v", p)
		}

		// who is entered as a member afterwards counts once
		_, err = member.New(d).Enter(ctx, access.Console, x.unit, member.Form{Person: member.Person{Name: "Đặng Thị N", Birth: "1980"}, Status: member.Official, Party: member.Party{AdmittedOn: "2012", OfficialOn: "2013"}, From: "2012-01-01"})
		x.must(err)
		admitted(2)

		id, err := s.ReadImport(ctx, x.secretary, x.unit, "kết nạp.csv", []byte(head+"Hồ Văn T;;;;;2014;;\n"))
		x.must(err)
		_, err = s.ApplyImport(ctx, x.secretary, id, 1)
		x.must(err)
		admitted(3)
		p, err = s.Past(ctx, x.secretary, x.unit, 1)
		x.must(err)
		x.refused(s.StrikePast(ctx, x.secretary, p.Past[1].ID, 1, " "), fault.Invalid, "reason_missing")
		x.must(s.StrikePast(ctx, x.secretary, p.Past[1].ID, 1, "Nhập nhầm"))
		x.refused(s.StrikePast(ctx, x.secretary, p.Past[1].ID, 2, "Nhập nhầm"), fault.Invalid, "past_struck")
		admitted(2)
		_, err = s.ReadImport(ctx, x.kim, x.youth, "x.csv", []byte(head))
		if err == nil {
			t.Error("a chapter took in a list")
		}
		_, err = s.PreviewImport(ctx, x.bob, intake.ID(good.ID))
		x.refused(err, fault.NotFound, "")
	})
}
