package privacy

import (
	"context"
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
)

// logged is the kind of a request in the log.
const logged = "privacy_request"

// answering finds the unit that answers a person's requests: his cell, else his
// other unit, else the one that he serves; the committee above where nobody else
// leads it.
func answering(tx *db.Tx, by access.Actor, person member.ID) (u org.Unit, err error) {
	id, err := homeOf(tx, by, person)
	if err != nil {
		return u, err
	}
	if u, err = org.Of(tx, id); err != nil || u.Parent == "" {
		return u, err
	}
	leaders, err := leadersOf(tx, u)
	if err != nil || len(leaders) == 0 || slices.ContainsFunc(leaders, func(l member.ID) bool { return l != person }) {
		return u, err
	}
	return org.Of(tx, u.Parent)
}

// homeOf is the unit of a person: an open membership of the Party, another place,
// the duty of the actor where it is he, the last cell.
func homeOf(tx *db.Tx, by access.Actor, person member.ID) (org.ID, error) {
	last, ok, err := member.LastParty(tx, person)
	if err != nil || ok && last.To == "" {
		return last.Unit, err
	}
	places, err := member.PlacesOf(tx, person)
	if err != nil {
		return "", err
	}
	for _, p := range places {
		if p.Unit != "" {
			return org.ID(p.Unit), nil
		}
	}
	if by.Person == string(person) {
		for _, d := range by.Duties {
			if d.Unit != "" {
				return org.ID(d.Unit), nil
			}
		}
	}
	if ok {
		return last.Unit, nil
	}
	return "", fault.New(fault.Invalid, "privacy.no_unit")
}

// leadersOf are who answers for a unit that holds members.
func leadersOf(tx *db.Tx, u org.Unit) (all []member.ID, err error) {
	if !u.Kind.Holds {
		return nil, nil
	}
	people, err := member.ProfilesIn(tx, u.ID, tx.Today())
	for _, p := range people {
		if slices.Contains([]member.Post{member.Secretary, member.Deputy, member.MassHead, member.MassDeputy}, p.Post) {
			all = append(all, p.Person)
		}
	}
	return all, err
}

// File asks something about the actor's own data.
func (s *Service) File(ctx context.Context, by access.Actor, f Form) (id ID, err error) {
	if err := signedIn(by); err != nil {
		return "", err
	}
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		var faults fault.Form
		f.check(&faults)
		if err := faults.Err(); err != nil {
			return err
		}
		u, err := answering(tx, by, member.ID(by.Person))
		if err != nil {
			return err
		}
		id, err = s.file(tx, by, u, Request{Person: member.ID(by.Person), Kind: f.Kind, Section: f.Section, Body: f.Body, FiledOn: tx.Today()})
		return err
	})
	return id, err
}

// PaperForm is a request that came in writing.
type PaperForm struct {
	Form
	Person member.ID
	On     db.Date // on which it came in
}

// Enter records a request that somebody who belongs, or belonged, to a unit made
// in writing. Faults name the fields person, on, kind, section and body.
func (s *Service) Enter(ctx context.Context, by access.Actor, unit org.ID, f PaperForm) (id ID, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		u, err := org.Authorise(tx, by, Answer, unit)
		if err != nil {
			return err
		}
		people, err := knownIn(tx, unit)
		if err != nil {
			return err
		}
		var faults fault.Form
		switch i := slices.IndexFunc(people, func(k Known) bool { return k.Person == f.Person }); {
		case i < 0:
			faults.Add("person", "privacy.person_missing")
		case string(f.Person) == by.Person:
			faults.Add("person", "privacy.person_self")
		}
		switch {
		case !f.On.IsDay():
			faults.Add("on", "privacy.day_missing")
		case f.On > tx.Today():
			faults.Add("on", "privacy.day_ahead")
		}
		f.check(&faults)
		if err := faults.Err(); err != nil {
			return err
		}
		id, err = s.file(tx, by, u, Request{Person: f.Person, Kind: f.Kind, Section: f.Section, Body: f.Body, OnPaper: true, FiledOn: f.On})
		return err
	})
	return id, err
}

func (s *Service) file(tx *db.Tx, by access.Actor, u org.Unit, q Request) (ID, error) {
	book, err := org.BookOf(tx, u.ID)
	if err != nil {
		return "", err
	}
	q.ID, q.Unit, q.State = ID(db.NewID()), u.ID, Filed
	q.RespondBy, q.FulfilBy = Clocks(book, q.Kind, q.FiledOn)
	if err := insertRequest(tx, q); err != nil {
		return "", err
	}
	if err := q.audit(tx, "file"); err != nil {
		return "", err
	}
	return q.ID, s.tellLeaders(tx, by, u, q)
}

// audit logs what was done with a request: never its words.
func (q Request) audit(tx *db.Tx, what string) error {
	return tx.Audit(db.Entry{
		Action: "privacy." + what, Unit: string(q.Unit), Kind: logged, Subject: string(q.ID), Person: string(q.Person),
		Data: map[string]any{"kind": q.Kind, "state": q.State, "ground": q.Ground},
	})
}

// Sheet is a request as its reader may see it.
type Sheet struct {
	Request Request
	Unit    org.Unit
	Own     bool   // of the reader himself
	Answers bool   // he may answer it
	Holds   []Hold // in force, for who answers an erasure
	Belongs bool   // the person belongs to a unit today, for who answers an erasure
	Today   db.Date
}

