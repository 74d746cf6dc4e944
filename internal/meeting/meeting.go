package meeting

import (
	"cmp"
	"fmt"

	"chibo/internal/db"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/rulebook"
	"chibo/internal/task"
	"chibo/internal/vote"
)

// ID names a meeting.
type ID string

// Kind is a kind of meeting, in the words of the rulebook.
type Kind string

// The kinds of meetings that a cell plans here.
const (
	Regular       Kind = "regular"
	Thematic      Kind = "thematic"
	Committee     Kind = "committee" // of the cell's committee, which prepares the others
	Extraordinary Kind = "extraordinary"
	Congress      Kind = "congress"
)

// Kinds lists the kinds in the order in which forms offer them.
var Kinds = []Kind{Regular, Thematic, Committee, Extraordinary, Congress}

// Meeting is a meeting as it stands. Class: cell; date, state and counts open
// to the levels above.
type Meeting struct {
	ID          ID
	Unit        org.ID
	Kind        Kind
	Combined    bool    // a regular one that holds a thematic part in the same sitting
	Why         string  // why it is held out of turn, or both parts in one sitting; "" where nothing was said
	Month       db.Date // "YYYY-MM": the month that it is the meeting of
	HeldOn      db.Date
	StartsAt    string // "HH:MM", as planned
	OpenedAt    string // "HH:MM", "" until it is opened
	ClosedAt    string
	Place       string
	Chair       member.ID // "" while nobody is named
	ChairName   string
	Minuter     member.ID
	MinuterName string
	State       State
	AnnouncedAt db.Time // zero before the notice went out
	Moved       int     // how often it was moved after that
	ReportedOn  db.Date // the day on which it was reported upward
	Summary     string  // remarks at the end of the minutes
	Version     int
}

// String names the meeting in logs and failures, without its texts.
func (m Meeting) String() string { return fmt.Sprintf("%s %s %s", m.Kind, m.HeldOn, m.ID) }

// Ends is the time of day "HH:MM" at which the meeting ends as it is planned,
// if its agenda takes so many minutes.
func (m Meeting) Ends(minutes int) string { return timeOf(minuteOf(m.StartsAt) + minutes) }

// Lasted is the length of a closed meeting in minutes, 0 before.
func (m Meeting) Lasted() int {
	from, to := minuteOf(m.OpenedAt), minuteOf(m.ClosedAt)
	if from < 0 || to < from {
		return 0
	}
	return to - from
}

// ItemID names an item of an agenda.
type ItemID string

// Item is one entry of the agenda. Class: cell.
type Item struct {
	ID            ItemID
	Meeting       ID
	Ordinal       int    // order on the agenda, with gaps
	Key           string // the rulebook's key; "" for an item of the cell's own
	Kind          rulebook.Kind
	Title         string
	Minutes       int // planned length; 0 while not set
	Presenter     member.ID
	PresenterName string
	Content       string      // what was presented
	Directive     string      // the document from above that is studied under it
	Report        string      // the self-reflection report that is heard under it
	Topic         string      // the topic paper that is presented under it
	Candidate     string      // the candidate for the Party who is considered under it
	Matter        vote.Matter // what is voted on under it, where that is known ahead; "" for anything
	Conclusion    string
	Exemplary     string // what the chair called exemplary
	ToMend        string // … and what is to be mended
	Unconcluded   string // why there is no conclusion
	Spent         int    // seconds that the meeting spent on it, without those that are running
	Extra         int    // minutes that were added to the plan in the meeting
	Version       int
	Given         []task.ID // the tasks that came of it, cancelled ones too
	Notes         []Note
	Tasks         []task.Task
	Votes         []vote.Vote
}

// VotesOn is the matter that a vote under the item is on, unless whoever records
// it says otherwise.
func (i Item) VotesOn() vote.Matter {
	return cmp.Or(i.Matter, vote.Ordinary)
}

// Question is what is voted on under the item, where that is known ahead; "" for
// anything.
func (i Item) Question() string {
	if i.Matter == "" {
		return ""
	}
	return i.Title
}

// NeedsConclusion reports whether the meeting may not close without a
// conclusion of the item (B7). Procedural items need none.
func (i Item) NeedsConclusion() bool {
	return i.Kind == rulebook.KindTask || i.Kind == rulebook.KindReport || i.Report != ""
}

// settled reports whether nothing is missing for closing.
func (i Item) settled() bool {
	return !i.NeedsConclusion() || i.Concluded() || i.Unconcluded != ""
}

// Concluded reports whether the chair said anything in conclusion.
func (i Item) Concluded() bool { return i.Conclusion+i.Exemplary+i.ToMend != "" }

// unsettled lists the items that still need a conclusion or a reason.
func unsettled(items []Item) []Item {
	var open []Item
	for _, i := range items {
		if !i.settled() {
			open = append(open, i)
		}
	}
	return open
}

// GuestID names a guest of one meeting.
type GuestID string

// Guest is somebody invited who is not called.
type Guest struct {
	ID    GuestID
	Name  string
	Title string // whom he stands for
}

// NoteID names a note.
type NoteID string

// NoteKind says what sort of opinion was noted.
type NoteKind string

// The kinds of notes.
const (
	Opinion  NoteKind = "opinion"
	Strength NoteKind = "strength"
	Advice   NoteKind = "advice"
	Proposal NoteKind = "proposal"
	Reply    NoteKind = "answer"
	Reserved NoteKind = "reserved" // bảo lưu ý kiến
)

// NoteKinds lists the kinds in the order in which forms offer them.
var NoteKinds = []NoteKind{Opinion, Strength, Advice, Proposal, Reply, Reserved}

// Note is an opinion as it was noted: either Speaker or Guest is set. Class:
// cell.
type Note struct {
	ID      NoteID
	Item    ItemID
	Speaker member.ID
	Guest   GuestID
	Name    string // of whoever spoke
	Kind    NoteKind
	Body    string // "" once it stands in the minutes no longer
	At      db.Time
	Mark    string // why the chair marked it as not constructive; "" where he did not
	Answer  string // the speaker's, to the mark
	// What is left of a marked note that was taken out of the minutes: that its
	// speaker withdrew it, or the vote that left it out.
	Withdrawn bool
	LeftBy    vote.ID
	Version   int
}
