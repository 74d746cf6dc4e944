package calendar_test

import (
	"fmt"
	"strings"
	"testing"

	"chibo/internal/access"
	"chibo/internal/account"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/fault"
	"chibo/internal/fault/faulttest"
	"chibo/internal/meeting"
	"chibo/internal/meeting/calendar"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/member"
	"chibo/internal/notify"
	"chibo/internal/org"
)

var must = meetingtest.Must

// I10: an officer sends somebody of the committee to the meetings of two cells, who
// is their guest; all are told; what clashes is pointed out; the cell that nobody
// attended is named first.
func TestWhoAttendsWhichCell(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := meetingtest.New(t, d)
		ctx, officer, root := t.Context(), h.Officer, org.ID(h.Officer.Duties[0].Unit)
		notices := notify.New(d, h.Members, account.New(d, org.New(d), h.Members))
		calendars := calendar.New(d, h.Meetings)
		calendars.Notices, h.Meetings.OnMove = notices, calendars.MovedTx
		sister := h.Enter(t, h.Sister, "Trần Văn T", member.Official)
		must(t, h.Members.Appoint(ctx, access.Console, member.Appointment{Person: sister, Unit: root, Post: member.CommitteeMember, From: "2020-01-01"}))
		may := meetingtest.May(h)
		here := h.Plan(t, may)
		may.Chair, may.HeldOn = "", "2026-05-28"
		away, err := h.Meetings.Plan(ctx, h.Stranger, h.Sister, may)
		must(t, err)
		own, err := h.Meetings.Plan(ctx, h.Secretary, h.Cell, meeting.Plan{Kind: meeting.Committee, HeldOn: "2026-05-26", StartsAt: "14:00", Place: "Phòng họp"})
		must(t, err)
		month := func(by access.Actor, f calendar.Filter) calendar.Month {
			m, err := calendars.Month(ctx, by, root, "2026-05", f, 1)
			must(t, err)
			return m
		}
		told := func(who access.Actor) (keys []string) {
			p, err := notices.List(ctx, who, 1)
			must(t, err)
			for _, l := range p.Lines {
				keys = append(keys, strings.TrimPrefix(l.Key, "calendar.notice_"))
			}
			return keys
		}

		if m := month(officer, calendar.All); len(m.Lines) != 2 || m.Counts[calendar.Open] != 2 || len(m.Unattended) != 2 || m.Unattended[0].Last != "" {
			t.Errorf("the month before anybody is sent: %+v", m)
		}
		if _, err := calendars.Get(ctx, officer, own); !fault.Is(err, fault.NotFound) {
			t.Errorf("a meeting of the cell's committee is known above: %v", err) // B2
		}
		for name, who := range map[string]access.Actor{"a secretary": h.Secretary, "a member": h.Plain, "another cell": h.Stranger} {
			if _, err := calendars.Assign(ctx, who, here, sister); !fault.Is(err, fault.Denied) && !fault.Is(err, fault.NotFound) {
				t.Errorf("%s sends somebody: %v", name, err)
			}
		}
		for person, key := range map[member.ID]string{"": "calendar.person_missing", member.ID(h.Plain.Person): "calendar.person_called", "x": "calendar.person_unknown"} {
			_, err := calendars.Assign(ctx, officer, here, person)
			faulttest.Expect(t, err, "person", key)
		}
		if sh, err := calendars.Get(ctx, officer, away); err != nil || len(sh.People) != 0 {
			t.Errorf("who belongs to the cell is offered: %+v %v", sh.People, err)
		}

		both, err := calendars.Assign(ctx, officer, here, sister)
		must(t, err)
		_, again := calendars.Assign(ctx, officer, here, sister)
		faulttest.Expect(t, again, "person", "calendar.person_sent")
		guests := h.Get(t, here).Guests
		if both || len(guests) != 1 || guests[0].Name != "Trần Văn T" || guests[0].Title != "Đảng bộ Sở Y tế" {
			t.Errorf("guests %+v, both %v", guests, both)
		}
		guest := h.Actor(t, sister)
		if got := strings.Join(told(guest), " ") + "|" + strings.Join(told(h.Secretary), " "); got != "assigned|assigned_cell" {
			t.Errorf("told %q", got)
		}
		if m := month(guest, calendar.Open); len(m.Lines) != 1 || m.Lines[0].ID != away || len(m.Own) != 1 || m.MayAssign {
			t.Errorf("as who is sent sees it: %+v", m)
		}
		if m, err := calendars.Month(ctx, h.Secretary, h.Cell, "", calendar.All, 1); err != nil || len(m.Lines) != 1 || m.Lines[0].Names() != "Trần Văn T" {
			t.Errorf("as the secretary sees it: %+v %v", m, err)
		}

		// moved to the hours of another meeting to which the same person is sent
		other := h.Enter(t, h.Sister, "Phan Văn U", member.Official)
		must(t, h.Members.Appoint(ctx, access.Console, member.Appointment{Person: other, Unit: root, Post: member.Deputy, From: "2020-01-01"}))
		second := meetingtest.May(h)
		second.Kind, second.StartsAt, second.Why = meeting.Extraordinary, "16:00", "Việc gấp"
		clashing := h.Plan(t, second)
		if both, err = calendars.Assign(ctx, officer, clashing, sister); err != nil || !both {
			t.Errorf("two meetings of one afternoon: %v %v", both, err)
		}
		if m := month(officer, calendar.All); len(m.Lines) != 3 || !m.Lines[0].Visits[0].Clash || !m.Lines[1].Visits[0].Clash {
			t.Errorf("the clash is not pointed out: %+v", m.Lines)
		}
		second.StartsAt = "08:00"
		must(t, h.Meetings.Reschedule(ctx, h.Secretary, clashing, 1, second))
		must(t, h.Meetings.Cancel(ctx, h.Secretary, clashing, 2, "Đã giải quyết"))
		if got := strings.Join(told(guest), " "); got != "cancelled moved assigned assigned" {
			t.Errorf("told %q", got)
		}

		sh, err := calendars.Get(ctx, officer, here)
		must(t, err)
		must(t, calendars.Withdraw(ctx, officer, here, sh.Visits[0].ID))
		if err := calendars.Withdraw(ctx, officer, here, sh.Visits[0].ID); !fault.Is(err, fault.NotFound) {
			t.Errorf("taken back twice: %v", err)
		}
		if got := h.Get(t, here).Guests; len(got) != 0 || told(guest)[0] != "withdrawn" {
			t.Errorf("guests %+v", got)
		}

		// a meeting that took place with a visit
		_, err = calendars.Assign(ctx, officer, here, other)
		must(t, err)
		must(t, h.Meetings.Open(ctx, h.Secretary, here, 1, "14:00"))
		must(t, d.Write(ctx, access.Console, func(tx *db.Tx) error {
			if _, err := tx.Exec(`UPDATE meeting_meeting SET state = 'reported' WHERE id = $1`, here); err != nil {
				return err
			}
			return tx.Audit(db.Entry{Action: "meeting.test"})
		}))
		m := month(officer, calendar.All)
		if len(m.Unattended) != 2 || m.Unattended[0].Unit != h.Sister || m.Unattended[1].Last != "2026-05-25" {
			t.Errorf("unattended: %+v", m.Unattended)
		}
		if _, err := calendars.Assign(ctx, officer, here, sister); fault.Key(err) != "meeting.not_when_reported" {
			t.Errorf("sent to a meeting that is over: %v", err)
		}
		if rows := fmt.Sprint(m.Paper().Blocks); !strings.Contains(rows, "Phan Văn U") || !strings.Contains(rows, "Chi bộ Khoa Dược") {
			t.Errorf("the paper says %q", rows)
		}
		must(t, d.Write(ctx, access.Console, func(tx *db.Tx) error { return h.Meetings.Erase(tx, access.Console, other) }))
		if m := month(officer, calendar.Open); m.Counts[calendar.Open] != 2 {
			t.Errorf("an erased person still attends: %+v", m.Lines) // safety P1
		}
	})
}
