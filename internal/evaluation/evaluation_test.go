package evaluation

import (
	"slices"
	"testing"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/rulebook"
)

// H2, rules §7: at most 20 % of those rated good may be rated best; beyond it
// nothing is refused.
func TestCap(t *testing.T) {
	t.Parallel()
	levels := func(counts ...int) (all []Level) {
		for i, l := range []Level{best, good, "completed", ""} {
			all = append(all, slices.Repeat([]Level{l}, counts[i])...)
		}
		return all
	}
	for _, c := range []struct {
		name      string
		on        db.Date
		levels    []Level
		most, got int
		beyond    bool
	}{
		{"nobody yet: who has no level counts as good", "2025-12-20", levels(0, 0, 0, 18), 3, 0, false},
		{"three beside fifteen", "2025-12-20", levels(3, 15, 0, 0), 3, 3, false},
		{"three beside fourteen", "2025-12-20", levels(3, 14, 0, 0), 2, 3, true},
		{"lower levels leave the base", "2025-12-20", levels(2, 10, 6, 0), 2, 2, false},
		{"alone", "2025-12-20", levels(1, 0, 0, 0), 0, 1, true},
		{"nobody at all", "2025-12-20", nil, 0, 0, false},
	} {
		got := capOf(rulebook.Default(), c.on, c.levels)
		if !got.Known || !got.OfGood || got.Percent != 20 || got.Most != c.most || got.Got != c.got || got.Beyond() != c.beyond || got.Rule.Doc.No == "" {
			t.Errorf("%s: %+v", c.name, got)
		}
	}
	if got := capOf(rulebook.Default(), "2015-12-20", levels(5, 0, 0, 0)); got.Known || got.Beyond() {
		t.Errorf("before there was a limit: %+v", got)
	}
	if n := most(20, false, 18, 18); n != 3 {
		t.Errorf("a fifth of all 18: %d", n)
	}
}

// B9: each form has the headings that must be written, and none twice.
func TestParts(t *testing.T) {
	t.Parallel()
	for _, f := range append([]Form{OfUnit}, PersonForms...) {
		seen, must := map[string]bool{}, 0
		for _, p := range PartsOf(f) {
			if seen[p.Key] || p.Vi == "" || p.En == "" || p.No == "" {
				t.Errorf("%s: %+v", f, p)
			}
			if seen[p.Key] = true; p.Must {
				must++
			}
		}
		if must < 3 || !seen["limits"] || !seen["ahead"] {
			t.Errorf("%s: %d parts must be written", f, must)
		}
	}
}

// rules §7: the unit first, then head, deputies, members.
func TestInTurn(t *testing.T) {
	t.Parallel()
	files := []File{{ID: "u", Turn: 0}, {ID: "h", Turn: 1}, {ID: "m", Turn: 3}, {ID: "n", Turn: 3}}
	for _, c := range []struct {
		voted []FileID
		next  FileID
		ok    bool
	}{
		{nil, "u", true}, {nil, "h", false}, {[]FileID{"u"}, "h", true}, {[]FileID{"u"}, "m", false}, {[]FileID{"u", "h"}, "n", true}, {[]FileID{"u", "h"}, "u", true},
	} {
		all := slices.Clone(files)
		for i := range all {
			if slices.Contains(c.voted, all[i].ID) {
				all[i].Proposed = good
			}
		}
		f, _ := find(all, c.next)
		if err := inTurn(all, f); (err == nil) != c.ok {
			t.Errorf("%v, then %s: %v", c.voted, c.next, err)
		}
	}
}

func TestPeriod(t *testing.T) {
	t.Parallel()
	for p, want := range map[Period][3]string{
		{2026, 0}: {"2026-01-01", "2027-01-01", "năm 2026"},
		{2026, 1}: {"2026-01-01", "2026-04-01", "quý 1 năm 2026"},
		{2026, 4}: {"2026-10-01", "2027-01-01", "quý 4 năm 2026"},
	} {
		if got := [3]string{string(p.From()), string(p.Until()), p.Words()}; got != want {
			t.Errorf("%v: %v", p, got)
		}
	}
	if Current("2026-10-31") != (Period{Year: 2025}) || Current("2026-11-01") != (Period{Year: 2026}) {
		t.Error("the year that is reviewed turns in November")
	}
}

// Bad input: each field says what is wrong with it.
func TestForms(t *testing.T) {
	t.Parallel()
	levels := levelsOn(rulebook.Default(), "2026-05-25")
	if len(levels) != 4 {
		t.Fatalf("%d levels", len(levels))
	}
	whole := Words{OwnLevel: good, Parts: map[string]string{"ethics": "a", "work": "b", "limits": "c", "ahead": "d"}}
	if err := whole.clean(Form2A).check(Form2A, levels, true); err != nil {
		t.Errorf("a whole file: %v", err)
	}
	if err := (Words{}).check(Form2A, levels, false); err != nil {
		t.Errorf("an empty draft: %v", err)
	}
	comment := CommentForm{Source: FromResidence, Received: true}
	for name, c := range map[string]struct {
		err  error
		want []string
	}{
		"nothing submitted": {Words{}.check(Form2A, levels, true), []string{"part_ethics", "part_work", "part_limits", "part_ahead", "own_level"}},
		"no such level":     {Words{OwnLevel: "x"}.check(OfUnit, levels, false), []string{"own_level"}},
		"a period":          {OpenForm{Period: Period{1999, 5}}.check("2026-05-25"), []string{"year", "quarter", "due"}},
		"a day gone by":     {OpenForm{Period{2025, 0}, "2026-05-24"}.check("2026-05-25"), []string{"due"}},
		"no words":          {comment.check(File{Person: "p"}), []string{"body"}},
		"of the unit":       {(&CommentForm{Source: FromResidence}).check(File{}), []string{"source"}},
		"words not come":    {(&CommentForm{Source: FromMass, Body: "x"}).check(File{}), []string{"received"}},
		"a decision":        {(&Decision{On: "2026-05-26"}).check(Review{}, []File{{ID: "f"}}, levels, "2026-05-25"), []string{"number", "on", "level_f"}},
		"too early":         {(&Decision{Number: "1-QĐ/ĐU", On: "2026-05-20"}).check(Review{HeldOn: "2026-05-21"}, nil, levels, "2026-05-25"), []string{"on"}},
	} {
		if got := fieldsOf(c.err); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func fieldsOf(err error) (names []string) {
	if e, ok := err.(*fault.Error); ok {
		for _, f := range e.Fields {
			names = append(names, f.Name)
		}
	}
	return names
}
