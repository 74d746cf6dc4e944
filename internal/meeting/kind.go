package meeting

import (
	"slices"

	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/rulebook"
)

// apart reports whether a meeting of the kind stays of it, and no other becomes
// one: its agenda or the called are too different.
func (k Kind) apart() bool { return k == Committee || k == Congress }

// Session is what papers call a meeting of the kind while they speak of it.
func (k Kind) Session() string {
	if k == Congress {
		return "đại hội"
	}
	return "hội nghị"
}

// Themed reports whether the meeting has a thematic part: it is a thematic
// meeting, or a regular one that is combined with it (B11).
func (m Meeting) Themed() bool { return m.Kind == Thematic || m.Combined }

// mayCombine refuses both parts in one sitting without a word why, where the
// rule of the day allows it for hardship alone. Where no rule is known the page
// says so, and the cell decides.
func (m Meeting) mayCombine(b *rulebook.Book) error {
	a, ok := rulebook.Combining.At(b, string(m.HeldOn), nil)
	if m.Combined && ok && a.Value == "hardship" && m.Why == "" {
		return fault.At("why", "meeting.combine_why", a.Rule.Doc.No)
	}
	return nil
}

// agenda is the order of the meeting by the rules of its date, empty where none
// is known: of a combined one both parts, one after the other, and with a type
// of cell its contents for reference before the discussion.
func (m Meeting) agenda(b *rulebook.Book, cell string) []rulebook.Item {
	on := string(m.HeldOn)
	a, _ := rulebook.Agenda.At(b, on, m.facts())
	items := a.Value
	if cell != "" {
		e, _ := rulebook.Emphases.At(b, on, rulebook.Facts{rulebook.FactMeeting: string(m.Kind), rulebook.FactCell: cell})
		items = withEmphases(items, e.Value)
	}
	if !m.Combined {
		return items
	}
	t, _ := rulebook.Agenda.At(b, on, rulebook.Facts{rulebook.FactMeeting: string(Thematic)})
	return inTurn(items, t.Value)
}

// withEmphases puts the contents of a type of cell before the discussion, else
// at the end.
func withEmphases(agenda, emphases []rulebook.Item) []rulebook.Item {
	at := slices.IndexFunc(agenda, func(i rulebook.Item) bool { return i.Kind == rulebook.KindDiscussion })
	if at < 0 {
		at = len(agenda)
	}
	return slices.Insert(agenda, at, emphases...)
}

// inTurn is the agenda of a sitting with both parts: the thematic one follows
// the regular one. What opens or ends a meeting is done once, at its beginning
// and at its end; what both have in their body is done twice, the second time
// under a key of its own.
func inTurn(regular, thematic []rulebook.Item) []rulebook.Item {
	has := func(list []rulebook.Item, key string) bool {
		return slices.ContainsFunc(list, func(i rulebook.Item) bool { return i.Key == key })
	}
	var all, last []rulebook.Item
	for _, i := range regular {
		if i.Part == rulebook.PartClosing && has(thematic, i.Key) {
			last = append(last, i)
			continue
		}
		all = append(all, i)
	}
	for _, i := range thematic {
		switch {
		case !has(regular, i.Key):
		case i.Part == rulebook.PartBody:
			i.Key = "theme_" + i.Key
		default:
			continue
		}
		all = append(all, i)
	}
	return append(all, last...)
}

// small reports whether the cell counts as small on the day of the meeting, by
// the number that its superior has set. Visitors are not of the cell.
func (m Meeting) small(b *rulebook.Book, seats []Seat) bool {
	official := 0
	for _, s := range seats {
		official += one(s.Status == member.Official && s.State != member.Visiting)
	}
	a, ok := rulebook.SmallBelow.At(b, string(m.HeldOn), nil)
	return ok && official < a.Value
}
