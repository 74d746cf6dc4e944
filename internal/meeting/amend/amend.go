package amend

import (
	"slices"
	"strconv"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/meeting/deed"
	"chibo/internal/member"
	"chibo/internal/rulebook"
	"chibo/internal/vote"
)

// ID names an amendment.
type ID string

// State is what became of an amendment.
type State string

// The states.
const (
	Proposed  State = "proposed"
	Withdrawn State = "withdrawn"
	Taken     State = "taken" // tiếp thu: taken over by the chair without a vote
	Passed    State = "passed"
	Failed    State = "failed"
)

// Verb leads from one state to another.
type Verb string

// The verbs.
const (
	Withdrawing   Verb = "withdraw"
	Taking        Verb = "take"
	Voting        Verb = "vote"
	Reconsidering Verb = "reconsider"
	Entering      Verb = "enter"
)

// Who says whose a move is.
type Who string

// Who moves.
const (
	Author   Who = "author"
	Recorder Who = "recorder" // of the meeting
)

// Move is one row of the table of states. A vote leads to one of two states.
type Move struct {
	From State
	Verb Verb
	To   State
	Who  Who
}

// Workflow is every way from state to state. Pages offer, and use cases allow,
// what stands here and nothing else.
var Workflow = []Move{
	{Proposed, Withdrawing, Withdrawn, Author},
	{Proposed, Taking, Taken, Recorder},
	{Proposed, Voting, Passed, Recorder},
	{Proposed, Voting, Failed, Recorder},
	{Taken, Reconsidering, Proposed, Recorder},
	{Taken, Entering, Taken, Recorder},
	{Passed, Entering, Passed, Recorder},
}

// Amendment is what a member proposes to change in the draft. Class: cell.
type Amendment struct {
	ID      ID
	Meeting meeting.ID
	No      int // from 1
	Person  member.ID
	Name    string
	Part    string // key of the section
	Words   string // those that are to be replaced; "" adds to the section
	Instead string // "" strikes the words out
	Reason  string
	State   State
	Vote    vote.Vote // by which it passed or failed
	Entered bool      // it stands in the text
	Version int
}

// Question is what the cell votes on, as minutes have it.
func (a Amendment) Question() string {
	return deed.AmendmentVote + " " + strconv.Itoa(a.No) + ": " + a.change()
}

// change says what is to be changed.
func (a Amendment) change() string {
	switch {
	case a.Words == "":
		return "thêm " + quoted(a.Instead)
	case a.Instead == "":
		return "bỏ " + quoted(a.Words)
	}
	return "thay " + quoted(a.Words) + " bằng " + quoted(a.Instead)
}

// ends are what minutes say of the end of an amendment.
var ends = map[State]string{
	Proposed: "Chưa xem xét.", Withdrawn: "Người đề nghị rút.", Taken: "Chủ trì tiếp thu.",
	Passed: "Chi bộ biểu quyết thông qua.", Failed: "Chi bộ biểu quyết không thông qua.",
}

// minuted is the amendment in the minutes: whose it is, and what became of it.
func (a Amendment) minuted() string {
	return "Đồng chí " + a.Name + " đề nghị " + a.change() + ". " + ends[a.State]
}

// quotedMax is how many characters of a text a question quotes.
const quotedMax = 100

func quoted(s string) string {
	r := []rune(i18n.Line(s))
	if len(r) > quotedMax {
		r = append(r[:quotedMax], '…')
	}
	return "«" + string(r) + "»"
}

// settle gives the amendment the vote that it was decided by. One whose vote
// was annulled waits again.
func (a *Amendment) settle(votes []vote.Vote) {
	if a.Vote.ID == "" {
		return
	}
	at := slices.IndexFunc(votes, func(v vote.Vote) bool { return v.ID == a.Vote.ID })
	if at < 0 {
		a.State, a.Vote, a.Entered = Proposed, vote.Vote{}, false
		return
	}
	a.Vote = votes[at]
}

// may reports whether a move of the state is open to who asks: recorder says
// that he is the recorder, me who he is.
func (a Amendment) may(v Verb, m meeting.Meeting, me member.ID, recorder bool) bool {
	if a.barred(v, m) != nil {
		return false
	}
	return a.by(v) == Author && me != "" && me == a.Person || a.by(v) == Recorder && recorder
}

