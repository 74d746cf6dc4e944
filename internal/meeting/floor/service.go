package floor

import (
	"context"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/member"
)

// Join is to take part in a meeting that runs: to ask for the floor, and to say
// that one has come. All of the cell hold it; the use cases narrow it to those
// who are called.
var Join = access.Declare("meeting.join", access.For(access.Here, access.Cell...))

// Service holds the use cases.
type Service struct {
	db       *db.DB
	meetings *meeting.Service
}

// New makes the use cases over a database and its meetings.
func New(d *db.DB, meetings *meeting.Service) *Service { return &Service{db: d, meetings: meetings} }

// Room gives what the lists of a meeting show to the actor, whose sheet of it
// was read. It makes one query.
func (s *Service) Room(ctx context.Context, by access.Actor, sh meeting.Sheet) (r Room, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if err := access.Check(by, meeting.View, sh.Unit.Kept()); err != nil {
			return err
		}
		me := member.ID(by.Person)
		l, err := listsOf(tx, sh.Meeting.ID, me, sh.MayRecord)
		if err != nil {
			return err
		}
		r.Changes, r.Desk, r.Admits, r.MyMark = l.changes, l.changes+l.kept.arrivals, Admits(sh.Meeting, tx.Now), l.mark
		if sh.Meeting.State == meeting.Open {
			r.hear(l.turns, me, sh.MayRecord)
		}
		if r.Admits {
			r.meet(l.arrivals, me, sh.MayRecord)
		}
		if r.Admits && sh.MayRecord && l.secret != "" {
			r.Code = codeOf(l.secret, sh.Meeting.ID, stepAt(tx.Now))
		}
		return nil
	})
	return r, err
}

// meet fills in who says that he has come: to the recorder all, to anyone else
// himself.
func (r *Room) meet(waiting []Arrival, me member.ID, recorder bool) {
	for _, a := range waiting {
		r.Arrived = r.Arrived || a.Person == me
	}
	if recorder && len(waiting) > 0 {
		r.Arrivals, r.Latest = waiting, waiting[len(waiting)-1].At
	}
}

// Cursor gives the count of all changes that everyone in the room follows: of
// the meeting and of its floor.
func (s *Service) Cursor(ctx context.Context, by access.Actor, id meeting.ID) (int64, error) {
	cursor, err := s.meetings.Cursor(ctx, by, id)
	if err != nil {
		return 0, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		k, err := keptOf(tx, id)
		cursor += k.changes
		return err
	})
	return cursor, err
}

// DeskCursor is Cursor for the recorder, who follows as well who comes.
func (s *Service) DeskCursor(ctx context.Context, by access.Actor, id meeting.ID) (int64, error) {
	cursor, err := s.Cursor(ctx, by, id)
	if err != nil {
		return 0, err
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if _, err := s.recorder(tx, by, id); err != nil {
			return err
		}
		k, err := keptOf(tx, id)
		cursor += k.arrivals
		return err
	})
	return cursor, err
}

// Ask puts the actor on the list of those who want to speak on the item on the
// floor. Asking again keeps his place; for another kind of turn it moves him to
// the end of those (B5).
func (s *Service) Ask(ctx context.Context, by access.Actor, id meeting.ID, kind Kind) error {
	return s.list(ctx, by, id, Join, func(tx *db.Tx, sh meeting.Sheet, turns []Turn) error {
		if kind != Order && kind != Speech {
			return fault.At("kind", "meeting.turn_kind_missing")
		}
		seat, err := s.seated(tx, by, sh, member.ID(by.Person))
		if err != nil {
			return err
		}
		return put(tx, id, turns, Turn{Person: seat.Person, Kind: kind})
	})
}

// Summon lets the recorder put one of the called or a guest on the list.
func (s *Service) Summon(ctx context.Context, by access.Actor, id meeting.ID, person member.ID, guest meeting.GuestID) error {
	return s.list(ctx, by, id, meeting.Record, func(tx *db.Tx, sh meeting.Sheet, turns []Turn) error {
		if guest == "" {
			if person == "" {
				return fault.At("summon", "meeting.speaker_missing")
			}
			seat, ok, err := s.meetings.SeatTx(tx, by, sh, person)
			if err != nil {
				return err
			}
			if !ok || seat.Barred() {
				return fault.At("summon", "meeting.not_called")
			}
			if absent(seat) {
				return fault.At("summon", "meeting.speaker_absent")
			}
		} else if ok, err := invited(tx, id, guest); err != nil {
			return err
		} else if !ok {
			return fault.At("summon", "meeting.speaker_missing")
		}
		return put(tx, id, turns, Turn{Person: person, Guest: guest, Kind: Speech})
	})
}

// TakeBack takes the actor off the list, and from the floor if he has it.
func (s *Service) TakeBack(ctx context.Context, by access.Actor, id meeting.ID) error {
	return s.list(ctx, by, id, Join, func(tx *db.Tx, _ meeting.Sheet, turns []Turn) error {
		for _, t := range turns {
			if t.Person != "" && string(t.Person) == by.Person {
				return deleteTurn(tx, t.ID)
			}
		}
		return nil
	})
}

