package campaign

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/access"
	"chibo/internal/org"
)

// E2: who lags, and that a committee answers for those under it.
func TestBranches(t *testing.T) {
	theme := Theme{Stage: Launched, Starts: "2026-01-05", Ends: "2026-12-15", Due: "2026-05-31", Year: 2026, path: "1."}
	cell, committee := org.Kind{ID: "cell", Body: "party", Holds: true}, org.Kind{ID: "base", Body: "party"}
	units := []org.Unit{
		{ID: "top", Path: "1.", Kind: committee},
		{ID: "base", Parent: "top", Path: "1.1.", Name: "Đảng bộ B", Kind: committee},
		{ID: "deep", Parent: "base", Path: "1.1.1.", Name: "Chi bộ D", Kind: cell},
		{ID: "cell", Parent: "top", Path: "1.2.", Name: "Chi bộ A", Kind: cell},
		{ID: "union", Parent: "cell", Path: "1.2.1.", Name: "Công đoàn A", Kind: org.Kind{ID: "union", Body: "mass", Holds: true}},
		{ID: "group", Parent: "top", Path: "1.3.", Kind: org.Kind{ID: "group", Body: "party"}},
	}
	nodes := map[org.ID]Node{"base": {State: Issued}, "cell": {State: Received}}
	type line struct {
		Unit          org.ID
		Units, Issued int
		Lag, Own      Lag
	}
	for _, tc := range []struct {
		name  string
		today string
		theme func(*Theme)
		want  []line
	}{
		{"before the day", "2026-05-31", nil, []line{{"base", 2, 1, Unreceived, InTime}, {"cell", 2, 0, InTime, InTime}}},
		{"after the day", "2026-06-01", nil, []line{{"base", 2, 1, NoProgramme, InTime}, {"cell", 2, 0, NoProgramme, NoProgramme}}},
		{"halted", "2026-06-01", func(t *Theme) { t.Halted = true }, []line{{"base", 2, 1, InTime, InTime}, {"cell", 2, 0, InTime, InTime}}},
		{"over", "2026-12-16", nil, []line{{"base", 2, 1, InTime, InTime}, {"cell", 2, 0, InTime, InTime}}},
	} {
		th := theme
		if tc.theme != nil {
			tc.theme(&th)
		}
		var got []line
		for _, b := range branches(th, units, nodes, day(tc.today)) {
			got = append(got, line{b.Unit.ID, b.Units, b.Issued, b.Lag, b.Own()})
		}
		if diff := cmp.Diff(tc.want, got); diff != "" {
			t.Errorf("%s: %s", tc.name, diff)
		}
	}
}

// E1: what is typed of a theme, fault by fault.
func TestThemeForm(t *testing.T) {
	c := Campaign{From: "2026-01-01", To: "2026-12-31"}
	good := ThemeForm{Year: 2026, Title: "Nêu cao tinh thần trách nhiệm", Starts: "2026-01-05", Interim: "2026-06-30", Ends: "2026-12-15", Goals: " 100% đảng viên đăng ký \n\n 19 chương trình"}
	for field, spoil := range map[string]func(*ThemeForm){
		"":        func(*ThemeForm) {},
		"year":    func(f *ThemeForm) { f.Year = 20 },
		"title":   func(f *ThemeForm) { f.Title = " " },
		"starts":  func(f *ThemeForm) { f.Starts = "2025-12-31" },
		"interim": func(f *ThemeForm) { f.Interim = "2027-01-01" },
		"ends":    func(f *ThemeForm) { f.Ends = "2026-01-04" },
		"due":     func(f *ThemeForm) { f.Due = "2026-01-04" },
		"goals":   func(f *ThemeForm) { f.Goals = "Nhiều đảng viên đăng ký" },
	} {
		f := good
		spoil(&f)
		if got := fieldsOf(f.check(c)); field == "" && len(got) > 0 || field != "" && !got[field] {
			t.Errorf("%q: faults at %v", field, got)
		}
	}
	if _ = good.check(c); good.Goals != "100% đảng viên đăng ký\n19 chương trình" {
		t.Errorf("goals %q", good.Goals)
	}
}

// E2: nothing is allowed but what the tables of states have.
func TestStates(t *testing.T) {
	for _, tc := range []struct {
		from Progress
		act  Act
		to   Progress
	}{
		{Nothing, Receiving, Received},
		{Nothing, Drafting, Drafted},
		{Received, Drafting, Drafted},
		{Drafted, Issuing, Issued},
		{Issued, Revising, Drafted},
		{Nothing, Issuing, ""},
		{Received, Receiving, ""},
		{Issued, Drafting, ""},
		{Drafted, Revising, ""},
	} {
		if got, err := after(Course, tc.from, tc.act); (err == nil) != (tc.to != "") || err == nil && got != tc.to {
			t.Errorf("%s %s: %s, %v", tc.from, tc.act, got, err)
		}
	}
	if got := above("1.2.3."); !cmp.Equal(got, []string{"1.", "1.2.", "1.2.3."}) {
		t.Errorf("above: %v", got)
	}
	if !access.Can(access.Actor{Kind: access.Human, Duties: []access.Duty{{Role: access.MassMember, Unit: "u", Path: "1.2."}}}, Read, access.Place{Unit: "top", Path: "1."}) {
		t.Error("a member of a chapter does not read the theme of the committee")
	}
}
