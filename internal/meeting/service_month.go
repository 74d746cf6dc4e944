package meeting

import (
	"errors"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/org"
	"chibo/internal/rulebook"
)

// MonthTx is Cycle and Next for the committee's page of the day, which has
// read the unit already.
func (s *Service) MonthTx(tx *db.Tx, by access.Actor, u org.Unit) (c Cycle, b Brief, err error) {
	if err := access.Check(by, Prepare, u.Place()); err != nil {
		return c, b, err
	}
	book, err := s.book(tx, u.ID)
	if err != nil {
		return c, b, err
	}
	if c, err = cycle(tx, book, u.ID); err != nil {
		return c, b, err
	}
	b, err = s.NextTx(tx, by, u)
	return c, b, err
}

// NextTx is Next for a page that has read the unit already.
func (s *Service) NextTx(tx *db.Tx, by access.Actor, u org.Unit) (b Brief, err error) {
	if err := access.Check(by, View, u.Place()); err != nil {
		return b, err
	}
	leads := access.Can(by, Prepare, u.Place())
	b.Meeting, err = nextOf(tx, u.ID, leads)
	if errors.Is(err, db.ErrNone) {
		return Brief{}, nil
	}
	if err != nil {
		return b, err
	}
	return b, b.fill(tx, by, leads)
}

// Progress is how far a unit has come with the regular meeting of a month.
// Class: open.
type Progress struct {
	Unit       org.ID
	Month      db.Date // "YYYY-MM"
	State      State
	HeldOn     db.Date
	ReportedOn db.Date
	DueBy      db.Date // the last day to report, "" where no rule is known
}

// Held reports whether the meeting has begun.
func (p Progress) Held() bool { return !p.State.Ahead() }

// Late reports whether the report of a meeting that was held is overdue.
func (p Progress) Late(today db.Date) bool {
	return p.Held() && p.ReportedOn == "" && p.DueBy != "" && p.DueBy < today
}

// BelowTx gives how far the units below a committee have come with the regular
// meetings of two months, the earlier one first; units that planned none are
// left out. Deadlines are the national ones. It makes one query.
func (s *Service) BelowTx(tx *db.Tx, by access.Actor, u org.Unit, from, to db.Date) ([]Progress, error) {
	if err := access.Check(by, Oversee, u.Place()); err != nil {
		return nil, err
	}
	all, err := progressBelow(tx, u.Path, from, to)
	for i := range all {
		p := &all[i]
		facts := rulebook.Facts{rulebook.FactMeeting: string(Regular)}
		if a, ok := rulebook.ReportWithin.At(rulebook.Default(), string(p.HeldOn), facts); ok {
			p.DueBy = p.HeldOn.AddDays(a.Value)
		}
	}
	return all, err
}
