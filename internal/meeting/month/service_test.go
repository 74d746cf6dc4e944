package month_test

import (
	"testing"

	"chibo/internal/meeting/meetingtest"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/meeting"
)

// B1 B2: the month's facts come from what exists, not from ticks.
func TestCycle(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := build(t, d)
		c, err := h.months.Cycle(t.Context(), h.Secretary, h.Cell)
		must(t, err)
		if c.Last != nil || c.Next != nil || c.Month != "2026-05" {
			t.Errorf("nothing planned: %+v", c)
		}
		id := h.Open(t)
		june := meetingtest.May(h.Hall)
		june.HeldOn = "2026-06-03"
		next := h.Plan(t, june)
		c, err = h.months.Cycle(t.Context(), h.Secretary, h.Cell)
		must(t, err)
		if c.Last == nil || c.Last.Meeting.ID != id || c.Next == nil || c.Next.Meeting.ID != next {
			t.Fatalf("cycle %+v", c)
		}
		if c.Next.NoticeBy != "2026-06-02" || c.Last.DueBy != "2026-05-27" || c.Next.Held() || !c.Last.Held() {
			t.Errorf("next %+v, last %+v", c.Next, c.Last)
		}
		must(t, h.Meetings.Cancel(t.Context(), h.Secretary, next, 1, "Trùng lịch"))
		c, err = h.months.Cycle(t.Context(), h.Secretary, h.Cell)
		must(t, err)
		if diff := cmp.Diff(db.Date("2026-06"), c.Month); c.Next != nil || diff != "" {
			t.Error("after the cancellation:", diff)
		}
		if _, err := h.months.Cycle(t.Context(), h.Plain, h.Cell); err == nil {
			t.Error("a member reads the committee's cycle")
		}
	})
}

// The card of the next meeting, for the committee and for a member.
func TestNext(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := build(t, d)
		b, err := h.months.Next(t.Context(), h.Plain, h.Cell)
		must(t, err)
		if b.Meeting.ID != "" {
			t.Errorf("nothing is planned, but %v", b.Meeting)
		}
		p := meetingtest.May(h.Hall)
		p.HeldOn = "2026-06-03"
		id := h.Plan(t, p)
		for name, who := range map[string]struct {
			called int
			by     meeting.Tally
		}{"member": {}, "secretary": {called: 4}} {
			by := h.Plain
			if name == "secretary" {
				by = h.Secretary
			}
			b, err := h.months.Next(t.Context(), by, h.Cell)
			must(t, err)
			if b.Meeting.ID != id || b.Replies.Called != who.called || !b.MayReply {
				t.Errorf("%s: %+v", name, b)
			}
		}
	})
}
