package month_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/meeting"
)

// B1 B2: the month's facts come from what exists, not from ticks.
func TestCycle(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := build(t, d)
		c, err := h.months.Cycle(t.Context(), h.sec, h.cell)
		must(t, err)
		if c.Last != nil || c.Next != nil || c.Month != "2026-05" {
			t.Errorf("nothing planned: %+v", c)
		}
		id := h.open(t)
		june := may(h)
		june.HeldOn = "2026-06-03"
		next := h.plan(t, june)
		c, err = h.months.Cycle(t.Context(), h.sec, h.cell)
		must(t, err)
		if c.Last == nil || c.Last.Meeting.ID != id || c.Next == nil || c.Next.Meeting.ID != next {
			t.Fatalf("cycle %+v", c)
		}
		if c.Next.NoticeBy != "2026-06-02" || c.Last.DueBy != "2026-05-27" || c.Next.Held() || !c.Last.Held() {
			t.Errorf("next %+v, last %+v", c.Next, c.Last)
		}
		must(t, h.meetings.Cancel(t.Context(), h.sec, next, 1, "Trùng lịch"))
		c, err = h.months.Cycle(t.Context(), h.sec, h.cell)
		must(t, err)
		if diff := cmp.Diff(db.Date("2026-06"), c.Month); c.Next != nil || diff != "" {
			t.Error("after the cancellation:", diff)
		}
		if _, err := h.months.Cycle(t.Context(), h.plain, h.cell); err == nil {
			t.Error("a member reads the committee's cycle")
		}
	})
}

// The card of the next meeting, for the committee and for a member.
func TestNext(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := build(t, d)
		b, err := h.months.Next(t.Context(), h.plain, h.cell)
		must(t, err)
		if b.Meeting.ID != "" {
			t.Errorf("nothing is planned, but %v", b.Meeting)
		}
		p := may(h)
		p.HeldOn = "2026-06-03"
		id := h.plan(t, p)
		for name, who := range map[string]struct {
			called int
			by     meeting.Tally
		}{"member": {}, "secretary": {called: 4}} {
			by := h.plain
			if name == "secretary" {
				by = h.sec
			}
			b, err := h.months.Next(t.Context(), by, h.cell)
			must(t, err)
			if b.Meeting.ID != id || b.Replies.Called != who.called || !b.MayReply {
				t.Errorf("%s: %+v", name, b)
			}
		}
	})
}
