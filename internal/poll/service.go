package poll

import (
	"context"
	"errors"
	"log/slog"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/org"
)

// Service holds the use cases.
type Service struct {
	db       *db.DB
	meetings *meeting.Service
	newKey   func() (public, private string, err error) // of one poll
}

// New makes the use cases.
func New(d *db.DB, meetings *meeting.Service) *Service {
	return &Service{db: d, meetings: meetings, newKey: func() (public, private string, err error) { return newKey(keyBits) }}
}

// List gives the polls of a meeting to anyone of its cell, the newest first,
// and whether the actor may begin one now.
func (s *Service) List(ctx context.Context, by access.Actor, id meeting.ID) (sh meeting.Sheet, all []Poll, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if sh, err = s.meetings.HeadTx(tx, by, id); err != nil {
			return err
		}
		if err = access.Check(by, View, sh.Unit.Kept()); err != nil {
			return err
		}
		all, err = ofMeeting(tx, id)
		return err
	})
	return sh, all, err
}

// Get gives a poll to anyone of its cell. It makes a fixed number of queries.
func (s *Service) Get(ctx context.Context, by access.Actor, of meeting.ID, id ID) (sh Sheet, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		var m meeting.Sheet
		if sh.Poll, m, err = s.admit(tx, by, View, of, id); err != nil {
			return err
		}
		sh.Meeting, sh.Unit, sh.Me, sh.Conducts = m.Meeting, m.Unit, member.ID(by.Person), m.MayRecord
		sh.Why = s.takes(tx, by, &m)
		sh.May = sh.Why == nil
		if sh.Poll.Counted {
			sh.Ballots, err = ballots(tx, id)
		}
		return err
	})
	return sh, err
}

// Open begins a poll in a running meeting: slips are handed out from now on.
// Faults name question and choices.
func (s *Service) Open(ctx context.Context, by access.Actor, id meeting.ID, f Form) (poll ID, err error) {
	public, private, err := s.newKey()
	if err != nil {
		return "", err
	}
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		m, err := s.meetings.HeadTx(tx, by, id)
		if err != nil {
			return err
		}
		if err := conducts(by, m); err != nil {
			return err
		}
		if m.Meeting.State != meeting.Open {
			return fault.New(fault.Stale, "poll.meeting_not_open")
		}
		question, labels, err := f.check()
		if err != nil {
			return err
		}
		if err := s.meetings.SeatedTx(tx, by, &m); err != nil {
			return err
		}
		if n := voters(m.Seats); n < Least {
			return fault.At("question", "poll.too_few", Least, n)
		}
		p := Poll{ID: ID(db.NewID()), Unit: m.Unit.ID, Meeting: id, Question: question, State: Handing, PublicKey: public}
		for n, label := range labels {
			p.Choices = append(p.Choices, Choice{Ordinal: n + 1, Label: label})
		}
		if err := insert(tx, p, private); err != nil {
			return err
		}
		poll = p.ID
		return s.tell(tx, by, p, "poll.open", nil)
	})
	return poll, err
}

// Take signs the slip that the actor's device blinded, once for each voter.
// Asking again with the same answers the same; with another one is refused:
// there is one slip for each.
func (s *Service) Take(ctx context.Context, by access.Actor, of meeting.ID, id ID, blinded string) (signature string, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		if err := tx.Lock("poll", string(id)); err != nil {
			return err
		}
		p, m, err := s.admit(tx, by, View, of, id)
		if err != nil {
			return err
		}
		if err := s.takes(tx, by, &m); err != nil {
			return err
		}
		if p.State != Handing {
			return fault.New(fault.Stale, "poll.handing_over")
		}
		was, signed, err := slipOf(tx, id, member.ID(by.Person))
		if err != nil {
			return err
		}
		if was != "" {
			if signature = signed; was != blinded {
				return fault.New(fault.Stale, "poll.taken")
			}
			return nil
		}
		private, err := privateKey(tx, id)
		if err != nil {
			return err
		}
		signed, ok, err := sign(private, blinded)
		if err != nil {
			return err
		}
		if !ok {
			return fault.New(fault.Invalid, "poll.slip_wrong")
		}
		signature = signed
		if err := insertSlip(tx, id, member.ID(by.Person), blinded, signed); err != nil {
			return err
		}
		return audit(tx, p, "poll.take", nil)
	})
	return signature, err
}

// Cast takes a ballot. Nobody is signed in for it, and no time is kept. The
// same ballot again is answered as the first time; a slip with another choice
// is refused. safety B1, B2.
func (s *Service) Cast(ctx context.Context, _ access.Actor, id ID, b Ballot) error {
	return s.db.System(ctx, func(tx *db.Tx) error {
		if err := tx.Lock("poll", string(id)); err != nil {
			return err
		}
		p, err := byID(tx, id)
		if err != nil {
			return err
		}
		if b.Choice < 1 || b.Choice > len(p.Choices) {
			return fault.New(fault.Invalid, "poll.choice_missing")
		}
		if !Verify(p.PublicKey, b) {
			return fault.New(fault.Denied, "poll.slip_wrong")
		}
		if p.State != Casting {
			if was, err := ballotOf(tx, b.Slip); err == nil && was == b {
				return nil // an answer that was lost is asked for again
			}
			return fault.New(fault.Stale, "poll.not_casting")
		}
		fresh, err := insertBallot(tx, id, b)
		if err != nil || fresh {
			return err
		}
		if was, err := ballotOf(tx, b.Slip); err != nil || was.Choice != b.Choice {
			return errors.Join(err, fault.New(fault.Stale, "poll.cast_before"))
		}
		return nil
	})
}

