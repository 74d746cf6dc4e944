// Package access decides who may do what, and where. It is pure: an Actor
// carries the duties that he holds today, an Action carries who may do it, a
// Place says what it is done to, and Can compares them. The same rows give the
// scope of a list (Reach), the page docs/permissions.md, and the generated
// test of every route.
package access

import (
	"slices"
	"strings"

	"chibo/internal/fault"
)

// Role is what a person is to an organisation today. Only Administrator and
// the two officers are granted; the others follow from positions and
// memberships.
type Role string

// The roles, in the order in which pages name them.
const (
	Administrator   Role = "administrator"
	Officer         Role = "officer" // of a committee above
	Secretary       Role = "secretary"
	Deputy          Role = "deputy"
	CommitteeMember Role = "committee_member"
	Member          Role = "member"
	Probationary    Role = "probationary"
	MassOfficer     Role = "mass_officer" // head or deputy of a chapter of a mass organisation
	MassMember      Role = "mass_member"  // of such a chapter
	LinkHolder      Role = "link_holder"
)

// Roles lists every role.
var Roles = []Role{Administrator, Officer, Secretary, Deputy, CommitteeMember, Member, Probationary, MassOfficer, MassMember, LinkHolder}

// Committee is the cell's leadership: in a cell without a committee, secretary
// and deputy alone hold these roles.
var Committee = []Role{Secretary, Deputy, CommitteeMember}

// Cell is everyone who sits in a cell's meeting.
var Cell = []Role{Secretary, Deputy, CommitteeMember, Member, Probationary}

// Leaders lead a unit of either kind: a cell's committee, or the officers of a
// chapter of a mass organisation.
var Leaders = append(slices.Clone(Committee), MassOfficer)

// Belonging is everyone who belongs to a unit of either kind.
var Belonging = append(slices.Clone(Cell), MassOfficer, MassMember)

// NeedsSecondFactor reports whether the role must sign in with a second
// factor (safety, section 2: ASVS 6.3.3).
func (r Role) NeedsSecondFactor() bool {
	switch r {
	case Administrator, Officer, Secretary, Deputy, CommitteeMember:
		return true
	}
	return false
}

// Duty is a role held at a unit.
type Duty struct {
	Role Role
	Unit string
	Path string // the unit's path today
}

// Kind separates people from the program's own hands.
type Kind int

// The kinds of actors.
const (
	Nobody Kind = iota // not signed in
	Human
	Link       // holder of a personal link, bound to one place
	background // background work
	console
)

// Actor is who asks.
type Actor struct {
	Kind    Kind
	Account string
	Person  string
	Duties  []Duty
}

// Console is the operator at the command line; System is background work.
// Both may do everything: they stand behind the machine's own lock.
var (
	Console = Actor{Kind: console, Account: "console"}
	System  = Actor{Kind: background, Account: "system"}
)

// Trusted reports whether the actor is the program itself or its operator.
func (a Actor) Trusted() bool { return a.Kind == background || a.Kind == console }

// Has reports whether the actor holds one of the roles anywhere.
func (a Actor) Has(roles ...Role) bool {
	return slices.ContainsFunc(a.Duties, func(d Duty) bool { return slices.Contains(roles, d.Role) })
}

// NeedsSecondFactor reports whether any duty asks for one.
func (a Actor) NeedsSecondFactor() bool {
	return slices.ContainsFunc(a.Duties, func(d Duty) bool { return d.Role.NeedsSecondFactor() })
}

// At returns the actor reduced to the duties held at one unit: the "hat" that
// a person with several roles wears on a page.
func (a Actor) At(unit string) Actor {
	b := a
	b.Duties = slices.DeleteFunc(slices.Clone(a.Duties), func(d Duty) bool { return d.Unit != unit })
	return b
}

// Scope says how far a role reaches for an action.
type Scope int

// The scopes.
const (
	Here     Scope = iota // the unit of the duty itself
	Below                 // the unit and everything under it
	Self                  // records about the actor's own person, in the unit of the duty
	Anywhere              // the whole installation
	Above                 // the unit and every one that it stands under: what these hold for all of theirs
)

// Allow lets roles act within a scope.
type Allow struct {
	Scope Scope
	Roles []Role
}

