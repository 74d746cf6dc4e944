package meeting_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/member"
	"chibo/internal/org"
)

// rota stands for the turns of reporters, and keeps what it is told.
type rota struct {
	turns map[db.Date][]meeting.Reporter
	told  []string
}

func (h hall) rota() *rota {
	r := &rota{turns: map[db.Date][]meeting.Reporter{
		"2026-05": {{"r1", member.ID(h.Plain.Person), "Lê Văn C"}, {"r2", member.ID(h.Minuter.Person), "Vũ Thị E"}},
		"2026-06": {{"r3", member.ID(h.Probationary.Person), "Cao Thị O"}},
	}}
	tell := func(what string) func(*db.Tx, access.Actor, meeting.Meeting, meeting.Item) error {
		return func(_ *db.Tx, _ access.Actor, _ meeting.Meeting, i meeting.Item) error {
			r.told = append(r.told, strings.Join([]string{what, i.Report, i.Conclusion, i.ToMend}, " "))
			return nil
		}
	}
	h.Meetings.ReportHooks = meeting.ReportHooks{
		Reporters: func(_ *db.Tx, _ org.ID, month db.Date) (now, next []meeting.Reporter, err error) {
			return r.turns[month], r.turns[month.AddMonths(1)[:7]], nil
		},
		OnTakeUp: tell("taken up"), OnConclude: tell("concluded"),
		OnClose: func(_ *db.Tx, _ access.Actor, _ meeting.Meeting, items []meeting.Item) error {
			for _, i := range items {
				r.told = append(r.told, map[bool]string{true: "heard ", false: "not heard "}[i.Heard()]+i.Report)
			}
			return nil
		},
		OnCancel: func(*db.Tx, access.Actor, meeting.Meeting) error {
			r.told = append(r.told, "cancelled")
			return nil
		},
	}
	return r
}

// move changes the turns of a month and has the agendas follow.
func (h hall) move(t *testing.T, r *rota, month db.Date, turns ...meeting.Reporter) {
	t.Helper()
	r.turns[month] = turns
	must(t, h.DB.Write(t.Context(), h.Secretary, func(tx *db.Tx) error {
		if err := tx.Audit(db.Entry{Action: "reflection.move", Kind: "reflection", Subject: "r"}); err != nil {
			return err
		}
		return h.Meetings.SeatReportersTx(tx, h.Secretary, h.Cell, month)
	}))
}

// agendaOf are the items that stand there because of reports, each between the
// keys of its neighbours.
func agendaOf(sh meeting.Sheet) (around []string) {
	for n, i := range sh.Items {
		if i.Report != "" || i.Key == meeting.NextReporters {
			before, after := sh.Items[n-1].Key, ""
			if n+1 < len(sh.Items) {
				after = sh.Items[n+1].Key
			}
			around = append(around, strings.Join([]string{before, i.Report, i.Title, string(i.Presenter), after}, "|"))
		}
	}
	return around
}

const heard = " liên hệ, báo cáo việc học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh"

