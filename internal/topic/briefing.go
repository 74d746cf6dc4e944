package topic

import (
	"chibo/internal/db"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/workflow"
)

// BriefingID names a briefing.
type BriefingID string

// BriefingState is how far a briefing has come.
type BriefingState string

// The states of a briefing.
const (
	Planned   BriefingState = "planned"
	Held      BriefingState = "held"
	Cancelled BriefingState = "cancelled"
)

// Holding and Cancelling are acts done to a briefing alone.
const (
	Holding    Act = "hold"
	Cancelling Act = "cancel"
)

// Turn is one row of the table of a briefing's states, Turns are some of them.
type (
	Turn  = workflow.Row[BriefingState, Act]
	Turns = workflow.Table[BriefingState, Act]
)

// Course is every way from state to state of a briefing.
var Course = Turns{
	{Planned, Amending, Planned, Lead},
	{Planned, Holding, Held, Lead},
	{Planned, Cancelling, Cancelled, Lead},
}

// Briefing is a slot of a monthly briefing (giao ban). Class: cell.
type Briefing struct {
	ID         BriefingID
	Unit       org.ID
	HeldOn     db.Date // as planned; once held, the day itself
	Title      string  // the process that is presented
	Presenter  member.ID
	Name       string
	Second     member.ID // "" where one presents alone
	SecondName string
	Audience   string
	State      BriefingState
	Reason     string // why it was cancelled
	Version    int
}

// Presents reports whether the person is one of the presenters.
func (b Briefing) Presents(person string) bool {
	return person != "" && (string(b.Presenter) == person || string(b.Second) == person)
}

// after finds the row of the act that leads on from how the briefing stands.
func (b Briefing) after(a Act) (Turn, error) {
	return Course.After(b.State, a, "topic.briefing_not_when_"+string(b.State))
}
