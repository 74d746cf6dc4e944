package admission

import (
	"context"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/member"
	"chibo/internal/rulebook"
)

// PersonForm is what a cell corrects about a candidate.
type PersonForm struct {
	Name       string
	Birth      db.Date // may be partial
	Department string  // may be empty
	Job        string  // may be empty
}

// correctable refuses a candidate who is not on the list, and one who is a
// member by now: his record is the register's.
func (c Candidate) correctable() error {
	switch stage := c.stage(); {
	case stage.Admitted():
		return fault.New(fault.Invalid, "admission.correct_member")
	case StageOf(stage) < 0:
		return fault.New(fault.Invalid, "admission.not_when_"+string(c.State))
	}
	return nil
}

// MayCorrect reports whether the reader may correct who the candidate is.
func (sh Sheet) MayCorrect() bool { return sh.Leads && sh.Candidate.correctable() == nil }

// Correct corrects what is known of a candidate until the ceremony, over the
// version of the person that the page showed. Faults name the fields of
// PersonForm: name, birth, department, job.
func (s *Service) Correct(ctx context.Context, by access.Actor, id ID, version int, f PersonForm) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		a, err := locked(tx, by, Lead, id)
		if err != nil {
			return err
		}
		if err := a.correctable(); err != nil {
			return err
		}
		var faults fault.Form
		if f.Birth == "" {
			faults.Add("birth", "admission.birth_missing")
		}
		err = s.members.AmendOutsiderTx(tx, by, a.Unit, member.Person{
			ID: a.Person, Name: f.Name, Birth: f.Birth, Department: i18n.Line(f.Department), Job: i18n.Line(f.Job), Version: version,
		})
		if !faults.Take("name", err) && err != nil {
			return err
		}
		if err := faults.Err(); err != nil {
			return err
		}
		return a.audit(tx, Correcting, nil)
	})
}

// keepsProposals reports whether the organisation notes at all whom it proposed
// for the planning and training of cadres: it does not unless it says so.
func keepsProposals(book *rulebook.Book, on db.Date) bool {
	rule, ok := rulebook.AdmissionCadre.At(book, string(on), nil)
	return ok && rule.Value
}

// proposable refuses a candidate of whom no proposal is noted.
func (s *Service) proposable(tx *db.Tx, c Candidate) error {
	book, err := s.book(tx, c.Unit)
	switch {
	case err != nil:
		return err
	case !keepsProposals(book, tx.Today()):
		return fault.New(fault.Invalid, "admission.cadre_off")
	case StageOf(c.stage()) < 0:
		return fault.New(fault.Invalid, "admission.not_when_"+string(c.State))
	}
	return nil
}

// Propose notes since when somebody is proposed for the planning or the training
// of cadres, also once he is a member; a day that is empty takes it back. Where
// the organisation does not note it, it is Invalid. Faults name the fields
// planned and fostered.
func (s *Service) Propose(ctx context.Context, by access.Actor, id ID, version int, p Proposal) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		a, err := locked(tx, by, Lead, id)
		if err != nil {
			return err
		}
		if err := s.proposable(tx, a.Candidate); err != nil {
			return err
		}
		var faults fault.Form
		if p.PlannedOn != "" {
			day(&faults, "planned", p.PlannedOn, "", tx.Today())
		}
		if p.FosteredOn != "" {
			day(&faults, "fostered", p.FosteredOn, "", tx.Today())
		}
		if err := faults.Err(); err != nil {
			return err
		}
		a.Proposal = p
		if err := put(tx, a.Candidate, version); err != nil {
			return err
		}
		return a.audit(tx, Proposing, nil)
	})
}
