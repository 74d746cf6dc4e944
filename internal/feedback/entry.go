package feedback

import (
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/feedback/course"
	"chibo/internal/i18n"
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
	Answer     string
	Reason     string // of its closing, or of its being struck
	ForMembers bool   // all of the cell may read title, answer and reason
	Given      bool   // it came from the level above, which may read it
	Seated     bool   // it stands on the agenda of a meeting
	ClosedOn   db.Date
	Version    int

	course.Charge // who answers

	path    string // of the unit
	counted org.ID // the unit for which it is counted: the one that received it
}

func (e Entry) place() access.Place {
	return access.Place{Unit: string(e.Unit), Path: e.path, Person: string(e.Person)}
}

// Late is by how many days the answer is overdue, 0 for none.
func (e Entry) Late(today db.Date) int {
	if !e.State.Unanswered() {
		return 0
	}
	return e.Overdue(today)
}

// after gives the row of an act, or says that the state does not allow it.
func (e Entry) after(a Act) (Move, error) {
	return Workflow.After(e.State, a, "feedback.not_now")
}

// withheld is the entry without what only those see who deal with it; with title,
// answer and reason where all of the cell may read them.
func (e Entry) withheld(forMembers bool) Entry {
	e.Body, e.Charge = "", course.Charge{Due: e.Due}
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
	course.Between(faults, "title", "feedback.title_missing", f.Title, course.LineMax)
	course.Between(faults, "body", "feedback.body_missing", f.Body, course.WordsMax)
	course.LookedAt(faults, f.Sure, "body", "feedback.looks_named", Hints(f.Title, f.Body))
}

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
	course.Between(&faults, "words", "feedback.words_missing", f.Words, course.WordsMax)
	course.LookedAt(&faults, f.Sure, "words", "feedback.looks_named", Hints(f.Words))
	if a == Returning {
		course.DueFrom(&faults, f.Due, today)
	}
	return faults.Err()
}

// Step is an act that was done with an entry.
type Step struct {
	Act   Act
	On    db.Date
	Words string
}
