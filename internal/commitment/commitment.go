package commitment

import (
	"slices"
	"strconv"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/workflow"
)

// ID names a pledge.
type ID string

// ItemID names an item of a pledge. It stays while the item is reworded.
type ItemID string

// State is how far a pledge has come.
type State string

// The states. Closed pledges are of a year that is over.
const (
	Drafting  State = "drafting"
	Submitted State = "submitted"
	Returned  State = "returned"
	Approved  State = "approved"
	Closed    State = "closed"
)

// States lists them in the order of a pledge's life.
var States = []State{Drafting, Submitted, Returned, Approved, Closed}

// Written reports whether the text may be changed.
func (s State) Written() bool { return s == Drafting || s == Returned }

// Registered reports whether the pledge lies with the leaders or was approved:
// a registration that counts.
func (s State) Registered() bool { return s == Submitted || s == Approved || s == Closed }

// Act is something done to a pledge.
type Act string

// The acts.
const (
	Saving      Act = "save"
	Submitting  Act = "submit"
	Recalling   Act = "recall"
	Returning   Act = "return"
	Approving   Act = "approve"
	Progressing Act = "progress"
	Looking     Act = "look"
	Reopening   Act = "reopen"
	Closing     Act = "close"
)

// Move is one row of the table of states, Moves are some of them.
type (
	Move  = workflow.Row[State, Act]
	Moves = workflow.Table[State, Act]
)

// Workflow is every way from state to state. Pages offer, and use cases allow,
// what stands here and nothing else.
var Workflow = Moves{
	{Drafting, Saving, Drafting, Write},
	{Drafting, Submitting, Submitted, Write},
	{Submitted, Recalling, Drafting, Write},
	{Submitted, Returning, Returned, Judge},
	{Submitted, Approving, Approved, Judge},
	{Returned, Saving, Returned, Write},
	{Returned, Submitting, Submitted, Write},
	{Approved, Progressing, Approved, Write},
	{Approved, Looking, Approved, Write},
	{Approved, Reopening, Returned, Judge},
	{Approved, Closing, Closed, Judge},
}

// Item is one thing that somebody will do. Class: author and committee.
type Item struct {
	ID      ItemID
	Ordinal int    // from 1
	Heading string // nội dung
	Work    string // việc làm cụ thể
	Measure string // chỉ tiêu
	Due     string // thời hạn, as it was typed
	Theme   string // of a campaign, that it answers to; "" for none
	Percent int    // as last said, 0 to 100
	Result  string // the newest word of its progress
}

// Begun reports whether some of it was done.
func (i Item) Begun() bool { return i.Percent > 0 || i.Result != "" }

// Head is a pledge without its texts, as lists have it.
type Head struct {
	ID          ID // "" where there is none
	Unit        org.ID
	UnitName    string
	Counted     org.ID // the unit for which it is counted: it approved it, and has ended since; "" for Unit
	Person      member.ID
	Name        string
	Year        int
	State       State // "" where there is none
	Example     bool  // a leader's: he goes ahead
	SubmittedOn db.Date
	ApprovedOn  db.Date
	// Proxy: a leader wrote it for one who has no device, who has not taken it
	// into his own hand since.
	Proxy   bool
	SavedAt db.Time
	Version int
}

// Pledge is what somebody registers for a year, as it stands.
type Pledge struct {
	Head
	Wanted  string // what the leaders asked for when they returned it last
	Midyear string // the author's look back at mid-year
	Yearend string // and at the end of the year
	Items   []Item
}

// Begun reports whether any of the items has progress.
func (p Pledge) Begun() bool {
	return slices.ContainsFunc(p.Items, Item.Begun)
}

// Percent is how far the items have come on average, 0 without any.
func (p Pledge) Percent() int {
	sum := 0
	for _, i := range p.Items {
		sum += i.Percent
	}
	return sum / max(1, len(p.Items))
}

// open reports whether the leaders may read it: once it is sent, or while one
// of them writes it in the author's name.
func (h Head) open() bool { return h.State != Drafting || h.Proxy }

// Look is a look back at the whole pledge.
type Look string

// The looks.
const (
	Midyear Look = "midyear"
	Yearend Look = "yearend"
)

// Progress is one step of an item's progress.
type Progress struct {
	Item    ItemID
	Percent int
	Note    string
	Person  member.ID // who entered it; "" for the program, or somebody forgotten
	Name    string
	At      db.Time
}

// firstYear is the earliest year of a pledge: older papers are in no program.
const firstYear = 2000

// yearText writes a year for a sentence: a number would take a point for its
// thousands.
func yearText(year int) string { return strconv.Itoa(year) }

// checkYear refuses years that lie too far back or ahead.
func checkYear(year int, today db.Date) error {
	if year < firstYear || year > today.Year()+1 {
		return fault.At("year", "commitment.year_invalid", yearText(firstYear), yearText(today.Year()+1))
	}
	return nil
}

// expected reports whether somebody of a unit is to register there: not who is
// exempt or kept from activity, and in a chapter not who registers in his cell.
func expected(p member.Profile, mass bool) bool {
	return !p.Barred() && p.State != member.Exempt && (!mass || !p.InCell)
}

// exemplary reports whether somebody's pledge is an example to the others.
func exemplary(p member.Profile) bool {
	return p.KeyCadre || p.Leads()
}

// whole is what has been reached once nothing remains to be done.
const whole = 100

// mayJudge refuses to judge a pledge of somebody who belongs to the unit no
// more, and one's own while another leader can. People are those of the unit
// today. A pledge may still be closed when its author has gone.
func mayJudge(h Head, a Act, by access.Actor, people []member.Profile) error {
	author := func(p member.Profile) bool { return p.Person == h.Person }
	if a != Closing && !slices.ContainsFunc(people, author) {
		return fault.New(fault.Invalid, "commitment.author_left")
	}
	if by.Person != string(h.Person) {
		return nil
	}
	if slices.ContainsFunc(people, func(p member.Profile) bool { return p.Leads() && !author(p) }) {
		return fault.New(fault.Invalid, "commitment.own_judged")
	}
	return nil
}

// mayClose refuses to close a pledge whose year is not over, or that has no
// look back at its end.
func mayClose(p Pledge, today db.Date) error {
	switch {
	case today.Year() <= p.Year:
		return fault.New(fault.Invalid, "commitment.year_not_over", yearText(p.Year))
	case p.Yearend == "":
		return fault.New(fault.Invalid, "commitment.yearend_missing")
	}
	return nil
}

// fresh refuses an act on an older version than the one stored, with what is
// stored now.
func (p Pledge) fresh(version int) error {
	if p.Version == version {
		return nil
	}
	return fault.Overtaken(p.theirs())
}

// theirs are the items as a form shows them, for whoever comes too late.
func (p Pledge) theirs() map[string]string {
	all := map[string]string{"wanted": p.Wanted, "midyear": p.Midyear, "yearend": p.Yearend}
	for _, i := range p.Items {
		f := i.form()
		for _, t := range f.fields() {
			all[fieldOf(i.Ordinal, t.name)] = *t.text
		}
		all[fieldOf(i.Ordinal, "theme")] = f.Theme
	}
	return all
}

// mayWrite refuses the text of another's pledge to a leader, but where a leader
// wrote it and its author has not taken it into his own hand. Progress and looks
// back may be entered for anybody: they bear the name of who did.
func mayWrite(h Head, a Act, by access.Actor) error {
	if by.Person == string(h.Person) || by.Trusted() || h.Proxy || a == Progressing || a == Looking {
		return nil
	}
	return fault.New(fault.Denied, "commitment.not_yours")
}
