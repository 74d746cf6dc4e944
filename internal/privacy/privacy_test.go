package privacy

import (
	"slices"
	"testing"

	"chibo/internal/db"
	"chibo/internal/rulebook"
)

// safety P2: the clocks are exact to the day, over weekends, Tết and the days off
// in their stead.
func TestClocks(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name            string
		kind            Kind
		on              db.Date
		respond, fulfil db.Date
	}{
		{"on a Monday", Correct, "2026-05-25", "2026-05-27", "2026-06-04"},
		{"before a weekend", Object, "2026-05-29", "2026-06-02", "2026-06-13"},
		{"on a Saturday", Restrict, "2026-05-30", "2026-06-02", "2026-06-14"},
		{"before the two days of April and May", Erase, "2026-04-29", "2026-05-05", "2026-05-19"},
		{"before Tết", Correct, "2026-02-13", "2026-02-24", "2026-02-23"},
		{"before the law", Correct, "2025-12-31", "", ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if respond, fulfil := Clocks(rulebook.Default(), c.kind, c.on); respond != c.respond || fulfil != c.fulfil {
				t.Errorf("respond by %q, fulfil by %q; want %q, %q", respond, fulfil, c.respond, c.fulfil)
			}
		})
	}
}

func TestDue(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		state   State
		respond db.Date
		today   db.Date
		due     db.Date
		overdue bool
	}{
		{Filed, "2026-05-27", "2026-05-27", "2026-05-27", false},
		{Filed, "2026-05-27", "2026-05-28", "2026-05-27", true},
		{Filed, "", "2026-06-04", "2026-06-04", false},
		{Taken, "2026-05-27", "2026-06-05", "2026-06-04", true},
		{Fulfilled, "2026-05-27", "2026-07-01", "", false},
	} {
		r := Request{State: c.state, RespondBy: c.respond, FulfilBy: "2026-06-04"}
		if r.Due() != c.due || r.Overdue(c.today) != c.overdue {
			t.Errorf("%+v: due %q, overdue %v", c, r.Due(), r.Overdue(c.today))
		}
	}
}

// safety duty 1: every section has its basis and term, and every column of the copy
// a name in words.
func TestRegister(t *testing.T) {
	t.Parallel()
	for _, s := range Sections {
		if s.Basis() == "" || s.Term() == "" || sectionWords[s] == "" {
			t.Errorf("%s says not why or how long", s)
		}
		if !slices.ContainsFunc(holdings, func(h holding) bool { return h.section == s }) {
			t.Errorf("%s holds nothing", s)
		}
	}
	for _, h := range holdings {
		if h.columns != "" && tableWords[h.table] == "" {
			t.Errorf("%s has no name", h.table)
		}
		for _, f := range h.fields() {
			if fieldWords[f] == "" {
				t.Errorf("%s.%s has no name", h.table, f)
			}
		}
	}
}
