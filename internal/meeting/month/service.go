package month

import (
	"context"
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/meeting"
	"chibo/internal/meeting/floor"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/rulebook"
)

// Service holds the use cases. They only read.
type Service struct {
	db       *db.DB
	meetings *meeting.Service
}

// New makes the use cases over a database and its meetings.
func New(d *db.DB, meetings *meeting.Service) *Service { return &Service{db: d, meetings: meetings} }

// Next gives the next meeting of a unit that the actor is called to: the one
// that runs, else the earliest that lies ahead. It makes a fixed number of
// queries.
func (s *Service) Next(ctx context.Context, by access.Actor, unit org.ID) (b Brief, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		u, err := org.Authorise(tx, by, meeting.View, unit)
		if err == nil {
			b, err = s.NextTx(tx, by, u)
		}
		return err
	})
	return b, err
}

// NextTx is Next for a page that has read the unit already.
func (s *Service) NextTx(tx *db.Tx, by access.Actor, u org.Unit) (b Brief, err error) {
	b.Meeting, err = s.meetings.NextTx(tx, by, u)
	if err != nil || b.Meeting.ID == "" {
		return b, err
	}
	traces, err := tracesOf(tx, b.Meeting.ID)
	if err != nil {
		return b, err
	}
	return b, s.fill(tx, by, u, &b, traces[b.Meeting.ID], true)
}

// fill adds what the actor may know of the meeting, its papers if they are
// asked for.
func (s *Service) fill(tx *db.Tx, by access.Actor, u org.Unit, b *Brief, t trace, papers bool) error {
	sh := meeting.Sheet{Meeting: b.Meeting, Unit: u}
	if err := s.meetings.AnsweredTx(tx, by, &sh, papers); err != nil {
		return err
	}
	me := member.ID(by.Person)
	b.Replies, b.Mine = sh.Tally, sh.Replies[me]
	for _, c := range sh.Contributions {
		if c.Person == me {
			b.Sent++
		}
	}
	seat, called := meeting.SeatOf(sh.Seats, me)
	if called && !seat.Barred() {
		b.Asked, b.MayCheckIn = sh.Polled, seat.Mark == meeting.Unmarked && floor.Admits(b.Meeting, tx.Now)
	}
	b.MayReply = called && seat.Told() && b.Meeting.State.Ahead()
	b.MaySend = b.MayReply
	if b.Items = t.items; t.minutes > 0 {
		b.Ends = b.Meeting.Ends(t.minutes)
	}
	for _, f := range sh.Papers {
		b.Papers = append(b.Papers, Paper{f, sh.Opened[f.ID]})
	}
	return nil
}

// Cycle gives the facts of the month to the committee: how far the last and
// the next regular meeting have come. It makes a fixed number of queries.
func (s *Service) Cycle(ctx context.Context, by access.Actor, unit org.ID) (c Cycle, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		u, err := org.Authorise(tx, by, meeting.Prepare, unit)
		if err == nil {
			c, _, err = s.UnfinishedTx(tx, by, u)
		}
		return err
	})
	return c, err
}

// MonthTx is Cycle and Next for the committee's page of the day, which has
// read the unit already; the papers of the next meeting are left out. It makes
// five queries.
func (s *Service) MonthTx(tx *db.Tx, by access.Actor, u org.Unit) (c Cycle, b Brief, err error) {
	book, meetings, err := s.around(tx, by, u)
	if err != nil {
		return c, b, err
	}
	c, b.Meeting = cycleOf(meetings, tx.Today()), nextAmong(meetings, tx.Today())
	c.Quarter = lacking(book, meetings, tx.Today())
	t, err := c.read(tx, book, b.Meeting.ID)
	if err != nil || b.Meeting.ID == "" {
		return c, b, err
	}
	return c, b, s.fill(tx, by, u, &b, t, false)
}

// UnfinishedTx gives the cycle and every meeting that is not over, in the order
// of days, for a page of the committee that has read the unit already. It makes
// three queries.
func (s *Service) UnfinishedTx(tx *db.Tx, by access.Actor, u org.Unit) (c Cycle, open []meeting.Meeting, err error) {
	book, meetings, err := s.around(tx, by, u)
	if err != nil {
		return c, nil, err
	}
	c = cycleOf(meetings, tx.Today())
	_, err = c.read(tx, book, "")
	return c, slices.DeleteFunc(meetings, func(m meeting.Meeting) bool { return m.State.Over() }), err
}

// around reads, for the committee, the meetings of the cycle and the rules that
// they are judged by.
func (s *Service) around(tx *db.Tx, by access.Actor, u org.Unit) (*rulebook.Book, []meeting.Meeting, error) {
	meetings, err := s.meetings.AroundTx(tx, by, u, tx.Today().AddMonths(-committeesSince))
	if err != nil {
		return nil, nil, err
	}
	book, err := s.meetings.BookTx(tx, by, u.ID)
	return book, meetings, err
}

// read fills in what stands in other tables about the stages, and gives the
// trace of one more meeting, if one is named.
func (c *Cycle) read(tx *db.Tx, book *rulebook.Book, also meeting.ID) (trace, error) {
	var ids []meeting.ID
	if also != "" {
		ids = append(ids, also)
	}
	stages := slices.DeleteFunc([]*Stage{c.Last, c.Next}, func(s *Stage) bool { return s == nil })
	for _, s := range stages {
		ids = append(ids, s.Meeting.ID)
	}
	if len(ids) == 0 {
		return trace{}, nil
	}
	traces, err := tracesOf(tx, ids...)
	for _, s := range stages {
		s.follow(traces[s.Meeting.ID])
		s.judge(book)
	}
	return traces[also], err
}

// BelowTx gives how far the units below a committee have come with the regular
// meetings of two months, the earlier one first; units that planned none are
// left out. Deadlines are the national ones. It makes one query.
func (s *Service) BelowTx(tx *db.Tx, by access.Actor, u org.Unit, from, to db.Date) ([]Progress, error) {
	if err := access.Check(by, meeting.Oversee, u.Place()); err != nil {
		return nil, err
	}
	all, err := progressBelow(tx, u.Path, from, to)
	for i := range all {
		p := &all[i]
		p.DueBy, _ = meeting.Meeting{Kind: meeting.Regular, HeldOn: p.HeldOn}.ReportBy(rulebook.Default())
	}
	return all, err
}
