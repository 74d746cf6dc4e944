package meeting

import (
	"errors"
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/rulebook"
)

// MonthTx is Cycle and Next for the committee's page of the day, which has
// read the unit already; the papers of the next meeting are left out. It makes
// five queries.
func (s *Service) MonthTx(tx *db.Tx, by access.Actor, u org.Unit) (c Cycle, b Brief, err error) {
	if err := access.Check(by, Prepare, u.Place()); err != nil {
		return c, b, err
	}
	book, err := s.book(tx, u.ID)
	if err != nil {
		return c, b, err
	}
	meetings, err := meetingsAround(tx, u.ID, tx.Today().AddMonths(-committeesSince))
	if err != nil {
		return c, b, err
	}
	c, b.Meeting = cycleOf(meetings, tx.Today()), nextAmong(meetings)
	t, err := c.read(tx, book, b.Meeting.ID)
	if err != nil || b.Meeting.ID == "" {
		return c, b, err
	}
	return c, b, b.fill(tx, by, true, t)
}

// UnfinishedTx gives the cycle and every meeting that is not over, in the order
// of days, for a page of the committee that has read the unit already. It makes
// three queries.
func (s *Service) UnfinishedTx(tx *db.Tx, by access.Actor, u org.Unit) (c Cycle, open []Meeting, err error) {
	if err := access.Check(by, Prepare, u.Place()); err != nil {
		return c, nil, err
	}
	book, err := s.book(tx, u.ID)
	if err != nil {
		return c, nil, err
	}
	meetings, err := meetingsAround(tx, u.ID, tx.Today().AddMonths(-committeesSince))
	if err != nil {
		return c, nil, err
	}
	c = cycleOf(meetings, tx.Today())
	_, err = c.read(tx, book, "")
	return c, slices.DeleteFunc(meetings, func(m Meeting) bool { return m.State.Over() }), err
}

// nextAmong is the meeting that runs, else the earliest that lies ahead; zero
// if there is none. meetings are in the order of days.
func nextAmong(meetings []Meeting) Meeting {
	for _, wanted := range []func(State) bool{func(s State) bool { return s == Open }, State.Ahead} {
		for _, m := range meetings {
			if wanted(m.State) {
				return m
			}
		}
	}
	return Meeting{}
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
	var t trace
	if t.items, t.minutes, err = lengthOf(tx, b.Meeting.ID); err != nil {
		return b, err
	}
	if err := b.fill(tx, by, leads, t); err != nil {
		return b, err
	}
	b.Papers, err = papersTo(tx, b.Meeting.ID, member.ID(by.Person))
	return b, err
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
