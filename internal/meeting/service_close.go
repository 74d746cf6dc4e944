package meeting

import (
	"context"
	"unicode/utf8"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/paper"
)

// stepping begins a move of the workflow: it authorises, locks the meeting and
// gives it as it stands, in its new state.
func stepping(tx *db.Tx, by access.Actor, id ID, v Verb) (m, was Meeting, err error) {
	if v.whose() == Record.Name {
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
		if m.OpenedAt = line(at); m.OpenedAt == "" {
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
		return m.audit(tx, "meeting.open", "", map[string]any{"at": m.OpenedAt, "called": len(seats)})
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
	if m.Chair == "" {
		faults.Add("chair", "meeting.chair_missing")
	} else {
		faults.Take("chair", checkRoles(seats, m.Chair, m.Minuter))
	}
	if len(items) == 0 {
		faults.Add("items", "meeting.agenda_empty")
	}
	return faults.Err()
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
		return m.audit(tx, "meeting.close", "", map[string]any{"sign": f, "reasons": reasons})
	})
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
		sayable(&faults, field, i.Unconcluded, textMax)
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
			return notWhen(m.State)
		}
		if err := f.check(); err != nil {
			return err
		}
		was := m
		m.OpenedAt, m.ClosedAt, m.Summary = f.OpenedAt, f.ClosedAt, f.Summary
		if err := update(tx, m, version, was); err != nil {
			return err
		}
		return m.audit(tx, "meeting.amend", "", db.Change{From: Sign{was.OpenedAt, was.ClosedAt, was.Summary}, To: f})
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
		if reason, err = checkReason(reason); err != nil {
			return err
		}
		items, err := itemsOf(tx, id)
		if err != nil {
			return err
		}
		if err := recorded(tx, m, items); err != nil {
			return err
		}
		for _, i := range items {
			if !i.blank() {
				return fault.New(fault.Invalid, "meeting.guard_cancel")
			}
		}
		if err := update(tx, m, version, was); err != nil {
			return err
		}
		if was.State == Announced {
			if err := s.tell(tx, by, m, tellCancelled); err != nil {
				return err
			}
		}
		return m.audit(tx, "meeting.cancel", "", map[string]string{"reason": reason})
	})
}

// Correct opens the record of frozen minutes again, for a reason that stays in
// the log. The version that was frozen stays; freezing makes the next one.
func (s *Service) Correct(ctx context.Context, by access.Actor, id ID, version int, reason string) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		m, was, err := stepping(tx, by, id, Correcting)
		if err != nil {
			return err
		}
		if reason, err = checkReason(reason); err != nil {
			return err
		}
		if err := update(tx, m, version, was); err != nil {
			return err
		}
		if err := reopen(tx, id, DeedMinutes); err != nil {
			return err
		}
		return m.audit(tx, "meeting.correct", "", map[string]string{"reason": reason})
	})
}

func checkReason(s string) (string, error) {
	s = i18n.Clean(s)
	var faults fault.Form
	if utf8.RuneCountInString(s) == 0 {
		faults.Add("reason", "meeting.reason_missing")
	}
	sayable(&faults, "reason", s, titleMax)
	return s, faults.Err()
}

// Freeze makes a version of the minutes: their content is kept with its hash,
// under the number that the first version was given.
func (s *Service) Freeze(ctx context.Context, by access.Actor, id ID, version int) (f Frozen, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		m, was, err := stepping(tx, by, id, Freezing)
		if err != nil {
			return err
		}
		if m.Minuter == "" {
			return fault.At("minuter", "meeting.minuter_missing")
		}
		if err := update(tx, m, version, was); err != nil {
			return err
		}
		sh, err := s.sheet(tx, by, id)
		if err != nil {
			return err
		}
		deed, err := deedOf(tx, id, DeedMinutes)
		if err != nil {
			return err
		}
		if f, err = deed.freeze(tx, by, m, func(number string) paper.Document { return sh.compose(number) }); err != nil {
			return err
		}
		return m.audit(tx, "meeting.freeze", "", map[string]any{"version": f.Ordinal, "number": f.Number, "hash": f.Hash})
	})
	return f, err
}

// Newest asks Minutes for the last frozen version of a finished meeting, and
// for the draft of any other; Draft for the draft.
const (
	Newest = -1
	Draft  = 0
)

// Minutes is a meeting and one version of its minutes: the frozen one of that
// ordinal, counted from 1, the draft as it would be frozen now, or the newest.
// version is the ordinal of what is given, 0 for a draft. Anyone of the cell
// reads it, so that a speaker sees how he is noted (C10). What is stored of a
// frozen one is compared with its hash.
func (s *Service) Minutes(ctx context.Context, by access.Actor, id ID, ordinal int) (sh Sheet, d paper.Document, version int, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if sh, err = s.sheet(tx, by, id); err != nil {
			return err
		}
		version = ordinal
		if version == Newest {
			version = Draft
			if s := sh.Meeting.State; s == Finished || s == Reported {
				version = len(sh.Versions)
			}
		}
		if version == Draft {
			d = sh.compose(sh.number())
			return nil
		}
		if version < 1 || version > len(sh.Versions) {
			return db.ErrNone
		}
		d, err = frozenDeed(tx, id, DeedMinutes, version)
		return err
	})
	return sh, d, version, err
}
