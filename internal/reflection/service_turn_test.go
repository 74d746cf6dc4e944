package reflection_test

import (
	"slices"
	"testing"
	"time"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/reflection"
)

// C1, C2: turns are told through a month, and stay from then on.
func TestTell(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h, ctx := build(t, d), t.Context()
		h.reports.Calendar = func(_ *db.Tx, _ access.Actor, _ org.ID, month db.Date) (db.Date, bool, error) {
			return month + "-10", month == "2026-08", nil
		}
		plan := func(who access.Actor, month db.Date) reflection.ID {
			id, err := h.reports.Assign(ctx, h.Secretary, h.Cell, member.ID(who.Person), month, false)
			must(t, err)
			return id
		}
		may, july := plan(h.Plain, "2026-05"), plan(h.Minuter, "2026-07")
		december := plan(h.Probationary, "2026-12")
		_, err := h.reports.Assign(ctx, h.Secretary, h.Cell, member.ID(h.deputy.Person), "2026-08", false)
		refused(t, err, fault.Invalid, "reflection.month_closed")
		_, err = h.reports.Assign(ctx, h.Secretary, h.Cell, member.ID(h.Stranger.Person), "2026-09", false)
		refused(t, err, fault.Invalid, "reflection.person_elsewhere")
		_, err = h.reports.Assign(ctx, h.Secretary, h.Cell, member.ID(h.Plain.Person), "2026-09", false)
		refused(t, err, fault.Invalid, "reflection.turns_enough")
		_, err = h.reports.Tell(ctx, h.Plain, h.Cell, 2026, "2026-07")
		refused(t, err, fault.Denied, "")
		n, err := h.reports.Tell(ctx, h.Secretary, h.Cell, 2026, "2026-07")
		if err != nil || n != 2 {
			t.Fatalf("%d told, %v", n, err)
		}
		if r := h.get(t, h.Plain, may).Report; r.State != reflection.Assigned || r.Due != "2026-05-25" { // 8 days before is over
			t.Errorf("this month's %+v", r)
		}
		if r := h.get(t, h.Plain, july).Report; r.Due != "2026-07-02" {
			t.Errorf("July's %+v", r)
		}
		if r := h.get(t, h.Plain, december).Report; r.State != reflection.Planned || r.Due != "" {
			t.Errorf("December's %+v", r)
		}
		if n, err := h.reports.Tell(ctx, h.Secretary, h.Cell, 2026, "2026-07"); err != nil || n != 0 {
			t.Errorf("told again: %d, %v", n, err)
		}
	})
}

// C2: whoever begins in the middle of a year brings along what was: a command
// enters turns of months that are over, and nobody else does.
func TestAssignWhatWas(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h, ctx := build(t, d), t.Context()
		h.reports.Calendar = func(_ *db.Tx, _ access.Actor, _ org.ID, month db.Date) (db.Date, bool, error) {
			return month + "-10", month == "2026-02", nil
		}
		plain := member.ID(h.Plain.Person)
		_, err := h.reports.Assign(ctx, h.Secretary, h.Cell, plain, "2026-03", true)
		refused(t, err, fault.Invalid, "reflection.month_past")
		_, err = h.reports.Assign(ctx, access.Console, h.Cell, plain, "2026-02", true)
		refused(t, err, fault.Invalid, "reflection.month_closed")
		id, err := h.reports.Assign(ctx, access.Console, h.Cell, plain, "2026-03", true)
		must(t, err)
		if r := h.get(t, h.Plain, id).Report; r.State != reflection.Assigned || r.Due != "2026-03-02" {
			t.Errorf("%+v", r)
		}
	})
}

