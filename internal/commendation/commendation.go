package commendation

import (
	"cmp"
	"slices"

	"chibo/internal/db"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/workflow"
)

// ID names an award.
type ID string

// ProposalID names a proposal.
type ProposalID string

// Kind is what sort of subject is commended.
type Kind string

// The kinds of subjects.
const (
	Collective Kind = "collective"
	Individual Kind = "individual"
)

// Form is what is given. Where the rulebook names it, it has the code there.
type Form string

// The forms.
const (
	Praise      Form = "praise"             // biểu dương
	Certificate Form = "certificate"        // giấy khen
	InARow      Form = "certificate_streak" // giấy khen tiêu biểu nhiều năm liền
	Diploma     Form = "merit"              // bằng khen
	Banner      Form = "flag"               // cờ
	Badge       Form = "badge"              // huy hiệu
	Keepsake    Form = "keepsake"           // kỷ niệm chương
	Other       Form = "other"              // anything else, which its title names
)

// Forms lists the forms, the common ones first.
var Forms = []Form{Praise, Certificate, InARow, Diploma, Banner, Badge, Keepsake, Other}

// Level is who decides on an award.
type Level string

// The levels.
const (
	ByCell       Level = "cell"
	BySection    Level = "section" // the committee of a part of a base organisation
	ByBase       Level = "base"    // the committee of a base organisation
	ByDepartment Level = "department"
	ByBloc       Level = "bloc"
	BySuperior   Level = "superior" // the committee above the base
	ByProvince   Level = "province"
	ByCentral    Level = "central"
)

// Levels lists the levels, the lowest first.
var Levels = []Level{ByCell, BySection, ByBase, ByDepartment, ByBloc, BySuperior, ByProvince, ByCentral}

// Compare orders levels, the lowest first.
func (l Level) Compare(other Level) int {
	return cmp.Compare(slices.Index(Levels, l), slices.Index(Levels, other))
}

// inTree reports whether the level is one of committees: departments and blocs
// stand beside the tree.
func (l Level) inTree() bool { return l != ByDepartment && l != ByBloc }

// levelOf is the level that a kind of organisation decides at.
func levelOf(k org.Kind) Level {
	switch k.ID {
	case "province":
		return ByProvince
	case "superior":
		return BySuperior
	case "base", "base_cell":
		return ByBase
	case "sub_base", "section":
		return BySection
	}
	return ByCell
}

// Occasion is why now.
type Occasion string

// The occasions.
const (
	Yearly    Occasion = "yearly"
	Irregular Occasion = "irregular" // for one achievement (đột xuất)
	Campaign  Occasion = "campaign"
	Period    Occasion = "period" // of several years
)

// Occasions lists the occasions.
var Occasions = []Occasion{Yearly, Irregular, Campaign, Period}

// Subject is whom an award or a proposal is about. Class: open for collectives,
// cell for people.
type Subject struct {
	Kind   Kind
	Key    string    // the same for the same person or collective
	Person member.ID // "" for a collective and for who is no member
	About  org.ID    // the organisation, where the collective is one
	Name   string    // of a collective on the day; "" for somebody forgotten
}

// Merit is what is given for what, by whom.
type Merit struct {
	Form     Form
	Title    string // as the decision words it; may be empty but for Other
	Level    Level
	Occasion Occasion
	Year     int // for which; the last one of a period
	Years    int // how long the period is; 1 where it is none
	Reason   string
}

// Award is a commendation as it stands in a register.
type Award struct {
	Subject
	Merit
	ID        ID
	Unit      org.ID // in whose register it stands
	UnitName  string
	Giver     string // who decided
	Number    string
	GrantedOn db.Date
	Proposal  ProposalID // "" where it was entered without one
	Struck    string     // why the entry was a mistake; "" while it counts
	Version   int
}

// State is how far a proposal has come.
type State string

// The states.
const (
	Drafted   State = "drafted"
	Proposed  State = "proposed"
	Appraised State = "appraised"
	SentOn    State = "sent_on"
	Granted   State = "granted"
	Refused   State = "refused"
	Withdrawn State = "withdrawn"
)

// Open reports whether the proposal is not decided yet.
func (s State) Open() bool { return s != Granted && s != Refused && s != Withdrawn }

// Act is something done to a proposal.
type Act string

// The acts.
const (
	Drafting    Act = "draft"
	Amending    Act = "amend"
	Sending     Act = "send"
	Appraising  Act = "appraise"
	SendingOn   Act = "send_on"
	Granting    Act = "grant"
	Refusing    Act = "refuse"
	Withdrawing Act = "withdraw"
)

// Move is one row of the table of states, Moves are some of them.
type (
	Move  = workflow.Row[State, Act]
	Moves = workflow.Table[State, Act]
)

// Workflow is every way from state to state. Pages offer, and use cases allow,
// what stands here and nothing else; what Judge allows is the holder's alone.
var Workflow = Moves{
	{Drafted, Amending, Drafted, Lead},
	{Drafted, Sending, Proposed, Lead},
	{Drafted, Withdrawing, Withdrawn, Lead},
	{Proposed, Appraising, Appraised, Judge},
	{Proposed, Refusing, Refused, Judge},
	{Proposed, Withdrawing, Withdrawn, Lead},
	{Appraised, SendingOn, SentOn, Judge},
	{Appraised, Granting, Granted, Judge},
	{Appraised, Refusing, Refused, Judge},
	{SentOn, Appraising, Appraised, Judge},
	{SentOn, Refusing, Refused, Judge},
}

// Proposal is a proposal as it stands.
type Proposal struct {
	Subject
	Merit
	ID        ProposalID
	Unit      org.ID // who proposes
	UnitName  string
	At        org.ID // where it lies
	AtName    string
	State     State
	DraftedOn db.Date
	VotedOn   db.Date // the day of the proposer's vote; "" while drafted
	Favour    int
	Voters    int
	Theme     string // of a campaign, that it comes of; "" for none
	Version   int
}

// after finds the row of the act that leads on from how the proposal stands.
func (p Proposal) after(a Act) (Move, error) {
	return Workflow.After(p.State, a, "commendation.not_when_"+string(p.State))
}

// within reports whether a unit's own level gives what the proposal asks for.
func (p Proposal) within(u org.Unit) bool {
	return !p.Level.inTree() || p.Level.Compare(levelOf(u.Kind)) <= 0
}

// Step is a step of a proposal's way.
type Step struct {
	Unit  string // the name of the level that acted
	Act   Act
	On    db.Date
	Words string
}
