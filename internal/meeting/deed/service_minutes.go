package deed

import (
	"context"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/paper"
)

// Correct opens the record of frozen minutes again, for a reason that stays in
// the log. The version that was frozen stays; freezing makes the next one.
func (s *Service) Correct(ctx context.Context, by access.Actor, id meeting.ID, version int, reason string) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		m, err := s.meetings.StepTx(tx, by, id, version, meeting.Correcting)
		if err != nil {
			return err
		}
		if reason, err = meeting.CheckReason(reason); err != nil {
			return err
		}
		if err := reopen(tx, id, Minutes); err != nil {
			return err
		}
		return m.Audit(tx, "meeting.correct", "", map[string]string{"reason": reason})
	})
}

// Freeze makes a version of the minutes: their content is kept with its hash,
// under the number that the first version was given.
func (s *Service) Freeze(ctx context.Context, by access.Actor, id meeting.ID, version int) (f Frozen, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		m, err := s.meetings.StepTx(tx, by, id, version, meeting.Freezing)
		if err != nil {
			return err
		}
		sh, err := s.meetings.SheetTx(tx, by, id)
		if err != nil {
			return err
		}
		deed, err := deedOf(tx, id, Minutes)
		if err != nil {
			return err
		}
		r, err := s.minutes(tx, by, sh)
		if err != nil {
			return err
		}
		f, err = deed.freeze(tx, by, m, func(number string) paper.Document {
			r.Number = number
			return ComposeMinutes(r)
		})
		if err != nil {
			return err
		}
		return m.Audit(tx, "meeting.freeze", "", map[string]any{"version": f.Ordinal, "number": f.Number, "hash": f.Hash})
	})
	return f, err
}

// Newest asks for the last frozen version of a deed, unless it is being
// written, and then for the draft; Draft asks for the draft.
const (
	Newest = -1
	Draft  = 0
)

// Record is a meeting with its minutes as a page shows them.
type Record struct {
	meeting.Sheet
	Versions []Frozen // of the minutes, the first one first
	Ordinal  int      // the version that is shown, 0 for the draft
	Document paper.Document
}

// Minutes gives a meeting and one version of its minutes: the frozen one of
// that ordinal, counted from 1, the draft as it would be frozen now, or the
// newest. Anyone of the cell reads it, so that a speaker sees how he is noted;
// the draft while the meeting runs is the recorder's, for it holds what others
// said and what is not concluded yet (C10). What is stored of a frozen one is
// compared with its hash.
func (s *Service) Minutes(ctx context.Context, by access.Actor, id meeting.ID, ordinal int) (r Record, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if r.Sheet, err = s.meetings.HeadTx(tx, by, id); err != nil {
			return err
		}
		if err := s.meetings.RecordedTx(tx, by, &r.Sheet); err != nil {
			return err
		}
		deed, err := deedOf(tx, id, Minutes)
		if err != nil {
			return err
		}
		r.Versions, r.Ordinal = deed.Versions, ordinal
		if ordinal == Newest {
			r.Ordinal = Draft
			if s := r.Meeting.State; s == meeting.Finished || s == meeting.Reported {
				r.Ordinal = len(r.Versions)
			}
		}
		if r.Ordinal == Draft {
			if r.Meeting.State == meeting.Open && !r.MayRecord {
				return fault.New(fault.NotFound, "meeting.minutes_running")
			}
			m, err := s.minutes(tx, by, r.Sheet)
			if err != nil {
				return err
			}
			m.Number = deed.Number
			r.Document = ComposeMinutes(m)
			return nil
		}
		if r.Ordinal < 1 || r.Ordinal > len(r.Versions) {
			return db.ErrNone
		}
		r.Document, err = frozenDeed(tx, id, Minutes, r.Ordinal)
		return err
	})
	return r, err
}
