package meeting_test

import (
	"testing"
	"time"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/fault"
	"chibo/internal/fault/faulttest"
	"chibo/internal/meeting"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/member"
	"chibo/internal/vote"
)

// B1, B11: both parts in one sitting are planned once; a congress stays one, an
// extraordinary meeting says why it is held.
func TestPlanTheKinds(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h, ctx := build(t, d), t.Context()
		both := meetingtest.May(h.Hall)
		both.Combined, both.Cell = true, "administration"
		id := h.Plan(t, both)
		sh := h.Get(t, id)
		if !sh.Meeting.Combined || len(sh.Items) != 22 || sh.Rules.Least != 120 || sh.Rules.CombineBy.Doc.No == "" {
			t.Errorf("both parts: %d items, %+v", len(sh.Items), sh.Rules)
		}
		moved := meetingtest.May(h.Hall)
		moved.StartsAt, moved.Why = "13:00", "Theo lịch trực"
		must(t, h.Meetings.Reschedule(ctx, h.Secretary, id, 1, moved))
		if m := h.Get(t, id).Meeting; !m.Combined || m.Why != "Theo lịch trực" {
			t.Errorf("moved: %+v", m)
		}
		moved.Kind = meeting.Extraordinary
		must(t, h.Meetings.Reschedule(ctx, h.Secretary, id, 2, moved))
		if m := h.Get(t, id).Meeting; m.Combined {
			t.Error("an extraordinary meeting has two parts")
		}
		for field, p := range map[string]meeting.Plan{
			"why":      {Kind: meeting.Extraordinary},
			"combined": {Kind: meeting.Thematic, Combined: true},
			"cell":     {Kind: meeting.Regular, Cell: "moon"},
			"kind":     {Kind: "picnic"},
		} {
			p.HeldOn, p.StartsAt, p.Place = "2026-05-25", "08:00", "Phòng họp"
			if _, err := h.Meetings.Plan(ctx, h.Secretary, h.Cell, p); faulttest.Fields(err)[field] == "" {
				t.Errorf("%s: %v", field, err)
			}
		}
		old := both
		old.HeldOn = "2025-10-20"
		_, err := h.Meetings.Plan(ctx, h.Secretary, h.Cell, old)
		faulttest.Expect(t, err, "why", "meeting.combine_why")

		congress := meetingtest.May(h.Hall)
		congress.Kind = meeting.Congress
		id = h.Plan(t, congress)
		faulttest.Expect(t, h.Meetings.Reschedule(ctx, h.Secretary, id, 1, meetingtest.May(h.Hall)), "kind", "meeting.kind_stays")
		must(t, h.Meetings.Open(ctx, h.Secretary, id, 1, "14:00"))
		must(t, h.Meetings.Mark(ctx, h.Secretary, id, []meeting.Marking{{Person: member.ID(h.Plain.Person), Mark: meeting.Excused, Version: 1}}))
		must(t, h.Meetings.MarkRest(ctx, h.Secretary, id, meeting.Present))
		if sh := h.Get(t, id); sh.Voting.Base.Size != 2 || sh.Voting.Base.Left["excused_throughout"] != 1 || !sh.Roll.Quorate(sh.Rules.Quorum) {
			t.Errorf("a congress counts without who is excused: %+v", sh.Voting.Base)
		}
	})
}

// Bad input: two chairs at once, a clock that is set back, a member demoted
// between two votes, a probationary member who lifts a hand (B4, B5).
func TestWhatGoesWrongInAMeeting(t *testing.T) {
	dbtest.EachClock(t, func(t *testing.T, d *db.DB, clock *dbtest.Clock) {
		h, ctx := build(t, d), t.Context()
		id := h.Open(t)
		sh := h.Get(t, id)
		item := sh.Items[0].ID
		count := func(by access.Actor, n vote.Count) (vote.Vote, error) {
			return h.Meetings.Vote(ctx, by, id, item, "Thông qua nghị quyết", vote.Ordinary, n)
		}
		if _, err := count(h.Secretary, vote.Count{Favour: 4}); faulttest.Fields(err)["favour"] != "vote.too_many" {
			t.Errorf("a probationary member votes: %v", err)
		}
		chair := member.ID(h.Secretary.Person)
		must(t, h.Meetings.Appoint(ctx, h.Secretary, id, sh.Meeting.Version, member.ID(h.Plain.Person), member.ID(h.Minuter.Person)))
		if err := h.Meetings.Appoint(ctx, h.Minuter, id, sh.Meeting.Version, chair, ""); !fault.Is(err, fault.Stale) {
			t.Errorf("a second chair at the same moment: %v", err)
		}
		must(t, h.Meetings.Appoint(ctx, h.Secretary, id, sh.Meeting.Version+1, chair, member.ID(h.Minuter.Person)))

		if v, err := count(h.Secretary, vote.Count{Favour: 3}); err != nil || v.Outcome != vote.Passed || v.Prospect.Base.Size != 3 {
			t.Errorf("before: %+v %v", v, err)
		}
		must(t, h.Members.SetState(ctx, access.Console, member.ID(h.Plain.Person), member.StatePeriod{Unit: h.Cell, State: member.Suspended, From: "2026-05-25"}))
		demoted := h.Secretary
		demoted.Duties = h.Minuter.Duties // no longer of the committee, still the chair
		if v, err := count(demoted, vote.Count{Favour: 2, Against: 1}); err != nil || v.Prospect.Base.Size != 3 {
			t.Errorf("the base of a meeting that runs is that of its opening: %+v %v", v, err)
		}
		if err := h.Meetings.Cancel(ctx, demoted, id, sh.Meeting.Version+2, "x"); !fault.Is(err, fault.Denied) {
			t.Errorf("one who left the committee calls the meeting off: %v", err)
		}

		clock.Set(clock.Now().Add(-2 * time.Hour))
		live, err := h.Meetings.Look(ctx, h.Secretary, id, "")
		must(t, err)
		must(t, h.Meetings.TakeUp(ctx, h.Secretary, id, live.Live.Version, sh.Items[1].ID))
		if live, err = h.Meetings.Look(ctx, h.Secretary, id, ""); err != nil || live.Items[0].Spent != 0 {
			t.Errorf("a clock that was set back: %d s %v", live.Items[0].Spent, err)
		}
	})
}
