package evaluation

import (
	"fmt"
	"slices"
	"strconv"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/rulebook"
	"chibo/internal/vote"
	"chibo/internal/workflow"
)

// ID names a review, FileID a file of one.
type (
	ID     string
	FileID string
)

// Period is what is reviewed: a year, or a quarter of it.
type Period struct {
	Year    int
	Quarter int // 1 to 4; 0 is the whole year
}

// From is the first day of the period.
func (p Period) From() db.Date {
	return db.Date(fmt.Sprintf("%04d-%02d-01", p.Year, max(1, p.Quarter*3-2)))
}

// Until is the first day after the period.
func (p Period) Until() db.Date {
	if p.Quarter == 0 {
		return p.From().AddMonths(12)
	}
	return p.From().AddMonths(3)
}

// BelowHref is the page of what the units below a committee sent of the period.
func (p Period) BelowHref() string {
	at := "/evaluation/below?year=" + strconv.Itoa(p.Year)
	if p.Quarter > 0 {
		at += "&quarter=" + strconv.Itoa(p.Quarter)
	}
	return at
}

// State is how far a review has come.
type State string

// The states.
const (
	Open    State = "open"    // people write, others comment
	Voting  State = "voting"  // the files lie before the cell
	Sent    State = "sent"    // to the committee above
	Decided State = "decided" // by the committee above
)

// States lists them in their order.
var States = []State{Open, Voting, Sent, Decided}

// Act is something done to a review.
type Act string

// The acts.
const (
	Refreshing Act = "refresh"
	Convening  Act = "convene"
	Reopening  Act = "reopen"
	Proposing  Act = "propose"
	Sending    Act = "send"
	Returning  Act = "return"
	Deciding   Act = "decide"
)

// Move is one row of the table of states, Moves are some of them.
type (
	Move  = workflow.Row[State, Act]
	Moves = workflow.Table[State, Act]
)

// Workflow is every way from state to state. Pages offer, and use cases allow,
// what stands here and nothing else.
var Workflow = Moves{
	{Open, Refreshing, Open, Lead},
	{Open, Convening, Voting, Lead},
	{Voting, Reopening, Open, Lead},
	{Voting, Proposing, Voting, Lead},
	{Voting, Sending, Sent, Lead},
	{Sent, Returning, Voting, Return},
	{Sent, Deciding, Decided, Decide},
}

// Form is which headings a file has.
type Form string

// The forms.
const (
	OfUnit Form = "unit"
	Form2A Form = "2a" // leads nothing
	Form2B Form = "2b" // leads
	Form2C Form = "2c" // works outside the political system
)

// PersonForms are the forms of people, as a page offers them.
var PersonForms = []Form{Form2A, Form2B, Form2C}

// Turn is when a file is voted on: lower ones come first.
type Turn int

// lastTurn is that of members without a post.
const lastTurn Turn = 3

// turnOf is the turn of somebody with a post in the unit.
func turnOf(p member.Post) Turn {
	switch p {
	case member.Secretary:
		return 1
	case member.Deputy:
		return 2
	}
	return lastTurn
}

// Review is a review as it stands.
type Review struct {
	ID         ID
	Unit       org.ID
	UnitName   string
	Period     Period
	State      State
	Due        db.Date // the last day for what people write
	OpenedOn   db.Date
	HeldOn     db.Date // the day of the meeting, "" before it is convened
	SentOn     db.Date
	Wanted     string // what the superior asked for when he returned it last
	DecisionNo string
	DecisionOn db.Date
	Version    int
}

// judged is the day by whose rules the review goes: of the meeting, before that
// today.
func (r Review) judged(today db.Date) db.Date {
	if r.HeldOn != "" {
		return r.HeldOn
	}
	return today
}

// Level is a level of [rulebook.EvaluationLevels], by its code.
type Level string

// The levels that the limit speaks of.
const (
	best Level = "excellent"
	good Level = "good"
)

