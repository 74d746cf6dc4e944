package movement

import (
	"context"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/member"
	"chibo/internal/org"
)

// PageSize is how many rows a page of a list has.
const PageSize = 25

// Open is a filter, no state: the transfers that are on their way.
const Open State = "open"

// Filter says which transfers of a unit to list.
type Filter struct {
	State State // a state, or Open; "" means all
	Page  int   // from 1
}

// Row is a transfer as a list shows it.
type Row struct {
	Transfer
	Due Deadline
}

// Page is one page of the transfers of a cell, the open ones first.
type Page struct {
	Unit   org.Unit
	Rows   []Row
	Counts map[State]int
	Page   int
	Pages  int
	Today  db.Date
}

// Total is how many transfers there are, and OnTheWay how many are open.
func (p Page) Total() (n int) {
	for _, k := range p.Counts {
		n += k
	}
	return n
}

// OnTheWay is how many transfers are neither received nor withdrawn.
func (p Page) OnTheWay() int { return p.Total() - p.Counts[Received] - p.Counts[Withdrawn] }

// List gives a page of the transfers of a cell: from it, and to it once their
// letter is issued. It makes four queries.
func (s *Service) List(ctx context.Context, by access.Actor, unit org.ID, f Filter) (p Page, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if p.Unit, err = cellOf(tx, by, List, unit); err != nil {
			return err
		}
		p.Today = tx.Today()
		if p.Counts, err = countTransfers(tx, unit); err != nil {
			return err
		}
		total := p.Counts[f.State]
		switch f.State {
		case "":
			total = p.Total()
		case Open:
			total = p.OnTheWay()
		}
		p.Pages = pages(total)
		p.Page = min(max(1, f.Page), p.Pages)
		f.Page = p.Page
		book, err := org.BookOf(tx, unit)
		if err != nil {
			return err
		}
		found, err := transfersOf(tx, unit, f)
		for _, t := range found {
			p.Rows = append(p.Rows, Row{t, t.Due(book)})
		}
		return err
	})
	return p, err
}

// pages is how many pages a list has, at least one.
func pages(total int) int { return max(1, (total+PageSize-1)/PageSize) }

// DecisionPage is one page of the decisions of a cell, the newest first.
type DecisionPage struct {
	Unit        org.Unit
	Decisions   []Decision
	Total       int
	Page, Pages int
	MayDecide   bool
}

// Decisions gives a page of the decisions of a cell.
func (s *Service) Decisions(ctx context.Context, by access.Actor, unit org.ID, page int) (p DecisionPage, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if p.Unit, err = cellOf(tx, by, List, unit); err != nil {
			return err
		}
		p.MayDecide = access.Can(by, Decide, p.Unit.Place())
		if p.Total, err = countDecisions(tx, unit); err != nil {
			return err
		}
		p.Pages = pages(p.Total)
		p.Page = min(max(1, page), p.Pages)
		p.Decisions, err = decisionsOf(tx, unit, p.Page)
		return err
	})
	return p, err
}

// People gives a cell's members to choose from, in the Vietnamese order of
// names, to who keeps its coming and going.
func (s *Service) People(ctx context.Context, by access.Actor, unit org.ID) (u org.Unit, all []member.Holder, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if u, err = cellOf(tx, by, Keep, unit); err != nil {
			return err
		}
		all, err = member.HoldersIn(tx, unit, tx.Today())
		return err
	})
	return u, all, err
}

// Own is what concerns one member: his transfers and decisions in the cell, the
// badges that he comes to, and his fee of a year.
type Own struct {
	Unit      org.Unit
	Person    member.Holder
	Transfers []Transfer
	Decisions []Decision
	Badges    []Badge
	Year      int
	Paid      []db.Date // months of the year
	Keeps     bool      // the reader is of the committee
	Decides   bool
	Self      bool
	Today     db.Date
}

// badgeAhead is how many years ahead a member sees the badge that he comes to.
const badgeAhead = 10

// Of gives what concerns one member of a cell, to himself and the committee.
// Reading it about somebody else is logged. It makes at most nine queries.
func (s *Service) Of(ctx context.Context, by access.Actor, person member.ID) (o Own, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if o, err = s.belonging(tx, by, person); err != nil {
			return err
		}
		if o.Transfers, err = transfersOfPerson(tx, o.Unit.ID, person); err != nil {
			return err
		}
		if o.Decisions, err = decisionsAbout(tx, o.Unit.ID, person); err != nil {
			return err
		}
		book, err := org.BookOf(tx, o.Unit.ID)
		if err != nil {
			return err
		}
		o.Badges = badges(book, []member.Holder{o.Person}, o.Today, o.Today.AddMonths(12*badgeAhead))
		o.Year = o.Today.Year()
		from, until := yearOf(o.Year)
		o.Paid, err = paidMonths(tx, person, from.Month(), until.Month())
		return err
	})
	if err == nil {
		s.read(ctx, by, o.Unit.ID, "movement", string(person), person)
	}
	return o, err
}

// belonging finds the cell of a member, and what the reader may do there.
func (s *Service) belonging(tx *db.Tx, by access.Actor, person member.ID) (o Own, err error) {
	m, ok, err := member.LastParty(tx, person)
	if err != nil {
		return o, err
	}
	if !ok {
		return o, db.ErrNone
	}
	if o.Unit, err = org.Of(tx, m.Unit); err != nil {
		return o, err
	}
	at := o.Unit.Place()
	at.Person = string(person)
	if err := access.Check(by, View, at); err != nil {
		return o, err
	}
	o.Keeps, o.Decides = access.Can(by, Keep, o.Unit.Place()), access.Can(by, Decide, o.Unit.Place()) && m.To == ""
	o.Self, o.Today = by.Person == string(person), tx.Today()
	o.Person, err = holderOf(tx, person)
	return o, err
}

// yearOf is the span of a year.
func yearOf(year int) (from, until db.Date) {
	from = db.Date(yearText(year) + "-01-01")
	return from, from.AddMonths(12)
}
