package admission

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/figure"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/target"
)

// Reckon is to read what admissions came to: counts, which are open to a unit's own
// people and to officers above.
var Reckon = access.Declare("admission.results", access.For(access.Here, access.Cell...), access.For(access.Below, access.Officer))

// Figures are counts of people: how many stand in each part of the way, and how many
// were admitted in the year.
type Figures struct {
	Source, Dossier, Vote, Probation, Admitted int
}

func (f *Figures) add(t tally) {
	switch t.state {
	case Listed, Helped:
		f.Source += t.n
	case Learning, Filing:
		f.Dossier += t.n
	case Ready, Proposed, Decided:
		f.Vote += t.n
	case Probation, Supported:
		f.Probation += t.n
	}
}

// Below is the figures of a unit right under a committee, with all that stands under
// it: no name.
type Below struct {
	Unit org.Unit
	Figures
}

// BelowPage is the table of a committee.
type BelowPage struct {
	Unit  org.Unit
	Year  int
	Units []Below
	Sum   Figures
}

// Below gives the figures of every unit right under a committee that the actor serves.
// It makes five queries.
func (s *Service) Below(ctx context.Context, by access.Actor, committee org.ID) (p BelowPage, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if p.Unit, err = org.Authorise(tx, by, Oversee, committee); err != nil {
			return err
		}
		p.Year = tx.Today().Year()
		units, err := org.RightBelow(tx, p.Unit.ID)
		if err != nil {
			return err
		}
		tallies, err := talliesUnder(tx, p.Unit.Path)
		if err != nil {
			return err
		}
		own, below, err := figure.SeveralBelow(tx, string(p.Unit.ID), admittedIn(p.Year, p.Year))
		if err != nil {
			return err
		}
		for _, u := range units {
			if !target.Kept(u) {
				continue
			}
			row := Below{Unit: u}
			for _, t := range tallies {
				if strings.HasPrefix(t.path, u.Path) {
					row.add(t)
				}
			}
			if sums := below[string(u.ID)]; sums != nil {
				row.Admitted = sums[0].Total()
			}
			p.Units = append(p.Units, row)
		}
		for _, t := range tallies {
			p.Sum.add(t)
		}
		p.Sum.Admitted = own[0].Total()
		return nil
	})
	return p, err
}

// admittedIn asks for who was admitted in some calendar years.
func admittedIn(first, last int) figure.Ask {
	month := func(year, month int) db.Date { return db.Date(fmt.Sprintf("%04d-%02d", year, month)) }
	return figure.Ask{Figure: member.AdmittedCount, From: month(first, 1), Through: month(last, 12)}
}

// resultYears is how many years a page of results tells of, spanYears over how many
// ages are counted together: of one year they would show people.
const (
	resultYears = 10
	spanYears   = 5
)

// Result is what a unit reached in a calendar year.
type Result struct {
	Year     int
	Goal     target.Amount // 0 where no target was set
	Admitted int
}

// Percent is how much of the target was reached; not ok where none was set.
func (r Result) Percent() (percent int, ok bool) {
	return target.Percent(target.Whole(r.Admitted), r.Goal)
}

// Span is the ages of those who were admitted in some years.
type Span struct {
	First, Last int
	Admitted    int
	Ages        []figure.Part // by AgeBands
}

// AgeBands are the bands of ages at the admission; "" is what is not known.
var AgeBands = []string{"to_30", "to_35", "to_40", "to_50", "over_50", ""}

// ageBand is the band of an age.
func ageBand(age string) string {
	switch n, err := strconv.Atoi(age); {
	case err != nil:
		return ""
	case n <= 30:
		return "to_30"
	case n <= 35:
		return "to_35"
	case n <= 40:
		return "to_40"
	case n <= 50:
		return "to_50"
	}
	return "over_50"
}

// Results is what a unit, with everything under it, reached in admitting people.
type Results struct {
	Unit  org.Unit
	Years []Result // the latest first, without the early ones of which nothing is known
	Spans []Span   // the latest first, those in which so many were admitted that ages show nobody
}

// Results gives what a unit reached over the years, and how old those were who were
// admitted. It makes at most six queries.
func (s *Service) Results(ctx context.Context, by access.Actor, unit org.ID) (r Results, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if r.Unit, err = org.Authorise(tx, by, Reckon, unit); err != nil {
			return err
		}
		if !target.Kept(r.Unit) {
			return fault.New(fault.NotFound, "ui.not_found")
		}
		this := tx.Today().Year()
		var asks []figure.Ask
		for y := this; y > this-resultYears; y-- {
			asks = append(asks, admittedIn(y, y))
		}
		sums, err := figure.Several(tx, string(unit), asks...)
		if err != nil {
			return err
		}
		goals, err := target.OfYears(tx, unit, target.BySourceAdmitted)
		if err != nil {
			return err
		}
		known := 1
		for i := range asks {
			y := Result{Year: this - i, Goal: goals[this-i], Admitted: sums[i].Total()}
			if r.Years = append(r.Years, y); y.Goal > 0 || y.Admitted > 0 {
				known = i + 1
			}
		}
		r.Years = r.Years[:known]
		r.Spans, err = spansOf(tx, r.Unit, this)
		return err
	})
	return r, err
}

// spansOf counts ages over the years until one. What is known of the unit's siblings
// decides which sums show somebody and stay unsaid.
func spansOf(tx *db.Tx, u org.Unit, this int) (all []Span, err error) {
	asks := []figure.Ask{admittedIn(this-spanYears+1, this), admittedIn(this-2*spanYears+1, this-spanYears)}
	own, err := figure.Several(tx, string(u.ID), asks...)
	if err != nil {
		return nil, err
	}
	below := map[string][]figure.Sums{}
	if u.Parent != "" {
		if _, below, err = figure.SeveralBelow(tx, string(u.Parent), asks...); err != nil {
			return nil, err
		}
	}
	below[string(u.ID)] = own // also of the years in which it stood elsewhere
	units := slices.Sorted(maps.Keys(below))
	for i, sums := range own {
		if sums.Total() == 0 {
			continue
		}
		siblings := make([]figure.Sums, len(units))
		for j, unit := range units {
			siblings[j] = below[unit][i]
		}
		ages := figure.Across(siblings, "age", ageBand, AgeBands)[slices.Index(units, string(u.ID))]
		if slices.ContainsFunc(ages, func(p figure.Part) bool { return !p.Hidden }) {
			last := this - i*spanYears
			all = append(all, Span{First: last - spanYears + 1, Last: last, Admitted: sums.Total(), Ages: ages})
		}
	}
	return all, nil
}
