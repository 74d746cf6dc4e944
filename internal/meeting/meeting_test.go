package meeting

import (
	"slices"
	"strings"
	"testing"

	"chibo/internal/fault/faulttest"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/member"
	"chibo/internal/rulebook"
)

// B4: what the roll call counts, from the dated states of the called.
func TestCount(t *testing.T) {
	seat := func(status member.Status, state member.State, mark Mark) Seat {
		return Seat{Status: status, State: state, Mark: mark}
	}
	off, prob := member.Official, member.Probationary
	for _, c := range []struct {
		name  string
		seats []Seat
		want  Roll
	}{
		{
			"marks of the expected",
			[]Seat{seat(off, "", Present), seat(prob, "", Present), seat(off, "", Excused), seat(off, "", Unexcused), seat(prob, "", Unmarked)},
			Roll{Called: 5, Official: 3, Probationary: 2, Counted: 5, Present: 2, PresentOff: 1, PresentProb: 1, Excused: 1, Unexcused: 1, Unmarked: 1},
		},
		{
			"one exempt counts when here",
			[]Seat{seat(off, member.Exempt, Present), seat(off, member.Exempt, Unmarked), seat(off, member.Exempt, Excused)},
			Roll{Called: 3, Official: 1, Counted: 1, Present: 1, PresentOff: 1, Exempt: 2},
		},
		{
			"elsewhere, suspended, detained",
			[]Seat{seat(off, member.Away, Unmarked), seat(off, member.Suspended, Unmarked), seat(off, member.Detained, Unmarked)},
			Roll{Called: 3, Away: 1, Barred: 2},
		},
		{"a visitor is no part of the headcount", []Seat{seat(off, member.Visiting, Present), seat(off, member.Visiting, Unmarked)}, Roll{Visiting: 1}},
		{"nobody", nil, Roll{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, Count(c.seats)); diff != "" {
				t.Errorf("roll (-want +got):\n%s", diff)
			}
		})
	}
	r := Roll{Counted: 15, Present: 10}
	if !r.Quorate(rulebook.QuorumWarning) || (Roll{Counted: 15, Present: 9}).Quorate(rulebook.QuorumWarning) || (Roll{}).Quorate(rulebook.QuorumWarning) {
		t.Error("the warning stands at two thirds of those who count")
	}
}

// B5: bad input at planning; safety: nothing typed is cut.
func TestPlanCheck(t *testing.T) {
	good := Plan{Kind: Regular, HeldOn: "2026-06-03", StartsAt: "14:00", Place: "Phòng họp tầng 2"}
	with := func(change func(*Plan)) Plan {
		p := good
		change(&p)
		return p
	}
	for _, c := range []struct {
		name  string
		plan  Plan
		field string
		key   string
	}{
		{"sound", good, "", ""},
		{"30/02 typed", with(func(p *Plan) { p.HeldOn = "30/02/2026" }), "held_on", "meeting.date_invalid"},
		{"30/02 stored", with(func(p *Plan) { p.HeldOn = "2026-02-30" }), "held_on", "meeting.date_invalid"},
		{"29/02 of a leap year", with(func(p *Plan) { p.HeldOn = "2028-02-29" }), "", ""},
		{"29/02 of another", with(func(p *Plan) { p.HeldOn = "2026-02-29" }), "held_on", "meeting.date_invalid"},
		{"only a month", with(func(p *Plan) { p.HeldOn = "2026-06" }), "held_on", "meeting.date_invalid"},
		{"no date", with(func(p *Plan) { p.HeldOn = "" }), "held_on", "meeting.date_missing"},
		{"too far ahead", with(func(p *Plan) { p.HeldOn = "2062-06-03" }), "held_on", "meeting.date_far"},
		{"a year before its month", with(func(p *Plan) { p.HeldOn, p.Month = "2025-06-03", "2026-06" }), "held_on", "meeting.date_month"},
		{"month of another", with(func(p *Plan) { p.Month = "2026-05" }), "", ""},
		{"month 13", with(func(p *Plan) { p.Month = "2026-13" }), "month", "meeting.month_invalid"},
		{"25 o'clock", with(func(p *Plan) { p.StartsAt = "25:00" }), "starts_at", "meeting.time_invalid"},
		{"short time", with(func(p *Plan) { p.StartsAt = "9:00" }), "starts_at", "meeting.time_invalid"},
		{"no place", with(func(p *Plan) { p.Place = " \u200b" }), "place", "meeting.place_missing"},
		{"a place of 100,000 characters", with(func(p *Plan) { p.Place = strings.Repeat("ễ", 100_000) }), "place", "meeting.too_long"},
		{"no kind", with(func(p *Plan) { p.Kind = "party" }), "kind", "meeting.kind_missing"},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := c.plan.Check("2026-05-25")
			faulttest.Expect(t, err, c.field, c.key)
		})
	}
}

