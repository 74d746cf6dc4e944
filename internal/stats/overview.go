package stats

import (
	"context"
	"fmt"
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/figure"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/quality"
	"chibo/internal/target"
)

// View is to see the figures of a unit and of what stands under it.
var View = access.Declare("stats.view", access.For(access.Below, access.Officer), access.For(access.Here, access.Committee...))

// PageSize is how many units a page of the overview lists.
const PageSize = 50

// Service holds the use cases.
type Service struct{ db *db.DB }

// New makes the use cases over a database.
func New(d *db.DB) *Service { return &Service{db: d} }

// YearCount is how many were admitted in a year.
type YearCount struct {
	Year int
	N    int
}

// Scores is how many regular meetings of a month reached each band.
type Scores struct {
	Month db.Date
	Bands map[quality.Band]int
}

// Overview is the figures of the units directly below a committee.
type Overview struct {
	Unit        org.Unit
	Above       bool // the reader sees the overview of the committee above too
	Period      Period
	Rows        []Row        // a page of them
	Units       int          // in all
	Of          map[Only]int // … by choice
	Page, Pages int
	Whole       Figures       // of the committee with everything under it
	Aim         target.Amount // how many it is to admit in the year; 0 where no target is set
	Admissions  []YearCount   // of the last five years
	Quality     []Scores      // of the last six months
	First       db.Date       // month of the first record; "" where there is none
	Today       db.Date
}

// Empty reports whether the period lies before the first record.
func (o Overview) Empty() bool { return o.First == "" || o.Period.On.Month() < o.First }

// How far back a page looks.
const (
	yearsBack   = 5
	trendMonths = 6
	factMonths  = 24 // a report compares with the year before
)

// Overview gives the table of a committee: of a period, the rows that a listing
// chooses in its order, and of these a page from 1; 0 gives all of them, for a file. A
// period without a day ends today, one without a length is this month. Of a unit to
// which people belong directly it gives nothing but the unit: that has a sheet. Faults
// name the fields length and on. It makes eight queries, however many units there are.
func (s *Service) Overview(ctx context.Context, by access.Actor, unit org.ID, p Period, l Listing, page int) (o Overview, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if o.Unit, err = org.Authorise(tx, by, View, unit); err != nil {
			return err
		}
		o.Today = tx.Today()
		if o.Period, err = p.orToday(o.Today); err != nil {
			return err
		}
		if o.Unit.Kind.Holds {
			return nil
		}
		above, err := aboveOf(tx, by, o.Unit)
		if err != nil {
			return err
		}
		o.Above = above.ID != ""
		return o.read(tx, by)
	})
	if err != nil {
		return Overview{}, err
	}
	o.Units, o.Of = len(o.Rows), map[Only]int{}
	for _, only := range Onlies {
		for _, r := range o.Rows {
			if only.keeps(r) {
				o.Of[only]++
			}
		}
	}
	o.Rows = slices.DeleteFunc(o.Rows, func(r Row) bool { return !l.Only.keeps(r) })
	l.sort(o.Rows)
	o.Page, o.Pages = max(1, page), max(1, (len(o.Rows)+PageSize-1)/PageSize)
	if page > 0 {
		o.Page = min(o.Page, o.Pages)
		o.Rows = o.Rows[(o.Page-1)*PageSize : min(o.Page*PageSize, len(o.Rows))]
	}
	return o, nil
}

// orToday fills in what the address leaves out.
func (p Period) orToday(today db.Date) (Period, error) {
	if p.Length == "" {
		p.Length = Month
	}
	if p.On == "" {
		p.On = today
	}
	return p, p.check(today)
}

// read reads and adds up all figures.
func (o *Overview) read(tx *db.Tx, by access.Actor) error {
	unit, from, on := o.Unit.ID, o.Period.From(), o.Period.On
	t, err := treeOf(tx, unit)
	if err != nil {
		return err
	}
	all := asks(from, on)
	fixed := len(all)
	own, below, err := figure.SeveralBelow(tx, string(unit), append(all, yearAsks(on)...)...)
	if err != nil {
		return err
	}
	facts, err := factsOf(tx, unit, back(on, factMonths-1), on)
	if err != nil {
		return err
	}
	f := folder{tree: t, root: string(unit), window: window{from.Month(), on.Month()}, rows: map[string]*Figures{}}
	for child, sums := range below {
		f.at(child).take(sums)
	}
	f.at(f.root).take(own)
	facts = f.within(facts)
	f.fold(facts)
	f.women(own[0], below)
	o.Whole, o.First = *f.at(f.root), f.first
	strips := f.strips(facts, on)
	for child := range below {
		if row, ok := f.row(child, by); ok {
			row.Strip = strips[child]
			o.Rows = append(o.Rows, row)
		}
	}
	o.Admissions, o.Quality = yearly(own[fixed:], on), monthly(facts, on)
	o.Aim, _, err = target.OfYear(tx, unit, target.BySourceAdmitted, on.Year())
	return err
}