// Standing is the state of a poll, for the devices that wait for it without
// sign-in.
func (s *Service) Standing(ctx context.Context, _ access.Actor, id ID) (state State, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		p, err := byID(tx, id)
		state = p.State
		return err
	})
	return state, err
}

// Begin ends the handing out of slips: from now on ballots are cast.
func (s *Service) Begin(ctx context.Context, by access.Actor, of meeting.ID, id ID, version int) error {
	return s.step(ctx, by, of, id, version, Beginning, func(_ *db.Tx, p Poll) error {
		if p.Slips < Least {
			return fault.New(fault.Stale, "poll.slips_few", Least, p.Slips)
		}
		return nil
	})
}

// Close counts the ballots and wipes the order in which they came. Of fewer
// than five the figures are not given out (safety B3).
func (s *Service) Close(ctx context.Context, by access.Actor, of meeting.ID, id ID, version int) error {
	return s.leave(ctx, by, of, id, version, Closing, func(tx *db.Tx, p Poll) error {
		all, err := ballots(tx, id)
		if err != nil {
			return err
		}
		if len(all) < Least {
			return rewrite(tx, id, nil)
		}
		votes := map[int]int{}
		for _, b := range all {
			votes[b.Choice]++
		}
		for _, c := range p.Choices {
			if err := putVotes(tx, id, c.Ordinal, votes[c.Ordinal]); err != nil {
				return err
			}
		}
		return rewrite(tx, id, all)
	})
}

// Cancel ends a poll without a result; its ballots are deleted.
func (s *Service) Cancel(ctx context.Context, by access.Actor, of meeting.ID, id ID, version int) error {
	return s.leave(ctx, by, of, id, version, Cancelling, func(tx *db.Tx, _ Poll) error { return rewrite(tx, id, nil) })
}

// leave is step for the ends of a poll: what the engine kept is wiped.
func (s *Service) leave(ctx context.Context, by access.Actor, of meeting.ID, id ID, version int, v Verb, do func(*db.Tx, Poll) error) error {
	if err := s.step(ctx, by, of, id, version, v, do); err != nil {
		return err
	}
	if err := s.db.Wipe(ctx, "poll_ballot"); err != nil { // the poll is closed all the same
		slog.ErrorContext(ctx, "wiping the order of ballots", "poll", id, "error", err)
	}
	return nil
}

func (s *Service) step(ctx context.Context, by access.Actor, of meeting.ID, id ID, version int, v Verb, do func(*db.Tx, Poll) error) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		if err := tx.Lock("poll", string(id)); err != nil {
			return err
		}
		p, m, err := s.admit(tx, by, Conduct, of, id)
		if err != nil {
			return err
		}
		if err := conducts(by, m); err != nil {
			return err
		}
		row, err := Workflow.After(p.State, v, "")
		if err != nil {
			return fault.New(fault.Stale, "poll.not_in_"+string(p.State))
		}
		if err := do(tx, p); err != nil {
			return err
		}
		if err := move(tx, p, version, row.To); err != nil {
			return err
		}
		return s.tell(tx, by, p, "poll."+string(v), map[string]any{"slips": p.Slips})
	})
}

// admit finds a poll of a meeting for whoever may do the action in its cell.
func (s *Service) admit(tx *db.Tx, by access.Actor, action access.Action, of meeting.ID, id ID) (p Poll, m meeting.Sheet, err error) {
	if m, err = s.meetings.HeadTx(tx, by, of); err != nil {
		return p, m, err
	}
	if _, err = org.Authorise(tx, by, action, m.Unit.ID); err != nil {
		return p, m, err
	}
	if p, err = byID(tx, id); err == nil && p.Meeting != of {
		err = db.ErrNone
	}
	return p, m, err
}

// conducts narrows an action to the recorder of the meeting.
func conducts(by access.Actor, m meeting.Sheet) error {
	if err := access.Check(by, Conduct, m.Unit.Place()); err != nil {
		return err
	}
	if !m.MayRecord {
		return fault.New(fault.Denied, "ui.denied")
	}
	return nil
}

// takes reports why the actor takes no slip; nil if he does.
func (s *Service) takes(tx *db.Tx, by access.Actor, m *meeting.Sheet) error {
	if err := s.meetings.SeatedTx(tx, by, m); err != nil {
		return err
	}
	seat, ok := meeting.SeatOf(m.Seats, member.ID(by.Person))
	if !ok {
		return fault.New(fault.Denied, "poll.not_called")
	}
	return voter(seat)
}

// tell makes all who follow the meeting look again, and keeps what was done.
func (s *Service) tell(tx *db.Tx, by access.Actor, p Poll, action string, data any) error {
	if err := s.meetings.ChangedTx(tx, by, p.Meeting); err != nil {
		return err
	}
	return audit(tx, p, action, data)
}

func audit(tx *db.Tx, p Poll, action string, data any) error {
	return tx.Audit(db.Entry{Action: action, Unit: string(p.Unit), Kind: "poll", Subject: string(p.ID), Data: data})
}
