package year

import (
	"context"
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/org"
)

// What can be done with the year's plan, in a cell and in a chapter of a mass
// organisation alike.
var (
	View    = access.Declare("meeting.view_year", access.For(access.Here, access.Belonging...))
	Arrange = access.Declare("meeting.arrange_year", access.For(access.Here, access.Leaders...))
)

// Service holds the use cases.
type Service struct {
	db       *db.DB
	meetings *meeting.Service
}

// New makes the use cases over a database and its meetings.
func New(d *db.DB, meetings *meeting.Service) *Service { return &Service{db: d, meetings: meetings} }

// Get gives the plan of a year to everybody of the unit. It makes four queries.
func (s *Service) Get(ctx context.Context, by access.Actor, unit org.ID, year int) (p Plan, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if err := checkYear(year, tx.Today()); err != nil {
			return fault.New(fault.NotFound, "ui.not_found")
		}
		u, err := org.Authorise(tx, by, View, unit)
		if err != nil {
			return err
		}
		p = Plan{Unit: u, Year: year, Today: tx.Today(), MayArrange: access.Can(by, Arrange, u.Place())}
		if !u.Kind.Holds {
			return fault.New(fault.NotFound, "ui.not_found")
		}
		if p.Slots, err = SlotsOf(tx, unit, year); err != nil || u.Kind.Mass() {
			return err
		}
		book, err := s.meetings.BookTx(tx, by, unit)
		if err == nil {
			p.judge(book)
		}
		return err
	})
	return p, err
}

// SlotsOf lists the meetings of a unit's year, by month, the regular one first:
// what is planned, with the meetings that there are. It makes two queries, and
// is for capabilities that have authorised already.
func SlotsOf(tx *db.Tx, unit org.ID, year int) ([]Slot, error) {
	slots, err := slotsOf(tx, unit, year)
	if err != nil {
		return nil, err
	}
	meetings, err := meetingsOf(tx, unit, monthIn(year, 1), monthIn(year, 12))
	return join(slots, meetings), err
}

// MonthTx gives the day of a month's regular meeting, "" if it is not known,
// and whether the month has a thematic one. It makes two queries; who asks has
// been authorised.
func (s *Service) MonthTx(tx *db.Tx, _ access.Actor, unit org.ID, month db.Date) (day db.Date, thematic bool, err error) {
	return planned(tx, unit, month)
}

// Next gives the next slot of the unit's plan, this year or the next, that has
// no meeting and whose day has not passed; a zero one if there is none. It is
// what a form of a new meeting begins with.
func (s *Service) Next(ctx context.Context, by access.Actor, unit org.ID) (next Slot, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if _, err := org.Authorise(tx, by, Arrange, unit); err != nil {
			return err
		}
		for _, year := range []int{tx.Today().Year(), tx.Today().Year() + 1} {
			slots, err := SlotsOf(tx, unit, year)
			if err != nil {
				return err
			}
			i := slices.IndexFunc(slots, func(s Slot) bool { return s.Meeting == "" && s.HeldOn >= tx.Today() })
			if i >= 0 {
				next = slots[i]
				return nil
			}
		}
		return nil
	})
	return next, err
}

// Draw plans a year from a pattern, all or nothing. What has a meeting stays as
// it is; other slots that the pattern does not have are taken out.
func (s *Service) Draw(ctx context.Context, by access.Actor, unit org.ID, year int, p Pattern) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error { return s.DrawTx(tx, by, unit, year, p) })
}

// DrawTx is Draw within a transaction. A command may enter the plan of a year that
// lies far behind.
func (s *Service) DrawTx(tx *db.Tx, by access.Actor, unit org.ID, year int, p Pattern) error {
	if err := arranging(tx, by, unit); err != nil {
		return err
	}
	if err := checkYear(year, tx.Today()); err != nil && !by.Trusted() {
		return err
	}
	if err := p.check(); err != nil {
		return err
	}
	if err := tx.Lock("meeting_year", string(unit)); err != nil {
		return err
	}
	had, err := SlotsOf(tx, unit, year)
	if err != nil {
		return err
	}
	put, out := replan(had, p.draw(year))
	for _, slot := range out {
		if err := remove(tx, slot.ID, slot.Version); err != nil {
			return err
		}
	}
	for _, slot := range put {
		if slot.Version == 0 {
			err = insert(tx, unit, slot)
		} else {
			err = update(tx, slot, slot, slot.Version)
		}
		if err != nil {
			return err
		}
	}
	return audited(tx, "meeting.draw_year", unit, string(unit), map[string]any{"year": year, "pattern": p, "put": put, "out": out})
}

