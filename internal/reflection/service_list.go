package reflection

import (
	"context"
	"fmt"

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

// yearOf gives the first and the last month of a year.
func yearOf(year int) (from, through db.Date) {
	y := db.Date(fmt.Sprintf("%04d", year))
	return y + "-01", y + "-12"
}

// Brief is what the home page says about reports in a unit.
type Brief struct {
	// Own is the actor's own report that waits for him, nil if none does: told
	// and not presented, or concluded and not final. Written says which of its
	// parts say something.
	Own     *Report
	Written map[Part]bool
	// Now and Next are the reporters of this month and the next who have not
	// presented.
	Now, Next []Report
	// Answers are the actor's own remarks that he has not answered, Helps what
	// he agreed to help with and has not done.
	Answers int
	Helps   []Help
	// For leaders: drafts that wait for them, authors who are late, remarks
	// whose day to look has come.
	Review, Late, LookOn int
}

// BriefTx gives what the home page of somebody of a unit says about reports. It
// makes five queries.
func (s *Service) BriefTx(tx *db.Tx, by access.Actor, u org.Unit) (b Brief, err error) {
	if err := access.Check(by, View, u.Place()); err != nil {
		return b, err
	}
	today := tx.Today()
	this, next := monthOf(today), monthAfter(monthOf(today))
	reports, err := pendingIn(tx, u.ID)
	if err != nil {
		return b, err
	}
	for i, r := range reports {
		switch {
		case r.State == InReview && !r.Returned:
			b.Review++
		case r.Late(today) > 0:
			b.Late++
		}
		if r.State.Open() && r.Month == this {
			b.Now = append(b.Now, r)
		}
		if r.State.Open() && r.Month == next {
			b.Next = append(b.Next, r)
		}
		if by.Person != "" && string(r.Person) == by.Person && b.Own == nil && (r.State.Told() || r.State == Concluded) {
			b.Own = &reports[i]
		}
	}
	if err := b.own(tx, by, u.ID); err != nil {
		return b, err
	}
	if !access.Can(by, Review, u.Place()) {
		b.Review, b.Late = 0, 0
		return b, nil
	}
	look, err := toLookOn(tx, u.ID, today)
	b.LookOn = len(look)
	return b, err
}

// own fills in what waits for the actor himself.
func (b *Brief) own(tx *db.Tx, by access.Actor, unit org.ID) error {
	person := member.ID(by.Person)
	id := ID("")
	if b.Own != nil {
		id = b.Own.ID
	}
	d, err := draftOf(tx, id)
	if err != nil {
		return err
	}
	b.Written = map[Part]bool{}
	for _, p := range Parts {
		b.Written[p] = d.Of(p) != ""
	}
	if b.Answers, err = unanswered(tx, unit, person); err != nil {
		return err
	}
	b.Helps, err = helpsOfHelper(tx, unit, person)
	return err
}
