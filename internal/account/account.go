package account

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/member"
	"chibo/internal/org"
)

// ID names an account.
type ID string

// State is what an account is good for.
type State string

// The states.
const (
	Invited  State = "invited"  // waits for its first password
	Active   State = "active"   // may sign in
	Disabled State = "disabled" // may not
)

// LinkLife is how long an invitation or a reset works.
const LinkLife = 7 * 24 * time.Hour

// Hat is an organisation in which a person acts, and the highest role there.
type Hat struct {
	Unit   string // "" for the administrator
	Name   string
	Parent string
	Role   access.Role
}

// Identity is who stands behind an account at this moment.
type Identity struct {
	Account      ID
	Person       member.ID
	Name         string
	Duties       []access.Duty
	Hats         []Hat  // the first is the one to begin with
	View         string // how the person wants pages to look, as it was stored
	SecondFactor bool   // one is set up
	MustHaveOne  bool   // a role asks for one and none is set up
}

// Actor is the identity as one who asks.
func (i Identity) Actor() access.Actor {
	return access.Actor{Kind: access.Human, Account: string(i.Account), Person: string(i.Person), Duties: i.Duties}
}

// weight orders roles: the first is the one that a person wears in a unit.
var weight = []access.Role{
	access.Secretary, access.Deputy, access.CommitteeMember, access.Officer,
	access.MassOfficer, access.Member, access.Probationary, access.MassMember, access.Administrator,
}

// hatsOf gives one hat for each unit, with the highest role held there.
func hatsOf(duties []access.Duty) []Hat {
	sorted := slices.Clone(duties)
	slices.SortStableFunc(sorted, func(a, b access.Duty) int {
		return cmp.Or(slices.Index(weight, a.Role)-slices.Index(weight, b.Role), cmp.Compare(a.Path, b.Path))
	})
	var hats []Hat
	for _, d := range sorted {
		if !slices.ContainsFunc(hats, func(h Hat) bool { return h.Unit == d.Unit }) {
			hats = append(hats, Hat{Unit: d.Unit, Role: d.Role})
		}
	}
	return hats
}

// Lengths of a username in characters.
const (
	usernameMin = 3
	usernameMax = 40
)

// Username brings a typed username into the form in which it is stored and
// compared: "Nguyễn Văn A" and "nguyenvana" are the same.
func Username(typed string) string {
	return strings.ReplaceAll(i18n.Fold(i18n.Clean(typed)), " ", "")
}

// checkUsername gives the stored form, or says at the field what is wrong.
func checkUsername(typed string) (string, error) {
	name := Username(typed)
	odd := strings.IndexFunc(name, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '.' || r == '-' || r == '_')
	})
	if len(name) < usernameMin || len(name) > usernameMax || odd >= 0 {
		return "", fault.At("username", "account.username_invalid", usernameMin, usernameMax)
	}
	return name, nil
}

// suggestUsername makes a username of a person's name; n > 0 tells apart
// people of the same name.
func suggestUsername(name string, n int) string {
	s := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, Username(name))
	s = s[:min(len(s), usernameMax-4)]
	if len(s) < usernameMin {
		s = "dangvien"
	}
	if n == 0 {
		return s
	}
	return s + db.NewSecret(2)
}

// Link is what opens the page on which a person chooses a password. It is
// shown to whoever made it, once: only its hash is kept.
type Link struct {
	Secret   string
	Name     string // of the person
	Username string
	Reset    bool
	Until    db.Time
}

// Path is the address of the page within the installation.
func (l Link) Path() string { return "/invite/" + l.Secret }

// Grant is a role given to an account.
type Grant struct {
	ID       string
	Account  ID
	Person   member.ID
	Name     string // of the person
	Role     access.Role
	Unit     org.ID // "" for the administrator
	UnitName string
	Path     string
	By       string // the account that granted it, or "console"
	Waiting  bool   // for confirmation
	From     db.Time
}

// Granted lists the roles that are granted; the others follow from positions.
var Granted = []access.Role{access.Administrator, access.Officer, access.MassOfficer}

// waits reports whether a grant needs confirmation: an officer's role that
// somebody gives to himself.
func waits(by access.Actor, person member.ID, role access.Role) bool {
	return !by.Trusted() && by.Person == string(person) && role != access.Administrator
}

// mayConfirm reports whether the actor is a secretary or officer in the tree
// of the grant, and not the one who would gain by it.
func mayConfirm(by access.Actor, g Grant) bool {
	if by.Trusted() {
		return true
	}
	if by.Person == string(g.Person) || by.Account == g.By {
		return false
	}
	return slices.ContainsFunc(by.Duties, func(d access.Duty) bool {
		return (d.Role == access.Secretary || d.Role == access.Officer) && root(d.Path) == root(g.Path)
	})
}

// root is the first label of a path: the tree.
func root(path string) string {
	first, _, _ := strings.Cut(path, ".")
	return first
}
