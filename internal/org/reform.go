package org

import (
	"slices"
	"strings"
	"unicode/utf8"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
)

// ReformKind says how the tree was changed.
type ReformKind string

// The ways in which the tree is changed by decision.
const (
	ByMerger ReformKind = "merge" // sáp nhập: the unit ended
	BySplit  ReformKind = "split" // chia tách: the unit goes on, a new one took a part of it
	ByMove   ReformKind = "move"  // chuyển: the unit came under another committee
)

// Decision is the paper by which the tree is changed, from a day on.
type Decision struct {
	No   string
	Date db.Date
	On   db.Date
}

// Merger is what is typed to merge units into one. The fields of faults are with
// (for Units), into, name, code, on, doc_no and doc_date.
type Merger struct {
	Units []ID   // those that end; Into among them is left out
	Into  ID     // "" founds a new unit beside the first of Units, of its kind
	Name  string // of the new one
	Code  string // of the new one, "" for none
	Decision
}

// Division is what is typed to give a part of a unit to a new one beside it, of
// its kind. The fields of faults are name, code, people, children, on, doc_no and
// doc_date.
type Division struct {
	Name     string
	Code     string
	People   []string // who goes: names as known in the unit, or numbers of member cards
	Children []ID     // which of the units directly under it go
	Decision
}

// Transfer is what is typed to put units under another committee. The fields of
// faults are parent, on, doc_no and doc_date.
type Transfer struct {
	Parent ID
	Decision
}

// Reform is a change of the tree as it was recorded.
type Reform struct {
	Kind     ReformKind
	Unit     ID
	UnitName string // as it was called last
	Into     ID
	IntoName string // as it was called last
	IntoEnds bool   // it has ended itself
	Decision
}

const (
	docNoMax  = 100
	unitsMax  = 50   // how many units one merger takes
	peopleMax = 2000 // how many lines name who goes
)

// check cleans the decision and notes its faults.
func (d *Decision) check(faults *fault.Form, today db.Date) {
	d.No = i18n.Line(d.No)
	switch n := utf8.RuneCountInString(d.No); {
	case n == 0:
		faults.Add("doc_no", "org.decision_missing")
	case n > docNoMax:
		faults.Add("doc_no", "org.too_long", docNoMax)
	}
	if !d.Date.Whole() || d.Date > today {
		faults.Add("doc_date", "org.date_missing")
	}
	if !d.On.Whole() || d.On > today {
		faults.Add("on", "org.date_missing")
	}
}

// since notes that a unit cannot change before its last change. A unit that ends
// has stood for a day at least.
func (d Decision) since(faults *fault.Form, ends bool, units ...Unit) {
	if !d.On.Whole() {
		return
	}
	for _, u := range units {
		if d.On < u.Since || ends && d.On == u.Since {
			faults.Add("on", "org.reform_before", u.Name, u.Since)
			return
		}
	}
}

// check reports every fault of a merger of units into one; into is the zero Unit
// where it is to be founded.
func (m *Merger) check(units []Unit, into Unit, today db.Date) error {
	var faults fault.Form
	m.Decision.check(&faults, today)
	if m.Into != "" {
		m.since(&faults, false, into)
		m.unwanted(&faults)
	}
	m.since(&faults, true, units...)
	switch {
	case len(units) > unitsMax:
		faults.Add("with", "org.merge_many", unitsMax)
	case len(units) == 0, m.Into == "" && len(units) < 2:
		faults.Add("with", "org.merge_alone")
	}
	for i, u := range units {
		target := into
		if m.Into == "" {
			target = units[0]
		}
		switch {
		case !u.alike(target):
			faults.Add("into", "org.merge_unlike", u.Name, target.Name)
		case m.Into != "" && strings.HasPrefix(into.Path, u.Path):
			faults.Add("into", "org.under_itself")
		case slices.ContainsFunc(units[:i], func(v Unit) bool {
			return strings.HasPrefix(u.Path, v.Path) || strings.HasPrefix(v.Path, u.Path)
		}):
			faults.Add("with", "org.merge_nested", u.Name)
		default:
			continue
		}
		break // one of each is enough to mend
	}
	return faults.Err()
}

