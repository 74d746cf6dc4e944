package org

import (
	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
)

// Ended reports whether the unit stands no more.
func (u Unit) Ended() bool { return u.Until != "" }

// AuthoriseFor is Authorise for what belongs to a person in the unit.
func AuthoriseFor(tx *db.Tx, by access.Actor, action access.Action, id ID, person string) (Unit, error) {
	u, err := Of(tx, id)
	if fault.Is(err, fault.NotFound) {
		return past(tx, by, action, id, person)
	}
	if err != nil {
		return Unit{}, err
	}
	place := u.Place()
	place.Person = person
	return u, access.Check(by, action, place)
}

// Known reads a unit as it stands today, or as it stood last, for a page that
// names it. Nobody may do anything at one that has ended.
func Known(tx *db.Tx, id ID) (Unit, error) {
	u, err := Of(tx, id)
	if fault.Is(err, fault.NotFound) {
		u, err = lastOf(tx, id)
		u.Path = nowhere
	}
	return u, err
}

// nowhere is the path of a place that only trusted hands reach.
const nowhere = "-"

// past reads a unit that has ended, for who may do the action where its records
// are kept now: what it was merged into inherits them; what was dissolved without
// an heir, those above may read. Its records are only read: who would change one
// is told since when it stands no more.
func past(tx *db.Tx, by access.Actor, action access.Action, id ID, person string) (Unit, error) {
	u, err := lastOf(tx, id)
	if err != nil {
		return Unit{}, err
	}
	next, err := successionOf(tx, id)
	if err != nil {
		return Unit{}, err
	}
	switch {
	case len(next) == 0:
		u.Path = nowhere
	case next[0].merged:
		u.Path, u.Heir, u.HeirName = next[0].path, next[0].id, next[0].name
	default:
		u.Path = next[0].path + label(id)
	}
	if err := access.Check(by, action, access.Place{Unit: string(id), Path: u.Path, Person: person}); err != nil || tx.Reading() {
		return u, err
	}
	if u.Heir != "" {
		return u, fault.New(fault.Invalid, "org.was_merged", u.Name, u.Until, u.HeirName)
	}
	return u, fault.New(fault.Invalid, "org.was_dissolved", u.Name, u.Until)
}
