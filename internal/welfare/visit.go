package welfare

import (
	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/feedback/course"
	"chibo/internal/i18n"
	"chibo/internal/org"
)

// VisitID names a visit.
type VisitID string

// Visit is an occasion on which a unit or chapter cared for people; it names nobody.
type Visit struct {
	ID       VisitID
	Unit     org.ID
	HeldOn   db.Date
	Occasion string
	Form     string // of Forms
	Persons  int
	Struck   string // why it counts no more, "" while it does
	Version  int
}

// VisitForm is what is typed of a visit.
type VisitForm struct {
	HeldOn   db.Date
	Occasion string
	Form     string
	Persons  int // below 0: what was typed is no number
	Sure     bool
}

// The bounds of a visit.
const (
	firstYear  = 1990
	personsMax = 100_000
)

// check brings the form into shape and gives its faults at the fields held_on,
// occasion, form and persons.
func (f *VisitForm) check(today db.Date) error {
	var faults fault.Form
	switch {
	case !f.HeldOn.IsDay() || f.HeldOn.Year() < firstYear:
		faults.Add("held_on", "welfare.held_missing")
	case f.HeldOn > today:
		faults.Add("held_on", "welfare.held_ahead")
	}
	f.Occasion = i18n.Line(f.Occasion)
	course.Between(&faults, "occasion", "welfare.occasion_missing", f.Occasion, course.LineMax)
	course.LookedAt(&faults, f.Sure, "occasion", "welfare.looks_private", Hints(f.Occasion))
	if Named(sorts.Forms, f.Form).ID == "" {
		faults.Add("form", "welfare.form_missing")
	}
	if f.Persons < 1 || f.Persons > personsMax {
		faults.Add("persons", "welfare.persons_invalid", personsMax)
	}
	return faults.Err()
}

// changed is the visit as a form has it.
func (v Visit) changed(f VisitForm) Visit {
	v.HeldOn, v.Occasion, v.Form, v.Persons = f.HeldOn, f.Occasion, f.Form, f.Persons
	return v
}

// audit logs what was done with a visit: never its words.
func (v Visit) audit(tx *db.Tx, what string) error {
	return tx.Audit(db.Entry{
		Action: "welfare." + what, Unit: string(v.Unit), Kind: "welfare_visit", Subject: string(v.ID),
		Data: map[string]any{"held_on": v.HeldOn, "form": v.Form, "persons": v.Persons},
	})
}

// cares reports whether a unit keeps a list of visits: all but groups, which belong
// to their cell.
func cares(u org.Unit) bool { return u.Kind.ID != "group" }

// mayList reports whether the actor writes the list of visits of a unit.
func mayList(by access.Actor, u org.Unit) bool { return cares(u) && access.Can(by, Tend, u.Place()) }
