package meeting

import (
	"context"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/notify"
	"chibo/internal/vote"
)

// Gone reports whether the note was taken out of the minutes: what is left of
// it is that it was.
func (n Note) Gone() bool { return n.Withdrawn || n.LeftBy != "" }

// markable refuses what can bear no mark: a reserved opinion, and one that is
// gone (B6).
func (n Note) markable() error {
	switch {
	case n.Kind == Reserved:
		return fault.New(fault.Invalid, "meeting.reserved_unmarked")
	case n.Gone():
		return fault.New(fault.Invalid, "meeting.note_gone")
	}
	return nil
}

// turn gives the note another kind. One that is reserved bears no mark.
func (n *Note) turn(kind NoteKind) {
	if n.Kind = kind; kind == Reserved {
		n.Mark, n.Answer = "", ""
	}
}

// MarkNote marks an opinion as not constructive, with the reason, by the
// recorder at the chair's word. Its speaker is told at once, without a word of
// it; he may answer. The opinion stays in the minutes with both (B6).
func (s *Service) MarkNote(ctx context.Context, by access.Actor, id ID, note NoteID, version int, reason string) error {
	return s.markNote(ctx, by, id, note, version, "meeting.mark_note", func(tx *db.Tx, m Meeting, n *Note) (err error) {
		if n.Mark, err = CheckReason(reason); err != nil || n.Speaker == "" || s.Notices == nil {
			return err
		}
		told := m.notice(tellMarked, n.Speaker, notify.News)
		told.Link += "/notes/" + string(n.ID)
		return s.Notices.TellTx(tx, by, told)
	})
}

// Unmark takes a mark back, with the answer to it, by the recorder at the
// chair's word.
func (s *Service) Unmark(ctx context.Context, by access.Actor, id ID, note NoteID, version int) error {
	return s.markNote(ctx, by, id, note, version, "meeting.unmark_note", func(_ *db.Tx, _ Meeting, n *Note) error {
		n.Mark, n.Answer = "", ""
		return nil
	})
}

func (s *Service) markNote(ctx context.Context, by access.Actor, id ID, note NoteID, version int, action string, change func(*db.Tx, Meeting, *Note) error) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		m, n, err := marking(tx, by, id, note)
		if err != nil {
			return err
		}
		was := n
		if err := change(tx, m, &n); err != nil {
			return err
		}
		if err := updateNote(tx, n, version, was); err != nil {
			return err
		}
		return m.Audit(tx, action, n.Speaker, db.Change{From: was.Mark, To: n.Mark})
	})
}

// marking reads a note for the recorder, to mark it.
func marking(tx *db.Tx, by access.Actor, id ID, note NoteID) (m Meeting, n Note, err error) {
	if m, err = recording(tx, by, id); err != nil {
		return m, n, err
	}
	if n, err = noteOf(tx, id, note); err != nil {
		return m, n, err
	}
	return m, n, n.markable()
}

// AnswerMark stores what the speaker says to the mark of his opinion, until the
// minutes are frozen; "" takes the answer back.
func (s *Service) AnswerMark(ctx context.Context, by access.Actor, id ID, note NoteID, version int, answer string) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		m, n, err := noted(tx, by, id, note)
		if err != nil {
			return err
		}
		switch {
		case !n.by(by):
			return fault.New(fault.Denied, "ui.denied")
		case n.Mark == "":
			return fault.New(fault.Invalid, "meeting.unmarked")
		}
		was := n
		n.Answer = i18n.Clean(answer)
		var faults fault.Form
		Sayable(&faults, "answer", n.Answer, TextMax)
		if err := faults.Err(); err != nil {
			return err
		}
		if err := updateNote(tx, n, version, was); err != nil {
			return err
		}
		return m.Audit(tx, "meeting.answer_mark", n.Speaker, db.Change{From: was.Answer, To: n.Answer})
	})
}

// LeaveOut records the cell's vote on leaving a marked opinion out of the
// minutes. If it passes, the minutes say that the cell did so, and none of the
// words; else the opinion stays. Faults are those of [Service.Vote].
func (s *Service) LeaveOut(ctx context.Context, by access.Actor, id ID, note NoteID, version int, count vote.Count) (v vote.Vote, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		m, n, err := marking(tx, by, id, note)
		if err != nil {
			return err
		}
		if n.Mark == "" {
			return fault.New(fault.Invalid, "meeting.unmarked")
		}
		v, err = s.VoteTx(tx, by, id, n.Item, "Không đưa một ý kiến vào biên bản", count)
		if err != nil || v.Outcome != vote.Passed {
			return err
		}
		if err := takeOut(tx, n, version, v.ID); err != nil {
			return err
		}
		return m.Audit(tx, "meeting.leave_out_note", n.Speaker, map[string]any{"note": n.ID, "vote": v.ID})
	})
	return v, err
}
