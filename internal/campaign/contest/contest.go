package contest

import (
	"cmp"
	"slices"
	"strings"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/workflow"
)

// ID names a contest.
type ID string

// EntryID names an entry.
type EntryID string

// Entrants is who may enter.
type Entrants string

// Who may enter.
const (
	Persons Entrants = "person"
	Units   Entrants = "unit"
	Both    Entrants = "both"
)

// AllEntrants lists them as pages show them.
var AllEntrants = []Entrants{Persons, Units, Both}

// takes reports whether an entry of the kind may be handed in.
func (e Entrants) takes(k Kind) bool { return e == Both || string(e) == string(k) }

// Kinds are what may be entered, as pages show them.
func (e Entrants) Kinds() []Kind {
	return slices.DeleteFunc([]Kind{ByPerson, ByUnit}, func(k Kind) bool { return !e.takes(k) })
}

// Kind is whether an entry is somebody's or a unit's.
type Kind string

// The kinds of entries.
const (
	ByPerson Kind = "person"
	ByUnit   Kind = "unit"
)

// State is how far a contest has come.
type State string

// The states that are stored.
const (
	Called    State = "called"
	Scoring   State = "scoring"
	Decided   State = "decided"
	Published State = "published"
	Cancelled State = "cancelled"
)

// Open is a called contest on the days on which it takes entries, and Waiting one
// whose last day is over while nobody closed it. They are not stored.
const (
	Open    State = "open"
	Waiting State = "waiting"
)

// Act is something done to a contest.
type Act string

// The acts.
const (
	Calling    Act = "call"
	Amending   Act = "amend"
	Entering   Act = "enter"
	Closing    Act = "close"
	Cancelling Act = "cancel"
	Judging    Act = "score"
	Deciding   Act = "decide"
	Publishing Act = "publish"
)

// Move is one row of the table of states.
type Move = workflow.Row[State, Act]

// Workflow is every way from state to state. Pages offer, and use cases allow,
// what stands here and nothing else; what Score allows is a juror's alone.
var Workflow = workflow.Table[State, Act]{
	{Called, Amending, Called, Organise},
	{Called, Entering, Called, Enter},
	{Called, Closing, Scoring, Organise},
	{Called, Cancelling, Cancelled, Organise},
	{Scoring, Judging, Scoring, Score},
	{Scoring, Deciding, Decided, Organise},
	{Scoring, Cancelling, Cancelled, Organise},
	{Decided, Deciding, Decided, Organise},
	{Decided, Publishing, Published, Organise},
}

// Criterion is by what entries are judged.
type Criterion struct {
	Ordinal int
	Title   string
	Points  int // at most
	Weight  int
}

// Contest is a contest as it stands.
type Contest struct {
	ID         ID
	Unit       org.ID
	UnitName   string
	Title      string
	Rules      string
	Entrants   Entrants
	OpensOn    db.Date
	ClosesOn   db.Date
	Theme      string // of a campaign, "" for none
	Files      bool   // entries may have files, FilesMax each
	Apart      bool   // no juror judges an entry of his own unit
	State      State
	DecisionNo string
	DecisionOn db.Date
	Reason     string // why it was called off
	Entries    int    // that were not withdrawn
	Version    int
}

// Stage is the state as people see it on a day.
func (c Contest) Stage(today db.Date) State {
	switch {
	case c.State != Called || today < c.OpensOn:
		return c.State
	case today <= c.ClosesOn:
		return Open
	}
	return Waiting
}

// after finds the row of the act that leads on from how the contest stands.
func (c Contest) after(a Act) (Move, error) {
	return Workflow.After(c.State, a, "contest.not_when_"+string(c.State))
}

// taking refuses an entry outside the days of handing in.
func (c Contest) taking(today db.Date) error {
	if _, err := c.after(Entering); err != nil {
		return err
	}
	switch c.Stage(today) {
	case Open:
		return nil
	case Called:
		return fault.New(fault.Invalid, "contest.not_yet", c.OpensOn)
	}
	return fault.New(fault.Invalid, "contest.too_late", c.ClosesOn)
}