// C1: the month's reports come on the agenda when the meeting is planned, and
// with the turns; next month's reporters are an item of it.
func TestReportersOnTheAgenda(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := build(t, d)
		r := h.rota()
		c, e, o := h.Plain.Person, h.Minuter.Person, h.Probationary.Person
		id := h.Plan(t, meetingtest.May(h.Hall))
		want := []string{
			"discussion|r1|Đồng chí Lê Văn C" + heard + "|" + c + "|", "|r2|Đồng chí Vũ Thị E" + heard + "|" + e + "|critique",
			"assignment||Phân công đồng chí báo cáo liên hệ tháng 6/2026: Cao Thị O||ideology",
		}
		sh := h.Get(t, id)
		if diff := cmp.Diff(want, agendaOf(sh)); diff != "" {
			t.Error(diff)
		}
		// An edited title stays; a turn that moves takes its item along.
		first := sh.Items[slices.IndexFunc(sh.Items, func(i meeting.Item) bool { return i.Report == "r1" })]
		must(t, h.Meetings.AmendItem(t.Context(), h.Secretary, id, first.ID, first.Version, meeting.ItemForm{Title: "Đồng chí C báo cáo", Kind: first.Kind, Minutes: 15, Presenter: first.Presenter}))
		h.move(t, r, "2026-05", r.turns["2026-05"][0], meeting.Reporter{Report: "r4", Person: member.ID(o), Name: "Cao Thị O"})
		h.move(t, r, "2026-06")
		want = []string{"discussion|r1|Đồng chí C báo cáo|" + c + "|", "|r4|Đồng chí Cao Thị O" + heard + "|" + o + "|critique"}
		if diff := cmp.Diff(want, agendaOf(h.Get(t, id))); diff != "" {
			t.Error(diff)
		}
		was := h.Get(t, id)
		h.move(t, r, "2026-05", r.turns["2026-05"]...)
		if diff := cmp.Diff(was.Items, h.Get(t, id).Items); diff != "" {
			t.Errorf("nothing moved, and yet: %s", diff)
		}
		last := was.Items[slices.IndexFunc(was.Items, func(i meeting.Item) bool { return i.Report == "r4" })]
		if err := h.Meetings.RemoveItem(t.Context(), h.Secretary, id, last.ID, last.Version); fault.Key(err) != "meeting.report_stays" {
			t.Errorf("a report is taken off by hand: %v", err)
		}
		// The meeting of the month before names them, though nothing of the month
		// itself changes.
		h.move(t, r, "2026-06", meeting.Reporter{Report: "r5", Person: member.ID(o), Name: "Cao Thị O"})
		if around := agendaOf(h.Get(t, id)); len(around) != 3 || !strings.Contains(around[2], "tháng 6/2026: Cao Thị O") {
			t.Error(around)
		}
		h.move(t, r, "2026-06")
		// Only a regular meeting hears reports; one that is open keeps its agenda.
		if around := agendaOf(h.Get(t, h.Plan(t, meeting.Plan{Kind: meeting.Thematic, HeldOn: "2026-05-20", StartsAt: "08:00", Place: "Hội trường"}))); len(around) > 0 {
			t.Error(around)
		}
		must(t, h.Meetings.Open(t.Context(), h.Secretary, id, was.Meeting.Version, "14:00"))
		h.move(t, r, "2026-05")
		if diff := cmp.Diff(want, agendaOf(h.Get(t, id))); diff != "" {
			t.Error(diff)
		}
	})
}

// C1: an agenda that is borrowed from last month keeps its own reports; one
// that is moved to another month hears that month's.
func TestReportersOfAnotherMonth(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := build(t, d)
		h.rota()
		may := h.Plan(t, meetingtest.May(h.Hall))
		plan := meetingtest.May(h.Hall)
		plan.HeldOn = "2026-06-24"
		june := h.Plan(t, plan)
		must(t, h.Meetings.Borrow(t.Context(), h.Secretary, june))
		want := []string{"discussion|r3|Đồng chí Cao Thị O" + heard + "|" + h.Probationary.Person + "|critique"}
		if diff := cmp.Diff(want, agendaOf(h.Get(t, june))); diff != "" {
			t.Error(diff)
		}
		must(t, h.Meetings.Cancel(t.Context(), h.Secretary, may, 1, "Trùng lịch"))
		plan.HeldOn, plan.Month = "2026-05-28", "2026-05"
		must(t, h.Meetings.Reschedule(t.Context(), h.Secretary, june, 1, plan))
		if around := agendaOf(h.Get(t, june)); len(around) != 3 || !strings.Contains(around[0], "|r1|") || !strings.Contains(around[2], "tháng 6/2026") {
			t.Error(around)
		}
	})
}

