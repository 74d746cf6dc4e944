package admission

import (
	"context"
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
)

// Note adds an entry to the mentors' book: a mentor of the candidate, or the
// committee for him. Faults name the fields of NoteForm: on, help, progress,
// proposal.
func (s *Service) Note(ctx context.Context, by access.Actor, id ID, f NoteForm) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		a, err := locked(tx, by, Help, id)
		if err != nil {
			return err
		}
		if err := a.writable(); err != nil {
			return err
		}
		if err := f.check(tx.Today()); err != nil {
			return err
		}
		if err := insertNote(tx, id, member.ID(by.Person), f); err != nil {
			return err
		}
		return a.audit(tx, Noting, change{On: f.On})
	})
}

// amending is locked for what the committee writes into an open dossier, over
// the version that the page showed.
func (s *Service) amending(ctx context.Context, by access.Actor, id ID, version int, what Act, f func(tx *db.Tx, a about) error) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		a, err := locked(tx, by, Lead, id)
		if err != nil {
			return err
		}
		if err := a.writable(); err != nil {
			return err
		}
		if err := f(tx, a); err != nil {
			return err
		}
		if err := put(tx, a.Candidate, version); err != nil {
			return err
		}
		return a.audit(tx, what, nil)
	})
}

// Weigh writes the criteria sheet: evidence in words on each of the six, at the
// fields of their names. An empty one is taken away.
func (s *Service) Weigh(ctx context.Context, by access.Actor, id ID, version int, words map[Criterion]string) error {
	return s.amending(ctx, by, id, version, Weighing, func(tx *db.Tx, a about) error {
		var faults fault.Form
		now, err := evidenceOf(tx, id)
		if err != nil {
			return err
		}
		stands := map[Criterion]string{}
		for _, e := range now {
			stands[e.Kind] = e.Body
		}
		for _, c := range Criteria {
			words[c] = said(&faults, string(c), words[c], "")
		}
		if err := faults.Err(); err != nil {
			return err
		}
		for _, c := range Criteria {
			if words[c] == stands[c] {
				continue
			}
			if err := putEvidence(tx, id, c, words[c], member.ID(by.Person)); err != nil {
				return err
			}
		}
		return nil
	})
}

// File notes that a paper of the checklist is there since a day, or, where gone,
// that it is not after all. What a step brings is not filed by hand. Faults name
// the fields paper and on.
func (s *Service) File(ctx context.Context, by access.Actor, id ID, version int, code string, on db.Date, gone bool) error {
	return s.amending(ctx, by, id, version, Checking, func(tx *db.Tx, a about) error {
		book, d, err := s.dossier(tx, a)
		if err != nil {
			return err
		}
		papers, _ := checklist(book, a.listDay(tx.Today()), d.Papers)
		var faults fault.Form
		if !slices.ContainsFunc(papers, func(p Paper) bool { return p.Code == code && p.ByHand() }) {
			faults.Add("paper", "admission.paper_missing")
		}
		if gone {
			on = ""
		} else {
			day(&faults, "on", on, "", tx.Today())
		}
		if err := faults.Err(); err != nil {
			return err
		}
		return putPaper(tx, id, code, on)
	})
}

// ByHand reports whether the paper is noted on the checklist itself and not by
// the step that brings it.
func (p Paper) ByHand() bool {
	switch number(p.Code) {
	case 6, 9, 13, 16:
		return false
	}
	return p.Code != Certificate
}

// Ask writes what those who were asked said of a candidate: before admission, or
// before recognition once he is admitted. Faults name the fields of Opinion.
func (s *Service) Ask(ctx context.Context, by access.Actor, id ID, version int, o Opinion) error {
	return s.amending(ctx, by, id, version, Asking, func(tx *db.Tx, a about) error {
		o.Phase = a.Phase()
		if err := o.check(tx.Today()); err != nil {
			return err
		}
		return putOpinion(tx, id, o)
	})
}

// Phase is the time at which people are asked about the candidate now.
func (c Candidate) Phase() Phase {
	if c.stage().Admitted() {
		return ToRecognise
	}
	return ToAdmit
}
