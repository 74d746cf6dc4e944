package meeting

import (
	"context"

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

func (b *Brief) fill(tx *db.Tx, by access.Actor, leads bool) error {
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
	var long int
	if b.Items, long, err = lengthOf(tx, id); err != nil {
		return err
	}
	if long > 0 {
		b.Ends = timeOf(minuteOf(b.Meeting.StartsAt) + long)
	}
	b.Papers, err = papersTo(tx, id, me)
	return err
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
		c, err = cycle(tx, book, unit)
		return err
	})
	return c, err
}

func cycle(tx *db.Tx, book *rulebook.Book, unit org.ID) (Cycle, error) {
	c := Cycle{Today: tx.Today()}
	held, next, err := regularsOf(tx, unit)
	if err != nil {
		return c, err
	}
	committees, err := committeesOf(tx, unit, c.Today.AddMonths(-6))
	if err != nil {
		return c, err
	}
	floor := c.Today.AddMonths(-preparesWithin)
	if len(held) > 0 {
		before := held[0].HeldOn.AddMonths(-preparesWithin)
		if len(held) > 1 {
			before = held[1].HeldOn
		}
		c.Last = &Stage{Meeting: held[0]}
		c.Last.prepared(committees, before)
		floor = held[0].HeldOn
	}
	if next != nil {
		c.Next = &Stage{Meeting: *next}
		c.Next.prepared(committees, floor)
	} else {
		c.Month = monthAfter(c.Last, c.Today)
	}
	for _, s := range []*Stage{c.Last, c.Next} {
		if s == nil {
			continue
		}
		if err := s.read(tx); err != nil {
			return c, err
		}
		s.judge(book)
	}
	return c, nil
}
