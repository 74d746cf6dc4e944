package consultation

import (
	"slices"
	"strings"
	"unicode/utf8"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/org"
	"chibo/internal/workflow"
)

// ID names a matter.
type ID string

// State is how far a matter has come.
type State string

// The states.
const (
	Draft     State = "draft"
	Open      State = "open"
	Closed    State = "closed"
	Answered  State = "answered"
	Decided   State = "decided"
	Withdrawn State = "withdrawn"
)

// Published reports whether those who were asked see what came out.
func (s State) Published() bool { return s == Answered || s == Decided }

// Act is what is done with a matter.
type Act string

// The acts.
const (
	Amending    Act = "amend"
	Opening     Act = "open"
	Extending   Act = "extend"
	Closing     Act = "close"
	Answering   Act = "answer"
	Deciding    Act = "decide"
	Withdrawing Act = "withdraw"
)

// Acts lists them as a page offers them: the one that usually comes next is last.
var Acts = []Act{Withdrawing, Amending, Extending, Closing, Opening, Answering, Deciding}

// Move is one row of the table of states.
type Move = workflow.Row[State, Act]

// Workflow is how matters go.
var Workflow = workflow.Table[State, Act]{
	{Draft, Amending, Draft, Lead},
	{Draft, Opening, Open, Lead},
	{Open, Extending, Open, Lead},
	{Open, Closing, Closed, Lead},
	{Closed, Answering, Answered, Lead},
	{Answered, Deciding, Decided, Lead},
	{Draft, Withdrawing, Withdrawn, Lead},
	{Open, Withdrawing, Withdrawn, Lead},
	{Closed, Withdrawing, Withdrawn, Lead},
}

// Choosing is how many options one may choose.
type Choosing string

// The ways of choosing.
const (
	One     Choosing = "one"
	Several Choosing = "several"
)

// Choosings lists them as pages show them.
var Choosings = []Choosing{One, Several}

// Least is how many must answer for answers to be anonymous (safety B3).
const Least = 5

// Limits of forms.
const (
	titleMax    = 300
	wordsMax    = 4000
	longMax     = 20_000
	labelMax    = 200
	optionsMax  = 12
	peopleMax   = 5000
	clustersMax = 60
	termMost    = 366 // days that a matter is open at the most
	// SlipsMost is how many slips are made at once.
	SlipsMost = 300
)

// Matter is what a unit asks. Class: cell, and of those who are asked.
type Matter struct {
	ID         ID
	Unit       org.ID
	UnitName   string
	Title      string
	Background string
	Choosing   Choosing
	Texts      bool // words are asked for
	Named      bool // answers carry names
	Members    bool // members of the Party in the unit, and under it, are asked
	Chapters   bool // mass organisations under it are asked
	People     int  // how many are asked by slips
	ClosesOn   db.Date
	State      State
	Conclusion string
	Decision   string
	DecidedOn  db.Date
	Reason     string
	Slips      int // made so far
	Voided     int // … of which so many may not answer any more
	Few        bool
	Poster     string      // what opens its results to everybody, "" for none
	Meeting    meeting.ID  // at which it was decided
	File       document.ID // the attached paper that says so
	Version    int

	path string
}

// after gives the row of an act, or says that the state does not allow it.
func (m Matter) after(a Act) (Move, error) {
	return Workflow.After(m.State, a, "consultation.not_now")
}

// May reports whether its state allows an act.
func (m Matter) May(a Act) bool {
	return Workflow.Leads(m.State, a)
}

// takes reports whether answers are taken on a day.
func (m Matter) takes(today db.Date) bool { return m.State == Open && today <= m.ClosesOn }

// asks reports whether the matter is put to one of those roles that the actor holds
// in its unit or under it; the program enters for whomever it likes.
func (m Matter) asks(by access.Actor) bool {
	if by.Trusted() {
		return true
	}
	return slices.ContainsFunc(by.Duties, func(d access.Duty) bool {
		if m.path == "" || !strings.HasPrefix(d.Path, m.path) {
			return false
		}
		return m.Members && slices.Contains(access.Cell, d.Role) || m.Chapters && (d.Role == access.MassOfficer || d.Role == access.MassMember)
	})
}

// Option is an answer that a matter offers.
type Option struct {
	Ordinal int
	Label   string
	Votes   int // once it is closed
}

