package bulletin

import (
	"regexp"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/workflow"
)

// AdoptionID names an adoption.
type AdoptionID string

// Stage is how far an adoption has come.
type Stage string

// The stages.
const (
	Suggested  Stage = "suggested"
	Registered Stage = "registered"
	Declined   Stage = "declined"
	Applying   Stage = "applying"
	Ended      Stage = "ended"
)

// Deed is what is done with an adoption.
type Deed string

// The deeds.
const (
	Registering Deed = "register"
	Declining   Deed = "decline"
	Starting    Deed = "apply"
	Resulting   Deed = "result"
	Ending      Deed = "end"
)

// Deeds lists them as pages show them.
var Deeds = []Deed{Declining, Registering, Starting, Resulting, Ending}

// Turn is one row of the table of states.
type Turn = workflow.Row[Stage, Deed]

// Adopting is how adoptions go.
var Adopting = workflow.Table[Stage, Deed]{
	{Suggested, Registering, Registered, Adopt},
	{Suggested, Declining, Declined, Adopt},
	{Registered, Starting, Applying, Adopt},
	{Applying, Resulting, Applying, Adopt},
	{Registered, Ending, Ended, Adopt},
	{Applying, Ending, Ended, Adopt},
}

// Adoption is what a unit made of a model.
type Adoption struct {
	ID        AdoptionID
	Article   ID
	Title     string // of the article
	Unit      org.ID
	UnitName  string
	Stage     Stage
	Suggested member.ID  // who proposed it; "" if the leaders did
	Meeting   meeting.ID // on whose agenda the program put it; "" for none
	Month     db.Date    // … of which month that is, while it is undecided how to go on
	Steps     string     // which of the model's steps, once it is applied
	StartedOn db.Date
	Measure   string // what is measured, with its unit: «Thời gian chờ (phút)»
	Before    string // numbers as typed, "" while there are none
	After     string
	Result    string // in words
	Reason    string // why it was declined
	EndedOn   db.Date
	Version   int

	path string
}

func (a Adoption) place() access.Place { return access.Place{Unit: string(a.Unit), Path: a.path} }

// after gives the row of a deed, or says that the stage does not allow it.
func (a Adoption) after(d Deed) (Turn, error) {
	return Adopting.After(a.Stage, d, "bulletin.not_now")
}

// undecided reports whether the unit has still to say how it goes on.
func (a Adoption) undecided() bool { return a.Stage == Suggested || a.Stage == Registered }

// May reports whether a deed can be done now.
func (a Adoption) May(d Deed) bool {
	return Adopting.Leads(a.Stage, d)
}

// DeedForm is what is typed with a deed.
type DeedForm struct {
	Steps   string
	On      db.Date // from which the steps are applied
	Measure string
	Before  string
	After   string
	Words   string // the result, or the reason of declining
}

// check brings the form into shape and notes its faults at the fields steps, on,
// measure, before, after and words.
func (f *DeedForm) check(d Deed, today db.Date) error {
	var faults fault.Form
	f.Steps, f.Measure, f.Before, f.After, f.Words = i18n.Line(f.Steps), i18n.Line(f.Measure), i18n.Line(f.Before), i18n.Line(f.After), i18n.Clean(f.Words)
	switch d {
	case Starting:
		limit(&faults, "steps", "bulletin.steps_missing", f.Steps, titleMax)
		if !f.On.IsDay() || f.On > today || f.On < today.AddDays(-3660) {
			faults.Add("on", "bulletin.on_missing")
		}
	case Resulting, Ending:
		limit(&faults, "words", "bulletin.result_missing", f.Words, wordsMax)
		limit(&faults, "measure", "", f.Measure, lineMax)
		f.numbers(&faults)
	case Declining:
		limit(&faults, "words", "bulletin.reason_missing", f.Words, wordsMax)
	}
	return faults.Err()
}

// measured is a number as an office types it.
var measured = regexp.MustCompile(`^\d{1,9}([.,]\d{1,3})?$`)

// numbers checks what was measured before and after: both or none, with a name.
func (f *DeedForm) numbers(faults *fault.Form) {
	if f.Before == "" && f.After == "" {
		f.Measure = ""
		return
	}
	if f.Measure == "" {
		faults.Add("measure", "bulletin.measure_missing")
	}
	for field, typed := range map[string]string{"before": f.Before, "after": f.After} {
		if !measured.MatchString(typed) {
			faults.Add(field, "bulletin.number_missing")
		}
	}
}

// stepped is the adoption after a deed.
func (a Adoption) stepped(t Turn, f DeedForm, today db.Date) Adoption {
	a.Stage = t.To
	switch t.Act {
	case Starting:
		a.Steps, a.StartedOn = f.Steps, f.On
	case Resulting, Ending:
		a.Result, a.Measure, a.Before, a.After = f.Words, f.Measure, f.Before, f.After
		if a.StartedOn == "" {
			a.StartedOn = today
		}
	case Declining:
		a.Reason = f.Words
	}
	if t.To == Ended || t.To == Declined {
		a.EndedOn = today
	}
	return a
}
