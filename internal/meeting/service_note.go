package meeting

import (
	"context"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
)

// Note writes down an opinion under an item.
func (s *Service) Note(ctx context.Context, by access.Actor, id ID, item ItemID, f NoteForm) (note NoteID, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		m, i, seats, err := recordingItem(tx, by, id, item)
		if err != nil {
			return err
		}
		guests, err := guestsOf(tx, id)
		if err != nil {
			return err
		}
		if err := f.check(seats, guests); err != nil {
			return err
		}
		note = NoteID(db.NewID())
		if err := insertNote(tx, Note{ID: note, Item: item, Speaker: f.Speaker, Guest: f.Guest, Kind: f.Kind, Body: f.Body}); err != nil {
			return err
		}
		if err := s.takenUp(tx, by, m, i); err != nil {
			return err
		}
		return m.Audit(tx, "meeting.note", f.Speaker, f)
	})
	return note, err
}

// AmendNote changes kind and text of a note: by the recorder, or by the
// speaker himself, until the minutes are frozen (C10).
func (s *Service) AmendNote(ctx context.Context, by access.Actor, id ID, note NoteID, version int, kind NoteKind, body string) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		m, n, err := noted(tx, by, id, note)
		if err != nil {
			return err
		}
		body = i18n.Clean(body)
		var faults fault.Form
		checkNote(&faults, kind, body)
		if err := faults.Err(); err != nil {
			return err
		}
		was := n
		n.Body = body
		if err := mayTurn(by, was, kind); err != nil {
			return err
		}
		n.turn(kind)
		if err := updateNote(tx, n, version, was); err != nil {
			return err
		}
		return m.Audit(tx, "meeting.amend_note", n.Speaker, db.Change{From: was.Body, To: n.Body})
	})
}

// Withdraw takes a note out of the minutes: the speaker his own, the recorder
// one that was entered wrongly. A reserved opinion only its speaker takes back,
// and one that was marked too: of that the minutes say that he did (B6).
func (s *Service) Withdraw(ctx context.Context, by access.Actor, id ID, note NoteID, version int) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		m, n, err := noted(tx, by, id, note)
		if err != nil {
			return err
		}
		if err := mayTurn(by, n, ""); err != nil {
			return err
		}
		take := removeNote
		if n.Mark != "" {
			take = func(tx *db.Tx, n Note, version int) error { return takeOut(tx, n, version, "") }
		}
		if err := take(tx, n, version); err != nil {
			return err
		}
		return m.Audit(tx, "meeting.withdraw_note", n.Speaker, db.Change{From: n.Body})
	})
}

// noted reads a note for one who may change it.
func noted(tx *db.Tx, by access.Actor, id ID, note NoteID) (Meeting, Note, error) {
	m, u, err := admit(tx, by, Record, id)
	if err != nil {
		return m, Note{}, err
	}
	n, err := noteOf(tx, id, note)
	if err != nil {
		return m, n, err
	}
	if !m.mayRecord(by, u) && !n.by(by) {
		return m, n, fault.New(fault.Denied, "ui.denied")
	}
	if !m.State.recording() {
		return m, n, NotWhen(m.State)
	}
	if n.Gone() {
		return m, n, fault.New(fault.Invalid, "meeting.note_gone")
	}
	return m, n, nil
}

// by reports whether the actor is the speaker.
func (n Note) by(a access.Actor) bool { return n.Speaker != "" && a.Person == string(n.Speaker) }

// mayTurn refuses to anyone but the speaker that a reserved opinion becomes
// something else ("" is nothing), and that a marked one changes at all.
func mayTurn(by access.Actor, n Note, kind NoteKind) error {
	switch {
	case n.by(by):
		return nil
	case n.Kind == Reserved && kind != Reserved:
		return fault.At("kind", "meeting.reserved_stays")
	case n.Mark != "":
		return fault.New(fault.Invalid, "meeting.marked_stays")
	}
	return nil
}

// Reserve lets a speaker keep his opinion as a reserved one (bảo lưu): from
// then on nobody but he changes it or takes it out, and a mark that it bore is
// void (B6).
func (s *Service) Reserve(ctx context.Context, by access.Actor, id ID, note NoteID, version int) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		m, n, err := noted(tx, by, id, note)
		if err != nil {
			return err
		}
		if !n.by(by) {
			return fault.New(fault.Denied, "ui.denied")
		}
		was := n
		n.turn(Reserved)
		if err := updateNote(tx, n, version, was); err != nil {
			return err
		}
		return m.Audit(tx, "meeting.reserve_note", n.Speaker, db.Change{From: was.Kind, To: n.Kind})
	})
}
