package poll

import (
	"strings"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/workflow"
)

// ID names a poll.
type ID string

// State is where a poll stands.
type State string

// The states.
const (
	Handing   State = "handing" // slips are handed out
	Casting   State = "casting"
	Closed    State = "closed"
	Cancelled State = "cancelled"
)

// Verb is what moves a poll on.
type Verb string

// The verbs.
const (
	Beginning  Verb = "begin"
	Closing    Verb = "close"
	Cancelling Verb = "cancel"
)

// Workflow is the states; the recorder of the meeting moves them.
var Workflow = workflow.Table[State, Verb]{
	{Handing, Beginning, Casting, Conduct},
	{Casting, Closing, Closed, Conduct},
	{Handing, Cancelling, Cancelled, Conduct},
	{Casting, Cancelling, Cancelled, Conduct},
}

// Least is how many must take part for a poll to be secret (safety B3).
const Least = 5

// Limits of a form.
const (
	questionMax = 500
	labelMax    = 200
	choicesMax  = 12
)

// Choice is one of the answers that a poll offers. Class: cell.
type Choice struct {
	Ordinal int
	Label   string
	Votes   int
}

// Path is the address of a poll's page.
func Path(of meeting.ID, id ID) string { return "/meeting/" + string(of) + "/polls/" + string(id) }

// Poll is a poll as it stands.
type Poll struct {
	ID        ID
	Unit      org.ID
	Meeting   meeting.ID
	Question  string
	State     State
	PublicKey string // SPKI in base64
	Choices   []Choice
	Slips     int  // handed out
	Ballots   int  // cast
	Counted   bool // the choices have their votes
	Version   int
}

// Ballot is what was cast.
type Ballot struct {
	Slip, Signature string // base64
	Choice          int
}

// Form is a poll as it is entered: a question and its answers, one a line.
type Form struct {
	Question string
	Choices  string
}

// check gives the form as it is kept. Faults name question and choices.
func (f Form) check() (question string, labels []string, err error) {
	var faults fault.Form
	question = i18n.Line(f.Question)
	switch n := len([]rune(question)); {
	case n == 0:
		faults.Add("question", "poll.question_missing")
	case n > questionMax:
		faults.Add("question", "poll.question_long", questionMax)
	}
	seen := map[string]bool{}
	for line := range strings.Lines(f.Choices) {
		label := i18n.Line(line)
		if label == "" {
			continue
		}
		if seen[label] {
			faults.Add("choices", "poll.choice_twice", label)
		}
		if len([]rune(label)) > labelMax {
			faults.Add("choices", "poll.choice_long", labelMax)
		}
		seen[label] = true
		labels = append(labels, label)
	}
	if len(labels) < 2 || len(labels) > choicesMax {
		faults.Add("choices", "poll.choices_few", choicesMax)
	}
	return question, labels, faults.Err()
}

// voter reports why a seat takes no slip; nil if it does.
func voter(s meeting.Seat) error {
	switch {
	case s.Status != member.Official:
		return fault.New(fault.Denied, "poll.not_official")
	case s.Mark != meeting.Present || s.Barred() || s.State == member.Visiting:
		return fault.New(fault.Denied, "poll.not_present")
	}
	return nil
}

// voters counts those who may take a slip.
func voters(seats []meeting.Seat) (n int) {
	for _, s := range seats {
		if voter(s) == nil {
			n++
		}
	}
	return n
}

// Sheet is a poll as its page shows it.
type Sheet struct {
	Poll    Poll
	Meeting meeting.Meeting
	Unit    org.Unit
	Ballots []Ballot // once it is closed and counted, in the order of their slips
	Me      member.ID
	// May says that the actor takes part; else Why says why he does not.
	May      bool
	Why      error
	Conducts bool // the actor leads the poll
}

// View is reading a poll, and taking a slip for it; Conduct is leading one,
// which the meeting narrows to its recorder.
var (
	View    = access.Declare("poll.view", access.For(access.Here, access.Cell...))
	Conduct = access.Declare("poll.conduct", access.For(access.Here, access.Cell...))
)
