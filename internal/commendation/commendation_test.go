package commendation_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/commendation"
	"chibo/internal/db"
	"chibo/internal/rulebook"
)

// H1: consecutive years. S0: a cell had a diploma of the level above in five
// years running.
func TestStreakAt(t *testing.T) {
	for _, c := range []struct {
		name  string
		years []int
		on    db.Date
		want  int
	}{
		{"none", nil, "2026-05-25", 0},
		{"this year", []int{2026}, "2026-05-25", 1},
		{"this year's may still come", []int{2021, 2022, 2023, 2024, 2025}, "2026-05-25", 5},
		{"last year's never came", []int{2020, 2021, 2022, 2023, 2024}, "2026-05-25", 0},
		{"a gap begins anew", []int{2019, 2020, 2022, 2023, 2024, 2025}, "2026-05-25", 4},
		{"in any order, and twice", []int{2025, 2023, 2024, 2024}, "2026-05-25", 3},
		{"S0", []int{2009, 2010, 2011, 2012, 2013}, "2013-12-31", 5},
		{"later years do not count", []int{2012, 2013, 2014}, "2013-12-31", 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := commendation.StreakAt(c.years, c.on).Years(); got != c.want {
				t.Errorf("%d years, want %d", got, c.want)
			}
		})
	}
}

func yearly(key string, form commendation.Form, years ...int) (all []commendation.Award) {
	for _, y := range years {
		all = append(all, commendation.Award{
			Subject: commendation.Subject{Kind: commendation.Individual, Key: key, Name: key}, GrantedOn: db.Date("2026-01-10"),
			Merit: commendation.Merit{Form: form, Occasion: commendation.Yearly, Year: y, Years: 1},
		})
	}
	return all
}

// H1: who is due is a fact with the rule that asks for it.
func TestDue(t *testing.T) {
	five := []int{2021, 2022, 2023, 2024, 2025}
	awards := slices.Concat(
		yearly("five certificates", commendation.Certificate, five...),
		yearly("four", commendation.Certificate, five[1:]...),
		yearly("five praises", commendation.Praise, five...),
		yearly("honoured", commendation.Certificate, five...), yearly("honoured", commendation.InARow, 2025),
		yearly("honoured long ago", commendation.Certificate, 2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025), yearly("honoured long ago", commendation.InARow, 2020),
	)
	facts, rule, ok := commendation.Due(awards, rulebook.Default(), "2026-05-25")
	var names []string
	for _, f := range facts {
		names = append(names, f.Name)
	}
	if diff := cmp.Diff([]string{"five certificates", "honoured long ago"}, names); diff != "" || !ok || rule.Value != 5 || rule.Source().Doc.No == "" {
		t.Errorf("due (-want +got):\n%s of %v %v", diff, rule, ok)
	}
	if _, _, ok := commendation.Due(awards, rulebook.Default(), "2010-01-01"); ok {
		t.Error("a rule of a time of which none is known")
	}
}

// H1: who gives what, by the rule of the day.
func TestNamed(t *testing.T) {
	for _, c := range []struct {
		form         commendation.Form
		level        commendation.Level
		named, known bool
	}{
		{commendation.Praise, commendation.ByCell, true, true},
		{commendation.Certificate, commendation.ByCell, false, true},
		{commendation.Certificate, commendation.ByBase, true, true},
		{commendation.InARow, commendation.BySuperior, true, true},
		{commendation.Diploma, commendation.ByProvince, true, true},
		{commendation.Keepsake, commendation.ByDepartment, false, false},
	} {
		named, rule, known := commendation.Named(rulebook.Default(), commendation.Merit{Form: c.form, Level: c.level}, "2026-05-25")
		if named != c.named || known != c.known || known && rule.Doc.No == "" {
			t.Errorf("%s by %s: %v %v %v", c.form, c.level, named, known, rule)
		}
	}
}
