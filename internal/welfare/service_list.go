package welfare

import (
	"chibo/internal/access"
	"chibo/internal/org"
)

// Filter chooses requests.
type Filter string

// The filters.
const (
	Waiting Filter = ""
	Overdue Filter = "overdue"
	Ended   Filter = "ended"
)

// Filters lists them as pages show them.
var Filters = []Filter{Waiting, Overdue, Ended}

// Tally is how many requests a reader sees.
type Tally struct {
	All, Waiting, Overdue int
}

// Of is how many requests a filter finds.
func (t Tally) Of(f Filter) int {
	switch f {
	case Waiting:
		return t.Waiting
	case Overdue:
		return t.Overdue
	}
	return t.All - t.Waiting
}

// PageSize is how many requests, or visits, a page of a list has.
const PageSize = 25

// scope is which requests of a unit a reader sees.
type scope struct {
	unit    org.ID
	answers bool   // all that the unit answers
	raised  bool   // all that were raised in it
	person  string // otherwise those that he raised, is named in or answers
}

func scopeOf(by access.Actor, u org.Unit) scope {
	return scope{
		unit: u.ID, answers: access.Can(by, Handle, u.Place()),
		raised: u.Kind.Mass() && access.Can(by, Read, u.Place()), person: by.Person,
	}
}
