package reflection

import (
	"slices"

	"chibo/internal/db"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/workflow"
)

// ID names a report, and the turn that it is given in.
type ID string

// State is how far a report has come.
type State string

// The states.
const (
	Planned   State = "planned"
	Assigned  State = "assigned"
	Drafting  State = "drafting"
	InReview  State = "review"
	Revised   State = "revised"
	Presented State = "presented"
	Concluded State = "concluded"
	Final     State = "final"
	Released  State = "released"
)

// Stages are the states that a report passes, in order, from the day on which
// its author is told. Planned lies before them, Released beside.
var Stages = []State{Assigned, Drafting, InReview, Revised, Presented, Concluded, Final}

// Open reports whether the turn may still be moved, swapped or released: the
// meeting has not heard the report.
func (s State) Open() bool {
	return s == Planned || s == Assigned || s == Drafting || s == InReview || s == Revised
}

// Told reports whether the author was told of the turn and has not presented
// the report.
func (s State) Told() bool { return s.Open() && s != Planned }

// Heard reports whether the unit heard the report.
func (s State) Heard() bool { return s == Presented || s == Concluded || s == Final }

// Act is something done to a report.
type Act string

// The acts. Each but Saving leaves a Step; the first Saving does too.
const (
	Telling      Act = "tell"
	Saving       Act = "save"
	Submitting   Act = "submit"
	Resubmitting Act = "resubmit"
	Returning    Act = "return"
	Passing      Act = "pass"
	Urging       Act = "urge"
	Presenting   Act = "present"
	Concluding   Act = "conclude"
	Unhearing    Act = "unhear"
	Hearing      Act = "hear"
	Completing   Act = "complete"
	Moving       Act = "move"
	Swapping     Act = "swap"
	Releasing    Act = "release"
	SendingUp    Act = "send_up"
)

// Move is one row of the table of states, Moves are some of them.
type (
	Move  = workflow.Row[State, Act]
	Moves = workflow.Table[State, Act]
)

// Workflow is every way from state to state. Pages offer, and use cases allow,
// what stands here and nothing else. What a meeting does belongs to who
// records it; Hearing is for chapters of mass organisations alone. A report is
// sent again from InReview by Submitting as long as it was not given back, by
// Resubmitting once it was. One that was taken up by mistake goes back to
// Revised, to Drafting if it was never sent; one whose conclusion was taken
// back is presented again.
var Workflow = Moves{
	{Planned, Telling, Assigned, Plan},
	{Assigned, Saving, Drafting, Write},
	{Drafting, Saving, Drafting, Write},
	{InReview, Saving, InReview, Write},
	{Revised, Saving, Revised, Write},
	{Concluded, Saving, Concluded, Write},
	{Assigned, Submitting, InReview, Write},
	{Drafting, Submitting, InReview, Write},
	{InReview, Submitting, InReview, Write},
	{InReview, Resubmitting, Revised, Write},
	{Revised, Submitting, Revised, Write},
	{InReview, Returning, InReview, Review},
	{Revised, Returning, InReview, Review},
	{InReview, Passing, Revised, Review},
	{Assigned, Urging, Assigned, Review},
	{Drafting, Urging, Drafting, Review},
	{InReview, Urging, InReview, Review},
	{Assigned, Presenting, Presented, meeting.Record},
	{Drafting, Presenting, Presented, meeting.Record},
	{InReview, Presenting, Presented, meeting.Record},
	{Revised, Presenting, Presented, meeting.Record},
	{Presented, Concluding, Concluded, meeting.Record},
	{Concluded, Concluding, Presented, meeting.Record},
	{Presented, Unhearing, Revised, meeting.Record},
	{Presented, Unhearing, Drafting, meeting.Record},
	{Concluded, Unhearing, Revised, meeting.Record},
	{Concluded, Unhearing, Drafting, meeting.Record},
	{Assigned, Hearing, Concluded, Review},
	{Drafting, Hearing, Concluded, Review},
	{InReview, Hearing, Concluded, Review},
	{Revised, Hearing, Concluded, Review},
	{Concluded, Hearing, Concluded, Review},
	{Concluded, Completing, Final, Write},
	{Final, SendingUp, Final, Review},
	{Planned, Moving, Planned, Plan},
	{Assigned, Moving, Assigned, Plan},
	{Drafting, Moving, Drafting, Plan},
	{InReview, Moving, InReview, Plan},
	{Revised, Moving, Revised, Plan},
	{Planned, Swapping, Planned, Plan},
	{Assigned, Swapping, Assigned, Plan},
	{Drafting, Swapping, Drafting, Plan},
	{InReview, Swapping, InReview, Plan},
	{Revised, Swapping, Revised, Plan},
	{Planned, Releasing, Released, Plan},
	{Assigned, Releasing, Released, Plan},
	{Drafting, Releasing, Released, Plan},
	{InReview, Releasing, Released, Plan},
	{Revised, Releasing, Released, Plan},
}