func TestNoteCheck(t *testing.T) {
	seats := []Seat{{Person: "a", Mark: Present}, {Person: "b", Mark: Excused}, {Person: "c"}}
	guests := []Guest{{ID: "g"}}
	for _, c := range []struct {
		name  string
		form  NoteForm
		field string
		key   string
	}{
		{"a member who is here", NoteForm{Speaker: "a", Kind: Opinion, Body: "Nhất trí."}, "", ""},
		{"not marked yet", NoteForm{Speaker: "c", Kind: Advice, Body: "Nên ghi số liệu 👍"}, "", ""},
		{"a guest", NoteForm{Guest: "g", Kind: Proposal, Body: "Đề nghị sớm có lịch."}, "", ""},
		{"absent", NoteForm{Speaker: "b", Kind: Opinion, Body: "x"}, "speaker", "meeting.speaker_absent"},
		{"of another cell", NoteForm{Speaker: "z", Kind: Opinion, Body: "x"}, "speaker", "meeting.not_called"},
		{"guest of another meeting", NoteForm{Guest: "z", Kind: Opinion, Body: "x"}, "speaker", "meeting.not_called"},
		{"both", NoteForm{Speaker: "a", Guest: "g", Kind: Opinion, Body: "x"}, "speaker", "meeting.not_called"},
		{"nobody", NoteForm{Kind: Opinion, Body: "x"}, "speaker", "meeting.speaker_missing"},
		{"no kind", NoteForm{Speaker: "a", Kind: "praise", Body: "x"}, "kind", "meeting.note_kind_missing"},
		{"nothing said", NoteForm{Speaker: "a", Kind: Opinion, Body: " \n "}, "body", "meeting.note_missing"},
		{"100,000 characters", NoteForm{Speaker: "a", Kind: Opinion, Body: strings.Repeat("ệ", 100_000)}, "body", "meeting.too_long"},
		{"a mark of secrecy", NoteForm{Speaker: "a", Kind: Opinion, Body: "TUYỆT MẬT\nnội dung"}, "body", "document.secret"},
	} {
		t.Run(c.name, func(t *testing.T) { faulttest.Expect(t, c.form.check(seats, guests), c.field, c.key) })
	}
	// Decomposed marks are stored composed.
	f := NoteForm{Speaker: "a", Kind: Opinion, Body: "nhiê\u0323m vu\u0323"}
	if err := f.check(seats, guests); err != nil || f.Body != "nhiệm vụ" {
		t.Errorf("%q, %v", f.Body, err)
	}
}

// The states table: nothing else leads anywhere, and every state is reached.
func TestWorkflow(t *testing.T) {
	reached := map[State]bool{Preparing: true}
	for _, m := range Workflow {
		reached[m.To] = true
		if got, err := move(m.From, m.Act); err != nil || got.To != m.To {
			t.Errorf("%s %s: %v, %v", m.From, m.Act, got, err)
		}
		if Workflow.Who(m.Act).Name != m.Who.Name {
			t.Errorf("%s is somebody else's in another row", m.Act)
		}
	}
	for _, s := range append(slices.Clone(Steps), Cancelled) {
		if !reached[s] {
			t.Errorf("%s is never reached", s)
		}
		for _, v := range []Verb{Opening, Closing, Freezing, Correcting, Cancelling} {
			allowed := Workflow.Leads(s, v)
			if _, err := move(s, v); (err == nil) != allowed {
				t.Errorf("%s %s: %v", s, v, err)
			}
		}
	}
}

func TestSignCheck(t *testing.T) {
	for _, c := range []struct{ from, to, field, key string }{
		{"14:00", "16:27", "", ""},
		{"14:00", "14:00", "closed_at", "meeting.ends_before_start"},
		{"14:00", "13:00", "closed_at", "meeting.ends_before_start"},
		{"", "13:00", "opened_at", "meeting.time_invalid"},
		{"14:00", "24:30", "closed_at", "meeting.time_invalid"},
	} {
		f := Sign{OpenedAt: c.from, ClosedAt: c.to}
		faulttest.Expect(t, f.check(), c.field, c.key)
	}
	if got := (Meeting{OpenedAt: "14:00", ClosedAt: "16:27"}).Lasted(); got != 147 {
		t.Error(got)
	}
}