// Give gives the floor to one on the list; whoever had it has spoken.
func (s *Service) Give(ctx context.Context, by access.Actor, id meeting.ID, turn TurnID) error {
	return s.turn(ctx, by, id, turn, func(tx *db.Tx, _ []Turn, _ int) error { return giveFloor(tx, id, turn) })
}

// Strike takes somebody off the list: one who has spoken, or who will not.
func (s *Service) Strike(ctx context.Context, by access.Actor, id meeting.ID, turn TurnID) error {
	return s.turn(ctx, by, id, turn, func(tx *db.Tx, _ []Turn, _ int) error { return deleteTurn(tx, turn) })
}

// Raise lets somebody go before the one ahead of him, of the same kind.
func (s *Service) Raise(ctx context.Context, by access.Actor, id meeting.ID, turn TurnID) error {
	return s.turn(ctx, by, id, turn, func(tx *db.Tx, turns []Turn, at int) error {
		if at == 0 || turns[at-1].Speaking() || turns[at-1].Kind != turns[at].Kind {
			return nil // he is the first
		}
		one, other := turns[at-1], turns[at]
		if err := placeTurn(tx, one.ID, one.Kind, other.Ordinal); err != nil {
			return err
		}
		return placeTurn(tx, other.ID, other.Kind, one.Ordinal)
	})
}

// turn changes one turn of the list, by the recorder.
func (s *Service) turn(ctx context.Context, by access.Actor, id meeting.ID, turn TurnID, change func(*db.Tx, []Turn, int) error) error {
	return s.list(ctx, by, id, meeting.Record, func(tx *db.Tx, _ meeting.Sheet, turns []Turn) error {
		for at, t := range turns {
			if t.ID == turn {
				return change(tx, turns, at)
			}
		}
		if elsewhere, err := inAnother(tx, id, turn); err != nil {
			return err
		} else if elsewhere {
			return db.ErrNone
		}
		return fault.New(fault.Invalid, "meeting.turn_gone")
	})
}

// list changes the list of an open meeting: as one of its cell, or as the
// recorder. It is bookkeeping: the log must not tell who spoke how often (C10).
func (s *Service) list(ctx context.Context, by access.Actor, id meeting.ID, as access.Action, change func(*db.Tx, meeting.Sheet, []Turn) error) error {
	return s.db.System(ctx, func(tx *db.Tx) error {
		sh, err := s.enter(tx, by, id, as)
		if err != nil {
			return err
		}
		if sh.Meeting.State != meeting.Open {
			return meeting.NotWhen(sh.Meeting.State)
		}
		turns, err := turnsOf(tx, id)
		if err != nil {
			return err
		}
		inOrder(turns)
		if err := change(tx, sh, turns); err != nil {
			return err
		}
		return bump(tx, id, true)
	})
}

// enter authorises the actor, who must be the recorder for meeting.Record, and
// locks the lists of the meeting.
func (s *Service) enter(tx *db.Tx, by access.Actor, id meeting.ID, as access.Action) (sh meeting.Sheet, err error) {
	if as.Name == meeting.Record.Name {
		sh, err = s.recorder(tx, by, id)
	} else if sh, err = s.meetings.HeadTx(tx, by, id); err == nil {
		err = access.Check(by, as, sh.Unit.Place())
	}
	if err != nil {
		return sh, err
	}
	return sh, tx.Lock("meeting_floor", string(id))
}

// recorder authorises the recorder of a meeting.
func (s *Service) recorder(tx *db.Tx, by access.Actor, id meeting.ID) (meeting.Sheet, error) {
	sh, err := s.meetings.HeadTx(tx, by, id)
	if err == nil && !sh.MayRecord {
		err = fault.New(fault.Denied, "ui.denied")
	}
	return sh, err
}

// put puts somebody at the end of his kind on the list. One who waits for it
// already, or has the floor, keeps his place.
func put(tx *db.Tx, id meeting.ID, turns []Turn, t Turn) error {
	for _, other := range turns {
		if other.Kind == t.Kind {
			t.Ordinal = max(t.Ordinal, other.Ordinal)
		}
	}
	t.Ordinal++
	for _, other := range turns {
		if other.Person == t.Person && other.Guest == t.Guest {
			if other.Speaking() || other.Kind == t.Kind {
				return nil
			}
			return placeTurn(tx, other.ID, t.Kind, t.Ordinal)
		}
	}
	item, err := onFloor(tx, id)
	if err != nil {
		return err
	}
	t.ID = TurnID(db.NewID())
	return putTurn(tx, id, item, t)
}

// seated is the seat of one who may take part in the meeting.
func (s *Service) seated(tx *db.Tx, by access.Actor, sh meeting.Sheet, person member.ID) (meeting.Seat, error) {
	seat, ok, err := s.meetings.SeatTx(tx, by, sh, person)
	switch {
	case err != nil:
		return seat, err
	case !ok || person == "" || seat.Barred():
		return seat, fault.New(fault.Invalid, "meeting.uncalled")
	case absent(seat):
		return seat, fault.New(fault.Invalid, "meeting.marked_absent")
	}
	return seat, nil
}

func absent(s meeting.Seat) bool { return s.Mark == meeting.Excused || s.Mark == meeting.Unexcused }
