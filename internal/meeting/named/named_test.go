package named

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/rulebook"
	"chibo/internal/vote"
)

// B4: who is entitled at the moment: official members of the base who are here.
func TestEntitled(t *testing.T) {
	seat := func(id member.ID, status member.Status, state member.State, mark meeting.Mark) meeting.Seat {
		return meeting.Seat{Person: id, Name: string(id), Status: status, State: state, Mark: mark}
	}
	seats := []meeting.Seat{
		seat("here", member.Official, member.Active, meeting.Present),
		seat("excused", member.Official, member.Active, meeting.Excused),
		seat("probationary", member.Probationary, member.Active, meeting.Present),
		seat("visitor", member.Official, member.Visiting, meeting.Present),
		seat("exempt here", member.Official, member.Exempt, meeting.Present),
		seat("suspended", member.Official, member.Suspended, meeting.Unmarked),
		seat("away", member.Official, member.Away, meeting.Present),
	}
	c := meeting.Sheet{Meeting: meeting.Meeting{Kind: meeting.Regular, HeldOn: "2026-05-25"}, Seats: seats}.Case(vote.Ordinary)
	able := vote.Lifting(rulebook.Default(), c)
	if diff := cmp.Diff([]member.ID{"here", "exempt here"}, able); diff != "" {
		t.Errorf("able (-want +got):\n%s", diff)
	}
	stored := []Voice{{Person: "excused", Choice: Favour, Version: 1}, {Person: "exempt here", Choice: Other, Version: 2}}
	now, left := entitled(seats, able, stored)
	if diff := cmp.Diff([]Voice{{Person: "here", Name: "here"}, stored[1]}, now); diff != "" {
		t.Errorf("entitled (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(stored[:1], left); diff != "" {
		t.Errorf("who left (-want +got):\n%s", diff)
	}
}

// B5: what may be voted on by name, and what the rules want in secret.
func TestForm(t *testing.T) {
	items := []meeting.Item{{ID: "i"}}
	for _, c := range []struct {
		name  string
		form  Form
		wrong string
	}{
		{"ordinary", Form{Item: "i", Question: "Nghị quyết", Matter: vote.Ordinary}, ""},
		{"admission: the cell chooses", Form{Item: "i", Question: "Kết nạp", Matter: vote.Admission}, ""},
		{"discipline is secret", Form{Item: "i", Question: "Kỷ luật", Matter: vote.Discipline}, "matter"},
		{"expulsion is secret", Form{Item: "i", Question: "Khai trừ", Matter: vote.Expulsion}, "matter"},
		{"an election is on paper", Form{Item: "i", Question: "Bầu bí thư", Matter: vote.Election}, "matter"},
		{"of another meeting", Form{Item: "j", Question: "Nghị quyết", Matter: vote.Ordinary}, "item"},
		{"no question", Form{Item: "i", Matter: vote.Ordinary}, "question"},
	} {
		ahead := vote.Ahead(rulebook.Default(), vote.Case{Matter: c.form.Matter, Meeting: "regular", On: "2026-05-25"})
		err := c.form.check(items, ahead)
		if (err != nil) != (c.wrong != "") {
			t.Errorf("%s: %v", c.name, err)
		}
		if c.wrong != "" && !faulty(err, c.wrong) {
			t.Errorf("%s: no fault at %s: %v", c.name, c.wrong, err)
		}
	}
}

// faulty reports whether the fault names the field.
func faulty(err error, field string) bool {
	f, ok := err.(*fault.Error)
	return ok && slices.ContainsFunc(f.Fields, func(f fault.Field) bool { return f.Name == field })
}

// C10: two note-takers: what the form left alone is not touched, what both
// changed is told.
func TestRenote(t *testing.T) {
	voices := []Voice{{Person: "a", Choice: Favour, Version: 2, Asked: "nhầm"}, {Person: "b", Choice: Against, Version: 1}, {Person: "c"}}
	for _, c := range []struct {
		name   string
		noting Noting
		want   []Voice
		kind   fault.Kind
	}{
		{"first", Noting{Person: "c", Choice: Abstain}, []Voice{{Person: "c", Choice: Abstain}}, fault.Internal},
		{"an answer to what he asked", Noting{"a", Against, Favour, 2}, []Voice{{Person: "a", Choice: Against, Version: 2}}, fault.Internal},
		{"left as it was shown, while another changed it", Noting{"b", Favour, Favour, 0}, nil, fault.Internal},
		{"both noted the same", Noting{"b", Against, Unmarked, 0}, nil, fault.Internal},
		{"both changed it", Noting{"b", Other, Unmarked, 0}, nil, fault.Stale},
		{"no choice", Noting{"c", "maybe", Unmarked, 0}, nil, fault.Invalid},
		{"not entitled", Noting{"probationary", Favour, Unmarked, 0}, nil, fault.Invalid},
	} {
		got, err := renote(voices, []Noting{c.noting})
		if diff := cmp.Diff(c.want, got); diff != "" || (err != nil) != (c.kind != fault.Internal) || err != nil && !fault.Is(err, c.kind) {
			t.Errorf("%s: %v (-want +got):\n%s", c.name, err, diff)
		}
	}
}