// File is the file of the unit or of one member. Class: author and committee,
// for what was written; the rest the cell sees.
type File struct {
	ID          FileID
	Review      ID
	Person      member.ID // "" of the unit itself
	Name        string
	Turn        Turn
	Ordinal     int
	Form        Form
	Suspended   bool // rated without writing
	Parts       map[string]string
	OwnLevel    Level
	Proxy       bool // the committee writes it for one who has no device
	SubmittedOn db.Date
	Facts       *Facts // as they were kept; nil before the meeting is convened
	Proposed    Level
	Vote        vote.ID
	Decided     Level
	Version     int
}

// Begun reports whether something was written.
func (f File) Begun() bool { return len(f.Parts) > 0 || f.OwnLevel != "" }

// hidden takes away what the person wrote for himself and did not submit.
func (f File) hidden() File {
	if f.SubmittedOn == "" {
		f.Parts, f.OwnLevel = nil, ""
	}
	return f
}

// Past is how the unit or a member was rated for a former year.
type Past struct {
	Year    int
	Title   string
	Decided bool // by the superior; else the cell proposed it

	held  db.Date
	level Level
}

// Source is where a comment comes from.
type Source string

// The sources.
const (
	FromCommittee Source = "committee"
	FromMass      Source = "mass"
	FromResidence Source = "residence"
)

// Sources lists them as a page shows them. Of the unit itself the place of
// residence is not asked.
var Sources = []Source{FromCommittee, FromMass, FromResidence}

// asks reports whether a source is asked about the file.
func (f File) asks(s Source) bool {
	return slices.Contains(Sources, s) && (s != FromResidence || f.Person != "")
}

// Comment is what was said of a file.
type Comment struct {
	File      FileID
	Source    Source
	Received  bool // false: it was asked for and did not come
	Giver     string
	Body      string
	EnteredOn db.Date
	Version   int // 0 where nothing was entered
}

// theirs is what is stored now, by the names of the fields.
func (c Comment) theirs() map[string]string {
	received := "no"
	if c.Received {
		received = "yes"
	}
	return map[string]string{"received": received, "giver": c.Giver, "body": c.Body}
}

// inTurn refuses to vote on a file while one of an earlier turn has no proposal.
func inTurn(files []File, f File) error {
	for _, other := range files {
		if other.Turn < f.Turn && other.Proposed == "" {
			return fault.New(fault.Invalid, "evaluation.not_in_turn", other.Name)
		}
	}
	return nil
}

// Cap is the limit of the best level among the members of a unit, and where they
// stand: a fact to be shown. Nothing is refused by it.
type Cap struct {
	Known   bool // the rulebook of the day has a limit
	Percent int
	OfGood  bool // of those rated «good»; else of all who are rated
	Most    int  // how many may be rated best, at most; who has no level yet counts as good
	Got     int  // how many are
	Rated   int  // how many have a level
	All     int
	Rule    rulebook.Source
}

// Beyond reports whether more are rated best than the limit allows.
func (c Cap) Beyond() bool { return c.Known && c.Got > c.Most }

// capOf works out the limit among the levels of members; "" has none yet.
func capOf(book *rulebook.Book, on db.Date, levels []Level) Cap {
	c := Cap{All: len(levels)}
	lower := 0
	for _, l := range levels {
		switch l {
		case "":
			continue
		case best:
			c.Got++
		case good:
		default:
			lower++
		}
		c.Rated++
	}
	share, ok := rulebook.EvaluationCap.At(book, string(on), nil)
	base, known := rulebook.EvaluationCapBase.At(book, string(on), nil)
	if !ok || !known {
		return c
	}
	c.Known, c.Percent, c.OfGood, c.Rule = true, share.Value, base.Value == string(good), share.Source()
	c.Most = most(c.Percent, c.OfGood, c.All, c.All-lower)
	return c
}

// most is how many of all may be best: of those who are best or good, upper is
// the number.
func most(percent int, ofGood bool, all, upper int) int {
	if !ofGood {
		return all * percent / 100
	}
	n := 0
	for (n+1)*100 <= percent*(upper-n-1) {
		n++
	}
	return n
}

// levelsOn are the levels of a day, best first.
func levelsOn(book *rulebook.Book, on db.Date) rulebook.Codes {
	levels, _ := rulebook.EvaluationLevels.At(book, string(on), nil) // before the first rule there are none to choose from
	return levels.Value
}
