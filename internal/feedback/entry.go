package feedback

import (
	"slices"
	"strings"
	"unicode/utf8"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/rulebook"
	"chibo/internal/workflow"
)

// EntryID names an entry.
type EntryID string

// State is how far an entry has come.
type State string

// The states.
const (
	Received State = "received"
	Assigned State = "assigned"
	Answered State = "answered"
	Closed   State = "closed"
	Struck   State = "struck"
)

// Open reports whether somebody still has to act.
func (s State) Open() bool { return s == Received || s == Assigned || s == Answered }

// Unanswered reports whether an answer is still to come.
func (s State) Unanswered() bool { return s == Received || s == Assigned }

// Act is what is done with an entry.
type Act string

// The acts.
const (
	Amending  Act = "amend"
	Assigning Act = "assign"
	Replying  Act = "answer"
	Returning Act = "return"
	Closing   Act = "close"
	Reopening Act = "reopen"
	Striking  Act = "strike"
)

// Move is one row of the table of states.
type Move = workflow.Row[State, Act]

// Workflow is how entries go.
var Workflow = workflow.Table[State, Act]{
	{Received, Amending, Received, Handle},
	{Assigned, Amending, Assigned, Handle},
	{Answered, Amending, Answered, Handle},
	{Received, Assigning, Assigned, Handle},
	{Assigned, Assigning, Assigned, Handle},
	{Assigned, Replying, Answered, Answer},
	{Answered, Returning, Assigned, Handle},
	{Received, Closing, Closed, Handle},
	{Answered, Closing, Closed, Handle},
	{Closed, Reopening, Received, Handle},
	{Received, Striking, Struck, Handle},
}

// Entry is what somebody of the public said of a unit, and what became of it. It
// names nobody of the public, no patient and nobody of the staff.
type Entry struct {
	ID         EntryID
	Unit       org.ID
	UnitName   string
	ReceivedOn db.Date
	Channel    Channel
	Kind       Kind
	Title      string
	Body       string
	State      State
	Department string    // who answers: a part of the unit, …
	Person     member.ID // … one of the unit, or both
	PersonName string
	Due        db.Date // by which it is answered, "" while nobody has said
	Answer     string
	Reason     string // of its closing, or of its being struck
	ForMembers bool   // all of the cell may read title, answer and reason
	Given      bool   // it came from the level above, which may read it
	Seated     bool   // it stands on the agenda of a meeting
	ClosedOn   db.Date
	Version    int

	path    string // of the unit
	counted org.ID // the unit for which it is counted: the one that received it
}

func (e Entry) place() access.Place {
	return access.Place{Unit: string(e.Unit), Path: e.path, Person: string(e.Person)}
}

// Late is by how many days the answer is overdue, 0 for none.
func (e Entry) Late(today db.Date) int {
	if !e.State.Unanswered() || e.Due == "" || today <= e.Due {
		return 0
	}
	return int(today.Time().Sub(e.Due.Time()).Hours() / 24)
}

// after gives the row of an act, or says that the state does not allow it.
func (e Entry) after(a Act) (Move, error) {
	return Workflow.After(e.State, a, "feedback.not_now")
}

// withheld is the entry without what only those see who deal with it; with title,
// answer and reason where all of the cell may read them.
func (e Entry) withheld(forMembers bool) Entry {
	e.Body, e.Department, e.Person, e.PersonName = "", "", "", ""
	if !forMembers || !e.ForMembers {
		e.Title, e.Answer, e.Reason = "", "", ""
	}
	return e
}

// DueBy is the day by which what came in on a day is answered by the rules of a
// unit, "" where it has none.
func DueBy(book *rulebook.Book, on db.Date) db.Date {
	days, ok := rulebook.FeedbackAnswerDays.At(book, string(on), nil)
	if !ok {
		return ""
	}
	day, err := book.WorkdaysAfter(string(on), days.Value)
	if err != nil {
		return "" // the holidays of the year are not known
	}
	return db.Date(day)
}

// EntryForm is what is typed of an entry.
type EntryForm struct {
	About      org.ID // the unit, itself or one under it
	ReceivedOn db.Date
	Channel    Channel
	Kind       Kind
	Title      string
	Body       string
	Sure       bool // what looks like a name is none
}

// How long texts may be, in characters.
const (
	titleMax = 200
	wordsMax = 4000
)

// check brings the form into shape and notes its faults at the fields received_on,
// channel, kind, title, body and sure.
func (f *EntryForm) check(faults *fault.Form, today db.Date) {
	switch {
	case !f.ReceivedOn.IsDay() || f.ReceivedOn.Year() < firstYear:
		faults.Add("received_on", "feedback.day_missing")
	case f.ReceivedOn > today:
		faults.Add("received_on", "feedback.day_ahead")
	}
	if !slices.Contains(Channels, f.Channel) {
		faults.Add("channel", "feedback.channel_missing")
	}
	if !slices.Contains(Kinds, f.Kind) {
		faults.Add("kind", "feedback.kind_missing")
	}
	f.Title, f.Body = i18n.Line(f.Title), i18n.Clean(f.Body)
	limit(faults, "title", "feedback.title_missing", f.Title, titleMax)
	limit(faults, "body", "feedback.body_missing", f.Body, wordsMax)
	unnamed(faults, f.Sure, "body", f.Title, f.Body)
}

// limit notes at a field that a text is missing or too long.
func limit(faults *fault.Form, field, missing, text string, most int) {
	switch n := utf8.RuneCountInString(text); {
	case n == 0:
		faults.Add(field, missing)
	case n > most:
		faults.Add(field, "feedback.text_long", most)
	}
}

// unnamed notes at a field what looks like a person in the texts, unless somebody
// has looked again.
func unnamed(faults *fault.Form, sure bool, field string, texts ...string) {
	if sure {
		return
	}
	if found := Hints(texts...); len(found) > 0 {
		faults.Add(field, "feedback.looks_named", strings.Join(found, "; "))
	}
}

// AssignForm is who answers, and by when.
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
	if utf8.RuneCountInString(f.Department) > titleMax {
		faults.Add("department", "feedback.text_long", titleMax)
	}
	switch {
	case f.Person != "" && !slices.ContainsFunc(called, func(c member.Called) bool { return c.Person == f.Person }):
		faults.Add("person", "feedback.person_unknown")
	case f.Person == "" && f.Department == "":
		faults.Add("department", "feedback.assignee_missing")
	}
	DueFrom(&faults, f.Due, today)
	return faults.Err()
}

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

// dueMost bounds a term, in days.
const dueMost = 366

// StepForm is what is typed with an act other than amending and assigning.
type StepForm struct {
	Words      string
	Due        db.Date // of another answer
	ForMembers bool    // of closing
	Sure       bool
}

func (f *StepForm) check(a Act, today db.Date) error {
	var faults fault.Form
	f.Words = i18n.Clean(f.Words)
	limit(&faults, "words", "feedback.words_missing", f.Words, wordsMax)
	unnamed(&faults, f.Sure, "words", f.Words)
	if a == Returning {
		DueFrom(&faults, f.Due, today)
	}
	return faults.Err()
}

// Step is an act that was done with an entry.
type Step struct {
	Act   Act
	On    db.Date
	Words string
}
