package exchange

import (
	"context"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/document"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/org"
)

// PageSize is how many events a list shows at once.
const PageSize = 25

// Page is one page of the events of a cell.
type Page struct {
	Unit       org.Unit
	Exchanges  []Line
	Pages      int
	MayArrange bool
}

// Line is an event in a list of one of its cells.
type Line struct {
	Exchange
	Hosts  bool   // the cell is the host
	Answer Answer // the cell's own
	Others int    // how many cells besides it
}

// List gives a page of the events of a cell, counted from 1, the latest day
// first.
func (s *Service) List(ctx context.Context, by access.Actor, unit org.ID, page int) (p Page, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if p.Unit, err = org.Authorise(tx, by, View, unit); err != nil {
			return err
		}
		p.MayArrange = cell(p.Unit) && access.Can(by, Arrange, p.Unit.Place())
		n, err := countOf(tx, unit)
		if err != nil {
			return err
		}
		p.Pages = (n + PageSize - 1) / PageSize
		p.Exchanges, err = listOf(tx, unit, max(page-1, 0)*PageSize)
		return err
	})
	return p, err
}

// Get gives an event as far as the actor's cell sees it. It makes eight
// queries at most.
func (s *Service) Get(ctx context.Context, by access.Actor, as org.ID, id ID) (sh Sheet, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		a, err := authorise(tx, by, View, as, id)
		if err != nil {
			return err
		}
		sh, err = s.sheet(tx, by, a)
		return err
	})
	return sh, err
}

// sheet fills in what the page of an event shows.
func (s *Service) sheet(tx *db.Tx, by access.Actor, a about) (sh Sheet, err error) {
	leads := access.Can(by, Arrange, a.own.place())
	sh = Sheet{
		Exchange: a.Exchange, Cells: a.cells, Own: a.own, Today: tx.Today(), Whole: a.whole(), Readable: a.readable(leads), Leads: leads,
	}
	if leads && a.own.Comes() && a.Papers > 0 {
		if sh.Verdicts, err = verdictsOf(tx, a.ID, a.Papers); err != nil {
			return sh, err
		}
	}
	sh.Moves = a.moves(by, sh.Verdicts)
	if !sh.Whole {
		return sh, nil
	}
	if sh.People, err = peopleOf(tx, a.ID); err != nil {
		return sh, err
	}
	if sh.Files, err = document.List(tx, FilesOf, string(a.ID)); err != nil {
		return sh, err
	}
	if sh.Lessons, err = lessonsOf(tx, a.ID, a.own.Unit); err != nil || !leads {
		return sh, err
	}
	if a.own.Host {
		sh.Minutes = a.minutes
	}
	sh.Candidates, err = member.CalledTo(tx, a.own.Unit, tx.Today())
	return sh, err
}

// OfMeeting gives, to anyone of the cell whose meeting it is, the events that
// are tied to it and were not called off.
func (s *Service) OfMeeting(ctx context.Context, by access.Actor, unit org.ID, id meeting.ID) (all []Exchange, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if _, err := org.Authorise(tx, by, View, unit); err != nil {
			return err
		}
		all, err = tiedTo(tx, unit, id)
		return err
	})
	return all, err
}

// Topics names events, in one query: where tasks come from. It is for
// capabilities that have authorised already.
func Topics(tx *db.Tx, ids []ID) (map[ID]string, error) { return topicsOf(tx, ids) }
