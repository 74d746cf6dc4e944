package periodic

import (
	"testing"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/rulebook"
	"chibo/internal/stats"
)

// H4: the period that is owed is the longest of those that end in a month.
func TestPeriods(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		today, from, through, due db.Date
		length                    stats.Length
		words                     string
	}{
		{"2026-05-25", "2026-04-01", "2026-04-30", "2026-05-05", stats.Month, "tháng 4/2026"},
		{"2026-04-30", "2026-01-01", "2026-03-31", "2026-04-07", stats.Quarter, "quý I/2026"},
		{"2026-07-01", "2026-01-01", "2026-06-30", "2026-07-10", stats.Half, "6 tháng đầu năm 2026"},
		{"2026-10-31", "2026-07-01", "2026-09-30", "2026-10-07", stats.Quarter, "quý III/2026"},
		{"2027-01-02", "2026-01-01", "2026-12-31", "2027-01-15", stats.Year, "năm 2026"},
		{"2024-03-01", "2024-02-01", "2024-02-29", "2024-03-05", stats.Month, "tháng 2/2024"},
	} {
		p := Expected(c.today)
		if p.Length != c.length || p.From != c.from || p.Through() != c.through || p.dueOn(rulebook.Default()) != c.due || p.Words() != c.words {
			t.Errorf("%s: %s %s to %s, due %s, %q", c.today, p.Length, p.From, p.Through(), p.dueOn(rulebook.Default()), p.Words())
		}
		if err := p.check(c.today); err != nil {
			t.Errorf("%s: %v", c.today, err)
		}
	}
	for _, p := range []Period{{}, {"week", "2026-05-01"}, {stats.Month, "2026-05-02"}, {stats.Quarter, "2026-05-01"}, {stats.Month, "2026-06-01"}, {stats.Month, "1999-01-01"}, {stats.Month, "x"}} {
		if e, ok := p.check("2026-05-25").(*fault.Error); !ok || e.Fields[0].Name != "period" {
			t.Errorf("%v is taken", p)
		}
	}
}

// H4: what the table of states does not know is refused; that a report was sent
// already is said with its day.
func TestWorkflow(t *testing.T) {
	t.Parallel()
	for _, from := range States {
		for _, a := range []Act{Refreshing, Sending, Receiving, Returning} {
			m, err := Report{State: from, SentOn: "2026-05-02"}.after(a)
			switch {
			case err == nil && (m.From != from || m.Act != a):
				t.Errorf("%s from %s: %+v", a, from, m)
			case err != nil && from.Up() && a == Sending && fault.Key(err) != "periodic.sent_already":
				t.Errorf("sent twice: %v", err)
			case err == nil && from.Up() && (a == Sending || a == Refreshing):
				t.Errorf("%s changes what was %s", a, from)
			}
		}
	}
}

// H4: a report is late from the day after its last one, unless it lies above.
func TestLate(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		state      State
		due, today db.Date
		want       int
	}{
		{Drafted, "2026-05-05", "2026-05-05", 0},
		{Drafted, "2026-05-05", "2026-05-06", 1},
		{Returned, "2026-05-05", "2026-05-25", 20},
		{Sent, "2026-05-05", "2026-05-25", 0},
		{Drafted, "", "2026-05-25", 0},
	} {
		if got := (Report{State: c.state, Due: c.due}).Late(c.today); got != c.want {
			t.Errorf("%+v: %d", c, got)
		}
	}
}
