package meeting

import (
	"slices"

	"chibo/internal/db"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/rulebook"
)

// callTo are the seats of who is called to a meeting of the kind, out of those
// whom the cell would call on the day: to a meeting of the committee its
// members alone, which in a cell without a committee are the secretary and the
// deputy (B2).
func callTo(kind Kind, called []member.Called) []Seat {
	if kind == Committee {
		called = slices.DeleteFunc(slices.Clone(called), func(c member.Called) bool { return !c.Post.Elected() })
	}
	return seated(called)
}

// dayEnds is the minute of the day by which a meeting is over.
const dayEnds = 24 * 60

// fits refuses, in the field, an agenda that does not end on the day on which
// the meeting begins.
func fits(field, startsAt string, minutes int) error {
	if end := minuteOf(startsAt) + minutes; end > dayEnds {
		return fault.At(field, "meeting.past_midnight", minutes, startsAt)
	}
	return nil
}

// length is the minutes of an agenda together.
func length(items []Item) (sum int) {
	for _, i := range items {
		sum += i.Minutes
	}
	return sum
}

// drafted is the agenda that a new meeting begins with: the rulebook's, each
// item as long as it was planned for the last meeting of the kind, else as long
// as the rulebook proposes.
func drafted(agenda []rulebook.Item, last []Item) []Item {
	items := make([]Item, len(agenda))
	for n, a := range agenda {
		i := Item{Key: a.Key, Kind: a.Kind, Title: a.Title, Minutes: a.Minutes}
		if was := slices.IndexFunc(last, func(l Item) bool { return l.Key == a.Key }); was >= 0 && last[was].Minutes > 0 {
			i.Minutes = last[was].Minutes
		}
		items[n] = i
	}
	number(items)
	return items
}

// revision is what an agenda becomes: items without an id are new, Gone are
// taken off.
type revision struct {
	items []Item
	gone  []Item
}

// borrow gives the agenda now the shape that it had last time: its titles,
// lengths, order, and the presenters who are called again. Items of now that
// only this meeting has (its own, and documents to be studied) follow at the
// end of the others; those of the rule that the last meeting left out go too,
// unless known, the keys of the rule of that day with their parts, does not hold
// them: then they are new. What stands there because of reports is this month's.
func borrow(now, last []Item, seats []Seat, known map[string]rulebook.Part) revision {
	var r revision
	var rest, reporting []Item
	for _, i := range now {
		if i.reporting() {
			reporting = append(reporting, i)
		} else {
			rest = append(rest, i)
		}
	}
	for _, l := range last {
		if l.Directive != "" || l.reporting() {
			continue
		}
		i := Item{Key: l.Key, Kind: l.Kind}
		if at := slices.IndexFunc(rest, func(n Item) bool { return n.Directive == "" && n.same(l) }); at >= 0 {
			i = rest[at]
			rest = slices.Delete(rest, at, at+1)
		}
		i.Title, i.Minutes = l.Title, l.Minutes
		if s, ok := SeatOf(seats, l.Presenter); ok && !s.Barred() {
			i.Presenter = l.Presenter
		}
		r.items = append(r.items, i)
	}
	for _, i := range rest {
		if i.Key != "" && known[i.Key] != "" {
			r.gone = append(r.gone, i)
			continue
		}
		r.items = append(r.items, i)
	}
	r.items = withReporting(r.items, known, reporting...)
	number(r.items)
	return r
}

// same reports whether two items of different meetings are the same entry.
func (i Item) same(o Item) bool {
	if i.Key != "" || o.Key != "" {
		return i.Key == o.Key
	}
	return i.Title == o.Title
}

// Previous is the last finished regular meeting, which the next one reviews
// (B9).
type Previous struct {
	ID     ID
	Month  db.Date
	HeldOn db.Date
	Number string // of its resolution, "" if it has none
}

// reviewed are the kinds of agenda entries under which last month's tasks are
// looked at: in the order of the rule, the first one that the agenda has.
var reviewed = []string{"tasks", "review", "secretary_report"}

// Review is the index of the item under which the open tasks are reviewed, -1
// if the agenda has none.
func (s Sheet) Review() int {
	for _, key := range reviewed {
		if at := slices.IndexFunc(s.Items, func(i Item) bool { return i.Key == key }); at >= 0 {
			return at
		}
	}
	return slices.IndexFunc(s.Items, func(i Item) bool { return i.Kind == rulebook.KindTask })
}

// wants reports whether members need a paper to prepare for the item.
func (i Item) wants() bool { return i.Kind == rulebook.KindReport || i.Kind == rulebook.KindStudy }

// WarningKind is what a notice that is about to go out still lacks.
type WarningKind string

// The warnings. None of them keeps a notice back.
const (
	WarnPresenter WarningKind = "presenter" // an item that nobody presents
	WarnPaper     WarningKind = "paper"     // a report or study item without a paper
	WarnShort     WarningKind = "short"     // the agenda is shorter than the rule asks
	WarnLate      WarningKind = "late"      // later than the rule asks
)

// Warning is something to look at before a notice goes out.
type Warning struct {
	Kind WarningKind
	Item int // index of the item that it is about, -1 for the whole
}

// Warnings lists what the meeting still lacks on a day, the agenda's first.
func (s Sheet) Warnings(today db.Date) []Warning {
	var all []Warning
	for n, i := range s.Items {
		if i.wants() && len(s.PapersUnder[i.ID]) == 0 && i.Directive == "" {
			all = append(all, Warning{WarnPaper, n})
		}
		if i.Presenter == "" && (i.wants() || i.Kind == rulebook.KindTask) {
			all = append(all, Warning{WarnPresenter, n})
		}
	}
	if s.Rules.Least > 0 && s.Planned() < s.Rules.Least {
		all = append(all, Warning{WarnShort, -1})
	}
	if s.Rules.NoticeBy != "" && today > s.Rules.NoticeBy {
		all = append(all, Warning{WarnLate, -1})
	}
	return all
}

// OpenedBy is how often a paper was opened; no more often than there are who
// are told, for some may have left since.
func (s Sheet) OpenedBy(paper document.ID) int { return min(s.Opened[paper].Count, len(told(s.Seats))) }

// Told is how many are told of the meeting.
func (s Sheet) Told() int { return len(told(s.Seats)) }

// Invited are those of the called who are told of the meeting and may answer.
func (s Sheet) Invited() []Seat { return told(s.Seats) }

// Asked reports whether the actor is asked if he will come: he is told of the
// meeting, and it lies ahead.
func (s Sheet) Asked() bool {
	seat, ok := SeatOf(s.Seats, s.Me)
	return ok && seat.Told() && s.Meeting.State.Ahead()
}