// C2: a turn moves, two change places, somebody is excused; history stays and
// the agenda follows.
func TestMoveSwapRelease(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h, ctx := build(t, d), t.Context()
		m := h.Plan(t, meeting.Plan{Kind: meeting.Regular, HeldOn: "2026-06-03", StartsAt: "14:00", Place: "Phòng họp", Chair: member.ID(h.Secretary.Person)})
		onAgenda := func() (ids []string) {
			for _, i := range h.Get(t, m).Items {
				if i.Report != "" {
					ids = append(ids, i.Report)
				}
			}
			return ids
		}
		ill, stands := h.assign(t, h.Plain, "2026-06"), h.assign(t, h.Minuter, "2026-09")
		if got := onAgenda(); !slices.Equal(got, []string{string(ill)}) {
			t.Errorf("the agenda has %v", got)
		}
		h.submit(t, h.Plain, ill, draft)
		refused(t, h.reports.Move(ctx, h.Secretary, ill, h.version(t, ill), "2026-04", ""), fault.Invalid, "reflection.month_past")
		refused(t, h.reports.Move(ctx, h.Secretary, ill, h.version(t, ill), "2026-06", ""), fault.Invalid, "reflection.month_same")
		refused(t, h.reports.Move(ctx, h.Secretary, ill, 1, "2026-07", ""), fault.Stale, "")
		// the reporter falls ill on the day: somebody else stands in for him
		must(t, h.reports.Swap(ctx, h.Secretary, ill, h.version(t, ill), stands, h.version(t, stands)))
		sh := h.get(t, h.Plain, ill)
		last := sh.Steps[len(sh.Steps)-1]
		if sh.Report.Month != "2026-09" || sh.Report.State != reflection.InReview || last.Act != reflection.Swapping || last.Month != "2026-06" || len(sh.Sent) != 1 {
			t.Errorf("swapped %+v, %+v", sh.Report, last)
		}
		if got := onAgenda(); !slices.Equal(got, []string{string(stands)}) {
			t.Errorf("the agenda has %v", got)
		}
		if !slices.Contains(h.told(t, h.Minuter), "reflection.tell_moved") {
			t.Errorf("told %v", h.told(t, h.Minuter))
		}
		must(t, h.reports.Move(ctx, h.Secretary, stands, h.version(t, stands), "2027-01", "Đi học"))
		if r := h.get(t, h.Plain, stands).Report; r.Month != "2027-01" || r.Due != "2026-12-24" {
			t.Errorf("moved over the turn of the year: %+v", r)
		}
		refused(t, h.reports.Release(ctx, h.Secretary, stands, h.version(t, stands), "ill", ""), fault.Invalid, "reflection.reason_missing")
		must(t, h.reports.Release(ctx, h.Secretary, stands, h.version(t, stands), reflection.Excused, ""))
		again := h.assign(t, h.Minuter, "2027-01") // a released turn takes no place
		if len(onAgenda()) != 0 || again == stands {
			t.Errorf("the agenda has %v", onAgenda())
		}
		_, err := h.reports.Save(ctx, h.Minuter, stands, 0, draft, nil)
		refused(t, err, fault.Invalid, "reflection.not_when_released")
	})
}

// C2: no more reporters in a month than the unit arranged, whoever assigns at
// the same moment.
func TestMonthIsFull(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := build(t, d)
		results := make(chan error, 4)
		for _, who := range []access.Actor{h.Plain, h.Minuter, h.Probationary, h.deputy} {
			go func() {
				_, err := h.reports.Assign(t.Context(), h.Secretary, h.Cell, member.ID(who.Person), "2026-06", true)
				results <- err
			}()
		}
		full := 0
		for range 4 {
			if err := <-results; err != nil {
				refused(t, err, fault.Invalid, "reflection.month_full")
				full++
			}
		}
		if full != 2 {
			t.Errorf("%d refused", full)
		}
	})
}

// C2: who leaves the unit is released from what he has not presented.
func TestLeft(t *testing.T) {
	dbtest.EachClock(t, func(t *testing.T, d *db.DB, clock *dbtest.Clock) {
		h, ctx := build(t, d), t.Context()
		gone, stays := h.assign(t, h.Plain, "2026-09"), h.assign(t, h.Minuter, "2026-09")
		must(t, d.Write(ctx, access.Console, func(tx *db.Tx) error {
			if _, err := tx.Exec(`UPDATE member_membership SET to_date = '2026-06-01', ended_by = 'moved' WHERE person_id = $1`, h.Plain.Person); err != nil {
				return err
			}
			if err := tx.Audit(db.Entry{Action: "test"}); err != nil {
				return err
			}
			return h.reports.LeftTx(tx, access.Console, member.ID(h.Plain.Person)) // he still belongs
		}))
		state := func(id reflection.ID) reflection.State { return h.get(t, h.Secretary, id).Report.State }
		if state(gone) != reflection.Assigned {
			t.Errorf("released before the day: %s", state(gone))
		}
		clock.Set(time.Date(2026, 6, 1, 8, 0, 0, 0, db.Zone))
		must(t, h.reports.Remind(ctx, access.System))
		if r := h.get(t, h.Secretary, gone).Report; r.State != reflection.Released || r.ReleasedAs != reflection.LeftUnit || state(stays) != reflection.Assigned {
			t.Errorf("after the day %+v", r)
		}
		if !slices.Contains(h.told(t, h.Secretary), "reflection.tell_left") {
			t.Errorf("the leaders are told %v", h.told(t, h.Secretary))
		}
	})
}

