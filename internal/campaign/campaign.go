package campaign

import (
	"slices"
	"strings"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/org"
	"chibo/internal/workflow"
)

// ID names a campaign.
type ID string

// State is whether a campaign goes on.
type State string

// The states of a campaign.
const (
	Running State = "running"
	Halted  State = "halted"
)

// Act is what is done with a campaign, a theme or a node.
type Act string

// The acts.
const (
	Amending  Act = "amend"
	Halting   Act = "halt"
	Resuming  Act = "resume"
	Launching Act = "launch"
	Receiving Act = "receive"
	Drafting  Act = "draft"
	Issuing   Act = "issue"
	Revising  Act = "revise"
)

// Workflow is how campaigns go.
var Workflow = workflow.Table[State, Act]{
	{Running, Amending, Running, Lead},
	{Running, Halting, Halted, Lead},
	{Halted, Resuming, Running, Lead},
}

// Stage is whether a theme is known below.
type Stage string

// The states of a theme.
const (
	Planned  Stage = "planned"
	Launched Stage = "launched"
)

// Stages is how themes go.
var Stages = workflow.Table[Stage, Act]{
	{Planned, Amending, Planned, Lead},
	{Planned, Launching, Launched, Lead},
	{Launched, Amending, Launched, Lead},
}

// Progress is how far a unit has come with a theme.
type Progress string

// The states of a node.
const (
	Nothing  Progress = ""
	Received Progress = "received"
	Drafted  Progress = "drafting"
	Issued   Progress = "issued"
)

// Course is how nodes go.
var Course = workflow.Table[Progress, Act]{
	{Nothing, Receiving, Received, Plan},
	{Nothing, Drafting, Drafted, Plan},
	{Received, Drafting, Drafted, Plan},
	{Drafted, Drafting, Drafted, Plan},
	{Drafted, Issuing, Issued, Plan},
	{Issued, Revising, Drafted, Plan},
}

// after gives the state that an act leads to, or says that it is not allowed now.
func after[S ~string](table workflow.Table[S, Act], from S, a Act) (S, error) {
	m, err := table.After(from, a, "campaign.not_now")
	return m.To, err
}

// Campaign is what a unit leads, with the document that it comes from.
type Campaign struct {
	ID        ID
	Unit      org.ID // who leads it
	UnitName  string
	Title     string
	Number    string // of the document, "06-CT/TW"; "" for a campaign of the unit's own
	IssuedOn  db.Date
	Issuer    string
	Directive string // id of the document in the unit's register, "" where it does not stand there
	From      db.Date
	To        db.Date // the last day, "" where none is set
	State     State
	Reason    string // why it was halted
	Version   int

	path string // of the unit
}

// May reports whether the state allows the act.
func (c Campaign) May(a Act) bool { return Workflow.Leads(c.State, a) }

// ThemeID names a theme.
type ThemeID string

// Theme is what a campaign is about in a year. It is class open to every unit that it
// concerns, once it was launched.
type Theme struct {
	ID            ThemeID
	Campaign      ID
	CampaignTitle string
	Unit          org.ID // who leads the campaign
	UnitName      string
	Year          int
	Title         string
	Starts        db.Date // phát động
	Interim       db.Date // sơ kết, "" where none is planned
	Ends          db.Date // tổng kết
	Due           db.Date // by when every unit below has issued its programme, "" for no day
	Goals         string  // one a line, each with a number
	Stage         Stage
	Halted        bool   // its campaign is
	Reason        string // why it is
	Version       int

	path string // of the unit
}

// May reports whether the state allows the act.
func (t Theme) May(a Act) bool { return !t.Halted && Stages.Leads(t.Stage, a) }

// Runs reports whether the theme is followed on a day.
func (t Theme) Runs(on db.Date) bool {
	return t.Stage == Launched && !t.Halted && t.Starts <= on && on <= t.Ends
}

// Reaches reports whether a theme that was launched concerns the unit at a path: it
// stands at or under the one that leads the campaign.
func (t Theme) Reaches(path string) bool {
	return t.Stage == Launched && t.path != "" && strings.HasPrefix(path, t.path)
}

// GoalLines are the goals one by one.
func (t Theme) GoalLines() []string {
	return slices.DeleteFunc(strings.Split(t.Goals, "\n"), func(l string) bool { return l == "" })
}

func (t Theme) place() access.Place { return access.Place{Unit: string(t.Unit), Path: t.path} }
