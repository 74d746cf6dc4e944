package stats

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/db"
	"chibo/internal/fault/faulttest"
	"chibo/internal/figure"
	"chibo/internal/quality"
)

// H3: a period begins with its month, quarter, half or year and ends on its day.
func TestPeriod(t *testing.T) {
	for _, c := range []struct {
		length Length
		on     db.Date
		from   db.Date
		months int
		name   string
	}{
		{Month, "2026-05-25", "2026-05-01", 1, "tháng 5/2026"},
		{Quarter, "2026-05-25", "2026-04-01", 2, "quý II/2026"},
		{Half, "2026-05-25", "2026-01-01", 5, "6 tháng đầu năm 2026"},
		{Half, "2025-12-31", "2025-07-01", 6, "6 tháng cuối năm 2025"},
		{Year, "2025-12-31", "2025-01-01", 12, "năm 2025"},
	} {
		p := Period{c.length, c.on}
		if p.From() != c.from || p.Count() != c.months || p.name() != c.name {
			t.Errorf("%v: from %s, %d months, %q", p, p.From(), p.Count(), p.name())
		}
	}
	for _, c := range []struct {
		p          Period
		field, key string
	}{
		{Period{"week", "2026-05-25"}, "length", "stats.no_length"},
		{Period{Month, ""}, "on", "stats.no_day"},
		{Period{Month, "2026-02-30"}, "on", "stats.no_day"},
		{Period{Month, "2026-05-26"}, "on", "stats.day_ahead"},
		{Period{Month, "1929-01-01"}, "on", "stats.day_before"},
	} {
		faulttest.Expect(t, c.p.check("2026-05-25"), c.field, c.key)
	}
}

// grove is a committee r with a cell a, a section s with a cell c that came from r in
// April 2026, and a cell d that ended in March.
var grove = tree{
	"r": {{from: "2010-01", body: "party"}},
	"a": {{parent: "r", from: "2010-01", body: "party", holds: true}},
	"s": {{parent: "r", from: "2010-01", body: "party"}},
	"c": {{parent: "r", from: "2010-01", body: "party", holds: true}, {parent: "s", from: "2026-04", body: "party", holds: true}},
	"d": {{parent: "r", from: "2010-01", to: "2026-03", body: "party", holds: true}},
	"y": {{parent: "a", from: "2010-01", body: "mass", holds: true}},
}

// H3: a unit counts where it stood in the month, and before it began where that was.
func TestTree(t *testing.T) {
	for _, c := range []struct {
		unit  string
		month db.Date
		want  string
	}{
		{"c", "2026-03", "c"}, {"c", "2026-04", "s"}, {"c", "2000-01", "c"}, {"y", "2026-04", "a"}, {"r", "2026-04", "r"}, {"x", "2026-04", ""},
	} {
		if got, ok := grove.below("r", c.unit, c.month); got != c.want || ok != (c.want != "") {
			t.Errorf("%s in %s stands in %q", c.unit, c.month, got)
		}
	}
	for month, want := range map[db.Date]map[string]int{
		"2026-02": {"r": 3, "a": 1, "c": 1, "d": 1},
		"2026-04": {"r": 2, "a": 1, "s": 1},
		"2009-12": {},
	} {
		if diff := cmp.Diff(want, grove.cells("r", month)); diff != "" {
			t.Errorf("cells in %s: %s", month, diff)
		}
	}
}

// H3: facts go up the tree of their month; staff is what was said last of a unit,
// else of those under it.
func TestFold(t *testing.T) {
	f := folder{tree: grove, root: "r", window: window{"2026-04", "2026-05"}, rows: map[string]*Figures{}}
	facts := f.within([]fact{
		{of: ofFirst, unit: "r", month: "2012-03"},
		{of: ofScores, unit: "a", month: "2026-05", value: "good", n: 1},
		{of: ofScores, unit: "c", month: "2026-03", value: "good", n: 1}, // before the period
		{of: ofScores, unit: "c", month: "2026-04", value: "good", n: 1},
		{of: ofScores, unit: "elsewhere", month: "2026-04", value: "good", n: 1},
		{of: ofTasks, unit: "a", month: "2026-05", n: 3},
		{of: ofStaff, unit: "a", month: "2015-01", n: 30},
		{of: ofStaff, unit: "a", month: "2020-01", n: 40},
		{of: ofStaff, unit: "c", month: "2015-01", n: 10},
		{of: ofStaff, unit: "y", month: "2015-01", n: 8},
	})
	f.fold(facts)
	if diff := cmp.Diff(map[string][]quality.Band{"a": {"", "", "", "", "", "good"}, "c": {"", "", "", "good", "", ""}, "s": {"", "", "", "", "good", ""}}, f.strips(facts, "2026-05-25")); diff != "" {
		t.Error(diff)
	}
	whole, a, s := f.at("r"), f.at("a"), f.at("s")
	if f.first != "2012-03" || whole.Scored() != 2 || s.Scored() != 1 || whole.Overdue != 3 {
		t.Errorf("first %s, whole %+v, s %+v", f.first, whole, s)
	}
	if a.Staff != 40 || s.Staff != 10 || whole.Staff != 50 || whole.Cells != 2 {
		t.Errorf("staff %d, %d, %d; %d cells", a.Staff, s.Staff, whole.Staff, whole.Cells)
	}
}

// H3: bands of age, schooling and years in the Party.
func TestBands(t *testing.T) {
	for birth, want := range map[string]string{"1996": "to_30", "1995": "to_40", "1976": "to_50", "1966": "to_60", "1965": "over_60", "": ""} {
		if got := ageBand(2026)(birth); got != want {
			t.Errorf("born %s: %s", birth, got)
		}
	}
	for admitted, want := range map[string]string{"2017": "under_10", "2016": "under_20", "1997": "under_30", "1996": "from_30", "": ""} {
		if got := tenureBand(2026, admitted); got != want {
			t.Errorf("admitted %s: %s", admitted, got)
		}
	}
	for words, want := range map[string]string{
		"Bác sĩ CKII": "postgraduate", "Thạc sĩ Y tế công cộng": "postgraduate", "Bác sĩ đa khoa": "university", "Dược sĩ trung học": "secondary",
		"Điều dưỡng cao đẳng": "college", "Công nhân bậc 5": "other", "": "",
	} {
		if got := schoolingBand(words); got != want {
			t.Errorf("%s: %s", words, got)
		}
	}
}

// H3: rows stand by any column; those that are alike stay in the order of the tree.
func TestSorting(t *testing.T) {
	row := func(name string, members, overdue int, women figure.Part) Row {
		return Row{Name: name, order: name, Figures: Figures{Members: members, Overdue: overdue, Women: women}}
	}
	for _, c := range []struct {
		Listing
		want string
	}{
		{Listing{}, "abc"},
		{Listing{By: "members"}, "cab"},
		{Listing{By: "members", Up: true}, "abc"},
		{Listing{By: "overdue"}, "bac"},
		{Listing{By: "women"}, "abc"},
		{Listing{By: "women", Up: true}, "bca"},
	} {
		rows := []Row{row("c", 9, 0, figure.Part{Hidden: true}), row("b", 5, 2, figure.Part{Hidden: true}), row("a", 5, 0, figure.Part{N: 4})}
		c.sort(rows)
		got := ""
		for _, r := range rows {
			got += r.Name
		}
		if got != c.want {
			t.Errorf("%+v: %s", c.Listing, got)
		}
	}
	for _, c := range Columns {
		if n := c.value(Figures{}); n != 0 {
			t.Errorf("%s of nothing is %d", c, n)
		}
	}
}