// row is a party organisation directly below the committee; ok is false for a
// chapter of a mass organisation, and for what did not stand in the period.
func (f *folder) row(child string, by access.Actor) (Row, bool) {
	s, now := f.tree.in(child, f.through), f.tree.in(child, "9999-12")
	r := Row{Unit: org.ID(child), Name: s.name, Cell: s.holds, Figures: *f.at(child), order: s.order}
	if now.to == "" { // access goes by today's tree
		r.Place = access.Place{Unit: child, Path: now.path}
		r.Opens = access.Can(by, View, r.Place)
	}
	return r, s.body == "party" && (f.stood(child) || !r.Figures.none())
}

// stood reports whether a unit stood directly under the root in a month of the
// period: before it was founded or came there, and after it left, was merged or
// dissolved, it has no row, unless something is counted there.
func (f *folder) stood(child string) bool {
	all := f.tree[child]
	end := all[len(all)-1].to
	return slices.ContainsFunc(monthsOf(f.from+"-01", f.through+"-01"), func(m db.Date) bool {
		return f.tree.in(child, m).parent == f.root && all[0].from <= m && (end == "" || end > m)
	})
}

// women says how many members of each row are women, as far as it shows nobody.
func (f *folder) women(whole figure.Sums, below map[string][]figure.Sums) {
	units, siblings := []string{}, []figure.Sums{}
	for child, sums := range below {
		units, siblings = append(units, child), append(siblings, sums[0])
	}
	for i, parts := range figure.Across(siblings, "sex", nil, sexes) {
		f.at(units[i]).Women = parts[0]
	}
	f.at(f.root).Women = figure.Across([]figure.Sums{whole}, "sex", nil, sexes)[0][0]
}

// sexes are the values by which members are counted, women first.
var sexes = []string{"female", "male", ""}

// yearAsks ask for the admissions of each of the last years, until the month of a
// day.
func yearAsks(on db.Date) (all []figure.Ask) {
	for y := on.Year() - yearsBack + 1; y <= on.Year(); y++ {
		all = append(all, figure.Ask{Figure: member.AdmittedCount, From: db.Date(fmt.Sprintf("%04d-01", y)), Through: min(db.Date(fmt.Sprintf("%04d-12", y)), on.Month())})
	}
	return all
}

// yearly are the answers to yearAsks.
func yearly(sums []figure.Sums, on db.Date) []YearCount {
	all := make([]YearCount, yearsBack)
	for i := range all {
		all[i] = YearCount{on.Year() - yearsBack + 1 + i, sums[i].Total()}
	}
	return all
}

// monthly are the scores of the last months, of facts within the tree.
func monthly(facts []fact, on db.Date) (all []Scores) {
	for _, month := range monthsOf(back(on, trendMonths-1)+"-01", on) {
		s := Scores{month, map[quality.Band]int{}}
		for _, a := range facts {
			if a.of == ofScores && a.month == month {
				s.Bands[quality.Band(a.value)] += a.n
			}
		}
		all = append(all, s)
	}
	return all
}

// strips are how the meetings of the units directly below the root were rated in the
// last months, of facts within the tree; a unit of which none was has no strip.
func (f *folder) strips(facts []fact, on db.Date) map[string][]quality.Band {
	since, under := back(on, trendMonths-1), map[string][]fact{}
	for _, a := range facts {
		if a.of == ofScores && a.month >= since {
			child, _ := f.tree.below(f.root, a.unit, a.month)
			under[child] = append(under[child], a)
		}
	}
	all := map[string][]quality.Band{}
	for child, facts := range under {
		for _, m := range monthly(facts, on) {
			var most quality.Band
			for _, b := range quality.Bands { // the best first: of two as frequent the lower
				if n := m.Bands[b]; n > 0 && n >= m.Bands[most] {
					most = b
				}
			}
			all[child] = append(all[child], most)
		}
	}
	return all
}

// Accept reports whether there are pages of a period, to who may see the unit.
// Faults name the fields length and on.
func (s *Service) Accept(ctx context.Context, by access.Actor, unit org.ID, p Period) error {
	return s.db.Read(ctx, func(tx *db.Tx) error {
		if _, err := org.Authorise(tx, by, View, unit); err != nil {
			return err
		}
		return p.check(tx.Today())
	})
}

// aboveOf is the committee above a unit, where the reader sees the overview of that;
// the zero unit elsewhere.
func aboveOf(tx *db.Tx, by access.Actor, u org.Unit) (org.Unit, error) {
	if u.Parent == "" {
		return org.Unit{}, nil
	}
	above, err := org.Known(tx, u.Parent)
	if err != nil || !access.Can(by, View, above.Place()) {
		return org.Unit{}, err
	}
	return above, nil
}
