package meeting

import (
	"context"
	"unicode/utf8"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/org"
)

// stepping begins a move of the workflow: it authorises, locks the meeting and
// gives it as it stands, in its new state.
func stepping(tx *db.Tx, by access.Actor, id ID, v Verb) (m, was Meeting, err error) {
	if Workflow.Who(v).Name == Record.Name {
		_, err = authoriseRecorder(tx, by, id)
	} else {
		_, err = authorise(tx, by, Prepare, id)
	}
	if err != nil {
		return m, m, err
	}
	if err = tx.Lock("meeting", string(id)); err != nil {
		return m, m, err
	}
	if m, err = byID(tx, id); err != nil {
		return m, m, err
	}
	row, err := move(m.State, v)
	was = m
	m.State = row.To
	return m, was, err
}

// Open begins the meeting at a time of day ("" means now): from here on the
// list of the called is kept, with the standing and state of each on the day
// of the meeting.
func (s *Service) Open(ctx context.Context, by access.Actor, id ID, version int, at string) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		m, was, err := stepping(tx, by, id, Opening)
		if err != nil {
			return err
		}
		if m.OpenedAt = i18n.Line(at); m.OpenedAt == "" {
			m.OpenedAt = tx.Now.In(db.Zone).Format("15:04")
		}
		seats, err := calledTo(tx, m)
		if err != nil {
			return err
		}
		items, err := itemsOf(tx, id)
		if err != nil {
			return err
		}
		if err := mayOpen(m, items, seats, tx.Today()); err != nil {
			return err
		}
		if err := update(tx, m, version, was); err != nil {
			return err
		}
		if err := putSeats(tx, id, seats); err != nil {
			return err
		}
		if err := begin(tx, id, items[0].ID); err != nil {
			return err
		}
		if err := s.takenUp(tx, by, m, items[0]); err != nil {
			return err
		}
		return m.Audit(tx, "meeting.open", "", map[string]any{"at": m.OpenedAt, "called": len(seats)})
	})
}

// mayOpen is the guard of opening.
func mayOpen(m Meeting, items []Item, seats []Seat, today db.Date) error {
	var faults fault.Form
	if minuteOf(m.OpenedAt) < 0 {
		faults.Add("opened_at", "meeting.time_invalid")
	}
	if m.HeldOn > today {
		faults.Add("held_on", "meeting.open_early", m.HeldOn)
	}
	m.ready(&faults, items, seats)
	return faults.Err()
}

// ready notes what a meeting lacks before anybody can be called to it.
func (m Meeting) ready(faults *fault.Form, items []Item, seats []Seat) {
	if m.Chair == "" {
		faults.Add("chair", "meeting.chair_missing")
	} else {
		faults.Take("chair", checkRoles(seats, m.Chair, m.Minuter))
	}
	if len(items) == 0 {
		faults.Add("items", "meeting.agenda_empty")
	}
}

// Close ends the meeting. Every item that needs a conclusion has one, or gets
// the reason why it has none; the fields of faults are "reason-" and the id of
// the item (B7), "roll", opened_at, closed_at and summary.
func (s *Service) Close(ctx context.Context, by access.Actor, id ID, version int, f Sign, reasons map[ItemID]string) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		m, was, err := stepping(tx, by, id, Closing)
		if err != nil {
			return err
		}
		items, err := itemsOf(tx, id)
		if err != nil {
			return err
		}
		seats, err := marked(tx, id)
		if err != nil {
			return err
		}
		explained, err := settle(items, seats, reasons, &f)
		if err != nil {
			return err
		}
		if err := s.leftUndone(tx, m); err != nil {
			return err
		}
		for _, i := range explained {
			if err := updateItem(tx, i, i.Version, i); err != nil {
				return err
			}
		}
		m.OpenedAt, m.ClosedAt, m.Summary = f.OpenedAt, f.ClosedAt, f.Summary
		if err := update(tx, m, version, was); err != nil {
			return err
		}
		if err := halt(tx, id); err != nil {
			return err
		}
		if err := s.studied(tx, by, m, items); err != nil {
			return err
		}
		if err := s.ended(tx, by, m, items); err != nil {
			return err
		}
		return m.Audit(tx, "meeting.close", "", map[string]any{"sign": f, "reasons": reasons})
	})
}

