package task

import (
	"slices"
	"strings"
	"unicode/utf8"

	"chibo/internal/db"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/member"
	"chibo/internal/org"
)

// ID names a task.
type ID string

// State is how far a task has come.
type State string

// The states.
const (
	Assigned  State = "assigned"
	Reported  State = "reported"
	Done      State = "done"
	Cancelled State = "cancelled"
)

// Open reports whether something is still to be done.
func (s State) Open() bool { return s == Assigned || s == Reported }

// Act is something done to a task.
type Act string

// The acts. Each leaves a Step.
const (
	Assigning  Act = "assign"
	Reporting  Act = "report"
	Returning  Act = "return"
	Accepting  Act = "accept"
	Extending  Act = "extend"
	Urging     Act = "urge"
	Helping    Act = "help"
	Cancelling Act = "cancel"
)

// Move is one row of the table of states.
type Move struct {
	From State
	Act  Act
	To   State
	// Own: the assignee does it. Otherwise the committee alone.
	Own bool
	// Said: it needs words.
	Said bool
}

// Moves is every way from state to state. Pages offer, and use cases allow,
// what stands here and nothing else.
var Moves = []Move{
	{Assigned, Reporting, Reported, true, true},
	{Reported, Reporting, Reported, true, true},
	{Reported, Returning, Assigned, false, true},
	{Reported, Accepting, Done, false, false},
	{Assigned, Accepting, Done, false, true},
	{Assigned, Extending, Assigned, false, true},
	{Reported, Extending, Reported, false, true},
	{Assigned, Urging, Assigned, false, true},
	{Reported, Urging, Reported, false, true},
	{Assigned, Helping, Assigned, false, true},
	{Reported, Helping, Reported, false, true},
	{Assigned, Cancelling, Cancelled, false, true},
	{Reported, Cancelling, Cancelled, false, true},
}

// From lists what may be done to a task in the state, in the table's order.
func From(s State) []Move {
	return slices.DeleteFunc(slices.Clone(Moves), func(m Move) bool { return m.From != s })
}

// Task is a task as it stands. Class: committee and assignee.
type Task struct {
	ID           ID
	Unit         org.ID
	Title        string
	Measure      string
	Assignee     member.ID
	AssigneeName string
	Due          db.Date
	State        State
	Result       string // the assignee's last report
	OriginKind   string // "" for a task that the committee gave by itself
	OriginID     string
	AssignedOn   db.Date
	DoneOn       db.Date
	Version      int
}

// Late is how many days the task is over its due day; 0 if it is not. A task
// that is done or cancelled is never late.
func (t Task) Late(today db.Date) int {
	if !t.State.Open() || t.Due >= today {
		return 0
	}
	return days(t.Due, today)
}

// Left is how many days remain to the due day: 0 on the day itself, negative
// once it has passed.
func (t Task) Left(today db.Date) int { return days(today, t.Due) }

// days counts from one whole date to another. The zone has no summer time,
// so a day is 24 hours.
func days(from, to db.Date) int { return int(to.Time().Sub(from.Time()).Hours() / 24) }

// Step is one line of the timeline.
type Step struct {
	Act    Act
	Person member.ID // "" for the program itself
	Name   string
	Note   string
	Due    db.Date // the day that the step set, "" if none
	At     db.Time
}

// New is what is given to assign a task.
type New struct {
	Unit       org.ID
	Title      string
	Measure    string
	Assignee   member.ID
	Due        db.Date
	OriginKind string // the record that it comes from; "" for the committee itself
	OriginID   string
	// On is the day of the assignment, where minutes are entered later; ""
	// means today.
	On db.Date
}

// Lengths in characters.
const (
	titleMax = 300
	textMax  = 4000
)

// Check cleans the form, takes today for a missing day of assignment, and
// reports every fault at once, in the fields title, measure, assignee, due, on.
func (n *New) Check(today db.Date) error {
	n.Title, n.Measure = strings.Join(strings.Fields(i18n.Clean(n.Title)), " "), i18n.Clean(n.Measure)
	if n.On == "" {
		n.On = today
	}
	var faults fault.Form
	if n.Title == "" {
		faults.Add("title", "task.title_missing")
	} else if err := sayable("title", n.Title, titleMax); err != nil {
		faults.Take("title", err)
	}
	faults.Take("measure", sayable("measure", n.Measure, textMax))
	if n.Assignee == "" {
		faults.Add("assignee", "task.assignee_missing")
	}
	if !whole(n.On) {
		faults.Add("on", "task.date_invalid")
	} else if n.On > today {
		faults.Add("on", "task.on_ahead")
	}
	if !whole(n.Due) {
		faults.Add("due", "task.due_missing")
	} else if n.Due < n.On {
		faults.Add("due", "task.due_before_assignment", n.On)
	}
	return faults.Err()
}

// Apply gives the state to which the act leads, or refuses it.
func Apply(s State, a Act, note string) (State, error) {
	for _, m := range Moves {
		if m.From != s || m.Act != a {
			continue
		}
		if m.Said && note == "" {
			return "", fault.At("note", "task.note_missing")
		}
		return m.To, sayable("note", note, textMax)
	}
	return "", fault.New(fault.Invalid, "task.not_now")
}

// extension refuses a new due day that is none, lies in the past or is no
// later than the old one.
func extension(t Task, due, today db.Date) error {
	switch {
	case !whole(due):
		return fault.At("due", "task.due_missing")
	case due < today:
		return fault.At("due", "task.due_past")
	case due <= t.Due:
		return fault.At("due", "task.due_no_later", t.Due)
	}
	return nil
}

// sayable bounds a text and keeps what is marked as a state secret out (I5).
func sayable(field, text string, limit int) error {
	if utf8.RuneCountInString(text) > limit {
		return fault.At(field, "task.too_long", limit)
	}
	if err := document.CheckText("", text); err != nil {
		return fault.At(field, fault.Key(err))
	}
	return nil
}

func whole(d db.Date) bool {
	_, ok := db.ParseDate(string(d))
	return ok && d.Whole()
}

// mayCarry refuses an assignee who is not called to the unit's meetings, or
// may not take part in them.
func mayCarry(called []member.Called, person member.ID) error {
	i := slices.IndexFunc(called, func(c member.Called) bool { return c.Person == person })
	switch {
	case i < 0:
		return fault.At("assignee", "task.assignee_elsewhere")
	case called[i].State == member.Suspended || called[i].State == member.Detained:
		return fault.At("assignee", "task.assignee_suspended")
	}
	return nil
}