// Amend changes day and topic of a slot. The day of one that has a meeting is
// changed with the meeting.
func (s *Service) Amend(ctx context.Context, by access.Actor, id ID, version int, day db.Date, topic string) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		was, unit, err := slotFor(tx, by, id)
		if err != nil {
			return err
		}
		slot := was
		slot.HeldOn, slot.Topic = day, topic
		if err := slot.check(tx.Today()); err != nil {
			return err
		}
		if slot.Kind == meeting.Regular {
			slot.Topic = ""
		}
		if was.Meeting != "" && slot.HeldOn != was.HeldOn {
			return fault.At("held_on", "meeting.year_has_meeting")
		}
		if err := update(tx, slot, was, version); err != nil {
			return err
		}
		return audited(tx, "meeting.amend_year", unit, string(id), db.Change{From: was, To: slot})
	})
}

// AddThematic plans a thematic meeting for a month that has none.
func (s *Service) AddThematic(ctx context.Context, by access.Actor, unit org.ID, month, day db.Date, topic string) (id ID, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		id, err = s.AddThematicTx(tx, by, unit, month, day, topic)
		return err
	})
	return id, err
}

// AddThematicTx is AddThematic within a transaction.
func (s *Service) AddThematicTx(tx *db.Tx, by access.Actor, unit org.ID, month, day db.Date, topic string) (ID, error) {
	if err := arranging(tx, by, unit); err != nil {
		return "", err
	}
	slot := Slot{ID: ID(db.NewID()), Kind: meeting.Thematic, Month: month, HeldOn: day, Topic: topic}
	if err := slot.check(tx.Today()); err != nil {
		return "", err
	}
	if err := insert(tx, unit, slot); err != nil {
		return "", err
	}
	return slot.ID, audited(tx, "meeting.add_year", unit, string(slot.ID), slot)
}

// Remove takes a thematic meeting out of the plan, unless it is prepared or was
// held: then the meeting is called off where it stands.
func (s *Service) Remove(ctx context.Context, by access.Actor, id ID, version int) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		slot, unit, err := slotFor(tx, by, id)
		switch {
		case err != nil:
			return err
		case slot.Kind != meeting.Thematic:
			return fault.New(fault.Invalid, "meeting.year_regular_stays")
		case slot.Meeting != "":
			return fault.New(fault.Invalid, "meeting.year_has_meeting")
		}
		if err := remove(tx, id, version); err != nil {
			return err
		}
		return audited(tx, "meeting.remove_year", unit, string(id), slot)
	})
}

// Slot gives a slot of the plan to its leaders, with its meeting.
func (s *Service) Slot(ctx context.Context, by access.Actor, id ID) (slot Slot, unit org.ID, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		slot, unit, err = slotFor(tx, by, id)
		return err
	})
	return slot, unit, err
}

// slotFor reads a slot with its meeting for who arranges the year.
func slotFor(tx *db.Tx, by access.Actor, id ID) (Slot, org.ID, error) {
	slot, unit, err := slotByID(tx, id)
	if err != nil {
		return slot, unit, err
	}
	if err := arranging(tx, by, unit); err != nil {
		return slot, unit, err
	}
	meetings, err := meetingsOf(tx, unit, slot.Month, slot.Month)
	meetings = slices.DeleteFunc(meetings, func(m met) bool { return m.kind != slot.Kind })
	return join([]Slot{slot}, meetings)[0], unit, err
}

// arranging checks that the actor may plan the year of a unit whose people
// meet.
func arranging(tx *db.Tx, by access.Actor, unit org.ID) error {
	u, err := org.Authorise(tx, by, Arrange, unit)
	if err != nil {
		return err
	}
	if !u.Kind.Holds {
		return fault.New(fault.Invalid, "meeting.no_cell")
	}
	return nil
}

// audited logs what was done to the plan of a unit.
func audited(tx *db.Tx, action string, unit org.ID, subject string, data any) error {
	return tx.Audit(db.Entry{Action: action, Unit: string(unit), Kind: "meeting_year", Subject: subject, Data: data})
}