// leftUndone asks other capabilities whether the meeting may end.
func (s *Service) leftUndone(tx *db.Tx, m Meeting) error {
	if s.Unsettled == nil {
		return nil
	}
	return s.Unsettled(tx, m)
}

// settle is the guard of closing. It gives the items that the reasons explain.
func settle(items []Item, seats []Seat, reasons map[ItemID]string, f *Sign) (explained []Item, err error) {
	var faults fault.Form
	faults.Take("closed_at", f.check())
	for _, i := range unsettled(items) {
		i.Unconcluded = i18n.Clean(reasons[i.ID])
		field := "reason-" + string(i.ID)
		if i.Unconcluded == "" {
			faults.Add(field, "meeting.item_unconcluded", i.Title)
			continue
		}
		Sayable(&faults, field, i.Unconcluded, TextMax)
		explained = append(explained, i)
	}
	if r := Count(seats); r.Unmarked > 0 {
		faults.Add("roll", "meeting.roll_incomplete", r.Unmarked)
	}
	return explained, faults.Err()
}

// Amend changes what the minutes say of beginning, end and at their end, while
// they are being finished.
func (s *Service) Amend(ctx context.Context, by access.Actor, id ID, version int, f Sign) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		m, err := recording(tx, by, id)
		if err != nil {
			return err
		}
		if m.State != Closed {
			return NotWhen(m.State)
		}
		if err := f.check(); err != nil {
			return err
		}
		was := m
		m.OpenedAt, m.ClosedAt, m.Summary = f.OpenedAt, f.ClosedAt, f.Summary
		if err := update(tx, m, version, was); err != nil {
			return err
		}
		return m.Audit(tx, "meeting.amend", "", db.Change{From: Sign{was.OpenedAt, was.ClosedAt, was.Summary}, To: f})
	})
}

// Cancel calls a meeting off, for a reason that stays in the log. A meeting in
// which somebody was noted or voted took place and is not called off.
func (s *Service) Cancel(ctx context.Context, by access.Actor, id ID, version int, reason string) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		m, was, err := stepping(tx, by, id, Cancelling)
		if err != nil {
			return err
		}
		if reason, err = CheckReason(reason); err != nil {
			return err
		}
		items, err := itemsOf(tx, id)
		if err != nil {
			return err
		}
		if err := recorded(tx, m, items); err != nil {
			return err
		}
		if was.State == Open {
			if err := s.leftUndone(tx, m); err != nil {
				return err
			}
		}
		for _, i := range items {
			if !i.blank() {
				return fault.New(fault.Invalid, "meeting.guard_cancel")
			}
		}
		m.Version = version
		return s.cancel(tx, by, was, m, m.Unit, reason)
	})
}

// cancel calls a meeting off. Who was called is told as somebody of a unit: its own,
// or the heir of one that ends.
func (s *Service) cancel(tx *db.Tx, by access.Actor, was, m Meeting, tellIn org.ID, reason string) error {
	if err := update(tx, m, m.Version, was); err != nil {
		return err
	}
	if was.State == Announced {
		if err := s.tellAs(tx, by, m, tellCancelled, tellIn); err != nil {
			return err
		}
	}
	for _, hook := range []func(*db.Tx, access.Actor, Meeting) error{s.OnCancel, s.OnMove} {
		if hook == nil {
			continue
		}
		if err := hook(tx, by, m); err != nil {
			return err
		}
	}
	return m.Audit(tx, "meeting.cancel", "", map[string]string{"reason": reason})
}

// CallOff calls off what a unit that ends has planned; those who were called are told
// as people of its heir. It comes before they leave the unit. The caller has
// authorised the change of the tree.
func (s *Service) CallOff(tx *db.Tx, by access.Actor, from, into org.ID, reason string) error {
	all, err := plannedIn(tx, from)
	if err != nil {
		return err
	}
	for _, was := range all {
		m := was
		m.State = Cancelled
		if err := s.cancel(tx, by, was, m, into, reason); err != nil {
			return err
		}
	}
	return nil
}

// CheckReason cleans a reason that a step asks for, and refuses none and one
// that is too long, in the field reason.
func CheckReason(s string) (string, error) {
	s = i18n.Clean(s)
	var faults fault.Form
	if utf8.RuneCountInString(s) == 0 {
		faults.Add("reason", "meeting.reason_missing")
	}
	Sayable(&faults, "reason", s, titleMax)
	return s, faults.Err()
}
