package exchange

import (
	"slices"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/document"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/task"
	"chibo/internal/workflow"
)

// ID names an event.
type ID string

// Kind is what sort of event it is: a visit, or the kind of the host's meeting
// that the guests join.
type Kind string

// Visit is an event without a meeting.
const Visit Kind = "visit"

// State is how far an event has come.
type State string

// The states.
const (
	Proposed  State = "proposed"
	Accepted  State = "accepted" // at least one guest comes
	Declined  State = "declined" // no guest comes
	Held      State = "held"
	Recorded  State = "recorded" // the minutes lie with the cells for agreement
	Agreed    State = "agreed"
	Cancelled State = "cancelled"
)

// Stages are the states that an event passes, in order; Declined and Cancelled
// stand beside.
var Stages = []State{Proposed, Accepted, Held, Recorded, Agreed}

// Ahead reports whether the event has not taken place and still may.
func (s State) Ahead() bool { return s == Proposed || s == Accepted }

// Took reports whether the event has taken place.
func (s State) Took() bool { return s == Held || s == Recorded || s == Agreed }

// Act is something done to an event.
type Act string

// The acts.
const (
	Accepting  Act = "accept"
	Declining  Act = "decline"
	Amending   Act = "amend"
	Cancelling Act = "cancel"
	Holding    Act = "hold"
	Writing    Act = "write"
	Recording  Act = "record"
	Agreeing   Act = "agree"
	Objecting  Act = "object"
)

// Side is which of the cells may take a move.
type Side string

// The sides.
const (
	Host  Side = "host"
	Guest Side = "guest"
	Party Side = "party" // the host, or a guest that comes
)

// Side is whose the act is.
func (a Act) Side() Side {
	switch a {
	case Accepting, Declining:
		return Guest
	case Agreeing, Objecting:
		return Party
	}
	return Host
}

// Move is one row of the table of states, Moves are some of them.
type (
	Move  = workflow.Row[State, Act]
	Moves = workflow.Table[State, Act]
)

// Workflow is every way from state to state. Pages offer, and use cases allow,
// what stands here and nothing else. Where an act has several rows from a state, the
// answers of the cells decide.
var Workflow = Moves{
	{Proposed, Accepting, Accepted, Arrange},
	{Accepted, Accepting, Accepted, Arrange},
	{Proposed, Declining, Proposed, Arrange},
	{Proposed, Declining, Declined, Arrange},
	{Accepted, Declining, Accepted, Arrange},
	{Accepted, Declining, Proposed, Arrange},
	{Accepted, Declining, Declined, Arrange},
	{Proposed, Amending, Proposed, Arrange},
	{Accepted, Amending, Accepted, Arrange},
	{Accepted, Amending, Proposed, Arrange},
	{Declined, Amending, Proposed, Arrange},
	{Proposed, Cancelling, Cancelled, Arrange},
	{Accepted, Cancelling, Cancelled, Arrange},
	{Declined, Cancelling, Cancelled, Arrange},
	{Accepted, Holding, Held, Arrange},
	{Held, Writing, Held, Arrange},
	{Held, Recording, Recorded, Arrange},
	{Recorded, Agreeing, Recorded, Agree},
	{Recorded, Agreeing, Agreed, Agree},
	{Recorded, Objecting, Held, Agree},
}

// Answer is what a guest says to the invitation.
type Answer string

// The answers. The host's own is Comes from the start.
const (
	Waiting Answer = "waiting"
	Comes   Answer = "accepted"
	Stays   Answer = "declined"
)

// Cell is a party of an event. Class: cell of every party.
type Cell struct {
	Unit       org.ID
	Path       string
	Name       string
	Host       bool
	Answer     Answer
	Reason     string // why it does not come
	AnsweredOn db.Date
}

// Comes reports whether the cell takes part.
func (c Cell) Comes() bool { return c.Answer == Comes }

// place is where actions in the name of the cell are judged.
func (c Cell) place() access.Place { return access.Place{Unit: string(c.Unit), Path: c.Path} }

