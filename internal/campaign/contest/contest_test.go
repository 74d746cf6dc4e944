package contest

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/fault/faulttest"
	"chibo/internal/member"
)

// E4: who comes out how: means over the jurors who closed, times weights; equal sums
// share a rank; what nobody judged comes last.
func TestRank(t *testing.T) {
	criteria := []Criterion{{Ordinal: 1, Points: 10, Weight: 2}, {Ordinal: 2, Points: 10, Weight: 1}}
	entries := []Entry{{ID: "none"}, {ID: "a"}, {ID: "b"}, {ID: "c"}}
	mark := func(e EntryID, juror member.ID, first, second int) []Mark {
		return []Mark{{Entry: e, Person: juror, Ordinal: 1, Halves: first}, {Entry: e, Person: juror, Ordinal: 2, Halves: second}}
	}
	var scores []Mark
	for _, all := range [][]Mark{mark("a", "x", 16, 18), mark("a", "y", 17, 18), mark("b", "x", 18, 20), mark("c", "x", 20, 16), mark("a", "open", 0, 0)} {
		scores = append(scores, all...)
	}
	var got []any
	for _, r := range rank(entries, criteria, scores, map[member.ID]bool{"x": true, "y": true}) {
		got = append(got, r.Entry.ID, r.Rank, r.Judged, Points(r.Sum, 2))
	}
	want := []any{EntryID("b"), 1, 1, "28,00", EntryID("c"), 1, 1, "28,00", EntryID("a"), 3, 2, "25,50", EntryID("none"), 0, 0, "0,00"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// E4: points are halves from 0 to what the criterion has at most.
func TestHalves(t *testing.T) {
	for _, c := range []struct {
		typed string
		want  int // -1: refused
	}{
		{"8,5", 17}, {"8.5", 17}, {"0", 0}, {" 10 ", 20}, {"10,5", -1}, {"-1", -1}, {"8,25", -1}, {"tám", -1}, {"NaN", -1}, {"Inf", -1}, {"1e300", -1},
	} {
		got, ok := halves(c.typed, 10)
		if ok != (c.want >= 0) || ok && got != c.want {
			t.Errorf("%q: %d, %v", c.typed, got, ok)
		}
	}
}

// E4: nobody judges an entry of his own, one that he is an author of, a withdrawn
// one, and where it says so one of his unit.
func TestBarred(t *testing.T) {
	j := Juror{Person: "j", Name: "Nguyễn Văn A", Unit: "u"}
	for _, c := range []struct {
		name  string
		apart bool
		e     Entry
		want  bool
	}{
		{"another's", true, Entry{Person: "p", Unit: "v", Authors: "Trần Thị B"}, false},
		{"his own", false, Entry{Person: "j", Unit: "v"}, true},
		{"he is an author", false, Entry{Person: "p", Unit: "v", Authors: "Trần Thị B, nguyễn văn a"}, true},
		{"a longer name", false, Entry{Person: "p", Unit: "v", Authors: "Nguyễn Văn An"}, false},
		{"his unit", true, Entry{Person: "p", Unit: "u"}, true},
		{"his unit, allowed", false, Entry{Person: "p", Unit: "u"}, false},
		{"withdrawn", false, Entry{Person: "p", Unit: "v", Withdrawn: true}, true},
	} {
		if got := (Contest{Apart: c.apart}).barred(j, c.e); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

// E4: entries are taken from the first day through the last.
func TestStage(t *testing.T) {
	for _, c := range []struct {
		state State
		today db.Date
		stage State
		key   string
	}{
		{Called, "2026-05-24", Called, "contest.not_yet"},
		{Called, "2026-05-25", Open, ""},
		{Called, "2026-06-10", Open, ""},
		{Called, "2026-06-11", Waiting, "contest.too_late"},
		{Scoring, "2026-05-26", Scoring, "contest.not_when_scoring"},
		{Published, "2026-05-26", Published, "contest.not_when_published"},
	} {
		one := Contest{State: c.state, OpensOn: "2026-05-25", ClosesOn: "2026-06-10"}
		if err := one.taking(c.today); one.Stage(c.today) != c.stage || fault.Key(err) != c.key {
			t.Errorf("%s on %s: %s, %v", c.state, c.today, one.Stage(c.today), err)
		}
	}
}

// E4: every fault of a contest, and of a decision, is at its field.
func TestForms(t *testing.T) {
	f := Form{OpensOn: "2026-06-01", ClosesOn: "2026-05-30", Entrants: "all", Criteria: []CriterionForm{{Title: "Nội dung", Points: 101}, {Points: 10}, {}, {Title: "Trình bày", Points: 10, Weight: 11}}}
	want := map[string]string{
		"title": "contest.title_missing", "rules": "contest.rules_missing", "entrants": "contest.entrants_missing", "closes_on": "contest.closes_before",
		"points_1": "contest.points_wrong", "criterion_2": "contest.criterion_missing", "weight_4": "contest.weight_wrong",
	}
	if d := cmp.Diff(want, faulttest.Fields(f.check("2026-05-25"))); d != "" {
		t.Error(d)
	}
	d := Decision{On: "2026-05-01", Prizes: []PrizeForm{{Entry: "a", Place: 1}, {Entry: "b", Place: -1}, {Entry: "c", Prize: "Khuyến khích"}}}
	want = map[string]string{"on": "contest.decided_before", "prize_a": "contest.prize_missing", "place_b": "contest.place_wrong"}
	if diff := cmp.Diff(want, faulttest.Fields(d.check(Contest{OpensOn: "2026-05-10"}, []Entry{{ID: "a"}, {ID: "b"}, {ID: "c"}}, "2026-05-25"))); diff != "" {
		t.Error(diff)
	}
	d.Prizes = []PrizeForm{{Entry: "other"}}
	if err := d.check(Contest{}, nil, "2026-05-25"); !fault.Is(err, fault.NotFound) {
		t.Errorf("a prize for an entry of another contest: %v", err)
	}
}