// For is the row of an action's table.
func For(scope Scope, roles ...Role) Allow { return Allow{scope, roles} }

// Action is something that can be done, with who may do it. Capabilities
// declare theirs as package variables.
type Action struct {
	Name  string // "member.import"
	Allow []Allow
	open  bool
	any   bool
}

// Declare makes an action.
func Declare(name string, allow ...Allow) Action { return Action{Name: name, Allow: allow} }

// Public is open to everyone; SignedIn to every account, about itself.
var (
	Public   = Action{Name: "public", open: true}
	SignedIn = Action{Name: "signed_in", any: true}
)

// Place is what an action is done to.
type Place struct {
	Unit   string
	Path   string
	Person string // whose record it is, if it is somebody's
	Ended  bool   // the unit stands no more: nobody does anything there
}

// Can reports whether the actor may do the action at the place. At one that has
// ended nobody may do anything; who may still read its records is for the owner of
// the tree to say.
func Can(a Actor, act Action, p Place) bool {
	if act.open || a.Trusted() {
		return true
	}
	if a.Kind == Nobody || p.Ended {
		return false
	}
	if act.any {
		return true
	}
	for _, d := range a.Duties {
		for _, al := range act.Allow {
			if slices.Contains(al.Roles, d.Role) && reaches(al.Scope, d, a.Person, p) {
				return true
			}
		}
	}
	return false
}

func reaches(s Scope, d Duty, person string, p Place) bool {
	switch s {
	case Anywhere:
		return true
	case Below:
		return p.Path != "" && strings.HasPrefix(p.Path, d.Path)
	case Above:
		return p.Path != "" && strings.HasPrefix(d.Path, p.Path)
	case Self:
		return person != "" && p.Person == person && p.Path == d.Path
	default:
		return p.Path != "" && p.Path == d.Path
	}
}

// Check is Can as an error: Denied where the actor knows of the place anyway,
// NotFound where the place lies outside his tree, so that its existence is
// not told.
func Check(a Actor, act Action, p Place) error {
	if Can(a, act, p) {
		return nil
	}
	if Knows(a, p) {
		return fault.New(fault.Denied, "ui.denied")
	}
	return fault.New(fault.NotFound, "ui.not_found")
}

// Knows reports whether the place is in a unit where the actor holds a duty,
// or under a committee that he serves.
func Knows(a Actor, p Place) bool {
	if a.Trusted() || p.Path == "" {
		return true
	}
	for _, d := range a.Duties {
		if p.Path == d.Path || d.Role == Officer && strings.HasPrefix(p.Path, d.Path) {
			return true
		}
	}
	return false
}

// Might reports whether the actor may do the action at some place: enough to
// show a menu entry, never enough to act.
func Might(a Actor, act Action) bool {
	if act.open || a.Trusted() || act.any && a.Kind != Nobody {
		return true
	}
	r := ReachOf(a, act)
	return r.All || len(r.Units)+len(r.Under)+len(r.Own) > 0
}

// Reach is where an action is allowed, as a query can use it: it agrees with
// Can on every row.
type Reach struct {
	All    bool
	Units  []string // exact paths
	Under  []string // path prefixes
	Own    []string // exact paths in which only the person's own records count
	Person string
}

// ReachOf gives the places where the actor may do the action.
func ReachOf(a Actor, act Action) Reach {
	if a.Trusted() {
		return Reach{All: true}
	}
	r := Reach{Person: a.Person}
	for _, d := range a.Duties {
		for _, al := range act.Allow {
			if !slices.Contains(al.Roles, d.Role) {
				continue
			}
			switch al.Scope {
			case Anywhere:
				r.All = true
			case Below:
				r.Under = append(r.Under, d.Path)
			case Self:
				r.Own = append(r.Own, d.Path)
			case Above:
				r.Units = append(r.Units, upwards(d.Path)...)
			default:
				r.Units = append(r.Units, d.Path)
			}
		}
	}
	return r
}

// upwards lists a path and those of everything that it stands under.
func upwards(path string) (all []string) {
	for i, r := range path {
		if r == '.' {
			all = append(all, path[:i+1])
		}
	}
	return all
}