// unwanted notes what was typed of a new unit where there will be none.
func (m *Merger) unwanted(faults *fault.Form) {
	if m.Name = i18n.Line(m.Name); m.Name != "" {
		faults.Add("name", "org.merge_no_new")
	}
	if m.Code = i18n.Line(m.Code); m.Code != "" {
		faults.Add("code", "org.merge_no_new")
	}
}

// alike reports whether two units can become one: cells with cells, committees
// with committees, groups with groups, chapters with those of the same mass
// organisation.
func (u Unit) alike(v Unit) bool {
	a, b := u.Kind, v.Kind
	if a.Mass() || b.Mass() || a.ID == groupKind || b.ID == groupKind {
		return a.ID == b.ID
	}
	return a.Holds == b.Holds
}

// groupKind is the kind of a part of a cell.
const groupKind = "group"

// MergesWith reports whether two units can become one by their kinds and places.
func (u Unit) MergesWith(v Unit) bool {
	return u.ID != v.ID && u.alike(v) && !strings.HasPrefix(v.Path, u.Path)
}

// check reports every fault of a division, but who goes: below are the units that
// stand directly under the one that is split.
func (d *Division) check(u Unit, below []Unit, today db.Date) error {
	var faults fault.Form
	d.Decision.check(&faults, today)
	d.since(&faults, false, u)
	var going []Unit
	for _, id := range d.Children {
		i := slices.IndexFunc(below, func(c Unit) bool { return c.ID == id })
		if i < 0 {
			faults.Add("children", "org.split_stranger")
			continue
		}
		going = append(going, below[i])
	}
	d.since(&faults, false, going...)
	d.People = slices.DeleteFunc(d.People, func(line string) bool { return strings.TrimSpace(line) == "" })
	switch {
	case len(d.People) > peopleMax:
		faults.Add("people", "org.merge_many", peopleMax)
	case len(d.People) > 0 && !u.Kind.Holds:
		faults.Add("people", "org.split_holds_nobody", u.Name)
	case len(d.People)+len(d.Children) == 0 && u.Kind.Holds:
		faults.Add("people", "org.split_nothing")
	case len(d.People)+len(d.Children) == 0:
		faults.Add("children", "org.split_nothing")
	}
	return faults.Err()
}

// newUnit is the form of a unit that is founded by a change of the tree, beside
// one that stands and of its kind.
func newUnit(name, code string, beside Unit, on db.Date) Form {
	return Form{Name: name, Code: code, Kind: beside.Kind.ID, Parent: beside.Parent, Locality: beside.Locality, From: on}
}

// Holding is what belongs to a unit beside the units under it.
type Holding struct {
	People int     // who belong to it
	Posts  int     // posts held in it
	Since  db.Date // the last day on which one of them came, "" if nobody is there
}

// Fate is what becomes of something unfinished where its unit ends.
type Fate string

// The fates.
const (
	Goes  Fate = "goes"  // the heir goes on with it
	Ends  Fate = "ends"  // it is called off, or lapses
	Stays Fate = "stays" // it stays as it is in the records of the unit that ended
)

// Fates lists them as pages show them.
var Fates = []Fate{Goes, Ends, Stays}

// Work is something unfinished in a unit that ends, counted.
type Work struct {
	Key  string // text key of what it is, with the number as its argument
	N    int
	Fate Fate
}

// Part is a unit that a change of the tree takes from, with what goes on to
// another.
type Part struct {
	Unit  Unit
	Below []Unit // units directly under it that go
	Under int    // how many stand under those
	Holding
	Open []Work // of a unit that ends
}

// Plan is what a change of the tree will do, for the reader to confirm.
type Plan struct {
	Kind     ReformKind
	Parts    []Part
	Into     Unit   // what takes it; without an ID where it is to be founded
	IntoName string // its name, or the name it will have
	On       db.Date
}

// Moves counts the units that will stand under another one, at whatever depth.
func (p Plan) Moves() (n int) {
	for _, part := range p.Parts {
		n += len(part.Below) + part.Under
	}
	return n
}

// People counts who will belong to another unit.
func (p Plan) People() (n int) {
	for _, part := range p.Parts {
		n += part.Holding.People
	}
	return n
}
