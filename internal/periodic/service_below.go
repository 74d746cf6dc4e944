package periodic

import (
	"context"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/org"
)

// Below is a unit that stood directly below a committee at the end of a period, with
// its report of it.
type Below struct {
	Unit   org.ID
	Name   string
	Report Report // without id where none was begun, or another committee has it; its figures are left out
	Due    db.Date
	Gone   bool // it has ended, or stands under another committee
}

// Late is how many days ago the report should have been sent, and was not; nobody
// waits for that of a unit that is gone.
func (b Below) Late(today db.Date) int {
	if b.Gone || b.Report.State.Up() {
		return 0
	}
	return daysLate(b.Due, today)
}

// Filter is which units of an overview are listed.
type Filter string

// The filters.
const (
	All     Filter = ""
	Unsent  Filter = "unsent" // not begun, or still being written
	Waiting Filter = "sent"
	Taken   Filter = "received"
	Back    Filter = "returned"
)

// Filters lists them as a page offers them.
var Filters = []Filter{All, Unsent, Waiting, Taken, Back}

// Tally is how many units below have come how far with the reports of a period.
type Tally map[Filter]int

// excused counts, in a Tally, the units that are gone and did not send theirs.
const excused Filter = "excused"

// Sent is how many reports lie with the committee.
func (t Tally) Sent() int { return t[Waiting] + t[Taken] }

// Owing is how many reports may still be sent.
func (t Tally) Owing() int { return t[All] - t.Sent() - t[excused] }

// Overview is the reports of a period of the units that stood directly below a
// committee at its end.
type Overview struct {
	Unit        org.Unit
	Period      Period
	Due         db.Date // by the committee's rules; "" where none is known
	Tally       Tally
	Filter      Filter
	Units       []Below // a page of them, by name
	Page, Pages int
	Today       db.Date
}

// Late is how many units have not sent their report in time.
func (o Overview) Late() int {
	if daysLate(o.Due, o.Today) == 0 {
		return 0
	}
	return o.Tally.Owing()
}

// Overview gives an officer the reports of the units that stood directly below his
// committee: of a period, without one of that which ended last. It makes four queries.
func (s *Service) Overview(ctx context.Context, by access.Actor, committee org.ID, p Period, filter Filter, page int) (o Overview, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if o.Unit, err = unitFor(tx, by, Oversee, committee); err != nil {
			return err
		}
		o.Today, o.Period, o.Filter = tx.Today(), p, filter
		if p.Length == "" {
			o.Period = Expected(o.Today)
		}
		if o.Period.check(o.Today) != nil {
			return fault.New(fault.NotFound, "ui.not_found")
		}
		book, err := org.BookOf(tx, committee)
		if err != nil {
			return err
		}
		o.Due = o.Period.dueOn(book)
		if o.Tally, err = tallyBelow(tx, committee, o.Period); err != nil {
			return err
		}
		o.Pages = max(1, (o.Tally[filter]+PageSize-1)/PageSize)
		o.Page = min(max(1, page), o.Pages)
		o.Units, err = below(tx, committee, o.Period, filter, PageSize, (o.Page-1)*PageSize)
		for i := range o.Units {
			if o.Units[i].Due = o.Units[i].Report.Due; o.Units[i].Report.ID == "" && !o.Units[i].Gone {
				o.Units[i].Due = o.Due
			}
		}
		return err
	})
	return o, err
}

// Day is what an officer's page of the day says of reports; the zero Day where neither
// his committee nor a unit directly below ever made one.
type Day struct {
	Period Period // that ended last
	Tally  Tally  // of the units directly below
	Late   int    // … that have not sent theirs in time
}

// DayTx gives what the page of the day of a committee's officer shows. It makes at
// most three queries.
func (s *Service) DayTx(tx *db.Tx, by access.Actor, u org.Unit) (d Day, err error) {
	if err := access.Check(by, Oversee, u.Place()); err != nil {
		return d, err
	}
	made, err := everMade(tx, u.ID)
	if err != nil || !made {
		return d, err
	}
	book, err := org.BookOf(tx, u.ID)
	if err != nil {
		return d, err
	}
	d.Period = Expected(tx.Today())
	if d.Tally, err = tallyBelow(tx, u.ID, d.Period); err != nil {
		return d, err
	}
	if daysLate(d.Period.dueOn(book), tx.Today()) > 0 {
		d.Late = d.Tally.Owing()
	}
	return d, nil
}
