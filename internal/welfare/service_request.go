package welfare

import (
	"cmp"
	"context"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/feedback/course"
	"chibo/internal/member"
	"chibo/internal/org"
)

// Raise asks for something in a unit. Faults name the fields kind, about, group,
// member, agreed, title, body and wish; what gives somebody away is one of body,
// unless the form says that it is sure.
func (s *Service) Raise(ctx context.Context, by access.Actor, unit org.ID, f Form) (id RequestID, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		w, err := raising(tx, by, unit)
		if err != nil {
			return err
		}
		if err := f.check(w.Called); err != nil {
			return err
		}
		r := Request{
			ID: RequestID(db.NewID()), Unit: unit, Answers: w.Answers.ID, Author: member.ID(by.Person), RaisedOn: tx.Today(), State: Raised,
			path: w.Unit.Path, answersPath: w.Answers.Path,
		}.changed(f)
		id = r.ID
		if err := insertRequest(tx, r); err != nil {
			return err
		}
		if err := recorded(tx, nil, r.deltas(1)); err != nil {
			return err
		}
		if err := r.audit(tx, "raise"); err != nil {
			return err
		}
		return s.tellHandlers(tx, by, r, w.Answers, "welfare.tell_raise", "")
	})
	return id, err
}

// changed is the request as a form has it.
func (r Request) changed(f Form) Request {
	r.Kind, r.About, r.Group, r.Member, r.Title, r.Body, r.Wish = f.Kind, f.About, f.Group, f.Member, f.Title, f.Body, f.Wish
	return r
}

// audit logs what was done with a request: never its words.
func (r Request) audit(tx *db.Tx, what string) error {
	return tx.Audit(db.Entry{
		Action: "welfare." + what, Unit: string(r.Answers), Kind: "welfare_request", Subject: string(r.ID), Person: string(r.Person),
		Data: map[string]any{"kind": r.Kind, "state": r.State, "due": r.Due},
	})
}

// acting reads a request for an act that its state and the actor allow.
func acting(tx *db.Tx, by access.Actor, id RequestID, a Act) (r Request, m Move, err error) {
	if r, err = requestByID(tx, id); err != nil {
		return r, m, err
	}
	switch a {
	case Amending, Withdrawing:
		_, err = org.AuthoriseFor(tx, by, Mind, r.Unit, string(r.Author))
	case Replying:
		_, err = org.AuthoriseFor(tx, by, Answer, r.Answers, string(r.Person))
	default:
		_, err = org.Authorise(tx, by, Handle, r.Answers)
	}
	if err != nil {
		return r, m, err
	}
	m, err = r.after(a)
	return r, m, err
}

// put stores what became of a request over the version that the page showed, counts
// it anew and logs the act.
func put(tx *db.Tx, was, now Request, version int, a Act) error {
	if err := putRequest(tx, now, version); err != nil {
		return err
	}
	if err := recorded(tx, was.deltas(-1), now.deltas(1)); err != nil {
		return err
	}
	return now.audit(tx, string(a))
}

// Amend corrects a request that nobody deals with yet, by who raised it. Faults are
// those of Raise.
func (s *Service) Amend(ctx context.Context, by access.Actor, id RequestID, version int, f Form) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		r, _, err := acting(tx, by, id, Amending)
		if err != nil {
			return err
		}
		called, err := member.CalledTo(tx, r.Unit, tx.Today())
		if err != nil {
			return err
		}
		if err := f.check(called); err != nil {
			return err
		}
		return put(tx, r, r.changed(f), version, Amending)
	})
}

