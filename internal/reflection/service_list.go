package reflection

import (
	"context"
	"fmt"
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
)

// PageSize is how many reports or remarks a list shows at once.
const PageSize = 50

// Mine lists the actor's own turns in all units that he belongs to: those
// ahead, the nearest first, then those behind, the latest first. It makes one
// query.
func (s *Service) Mine(ctx context.Context, by access.Actor) (all []Report, err error) {
	if by.Person == "" {
		return nil, nil
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		all, err = turnsWithin(tx, access.ReachOf(by, Write), member.ID(by.Person))
		return err
	})
	return all, err
}

// Filter says which reports of a unit to list.
type Filter struct {
	Year  int
	State State // "" means all that were not released
	Page  int   // from 0
}

// Page is one page of a list.
type Page struct {
	Unit    org.Unit
	Today   db.Date
	Reports []Report
	Counts  map[State]int // of the year, in every state
	Pages   int
	Leads   bool // the actor leads the unit
}

// Total is how many reports of the year were not released.
func (p Page) Total() (n int) {
	for state, k := range p.Counts {
		if state != Released {
			n += k
		}
	}
	return n
}

// List gives a page of the turns of a unit in a year, by month, to everybody of
// the unit: who, when and how far, no text. It makes three queries.
func (s *Service) List(ctx context.Context, by access.Actor, unit org.ID, f Filter) (p Page, err error) {
	f.Page = max(f.Page, 0)
	if f.Year < 1900 || f.Year > 9998 {
		return p, fault.New(fault.NotFound, "ui.not_found")
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if p.Unit, err = org.Authorise(tx, by, View, unit); err != nil {
			return err
		}
		p.Today, p.Leads = tx.Today(), access.Can(by, Review, p.Unit.Place())
		from, through := yearOf(f.Year)
		if p.Counts, err = countsOf(tx, unit, from, through); err != nil {
			return err
		}
		total := p.Total()
		if f.State != "" {
			total = p.Counts[f.State]
		}
		p.Pages = max(1, (total+PageSize-1)/PageSize)
		p.Reports, err = listOf(tx, unit, from, through, f)
		return err
	})
	return p, err
}

// Candidates lists, for its leaders, who of a unit may be asked to help, in the
// Vietnamese order of names; who is kept from activity may not.
func (s *Service) Candidates(ctx context.Context, by access.Actor, unit org.ID) (people []member.Profile, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if _, err := org.Authorise(tx, by, Review, unit); err != nil {
			return err
		}
		all, err := member.ProfilesIn(tx, unit, tx.Today())
		people = slices.DeleteFunc(all, member.Profile.Barred)
		return err
	})
	return people, err
}

// yearOf gives the first and the last month of a year.
func yearOf(year int) (from, through db.Date) {
	y := db.Date(fmt.Sprintf("%04d", year))
	return y + "-01", y + "-12"
}
