package welfare

import (
	"chibo/internal/access"
	"chibo/internal/org"
)

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