// C5, C6: a report is heard when its item comes to the floor or anything is
// written under it; its conclusion is told whenever it changes, until the
// minutes are frozen; it is concluded or explained before the meeting closes.
func TestReportsAreHeard(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := build(t, d)
		r := h.rota()
		ctx := t.Context()
		id := h.Open(t)
		of := func(report string) meeting.Item {
			sh := h.Get(t, id)
			return sh.Items[slices.IndexFunc(sh.Items, func(i meeting.Item) bool { return i.Report == report })]
		}
		room, err := h.Meetings.Look(ctx, h.Minuter, id, "")
		must(t, err)
		must(t, h.Meetings.TakeUp(ctx, h.Minuter, id, room.Live.Version, of("r1").ID))
		_, err = h.Meetings.Note(ctx, h.Minuter, id, of("r1").ID, meeting.NoteForm{Speaker: member.ID(h.Minuter.Person), Kind: meeting.Strength, Body: "Việc làm cụ thể."})
		must(t, err)
		must(t, h.Meetings.Conclude(ctx, h.Minuter, id, of("r1").ID, of("r1").Version, meeting.Conclusion{Text: "Tốt.", ToMend: "Sổ ghi chậm"}))
		sh := h.Get(t, id)
		reasons := map[meeting.ItemID]string{}
		for _, i := range sh.Unsettled() {
			reasons[i.ID] = "Hết giờ."
		}
		if _, ok := reasons[of("r2").ID]; !ok {
			t.Error("a report needs no conclusion")
		}
		must(t, h.Meetings.Close(ctx, h.Secretary, id, sh.Meeting.Version, meeting.Sign{OpenedAt: "14:00", ClosedAt: "15:30"}, reasons))
		must(t, h.Meetings.Conclude(ctx, h.Secretary, id, of("r1").ID, of("r1").Version, meeting.Conclusion{Text: "Tốt.", ToMend: "Sổ ghi chậm\nHọp muộn"}))
		must(t, h.Meetings.Conclude(ctx, h.Secretary, id, of("r1").ID, of("r1").Version, meeting.Conclusion{Text: "Tốt.", ToMend: "Sổ ghi chậm\nHọp muộn"}))
		want := []string{
			"taken up r1  ", "taken up r1  ", "taken up r1 Tốt. Sổ ghi chậm", "concluded r1 Tốt. Sổ ghi chậm", "heard r1", "not heard r2",
			"taken up r1 Tốt. Sổ ghi chậm\nHọp muộn", "concluded r1 Tốt. Sổ ghi chậm\nHọp muộn", "taken up r1 Tốt. Sổ ghi chậm\nHọp muộn",
		}
		if diff := cmp.Diff(want, r.told); diff != "" {
			t.Error(diff)
		}
	})
}

// C5: a meeting that is called off hears nothing.
func TestReportsOfACancelledMeeting(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := build(t, d)
		r := h.rota()
		must(t, h.Meetings.Cancel(t.Context(), h.Secretary, h.Plan(t, meetingtest.May(h.Hall)), 1, "Trùng lịch"))
		if diff := cmp.Diff([]string{"cancelled"}, r.told); diff != "" {
			t.Error(diff)
		}
	})
}

// C9, C10: what was said of a report is the cell's; while the meeting runs each
// reads his own words alone.
func TestDiscussed(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := build(t, d)
		h.rota()
		id := h.Open(t)
		sh := h.Get(t, id)
		item := sh.Items[slices.IndexFunc(sh.Items, func(i meeting.Item) bool { return i.Report == "r1" })]
		for _, who := range []access.Actor{h.Plain, h.Minuter} {
			_, err := h.Meetings.Note(t.Context(), h.Secretary, id, item.ID, meeting.NoteForm{Speaker: member.ID(who.Person), Kind: meeting.Advice, Body: "Nên ghi số liệu."})
			must(t, err)
		}
		must(t, h.Meetings.Conclude(t.Context(), h.Secretary, id, item.ID, item.Version, meeting.Conclusion{Text: "Tốt."}))
		read := func(by access.Actor, report string) (i meeting.Item, err error) {
			err = h.DB.Read(t.Context(), func(tx *db.Tx) error {
				i, _, err = h.Meetings.DiscussedTx(tx, by, report)
				return err
			})
			return i, err
		}
		for name, c := range map[string]struct {
			by         access.Actor
			notes      int
			conclusion string
		}{"secretary": {h.Secretary, 2, "Tốt."}, "minute taker": {h.Minuter, 2, "Tốt."}, "speaker": {h.Plain, 1, ""}, "member": {h.Probationary, 0, ""}} {
			if i, err := read(c.by, "r1"); err != nil || len(i.Notes) != c.notes || i.Conclusion != c.conclusion {
				t.Errorf("%s: %+v %v", name, i, err)
			}
		}
		for _, by := range []access.Actor{h.Officer, h.Stranger} {
			if _, err := read(by, "r1"); err == nil {
				t.Errorf("%v reads what was said of a report", by.Duties)
			}
		}
		if i, err := read(h.Secretary, "unknown"); err != nil || i.ID != "" {
			t.Errorf("of no agenda: %+v %v", i, err)
		}
	})
}
