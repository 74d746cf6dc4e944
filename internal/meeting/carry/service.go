package carry

import (
	"context"
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/org"
)

// Service holds the use cases.
type Service struct {
	db       *db.DB
	meetings *meeting.Service
}

// New makes the use cases over a database and its meetings.
func New(d *db.DB, meetings *meeting.Service) *Service { return &Service{db: d, meetings: meetings} }

// offeredFor is how many days back the meetings lie whose leftovers are
// offered.
const offeredFor = 92

// Get gives the backlog of a unit to its committee. It makes four queries.
func (s *Service) Get(ctx context.Context, by access.Actor, unit org.ID) (p Page, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if p.Unit, err = arranging(tx, by, unit); err != nil {
			return err
		}
		if p.Leftovers, err = leftovers(tx, unit, tx.Today().AddDays(-offeredFor), ""); err != nil {
			return err
		}
		entries, err := entriesOf(tx, unit)
		if err != nil {
			return err
		}
		for _, e := range entries {
			if e.State == Repeated {
				p.Repeated = append(p.Repeated, e)
			} else {
				p.Waiting = append(p.Waiting, e)
			}
		}
		p.Next, err = nextOf(tx, unit, "")
		return err
	})
	return p, err
}

// Offered gives the committee what waits for the agenda of a meeting that lies
// ahead and does not stand there; nothing to anyone else. It makes two queries.
func (s *Service) Offered(ctx context.Context, by access.Actor, sh meeting.Sheet) (o Offer, err error) {
	if !sh.Meeting.State.Ahead() || sh.Meeting.Kind == meeting.Committee || !access.Can(by, meeting.Prepare, sh.Unit.Place()) {
		return o, nil
	}
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		left, err := leftovers(tx, sh.Meeting.Unit, tx.Today().AddDays(-offeredFor), "")
		if err != nil {
			return err
		}
		entries, err := entriesOf(tx, sh.Meeting.Unit)
		entries = slices.DeleteFunc(entries, func(e Entry) bool { return e.State != Waiting })
		o = Offer{Leftovers: except(left, sh.Items), Waiting: len(except(entries, sh.Items))}
		return err
	})
	return o, err
}

// Left gives the committee what a meeting left over and is not carried yet;
// nothing to anyone else. It makes two queries.
func (s *Service) Left(ctx context.Context, by access.Actor, m meeting.Meeting) (left []Entry, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		u, err := org.Of(tx, m.Unit)
		if err != nil || !access.Can(by, meeting.Prepare, u.Place()) {
			return err
		}
		left, err = leftovers(tx, m.Unit, m.HeldOn, m.ID)
		return err
	})
	return left, err
}

// arranging is what every use case begins with: the backlog is the committee's
// of a cell.
func arranging(tx *db.Tx, by access.Actor, unit org.ID) (org.Unit, error) {
	u, err := org.Authorise(tx, by, meeting.Prepare, unit)
	if err == nil && (!u.Kind.Holds || u.Kind.Body != "party") {
		err = fault.New(fault.Invalid, "meeting.no_cell")
	}
	return u, err
}

// entriesMax bounds a backlog: a page shows all of it.
const entriesMax = 200

// Park puts an entry into the backlog, to wait or to be repeated. Faults name
// the fields title, kind and minutes.
func (s *Service) Park(ctx context.Context, by access.Actor, unit org.ID, f Form) (id ID, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		if _, err := arranging(tx, by, unit); err != nil {
			return err
		}
		if err := f.check(); err != nil {
			return err
		}
		if err := tx.Lock("meeting_backlog", string(unit)); err != nil {
			return err
		}
		had, err := entriesOf(tx, unit)
		if err != nil {
			return err
		}
		if len(had) >= entriesMax {
			return fault.At("title", "meeting.backlog_full", entriesMax)
		}
		e := Entry{ID: ID(db.NewID()), Unit: unit, Kind: f.Kind, Title: f.Title, Minutes: f.Minutes, State: Waiting}
		if f.Repeated {
			e.State = Repeated
		}
		if err := insert(tx, e, ""); err != nil {
			return err
		}
		id = e.ID
		return e.audit(tx, "meeting.park", f)
	})
	return id, err
}

func (e Entry) audit(tx *db.Tx, action string, data any) error {
	return tx.Audit(db.Entry{Action: action, Unit: string(e.Unit), Kind: "meeting_backlog", Subject: string(e.ID), Data: data})
}

// Drop gives an entry up, for a reason that stays with it.
func (s *Service) Drop(ctx context.Context, by access.Actor, id ID, version int, reason string) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		e, err := authorise(tx, by, id)
		if err != nil {
			return err
		}
		if reason, err = meeting.CheckReason(reason); err != nil {
			return err
		}
		if err := e.move(Dropping); err != nil {
			return err
		}
		if err := update(tx, e, "", reason, version); err != nil {
			return err
		}
		return e.audit(tx, "meeting.drop", map[string]string{"reason": reason})
	})
}

