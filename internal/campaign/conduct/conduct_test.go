package conduct

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/fault/faulttest"
)

// E3: a period is a month or a quarter, and may be observed from that of the first
// day of use until that of the last.
func TestPeriods(t *testing.T) {
	const today db.Date = "2026-05-25"
	quarterly := Use{Span: Quarterly, From: "2025-11-10"}
	ended := Use{Span: Quarterly, From: "2025-11-10", Until: "2026-01-05"}
	monthly := Use{Span: Monthly, From: "2026-05-03"}
	for _, c := range []struct {
		use    Use
		period db.Date
		key    string
	}{
		{quarterly, "2025-10", ""},
		{quarterly, "2026-04", ""},
		{quarterly, "2026-05", "conduct.period_wrong"},
		{quarterly, "2026", "conduct.period_wrong"},
		{quarterly, "2025-07", "conduct.period_before"},
		{quarterly, "2026-07", "conduct.period_ahead"},
		{ended, "2026-01", ""},
		{ended, "2026-04", "conduct.period_after"},
		{monthly, "2026-05", ""},
		{monthly, "2026-04", "conduct.period_before"},
	} {
		field := "month"
		if c.key == "" {
			field = ""
		}
		faulttest.Expect(t, c.use.check(c.period, today), field, c.key)
	}
	for _, c := range []struct {
		use           Use
		usual, latest db.Date
	}{{quarterly, "2026-01", "2026-04"}, {ended, "2026-01", "2026-01"}, {monthly, "2026-05", "2026-05"}} {
		if usual, latest := c.use.Usual(today), c.use.latest(today); usual != c.usual || latest != c.latest {
			t.Errorf("%+v: %s, %s", c.use, usual, latest)
		}
	}
	if got := quarterly.periodsUntil("2026-04"); !cmp.Equal(got, []db.Date{"2025-10", "2026-01", "2026-04"}) {
		t.Errorf("periods %v", got)
	}
	if a, b := Quarterly.PeriodText("2026-04"), Monthly.PeriodText("2026-04"); a != "Quý II/2026" || b != "04/2026" {
		t.Errorf("%s, %s", a, b)
	}
}

// E3: two periods are compared by how much they differ, in words that do not judge.
func TestChange(t *testing.T) {
	for _, c := range []struct {
		measure Measure
		before  *Observation
		last    *Observation
		way     Way
		text    string
	}{
		{Count, &Observation{Value: 5}, &Observation{Value: 2}, Down, "Giảm 3"},
		{Count, &Observation{Value: 2}, &Observation{Value: 2}, Level, "Không đổi"},
		{Percent, &Observation{Value: 90}, &Observation{Value: 95}, Up, "Tăng 5 điểm %"},
		{YesNo, &Observation{Value: 1}, &Observation{Value: 0}, Down, "Thay đổi"},
		{Count, nil, &Observation{Value: 2}, Unknown, "–"},
	} {
		r := Row{Rule: Rule{Measure: c.measure}, Cells: []*Observation{c.before, c.last}}
		if way, _ := r.Change(); way != c.way || r.changeText() != c.text {
			t.Errorf("%s: %s, %q, want %s, %q", c.measure, way, r.changeText(), c.way, c.text)
		}
	}
}

// E3: what is typed of a rule is a number of its measure; a note alone is none.
func TestRead(t *testing.T) {
	for _, c := range []struct {
		measure    Measure
		value      string
		note       string
		field, key string
		found      int // -1: nothing was observed
	}{
		{Count, "12", "", "", "", 12},
		{Count, "", "", "", "", -1},
		{Count, "", "chờ lâu", "value_1", "conduct.value_missing", -1},
		{Count, "-1", "", "value_1", "conduct.count_wrong", -1},
		{Count, "nhiều", "", "value_1", "conduct.count_wrong", -1},
		{Percent, "95 %", "", "", "", 95},
		{Percent, "101", "", "value_1", "conduct.percent_wrong", -1},
		{YesNo, "1", "", "", "", 1},
		{YesNo, "2", "", "value_1", "conduct.yes_no_wrong", -1},
	} {
		rule := Rule{ID: "r", Measure: c.measure}
		all, err := read([]Finding{{Rule: "r", Value: c.value, Note: c.note, Source: FromSelf}}, []Rule{rule})
		faulttest.Expect(t, err, c.field, c.key)
		if err == nil && (c.found < 0) != (len(all) == 0) || len(all) == 1 && err == nil && all[0].Value != c.found {
			t.Errorf("%s %q: %+v", c.measure, c.value, all)
		}
	}
}

// E3: every fault of a code is at its field, and a rule is typed once.
func TestCodeForm(t *testing.T) {
	f := CodeForm{
		IssuedOn: "2026-06-01", Rules: []RuleForm{
			{Title: "Điều 1", Measure: Count, Source: FromSelf}, {Title: "  điều  1 ", Measure: "tally", Source: FromSelf}, {Body: "không tên"}, {},
		},
	}
	err := f.check("2026-05-25")
	if got := faulttest.Fields(err); !fault.Is(err, fault.Invalid) || !cmp.Equal(got, map[string]string{
		"name": "conduct.name_missing", "issued_on": "conduct.day_ahead", "title_2": "conduct.title_twice", "measure_2": "conduct.measure_missing", "title_3": "conduct.title_missing",
	}) {
		t.Errorf("faults %v", got)
	}
	if all := Lines("Điều 1\n\n Điều 2 \n", Percent, FromSurvey); len(all) != 2 || all[1].Title != "Điều 2" || all[1].Measure != Percent {
		t.Errorf("lines %+v", all)
	}
}
