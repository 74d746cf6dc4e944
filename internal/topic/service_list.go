package topic

import (
	"context"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
)

// PageSize is how many topics a list, and how many entries the collection, shows
// at once.
const PageSize = 25

// Filter says which topics of a unit to list.
type Filter struct {
	Year  int
	State State // "" means all that were not withdrawn
	Page  int   // from 0
}

// Coverage is how far a cell has come with the topics of a year. People who are
// suspended or detained are not expected.
type Coverage struct {
	Expected  int // who is to have a topic
	Given     int // of them, who has one that was not merely proposed
	Presented int // of them, who has presented one
}

// Page is one page of the topics of a cell in a year.
type Page struct {
	Unit     org.Unit
	Year     int
	Today    db.Date
	Call     Call
	Topics   []Topic // by name
	Mine     []Topic // the actor's own of the year
	Counts   map[State]int
	Coverage Coverage
	// Without are the members who have no topic of the year.
	Without []member.Profile
	Pages   int
	Leads   bool
}

// Total is how many topics of the year were not withdrawn.
func (p Page) Total() (n int) {
	for state, k := range p.Counts {
		if state != Withdrawn {
			n += k
		}
	}
	return n
}

// List gives a page of the topics of a cell, to everybody of it: who, what and
// how far, no text. It makes five queries.
func (s *Service) List(ctx context.Context, by access.Actor, unit org.ID, f Filter) (p Page, err error) {
	f.Page = max(f.Page, 0)
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if p.Unit, err = cellOf(tx, by, View, unit, f.Year); err != nil {
			return err
		}
		p.Year, p.Today, p.Leads = f.Year, tx.Today(), access.Can(by, Lead, p.Unit.Place())
		if p.Call, err = callOf(tx, unit, f.Year); err != nil {
			return err
		}
		if err := p.cover(tx); err != nil {
			return err
		}
		total := p.Total()
		if f.State != "" {
			total = p.Counts[f.State]
		}
		p.Pages = max(1, (total+PageSize-1)/PageSize)
		if p.Mine, err = ownOf(tx, unit, f.Year, member.ID(by.Person)); err != nil {
			return err
		}
		p.Topics, err = listOf(tx, unit, f)
		return err
	})
	return p, err
}

// cover counts the topics of the year, and finds who has none.
func (p *Page) cover(tx *db.Tx) error {
	people, err := member.ProfilesIn(tx, p.Unit.ID, tx.Today())
	if err != nil {
		return err
	}
	given, err := givenIn(tx, p.Unit.ID, p.Year)
	if err != nil {
		return err
	}
	p.Counts = map[State]int{}
	for _, g := range given {
		p.Counts[g.state]++
	}
	p.Coverage, p.Without = cover(people, given)
	return nil
}

// add counts somebody who is expected, by how far his best topic has come.
func (c *Coverage) add(s State) {
	c.Expected++
	switch s {
	case "", Proposed:
	case Presented:
		c.Presented++
		c.Given++
	default:
		c.Given++
	}
}

// further is the state of two that says more for the coverage; a withdrawn
// topic counts as none.
func further(a, b State) State {
	rank := func(s State) int {
		switch s {
		case "", Withdrawn:
			return 0
		case Proposed:
			return 1
		case Presented:
			return 3
		}
		return 2
	}
	switch {
	case rank(b) > rank(a):
		return b
	case rank(a) == 0:
		return ""
	}
	return a
}

// Prepare gives, for its form, a cell in which the actor may give topics and
// plan briefings, with whom it may name, in the Vietnamese order of names, and
// the call of a year.
func (s *Service) Prepare(ctx context.Context, by access.Actor, unit org.ID, year int) (called []member.Called, call Call, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if _, err := cellOf(tx, by, Lead, unit, year); err != nil {
			return err
		}
		all, err := member.CalledTo(tx, unit, tx.Today())
		if err != nil {
			return err
		}
		for _, c := range all {
			if !barred(c) {
				called = append(called, c)
			}
		}
		call, err = callOf(tx, unit, year)
		return err
	})
	return called, call, err
}

// Below is the coverage of a unit under a committee: figures, and nobody's
// topic or name.
type Below struct {
	Unit org.Unit
	Coverage
}

// BelowPage is the table of a committee.
type BelowPage struct {
	Unit  org.Unit
	Year  int
	Today db.Date
	Cells []Below // in the order of the tree
	Sum   Coverage
}

// Below gives the coverage of every cell under a committee that the actor
// serves. It makes four queries.
func (s *Service) Below(ctx context.Context, by access.Actor, committee org.ID, year int) (p BelowPage, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if p.Unit, err = org.Authorise(tx, by, Oversee, committee); err != nil {
			return err
		}
		if p.Year, p.Today = year, tx.Today(); year < 2000 || year > p.Today.Year()+1 {
			return fault.New(fault.NotFound, "ui.not_found")
		}
		units, err := org.Under(tx, p.Unit.Path)
		if err != nil {
			return err
		}
		bonds, err := member.BondsUnder(tx, p.Unit.Path, p.Today)
		if err != nil {
			return err
		}
		given, err := givenUnder(tx, p.Unit.Path, year)
		if err != nil {
			return err
		}
		p.sum(units, bonds, given)
		return nil
	})
	return p, err
}

// sum counts what is given in each cell.
func (p *BelowPage) sum(units []org.Unit, bonds []member.Bond, all []given) {
	type seat struct {
		unit   org.ID
		person member.ID
	}
	best := map[seat]State{}
	for _, g := range all {
		at := seat{g.unit, g.person}
		best[at] = further(best[at], g.state)
	}
	cells := map[org.ID]*Coverage{}
	for _, b := range bonds {
		if cells[b.Unit] == nil {
			cells[b.Unit] = &Coverage{}
		}
		if !b.Barred() {
			cells[b.Unit].add(best[seat{b.Unit, b.Person}])
		}
	}
	for _, u := range units {
		if u.Kind.Mass() || !u.Kind.Holds {
			continue
		}
		row := Below{Unit: u}
		if c := cells[u.ID]; c != nil {
			row.Coverage = *c
		}
		p.Cells = append(p.Cells, row)
		p.Sum.Expected += row.Expected
		p.Sum.Given += row.Given
		p.Sum.Presented += row.Presented
	}
}
