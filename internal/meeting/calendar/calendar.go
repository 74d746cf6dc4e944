package calendar

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"chibo/internal/db"
	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/org"
)

// ID names a visit.
type ID string

// Visit is that somebody of a committee attends a meeting. Class: open.
type Visit struct {
	ID       ID
	Meeting  meeting.ID
	Person   member.ID
	Name     string
	UnitName string // of the committee that sends him
	Clash    bool   // he attends another meeting of the same hours

	guest    meeting.GuestID
	on       db.Date
	startsAt string
}

// Line is a meeting of a cell as the committees above know it. Class: open.
type Line struct {
	ID       meeting.ID
	Unit     org.ID
	UnitName string
	Kind     meeting.Kind
	Combined bool
	HeldOn   db.Date
	StartsAt string // "HH:MM", as planned
	State    meeting.State
	Visits   []Visit
}

// Unattended is a cell with the last day on which somebody of a committee above
// attended a meeting of it.
type Unattended struct {
	Unit  org.ID
	Name  string
	Under string  // the committee right above it; "" where that is the one that asks
	Last  db.Date // "" for never
}

// apart is how far the beginnings of two meetings of one day lie apart at least,
// for one person to attend both.
const apart = 3 * time.Hour

// clash marks the visits of one person that are too near to each other.
func clash(visits []Visit) {
	for i := range visits {
		for j := range visits[:i] {
			a, b := &visits[i], &visits[j]
			if a.Person == b.Person && a.Meeting != b.Meeting && a.on == b.on && near(a.startsAt, b.startsAt) {
				a.Clash, b.Clash = true, true
			}
		}
	}
}

// near reports whether two times of day, "HH:MM", lie less than apart from each
// other. A time that is none is near to nothing.
func near(a, b string) bool {
	from, err := time.Parse("15:04", a)
	to, fault := time.Parse("15:04", b)
	return err == nil && fault == nil && from.Sub(to).Abs() < apart
}

// longest orders cells by how long nobody attended them, the never attended first;
// among equals as the tree has them.
func longest(cells []Unattended) {
	slices.SortStableFunc(cells, func(a, b Unattended) int { return cmp.Compare(a.Last, b.Last) })
}

// Choice is somebody whom an officer may send.
type Choice struct {
	Person member.ID
	Name   string
	Post   member.Post // in a committee on the way down, "" for an officer without one
}

// among joins who holds a post in the committee or under it with the officers there,
// each once, by name.
func among(committee org.Unit, serving []member.Serving, officers map[member.ID]member.Brief) (all []Choice) {
	seen := map[member.ID]bool{}
	for _, s := range serving {
		if strings.HasPrefix(s.Path, committee.Path) {
			all, seen[s.Person] = append(all, Choice{s.Person, s.Name, s.Post}), true
		}
	}
	for id, b := range officers {
		if !seen[id] {
			all = append(all, Choice{Person: id, Name: b.Name})
		}
	}
	slices.SortFunc(all, func(a, b Choice) int {
		return cmp.Or(cmp.Compare(i18n.SortKey(a.Name), i18n.SortKey(b.Name)), cmp.Compare(a.Person, b.Person))
	})
	return all
}
