package sample_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/access"
	"chibo/internal/directive"
	"chibo/internal/sample"
)

// B14, I10: an office has sent documents to its cells, which have come
// differently far with them; one is not sent yet.
func checkDirectives(t *testing.T, s sample.Services) {
	t.Helper()
	all := units(t, s)
	p, err := s.Directives.List(t.Context(), access.Console, all["S1"].ID, directive.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]directive.Tally{}
	for _, r := range p.Rows {
		got[r.Number] = r.Tally
	}
	want := map[string]directive.Tally{
		"18-KH/ĐU": {Sent: 15, Received: 14}, "21-CV/ĐU": {Sent: 15, Received: 15, Studied: 9, Reported: 4},
		"12-HD/ĐU": {Sent: 15, Received: 15, Studied: 15}, "23-TB/ĐU": {},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for code, want := range map[string]directive.Counts{"S0": {All: 3, ForStudy: 1, Doing: 1, Near: 2}, "S1.01": {All: 3, ForStudy: 1, Doing: 1, Near: 2}} {
		p, err := s.Directives.List(t.Context(), access.Console, all[code].ID, directive.Filter{})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, p.Counts); diff != "" {
			t.Errorf("%s: %s", code, diff)
		}
	}
}
