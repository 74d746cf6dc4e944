package task

import (
	"slices"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/workflow"
)

// ID names a task.
type ID string

// State is how far a task has come.
type State string

// The states.
const (
	Assigned  State = "assigned"
	Reported  State = "reported"
	Done      State = "done" // ended with a verdict, also where that says not done
	Cancelled State = "cancelled"
)

// Open reports whether something is still to be done.
func (s State) Open() bool { return s == Assigned || s == Reported }

// Evaluation is how the committee judges a task that ends.
type Evaluation string

// The evaluations.
const (
	DoneWell Evaluation = "done_well"
	DoneAsIs Evaluation = "done"
	DoneLate Evaluation = "late"
	NotDone  Evaluation = "not_done"
)

// Evaluations lists them as a form offers them.
var Evaluations = []Evaluation{DoneWell, DoneAsIs, DoneLate, NotDone}

// Act is something done to a task.
type Act string

// The acts. Each leaves a Step.
const (
	Assigning   Act = "assign"
	Progressing Act = "progress"
	Asking      Act = "ask"
	Declining   Act = "decline"
	Reporting   Act = "report"
	Returning   Act = "return"
	Accepting   Act = "accept"
	Extending   Act = "extend"
	Urging      Act = "urge"
	Helping     Act = "help"
	Reassigning Act = "reassign"
	Cancelling  Act = "cancel"
)

// Move is one row of the table of states, Moves are some of them.
type (
	Move  = workflow.Row[State, Act]
	Moves = workflow.Table[State, Act]
)

// Workflow is every way from state to state. Pages offer, and use cases allow,
// what stands here and nothing else. A refusal also needs a request for a
// later day: see [Task.Allows].
var Workflow = Moves{
	{Assigned, Progressing, Assigned, Tell},
	{Assigned, Reporting, Reported, Tell},
	{Reported, Reporting, Reported, Tell},
	{Assigned, Asking, Assigned, Ask},
	{Assigned, Declining, Assigned, Arrange},
	{Reported, Returning, Assigned, Arrange},
	{Reported, Accepting, Done, Arrange},
	{Assigned, Accepting, Done, Arrange},
	{Assigned, Extending, Assigned, Arrange},
	{Reported, Extending, Reported, Arrange},
	{Assigned, Urging, Assigned, Arrange},
	{Reported, Urging, Reported, Arrange},
	{Assigned, Helping, Assigned, Arrange},
	{Reported, Helping, Reported, Arrange},
	{Assigned, Reassigning, Assigned, Arrange},
	{Reported, Reassigning, Assigned, Arrange},
	{Assigned, Cancelling, Cancelled, Arrange},
	{Reported, Cancelling, Cancelled, Arrange},
}

// Said reports whether a move needs words: all do, but for taking what was reported.
func Said(m Move) bool { return m.Act != Accepting || m.From != Reported }

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
	Percent      *int       // as last said, nil if never
	AskedDue     db.Date    // the later day that is asked for, "" if none
	Result       string     // the assignee's last report
	ReportedOn   db.Date    // its day
	Evaluation   Evaluation // "" until it is done
	Lesson       string     // rút kinh nghiệm
	OriginKind   string     // "" for a task that the committee gave by itself
	OriginID     string
	AssignedOn   db.Date
	DoneOn       db.Date
	Version      int

	// Source names the origin, where a page shows it.
	Source Source
	// Forsaken: it is open, and the assignee no longer takes part in the
	// unit's meetings (left, died, suspended, detained). Told to the committee
	// alone.
	Forsaken bool
}

// Source says in words where a task comes from: a text key with what stands
// in it, and the page of the record, "" where it has none.
type Source struct {
	Key  string
	Args []any
	Href string
}

// Allows reports whether the move leads on from how the task stands. Who may
// do it is asked apart.
func (t Task) Allows(m Move) bool {
	return m.From == t.State && (m.Act != Declining || t.AskedDue != "")
}

// dress adds the source, which is the committee's own word where nothing else
// is known, and whether the task is forsaken.
func (t *Task) dress(sources map[ID]Source, forsaken []member.ID) {
	src, ok := sources[t.ID]
	switch {
	case ok:
		t.Source = src
	case t.OriginKind == "":
		t.Source = Source{Key: "task.from_committee"}
	default:
		t.Source = Source{Key: "task.from_other"}
	}
	t.Forsaken = t.State.Open() && slices.Contains(forsaken, t.Assignee)
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

// ReportedAfter is how many days after the due day the last report came; 0 if
// in time or not at all.
func (t Task) ReportedAfter() int {
	if t.ReportedOn <= t.Due {
		return 0
	}
	return days(t.Due, t.ReportedOn)
}

// days counts from one whole date to another. The zone has no summer time,
// so a day is 24 hours.
func days(from, to db.Date) int { return int(to.Time().Sub(from.Time()).Hours() / 24) }

// Step is one line of the timeline.
type Step struct {
	Act      Act
	Person   member.ID // who did it, "" for the program itself
	Name     string
	Assignee member.ID // whose task it is after the step
	For      string    // his name
	Note     string
	Due      db.Date // the day that the step set or asked for, "" if none
	Percent  *int    // of progress, nil if not said
	At       db.Time
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
