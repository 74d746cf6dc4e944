package target

import (
	"testing"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/org"
)

// G6: numbers as a Vietnamese office types and writes them.
func TestAmounts(t *testing.T) {
	for typed, want := range map[string]Amount{
		"50": 5000, " 4,5 ": 450, "0,05": 5, "1.005": 100500, "12.345.678,9": 1234567890, "0": 0,
	} {
		if got, ok := ParseAmount(typed); !ok || got != want {
			t.Errorf("%q is %d %t, want %d", typed, got, ok, want)
		}
	}
	for _, typed := range []string{"", "-1", "4.5", "1.0050", "1,005", "4,", ",5", "5 người", "1e3", ".005", "99999999999999999999", "1000000001"} {
		if got, ok := ParseAmount(typed); ok {
			t.Errorf("%q is taken as %d", typed, got)
		}
	}
	if got := Amount(100550).Local("vi"); got != "1.005,5" {
		t.Error(got)
	}
}

// A3: 115 admitted of a target of 50 are 230 %, computed, never typed in.
func TestPercent(t *testing.T) {
	for _, c := range []struct {
		result, value Amount
		want          int
		ok            bool
	}{
		{Whole(115), Whole(50), 230, true},
		{Whole(9), Whole(12), 75, true},
		{Whole(1), Whole(3), 33, true},
		{Whole(2), Whole(3), 67, true},
		{0, Whole(3), 0, true},
		{Whole(3), 0, 0, false},
	} {
		if got, ok := Percent(c.result, c.value); got != c.want || ok != c.ok {
			t.Errorf("%d of %d is %d %t, want %d %t", c.result, c.value, got, ok, c.want, c.ok)
		}
	}
}

// G6: what may be done to a target, by its state and its period: one that was set is
// not changed after its year.
func TestWorkflow(t *testing.T) {
	const today = db.Date("2026-05-25")
	year, over, term := YearPeriod(2026), YearPeriod(2025), termPeriod(org.Term{ID: "t", From: "2025-06-01"})
	for _, c := range []struct {
		state  State
		period Period
		source string
		act    Act
		want   string // key of the fault, "" for allowed
	}{
		{Draft, year, "", Amending, ""},
		{Draft, over, "", Settling, ""}, // records of earlier years
		{Draft, year, "", Changing, "target.not_when_draft"},
		{Draft, year, "", Reporting, "target.not_when_draft"},
		{Set, year, "", Changing, ""},
		{Set, term, "", Withdrawing, ""},
		{Set, over, "", Changing, "target.period_over"},
		{Set, over, "", Withdrawing, "target.period_over"},
		{Set, over, "", Reporting, ""}, // results of a year come in after it
		{Set, year, BySourceAdmitted, Reporting, "target.counted"},
		{Set, year, "", Amending, "target.not_when_set"},
		{Withdrawn, year, "", Changing, "target.not_when_withdrawn"},
	} {
		_, err := Target{State: c.state, Period: c.period, Source: c.source}.allows(c.act, today)
		if got := fault.Key(err); got != c.want {
			t.Errorf("%s of a %s target: %q, want %q", c.act, c.state, got, c.want)
		}
	}
}

// A3: a period has its first day, and not the day after its last.
func TestPeriods(t *testing.T) {
	term := termPeriod(org.Term{From: "2005-09-15", To: "2010-09-15"})
	for day, want := range map[db.Date]bool{"2005-09-14": false, "2005-09-15": true, "2010-09-14": true, "2010-09-15": false} {
		if term.Has(day) != want || term.Over(day) != (day >= "2010-09-15") {
			t.Errorf("%s", day)
		}
	}
	for year, want := range map[int]bool{2004: false, 2005: true, 2010: true, 2011: false} {
		if term.Meets(year) != want {
			t.Errorf("%d", year)
		}
	}
	if open := termPeriod(org.Term{From: "2025-06-01"}); !open.Meets(2040) || open.Over("2040-01-01") {
		t.Error("a term without an end runs on")
	}
}

// A3: a congress is late by the days since it was planned, a unit when its term
// has ended and none is planned.
func TestLate(t *testing.T) {
	const today = db.Date("2026-05-25")
	for _, c := range []struct {
		state CongressState
		on    db.Date
		want  int
	}{{Planned, "2026-05-22", 3}, {Planned, today, 0}, {Planned, "2026-06-01", 0}, {Held, "2026-05-22", 0}, {Cancelled, "2026-05-22", 0}} {
		if got := (Congress{State: c.state, PlannedOn: c.on}).Late(today); got != c.want {
			t.Errorf("%s on %s: %d, want %d", c.state, c.on, got, c.want)
		}
	}
	ended := org.Term{ID: "t", From: "2020-05-01", To: "2026-05-01"}
	for _, c := range []struct {
		s    Standing
		want bool
	}{{Standing{Term: ended}, true}, {Standing{Term: ended, Last: Congress{State: Planned}}, false}, {Standing{Term: org.Term{From: "2025-01-01"}}, false}, {Standing{}, false}} {
		if got := c.s.Ended(today); got != c.want {
			t.Errorf("%+v: %t", c.s, got)
		}
	}
}