// I6: each is reminded once, by what is due.
func TestRemind(t *testing.T) {
	dbtest.EachClock(t, func(t *testing.T, d *db.DB, clock *dbtest.Clock) {
		h, ctx := build(t, d), t.Context()
		refused(t, h.reports.Remind(ctx, h.Secretary), fault.Denied, "")
		h.reports.Calendar = func(_ *db.Tx, _ access.Actor, _ org.ID, month db.Date) (db.Date, bool, error) {
			return month + "-18", false, nil
		} // due 10/06
		id := h.assign(t, h.Plain, "2026-06")
		on := func(day int, want ...string) {
			t.Helper()
			clock.Set(time.Date(2026, 6, day, 8, 0, 0, 0, db.Zone))
			must(t, h.reports.Remind(ctx, access.System))
			must(t, h.reports.Remind(ctx, access.System))
			if got := h.told(t, h.Plain); !slices.Equal(got, want) {
				t.Errorf("on %d/06 he was told %v, want %v", day, got, want)
			}
		}
		on(2, "reflection.tell_assigned")
		on(3, "reflection.tell_turn", "reflection.tell_assigned")
		on(7, "reflection.tell_near", "reflection.tell_turn", "reflection.tell_assigned")
		on(9, "reflection.tell_near", "reflection.tell_near", "reflection.tell_turn", "reflection.tell_assigned")
		on(11, "reflection.tell_late", "reflection.tell_near", "reflection.tell_near", "reflection.tell_turn", "reflection.tell_assigned")
		on(12, "reflection.tell_late", "reflection.tell_near", "reflection.tell_near", "reflection.tell_turn", "reflection.tell_assigned")
		if got := h.told(t, h.deputy); !slices.Equal(got, []string{"reflection.tell_late_leaders"}) {
			t.Errorf("the leaders were told %v", got)
		}
		h.submit(t, h.Plain, id, draft)
		clock.Set(time.Date(2026, 6, 15, 8, 0, 0, 0, db.Zone))
		must(t, h.reports.Remind(ctx, access.System))
		if got := h.told(t, h.Plain); len(got) != 5 {
			t.Errorf("after it was sent he was told %v", got)
		}
	})
}

// C5: what was taken up by mistake, or in a meeting that was called off, was
// not heard.
func TestUnheard(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h, ctx := build(t, d), t.Context()
		sent, silent := h.assign(t, h.Plain, "2026-05"), h.assign(t, h.Minuter, "2026-05")
		h.submit(t, h.Plain, sent, draft)
		m := h.Open(t)
		for _, id := range []reflection.ID{sent, silent} {
			live, err := h.Meetings.Follow(ctx, h.Secretary, m)
			must(t, err)
			must(t, h.Meetings.TakeUp(ctx, h.Secretary, m, live.Live.Version, h.itemOf(t, m, id).ID))
			if got := h.get(t, h.Plain, id).Report.State; got != reflection.Presented {
				t.Errorf("taken up it is %s", got)
			}
		}
		h.close(t, m)
		if sh := h.get(t, h.Plain, sent); sh.Report.State != reflection.Revised || sh.Presented != nil || sh.Report.Meeting != "" || sh.Report.HeardOn != "" {
			t.Errorf("not heard %+v", sh.Report)
		}
		if got := h.get(t, h.Minuter, silent).Report.State; got != reflection.Drafting {
			t.Errorf("never sent it is %s", got)
		}
		if !slices.Contains(h.told(t, h.Secretary), "reflection.tell_submit") || !slices.Contains(h.told(t, h.deputy), "reflection.tell_unheard") {
			t.Errorf("the leaders are told %v", h.told(t, h.deputy))
		}
		must(t, h.reports.Move(ctx, h.Secretary, sent, h.version(t, sent), "2026-06", ""))

		june := h.Plan(t, meeting.Plan{Kind: meeting.Regular, HeldOn: "2026-06-03", StartsAt: "14:00", Place: "Phòng họp", Chair: member.ID(h.Secretary.Person)})
		must(t, h.Meetings.Cancel(ctx, h.Secretary, june, h.Get(t, june).Meeting.Version, "Bão"))
		if got := h.get(t, h.Plain, sent).Report; got.State != reflection.Revised || got.Month != "2026-06" {
			t.Errorf("after the meeting was called off it is %+v", got)
		}
		if !slices.Contains(h.told(t, h.deputy), "reflection.tell_cancelled") {
			t.Errorf("the leaders are told %v", h.told(t, h.deputy))
		}
	})
}
