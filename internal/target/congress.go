package target

import (
	"chibo/internal/db"
	"chibo/internal/org"
	"chibo/internal/workflow"
)

// CongressID names a congress.
type CongressID string

// CongressState is how far a congress has come.
type CongressState string

// The states of a congress.
const (
	Planned   CongressState = "planned"
	Held      CongressState = "held"
	Cancelled CongressState = "cancelled"
)

// The acts done to a congress alone.
const (
	Ticking    Act = "tick"
	Holding    Act = "hold"
	Cancelling Act = "cancel"
)

// Turn is one row of the table of a congress's states, Turns are some of them.
type (
	Turn  = workflow.Row[CongressState, Act]
	Turns = workflow.Table[CongressState, Act]
)

// Course is every way from state to state of a congress.
var Course = Turns{
	{Planned, Amending, Planned, Lead},
	{Planned, Ticking, Planned, Lead},
	{Planned, Holding, Held, Lead},
	{Planned, Cancelling, Cancelled, Lead},
}

// Congress is the congress of an organisation. Class: open.
type Congress struct {
	ID        CongressID
	Unit      org.ID
	Ordinal   string // "XII", "" where nothing was said
	PlannedOn db.Date
	HeldOn    db.Date // "" until it was held
	State     CongressState
	Reason    string // why it was cancelled
	Version   int
	Papers    []Paper // in their order
}

// Paper is one paper that a congress needs.
type Paper struct {
	ID     string
	Title  string
	DoneOn db.Date // the day on which it was ready; "" while it is not
}

// Day is the day of the congress: as held, else as planned.
func (c Congress) Day() db.Date {
	if c.HeldOn != "" {
		return c.HeldOn
	}
	return c.PlannedOn
}

// Ready is how many papers are ready.
func (c Congress) Ready() (n int) {
	for _, p := range c.Papers {
		if p.DoneOn != "" {
			n++
		}
	}
	return n
}

// Late is by how many days the planned day has passed without a congress; 0
// where it has not.
func (c Congress) Late(today db.Date) int {
	if c.State != Planned || c.PlannedOn >= today {
		return 0
	}
	return int(today.Time().Sub(c.PlannedOn.Time()).Hours()) / 24
}

// after finds the row of the act that leads on from how the congress stands.
func (c Congress) after(a Act) (Turn, error) {
	return Course.After(c.State, a, "target.congress_not_when_"+string(c.State))
}

// Standing is how a unit stands with its congresses.
type Standing struct {
	Unit org.Unit
	Term org.Term // the latest that has begun; a zero one where none is recorded
	// Last is the congress that is prepared, else the latest that was held; a
	// zero one where there is neither.
	Last Congress
}

// Ended reports whether the unit's term has ended and no congress is planned.
func (s Standing) Ended(today db.Date) bool {
	return s.Term.To != "" && s.Term.To <= today && s.Last.State != Planned
}