// by says whose a verb is.
func (a Amendment) by(v Verb) Who {
	for _, row := range Workflow {
		if row.Verb == v {
			return row.Who
		}
	}
	return Recorder
}

// barred refuses a move that neither the amendment nor the meeting allow now.
func (a Amendment) barred(v Verb, m meeting.Meeting) error {
	allowed := slices.ContainsFunc(Workflow, func(row Move) bool { return row.From == a.State && row.Verb == v })
	switch {
	case !allowed, a.Entered:
		return fault.New(fault.Invalid, "meeting.amend_not_when")
	case m.State.Over(), v != Withdrawing && m.State.Ahead():
		return meeting.NotWhen(m.State)
	}
	return nil
}

// votedUnder is the item under which the cell votes on amendments: that of the
// resolution, else the last one to vote on, else the last of all; "" where the
// agenda is empty.
func votedUnder(items []meeting.Item) (found meeting.ItemID) {
	for _, i := range items {
		if i.Key == "resolution" {
			return i.ID
		}
	}
	for _, i := range slices.Backward(items) {
		if i.Kind == rulebook.KindVote {
			return i.ID
		}
	}
	if n := len(items); n > 0 {
		found = items[n-1].ID
	}
	return found
}

// Form is an amendment as it is typed.
type Form struct {
	Person  member.ID // for whom the committee enters it; "" is who asks
	Part    string
	Words   string
	Instead string
	Reason  string
}

// textMax is the length of each text of an amendment in characters.
const textMax = 2000

// check cleans the form and reports every fault, in the fields part, words,
// instead and reason.
func (f *Form) check(draft deed.Shared) error {
	f.Words, f.Instead, f.Reason = i18n.Clean(f.Words), i18n.Clean(f.Instead), i18n.Clean(f.Reason)
	var faults fault.Form
	if !slices.Contains(deed.Amendable(), f.Part) {
		faults.Add("part", "meeting.amend_part_missing")
	}
	switch {
	case f.Words == "" && f.Instead == "":
		faults.Add("instead", "meeting.amend_empty")
	case f.Words == f.Instead:
		faults.Add("instead", "meeting.amend_same")
	case f.Words != "" && !draft.Holds(f.Words):
		faults.Add("words", "meeting.amend_words_unknown")
	}
	if f.Reason == "" {
		faults.Add("reason", "meeting.amend_reason_missing")
	}
	meeting.Sayable(&faults, "words", f.Words, textMax)
	meeting.Sayable(&faults, "instead", f.Instead, textMax)
	meeting.Sayable(&faults, "reason", f.Reason, textMax)
	return faults.Err()
}

// Page is the draft that was shared of a meeting's resolution, with what was
// proposed to it.
type Page struct {
	Meeting    meeting.Meeting
	Draft      deed.Shared
	Amendments []Amendment
	Voting     vote.Prospect // what a show of hands would be judged by now
	Roll       meeting.Roll
	Seats      []meeting.Seat // for whom the committee may enter an amendment
	Me         member.ID
	MayShare   bool
	MayPropose bool
	MayRecord  bool
	MayEnter   bool // the resolution can be written now
}

// May reports whether the actor may take the move now.
func (p Page) May(v Verb, a Amendment) bool {
	return a.may(v, p.Meeting, p.Me, p.MayRecord) && (v != Entering || p.MayEnter)
}

// Open is how many amendments still wait for a decision.
func (p Page) Open() (n int) {
	for _, a := range p.Amendments {
		if a.State == Proposed {
			n++
		}
	}
	return n
}

// proposing refuses who may not propose now: whoever is not called, or after
// the meeting was opened, or before the draft was shared.
func proposing(m meeting.Meeting, draft deed.Shared, seats []meeting.Seat, me member.ID) error {
	seat, called := meeting.SeatOf(seats, me)
	switch {
	case !m.State.Ahead():
		return fault.New(fault.Invalid, "meeting.begun")
	case !draft.Stands():
		return fault.New(fault.Invalid, "meeting.draft_unshared")
	case !called || seat.Barred() || seat.State == member.Visiting:
		return fault.New(fault.Denied, "ui.denied")
	}
	return nil
}

// moved is how the log tells a move; it holds no words.
func moved(a Amendment, v Verb) map[string]any {
	return map[string]any{"amendment": a.ID, "no": a.No, "verb": v, "state": db.Change{To: a.State}}
}
