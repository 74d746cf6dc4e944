package directive

import (
	"context"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
)

// handled gives a document that came to the unit, to who acts for the unit
// there, unless it was withdrawn.
func handled(tx *db.Tx, by access.Actor, unit org.ID, id ID) (Row, error) {
	if _, err := org.Authorise(tx, by, Handle, unit); err != nil {
		return Row{}, err
	}
	r, err := rowOf(tx, unit, id)
	switch {
	case err != nil:
		return Row{}, err
	case r.Receipt.Version == 0:
		return Row{}, db.ErrNone
	case r.State == Withdrawn:
		return Row{}, fault.New(fault.Invalid, "directive.withdrawn_already", r.Reason)
	}
	return r, nil
}

// Receive says that the unit has the document. A second time changes nothing.
func (s *Service) Receive(ctx context.Context, by access.Actor, unit org.ID, id ID) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		row, err := handled(tx, by, unit, id)
		if err != nil || row.Receipt.Progress() != Waiting {
			return err
		}
		r := row.Receipt
		r.ReceivedAt, r.ReceivedBy = tx.Now, member.ID(by.Person)
		if err := keep(tx, r, r.Version, row.Receipt); err != nil {
			return err
		}
		return note(tx, id, unit, "directive.receive", nil)
	})
}

// Study records that the unit studied the document on a day, in a meeting that
// is not kept here; what a meeting kept here studied, that meeting says.
func (s *Service) Study(ctx context.Context, by access.Actor, unit org.ID, id ID, version int, on db.Date) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		row, err := handled(tx, by, unit, id)
		if err != nil {
			return err
		}
		if !row.Receipt.May(Studying) {
			return fault.New(fault.Invalid, "directive.not_now")
		}
		if err := studyable(on, row.IssuedOn, tx.Today()); err != nil {
			return err
		}
		return study(tx, by, row.Receipt, version, "", on)
	})
}

// StudiedTx records within a transaction that a meeting of the unit studied
// the document on a day (B14). It changes nothing where the unit has studied
// it before, or where it was withdrawn meanwhile. The meeting has seen to it
// that the actor may close it.
func (s *Service) StudiedTx(tx *db.Tx, by access.Actor, unit org.ID, id ID, meeting string, on db.Date) error {
	if _, err := org.Authorise(tx, by, View, unit); err != nil {
		return err
	}
	row, err := rowOf(tx, unit, id)
	switch {
	case err != nil:
		return err
	case row.Receipt.Version == 0:
		return db.ErrNone
	case row.State == Withdrawn || row.Receipt.StudiedOn != "":
		return nil
	}
	return study(tx, by, row.Receipt, row.Receipt.Version, meeting, on)
}

// study stores the day; what was studied was received.
func study(tx *db.Tx, by access.Actor, r Receipt, version int, meeting string, on db.Date) error {
	was := r
	r.StudiedOn, r.StudyMeeting = on, meeting
	if r.ReceivedAt.IsZero() {
		r.ReceivedAt, r.ReceivedBy = tx.Now, member.ID(by.Person)
	}
	if err := keep(tx, r, version, was); err != nil {
		return err
	}
	return note(tx, r.Directive, r.Unit, "directive.study", map[string]any{"on": on, "meeting": meeting})
}

// Report tells the owner what came of the document in the unit. A later report
// takes the place of the earlier one.
func (s *Service) Report(ctx context.Context, by access.Actor, unit org.ID, id ID, version int, text string) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		row, err := handled(tx, by, unit, id)
		if err != nil {
			return err
		}
		r := row.Receipt
		if !r.May(Reporting) {
			return fault.New(fault.Invalid, "directive.not_now")
		}
		if r.Report, err = said("report", text); err != nil {
			return err
		}
		r.ReportedAt = tx.Now
		if err := keep(tx, r, version, row.Receipt); err != nil {
			return err
		}
		return note(tx, id, unit, "directive.report", db.Change{From: row.Receipt.Report, To: r.Report})
	})
}

// Erase forgets who received documents; that the unit received them stays.
func (s *Service) Erase(tx *db.Tx, by access.Actor, person member.ID) error {
	if err := forget(tx, person); err != nil {
		return err
	}
	return tx.Audit(db.Entry{Action: "directive.erase", Kind: "person", Subject: string(person)})
}

// Merge gives what one person received to the other, who is the same person.
func (s *Service) Merge(tx *db.Tx, by access.Actor, from, into member.ID) error {
	if err := tx.Repoint("directive", "member_person", string(from), string(into)); err != nil {
		return err
	}
	return tx.Audit(db.Entry{Action: "directive.merge", Kind: "person", Subject: string(into), Data: db.Change{From: from, To: into}})
}
