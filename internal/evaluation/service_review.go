package evaluation

import (
	"context"
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/org"
)

// Open begins the review of a period in a cell, with a file of the cell itself
// and of each member who is not exempt.
func (s *Service) Open(ctx context.Context, by access.Actor, unit org.ID, f OpenForm) (id ID, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		u, err := org.Authorise(tx, by, Lead, unit)
		if err != nil {
			return err
		}
		if !u.Kind.Holds || u.Kind.Mass() {
			return fault.New(fault.Invalid, "evaluation.no_cell")
		}
		if err := f.check(tx.Today()); err != nil {
			return err
		}
		v := Review{ID: ID(db.NewID()), Unit: unit, UnitName: u.Name, Period: f.Period, State: Open, Due: f.Due, OpenedOn: tx.Today()}
		if err := insertReview(tx, v); err != nil {
			return err
		}
		files, err := due(tx, v)
		if err != nil {
			return err
		}
		if err := insertFiles(tx, files); err != nil {
			return err
		}
		id = v.ID
		if err := s.tell(tx, by, v, "open", peopleOf(files)); err != nil {
			return err
		}
		return v.audit(tx, "open", map[string]any{"year": f.Period.Year, "quarter": f.Period.Quarter, "files": len(files)})
	})
	return id, err
}

// due are the files that a review should have today.
func due(tx *db.Tx, v Review) ([]File, error) {
	people, err := member.ProfilesIn(tx, v.Unit, tx.Today())
	files := []File{{ID: FileID(db.NewID()), Review: v.ID, Form: OfUnit}}
	for i, p := range people {
		if p.State == member.Exempt {
			continue
		}
		f := File{ID: FileID(db.NewID()), Review: v.ID, Person: p.Person, Turn: turnOf(p.Post), Ordinal: i + 1, Form: Form2A, Suspended: p.Barred()}
		if p.Leads() || p.KeyCadre {
			f.Form = Form2B
		}
		files = append(files, f)
	}
	return files, err
}

// peopleOf are the people who have something to write.
func peopleOf(files []File) (people []member.ID) {
	for _, f := range files {
		if f.Person != "" && !f.Suspended {
			people = append(people, f.Person)
		}
	}
	return people
}

// act does an act of the workflow: change has the review as it will stand.
func (s *Service) act(ctx context.Context, by access.Actor, id ID, version int, a Act, change func(tx *db.Tx, v *Review, files []File) error) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		v, files, u, err := acting(tx, by, id, a)
		if err != nil {
			return err
		}
		if version != v.Version {
			return fault.Overtaken(nil)
		}
		if err := change(tx, &v, files); err != nil {
			return err
		}
		if err := putReview(tx, v, version); err != nil {
			return err
		}
		if err := s.tellMove(tx, by, v, u, a, files); err != nil {
			return err
		}
		return v.audit(tx, string(a), map[string]any{"state": v.State})
	})
}

// acting reads a review for an act: it authorises, takes the lock of the review,
// and checks state and files. The review is given as it will stand.
func acting(tx *db.Tx, by access.Actor, id ID, a Act) (v Review, files []File, u org.Unit, err error) {
	if err := tx.Lock("evaluation", string(id)); err != nil {
		return v, nil, u, err
	}
	if v, err = reviewOf(tx, id); err != nil {
		return v, nil, u, err
	}
	if u, err = org.Authorise(tx, by, Workflow.Who(a), v.Unit); err != nil {
		return v, nil, u, err
	}
	if !may(by, Workflow.Who(a), u) {
		return v, nil, u, fault.New(fault.Denied, "ui.denied")
	}
	m, err := Workflow.After(v.State, a, "evaluation.not_when_"+string(v.State))
	if err != nil {
		return v, nil, u, err
	}
	if files, err = filesOf(tx, v); err != nil {
		return v, nil, u, err
	}
	v.State = m.To
	return v, files, u, v.ready(a, files)
}

