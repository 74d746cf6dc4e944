package org

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
)

// ID names a unit.
type ID string

// Kind is a kind of organisation, as data.
type Kind struct {
	ID      string
	NameVi  string
	NameEn  string
	Body    string // "party" or "mass"
	Holds   bool   // people are members of it directly
	Ordinal int
	From    db.Date
	To      db.Date
}

// Mass reports whether it is a kind of mass organisation, none of the Party's.
func (k Kind) Mass() bool { return k.Body == "mass" }

// BodyDim is the dimension of figures that are counted apart for the Party and
// for mass organisations; PartyBody is its value for the former.
const (
	BodyDim   = "body"
	PartyBody = "party"
)

// Local is the kind's name in a language.
func (k Kind) Local(l i18n.Lang) string {
	if l == i18n.En {
		return k.NameEn
	}
	return k.NameVi
}

// Unit is an organisation as it stands today; one that has ended as it stood
// last, with the path of where its records are kept now.
type Unit struct {
	ID         ID
	Parent     ID
	ParentName string
	Path       string
	Kind       Kind
	Name       string
	Code       string
	Locality   string // the place named before the date on papers
	Since      db.Date
	Until      db.Date // the day from which it stands no more, "" while it does
	Heir       ID      // what stands today of that which it was merged into
	HeirName   string
	Version    int
}

// Place is where actions on the unit are judged.
func (u Unit) Place() access.Place {
	return access.Place{Unit: string(u.ID), Path: u.Path, Ended: u.Ended()}
}

// Kept is where reading the unit's records is judged: Place, and of one that has
// ended the place where they are kept now.
func (u Unit) Kept() access.Place {
	p := u.Place()
	p.Ended = false
	return p
}

// AnswersTo reports whether the actor serves the committee directly above the unit.
func (u Unit) AnswersTo(by access.Actor) bool {
	return by.Trusted() || u.Parent != "" && by.At(string(u.Parent)).Has(access.Officer)
}

// Depth is how many units stand above it.
func (u Unit) Depth() int { return strings.Count(u.Path, ".") - 1 }

// Form is what is typed to found or amend a unit.
type Form struct {
	Name     string
	Kind     string
	Parent   ID // "" founds the root of a tree
	Code     string
	Locality string
	From     db.Date
}

// Name lengths in characters.
const (
	nameMax     = 200
	localityMax = 100
)

// Check reports every fault of the form at once.
func (f *Form) Check(kinds []Kind, today db.Date) error {
	f.Name, f.Code, f.Locality = i18n.Line(f.Name), i18n.Line(f.Code), i18n.Line(f.Locality)
	var faults fault.Form
	switch n := utf8.RuneCountInString(f.Name); {
	case n == 0:
		faults.Add("name", "org.name_missing")
	case n > nameMax:
		faults.Add("name", "org.too_long", nameMax)
	}
	if utf8.RuneCountInString(f.Locality) > localityMax {
		faults.Add("locality", "org.too_long", localityMax)
	}
	if !validCode(f.Code) {
		faults.Add("code", "org.code_invalid")
	}
	if !f.From.Whole() {
		faults.Add("from", "org.date_missing")
	} else if f.From > today {
		faults.Add("from", "org.date_ahead")
	}
	kind, ok := KindByID(kinds, f.Kind)
	switch {
	case !ok:
		faults.Add("kind", "org.kind_missing")
	case f.From.Whole() && (f.From < kind.From || kind.To != "" && f.From >= kind.To):
		faults.Add("kind", "org.kind_not_then", kind.NameVi, f.From)
	case f.Parent == "" && kind.Mass():
		faults.Add("parent", "org.parent_missing")
	}
	return faults.Err()
}

// validCode takes letters, digits, points and hyphens: the 14-digit code
// "PP.UUU.BBB.SSS.CCC" is one of many in use.
func validCode(s string) bool {
	if len(s) > 40 {
		return false
	}
	return strings.IndexFunc(s, func(r rune) bool {
		return !(r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r == '.' || r == '-')
	}) < 0
}

// KindByID finds a kind.
func KindByID(kinds []Kind, id string) (Kind, bool) {
	for _, k := range kinds {
		if k.ID == id {
			return k, true
		}
	}
	return Kind{}, false
}

// label is the unit's part of a path: the random end of its id.
func label(id ID) string { return strings.ReplaceAll(string(id), "-", "")[20:] + "." }

// mayMove refuses a place inside the unit's own subtree.
func mayMove(u Unit, parent Unit) error {
	if strings.HasPrefix(parent.Path, u.Path) {
		return fault.At("parent", "org.under_itself")
	}
	return nil
}

// Term is a term of office (nhiệm kỳ).
type Term struct {
	ID      string
	Ordinal string // "VII"
	From    db.Date
	To      db.Date
}

// arrange puts units in the order of the tree: each above those under it,
// siblings by kind, then code, then name.
func arrange(units []Unit) []Unit {
	known, below := map[ID]bool{}, map[ID][]Unit{}
	for _, u := range units {
		known[u.ID] = true
	}
	for _, u := range units {
		parent := u.Parent
		if !known[parent] {
			parent = "" // the highest that is seen
		}
		below[parent] = append(below[parent], u)
	}
	ordered := make([]Unit, 0, len(units))
	var visit func(parent ID)
	visit = func(parent ID) {
		siblings := below[parent]
		slices.SortStableFunc(siblings, func(a, b Unit) int {
			return cmp.Or(cmp.Compare(a.Kind.Ordinal, b.Kind.Ordinal), cmp.Compare(a.Code, b.Code), cmp.Compare(i18n.Fold(a.Name), i18n.Fold(b.Name)))
		})
		for _, u := range siblings {
			ordered = append(ordered, u)
			visit(u.ID)
		}
	}
	visit("")
	return ordered
}
