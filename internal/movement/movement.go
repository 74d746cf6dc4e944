package movement

import (
	"slices"

	"chibo/internal/db"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/workflow"
)

// TransferID names a transfer.
type TransferID string

// State is how far a transfer has come.
type State string

// The states.
const (
	Requested State = "requested"
	Reviewed  State = "reviewed"
	Issued    State = "issued"
	Presented State = "presented"
	Received  State = "received"
	Withdrawn State = "withdrawn"
)

// Stages are the states that a transfer passes, in order. Withdrawn lies beside
// them.
var Stages = []State{Requested, Reviewed, Issued, Presented, Received}

// Open reports whether the transfer is on its way.
func (s State) Open() bool { return s != Received && s != Withdrawn }

// reached reports whether a state is s or comes after it.
func (s State) reached(stage State) bool {
	return s != Withdrawn && slices.Index(Stages, s) >= slices.Index(Stages, stage)
}

// Act is something done to a transfer.
type Act string

// The acts.
const (
	Requesting  Act = "request"
	Reviewing   Act = "review"
	Issuing     Act = "issue"
	Presenting  Act = "present"
	Receiving   Act = "receive"
	Withdrawing Act = "withdraw"
)

// Side is whose act it is.
type Side string

// The sides. The receiver is the host, or the home where the host is outside.
const (
	Home     Side = "home"
	Either   Side = "either"
	Receiver Side = "receiver"
)

// Side is whose the act is.
func (a Act) Side() Side {
	switch a {
	case Presenting:
		return Either
	case Receiving:
		return Receiver
	}
	return Home
}

// Move is one row of the table of states, Moves are some of them.
type (
	Move  = workflow.Row[State, Act]
	Moves = workflow.Table[State, Act]
)

// Workflow is every way from state to state. Pages offer, and use cases allow,
// what stands here and nothing else. A request is also withdrawn by who made it.
var Workflow = Moves{
	{Requested, Reviewing, Reviewed, Keep},
	{Reviewed, Issuing, Issued, Keep},
	{Issued, Presenting, Presented, Keep},
	{Presented, Receiving, Received, Keep},
	{Requested, Withdrawing, Withdrawn, View},
	{Reviewed, Withdrawing, Withdrawn, View},
	{Issued, Withdrawing, Withdrawn, View},
	{Presented, Withdrawing, Withdrawn, View},
}

// Distance is how far somebody moves, as the register asks for it.
type Distance string

// The distances: within the province, and beyond it.
const (
	Province Distance = "province"
	Country  Distance = "country"
)

// Transfer is the permanent transfer of a member. Class: committee.
type Transfer struct {
	ID                 TransferID
	Person             member.ID
	Name               string
	Home, Host         org.ID // "" for a place outside
	HomeName, HostName string // as they are called now; "" for a place outside
	HostGone           bool   // the host is dissolved
	Outside            string // the place outside, in words
	Distance           Distance
	State              State
	MovedOn            db.Date // the decision or the move; "" of who came from outside
	ReviewedOn         db.Date
	Review             string
	LetterNo           string
	LetterOn           db.Date
	FeeUntil           db.Date // YYYY-MM: the fee is paid up to this month
	Enclosed           string
	PresentedOn        db.Date
	ReceivedOn         db.Date
	Reason             string // why it was withdrawn
	Version            int
}

// Origin is where the member comes from, in words.
func (t Transfer) Origin() string {
	if t.Home == "" {
		return t.Outside
	}
	return t.HomeName
}

// Goal is where the member goes, in words.
func (t Transfer) Goal() string {
	if t.Host == "" {
		return t.Outside
	}
	return t.HostName
}

// receiver is the unit that receives the member, as far as chibo knows it.
func (t Transfer) receiver() org.ID {
	if t.Host == "" {
		return t.Home
	}
	return t.Host
}

// after finds the row of the act that leads on from how the transfer stands.
func (t Transfer) after(a Act) (Move, error) {
	return Workflow.After(t.State, a, "movement.not_when_"+string(t.State))
}

// since is the day before which the next step cannot lie.
func (t Transfer) since() db.Date {
	return max(t.MovedOn, t.ReviewedOn, t.LetterOn, t.PresentedOn)
}
