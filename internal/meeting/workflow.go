package meeting

import (
	"chibo/internal/fault"
	"chibo/internal/workflow"
)

// State is how far a meeting has come.
type State string

// The states.
const (
	Preparing State = "preparing"
	Announced State = "announced" // its notice went out
	Open      State = "open"
	Closed    State = "closed" // the minutes are being finished
	Finished  State = "finished"
	Reported  State = "reported" // the papers went up
	Cancelled State = "cancelled"
)

// Steps are the states that a meeting passes, in order; Cancelled stands beside.
var Steps = []State{Preparing, Announced, Open, Closed, Finished, Reported}

// recording reports whether what happens in the meeting can be written down.
func (s State) recording() bool { return s == Open || s == Closed }

// took reports whether the meeting has taken place.
func (s State) took() bool { return s == Closed || s == Finished || s == Reported }

// Over reports whether the meeting has left the list of what is to be done.
func (s State) Over() bool { return s == Finished || s == Reported || s == Cancelled }

// Ahead reports whether the meeting has not begun yet.
func (s State) Ahead() bool { return s == Preparing || s == Announced }

// Verb leads from one state to another.
type Verb string

// The verbs.
const (
	Announcing Verb = "announce"
	Opening    Verb = "open"
	Closing    Verb = "close"
	Freezing   Verb = "freeze"
	Reporting  Verb = "report"
	Correcting Verb = "correct"
	Cancelling Verb = "cancel"
)

// Move is one row of the table of states, Moves are some of them.
type (
	Move  = workflow.Row[State, Verb]
	Moves = workflow.Table[State, Verb]
)

// Workflow is every way from state to state. Pages offer, and use cases allow,
// what stands here and nothing else; Record means the recorder: see [Service].
var Workflow = Moves{
	{Preparing, Announcing, Announced, Prepare},
	{Preparing, Opening, Open, Record},
	{Announced, Opening, Open, Record},
	{Open, Closing, Closed, Record},
	{Closed, Freezing, Finished, Record},
	{Finished, Reporting, Reported, Prepare},
	{Finished, Correcting, Closed, Prepare},
	{Reported, Correcting, Closed, Prepare},
	{Preparing, Cancelling, Cancelled, Prepare},
	{Announced, Cancelling, Cancelled, Prepare},
	{Open, Cancelling, Cancelled, Prepare},
}

// move finds the row, or refuses what the state does not allow.
func move(from State, v Verb) (Move, error) {
	return Workflow.After(from, v, notWhen(from))
}

// NotWhen says that something cannot be done in the state.
func NotWhen(s State) error { return fault.New(fault.Invalid, notWhen(s)) }

func notWhen(s State) string { return "meeting.not_when_" + string(s) }
