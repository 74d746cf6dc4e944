package topic

import (
	"chibo/internal/db"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/workflow"
)

// ID names a topic.
type ID string

// State is how far a topic has come.
type State string

// The states.
const (
	Proposed  State = "proposed"
	Assigned  State = "assigned"
	Written   State = "written"
	Sent      State = "sent"
	Returned  State = "returned"
	Ready     State = "ready"
	Presented State = "presented"
	Withdrawn State = "withdrawn"
)

// Stages are the states that a topic passes, in order. Proposed lies before
// them, Returned and Withdrawn beside.
var Stages = []State{Assigned, Written, Sent, Ready, Presented}

// Ahead reports whether the paper is still to be presented.
func (s State) Ahead() bool { return s != Presented && s != Withdrawn }

// owed reports whether the committee waits for the author.
func (s State) owed() bool { return s == Assigned || s == Written || s == Returned }

// open reports whether all of the cell may read the paper.
func (s State) open() bool { return s == Ready || s == Presented }

// Act is something done to a topic.
type Act string

// The acts.
const (
	Assigning   Act = "assign"
	Proposing   Act = "propose"
	Accepting   Act = "accept"
	Saving      Act = "save"
	Sending     Act = "send"
	Returning   Act = "return"
	Passing     Act = "pass"
	Seating     Act = "seat"
	Presenting  Act = "present"
	Amending    Act = "amend"
	Withdrawing Act = "withdraw"
)

// Move is one row of the table of states, Moves are some of them.
type (
	Move  = workflow.Row[State, Act]
	Moves = workflow.Table[State, Act]
)

// Workflow is every way from state to state. Pages offer, and use cases allow,
// what stands here and nothing else; what depends on the person is narrowed by
// the use cases.
var Workflow = Moves{
	{Proposed, Accepting, Assigned, Lead},
	{Assigned, Saving, Written, Write},
	{Written, Saving, Written, Write},
	{Returned, Saving, Returned, Write},
	{Assigned, Sending, Sent, Write},
	{Written, Sending, Sent, Write},
	{Returned, Sending, Sent, Write},
	{Sent, Returning, Returned, Lead},
	{Ready, Returning, Returned, Lead},
	{Sent, Passing, Ready, Lead},
	{Ready, Seating, Ready, Lead},
	{Ready, Presenting, Presented, Lead},
	{Proposed, Amending, Proposed, Lead},
	{Assigned, Amending, Assigned, Lead},
	{Written, Amending, Written, Lead},
	{Sent, Amending, Sent, Lead},
	{Returned, Amending, Returned, Lead},
	{Ready, Amending, Ready, Lead},
	{Proposed, Withdrawing, Withdrawn, Write},
	{Assigned, Withdrawing, Withdrawn, Lead},
	{Written, Withdrawing, Withdrawn, Lead},
	{Sent, Withdrawing, Withdrawn, Lead},
	{Returned, Withdrawing, Withdrawn, Lead},
	{Ready, Withdrawing, Withdrawn, Lead},
}

// Topic is a topic as it stands, without its texts. Class: cell.
type Topic struct {
	ID          ID
	Unit        org.ID
	Year        int
	Person      member.ID // the author
	Name        string
	Title       string
	Field       string  // of work, "" if not said
	Due         db.Date // the last day for the paper; "" while proposed
	Month       db.Date // YYYY-MM of the meeting that is to hear it; "" while not set
	State       State
	Meeting     meeting.ID // that heard it; "" where it stood on no agenda
	PresentedOn db.Date
	Reason      string // why it was withdrawn
	Version     int
}

// Late is how many days the paper is over its last day; 0 once it was sent,
// and while it is not due.
func (t Topic) Late(today db.Date) int {
	if t.Due == "" || t.Due >= today || !t.State.owed() {
		return 0
	}
	return meeting.Left(t.Due, today)
}

// after finds the row of the act that leads on from how the topic stands.
func (t Topic) after(a Act) (Move, error) {
	return Workflow.After(t.State, a, "topic.not_when_"+string(t.State))
}

// Text is a paper as it was sent, or as the cell reads it.
type Text struct {
	Body string
	At   db.Time // zero where there is none
}

// Draft is what is being written. Class: the author alone; the committee too
// where one of it began it for him.
type Draft struct {
	Body    string
	By      member.ID // who began it
	SavedAt db.Time
	Version int // 0 while there is none
}

// Comment is what somebody said of a draft, or of a paper that was presented.
type Comment struct {
	Name    string // "" for somebody forgotten
	Body    string
	At      db.Time
	OnDraft bool // between the author and the committee alone
}

// Call is what the committee asks of everybody in a year. Class: cell.
type Call struct {
	Words   string
	Due     db.Date // the last day for papers
	Version int     // 0 while there is none
}