// standing is the state that the answers of the cells make of an event that
// lies ahead.
func standing(cells []Cell) State {
	guests := slices.DeleteFunc(slices.Clone(cells), func(c Cell) bool { return c.Host })
	switch {
	case slices.ContainsFunc(guests, Cell.Comes):
		return Accepted
	case slices.ContainsFunc(guests, func(c Cell) bool { return c.Answer == Waiting }):
		return Proposed
	}
	return Declined
}

// Exchange is an event as it stands. Class: cell of every party.
type Exchange struct {
	ID        ID
	Unit      org.ID // the host
	HostName  string
	Kind      Kind
	Meeting   meeting.ID // of the host; "" for a visit, and for who is not of the host
	State     State
	HeldOn    db.Date
	StartsAt  string // HH:MM
	Place     string
	Purpose   string
	Topic     string
	Programme string
	Reason    string // why it was called off
	Papers    int    // how many versions of the minutes were sent
	Version   int

	minutes Minutes // the draft
}

// String names the event in logs and failures, without its texts.
func (e Exchange) String() string {
	return string(e.Kind) + " " + string(e.HeldOn) + " " + string(e.ID)
}

// Minutes are the texts of the draft. Class: committee of the host.
type Minutes struct {
	Course string // how it went, what was exchanged
	Points string // what the cells agreed on
}

// Person is somebody whom his cell named. Class: cell of every party.
type Person struct {
	Unit     org.ID
	Person   member.ID
	Name     string
	Presents string // what he presents, "" for nothing
}

// Verdict is what a cell said of a version of the minutes. Class: committee.
type Verdict struct {
	Ordinal int
	Unit    org.ID
	Agrees  bool
	Note    string // what is to be mended
	At      db.Time
}

// LessonID names a lesson.
type LessonID string

// Lesson is what a cell takes home. Class: cell, of its own unit alone.
type Lesson struct {
	ID      LessonID
	Title   string
	Body    string
	Task    task.ID // "" for one that is kept as a model
	NotedOn db.Date
	Version int
}

// Sheet is an event as far as the actor's cell sees it.
type Sheet struct {
	Exchange Exchange
	Cells    []Cell // the host first
	Own      Cell   // in whose name the actor is here
	Today    db.Date
	// Whole: the cell takes part, or may still; else it sees the invitation
	// alone.
	Whole  bool
	People []Person
	Files  []document.Attachment
	// Minutes is the draft, for the host's committee.
	Minutes Minutes
	// Verdicts are those of the newest version, for the committees.
	Verdicts []Verdict
	// Readable: there are minutes that the actor may read.
	Readable bool
	Lessons  []Lesson
	// Candidates are the own people who may be named, for the committee.
	Candidates []member.Called
	Leads      bool // the actor is of the committee
	Moves
}

// MayName reports whether the actor may say who comes of his cell.
func (sh Sheet) MayName() bool { return sh.Leads && naming(sh.Exchange.State, sh.Own) }

// MayLearn reports whether the actor may write down lessons of his cell.
func (sh Sheet) MayLearn() bool { return sh.Leads && learning(sh.Exchange.State, sh.Own) }

// MayShare reports whether the actor may add files that the cells share.
func (sh Sheet) MayShare() bool { return sh.Leads && sharing(sh.Exchange.State, sh.Own) }

// naming: people are named until the minutes are sent, by cells that come or
// have not answered yet.
func naming(s State, own Cell) bool {
	return s.Ahead() && own.Answer != Stays || s == Held && own.Comes()
}

func learning(s State, own Cell) bool { return s.Took() && own.Comes() }

// sharing: what all agreed on, or was called off, takes no more files.
func sharing(s State, own Cell) bool {
	return own.Comes() && s != Agreed && s != Cancelled && s != Declined
}

// Of lists the people whom a cell named.
func (sh Sheet) Of(unit org.ID) []Person {
	return slices.DeleteFunc(slices.Clone(sh.People), func(p Person) bool { return p.Unit != unit })
}

// Verdict is what a cell said of the newest version; ok is false if it has not
// said anything.
func (sh Sheet) Verdict(unit org.ID) (v Verdict, ok bool) {
	i := slices.IndexFunc(sh.Verdicts, func(v Verdict) bool { return v.Unit == unit })
	if i < 0 {
		return v, false
	}
	return sh.Verdicts[i], true
}
