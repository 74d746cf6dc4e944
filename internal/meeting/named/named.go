package named

import (
	"slices"

	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/vote"
)

// ID names a vote by name.
type ID string

// State is how far a named vote has come.
type State string

// The states.
const (
	Taking   State = "taking"
	Recorded State = "recorded"
	Dropped  State = "dropped"
)

// Verb leads from one state to another.
type Verb string

// The verbs.
const (
	Marking   Verb = "mark"
	Closing   Verb = "close"
	Reopening Verb = "reopen"
	Dropping  Verb = "drop"
	Asking    Verb = "ask"
)

// Who says whose a move is.
type Who string

// Who moves.
const (
	Recorder Who = "recorder" // of the meeting
	Voter    Who = "voter"    // one of the entitled, about his own voice
)

// Move is one row of the table of states.
type Move struct {
	From State
	Verb Verb
	To   State
	Who  Who
}

// Workflow is every way from state to state. Pages offer, and use cases allow,
// what stands here and nothing else.
var Workflow = []Move{
	{Taking, Marking, Taking, Recorder},
	{Taking, Closing, Recorded, Recorder},
	{Recorded, Reopening, Taking, Recorder},
	{Taking, Dropping, Dropped, Recorder},
	{Taking, Asking, Taking, Voter},
	{Recorded, Asking, Recorded, Voter},
}

// move finds the row, or refuses what the state does not allow.
func move(from State, v Verb) (Move, error) {
	for _, m := range Workflow {
		if m.From == from && m.Verb == v {
			return m, nil
		}
	}
	return Move{}, fault.New(fault.Invalid, "named.not_when_"+string(from))
}

// Choice is how somebody votes.
type Choice string

// The choices. Unmarked: nobody has noted him yet.
const (
	Unmarked Choice = ""
	Favour   Choice = "favour"
	Against  Choice = "against"
	Other    Choice = "other"
	Abstain  Choice = "abstain" // he does not vote; he stays in the base
)

// Choices lists what can be noted, in the order of forms.
var Choices = []Choice{Favour, Against, Other, Abstain}

// Voice is how one person was noted. Class: cell.
type Voice struct {
	Person  member.ID
	Name    string
	Choice  Choice
	Asked   string // what he asks to mend; the recorder's and his own
	Version int    // 0 while nothing is stored of him
}

// Vote is one matter that is decided by name. Class: cell.
type Vote struct {
	ID       ID
	Meeting  meeting.ID
	Item     meeting.ItemID
	Question string
	Matter   vote.Matter
	State    State
	Result   vote.Vote // of one that is recorded
	Version  int
}

// settle gives a recorded vote its result. One whose result was annulled is
// taken on.
func (v *Vote) settle(items []meeting.Item) {
	if v.State != Recorded {
		return
	}
	for _, i := range items {
		for _, r := range i.Votes {
			if r.ID == v.Result.ID {
				v.Result = r
				return
			}
		}
	}
	v.State, v.Result = Taking, vote.Vote{}
}

// Form is what is typed to begin a named vote.
type Form struct {
	Item     meeting.ItemID
	Question string
	Matter   vote.Matter
}

// check cleans the form and reports every fault, in the fields item, question
// and matter. ahead is what a vote on the matter would be judged by.
func (f *Form) check(items []meeting.Item, ahead vote.Prospect) error {
	var faults fault.Form
	if !slices.ContainsFunc(items, func(i meeting.Item) bool { return i.ID == f.Item }) {
		faults.Add("item", "named.item_missing")
	}
	question, err := vote.CheckQuestion(f.Question)
	faults.Take("question", err)
	f.Question = question
	switch {
	case !slices.Contains(vote.Matters, f.Matter):
		faults.Add("matter", "vote.matter_missing")
	case ahead.Secret:
		faults.Add("matter", "named.secret", ahead.SecretBy.Doc.No)
	}
	meeting.Sayable(&faults, "question", question, questionMax)
	return faults.Err()
}

// questionMax is the length of a question in characters, as package vote has it.
const questionMax = 500

// askMax is the length of what somebody asks to mend, in characters.
const askMax = 500

// checkAsk cleans what somebody asks to mend, in the field asked.
func checkAsk(asked string) (string, error) {
	asked = i18n.Clean(asked)
	var faults fault.Form
	meeting.Sayable(&faults, "asked", asked, askMax)
	return asked, faults.Err()
}

// Noting is how one person is to be noted. Was and Version are what the form
// showed of him: one whose mark the form leaves as it was is not touched.
type Noting struct {
	Person  member.ID
	Choice  Choice
	Was     Choice
	Version int
}

// Field is the name of the field in which somebody's voice is noted.
func Field(person member.ID) string { return "voice-" + string(person) }

// renote gives the voices that change. Where somebody noted otherwise meanwhile,
// nothing changes and both marks are told, in the fields of the persons.
func renote(voices []Voice, notings []Noting) ([]Voice, error) {
	var changed []Voice
	var faults fault.Form
	theirs := map[string]string{}
	for _, n := range notings {
		at := slices.IndexFunc(voices, func(v Voice) bool { return v.Person == n.Person })
		if n.Choice == n.Was || at >= 0 && n.Choice == voices[at].Choice {
			continue
		}
		switch {
		case at < 0: // not called, not an official member, not here
			return nil, fault.New(fault.Invalid, "named.not_entitled")
		case !slices.Contains(Choices, n.Choice):
			faults.Add(Field(n.Person), "named.choice_missing")
		case n.Version != voices[at].Version:
			theirs[Field(n.Person)] = string(voices[at].Choice)
		}
		v := voices[at]
		v.Choice, v.Asked = n.Choice, ""
		changed = append(changed, v)
	}
	if err := faults.Err(); err != nil {
		return nil, err
	}
	if len(theirs) > 0 {
		return nil, fault.Overtaken(theirs)
	}
	return changed, nil
}

// rest notes one choice of all the entitled who have none yet.
func rest(voices []Voice, c Choice) []Noting {
	var all []Noting
	for _, v := range voices {
		if v.Choice == Unmarked {
			all = append(all, Noting{Person: v.Person, Choice: c, Version: v.Version})
		}
	}
	return all
}

// Tally is the sums of voices.
type Tally struct {
	vote.Count
	Abstain  int
	Unmarked int
}

// Sum adds up voices.
func Sum(voices []Voice) (t Tally) {
	for _, v := range voices {
		switch v.Choice {
		case Favour:
			t.Favour++
		case Against:
			t.Against++
		case Other:
			t.Other++
		case Abstain:
			t.Abstain++
		default:
			t.Unmarked++
		}
	}
	return t
}

// entitled are the voices of those who may vote now, in the order of the roll
// call; left are the voices of those who may no more.
func entitled(seats []meeting.Seat, able []member.ID, stored []Voice) (now, left []Voice) {
	for _, s := range seats {
		if !slices.Contains(able, s.Person) {
			continue
		}
		v := Voice{Person: s.Person, Name: s.Name}
		if at := slices.IndexFunc(stored, func(v Voice) bool { return v.Person == s.Person }); at >= 0 {
			v = stored[at]
		}
		now = append(now, v)
	}
	for _, v := range stored {
		if !slices.Contains(able, v.Person) {
			left = append(left, v)
		}
	}
	return now, left
}
