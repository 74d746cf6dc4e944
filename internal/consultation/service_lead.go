package consultation

import (
	"context"
	"log/slog"
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/org"
)

// Asking gives the unit for which the form of a new matter is.
func (s *Service) Asking(ctx context.Context, by access.Actor, unit org.ID) (u org.Unit, today db.Date, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		u, err = org.Authorise(tx, by, Lead, unit)
		today = tx.Today()
		return err
	})
	return u, today, err
}

// Draft writes down what a unit wants to ask; nobody is asked yet. Faults name the
// fields of MatterForm.
func (s *Service) Draft(ctx context.Context, by access.Actor, unit org.ID, f MatterForm) (id ID, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		u, err := org.Authorise(tx, by, Lead, unit)
		if err != nil {
			return err
		}
		labels, err := f.check(tx.Today())
		if err != nil {
			return err
		}
		m := f.onto(Matter{ID: ID(db.NewID()), Unit: u.ID, State: Draft, Named: f.Named})
		if err := insertMatter(tx, m); err != nil {
			return err
		}
		if err := putOptions(tx, m.ID, labels); err != nil {
			return err
		}
		id = m.ID
		return m.audit(tx, "draft", map[string]any{"named": m.Named})
	})
	return id, err
}

// onto is a matter with what was typed of it.
func (f MatterForm) onto(m Matter) Matter {
	m.Title, m.Background, m.Choosing, m.Texts = f.Title, f.Background, f.Choosing, f.Texts
	m.Members, m.Chapters, m.People, m.ClosesOn = f.Members, f.Chapters, f.People, f.ClosesOn
	return m
}

// Amend rewrites a draft over the version that the page showed; whether answers
// carry names stays as it was. Faults name the fields of MatterForm.
func (s *Service) Amend(ctx context.Context, by access.Actor, id ID, version int, f MatterForm) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		m, _, err := acting(tx, by, id, Amending)
		if err != nil {
			return err
		}
		f.Named = m.Named
		labels, err := f.check(tx.Today())
		if err != nil {
			return err
		}
		if err := putMatter(tx, f.onto(m), version); err != nil {
			return err
		}
		if err := putOptions(tx, id, labels); err != nil {
			return err
		}
		return m.audit(tx, string(Amending), nil)
	})
}

// acting reads a matter for an act that its state and the actor allow.
func acting(tx *db.Tx, by access.Actor, id ID, a Act) (m Matter, row Move, err error) {
	if err = tx.Lock("consultation", string(id)); err != nil {
		return m, row, err
	}
	if m, _, err = admit(tx, by, Lead, id); err != nil {
		return m, row, err
	}
	row, err = m.after(a)
	return m, row, err
}

// Step does the other acts of Workflow. Faults name the fields words and on.
func (s *Service) Step(ctx context.Context, by access.Actor, id ID, version int, a Act, f StepForm) error {
	ended := false
	err := s.db.Write(ctx, by, func(tx *db.Tx) error {
		m, row, err := acting(tx, by, id, a)
		if err != nil {
			return err
		}
		if a == Amending {
			return fault.New(fault.Invalid, "consultation.not_now")
		}
		if err := f.check(a, m, tx.Today()); err != nil {
			return err
		}
		if err := s.ready(tx, by, m, a); err != nil {
			return err
		}
		ended = m.State == Open && row.To != Open
		if m, err = m.stepped(tx, row, f); err != nil {
			return err
		}
		if a == Deciding {
			if m, err = s.rest(tx, by, m, f.Source); err != nil {
				return err
			}
		}
		if err := putMatter(tx, m, version); err != nil {
			return err
		}
		if err := m.audit(tx, string(a), nil); err != nil {
			return err
		}
		return s.tellStep(tx, by, m, a)
	})
	if err == nil && ended {
		s.wipe(ctx, id)
	}
	return err
}

// ready refuses an act for which something is missing.
func (s *Service) ready(tx *db.Tx, by access.Actor, m Matter, a Act) error {
	switch a {
	case Opening:
		if m.ClosesOn < tx.Today() {
			return fault.New(fault.Invalid, "consultation.closes_past")
		}
		return s.papers.FitsTx(tx, by, FilesOf, string(m.ID))
	case Answering:
		n, err := unsortedIn(tx, m.ID)
		if err != nil {
			return err
		}
		if n > 0 {
			return fault.New(fault.Invalid, "consultation.unsorted", n)
		}
		clusters, err := clustersOf(tx, m.ID)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(clusters, func(c Cluster) bool { return c.Stance == "" && c.N > 0 }) {
			return fault.New(fault.Invalid, "consultation.unanswered")
		}
	}
	return nil
}

// stepped is the matter after an act.
func (m Matter) stepped(tx *db.Tx, row Move, f StepForm) (Matter, error) {
	was := m.State
	m.State = row.To
	switch row.Act {
	case Extending:
		m.ClosesOn = f.On
	case Closing:
		return m.closed(tx)
	case Answering:
		m.Conclusion = f.Words
	case Deciding:
		m.Decision, m.DecidedOn = f.Words, f.On
	case Withdrawing:
		m.Reason = f.Words
		if was == Open {
			m, err := m.closed(tx)
			m.State = Withdrawn
			return m, err
		}
	}
	return m, nil
}

// closed forgets in which order people answered, and what fewer than five said
// without their names.
func (m Matter) closed(tx *db.Tx) (Matter, error) {
	m.State = Closed
	if m.Named {
		return m, nil
	}
	all, err := anonymous(tx, m.ID)
	if err != nil {
		return m, err
	}
	if m.Few = len(all) < Least; m.Few {
		all = nil
	}
	return m, scatter(tx, m.ID, all)
}

// wipe clears what the engine kept of answers as they came. The matter is closed all
// the same where that fails.
func (s *Service) wipe(ctx context.Context, id ID) {
	if err := s.db.Wipe(ctx, "consultation_answer"); err != nil {
		slog.ErrorContext(ctx, "wiping the order of answers", "consultation", id, "error", err)
	}
}

// CloseDue closes the matters whose last day is over. For background work alone.
func (s *Service) CloseDue(ctx context.Context, by access.Actor) error {
	if !by.Trusted() {
		return fault.New(fault.Denied, "ui.denied")
	}
	var due []Matter
	err := s.db.Read(ctx, func(tx *db.Tx) (err error) {
		due, err = overdue(tx)
		return err
	})
	for _, m := range due {
		if err == nil {
			err = s.Step(ctx, by, m.ID, m.Version, Closing, StepForm{})
		}
	}
	return err
}
