package meeting

import (
	"context"
	"slices"
	"time"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/vote"
)

// Look gives a meeting as the actor meets it at its address. Before and after
// it is all of [Service.Get]. While it is recorded the recorder gets one item
// in full, the one asked for or else the one on the floor, and of the others
// what the agenda shows; everyone else gets what [Service.Follow] gives. It
// makes a fixed number of queries.
func (s *Service) Look(ctx context.Context, by access.Actor, id ID, item ItemID) (sh Sheet, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if sh, err = s.HeadTx(tx, by, id); err != nil {
			return err
		}
		switch {
		case !sh.Meeting.State.recording():
			return s.fill(tx, &sh)
		case sh.MayRecord:
			return s.room(tx, &sh, item)
		}
		return s.follow(tx, &sh)
	})
	return sh, err
}

// Follow gives anyone of the cell what all in the room may follow: the agenda,
// the item on the floor, the papers, the results of votes, how many are
// present, and of the notes his own alone (C10). It holds no name of who is
// absent, and nobody else's words.
func (s *Service) Follow(ctx context.Context, by access.Actor, id ID) (sh Sheet, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if sh, err = s.HeadTx(tx, by, id); err != nil {
			return err
		}
		return s.follow(tx, &sh)
	})
	return sh, err
}

// asked is what those in the room are asked on their own devices now.
func (s *Service) asked(tx *db.Tx, m Meeting) (Asked, error) {
	if s.Asking == nil || m.State != Open {
		return Asked{}, nil
	}
	return s.Asking(tx, m.ID)
}

// RollCall gives the called, with what the roll call found of them and, to the
// committee, what they answered, and the guests; and nothing of the agenda.
func (s *Service) RollCall(ctx context.Context, by access.Actor, id ID) (sh Sheet, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if sh, err = s.HeadTx(tx, by, id); err != nil {
			return err
		}
		if sh.Seats, err = seatsOf(tx, sh.Meeting); err != nil {
			return err
		}
		if sh.Guests, err = guestsOf(tx, id); err != nil {
			return err
		}
		if err = sh.hear(tx); err != nil {
			return err
		}
		return s.judge(tx, &sh)
	})
	return sh, err
}

// Cursor gives the count of a meeting's changes to anyone of its cell. It grows
// with each change of the meeting, in the transaction that makes it.
func (s *Service) Cursor(ctx context.Context, by access.Actor, id ID) (cursor int64, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if _, err := authorise(tx, by, View, id); err != nil {
			return err
		}
		l, err := liveOf(tx, id)
		cursor = l.Cursor
		return err
	})
	return cursor, err
}

// floor reads agenda and clock, as they are in every page of a running meeting.
func (s *Sheet) floor(tx *db.Tx, item ItemID) (err error) {
	s.Now = tx.Now
	if s.Items, s.Live, err = floorOf(tx, s.Meeting.ID); err != nil {
		return err
	}
	s.At = s.place(item)
	return nil
}

// room fills in what the recorder works with.
func (s *Service) room(tx *db.Tx, sh *Sheet, item ItemID) (err error) {
	if sh.Polled, err = s.asked(tx, sh.Meeting); err != nil {
		return err
	}
	if err := sh.floor(tx, item); err != nil {
		return err
	}
	if sh.Seats, err = marked(tx, sh.Meeting.ID); err != nil {
		return err
	}
	if sh.Guests, err = guestsOf(tx, sh.Meeting.ID); err != nil {
		return err
	}
	if err = sh.hear(tx); err != nil {
		return err
	}
	if i, at, ok := sh.Shown(); ok {
		if sh.Items[at].Notes, err = notesUnder(tx, i.ID); err != nil {
			return err
		}
		if sh.Items[at].Votes, err = vote.Of(tx, VotedIn, string(i.ID)); err != nil {
			return err
		}
		of, err := taskLinks(tx, i.ID)
		if err != nil {
			return err
		}
		if err := assigned(tx, sh.Meeting, of, map[ItemID]*Item{i.ID: &sh.Items[at]}); err != nil {
			return err
		}
		if at == sh.Review() {
			if err := sh.carryOver(tx); err != nil {
				return err
			}
		}
	}
	return s.judge(tx, sh)
}

