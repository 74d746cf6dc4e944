package commitment

import (
	"context"
	"slices"
	"strconv"

	"chibo/internal/access"
	"chibo/internal/commitment/hint"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
)

// PageSize is how many people a list shows at once.
const PageSize = 50

// Filter says whom of a unit to list. At most one of State and Missing is set.
type Filter struct {
	State   State // "" for all
	Missing bool  // only those who are to register and have not
	Page    int   // from 0
}

// Row is somebody of a unit with the state of his pledge, for the leaders.
type Row struct {
	Person     member.ID
	Name       string
	Department string
	Post       member.Post
	// Expected: he is to register here. Who is exempt or kept from activity is
	// not, nor in a chapter who belongs to a cell, nor who has left.
	Expected bool
	// Left: he has a pledge and belongs to the unit no more.
	Left    bool
	Pledge  Head // zero where he has none; its ID is "" while only he may read it
	Items   int  // of a pledge that was sent
	Percent int  // on average over its items
}

// missing reports whether he is to register and has not.
func (r Row) missing() bool { return r.Expected && !r.Pledge.State.Registered() }

// Counts are people of a unit. Missing are those who are to register and have
// not, among them those whose pledge is drafted or was returned.
type Counts struct {
	All, Expected, Missing                          int
	Drafting, Submitted, Returned, Approved, Closed int
}

// Of is how many a state has.
func (c Counts) Of(s State) int {
	return map[State]int{Drafting: c.Drafting, Submitted: c.Submitted, Returned: c.Returned, Approved: c.Approved, Closed: c.Closed}[s]
}

// count counts the rows of a unit.
func count(rows []Row) (c Counts) {
	c.All = len(rows)
	for _, r := range rows {
		if r.Expected {
			c.Expected++
		}
		if r.missing() {
			c.Missing++
		}
		if n, ok := map[State]*int{Drafting: &c.Drafting, Submitted: &c.Submitted, Returned: &c.Returned, Approved: &c.Approved, Closed: &c.Closed}[r.Pledge.State]; ok {
			*n++
		}
	}
	return c
}

// Page is one page of a unit's list.
type Page struct {
	Unit   org.Unit
	Year   int
	Today  db.Date
	Call   Call // of version 0 where the year was not opened
	Rows   []Row
	Counts Counts // of the whole unit
	Pages  int    // how many pages the filter fills
}

// List gives the leaders a page of the people of their unit with the state of
// their pledges of a year, in the Vietnamese order of names, those who have
// left at the end; 0 is the year of DefaultYear. It makes five queries.
func (s *Service) List(ctx context.Context, by access.Actor, unit org.ID, year int, f Filter) (p Page, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if p.Unit, err = org.Authorise(tx, by, Judge, unit); err != nil {
			return err
		}
		if p.Year, p.Today = year, tx.Today(); year == 0 {
			if p.Year, err = currentYear(tx, unit); err != nil {
				return err
			}
		}
		if err := checkYear(p.Year, p.Today); err != nil {
			return err
		}
		if p.Call, err = callOf(tx, unit, p.Year); err != nil {
			return err
		}
		rows, err := rowsOf(tx, p.Unit, p.Year, by)
		if err != nil {
			return err
		}
		p.Counts = count(rows)
		p.Rows, p.Pages = f.cut(rows)
		return nil
	})
	return p, err
}

// cut leaves the page of the rows that the filter shows, and says how many
// pages there are.
func (f Filter) cut(rows []Row) ([]Row, int) {
	rows = slices.DeleteFunc(rows, func(r Row) bool {
		return f.Missing && !r.missing() || f.State != "" && r.Pledge.State != f.State
	})
	first := min(max(f.Page, 0)*PageSize, len(rows))
	return rows[first:min(first+PageSize, len(rows))], (len(rows) + PageSize - 1) / PageSize
}

// asOf is the day on which people are counted for a year: today, and for a year
// that is over its last day.
func asOf(year int, today db.Date) db.Date {
	return min(today, db.Date(strconv.Itoa(year)+"-12-31"))
}

// rowsOf lists the people of a unit with their pledges of a year, in two
// queries.
func rowsOf(tx *db.Tx, u org.Unit, year int, by access.Actor) ([]Row, error) {
	people, err := member.ProfilesIn(tx, u.ID, asOf(year, tx.Today()))
	if err != nil {
		return nil, err
	}
	pledges, err := pledgesOf(tx, u.ID, year)
	if err != nil {
		return nil, err
	}
	var rows []Row
	for _, p := range people {
		r := Row{Person: p.Person, Name: p.Name, Department: p.Department, Post: p.Post, Expected: expected(p, u.Kind.Mass())}
		i := slices.IndexFunc(pledges, func(l listed) bool { return l.Person == p.Person })
		if i >= 0 {
			r.take(pledges[i], by)
			pledges = slices.Delete(pledges, i, i+1)
		}
		rows = append(rows, r)
	}
	for _, l := range pledges {
		r := Row{Person: l.Person, Name: l.Name, Left: true}
		r.take(l, by)
		rows = append(rows, r)
	}
	return rows, nil
}

// take notes the pledge of a row, as far as the actor, its author or a leader,
// may read it.
func (r *Row) take(l listed, by access.Actor) {
	r.Pledge = l.Head
	if l.open() || string(l.Person) == by.Person {
		r.Items, r.Percent = l.items, l.percent
	} else {
		r.Pledge.ID = ""
	}
}

// listed is a pledge with the sums of its items.
type listed struct {
	Head
	items   int
	percent int // on average
}

// PledgedTx gives what a person registered for a year in a unit, once it was
// sent: what stands beside the first part of his report (C3, D3). Whoever may
// not read it gets nothing.
func (s *Service) PledgedTx(tx *db.Tx, by access.Actor, unit org.ID, person member.ID, year int) ([]Item, error) {
	if by.Person != string(person) {
		switch _, err := org.AuthoriseFor(tx, by, View, unit, string(person)); {
		case fault.Is(err, fault.Denied), fault.Is(err, fault.NotFound):
			return nil, nil
		case err != nil:
			return nil, err
		}
	}
	p, err := ownOf(tx, unit, person, year)
	if p.State == Drafting {
		return nil, err
	}
	return p.Items, err
}

// Neighbours gives the items that others of the unit registered for the same
// year, as texts alone: neither whose they are nor how they go. It is for the
// private hint of likeness (D2) and therefore for the author alone.
func (s *Service) Neighbours(ctx context.Context, by access.Actor, id ID) (items []hint.Item, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		p, u, err := readable(tx, by, id)
		if err != nil {
			return err
		}
		if string(p.Person) != by.Person || !access.Can(by, Write, access.Place{Unit: string(u.ID), Path: u.Path, Person: by.Person}) {
			return fault.New(fault.Denied, "commitment.not_yours")
		}
		items, err = others(tx, p.Head)
		return err
	})
	return items, err
}
