// Package course is what is common to everything that somebody raises and a unit
// answers, be it what the public says or what members ask for: who answers and by
// when, which of it still waits, and how its texts are checked. It is pure.
package course

import (
	"slices"
	"strings"
	"unicode/utf8"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/member"
)

// How long texts may be, in characters.
const (
	LineMax  = 200
	WordsMax = 4000
)

// Charge is who answers, and by when.
type Charge struct {
	Department string    // a part of the unit, …
	Person     member.ID // … one of it, or both
	PersonName string
	Due        db.Date // by which it is answered, "" while nobody has said
}

// Assignee is who answers in words, "" where nobody does or the reader does not see it.
func (c Charge) Assignee() string {
	return strings.Join(slices.DeleteFunc([]string{c.Department, c.PersonName}, func(s string) bool { return s == "" }), ", ")
}

// Overdue is by how many days the day that was set is over, 0 for none.
func (c Charge) Overdue(today db.Date) int {
	if c.Due == "" || today <= c.Due {
		return 0
	}
	return int(today.Time().Sub(c.Due.Time()).Hours() / 24)
}

// Ahead is the day that was set, "" once it is over.
func (c Charge) Ahead(today db.Date) db.Date {
	if c.Due < today {
		return ""
	}
	return c.Due
}

// With is the charge as a checked form has it.
func (c Charge) With(f AssignForm) Charge {
	c.Department, c.Person, c.Due = f.Department, f.Person, f.Due
	return c
}

// AssignForm is who is to answer, and by when.
type AssignForm struct {
	Department string
	Person     member.ID
	Due        db.Date
}

// Check cleans what was typed; faults are at department, person, who is one of those
// called, and due.
func (f *AssignForm) Check(called []member.Called, today db.Date) error {
	var faults fault.Form
	f.Department = i18n.Line(f.Department)
	NotOver(&faults, "department", f.Department, LineMax)
	switch {
	case f.Person != "" && !slices.ContainsFunc(called, func(c member.Called) bool { return c.Person == f.Person }):
		faults.Add("person", "feedback.person_unknown")
	case f.Person == "" && f.Department == "":
		faults.Add("department", "feedback.assignee_missing")
	}
	DueFrom(&faults, f.Due, today)
	return faults.Err()
}

// dueMost bounds a term, in days.
const dueMost = 366

// DueFrom notes at the field due that it is no day from today on, within a year.
func DueFrom(faults *fault.Form, due, today db.Date) {
	switch {
	case !due.IsDay():
		faults.Add("due", "feedback.due_missing")
	case due < today:
		faults.Add("due", "feedback.due_past")
	case due > today.AddDays(dueMost):
		faults.Add("due", "feedback.due_far", dueMost)
	}
}

// Between notes at a field that a text is missing or too long.
func Between(faults *fault.Form, field, missing, text string, most int) {
	if text == "" {
		faults.Add(field, missing)
	}
	NotOver(faults, field, text, most)
}

// NotOver notes at a field that a text is too long.
func NotOver(faults *fault.Form, field, text string, most int) {
	if utf8.RuneCountInString(text) > most {
		faults.Add(field, "feedback.text_long", most)
	}
}

// LookedAt notes at a field the places of its texts that give somebody away, unless
// somebody has looked again and is sure.
func LookedAt(faults *fault.Form, sure bool, field, key string, places []string) {
	if !sure && len(places) > 0 {
		faults.Add(field, key, strings.Join(places, "; "))
	}
}