// Refresh lets the list follow who belongs to the unit today. Who left keeps his
// file if something was written in it.
func (s *Service) Refresh(ctx context.Context, by access.Actor, id ID, version int) error {
	return s.act(ctx, by, id, version, Refreshing, func(tx *db.Tx, v *Review, files []File) error {
		now, err := due(tx, *v)
		if err != nil {
			return err
		}
		var added []File
		for _, f := range now {
			i := slices.IndexFunc(files, func(old File) bool { return old.Person == f.Person })
			if i < 0 {
				added = append(added, f)
				continue
			}
			f.ID = files[i].ID
			if err := place(tx, f); err != nil {
				return err
			}
		}
		for _, old := range files {
			stays := slices.ContainsFunc(now, func(f File) bool { return f.Person == old.Person })
			if stays || old.Begun() {
				continue
			}
			if err := dropFile(tx, old.ID); err != nil {
				return err
			}
		}
		return insertFiles(tx, added)
	})
}

// Convene lays the files before the cell for the meeting of a day, with the facts
// as they stand. Faults name held_on.
func (s *Service) Convene(ctx context.Context, by access.Actor, id ID, version int, heldOn db.Date) error {
	return s.act(ctx, by, id, version, Convening, func(tx *db.Tx, v *Review, files []File) error {
		if !heldOn.IsDay() || heldOn < v.OpenedOn || heldOn > tx.Today().AddMonths(3) {
			return fault.At("held_on", "evaluation.held_invalid", v.OpenedOn)
		}
		v.HeldOn = heldOn
		book, err := factsIn(tx, v.Unit, v.Period)
		if err != nil {
			return err
		}
		for _, f := range files {
			facts := book.about(f)
			if err := putFacts(tx, f.ID, &facts); err != nil {
				return err
			}
		}
		return nil
	})
}

// Reopen gives the files back to those who write, as long as nothing was voted on.
func (s *Service) Reopen(ctx context.Context, by access.Actor, id ID, version int) error {
	return s.act(ctx, by, id, version, Reopening, func(tx *db.Tx, v *Review, files []File) error {
		v.HeldOn = ""
		for _, f := range files {
			if err := putFacts(tx, f.ID, nil); err != nil {
				return err
			}
		}
		return nil
	})
}

// Send passes the proposals to the committee above.
func (s *Service) Send(ctx context.Context, by access.Actor, id ID, version int) error {
	return s.act(ctx, by, id, version, Sending, func(tx *db.Tx, v *Review, _ []File) error {
		v.SentOn, v.Wanted = tx.Today(), ""
		return nil
	})
}

// GiveBack returns the proposals to the cell, with what is wanted. Faults name
// wanted.
func (s *Service) GiveBack(ctx context.Context, by access.Actor, id ID, version int, wanted string) error {
	return s.act(ctx, by, id, version, Returning, func(_ *db.Tx, v *Review, _ []File) error {
		v.Wanted, v.SentOn = i18n.Clean(wanted), ""
		var faults fault.Form
		if v.Wanted == "" {
			faults.Add("wanted", "evaluation.wanted_missing")
		}
		meeting.Sayable(&faults, "wanted", v.Wanted, textMax)
		return faults.Err()
	})
}

// Decide enters the superior's decision: its levels stand beside those that the
// cell proposes.
func (s *Service) Decide(ctx context.Context, by access.Actor, id ID, version int, d Decision) error {
	return s.act(ctx, by, id, version, Deciding, func(tx *db.Tx, v *Review, files []File) error {
		book, err := org.BookOf(tx, v.Unit)
		if err != nil {
			return err
		}
		if err := d.check(*v, files, levelsOn(book, v.HeldOn), tx.Today()); err != nil {
			return err
		}
		v.DecisionNo, v.DecisionOn = d.Number, d.On
		for _, f := range files {
			if err := putDecided(tx, f.ID, d.Levels[f.ID]); err != nil {
				return err
			}
		}
		return nil
	})
}

// audit logs what was done to a review: no level, no words.
func (v Review) audit(tx *db.Tx, action string, data any) error {
	return tx.Audit(db.Entry{Action: "evaluation." + action, Unit: string(v.Unit), Kind: "evaluation_review", Subject: string(v.ID), Data: data})
}
