package member

import (
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/org"
)

// Brief is what a list says of somebody. Class: cell, but for the birth, which
// is the committee's.
type Brief struct {
	Name       string
	Department string
	Job        string
	Birth      db.Date
}

// BriefsOf gives some people in brief. It makes one query, none for nobody, and
// is for capabilities that have authorised already.
func BriefsOf(tx *db.Tx, ids ...ID) (map[ID]Brief, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	return briefs(tx, ids)
}

// ProbationersIn lists the probationary members of a unit today, in the
// Vietnamese order of names. It makes one query, and is for capabilities that
// have authorised already.
func ProbationersIn(tx *db.Tx, unit org.ID) ([]Row, error) {
	all, _, err := probationers(tx, unit)
	return all, err
}

// EnterOutsiderTx records somebody in whom a cell takes an interest: he is no member of
// it by that. Where a person of the same name and birth belongs to a chapter beside the
// cell, whom says whether it is he, and the fault at the field whom asks. known is that
// person, if there is one: the caller logs that he was found.
func (s *Service) EnterOutsiderTx(tx *db.Tx, by access.Actor, unit org.ID, p Person, whom Whom) (id, known ID, err error) {
	u, err := org.Authorise(tx, by, Keep, unit)
	if err != nil {
		return "", "", err
	}
	f := Form{Person: p, Status: Associate, Whom: whom}
	if err := f.Check(tx.Today()); err != nil {
		return "", "", err
	}
	if known, err = whomBeside(tx, u, f); err != nil || known != "" {
		return known, known, err
	}
	f.ID = ID(db.NewID())
	if err := insertPerson(tx, f.Person); err != nil {
		return "", "", err
	}
	return f.ID, "", s.note(tx, Keep, unit, f.ID, f.Person)
}

// AmendOutsiderTx corrects name, birth, department and job of somebody who is no
// member of the Party, for a cell that takes an interest in him, over the version
// that the page showed; what else is known of him stays. A member is Invalid:
// his record is kept where he belongs.
func (s *Service) AmendOutsiderTx(tx *db.Tx, by access.Actor, unit org.ID, p Person) error {
	if _, err := org.Authorise(tx, by, Keep, unit); err != nil {
		return err
	}
	before, err := personByID(tx, p.ID)
	if err != nil {
		return err
	}
	memberships, err := membershipsOf(tx, p.ID)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(memberships, func(m Membership) bool { return m.Body == "party" && m.To == "" }) {
		return fault.New(fault.Invalid, "member.is_member")
	}
	f := Form{Person: before, Status: Associate}
	f.Name, f.Birth, f.Department, f.Job, f.Version = p.Name, p.Birth, p.Department, p.Job, p.Version
	if err := f.Check(tx.Today()); err != nil {
		return err
	}
	if err := updatePerson(tx, f.Person); err != nil {
		return stale(tx, err, p.ID)
	}
	return s.note(tx, Keep, unit, p.ID, db.Change{From: before, To: f.Person})
}

// RecogniseTx makes a probationary member of a unit an official one: he votes
// from the day of the decision, and is official as of a day that may lie before
// it (Charter, article 5). Whoever is no probationary member of the unit is
// NotFound.
func (s *Service) RecogniseTx(tx *db.Tx, by access.Actor, id ID, unit org.ID, decided, officialOn db.Date) error {
	u, err := org.Authorise(tx, by, Keep, unit)
	if err != nil {
		return err
	}
	memberships, err := membershipsOf(tx, id)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(memberships, func(m Membership) bool {
		return m.Unit == unit && m.To == "" && m.Status == Probationary && m.From <= decided
	}) {
		return db.ErrNone
	}
	p, err := partyOf(tx, id)
	if err != nil {
		return err
	}
	p.OfficialOn = officialOn
	if err := putParty(tx, id, p); err != nil {
		return err
	}
	if err := endMembership(tx, id, unit, decided, "recognised"); err != nil {
		return err
	}
	m := Membership{Unit: unit, Body: u.Kind.Body, Status: Official, From: decided}
	if err := insertMembership(tx, id, m); err != nil {
		return err
	}
	if err := s.changed(tx, by, id); err != nil {
		return err
	}
	return s.note(tx, Keep, unit, id, map[string]any{"official_on": officialOn, "decided_on": decided})
}

// PersonsOf gives what is known of some people, as papers on them say it. Class:
// committee. It makes one query, for nobody none, and is for capabilities that
// have authorised already and note the reading.
func PersonsOf(tx *db.Tx, ids ...ID) (map[ID]Person, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	return persons(tx, ids)
}
