package stats

import (
	"slices"

	"chibo/internal/db"
	"chibo/internal/figure"
	"chibo/internal/org"
)

// Count is what a report tells of a period in numbers.
type Count struct {
	Figures
	Called  int // how often somebody was called to a meeting that took place
	Present int // … and came
	Due     int // tasks that were due in the period, those cancelled left out
	Done    int // … of which were done in time
}

// Counts are what the records of a period say of a unit with everything under it.
type Counts struct {
	Now Count
	// Before is the same period a year earlier, of whole months; tasks that were
	// overdue then are not known. Nil where nothing is recorded of it.
	Before *Count
	// Apart is what no party unit directly below the unit tells: what is recorded of
	// the unit itself, and of the mass organisations directly below it. Nil where
	// people belong to the unit directly.
	Apart []Count
}

// Of counts what the pages of this package show of a period, and what else a report
// tells. It makes five queries, and is for capabilities that have authorised already.
func Of(tx *db.Tx, u org.Unit, p Period) (c Counts, err error) {
	r := reckoning{unit: u, p: p}
	if r.tree, err = treeOf(tx, u.ID); err != nil {
		return c, err
	}
	from, on := p.From(), p.On
	r.earlier = window{back(from, 12), back(on, 12)}
	asked := append(asks(from, on), asks(r.earlier.from+"-01", r.earlier.through+"-01")...)
	if r.own, r.below, err = figure.SeveralBelow(tx, string(u.ID), asked...); err != nil {
		return c, err
	}
	facts, err := factsOf(tx, u.ID, back(on, factMonths-1), on)
	if err != nil {
		return c, err
	}
	if r.work, err = workOf(tx, u.ID, r.earlier.from+"-01", on); err != nil {
		return c, err
	}
	f := r.folder(window{from.Month(), on.Month()})
	r.facts = f.within(facts)
	c.Now = r.count(f, r.facts, r.work, r.own[:len(r.own)/2])
	if f.first != "" && f.first <= r.earlier.through {
		before := r.count(r.folder(r.earlier), r.facts, r.work, r.own[len(r.own)/2:])
		before.Overdue = 0
		c.Before = &before
	}
	if !u.Kind.Holds {
		c.Apart = r.apart()
	}
	return c, nil
}

// reckoning is what Of has read.
type reckoning struct {
	unit    org.Unit
	p       Period
	earlier window
	tree    tree
	own     []figure.Sums // of the period, then of the earlier one
	below   map[string][]figure.Sums
	facts   []fact
	work    []work
}

func (r reckoning) folder(w window) folder {
	return folder{tree: r.tree, root: string(r.unit.ID), window: w, rows: map[string]*Figures{}}
}

// count adds up facts at the root; sums are what package figure says of it, nil
// where it is left out.
func (r reckoning) count(f folder, facts []fact, works []work, sums []figure.Sums) (c Count) {
	if sums != nil {
		f.at(f.root).take(sums)
	}
	f.fold(facts)
	c.Figures = *f.at(f.root)
	for _, w := range works {
		if _, ok := r.tree.below(f.root, w.unit, w.month); ok && f.covers(w.month) {
			c.Called, c.Present, c.Due, c.Done = c.Called+w.called, c.Present+w.present, c.Due+w.due, c.Done+w.done
		}
	}
	return c
}

// apart counts what no party unit directly below tells.
func (r reckoning) apart() (all []Count) {
	now := window{r.p.From().Month(), r.p.On.Month()}
	own := func(unit string, month db.Date) bool {
		child, ok := r.tree.below(string(r.unit.ID), unit, month)
		return ok && (child == string(r.unit.ID) || r.tree.in(child, month).body != "party")
	}
	facts := slices.DeleteFunc(slices.Clone(r.facts), func(a fact) bool { return !own(a.unit, a.month) })
	works := slices.DeleteFunc(slices.Clone(r.work), func(w work) bool { return !own(w.unit, w.month) })
	rest := r.count(r.folder(now), facts, works, nil)
	rest.own(r.own[:len(r.own)/2], 1)
	for _, sums := range r.below {
		rest.own(sums[:len(sums)/2], -1)
	}
	all = append(all, rest)
	for child, sums := range r.below {
		if r.tree.in(child, now.through).body != "party" {
			var c Count
			c.take(sums[:len(sums)/2])
			all = append(all, c)
		}
	}
	return all
}

