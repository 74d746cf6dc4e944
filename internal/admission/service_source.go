package admission

import (
	"context"
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/member"
	"chibo/internal/org"
)

// NominationForm is what an officer of a mass organisation writes: whom of its
// members he nominates to which cell, when the organisation did so, and why.
type NominationForm struct {
	Person member.ID
	Cell   org.ID
	On     db.Date
	Reason string
}

// Choice is what the officer may choose from.
type Choice struct {
	Chapter org.Unit
	Today   db.Date
	People  []member.Profile // members of the chapter who are in no cell
	Cells   []org.Unit       // the one that the chapter stands under, or all under its committee
}

// PrepareNomination gives what the form of a nomination offers. It makes four
// queries.
func (s *Service) PrepareNomination(ctx context.Context, by access.Actor, chapter org.ID) (c Choice, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		c, err = choiceOf(tx, by, chapter)
		return err
	})
	return c, err
}

func choiceOf(tx *db.Tx, by access.Actor, chapter org.ID) (c Choice, err error) {
	if c.Chapter, err = org.Authorise(tx, by, Nominate, chapter); err != nil {
		return c, err
	}
	if !c.Chapter.Kind.Mass() {
		return c, fault.New(fault.NotFound, "ui.not_found")
	}
	c.Today = tx.Today()
	all, err := member.ProfilesIn(tx, chapter, c.Today)
	if err != nil {
		return c, err
	}
	for _, p := range all {
		if !p.InCell {
			c.People = append(c.People, p)
		}
	}
	parent, err := org.Of(tx, c.Chapter.Parent)
	if err != nil {
		return c, err
	}
	if parent.Kind.Holds {
		c.Cells = []org.Unit{parent}
		return c, nil
	}
	units, err := org.Under(tx, parent.Path)
	for _, u := range units {
		if u.Kind.Holds && !u.Kind.Mass() {
			c.Cells = append(c.Cells, u)
		}
	}
	return c, err
}

// Nominate names a member of a chapter to a cell, which decides whether he comes
// onto its list; its committee is told. Faults name the fields person, cell, on
// and reason.
func (s *Service) Nominate(ctx context.Context, by access.Actor, chapter org.ID, f NominationForm) (id ID, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		c, err := choiceOf(tx, by, chapter)
		if err != nil {
			return err
		}
		var faults fault.Form
		if !slices.ContainsFunc(c.People, func(p member.Profile) bool { return p.Person == f.Person }) {
			faults.Add("person", "admission.person_missing")
		}
		if !slices.ContainsFunc(c.Cells, func(u org.Unit) bool { return u.ID == f.Cell }) {
			faults.Add("cell", "admission.cell_missing")
		}
		day(&faults, "on", f.On, "", tx.Today())
		f.Reason = said(&faults, "reason", f.Reason, "admission.reason_missing")
		if err := faults.Err(); err != nil {
			return err
		}
		a := about{Candidate: Candidate{
			ID: ID(db.NewID()), Unit: f.Cell, Person: f.Person, Chapter: chapter, State: Nominated, Since: f.On, NominatedOn: f.On,
			Words: Words{NominatedBy: member.ID(by.Person), Reason: f.Reason},
		}}
		id = a.ID
		return s.begin(tx, by, a, Nominating)
	})
	return id, err
}

// begin stores a new candidate.
func (s *Service) begin(tx *db.Tx, by access.Actor, a about, act Act) error {
	if err := insert(tx, a.Candidate); err != nil {
		return err
	}
	if err := a.audit(tx, act, change{To: a.State, On: a.ListedOn, No: a.ListedNo}); err != nil {
		return err
	}
	return s.tellStep(tx, by, a, act)
}

// cellOf authorises an action in a cell.
func cellOf(tx *db.Tx, by access.Actor, action access.Action, unit org.ID) (org.Unit, error) {
	u, err := org.Authorise(tx, by, action, unit)
	if err == nil && (u.Kind.Mass() || !u.Kind.Holds) {
		err = fault.New(fault.NotFound, "ui.not_found")
	}
	return u, err
}

// Prepare gives the cell in which the actor may put people on the list, with its
// probationary members, for the forms that begin a way. It makes two queries.
func (s *Service) Prepare(ctx context.Context, by access.Actor, unit org.ID) (u org.Unit, people []member.Row, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		if u, err = cellOf(tx, by, Lead, unit); err != nil {
			return err
		}
		people, err = member.ProbationersIn(tx, unit)
		return err
	})
	return u, people, err
}

