package meeting

import (
	"slices"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/member"
)

// Answer is what somebody called says to the notice of a meeting.
type Answer string

// The answers.
const (
	Coming   Answer = "coming"
	Excusing Answer = "excused" // asks to be excused; only the roll call finds who was absent
)

// Answers lists the answers in the order in which forms offer them.
var Answers = []Answer{Coming, Excusing}

// Response is the answer of one of the called, given ahead. Class: committee
// and himself. The reason is printed nowhere.
type Response struct {
	Person    member.ID
	Answer    Answer // "" while he has not answered
	Reason    string
	Print     bool   // asks for the papers in print
	EnteredBy string // name of who entered it for him, "" for himself
	At        db.Time
}

// Tally is how many of those who are told of a meeting answered what.
type Tally struct {
	Called  int
	Coming  int
	Excused int
	Silent  int
}

// Told reports whether a notice goes to him: who may not attend or belongs
// elsewhere for the time is not told.
func (s Seat) Told() bool { return !s.Barred() && s.State != member.Away }

// told lists those who are told of a meeting.
func told(seats []Seat) []Seat {
	return slices.DeleteFunc(slices.Clone(seats), func(s Seat) bool { return !s.Told() })
}

// tally sums up the answers of those who are told; who dropped out of the
// called drops out of the sums.
func tally(seats []Seat, replies map[member.ID]Response) Tally {
	var t Tally
	for _, s := range told(seats) {
		t.Called++
		switch replies[s.Person].Answer {
		case Coming:
			t.Coming++
		case Excusing:
			t.Excused++
		default:
			t.Silent++
		}
	}
	return t
}

// ResponseForm is what is typed to answer a notice.
type ResponseForm struct {
	Person member.ID // for whom; "" means the actor himself
	Answer Answer
	Reason string
	Print  bool
}

// check cleans the form and reports every fault, in the fields person, answer
// and reason. A reason is welcome, never asked for; one who comes needs none.
func (f *ResponseForm) check(seats []Seat) error {
	f.Reason = i18n.Line(f.Reason)
	var faults fault.Form
	if s, ok := SeatOf(seats, f.Person); !ok || !s.Told() {
		faults.Add("person", "meeting.not_called")
	}
	if !slices.Contains(Answers, f.Answer) {
		faults.Add("answer", "meeting.answer_missing")
	}
	Sayable(&faults, "reason", f.Reason, titleMax)
	if f.Answer != Excusing {
		f.Reason = ""
	}
	return faults.Err()
}

// ContributionID names a contribution.
type ContributionID string

// Contribution is an opinion sent ahead (B3). Class: author and committee.
type Contribution struct {
	ID        ContributionID
	Item      ItemID // "" for the meeting as a whole
	Person    member.ID
	Name      string
	Body      string
	EnteredBy string // name of who entered it for him, "" for himself
	At        db.Time
	Version   int
}

// ContributionForm is what is typed to send an opinion ahead.
type ContributionForm struct {
	Person member.ID // for whom; "" means the actor himself
	Item   ItemID    // "" for the meeting as a whole
	Body   string
}

// check cleans the form and reports every fault, in the fields person, item
// and body.
func (f *ContributionForm) check(seats []Seat, items []Item) error {
	f.Body = i18n.Clean(f.Body)
	var faults fault.Form
	if s, ok := SeatOf(seats, f.Person); !ok || !s.Told() {
		faults.Add("person", "meeting.not_called")
	}
	if f.Item != "" && !slices.ContainsFunc(items, func(i Item) bool { return i.ID == f.Item }) {
		faults.Add("item", "meeting.item_gone")
	}
	if f.Body == "" {
		faults.Add("body", "meeting.note_missing")
	}
	Sayable(&faults, "body", f.Body, TextMax)
	return faults.Err()
}

// Opened is how often a paper was opened, of which nobody learns by whom.
type Opened struct {
	Count int
	Mine  bool // the actor has opened it
}
