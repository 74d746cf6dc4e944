package mobilisation

import (
	"slices"
	"strconv"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/org"
)

// Lengths in characters, and how many items a programme has at most.
const (
	lineMax  = 200
	textMax  = 4_000
	itemsMax = 200
)

// earliest is the first year of which anything is taken.
const earliest = 1990

// ItemForm is what is typed of an item. The fields of faults are area, work,
// audience, measure, owner, person and due.
type ItemForm struct {
	Area     AreaID
	Work     string
	Audience string
	Measure  string
	Owner    string
	Person   member.ID
	Due      db.Date
}

// check brings the form into the shape that is stored and reports every fault at
// its field.
func (f *ItemForm) check(year int, areas []Area, people []member.Profile) error {
	var faults fault.Form
	f.Work, f.Measure, f.Audience, f.Owner = i18n.Clean(f.Work), i18n.Clean(f.Measure), i18n.Line(f.Audience), i18n.Line(f.Owner)
	if !slices.ContainsFunc(areas, func(a Area) bool { return a.ID == f.Area }) {
		faults.Add("area", "mobilisation.area_missing")
	}
	said(&faults, "work", f.Work, textMax)
	said(&faults, "audience", f.Audience, lineMax)
	meeting.Sayable(&faults, "measure", f.Measure, textMax)
	meeting.Sayable(&faults, "owner", f.Owner, lineMax)
	switch {
	case f.Person != "" && !slices.ContainsFunc(people, func(p member.Profile) bool { return p.Person == f.Person }):
		faults.Add("person", "mobilisation.person_elsewhere")
	case f.Person == "" && f.Owner == "":
		faults.Add("owner", "mobilisation.owner_missing")
	}
	switch {
	case !f.Due.IsDay():
		faults.Add("due", "mobilisation.due_missing")
	case f.Due.Year() != year:
		faults.Add("due", "mobilisation.due_elsewhere", strconv.Itoa(year))
	}
	return faults.Err()
}

// said notes a text that is missing, too long or marked as a secret.
func said(faults *fault.Form, field, text string, limit int) {
	if text == "" {
		faults.Add(field, "mobilisation."+field+"_missing")
	}
	meeting.Sayable(faults, field, text, limit)
}

// ModelForm is what is typed to register a model. The fields of faults are kind,
// person, collective, field, title, body and registered_on.
type ModelForm struct {
	Kind         Kind
	Person       member.ID
	Collective   string
	Field        Field
	Title        string
	Body         string
	RegisteredOn db.Date
}

// check brings the form into the shape that is stored and reports every fault at
// its field.
func (f *ModelForm) check(u org.Unit, people []member.Profile, today db.Date) error {
	var faults fault.Form
	f.Collective, f.Title, f.Body = i18n.Line(f.Collective), i18n.Line(f.Title), i18n.Clean(f.Body)
	known := slices.ContainsFunc(people, func(p member.Profile) bool { return p.Person == f.Person })
	switch f.Kind {
	case Collective:
		if f.Person != "" && !known {
			faults.Add("person", "mobilisation.person_elsewhere")
		}
		f.Person = ""
		said(&faults, "collective", f.Collective, lineMax)
	case Individual:
		f.Collective = ""
		if !known {
			faults.Add("person", "mobilisation.person_elsewhere")
		}
	default:
		faults.Add("kind", "mobilisation.kind_missing")
	}
	if !slices.Contains(Fields, f.Field) {
		faults.Add("field", "mobilisation.field_missing")
	}
	said(&faults, "title", f.Title, lineMax)
	said(&faults, "body", f.Body, textMax)
	switch day := f.RegisteredOn; {
	case !day.IsDay() || day.Year() < earliest:
		faults.Add("registered_on", "mobilisation.day_missing")
	case day > today:
		faults.Add("registered_on", "mobilisation.day_ahead")
	case day < u.Since:
		faults.Add("registered_on", "mobilisation.before_unit", u.Since)
	}
	return faults.Err()
}

// StepForm is what is typed for an act on a model: which of it is asked for depends
// on the act. The fields of faults are giver, level, number, on, words and unit_id.
type StepForm struct {
	Giver  string
	Level  Level
	Number string
	On     db.Date
	Words  string
	Unit   org.ID // that took it over
}

// Asks reports whether an act asks for a field of StepForm.
func (a Act) Asks(field string) bool { return slices.Contains(asked[a], field) }

// asked are the fields of StepForm that acts ask for.
var asked = map[Act][]string{
	Assisting:    {"giver", "on"},
	Appraising:   {"giver", "words", "on"},
	Recognising:  {"level", "giver", "number", "on"},
	Declining:    {"words", "on"},
	Exemplifying: {"giver", "number", "on"},
	Proposing:    {"on"},
	Spreading:    {"unit_id", "on"},
	Withdrawing:  {"words"},
}

// check brings what an act on a model asks for into the shape that is stored and
// reports every fault at its field; what it does not ask for is left out.
func (f StepForm) check(m Model, a Act, today db.Date) (StepForm, error) {
	var faults fault.Form
	var g StepForm
	for field, text := range map[string]*string{"giver": &g.Giver, "words": &g.Words, "number": &g.Number} {
		if !a.Asks(field) {
			continue
		}
		limit := lineMax
		switch field {
		case "giver":
			*text = i18n.Line(f.Giver)
		case "number":
			*text = i18n.Line(f.Number)
		default:
			*text, limit = i18n.Clean(f.Words), textMax
		}
		said(&faults, field, *text, limit)
	}
	if a.Asks("level") {
		g.Level = f.Level
		switch {
		case !slices.Contains(Levels, f.Level):
			faults.Add("level", "mobilisation.level_missing")
		case f.Level.compare(m.Level) <= 0:
			faults.Add("level", "mobilisation.level_low")
		}
	}
	if a.Asks("unit_id") {
		if g.Unit = f.Unit; f.Unit == "" {
			faults.Add("unit_id", "mobilisation.unit_missing")
		}
	}
	g.On = today
	if a.Asks("on") {
		g.On = f.On
		switch {
		case !f.On.IsDay():
			faults.Add("on", "mobilisation.day_missing")
		case f.On > today:
			faults.Add("on", "mobilisation.day_ahead")
		case f.On < m.ActedOn:
			faults.Add("on", "mobilisation.day_early", m.ActedOn)
		}
	}
	return g, faults.Err()
}
