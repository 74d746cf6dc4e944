package member

import (
	"slices"

	"chibo/internal/db"
	"chibo/internal/member/roster"
	"chibo/internal/org"
)

// Whom says who somebody is that is entered in a chapter or a cell, where a person of
// that name and birth belongs beside it.
type Whom string

// The answers.
const (
	KnownPerson   Whom = "known" // the person who is known: he joins the unit too
	AnotherPerson Whom = "other" // somebody else of that name and birth
)

// Match is a row of a list of a chapter or a cell that names, by name and whole date of
// birth, somebody who belongs beside it. It says no more of him.
type Match struct {
	Row   int
	Name  string
	Birth db.Date
	Whom  Whom

	person ID
}

// keeper is the membership in whose unit a person's record is kept on a day: that in a
// party unit, without one the first that was entered; ok is false for who belongs
// nowhere. The ids tell which was first: days can be written back.
func keeper(all []Membership, today db.Date) (kept Membership, ok bool) {
	for _, m := range all {
		switch {
		case m.To != "" && m.To <= today:
		case !ok, m.Body == "party" && kept.Body != "party", m.Body != "party" && kept.Body != "party" && m.ID < kept.ID:
			kept, ok = m, true
		}
	}
	return kept, ok
}

// keptIn reports whether the person's record is kept in the unit, or nowhere.
func (k *knownPerson) keptIn(unit org.ID, today db.Date) bool {
	var all []Membership
	for _, m := range k.places {
		if m.now {
			all = append(all, m.Membership)
		}
	}
	kept, ok := keeper(all, today)
	return !ok || kept.Unit == unit
}

// besides finds who belongs beside the unit and bears the row's name and whole
// date of birth. Nothing else is compared: an officer who tries what he does not know
// learns nothing from whether somebody is offered. Of several who was entered first is.
func (kp *knownPeople) besides(row *roster.Row, unit org.ID) (found *knownPerson) {
	if !db.Date(row.Birth).Whole() {
		return nil
	}
	for _, k := range kp.byName[foldName(row.Name)] {
		_, here := k.statusIn(unit)
		if k.beside && !here && k.row == 0 && string(k.form.Birth) == row.Birth && (found == nil || k.form.ID < found.form.ID) {
			found = k
		}
	}
	return found
}

// plain is a list without what a chapter does not keep of its members.
func plain(listed *roster.Roster) *roster.Roster {
	l := *listed
	l.Rows = slices.Clone(listed.Rows)
	for i := range l.Rows {
		r := &l.Rows[i]
		r.Admitted, r.Official, r.Card, r.OldCard, r.CardOn, r.CardPlace = "", "", "", "", "", ""
	}
	return &l
}

// match looks beside the unit for the row that is nobody of its own, and notes
// whom it found; nil stands for somebody new.
func (p *planner) match(row *roster.Row, unit org.ID) *knownPerson {
	k := p.known.besides(row, unit)
	if k == nil {
		return nil
	}
	m := Match{Row: row.Row, Name: row.Name, Birth: db.Date(row.Birth), Whom: KnownPerson, person: k.form.ID}
	if slices.Contains(p.others, row.Row) {
		m.Whom, k = AnotherPerson, nil
	} else {
		k.row = row.Row
	}
	p.p.Matches = append(p.p.Matches, m)
	return k
}

// bare is the row without what another unit keeps.
func (r Row) bare() Row {
	return Row{Person: r.Person, Name: r.Name, Department: r.Department, Job: r.Job, Post: r.Post, Status: r.Status, State: r.State, Elsewhere: true}
}

// bare is the record without what another unit keeps.
func (rec Record) bare() Record {
	p := rec.Person
	return Record{Person: Person{ID: p.ID, Name: p.Name, Department: p.Department, Job: p.Job}, Post: rec.Post, Status: rec.Status, State: rec.State}
}
