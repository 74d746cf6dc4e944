package meeting

import (
	"context"
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/document"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/rulebook"
)

// Next gives the next meeting of a unit that the actor is called to: the one
// that runs, else the earliest that lies ahead. It makes a fixed number of
// queries.
func (s *Service) Next(ctx context.Context, by access.Actor, unit org.ID) (b Brief, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		u, err := org.Authorise(tx, by, View, unit)
		if err == nil {
			b, err = s.NextTx(tx, by, u)
		}
		return err
	})
	return b, err
}

// fill adds what the actor may know of the meeting, its papers left out.
func (b *Brief) fill(tx *db.Tx, by access.Actor, leads bool, t trace) error {
	id, me := b.Meeting.ID, member.ID(by.Person)
	seats, err := seatsOf(tx, b.Meeting)
	if err != nil {
		return err
	}
	whose := me
	if leads {
		whose = ""
	}
	replies, sent, err := sentTo(tx, id, whose)
	if err != nil {
		return err
	}
	if leads {
		b.Replies = tally(seats, replies)
	}
	b.Mine = replies[me]
	for _, c := range sent {
		b.Sent += one(c.Person == me)
	}
	seat, called := seatOf(seats, me)
	b.MayReply = called && seat.told() && b.Meeting.State.Ahead()
	b.MaySend = b.MayReply
	if b.Items = t.items; t.minutes > 0 {
		b.Ends = timeOf(minuteOf(b.Meeting.StartsAt) + t.minutes)
	}
	return nil
}

// papersTo are the files of a meeting with how they were opened.
func papersTo(tx *db.Tx, id ID, person member.ID) ([]Paper, error) {
	files, err := document.List(tx, papersOf, string(id))
	if err != nil {
		return nil, err
	}
	opened, err := openedOf(tx, id, person)
	papers := make([]Paper, len(files))
	for n, f := range files {
		papers[n] = Paper{f, opened[f.ID]}
	}
	return papers, err
}

// Cycle gives the facts of the month to the committee: how far the last and
// the next regular meeting have come. It makes a fixed number of queries.
func (s *Service) Cycle(ctx context.Context, by access.Actor, unit org.ID) (c Cycle, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if _, err := org.Authorise(tx, by, Prepare, unit); err != nil {
			return err
		}
		book, err := s.book(tx, unit)
		if err != nil {
			return err
		}
		meetings, err := meetingsAround(tx, unit, tx.Today().AddMonths(-committeesSince))
		if err != nil {
			return err
		}
		c = cycleOf(meetings, tx.Today())
		_, err = c.read(tx, book, "")
		return err
	})
	return c, err
}

// committeesSince is how many months back a committee's meeting can be of use.
const committeesSince = 6

// cycleOf finds the meetings of the cycle among those around today, which are
// in the order of days.
func cycleOf(meetings []Meeting, today db.Date) Cycle {
	c := Cycle{Today: today}
	var held, committees []Meeting
	for _, m := range meetings {
		switch {
		case m.Kind == Committee:
			committees = append(committees, m)
		case m.Kind != Regular:
		case !m.State.Ahead():
			held = append(held, m)
		case c.Next == nil:
			c.Next = &Stage{Meeting: m}
		}
	}
	floor := today.AddMonths(-preparesWithin)
	if n := len(held); n > 0 {
		before := held[n-1].HeldOn.AddMonths(-preparesWithin)
		if n > 1 {
			before = held[n-2].HeldOn
		}
		c.Last = &Stage{Meeting: held[n-1]}
		c.Last.prepared(committees, before)
		floor = held[n-1].HeldOn
	}
	if c.Next != nil {
		c.Next.prepared(committees, floor)
	} else {
		c.Month = monthAfter(c.Last, today)
	}
	return c
}

// read fills in what stands in other tables about the stages, and gives the
// trace of one more meeting, if one is named.
func (c *Cycle) read(tx *db.Tx, book *rulebook.Book, also ID) (trace, error) {
	var ids []ID
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

// follow takes over what stands in other tables.
func (s *Stage) follow(t trace) {
	s.Items, s.Studies = t.items, t.studies
	s.MinutesOn, s.ResolutionOn = t.minutesAt.Date(), t.resolutionAt.Date()
	if s.PostedOn = t.minutesPosted; s.ResolutionOn != "" {
		s.PostedOn = t.resolutionPosted
	}
}