// Report is a turn and the report that is given in it, without its texts.
// Class: cell.
type Report struct {
	ID         ID
	Unit       org.ID
	UnitName   string
	Person     member.ID
	Name       string
	Month      db.Date // YYYY-MM: of the meeting that hears it
	State      State
	Chosen     bool    // he volunteered for the month
	Due        db.Date // the last day for the draft; "" while planned
	Sends      int     // how many versions were sent
	Returned   bool    // the last of them was given back
	Meeting    meeting.ID
	HeardOn    db.Date
	ReleasedAs Reason
	SentUpOn   db.Date // the day on which the unit sent it upward, "" if it did not
	Version    int
}

// Late is how many days the draft is over its due day; 0 once it was sent, and
// while it is not due.
func (r Report) Late(today db.Date) int {
	if r.Due == "" || r.Due >= today || !r.owed() {
		return 0
	}
	return meeting.Left(r.Due, today)
}

// Left is how many days remain to the due day: 0 on the day itself, negative
// once it has passed.
func (r Report) Left(today db.Date) int { return meeting.Left(today, r.Due) }

// owed reports whether the leaders wait for the author's text.
func (r Report) owed() bool {
	return r.State == Assigned || r.State == Drafting || r.State == InReview && r.Returned
}

// allows reports whether the move leads on from how the report stands. Who may
// do it is asked apart.
func (r Report) allows(m Move) bool {
	switch {
	case m.From != r.State:
		return false
	case m.Act == Submitting:
		return r.State != InReview || !r.Returned
	case m.Act == Resubmitting:
		return r.Returned
	case m.Act == Unhearing:
		return (m.To == Revised) == (r.Sends > 0)
	case m.Act == SendingUp:
		return r.SentUpOn == ""
	}
	return true
}

// after finds the row of the act that leads on from how the report stands.
func (r Report) after(a Act) (Move, error) {
	i := slices.IndexFunc(Workflow, func(m Move) bool { return m.Act == a && r.allows(m) })
	if i < 0 {
		return Move{}, notNow(r.State)
	}
	return Workflow[i], nil
}

// Reason says why somebody was released from his turn. Health and family stay
// unsaid: Excused is all that is kept (C10).
type Reason string

// The reasons.
const (
	LeftUnit Reason = "left"
	Excused  Reason = "excused"
	Other    Reason = "other"
)

// Reasons lists those that leaders may give, in the order of the form.
var Reasons = []Reason{Excused, LeftUnit, Other}

// Step is one line of the timeline. Class: author and committee.
type Step struct {
	Act    Act
	Person member.ID // who did it, "" for the program itself
	Name   string
	Month  db.Date // that the turn was moved from
	Note   string
	At     db.Time
}

// Conclusion is what the chair concluded of a report. Class: cell.
type Conclusion struct {
	Assessment string
	Exemplary  string
	ToMend     string // a line for each remark
}

// Empty reports whether nothing was concluded.
func (c Conclusion) Empty() bool { return c.Assessment+c.Exemplary+c.ToMend == "" }

// Opinion is what somebody said about a report. Class: cell.
type Opinion struct {
	Speaker member.ID // "" for a guest, and for somebody forgotten
	Name    string
	Kind    meeting.NoteKind
	Body    string
}

// Circle is a group of people who read a report.
type Circle string

// The circles, from the narrowest.
const (
	AuthorReads Circle = "author"
	LeadersRead Circle = "leaders"
	UnitReads   Circle = "unit"
	UpperLevel  Circle = "above"
)

// Reader tells the author who reads the report: now where After is "", else
// from the day on which the act is done (C9, C10).
type Reader struct {
	Circle Circle
	After  Act
}

// readers tells who reads the text now, and after which step who else.
func (r Report) readers() []Reader {
	all := []Reader{{Circle: AuthorReads}, {LeadersRead, Submitting}, {UnitReads, Presenting}, {UpperLevel, SendingUp}}
	if r.Sends > 0 {
		all[1].After = ""
	}
	if r.State.Heard() {
		all[1].After, all[2].After = "", ""
	}
	if r.SentUpOn != "" {
		all[3].After = ""
	}
	return all
}