// follow fills in what everyone in the room may follow.
func (s *Service) follow(tx *db.Tx, sh *Sheet) (err error) {
	if sh.Polled, err = s.asked(tx, sh.Meeting); err != nil {
		return err
	}
	if err := sh.floor(tx, ""); err != nil {
		return err
	}
	seats, err := seatsOf(tx, sh.Meeting)
	if err != nil {
		return err
	}
	sh.Roll = Count(seats)
	votes, err := vote.Of(tx, VotedIn, itemIDs(sh.Items)...)
	if err != nil {
		return err
	}
	mine, err := notesBy(tx, sh.Meeting.ID, sh.Me)
	if err != nil {
		return err
	}
	for n := range sh.Items {
		i := &sh.Items[n]
		i.Content, i.Conclusion, i.Exemplary, i.ToMend, i.Unconcluded = "", "", "", "", ""
		for _, v := range votes {
			if ItemID(v.Subject) == i.ID {
				i.Votes = append(i.Votes, v)
			}
		}
		for _, o := range mine {
			if o.Item == i.ID {
				i.Notes = append(i.Notes, o)
			}
		}
	}
	return s.papers(tx, sh)
}

// ExtraMinutes is what the chair adds to an item at once.
const ExtraMinutes = 5

// extraMax is how many minutes may be added to one item.
const extraMax = minutesMax

// TakeUp puts an item on the floor and starts its clock; what the one before
// took is kept. The version is that of what is on the floor: of two who go on
// at the same moment one is told that the other did.
func (s *Service) TakeUp(ctx context.Context, by access.Actor, id ID, version int, item ItemID) error {
	return s.conduct(ctx, by, id, version, "meeting.take_up", func(tx *db.Tx, m Meeting, l *Live) error {
		i, err := itemOf(tx, id, item)
		if err != nil {
			return err
		}
		if err := l.stop(tx); err != nil {
			return err
		}
		l.Item, l.Phase, l.Running = item, Presenting, tx.Now
		return s.takenUp(tx, by, m, i)
	})
}

// Turn brings the item on the floor into another phase.
func (s *Service) Turn(ctx context.Context, by access.Actor, id ID, version int, phase Phase) error {
	return s.conduct(ctx, by, id, version, "meeting.turn", func(_ *db.Tx, _ Meeting, l *Live) error {
		if !slices.Contains(Phases, phase) {
			return fault.New(fault.Invalid, "meeting.phase_missing")
		}
		l.Phase = phase
		return nil
	})
}

// Pause stops the clock of the item on the floor.
func (s *Service) Pause(ctx context.Context, by access.Actor, id ID, version int) error {
	return s.conduct(ctx, by, id, version, "meeting.pause", func(tx *db.Tx, _ Meeting, l *Live) error { return l.stop(tx) })
}

// Resume lets the clock run on.
func (s *Service) Resume(ctx context.Context, by access.Actor, id ID, version int) error {
	return s.conduct(ctx, by, id, version, "meeting.resume", func(tx *db.Tx, _ Meeting, l *Live) error {
		if l.Running.IsZero() {
			l.Running = tx.Now
		}
		return nil
	})
}

// Extend adds ExtraMinutes to the item on the floor.
func (s *Service) Extend(ctx context.Context, by access.Actor, id ID, version int) error {
	return s.conduct(ctx, by, id, version, "meeting.extend", func(tx *db.Tx, _ Meeting, l *Live) error {
		i, err := itemOf(tx, id, l.Item)
		if err != nil {
			return err
		}
		if i.Extra+ExtraMinutes > extraMax {
			return fault.New(fault.Invalid, "meeting.minutes_invalid", extraMax)
		}
		return addPace(tx, i.ID, 0, ExtraMinutes)
	})
}

// conduct changes what is on the floor of an open meeting.
func (s *Service) conduct(ctx context.Context, by access.Actor, id ID, version int, action string, change func(*db.Tx, Meeting, *Live) error) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		m, err := recording(tx, by, id)
		if err != nil {
			return err
		}
		if m.State != Open {
			return NotWhen(m.State)
		}
		l, err := liveOf(tx, id)
		if err != nil {
			return err
		}
		if err := change(tx, m, &l); err != nil {
			return err
		}
		if err := updateLive(tx, id, l, version); err != nil {
			return err
		}
		return m.Audit(tx, action, "", map[string]any{"item": l.Item, "phase": l.Phase})
	})
}

// stop keeps what the item on the floor took until now and stops its clock.
func (l *Live) stop(tx *db.Tx) error {
	if l.Running.IsZero() || l.Item == "" {
		return nil
	}
	took := max(0, tx.Now.Sub(l.Running.Time).Round(time.Second))
	l.Running = db.Time{}
	return addPace(tx, l.Item, int(took.Seconds()), 0)
}

// halt stops the clock of a meeting that ends.
func halt(tx *db.Tx, id ID) error {
	l, err := liveOf(tx, id)
	if err != nil || l.Running.IsZero() {
		return err
	}
	if err := l.stop(tx); err != nil {
		return err
	}
	return updateLive(tx, id, l, l.Version)
}