// MatterForm is what is typed of a matter; options are one a line. Named is taken
// when it is drafted, and never again.
type MatterForm struct {
	Title      string
	Background string
	Options    string
	Choosing   Choosing
	Texts      bool
	Named      bool
	Members    bool
	Chapters   bool
	People     int // below 0: what was typed is no number
	ClosesOn   db.Date
}

// check brings the form into shape and gives its options. Faults name title,
// background, options, choosing, texts, members, people and closes_on.
func (f *MatterForm) check(today db.Date) (labels []string, err error) {
	var faults fault.Form
	f.Title, f.Background = i18n.Line(f.Title), i18n.Clean(f.Background)
	needs(&faults, "title", "consultation.title_missing", f.Title, titleMax)
	needs(&faults, "background", "consultation.background_missing", f.Background, longMax)
	labels = f.options(&faults)
	if !slices.Contains(Choosings, f.Choosing) {
		faults.Add("choosing", "consultation.choosing_missing")
	}
	if len(labels) == 0 && !f.Texts {
		faults.Add("texts", "consultation.nothing_asked")
	}
	switch {
	case f.People < 0 || f.People > peopleMax:
		faults.Add("people", "consultation.people_invalid", peopleMax)
	case f.Named && f.People > 0:
		faults.Add("people", "consultation.people_named")
	case !f.Named && f.People < Least:
		faults.Add("people", "consultation.people_few", Least)
	}
	if f.Named && !f.Members && !f.Chapters {
		faults.Add("members", "consultation.nobody_asked")
	}
	closes(&faults, f.ClosesOn, today)
	return labels, faults.Err()
}

// options reads the lines of a form.
func (f *MatterForm) options(faults *fault.Form) (labels []string) {
	for line := range strings.Lines(f.Options) {
		label := i18n.Line(line)
		switch {
		case label == "":
			continue
		case slices.Contains(labels, label):
			faults.Add("options", "consultation.option_twice", label)
		case utf8.RuneCountInString(label) > labelMax:
			faults.Add("options", "consultation.option_long", labelMax)
		}
		labels = append(labels, label)
	}
	if len(labels) == 1 || len(labels) > optionsMax {
		faults.Add("options", "consultation.options_few", optionsMax)
	}
	return labels
}

// closes notes at the field closes_on that it is no day from today on.
func closes(faults *fault.Form, day, today db.Date) {
	switch {
	case !day.IsDay():
		faults.Add("closes_on", "consultation.closes_missing")
	case day < today:
		faults.Add("closes_on", "consultation.closes_past")
	case day > today.AddDays(termMost):
		faults.Add("closes_on", "consultation.closes_far", termMost)
	}
}

// needs notes at a field that a text is missing or too long.
func needs(faults *fault.Form, field, missing, text string, most int) {
	if text == "" {
		faults.Add(field, missing)
	}
	fits(faults, field, text, most)
}

func fits(faults *fault.Form, field, text string, most int) {
	if utf8.RuneCountInString(text) > most {
		faults.Add(field, "consultation.text_long", most)
	}
}

// StepForm is what is typed with an act on a matter that is out.
type StepForm struct {
	Words  string  // the answer, the decision, the reason
	On     db.Date // the new last day, the day of the decision
	Source string  // what the decision rests on: one of Sources, "" for none
}

// check brings the form of an act into shape. Faults name words and on.
func (f *StepForm) check(a Act, m Matter, today db.Date) error {
	var faults fault.Form
	f.Words = i18n.Clean(f.Words)
	fits(&faults, "words", f.Words, longMax)
	switch a {
	case Extending:
		switch {
		case !f.On.IsDay() || f.On <= m.ClosesOn || f.On < today:
			faults.Add("on", "consultation.later_missing")
		case f.On > today.AddDays(termMost):
			faults.Add("on", "consultation.closes_far", termMost)
		}
	case Deciding:
		needs(&faults, "words", "consultation.decision_missing", f.Words, longMax)
		if !f.On.IsDay() || f.On > today {
			faults.Add("on", "consultation.decided_on_missing")
		}
	case Withdrawing, Answering:
		needs(&faults, "words", "consultation.words_missing", f.Words, longMax)
	}
	return faults.Err()
}
