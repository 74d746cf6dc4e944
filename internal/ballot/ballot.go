package ballot

import (
	"slices"

	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/vote"
	"chibo/internal/workflow"
)

// ID names a ballot.
type ID string

// Kind is what a ballot asks for.
type Kind string

// The kinds of ballots.
const (
	Election Kind = "election" // of candidates
	Question Kind = "question" // in favour, against, another opinion
)

// State is how far a ballot has come.
type State string

// The states.
const (
	Prepared  State = "prepared"
	Cast      State = "cast" // the ballots are handed out
	Counted   State = "counted"
	Confirmed State = "confirmed" // two of the board stand behind the count
	Announced State = "announced"
	Annulled  State = "annulled"
)

// Steps are the states that a ballot passes, in order; Annulled stands beside.
var Steps = []State{Prepared, Cast, Counted, Confirmed, Announced}

// Act is something done to a ballot.
type Act string

// The acts.
const (
	Editing    Act = "edit"
	Appointing Act = "appoint"
	Casting    Act = "cast"
	Entering   Act = "enter"
	Confirming Act = "confirm"
	Announcing Act = "announce"
	Annulling  Act = "annul"
)

// Move is one row of the table of states, Moves are some of them.
type (
	Move  = workflow.Row[State, Act]
	Moves = workflow.Table[State, Act]
)

// Workflow is every way from state to state. Pages offer, and use cases allow,
// what stands here and nothing else.
var Workflow = Moves{
	{Prepared, Editing, Prepared, Run},
	{Prepared, Appointing, Prepared, Run},
	{Prepared, Casting, Cast, Run},
	{Cast, Appointing, Cast, Run},
	{Cast, Entering, Counted, Count},
	{Counted, Entering, Counted, Count},
	{Counted, Appointing, Cast, Run},
	{Counted, Confirming, Confirmed, Count},
	{Confirmed, Entering, Counted, Count},
	{Confirmed, Announcing, Announced, Run},
	{Prepared, Annulling, Annulled, Run},
	{Cast, Annulling, Annulled, Run},
	{Counted, Annulling, Annulled, Run},
	{Confirmed, Annulling, Annulled, Run},
	{Announced, Annulling, Annulled, Run},
}

// move finds the row, or refuses what the state does not allow.
func move(from State, a Act) (Move, error) {
	return Workflow.After(from, a, "ballot.not_when_"+string(from))
}

// during reports whether an act can be done while its meeting is in a state:
// what is prepared before the meeting is cast and counted in it.
func (a Act) during(s meeting.State) bool {
	switch a {
	case Editing, Appointing:
		return s.Ahead() || s == meeting.Open
	case Annulling:
		return s.Ahead() || s == meeting.Open || s == meeting.Closed
	}
	return s == meeting.Open
}

// Ballot is a vote on paper as it stands. Class: cell.
type Ballot struct {
	ID         ID
	Meeting    meeting.ID
	Item       meeting.ItemID // of the agenda, "" for none
	Unit       org.ID
	Kind       Kind
	Matter     vote.Matter
	Title      string // what is elected, or the question
	Seats      int    // how many are to be elected; 0 of a question
	State      State
	Follows    ID     // the round before, "" for the first
	Reason     string // why it was annulled
	Version    int
	Candidates []Candidate
	Board      []Teller
	Tally      Tally // zero until it is entered, and for whom it is not
}

// standing are the candidates who have not withdrawn.
func (b Ballot) standing() []Candidate {
	return slices.DeleteFunc(slices.Clone(b.Candidates), func(c Candidate) bool { return c.Withdrawn })
}

// Ranked are the candidates who have not withdrawn, the most votes first.
func (b Ballot) Ranked() []Candidate {
	all := b.standing()
	slices.SortStableFunc(all, func(x, y Candidate) int { return y.Favour - x.Favour })
	return all
}

// Left is how many seats an announced election left empty.
func (b Ballot) Left() int {
	left := b.Seats
	for _, c := range b.Candidates {
		if c.Standing == vote.Elected {
			left--
		}
	}
	return max(left, 0)
}

// tellers are those of the board.
func (b Ballot) tellers() []member.ID {
	var all []member.ID
	for _, t := range b.Board {
		all = append(all, t.Person)
	}
	return all
}

// on reports whether somebody is of the board.
func (b Ballot) on(p member.ID) bool {
	return p != "" && slices.ContainsFunc(b.Board, func(t Teller) bool { return t.Person == p })
}

// Head is the head of the board; a zero one while nobody is.
func (b Ballot) Head() Teller {
	for _, t := range b.Board {
		if t.Head {
			return t
		}
	}
	return Teller{}
}

// CandidateID names somebody's candidacy.
type CandidateID string

// Naming is how somebody came to stand.
type Naming string

// The namings.
const (
	Nominated Naming = "nominated"
	Self      Naming = "self"
)

// Namings lists them as a form offers them.
var Namings = []Naming{Nominated, Self}

// Candidate is somebody who stands. Class: cell.
type Candidate struct {
	ID        CandidateID
	Person    member.ID
	Name      string
	Named     Naming
	Withdrawn bool
	Favour    int           // votes, once they may be read
	Standing  vote.Standing // "" until the result is announced
}

// Teller is one of the counting board. Class: cell.
type Teller struct {
	Person member.ID
	Name   string
	Head   bool
}

// mayStand reports whether one of the called may be elected.
func mayStand(s meeting.Seat) bool {
	return s.Status == member.Official && s.State != member.Visiting && !s.Barred()
}

// mayCount reports whether one of the called may count: an official member who
// votes here. While the meeting lies ahead, nobody is present yet.
func mayCount(s meeting.Seat, m meeting.State) bool {
	votes := s.Status == member.Official && (s.State == member.Active || s.State == member.Exempt)
	return votes && (m.Ahead() || s.Mark == meeting.Present)
}

// boardLeast is how many a board has at least: one enters, another confirms.
const boardLeast = 2

// castable is the guard of handing out the ballots. present are the voters in
// the room.
func (b Ballot) castable(seats []meeting.Seat, present int) error {
	var faults fault.Form
	if n := meeting.Count(seats).Unmarked; n > 0 {
		faults.Add("roll", "ballot.roll_incomplete", n)
	} else if present == 0 {
		faults.Add("roll", "ballot.nobody_present")
	}
	if len(b.Board) < boardLeast {
		faults.Add("board", "ballot.board_missing", boardLeast)
	}
	for _, t := range b.Board {
		if s, ok := meeting.SeatOf(seats, t.Person); !ok || !mayCount(s, meeting.Open) {
			faults.Add("board", "ballot.teller_absent", t.Name)
			break
		}
	}
	if n := len(b.standing()); b.Kind == Election && n < b.Seats {
		faults.Add("candidates", "ballot.candidates_few", n, b.Seats)
	}
	return faults.Err()
}

// Lengths in characters, and the largest figures.
const (
	countMax  = 1_000_000 // keeps sums far from overflow
	seatsMax  = 100
	titleMax  = 300
	reasonMax = 500
)