// Juror is somebody who judges.
type Juror struct {
	Person   member.ID // "" once he was forgotten
	Name     string
	Unit     org.ID // as one of which he judges
	UnitName string
	Closed   db.Date // since when his scores stand, "" while he judges
}

// Entry is what was handed in.
type Entry struct {
	ID        EntryID
	Contest   ID
	Unit      org.ID
	UnitName  string
	Kind      Kind
	Person    member.ID // who handed it in; "" once forgotten
	Authors   string
	Title     string
	Body      string
	Shared    bool // all may read it once the contest is published
	Withdrawn bool
	EnteredOn db.Date
	Place     int // given by the organisers, 0 for none
	Prize     string
	Version   int
}

// By is whose entry it is, in words.
func (e Entry) By() string {
	if e.Kind == ByUnit && e.Authors == "" {
		return e.UnitName
	}
	return e.Authors
}

// barred reports whether the juror may not judge the entry.
func (c Contest) barred(j Juror, e Entry) bool {
	return e.Withdrawn || j.Person == "" || j.Person == e.Person || c.Apart && j.Unit == e.Unit || names(e.Authors, j.Name)
}

// names reports whether a name stands as whole words in a list of authors.
func names(authors, name string) bool {
	words := strings.Fields(i18n.Fold(authors))
	sought := strings.Fields(i18n.Fold(name))
	for i, w := range words {
		words[i] = strings.Trim(w, ",.;:()")
	}
	if len(sought) == 0 {
		return false
	}
	for i := 0; i+len(sought) <= len(words); i++ {
		if slices.Equal(words[i:i+len(sought)], sought) {
			return true
		}
	}
	return false
}

// Mark is what a juror gave an entry by one criterion, in half points.
type Mark struct {
	Entry   EntryID
	Person  member.ID
	Ordinal int
	Halves  int
}

// Result is an entry with what it was given.
type Result struct {
	Entry  Entry
	Means  []float64 // by the criteria in their order
	Sum    float64   // of the means, each times its weight
	Judged int       // by how many jurors who closed
	Rank   int       // from 1; equal sums share one, 0 where nobody judged it
}

// rank orders entries by what the jurors who closed gave, the best first; those
// that nobody judged come last.
func rank(entries []Entry, criteria []Criterion, scores []Mark, closed map[member.ID]bool) []Result {
	all := make([]Result, 0, len(entries))
	for _, e := range entries {
		r := Result{Entry: e, Means: make([]float64, len(criteria))}
		judges := map[member.ID]bool{}
		for i, c := range criteria {
			sum, n := 0, 0
			for _, s := range scores {
				if s.Entry == e.ID && s.Ordinal == c.Ordinal && closed[s.Person] {
					sum, n, judges[s.Person] = sum+s.Halves, n+1, true
				}
			}
			if n > 0 {
				r.Means[i] = float64(sum) / float64(2*n)
				r.Sum += r.Means[i] * float64(c.Weight)
			}
		}
		r.Judged = len(judges)
		all = append(all, r)
	}
	slices.SortStableFunc(all, func(a, b Result) int {
		if (a.Judged == 0) != (b.Judged == 0) {
			return cmp.Compare(b.Judged, a.Judged)
		}
		if same(a.Sum, b.Sum) {
			return 0
		}
		return cmp.Compare(b.Sum, a.Sum)
	})
	for i := range all {
		switch {
		case all[i].Judged == 0:
		case i > 0 && same(all[i-1].Sum, all[i].Sum):
			all[i].Rank = all[i-1].Rank
		default:
			all[i].Rank = i + 1
		}
	}
	return all
}

// same reports whether two sums are the same on paper, where they stand with two
// decimals.
func same(a, b float64) bool { return -0.005 < a-b && a-b < 0.005 }