// Assign has a request answered by a part of the unit, or somebody of it, until a
// day. Faults name the fields department, person and due.
func (s *Service) Assign(ctx context.Context, by access.Actor, id RequestID, version int, f course.AssignForm) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		r, m, err := acting(tx, by, id, Assigning)
		if err != nil {
			return err
		}
		called, err := member.CalledTo(tx, r.Answers, tx.Today())
		if err != nil {
			return err
		}
		if err := f.Check(called, tx.Today()); err != nil {
			return err
		}
		now := r
		now.State, now.Charge = m.To, r.With(f)
		if err := put(tx, r, now, version, Assigning); err != nil {
			return err
		}
		if err := s.Notices.TellOthersTx(tx, by, now.notice(now.Person, "welfare.tell_assign")); err != nil {
			return err
		}
		return s.Notices.TellOthersTx(tx, by, now.notice(now.Author, "welfare.tell_given"))
	})
}

// Step does the other acts of Workflow. Faults name the fields words and due.
func (s *Service) Step(ctx context.Context, by access.Actor, id RequestID, version int, a Act, f StepForm) error {
	return s.db.Write(ctx, by, func(tx *db.Tx) error {
		if a == Amending || a == Assigning {
			return fault.New(fault.Invalid, "welfare.not_now")
		}
		r, m, err := acting(tx, by, id, a)
		if err != nil {
			return err
		}
		if err := f.check(a, tx.Today()); err != nil {
			return err
		}
		now := r.stepped(m, f, tx.Today())
		if err := put(tx, r, now, version, a); err != nil {
			return err
		}
		if err := insertStep(tx, id, version+1, Step{Act: a, On: tx.Today(), Words: f.Words}); err != nil {
			return err
		}
		return s.tellStep(tx, by, now, a)
	})
}

// Sheet is a request as its reader sees it.
type Sheet struct {
	Request Request
	Steps   []Step
	Called  []member.Called // who may answer, for who has it answered; who may be named, for who raised it
	Today   db.Date
	minds   bool
	handles bool
	answers bool
}

// Permit says why the reader may not do an act.
func (sh Sheet) Permit(a Act) error {
	ok := sh.handles
	switch a {
	case Amending, Withdrawing:
		ok = sh.minds
	case Replying:
		ok = sh.answers
	}
	if ok {
		return nil
	}
	return fault.New(fault.Denied, "ui.denied")
}

// May reports whether the reader may do it now.
func (sh Sheet) May(a Act) bool {
	return Workflow.Leads(sh.Request.State, a) && sh.Permit(a) == nil
}

// Request gives one request to who reads it, with those who may be chosen in the form
// of an act, "" for none. It makes at most four queries.
func (s *Service) Request(ctx context.Context, by access.Actor, id RequestID, a Act) (sh Sheet, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		sh, err = sheetOf(tx, by, id, a)
		return err
	})
	about := cmp.Or(sh.Request.Member, sh.Request.Author)
	if err == nil && about != "" && string(about) != by.Person && string(sh.Request.Author) != by.Person && s.OnRead != nil {
		s.OnRead(ctx, by, string(sh.Request.Unit), "welfare", string(id), string(about))
	}
	return sh, err
}

func sheetOf(tx *db.Tx, by access.Actor, id RequestID, a Act) (sh Sheet, err error) {
	r, err := requestByID(tx, id)
	if err != nil {
		return sh, err
	}
	raised, answers := r.raising(by), access.Place{Unit: string(r.Answers), Path: r.answersPath, Person: string(r.Person)}
	if access.Can(by, Read, raised) {
		_, err = org.AuthoriseFor(tx, by, Read, r.Unit, raised.Person)
	} else {
		_, err = org.AuthoriseFor(tx, by, Read, r.Answers, answers.Person)
	}
	if err != nil {
		return sh, err
	}
	sh.Request, sh.Today = r, tx.Today()
	sh.minds = access.Can(by, Mind, access.Place{Unit: raised.Unit, Path: raised.Path, Person: string(r.Author)})
	sh.handles, sh.answers = access.Can(by, Handle, answers), access.Can(by, Answer, answers)
	if sh.Steps, err = stepsOf(tx, id); err != nil {
		return sh, err
	}
	switch a {
	case Assigning:
		sh.Called, err = member.CalledTo(tx, r.Answers, sh.Today)
	case Amending:
		sh.Called, err = member.CalledTo(tx, r.Unit, sh.Today)
	}
	return sh, err
}
