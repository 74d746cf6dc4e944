package floor

import (
	"cmp"
	"slices"
	"time"

	"chibo/internal/db"
	"chibo/internal/meeting"
	"chibo/internal/member"
)

// TurnID is the id of a turn.
type TurnID string

// Kind is what somebody wants the floor for.
type Kind string

// The kinds. A point of order goes before every speech.
const (
	Order  Kind = "order"
	Speech Kind = "speech"
)

// Kinds lists the kinds in the order in which they are heard.
var Kinds = []Kind{Order, Speech}

// Turn is a place in the list of those who want to speak on an item, or the
// floor itself. Class: cell; the recorder sees all, everyone else his own.
type Turn struct {
	ID      TurnID
	Person  member.ID // "" of a guest
	Guest   meeting.GuestID
	Name    string
	Kind    Kind
	Ordinal int // among those of the kind
	Asked   db.Time
	Given   db.Time // zero while he waits
}

// Speaking reports whether he has the floor.
func (t Turn) Speaking() bool { return !t.Given.IsZero() }

// inOrder puts who has the floor first, then points of order, then the others.
func inOrder(turns []Turn) {
	slices.SortStableFunc(turns, func(a, b Turn) int {
		if a.Speaking() != b.Speaking() {
			return before(a.Speaking())
		}
		if a.Kind != b.Kind {
			return before(a.Kind == Order)
		}
		return cmp.Or(cmp.Compare(a.Ordinal, b.Ordinal), a.Asked.Compare(b.Asked.Time), cmp.Compare(a.ID, b.ID))
	})
}

func before(first bool) int {
	if first {
		return -1
	}
	return 1
}

// Room is what the lists of a meeting show to one reader.
type Room struct {
	Changes  int64  // to be added to the cursor of the meeting, in a page that all follow
	Desk     int64  // the same, in a page of the recorder
	Speaking string // who has the floor, "" while nobody has
	Speaker  Turn   // the same, to the recorder
	Waiting  int    // how many wait for the floor
	Mine     Turn   // the reader's own turn; zero while he has none
	Place    int    // of his own turn among those who wait, from 1; 0 while he does not

	Queue []Turn // who waits, to the recorder

	Admits   bool         // one may say now that he has come
	MyMark   meeting.Mark // what the roll call found of the reader
	Arrived  bool         // the reader waits for the roll call
	Arrivals []Arrival    // who waits for the roll call, to the recorder
	Latest   db.Time      // when the last of them came
	Code     string       // on the screen now, to the recorder; "" while none is shown
}

// hear fills in the list of speakers for a reader.
func (r *Room) hear(turns []Turn, me member.ID, recorder bool) {
	inOrder(turns)
	for _, t := range turns {
		mine := me != "" && t.Person == me
		if mine {
			r.Mine = t
		}
		if t.Speaking() {
			r.Speaking = t.Name
			if recorder {
				r.Speaker = t
			}
			continue
		}
		r.Waiting++
		if mine {
			r.Place = r.Waiting
		}
		if recorder {
			r.Queue = append(r.Queue, t)
		}
	}
}

// MayRise reports whether the turn at an index of the queue may be let go
// before the one ahead of it.
func (r Room) MayRise(n int) bool {
	return n > 0 && n < len(r.Queue) && r.Queue[n-1].Kind == r.Queue[n].Kind
}

// Arrival is what somebody said of himself, before the roll call confirms it.
// Class: cell; the recorder sees all, everyone else his own.
type Arrival struct {
	Person  member.ID
	Name    string
	Scanned bool // by the code on the screen
	At      db.Time
	Mark    meeting.Mark // what the roll call found until now
}

// Early is how long before the planned beginning one may say that he has come.
const Early = 30 * time.Minute

// Admits reports whether one may say now that he has come to a meeting: while it
// runs, and on its day from Early before the planned beginning.
func Admits(m meeting.Meeting, now db.Time) bool {
	if m.State == meeting.Open {
		return true
	}
	from, ok := admitsFrom(m)
	return ok && m.State.Ahead() && now.Date() == m.HeldOn && !now.Before(from)
}

// admitsFrom is when one may first say that he has come; it is not ok where no
// time of day is planned.
func admitsFrom(m meeting.Meeting) (time.Time, bool) {
	begins, err := time.ParseInLocation("2006-01-02 15:04", string(m.HeldOn)+" "+m.StartsAt, db.Zone)
	return begins.Add(-Early), err == nil
}
