package reflection

import (
	"cmp"
	"context"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
)

// locked is authorise for what changes the report: others who change it wait.
func locked(tx *db.Tx, by access.Actor, action access.Action, id ID) (about, error) {
	if err := tx.Lock("reflection", string(id)); err != nil {
		return about{}, err
	}
	return authorise(tx, by, action, id)
}

// writing is locked for who writes the text: the author, or a leader who
// enters it for him. The act must lead on from how the report stands.
func writing(tx *db.Tx, by access.Actor, id ID, act Act) (a about, d Draft, err error) {
	if a, err = locked(tx, by, Write, id); err != nil {
		return a, d, err
	}
	if d, err = draftOf(tx, id); err != nil {
		return a, d, err
	}
	if !a.mayWrite(d) {
		return a, d, fault.New(fault.Denied, "reflection.draft_is_his")
	}
	_, err = a.after(act)
	return a, d, err
}

// Save keeps what is being written, every few seconds, over the version of the
// draft that the page showed (0 for none), with the sources that the author
// marked as named; it gives the version that is stored now. Where somebody, on
// another device, saved other words since, nothing is changed and the fault is
// Stale, with the parts that differ in the fields did, mended and ahead. A part
// over TextMax characters, or with a mark of state secrecy, is Invalid at its
// field. The first word makes a turn a draft and is logged; later ones are
// bookkeeping.
func (s *Service) Save(ctx context.Context, by access.Actor, id ID, version int, t Texts, named []string) (saved int, err error) {
	if err := t.check(); err != nil {
		return version, err
	}
	first := false
	err = s.db.System(ctx, func(tx *db.Tx) error {
		a, d, err := writing(tx, by, id, Saving)
		if err != nil {
			return err
		}
		if first = a.State == Assigned; first {
			return nil
		}
		saved, err = keep(tx, by, a, d, version, t, named)
		return err
	})
	if err != nil || !first {
		return saved, err
	}
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		a, d, err := writing(tx, by, id, Saving)
		if err != nil {
			return err
		}
		if a.State != Assigned { // another device came first
			saved, err = d.Version, d.against(version, t)
			return err
		}
		if saved, err = keep(tx, by, a, d, version, t, named); err != nil {
			return err
		}
		return s.step(tx, by, &a, a.Version, Saving, "")
	})
	return saved, err
}

// against refuses a version that is not the newest, unless it says the same.
func (d Draft) against(version int, t Texts) error {
	if version == d.Version || d.Texts == t {
		return nil
	}
	return fault.Overtaken(d.differing(t))
}

// keep stores a draft and gives its version.
func keep(tx *db.Tx, by access.Actor, a about, d Draft, version int, t Texts, named []string) (int, error) {
	marked := marks(named)
	switch writer := member.ID(cmp.Or(by.Person, string(a.Person))); {
	case d.against(version, t) != nil:
		return d.Version, d.against(version, t)
	case d.Version == 0:
		return 1, insertDraft(tx, a.ID, writer, t, marked)
	case version != d.Version: // the same words came twice
		return d.Version, nil
	default:
		return version + 1, updateDraft(tx, a.ID, version, writer, t, marked)
	}
}

// Submit sends the draft to the leaders, as the form shows it: version is that
// of the draft. Some part must say something. After it was given back, it comes
// as the revised one (C4).
func (s *Service) Submit(ctx context.Context, by access.Actor, id ID, version int, t Texts, named []string) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		a, d, err := writing(tx, by, id, Saving)
		if err != nil {
			return err
		}
		if err := t.toSend(); err != nil {
			return err
		}
		if a.State == Concluded {
			return notNow(a.State)
		}
		if _, err := keep(tx, by, a, d, version, t, named); err != nil {
			return err
		}
		act := Submitting
		if a.State == InReview && a.Returned {
			act = Resubmitting
		}
		m, err := a.after(act)
		if err != nil {
			return err
		}
		was := a.Report
		a.State, a.Sends, a.Returned = m.To, a.Sends+1, false
		if err := insertSent(tx, id, a.Sends, t, marks(named), member.ID(by.Person)); err != nil {
			return err
		}
		if err := s.store(tx, by, &a, was, a.Version, act, ""); err != nil {
			return err
		}
		return s.tellLeaders(tx, by, a, "reflection.tell_"+string(act))
	})
}

// Complete keeps the final text, as the form shows it, after the conclusion;
// version is that of the draft (C6). Nothing of it changes afterwards.
func (s *Service) Complete(ctx context.Context, by access.Actor, id ID, version int, t Texts) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		a, d, err := writing(tx, by, id, Completing)
		if err != nil {
			return err
		}
		if err := t.toSend(); err != nil {
			return err
		}
		if _, err := keep(tx, by, a, d, version, t, d.Named); err != nil {
			return err
		}
		if err := insertKept(tx, id, FinalPaper, t); err != nil {
			return err
		}
		if err := s.step(tx, by, &a, a.Version, Completing, ""); err != nil {
			return err
		}
		return s.tellLeaders(tx, by, a, "reflection.tell_complete")
	})
}
