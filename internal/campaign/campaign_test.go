package campaign

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/access"
	"chibo/internal/org"
)

// E2: who of those right below lags, those of the Party first, and how many of either
// body have come how far.
func TestBranches(t *testing.T) {
	theme := Theme{Stage: Launched, Starts: "2026-01-05", Ends: "2026-12-15", Due: "2026-05-31", Year: 2026, path: "1."}
	cell := org.Kind{ID: "cell", Body: "party", Holds: true}
	units := []org.Unit{
		{ID: "union", Name: "Công đoàn A", Kind: org.Kind{ID: "union", Body: "mass", Holds: true}},
		{ID: "new", Name: "Chi bộ D", Kind: cell},
		{ID: "cell", Name: "Chi bộ A", Kind: cell},
		{ID: "base", Name: "Đảng bộ B", Kind: org.Kind{ID: "base", Body: "party"}},
		{ID: "group", Kind: org.Kind{ID: "group", Body: "party"}},
	}
	nodes := map[org.ID]Node{"base": {State: Issued}, "cell": {State: Received}, "union": {State: Issued}}
	type line struct {
		Unit org.ID
		Lag  Lag
	}
	for _, tc := range []struct {
		name   string
		today  string
		halted bool
		cell   Lag
		fresh  Lag
		lag    int
	}{
		{"before the day", "2026-05-31", false, InTime, Unreceived, 1},
		{"after the day", "2026-06-01", false, NoProgramme, NoProgramme, 2},
		{"halted", "2026-06-01", true, InTime, InTime, 0},
		{"over", "2026-12-16", false, InTime, InTime, 0},
	} {
		th := theme
		th.Halted = tc.halted
		var got []line
		all := branches(th, units, nodes, day(tc.today))
		for _, b := range all {
			got = append(got, line{b.Unit.ID, b.Lag})
		}
		if diff := cmp.Diff([]line{{"base", InTime}, {"cell", tc.cell}, {"new", tc.fresh}, {"union", InTime}}, got); diff != "" {
			t.Errorf("%s: %s", tc.name, diff)
		}
		party, mass, lag := tally(all)
		if want := (Tally{Units: 3, Received: 2, Issued: 1}); party != want || mass != (Tally{1, 1, 1}) || lag != tc.lag {
			t.Errorf("%s: %+v, %+v, %d lag", tc.name, party, mass, lag)
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

// form B0: each paper stands under its own body, and is signed for it; who leads a
// chapter is no secretary of the Party.
func TestLetterhead(t *testing.T) {
	for body, want := range map[org.Kind][3]string{
		{Body: "party", Holds: true}: {"", "T/M CHI BỘ", "BÍ THƯ"},
		{Body: "party"}:              {"", "T/M ĐẢNG ỦY", "BÍ THƯ"},
		{Body: "mass", Holds: true, NameVi: "Đoàn Thanh niên"}: {"Đoàn Thanh niên", "T/M BAN CHẤP HÀNH", ""},
	} {
		head, signs := Letterhead(org.Unit{Name: "A", Kind: body})
		if got := [3]string{head.Body, signs.Heading, signs.Post}; got != want {
			t.Errorf("%+v: %q", body, got)
		}
	}
}