// Seat puts an entry onto the agenda of the unit's next meeting, and gives that
// meeting. Where none lies ahead it is Invalid.
func (s *Service) Seat(ctx context.Context, by access.Actor, id ID, version int) (to Next, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		e, err := authorise(tx, by, id)
		if err != nil {
			return err
		}
		if err := e.move(Seating); err != nil {
			return err
		}
		if to, err = nextOf(tx, e.Unit, ""); err != nil {
			return err
		}
		if to.ID == "" {
			return fault.New(fault.Invalid, "meeting.none_ahead")
		}
		items, err := s.meetings.BringTx(tx, by, to.ID, e.item())
		if err != nil {
			return err
		}
		if err := update(tx, e, items[0], "", version); err != nil {
			return err
		}
		return e.audit(tx, "meeting.seat", map[string]meeting.ID{"meeting": to.ID})
	})
	return to, err
}

// One gives an entry to the committee of its unit.
func (s *Service) One(ctx context.Context, by access.Actor, id ID) (e Entry, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if e, err = entryOf(tx, id); err != nil {
			return err
		}
		_, err = arranging(tx, by, e.Unit)
		return err
	})
	return e, err
}

// authorise reads an entry for the committee of its unit.
func authorise(tx *db.Tx, by access.Actor, id ID) (Entry, error) {
	e, err := entryOf(tx, id)
	if err != nil {
		return e, err
	}
	if _, err := arranging(tx, by, e.Unit); err != nil {
		return e, err
	}
	return e, tx.Lock("meeting_backlog", string(e.Unit))
}

// Carry takes what meetings of a unit left over to the agenda of a meeting that
// lies ahead: onto, or with "" the next one; where none lies ahead it waits in
// the backlog. It gives that meeting, a zero one for the backlog, and how many
// items it carried: with items named those alone, else all that are offered.
func (s *Service) Carry(ctx context.Context, by access.Actor, unit org.ID, onto meeting.ID, named ...meeting.ItemID) (to Next, n int, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		left, err := taking(tx, by, unit, named)
		if n = len(left); n == 0 || err != nil {
			return err
		}
		if to, err = nextOf(tx, unit, onto); err != nil {
			return err
		}
		if to.ID == "" && onto != "" {
			return fault.New(fault.Invalid, "meeting.begun")
		}
		return s.take(tx, by, to, left)
	})
	return to, n, err
}

// Keep lets what meetings left over wait in the backlog, and gives how many
// items it took: those that are named, else all that are offered.
func (s *Service) Keep(ctx context.Context, by access.Actor, unit org.ID, named ...meeting.ItemID) (n int, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		left, err := taking(tx, by, unit, named)
		if n = len(left); n == 0 || err != nil {
			return err
		}
		return s.take(tx, by, Next{}, left)
	})
	return n, err
}

// taking locks a unit's backlog for its committee and reads the leftovers that
// are named, all that are offered if none is.
func taking(tx *db.Tx, by access.Actor, unit org.ID, named []meeting.ItemID) ([]Entry, error) {
	if _, err := arranging(tx, by, unit); err != nil {
		return nil, err
	}
	if err := tx.Lock("meeting_backlog", string(unit)); err != nil {
		return nil, err
	}
	left, err := leftovers(tx, unit, tx.Today().AddDays(-offeredFor), "")
	if len(named) > 0 {
		left = slices.DeleteFunc(left, func(e Entry) bool { return !slices.Contains(named, e.Left) })
	}
	return left, err
}

// take makes entries of leftovers: seated ones where there is a meeting, else
// waiting ones.
func (s *Service) take(tx *db.Tx, by access.Actor, to Next, left []Entry) (err error) {
	items := make([]meeting.ItemID, len(left))
	if to.ID != "" {
		var brought []meeting.Item
		for _, e := range left {
			brought = append(brought, e.item())
		}
		if items, err = s.meetings.BringTx(tx, by, to.ID, brought...); err != nil {
			return err
		}
	}
	for n, e := range left {
		e.ID = ID(db.NewID())
		if items[n] != "" {
			e.State = Seated
		}
		if err := insert(tx, e, items[n]); err != nil {
			return err
		}
		if err := e.audit(tx, "meeting.carry", map[string]any{"left": e.Left, "meeting": to.ID}); err != nil {
			return err
		}
	}
	return nil
}

// RepeatTx puts what is repeated onto the agenda of a regular meeting that was
// just planned.
func (s *Service) RepeatTx(tx *db.Tx, by access.Actor, m meeting.Meeting) error {
	if m.Kind != meeting.Regular {
		return nil
	}
	if _, err := arranging(tx, by, m.Unit); err != nil {
		return err
	}
	entries, err := entriesOf(tx, m.Unit)
	if err != nil {
		return err
	}
	var items []meeting.Item
	for _, e := range entries {
		if e.State == Repeated {
			items = append(items, e.item())
		}
	}
	if len(items) == 0 {
		return nil
	}
	_, err = s.meetings.BringTx(tx, by, m.ID, items...)
	return err
}
