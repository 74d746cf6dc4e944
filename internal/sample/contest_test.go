package sample_test

import (
	"slices"
	"testing"

	"chibo/internal/access"
	"chibo/internal/campaign/conduct"
	"chibo/internal/campaign/contest"
	"chibo/internal/sample"
)

// E3: a cell of S1 keeps a code for three quarters; E4: the contests of two committees
// have a result, that of the shown cell takes entries.
func checkContests(t *testing.T, s sample.Services) {
	t.Helper()
	all := units(t, s)
	l, err := s.Conducts.List(t.Context(), access.Console, all["S1.16.06"].ID, 1)
	if err != nil || len(l.Used) != 1 {
		t.Fatalf("%d codes are kept, %v", len(l.Used), err)
	}
	sh, err := s.Conducts.Get(t.Context(), access.Console, l.Used[0].ID, "2026-01")
	if err != nil || len(sh.Rows) != 4 || len(sh.Periods) != 3 {
		t.Fatalf("%d rules in %d quarters, %v", len(sh.Rows), len(sh.Periods), err)
	}
	if way, by := sh.Rows[0].Change(); way != conduct.Down || by != 2 {
		t.Errorf("the first rule went %s by %d", way, by)
	}
	for code, want := range map[string][]contest.State{"S1": {contest.Published}, "S0-CT": {contest.Published}, "S0": {contest.Called, contest.Published}} {
		list, err := s.Contests.List(t.Context(), access.Console, all[code].ID, 1)
		var states []contest.State
		for _, c := range list.Contests {
			states = append(states, c.State)
		}
		if slices.Sort(states); err != nil || !slices.Equal(states, want) {
			t.Fatalf("%s: %+v, %v", code, list.Contests, err)
		}
		if len(want) > 1 {
			continue
		}
		o, err := s.Contests.Outcome(t.Context(), access.Console, list.Contests[0].ID)
		if err != nil || len(o.Results) < 3 || o.Closed != 3 || o.Results[0].Entry.Prize != "Giải Nhất" {
			t.Errorf("results of %s: %+v, %v", code, o.Results, err)
		}
	}
}
