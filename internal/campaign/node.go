package campaign

import (
	"cmp"
	"slices"

	"chibo/internal/db"
	"chibo/internal/i18n"
	"chibo/internal/member"
	"chibo/internal/org"
)

// Node is what one unit made of a theme. A zero one is of a unit that has not acted.
type Node struct {
	State      Progress
	ReceivedOn db.Date
	Remark     string  // how far the draft is
	DraftDue   db.Date // by when the unit means to issue it
	Number     string  // of the programme
	IssuedOn   db.Date
	Version    int // 0 while there is none
}

// May reports whether the state allows the act.
func (n Node) May(a Act) bool { return Course.Leads(n.State, a) }

// Lag is what a unit is behind with.
type Lag string

// What a unit may be behind with.
const (
	InTime      Lag = ""
	Unreceived  Lag = "unreceived"
	NoProgramme Lag = "programme" // the day on which it was due is over
)

// Lag says what the unit is behind with on a day.
func (n Node) Lag(t Theme, today db.Date) Lag {
	switch {
	case !t.Runs(today) || n.State == Issued:
		return InTime
	case t.Due != "" && t.Due < today:
		return NoProgramme
	case n.State == Nothing:
		return Unreceived
	}
	return InTime
}

// Branch is a unit right below another.
type Branch struct {
	Unit  org.Unit
	Node  Node
	Lag   Lag
	Under int // of a committee, how many of the Party organisations under it have issued a programme
}

// Tally is how far the units of one body that stand right below another are.
type Tally struct {
	Units    int
	Received int // have received the theme at least
	Issued   int
}

// plans reports whether a unit makes a programme of its own: a group does with its
// cell.
func plans(u org.Unit) bool { return u.Kind.ID != "group" }

// branches are the units right below another with what they made of a theme, those of
// the Party first, of these those with a programme, then by name.
func branches(t Theme, units []org.Unit, nodes map[org.ID]Node, today db.Date) (all []Branch) {
	for _, u := range units {
		if n := nodes[u.ID]; plans(u) {
			all = append(all, Branch{Unit: u, Node: n, Lag: n.Lag(t, today)})
		}
	}
	slices.SortStableFunc(all, func(a, b Branch) int {
		return cmp.Or(cmp.Compare(a.body(), b.body()), cmp.Compare(a.Node.rank(), b.Node.rank()), cmp.Compare(i18n.Fold(a.Unit.Name), i18n.Fold(b.Unit.Name)))
	})
	return all
}

// body orders the Party's before those of mass organisations.
func (b Branch) body() int {
	if b.Unit.Kind.Mass() {
		return 1
	}
	return 0
}

// issued is 1 where the unit itself has issued a programme.
func (b Branch) issued() int {
	if b.Node.State == Issued {
		return 1
	}
	return 0
}

// tally counts branches, apart for the Party and for mass organisations, and how many of
// all lag.
func tally(all []Branch) (party, mass Tally, lagging int) {
	for _, b := range all {
		t := &party
		if b.Unit.Kind.Mass() {
			t = &mass
		}
		t.Units++
		if b.Node.State != Nothing {
			t.Received++
		}
		t.Issued += b.issued()
		if b.Lag != InTime {
			lagging++
		}
	}
	return party, mass, lagging
}

// rank orders nodes as a list shows them.
func (n Node) rank() int {
	return slices.Index([]Progress{Issued, Drafted, Received, Nothing}, n.State)
}

// ItemID names a work item.
type ItemID string

// Item is a work item of a unit's programme. Who does it is the unit's own.
type Item struct {
	ID         ItemID
	Theme      ThemeID
	Unit       org.ID
	Content    string
	Person     member.ID // who does it, …
	PersonName string
	Owner      string // … or in words
	Due        db.Date
	Measure    string
	Follows    ItemID
	FollowsOf  string // the content of that one
	Percent    int
	DoneOn     db.Date
	Version    int
}

// Late is by how many days the item is overdue, 0 for none.
func (i Item) Late(today db.Date) int {
	if i.DoneOn != "" || i.Due == "" || today <= i.Due {
		return 0
	}
	return int(today.Time().Sub(i.Due.Time()).Hours() / 24)
}

// withheld is the item without what only its own unit sees.
func (i Item) withheld() Item {
	i.Person, i.PersonName, i.Owner = "", "", ""
	return i
}

func has(items []Item, id ItemID) bool {
	return slices.ContainsFunc(items, func(i Item) bool { return i.ID == id })
}

func knows(called []member.Called, person member.ID) bool {
	return slices.ContainsFunc(called, func(c member.Called) bool { return c.Person == person })
}

// Note is how a work item went on a day. Class: cell.
type Note struct {
	Item    ItemID
	On      db.Date
	Percent int
	Words   string
	By      string // who wrote it, "" for the program or somebody forgotten
}

// Reminder is that a committee reminded those right below it.
type Reminder struct {
	At     db.Time
	Units  int // that lagged
	People int // that were told
}
