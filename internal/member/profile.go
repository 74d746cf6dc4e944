package member

import (
	"slices"

	"chibo/internal/db"
	"chibo/internal/org"
)

// Profile is somebody who belongs to a unit, with what other capabilities need
// of him. Class: committee, for the birth; the rest the cell sees.
type Profile struct {
	Person     ID
	Name       string
	Birth      db.Date
	Department string
	Job        string
	Post       Post // the highest post in the unit, "" if none
	KeyCadre   bool // holds a key post there, of the Party or of the authority
	Status     Status
	State      State
	// InCell: he belongs to a party cell too; true for every member of one.
	InCell bool
}

// leading are the posts that lead a unit of either kind.
var leading = []Post{Secretary, Deputy, CommitteeMember, MassHead, MassDeputy}

// Leads reports whether he leads the unit: he holds a post that does, and is
// not kept from activity.
func (p Profile) Leads() bool { return slices.Contains(leading, p.Post) && !p.Barred() }

// Barred reports whether he is suspended from activity, or detained.
func (p Profile) Barred() bool { return p.State == Suspended || p.State == Detained }

// ProfilesIn lists who belongs to a unit of either kind on a date, in the
// Vietnamese order of names; who visits it for a time does not. It makes one
// query, and is for capabilities that have authorised already.
func ProfilesIn(tx *db.Tx, unit org.ID, on db.Date) ([]Profile, error) {
	return profiles(tx, unit, on)
}

// Bond is that somebody belongs to a unit.
type Bond struct {
	Unit    org.ID
	Profile // without texts: names, birth and the like stay empty
}

// BondsUnder lists who belongs to each unit of a subtree on a date, for counts:
// it names nobody. It makes one query, and is for capabilities that have
// authorised already.
func BondsUnder(tx *db.Tx, path string, on db.Date) ([]Bond, error) { return bonds(tx, path, on) }