// May reports whether the reader may do it now.
func (sh Sheet) May(a Act) bool {
	return Workflow.Leads(sh.Request.State, a) && sh.Permit(a) == nil
}

// Permit says why the reader may not do an act.
func (sh Sheet) Permit(a Act) error {
	if a == Withdrawing && sh.Own || a != Withdrawing && sh.Answers {
		return nil
	}
	return fault.New(fault.Denied, "ui.denied")
}

// Kept says what keeps the person from being erased: a ground, "" for nothing.
func (sh Sheet) Kept() Ground {
	switch {
	case sh.Belongs:
		return Belonging
	case len(sh.Holds) > 0:
		return sh.Holds[0].Ground
	}
	return ""
}

// sheetOf reads a request and checks that the actor is its person or answers it.
func sheetOf(tx *db.Tx, by access.Actor, id ID) (sh Sheet, err error) {
	if sh.Request, err = byID(tx, id); err != nil {
		return sh, err
	}
	if sh.Unit, err = org.Of(tx, sh.Request.Unit); err != nil {
		return sh, err
	}
	sh.Own, sh.Today = by.Person != "" && string(sh.Request.Person) == by.Person, tx.Today()
	sh.Answers = !sh.Own && access.Can(by, Answer, sh.Unit.Place())
	if !sh.Own && !sh.Answers {
		return sh, access.Check(by, Answer, sh.Unit.Place())
	}
	if !sh.Answers || sh.Request.Kind != Erase || !sh.Request.State.Open() {
		return sh, nil
	}
	if sh.Holds, err = holdsOn(tx, sh.Request.Person); err != nil {
		return sh, err
	}
	sh.Belongs, err = belongs(tx, sh.Request.Person)
	return sh, err
}

// Request gives one request. It makes at most four queries.
func (s *Service) Request(ctx context.Context, by access.Actor, id ID) (sh Sheet, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		sh, err = sheetOf(tx, by, id)
		return err
	})
	if err == nil && string(sh.Request.Person) != by.Person {
		s.log.Read(ctx, by, string(sh.Unit.ID), "privacy_request", string(id), string(sh.Request.Person))
	}
	return sh, err
}

// Step does an act of Workflow. Faults name the fields words and ground. An
// erasure that is fulfilled erases the person: it cannot be undone.
func (s *Service) Step(ctx context.Context, by access.Actor, id ID, version int, a Act, r Reply) error {
	erased := false
	err := s.db.Write(ctx, by, func(tx *db.Tx) error {
		if err := tx.Lock("privacy", string(id)); err != nil {
			return err
		}
		sh, err := sheetOf(tx, by, id)
		if err != nil {
			return err
		}
		if err := sh.Permit(a); err != nil {
			return err
		}
		m, err := sh.Request.after(a)
		if err != nil {
			return err
		}
		if a == Withdrawing {
			r = Reply{}
		} else if err := r.check(a, sh); err != nil {
			return err
		}
		erased = a == Fulfilling && sh.Request.Kind == Erase
		return s.step(tx, by, sh, version, m, r)
	})
	if err == nil && erased {
		s.wipe(ctx)
	}
	return err
}

func (s *Service) step(tx *db.Tx, by access.Actor, sh Sheet, version int, m Move, r Reply) error {
	q := sh.Request
	q.State = m.To
	if m.Act == Taking {
		q.TakenOn, q.Course = sh.Today, r.Words
	} else {
		q.ClosedOn, q.Answer, q.Ground = sh.Today, r.Words, r.Ground
	}
	if err := putRequest(tx, q, version); err != nil {
		return err
	}
	if err := q.audit(tx, string(m.Act)); err != nil {
		return err
	}
	if m.Act == Fulfilling && q.Kind == Erase {
		if kept := sh.Kept(); kept != "" {
			return fault.New(fault.Invalid, "privacy.kept_"+string(kept))
		}
		return s.erase(tx, by, q.Person, tx.Now)
	}
	if q.Ground != "" && q.Ground != Belonging {
		if err := s.hold(tx, q); err != nil {
			return err
		}
	}
	return s.tellPerson(tx, by, sh.Unit, q, m.Act)
}

// PageSize is how many requests a page of the list has.
const PageSize = 25

// List is the requests that a unit answers.
type List struct {
	Unit     org.Unit
	Requests []Request
	Tally    Tally
	Today    db.Date
	Page     int
	Pages    int
}

// List gives a page, from 1, of the requests that a unit answers: the open ones
// first, by what is due. It makes three queries.
func (s *Service) List(ctx context.Context, by access.Actor, unit org.ID, page int) (l List, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if l.Unit, err = org.Authorise(tx, by, Answer, unit); err != nil {
			return err
		}
		l.Today = tx.Today()
		if l.Tally, err = tallyOf(tx, unit); err != nil {
			return err
		}
		l.Pages = max(1, (l.Tally.All+PageSize-1)/PageSize)
		l.Page = min(max(1, page), l.Pages)
		l.Requests, err = ofUnit(tx, unit, PageSize, (l.Page-1)*PageSize)
		return err
	})
	return l, err
}

// People gives whom a leader of a unit may enter a request for.
func (s *Service) People(ctx context.Context, by access.Actor, unit org.ID) (u org.Unit, all []Known, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if u, err = org.Authorise(tx, by, Answer, unit); err != nil {
			return err
		}
		all, err = knownIn(tx, unit)
		return err
	})
	return u, all, err
}