// own adds n times what a unit itself enters, with everything under it: all less
// what the units below have is its own.
func (c *Count) own(sums []figure.Sums, n int) {
	var f Figures
	f.take(sums)
	c.Admitted, c.Awards, c.Concerns = c.Admitted+n*f.Admitted, c.Awards+n*f.Awards, c.Concerns+n*f.Concerns
}

// Words names the period in running text: «quý II/2026».
func (p Period) Words() string { return p.name() }

// Traits are the members of a unit by trait; a sum that would show somebody is
// hidden, also from who knows the sums of the units beside it.
type Traits struct {
	Sex, Ages, Schooling, Theory, Tenure []figure.Part
}

// TraitsOf counts the members of a unit with everything under it by trait, as they
// were at the end of a month; members is how many they are. It is for capabilities
// that have authorised already.
func TraitsOf(tx *db.Tx, u org.Unit, on db.Date, members int) (t Traits, err error) {
	sh := Sheet{Unit: u, Period: Period{Month, on}, Figures: Figures{Members: members}}
	if u.Parent != "" {
		if sh.Parent, err = org.Of(tx, u.Parent); err != nil {
			return t, err
		}
	}
	err = sh.traits(tx)
	return Traits{sh.Sex, sh.Ages, sh.Schooling, sh.Theory, sh.Tenure}, err
}

// AdmittedOf counts who was admitted in a period by trait, in a unit with
// everything under it; Tenure is left out. Hidden is as of [TraitsOf]. It is for
// capabilities that have authorised already.
func AdmittedOf(tx *db.Tx, u org.Unit, p Period) (t Traits, n int, err error) {
	root := u.ID
	if u.Parent != "" {
		root = u.Parent
	}
	places, err := treeOf(tx, root)
	if err != nil {
		return t, 0, err
	}
	people, err := newcomersOf(tx, root, p.From(), p.On)
	if err != nil {
		return t, 0, err
	}
	units := []string{string(u.ID)} // the unit, and those beside it that admitted somebody
	rows := make([][]newcomers, 1)
	for _, a := range people {
		child, ok := places.below(string(root), a.unit, a.month)
		if root == u.ID {
			child = string(u.ID)
		}
		if !ok {
			continue
		}
		i := slices.Index(units, child)
		if i < 0 {
			i, units, rows = len(units), append(units, child), append(rows, nil)
		}
		rows[i] = append(rows[i], a)
		if i == 0 {
			n += a.n
		}
	}
	year := p.On.Year()
	t.Sex = tabled(rows, sexes, func(a newcomers) string { return a.sex })
	t.Ages = tabled(rows, ages, func(a newcomers) string { return ageBand(year)(a.birth) })
	t.Theory = tabled(rows, theories, func(a newcomers) string { return theoryBand(a.theory) })
	t.Schooling = tabled(rows, schooling, func(a newcomers) string { return schoolingBand(a.qualification) })
	return t, n, nil
}

// tabled counts the first of several rows by the band of a trait, and hides what
// would show somebody.
func tabled(rows [][]newcomers, bands []string, band func(newcomers) string) []figure.Part {
	table := make([][]int, len(rows))
	for i, row := range rows {
		table[i] = make([]int, len(bands))
		for _, a := range row {
			table[i][slices.Index(bands, band(a))] += a.n
		}
	}
	return figure.Parts(bands, table, figure.HideTable(table))[0]
}
