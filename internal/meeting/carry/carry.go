package carry

import (
	"slices"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/org"
	"chibo/internal/rulebook"
	"chibo/internal/workflow"
)

// ID names an entry of the backlog.
type ID string

// State says what becomes of an entry.
type State string

// The states.
const (
	Waiting  State = "waiting"
	Repeated State = "repeated" // on the agenda of every regular meeting
	Seated   State = "seated"   // it became an item of an agenda
	Dropped  State = "dropped"
)

// Verb leads from one state to another.
type Verb string

// The verbs.
const (
	Seating  Verb = "seat"
	Dropping Verb = "drop"
)

// Workflow is every way from state to state. Use cases allow what stands here
// and nothing else.
var Workflow = workflow.Table[State, Verb]{
	{Waiting, Seating, Seated, meeting.Prepare},
	{Waiting, Dropping, Dropped, meeting.Prepare},
	{Repeated, Dropping, Dropped, meeting.Prepare},
}

// move takes an entry where the verb leads, or refuses it.
func (e *Entry) move(v Verb) error {
	m, err := Workflow.After(e.State, v, "meeting.backlog_gone")
	if err == nil {
		e.State = m.To
	}
	return err
}

// Entry is one entry of the backlog. Class: cell.
type Entry struct {
	ID      ID
	Unit    org.ID
	Kind    rulebook.Kind
	Title   string
	Minutes int // 0 while not set
	// Of an entry that a meeting left: the item, the day of the meeting, the
	// document to be studied, and why there was no conclusion, "" where the
	// meeting never came to it.
	Left      meeting.ItemID
	LeftOn    db.Date
	Directive string
	Why       string
	State     State
	Version   int // 0 for a leftover that is no entry yet
}

// Open reports whether the entry still waits, or is repeated.
func (e Entry) Open() bool { return e.State == Waiting || e.State == Repeated }

// item is what the entry becomes on an agenda.
func (e Entry) item() meeting.Item {
	return meeting.Item{Kind: e.Kind, Title: e.Title, Minutes: e.Minutes, Directive: e.Directive}
}

// stands reports whether the agenda has the entry already.
func (e Entry) stands(agenda []meeting.Item) bool {
	return slices.ContainsFunc(agenda, func(i meeting.Item) bool {
		return e.Directive != "" && i.Directive == e.Directive || i.Directive == "" && i18n.Fold(i.Title) == i18n.Fold(e.Title)
	})
}

// Kinds are the kinds of entries, in the order in which forms offer them.
var Kinds = meeting.ItemKinds

// Form is an entry as it is typed.
type Form struct {
	Title    string
	Kind     rulebook.Kind
	Minutes  int
	Repeated bool
}

// Limits of what is typed.
const (
	titleMax   = 300
	minutesMax = 240
)

// check cleans the form and reports every fault, in the fields title, kind and
// minutes.
func (f *Form) check() error {
	f.Title = i18n.Line(f.Title)
	var faults fault.Form
	if f.Title == "" {
		faults.Add("title", "meeting.title_missing")
	}
	meeting.Sayable(&faults, "title", f.Title, titleMax)
	if !slices.Contains(Kinds, f.Kind) {
		faults.Add("kind", "meeting.item_kind_missing")
	}
	if f.Minutes < 0 || f.Minutes > minutesMax {
		faults.Add("minutes", "meeting.minutes_invalid", minutesMax)
	}
	return faults.Err()
}

// Page is a unit's backlog.
type Page struct {
	Unit      org.Unit
	Leftovers []Entry
	Waiting   []Entry
	Repeated  []Entry
	Next      Next // a zero one where no meeting lies ahead
}

// Next is the meeting that entries go to.
type Next struct {
	ID     meeting.ID
	Kind   meeting.Kind
	Month  db.Date
	HeldOn db.Date
}

// Offer is what waits for the agenda of a meeting that lies ahead.
type Offer struct {
	Leftovers []Entry
	Waiting   int // entries of the backlog
}

// Any reports whether anything waits.
func (o Offer) Any() bool { return len(o.Leftovers)+o.Waiting > 0 }

// except leaves out what stands on the agenda already.
func except(entries []Entry, agenda []meeting.Item) []Entry {
	return slices.DeleteFunc(slices.Clone(entries), func(e Entry) bool { return e.stands(agenda) })
}
