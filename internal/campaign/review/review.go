package review

import (
	"slices"
	"strconv"
	"strings"

	"chibo/internal/campaign"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/org"
	"chibo/internal/workflow"
)

// ID names a review.
type ID string

// Kind is whether a campaign goes on after the review.
type Kind string

// The kinds.
const (
	Interim Kind = "interim" // sơ kết
	Final   Kind = "final"   // tổng kết
)

// Kinds lists them.
var Kinds = []Kind{Interim, Final}

// State is how far a review has come.
type State string

// The states.
const (
	Drafted State = "drafted"
	Issued  State = "issued"
	Sent    State = "sent"
)

// States lists them in their order.
var States = []State{Drafted, Issued, Sent}

// Act is something done to a review.
type Act string

// The acts.
const (
	Refreshing Act = "refresh"
	Issuing    Act = "issue"
	Reopening  Act = "reopen"
	Sending    Act = "send"
)

// Workflow is every way from state to state.
var Workflow = workflow.Table[State, Act]{
	{Drafted, Refreshing, Drafted, Write},
	{Drafted, Issuing, Issued, Write},
	{Issued, Reopening, Drafted, Write},
	{Issued, Sending, Sent, Write},
}

// Review is a review as it stands.
type Review struct {
	ID        ID
	Unit      org.ID
	UnitName  string
	Theme     campaign.ThemeID
	Kind      Kind
	Title     string // what is reviewed
	From, To  db.Date
	State     State
	Facts     Facts
	CountedAt db.Time
	Texts
	Number   string
	IssuedOn db.Date
	SentOn   db.Date
	Version  int
}

// after gives the state that an act leads to, or says that it is not allowed now.
func (r Review) after(a Act) (State, error) {
	m, err := Workflow.After(r.State, a, "review.not_when_"+string(r.State))
	return m.To, err
}

// Part is one of the texts, by the name of its field.
type Part string

// Parts lists the texts in the order of the paper.
var Parts = []Part{"results", "limits", "causes", "lessons", "ahead", "proposals"}

// Texts are what is written. Class: committee.
type Texts struct{ Results, Limits, Causes, Lessons, Ahead, Proposals string }

// Of gives one part.
func (t Texts) Of(p Part) string { return *t.At(p) }

// At is where one part stands.
func (t *Texts) At(p Part) *string {
	return map[Part]*string{"results": &t.Results, "limits": &t.Limits, "causes": &t.Causes, "lessons": &t.Lessons, "ahead": &t.Ahead, "proposals": &t.Proposals}[p]
}

// Lengths in characters.
const (
	textMax = 20_000
	lineMax = 200
)

// check brings the texts into the form that is stored. Faults name the parts.
func (t *Texts) check() error {
	var faults fault.Form
	for _, p := range Parts {
		text := t.At(p)
		*text = i18n.Clean(*text)
		meeting.Sayable(&faults, string(p), *text, textMax)
	}
	return faults.Err()
}

// whole refuses texts that are not issued so: results and what lies ahead are said.
func (t Texts) whole() error {
	var faults fault.Form
	for _, p := range []Part{"results", "ahead"} {
		if t.Of(p) == "" {
			faults.Add(string(p), "review."+string(p)+"_missing")
		}
	}
	return faults.Err()
}

// theirs are the parts of what is stored that differ from what was typed.
func (t Texts) theirs(typed Texts) map[string]string {
	all := map[string]string{}
	for _, p := range Parts {
		if t.Of(p) != typed.Of(p) {
			all[string(p)] = t.Of(p)
		}
	}
	return all
}

// Form is what is typed to begin a review. The fields of faults are theme, kind,
// title, from and to.
type Form struct {
	Theme    campaign.ThemeID
	Kind     Kind
	Title    string // may be empty where a theme is named
	From, To db.Date
}

// earliestYear bounds what is typed.
const earliestYear = 1990

func (f *Form) check(themes []campaign.Theme, today db.Date) error {
	var faults fault.Form
	f.Title = i18n.Line(f.Title)
	if i := slices.IndexFunc(themes, func(t campaign.Theme) bool { return t.ID == f.Theme }); i >= 0 {
		if f.Title == "" {
			f.Title = strings.Join([]string{themes[i].CampaignTitle, themes[i].Title}, ": ")
		}
	} else if f.Theme != "" {
		faults.Add("theme", "review.theme_elsewhere")
	}
	if f.Title == "" && f.Theme == "" {
		faults.Add("title", "review.title_missing")
	}
	meeting.Sayable(&faults, "title", f.Title, lineMax*2)
	if !slices.Contains(Kinds, f.Kind) {
		faults.Add("kind", "review.kind_missing")
	}
	if !f.From.IsDay() || f.From.Year() < earliestYear {
		faults.Add("from", "review.day_missing", strconv.Itoa(earliestYear))
	} else if f.From > today {
		faults.Add("from", "review.day_ahead")
	}
	switch {
	case !f.To.IsDay():
		faults.Add("to", "review.day_missing", strconv.Itoa(earliestYear))
	case f.To > today:
		faults.Add("to", "review.day_ahead")
	case f.From.IsDay() && f.To < f.From:
		faults.Add("to", "review.span_wrong")
	}
	return faults.Err()
}

// IssueForm is what is typed to issue a review. The fields of faults are number and
// on.
type IssueForm struct {
	Number string
	On     db.Date
}

func (f *IssueForm) check(r Review, today db.Date) error {
	var faults fault.Form
	f.Number = i18n.Line(f.Number)
	if f.Number == "" {
		faults.Add("number", "review.number_missing")
	}
	meeting.Sayable(&faults, "number", f.Number, 60)
	switch {
	case !f.On.IsDay():
		faults.Add("on", "review.day_missing", strconv.Itoa(earliestYear))
	case f.On > today:
		faults.Add("on", "review.day_ahead")
	case f.On < r.From:
		faults.Add("on", "review.day_early", r.From)
	}
	return faults.Err()
}
