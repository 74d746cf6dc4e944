package evaluation

import (
	"cmp"
	"context"
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/i18n"
	"chibo/internal/org"
	"chibo/internal/rulebook"
)

// PageSize is how many units a page of an overview lists.
const PageSize = 50

// Result is how many have a level, by its code.
type Result map[Level]int

// UnitResult is a unit below a committee with its review of a period. The
// results are of what was sent.
type UnitResult struct {
	Unit   org.Unit
	Review Review // without id where the unit opened none
	Self   Level  // that the cell proposes for itself, after the decision the superior's
	People Result // as the cell proposes, after the decision the superior's
}

// Overview is the reviews of the units directly below a committee.
type Overview struct {
	Unit   org.Unit
	Period Period
	Others []Period // the quarters that any of them reviewed, the latest first
	Levels rulebook.Codes
	Units  []UnitResult // one page of them, by name
	Sent   int          // how many of all units sent theirs
	All    int
	// Proposed is what the cells propose for their members, together, and Cap the
	// limit among these.
	Proposed Result
	Cap      Cap
	Page     int // from 1
	Pages    int
	Today    db.Date
}

// Overview gives an officer the reviews of a period in the units directly below
// his committee; year 0 is the year that is reviewed now: from November on this
// one, else the one before. It makes a fixed number of queries.
func (s *Service) Overview(ctx context.Context, by access.Actor, committee org.ID, p Period, page int) (o Overview, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if o.Unit, err = org.Authorise(tx, by, Oversee, committee); err != nil {
			return err
		}
		o.Today, o.Period = tx.Today(), p
		if p.Year == 0 {
			o.Period = Current(o.Today)
		}
		children, err := cellsUnder(tx, o.Unit)
		if err != nil {
			return err
		}
		if err := o.read(tx, children); err != nil {
			return err
		}
		o.Pages = max(1, (len(o.Units)+PageSize-1)/PageSize)
		o.Page = min(max(page, 1), o.Pages)
		o.Units = o.Units[(o.Page-1)*PageSize : min(o.Page*PageSize, len(o.Units))]
		book, err := org.BookOf(tx, o.Unit.ID)
		if err != nil {
			return err
		}
		on := min(o.Today, o.Period.Until())
		o.Levels = levelsOn(book, on)
		o.Cap = capOf(book, on, o.Proposed.levels())
		return nil
	})
	return o, err
}

// Current is the year that is reviewed on a day: from November on its own, before
// that the one before.
func Current(today db.Date) Period {
	if today[5:7] >= "11" {
		return Period{Year: today.Year()}
	}
	return Period{Year: today.Year() - 1}
}

// cellsUnder are the cells directly below a committee, by name.
func cellsUnder(tx *db.Tx, u org.Unit) (cells []org.Unit, err error) {
	units, err := org.Under(tx, u.Path)
	for _, c := range units {
		if c.Parent == u.ID && c.Kind.Holds && !c.Kind.Mass() {
			cells = append(cells, c)
		}
	}
	slices.SortFunc(cells, func(a, b org.Unit) int {
		return cmp.Or(cmp.Compare(i18n.Fold(a.Name), i18n.Fold(b.Name)), cmp.Compare(a.ID, b.ID))
	})
	return cells, err
}

// read fills in the reviews of the cells and what was sent of them.
func (o *Overview) read(tx *db.Tx, cells []org.Unit) error {
	o.All, o.Proposed = len(cells), Result{}
	if len(cells) == 0 {
		return nil
	}
	ids := make([]org.ID, len(cells))
	at := map[org.ID]int{}
	for i, c := range cells {
		ids[i], at[c.ID] = c.ID, i
		o.Units = append(o.Units, UnitResult{Unit: c, People: Result{}})
	}
	var err error
	if o.Others, err = quartersOf(tx, ids); err != nil {
		return err
	}
	reviews, err := within(tx, ids, o.Period)
	if err != nil {
		return err
	}
	var sent []ID
	of := map[ID]int{}
	for _, v := range reviews {
		o.Units[at[v.Unit]].Review = v
		if v.up() {
			sent, of[v.ID] = append(sent, v.ID), at[v.Unit]
		}
	}
	if o.Sent = len(sent); o.Sent == 0 {
		return nil
	}
	lines, err := ratedIn(tx, sent)
	for _, l := range lines {
		r, level := &o.Units[of[l.review]], l.proposed
		if l.decided != "" {
			level = l.decided
		}
		if !l.person {
			r.Self = level
			continue
		}
		r.People[level] += l.n
		o.Proposed[l.proposed] += l.n
	}
	return err
}

// levels writes the result out, one by one.
func (r Result) levels() (all []Level) {
	for l, n := range r {
		for range n {
			all = append(all, l)
		}
	}
	return all
}
