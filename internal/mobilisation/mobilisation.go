package mobilisation

import (
	"cmp"
	"slices"
	"strings"

	"chibo/internal/db"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/workflow"
)

// AreaID names an area of work.
type AreaID string

// Area is what items of a programme are grouped by.
type Area struct {
	ID   AreaID
	Name string
}

// ItemID names an item of a programme.
type ItemID string

// ItemState is how far an item has come.
type ItemState string

// The states of items.
const (
	Planned ItemState = "planned"
	Done    ItemState = "done"
	Dropped ItemState = "dropped"
)

// ItemAct is something done to an item.
type ItemAct string

// The acts on items.
const (
	Rewriting ItemAct = "rewrite"
	Noting    ItemAct = "note"
	Finishing ItemAct = "finish"
	Reopening ItemAct = "reopen"
	Dropping  ItemAct = "drop"
)

// ItemMove is one row of the table of states of items, ItemMoves are some of them.
type (
	ItemMove  = workflow.Row[ItemState, ItemAct]
	ItemMoves = workflow.Table[ItemState, ItemAct]
)

// ItemWorkflow is every way of an item from state to state.
var ItemWorkflow = ItemMoves{
	{Planned, Rewriting, Planned, Lead},
	{Planned, Noting, Planned, Progress},
	{Planned, Finishing, Done, Progress},
	{Planned, Dropping, Dropped, Lead},
	{Done, Reopening, Planned, Lead},
}

// Item is a piece of work of the programme of a year.
type Item struct {
	ID         ItemID
	Unit       org.ID
	Year       int
	Area       AreaID
	AreaName   string
	Work       string
	Audience   string // for whom
	Measure    string
	Owner      string    // a part of the unit or a mass organisation, in words
	Person     member.ID // … or a member, or both
	PersonName string
	Due        db.Date
	State      ItemState
	DoneOn     db.Date
	Reason     string // why it was dropped
	Version    int
}

// Late reports whether the item should have been done by a day.
func (i Item) Late(today db.Date) bool { return i.State == Planned && i.Due < today }

// Owners says who sees to the item.
func (i Item) Owners() string {
	switch {
	case i.Owner == "":
		return i.PersonName
	case i.PersonName == "":
		return i.Owner
	}
	return i.Owner + "; " + i.PersonName
}

// after finds the row of an act that leads on from how the item stands.
func (i Item) after(a ItemAct) (ItemMove, error) {
	return ItemWorkflow.After(i.State, a, "mobilisation.item_"+string(i.State))
}

// Note is what was said of an item's progress.
type Note struct {
	On    db.Date
	Words string
}

// ModelID names a model.
type ModelID string

// Kind is whose a model is.
type Kind string

// The kinds of models.
const (
	Collective Kind = "collective"
	Individual Kind = "individual"
)

// Kinds lists them.
var Kinds = []Kind{Collective, Individual}

// Field is the field of life that a model is about.
type Field string

// The fields.
const (
	Economy  Field = "economy"
	Culture  Field = "culture"  // and society
	Defence  Field = "defence"  // and security
	Politics Field = "politics" // the political system
)

// Fields lists them.
var Fields = []Field{Economy, Culture, Defence, Politics}

// Level is who recognised a model.
type Level string

// The levels, the lowest first.
const (
	ByUnit     Level = "unit"     // the body that the cell belongs to
	ByBase     Level = "base"     // the committee of the base organisation
	BySuperior Level = "superior" // the committee above the base
	ByProvince Level = "province"
)

// Levels lists them, the lowest first.
var Levels = []Level{ByUnit, ByBase, BySuperior, ByProvince}

// compare orders levels; "" comes before all.
func (l Level) compare(other Level) int {
	return cmp.Compare(slices.Index(Levels, l), slices.Index(Levels, other))
}

// State is how far a model has come.
type State string

// The states of models.
const (
	Registered State = "registered"
	Assisted   State = "assisted"
	Appraised  State = "appraised"
	Recognised State = "recognised"
	Exemplary  State = "exemplary"
	Proposed   State = "proposed"
	Declined   State = "declined"
	Withdrawn  State = "withdrawn"
)

// States lists them in their order.
var States = []State{Registered, Assisted, Appraised, Recognised, Exemplary, Proposed, Declined, Withdrawn}

// Open reports whether it is not decided yet whether the model is recognised.
func (s State) Open() bool { return s == Registered || s == Assisted || s == Appraised }

// Act is something done to a model.
type Act string

// The acts on models.
const (
	Amending     Act = "amend"
	Assisting    Act = "assist"
	Appraising   Act = "appraise"
	Recognising  Act = "recognise"
	Declining    Act = "decline"
	Exemplifying Act = "exemplify"
	Proposing    Act = "propose"
	Spreading    Act = "spread"
	Withdrawing  Act = "withdraw"
)

// Acts lists them in the order in which pages offer them.
var Acts = []Act{Assisting, Appraising, Recognising, Declining, Exemplifying, Proposing, Spreading, Amending, Withdrawing}

// Move is one row of the table of states of models, Moves are some of them.
type (
	Move  = workflow.Row[State, Act]
	Moves = workflow.Table[State, Act]
)

// ModelWorkflow is every way of a model from state to state. What Judge allows is for
// the committee directly above alone.
var ModelWorkflow = Moves{
	{Registered, Amending, Registered, Lead},
	{Registered, Assisting, Assisted, Judge},
	{Registered, Appraising, Appraised, Judge},
	{Registered, Withdrawing, Withdrawn, Lead},
	{Assisted, Amending, Assisted, Lead},
	{Assisted, Appraising, Appraised, Judge},
	{Assisted, Withdrawing, Withdrawn, Lead},
	{Appraised, Recognising, Recognised, Judge},
	{Appraised, Declining, Declined, Judge},
	{Recognised, Recognising, Recognised, Judge},
	{Recognised, Exemplifying, Exemplary, Judge},
	{Recognised, Spreading, Recognised, Judge},
	{Exemplary, Recognising, Exemplary, Judge},
	{Exemplary, Spreading, Exemplary, Judge},
	{Exemplary, Proposing, Proposed, Lead},
	{Proposed, Recognising, Proposed, Judge},
	{Proposed, Spreading, Proposed, Judge},
}

// Model is a model of skilful mobilisation as it stands.
type Model struct {
	ID           ModelID
	Unit         org.ID
	UnitName     string
	Kind         Kind
	Person       member.ID // of an individual
	PersonName   string    // "" for who may not read it, and once it was forgotten
	Collective   string
	Field        Field
	Title        string
	Body         string
	RegisteredOn db.Date
	State        State
	Level        Level // the highest that recognised it
	Spread       int   // how many took it over
	ActedOn      db.Date
	Version      int

	path string // of its unit
}

// above is the path of the unit directly above its own, "" for none.
func (m Model) above() string {
	path := strings.TrimSuffix(m.path, ".")
	return path[:strings.LastIndexByte(path, '.')+1]
}

// after finds the row of an act that leads on from how the model stands.
func (m Model) after(a Act) (Move, error) {
	return ModelWorkflow.After(m.State, a, "mobilisation.not_when_"+string(m.State))
}

// Step is something that became of a model.
type Step struct {
	Act      Act
	On       db.Date
	Giver    string
	Level    Level
	Number   string
	Words    string
	Unit     org.ID // that took it over
	UnitName string
}
