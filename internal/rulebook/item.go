package rulebook

import "slices"

// Kind says what sort of work an item of an agenda is, so that the console can
// offer what it needs (a roll call, a list of tasks, a count of votes).
type Kind string

// The kinds of items.
const (
	KindProcedural Kind = "procedural" // opening, programme, reading back
	KindAttendance Kind = "attendance" // roll call
	KindReport     Kind = "report"     // somebody reads a report or paper
	KindTask       Kind = "task"       // tasks reviewed or given
	KindStudy      Kind = "study"      // information, documents from above, orientation
	KindDiscussion Kind = "discussion" // opinions of members
	KindCritique   Kind = "critique"   // self-criticism and criticism
	KindVote       Kind = "vote"       // conclusion and vote
	KindScore      Kind = "score"      // the cell scores its meeting
)

var kinds = []Kind{
	KindProcedural, KindAttendance, KindReport, KindTask, KindStudy,
	KindDiscussion, KindCritique, KindVote, KindScore,
}

// Part is the stretch of a meeting, or of the month around it, that an item
// belongs to.
type Part string

// The parts: the first three inside a meeting, the last two around it.
const (
	PartOpening Part = "opening"
	PartBody    Part = "body"
	PartClosing Part = "closing"
	PartBefore  Part = "before"
	PartAfter   Part = "after"
)

var parts = []Part{PartOpening, PartBody, PartClosing, PartBefore, PartAfter}

// Actor is who does an item. The post, never a person.
type Actor string

// The actors. ActorCommittee stands, in a cell without a committee, for the
// secretary together with the deputy.
const (
	ActorSecretary  Actor = "secretary"
	ActorCommittee  Actor = "committee"
	ActorChair      Actor = "chair"
	ActorMinutes    Actor = "minute_taker"
	ActorPresenter  Actor = "presenter"
	ActorEverybody  Actor = "members"
	ActorAuthorised Actor = "assignee" // a deputy, committee member or member named for it
)

var actors = []Actor{
	ActorSecretary, ActorCommittee, ActorChair, ActorMinutes, ActorPresenter, ActorEverybody, ActorAuthorised,
}

// Item is one entry of an agenda ([Agenda]) or of the duties around a meeting
// ([Duties]), in the order in which the rule lists them.
type Item struct {
	Key   string `yaml:"key"`   // stable name within its list
	Title string `yaml:"title"` // Vietnamese, as printed on the programme
	Kind  Kind   `yaml:"kind"`
	Part  Part   `yaml:"part"`
	Actor Actor  `yaml:"actor"`
	// Optional items are held only when there is something to hold.
	Optional bool `yaml:"optional"`
	// Minutes is the length that a new agenda begins with, 0 where none is
	// proposed. It is the product's proposal, no rule: cells change it.
	Minutes int `yaml:"minutes"`
}

func (i Item) sound() bool {
	return i.Key != "" && i.Title != "" && i.Minutes >= 0 &&
		slices.Contains(kinds, i.Kind) && slices.Contains(parts, i.Part) && slices.Contains(actors, i.Actor)
}

// Code is an entry of a list of codes, with its name in Vietnamese.
type Code struct {
	Code  string `yaml:"code"`
	Title string `yaml:"title"`
}

// Codes is an ordered list of codes.
type Codes []Code

// Has reports whether the code is on the list.
func (c Codes) Has(code string) bool {
	return slices.ContainsFunc(c, func(e Code) bool { return e.Code == code })
}

func (c Codes) clone() Codes { return slices.Clone(c) }

// sound reports whether every code is named once, has a title and, where there
// are choices, is one of them.
func (c Codes) sound(choices []string) bool {
	for i, e := range c {
		if e.Code == "" || e.Title == "" || c[:i].Has(e.Code) {
			return false
		}
		if len(choices) > 0 && !slices.Contains(choices, e.Code) {
			return false
		}
	}
	return len(c) > 0
}

// adds reports whether c holds a code that o does not.
func (c Codes) adds(o Codes) bool {
	return slices.ContainsFunc(c, func(e Code) bool { return !o.Has(e.Code) })
}
