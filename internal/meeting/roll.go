package meeting

import (
	"chibo/internal/member"
	"chibo/internal/rulebook"
	"chibo/internal/vote"
)

// Mark is what the roll call found. The reason of an absence is not kept.
type Mark string

// The marks.
const (
	Unmarked  Mark = ""
	Present   Mark = "present"
	Excused   Mark = "excused"
	Unexcused Mark = "unexcused"
)

// Marks lists the marks that a roll call gives.
var Marks = []Mark{Present, Excused, Unexcused}

// Seat is one of the called with what the roll call found. Class: cell.
type Seat struct {
	Person  member.ID
	Name    string
	Post    member.Post
	Status  member.Status
	State   member.State
	Mark    Mark
	Mailed  bool // an address of mail is known; told only while the meeting lies ahead
	Version int  // 0 while the meeting is not opened
}

// Expected reports whether the cell counts on him: a visitor and one exempt may
// come, one who is elsewhere, suspended, detained or prosecuted does not.
func (s Seat) Expected() bool { return s.State == member.Active }

// counts reports whether he is in the figure that presence is a share of.
func (s Seat) counts() bool {
	return s.Expected() || s.State == member.Exempt && s.Mark == Present
}

// Barred reports whether he may not attend at all.
func (s Seat) Barred() bool { return s.State == member.Suspended || s.State == member.Detained }

// Roll is the sums of a roll call (B4).
type Roll struct {
	Called       int // the headcount: all but visitors
	Official     int // of those counted below
	Probationary int
	Counted      int // the figure that Present is a share of
	Present      int
	PresentOff   int // present official members
	PresentProb  int
	Excused      int
	Unexcused    int
	Exempt       int // exempt and not here
	Away         int // temporarily elsewhere
	Barred       int // suspended, detained or prosecuted
	Visiting     int // visitors who came
	Unmarked     int // expected and not yet marked
}

// Count sums up a roll call.
func Count(seats []Seat) Roll {
	var r Roll
	for _, s := range seats {
		if s.State == member.Visiting {
			if s.Mark == Present {
				r.Visiting++
			}
			continue
		}
		r.Called++
		switch {
		case s.counts():
			r.expect(s)
		case s.State == member.Exempt:
			r.Exempt++
		case s.State == member.Away:
			r.Away++
		default:
			r.Barred++
		}
	}
	return r
}

// expect adds somebody who counts.
func (r *Roll) expect(s Seat) {
	official := s.Status == member.Official
	r.Counted++
	r.Official += one(official)
	r.Probationary += one(!official)
	switch s.Mark {
	case Present:
		r.Present++
		r.PresentOff += one(official)
		r.PresentProb += one(!official)
	case Excused:
		r.Excused++
	case Unexcused:
		r.Unexcused++
	default:
		r.Unmarked++
	}
}

func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// Quorate reports whether enough are present. The threshold is the
// organisation's own, or rulebook.QuorumWarning: no national quorum is known.
func (r Roll) Quorate(t rulebook.Threshold) bool { return t.Passed(r.Present, r.Counted) }

// voters are the called as package vote counts them.
func voters(seats []Seat) []vote.Voter {
	vs := make([]vote.Voter, len(seats))
	for i, s := range seats {
		vs[i] = vote.Voter{Person: s.Person, Status: s.Status, State: s.State, Present: s.Mark == Present, Excused: s.Mark == Excused}
	}
	return vs
}

// seated turns the list of the called into seats that nobody has marked, one
// for each person.
func seated(called []member.Called) []Seat {
	seats := make([]Seat, 0, len(called))
	for _, c := range called {
		if _, twice := SeatOf(seats, c.Person); !twice {
			seats = append(seats, Seat{Person: c.Person, Name: c.Name, Post: c.Post, Status: c.Status, State: c.State, Mailed: c.Mailed})
		}
	}
	return seats
}

// SeatOf finds somebody among the called.
func SeatOf(seats []Seat, id member.ID) (Seat, bool) {
	for _, s := range seats {
		if s.Person == id {
			return s, true
		}
	}
	return Seat{}, false
}