// List puts somebody on the cell's list whom nobody nominated, by the cell's
// resolution. Where a person of the same name and birth belongs to a chapter beside the
// cell, the fault at the field whom asks whether it is he. Faults name the fields of
// NewForm: name, birth, whom, department, job, reason, on, no.
func (s *Service) List(ctx context.Context, by access.Actor, unit org.ID, f NewForm) (id ID, err error) {
	known := member.ID("")
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		if _, err := cellOf(tx, by, Lead, unit); err != nil {
			return err
		}
		var faults fault.Form
		f.Resolution.check(&faults, "", tx.Today())
		f.Reason = said(&faults, "reason", f.Reason, "admission.reason_missing")
		if f.Birth == "" {
			faults.Add("birth", "admission.birth_missing")
		}
		var person member.ID
		person, known, err = s.members.EnterOutsiderTx(tx, by, unit, member.Person{
			Name: f.Name, Birth: f.Birth, Department: i18n.Line(f.Department), Job: i18n.Line(f.Job),
		}, f.Whom)
		if !faults.Take("name", err) && err != nil {
			return err
		}
		if known != "" && err == nil {
			if m, ok, err := member.LastParty(tx, known); err != nil {
				return err
			} else if ok && m.To == "" {
				faults.Add("name", "admission.member_already")
			}
		}
		if err := faults.Err(); err != nil {
			return err
		}
		a := about{Candidate: Candidate{
			ID: ID(db.NewID()), Unit: unit, Person: person, State: Listed, Since: f.On, ListedOn: f.On,
			Words: Words{Reason: f.Reason, ListedNo: f.No},
		}}
		id = a.ID
		return s.begin(tx, by, a, Listing)
	})
	if known != "" && s.OnRead != nil {
		s.OnRead(ctx, by, string(unit), "person", string(known), string(known))
	}
	return id, err
}

// Enter begins the dossier of somebody who was admitted before the cell used
// chibo: a probationary member whose day of admission is known. Faults name the
// field person.
func (s *Service) Enter(ctx context.Context, by access.Actor, unit org.ID, person member.ID) (id ID, err error) {
	err = s.db.Write(ctx, by, func(tx *db.Tx) error {
		if _, err := cellOf(tx, by, Lead, unit); err != nil {
			return err
		}
		people, err := member.ProbationersIn(tx, unit)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(people, func(p member.Row) bool { return p.Person == person })
		switch {
		case i < 0:
			return fault.At("person", "admission.person_missing")
		case !people[i].Party.AdmittedOn.IsDay():
			return fault.At("person", "admission.admission_unknown")
		}
		a := about{Candidate: Candidate{
			ID: ID(db.NewID()), Unit: unit, Person: person, State: Probation, Since: people[i].Party.AdmittedOn, AdmittedOn: people[i].Party.AdmittedOn,
		}}
		id = a.ID
		return s.begin(tx, by, a, Entering)
	})
	return id, err
}

// Accept puts somebody who was nominated on the cell's list, by its resolution.
// Faults name the fields on and no.
func (s *Service) Accept(ctx context.Context, by access.Actor, id ID, version int, r Resolution) error {
	return s.do(ctx, by, id, version, Accepting, func(tx *db.Tx, a *about) (Act, Resolution, error) {
		var faults fault.Form
		r.check(&faults, a.NominatedOn, tx.Today())
		a.ListedOn, a.ListedNo = r.On, r.No
		return Accepting, r, faults.Err()
	})
}

// Decline does not put somebody who was nominated on the list, for a reason, at
// the field reason.
func (s *Service) Decline(ctx context.Context, by access.Actor, id ID, version int, reason string) error {
	return s.aside(ctx, by, id, version, Declining, reason)
}

// Stop ends a way for the time being, for a reason, at the field reason.
func (s *Service) Stop(ctx context.Context, by access.Actor, id ID, version int, reason string) error {
	return s.aside(ctx, by, id, version, Stopping, reason)
}

// Resume goes on where a way was stopped, for a reason, at the field reason.
func (s *Service) Resume(ctx context.Context, by access.Actor, id ID, version int, reason string) error {
	return s.aside(ctx, by, id, version, Resuming, reason)
}

func (s *Service) aside(ctx context.Context, by access.Actor, id ID, version int, act Act, reason string) error {
	return s.do(ctx, by, id, version, act, func(_ *db.Tx, a *about) (Act, Resolution, error) {
		var faults fault.Form
		a.Outcome = said(&faults, "reason", reason, "admission.reason_missing")
		if act == Stopping {
			a.Was = a.State
		}
		return act, Resolution{}, faults.Err()
	})
}
