package carry_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/fault"
	"chibo/internal/fault/faulttest"
	"chibo/internal/meeting"
	"chibo/internal/meeting/carry"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/rulebook"
)

var must = meetingtest.Must

type hall struct {
	meetingtest.Hall
	carry *carry.Service
}

// closed is a meeting that left two items of its own: one it never came to and
// one without a conclusion. A third was discussed.
func (h hall) closed(t *testing.T) meeting.ID {
	t.Helper()
	ctx, m := t.Context(), h.Meetings
	id := h.Open(t)
	for title, kind := range map[string]rulebook.Kind{"Lịch trực hè": rulebook.KindDiscussion, "Sắp xếp kho thuốc": rulebook.KindTask} {
		_, err := m.AddItem(ctx, h.Secretary, id, meeting.ItemForm{Title: title, Kind: kind, Minutes: 10})
		must(t, err)
	}
	done, err := m.AddItem(ctx, h.Secretary, id, meeting.ItemForm{Title: "Thăm hỏi", Kind: rulebook.KindDiscussion})
	must(t, err)
	must(t, m.Describe(ctx, h.Secretary, id, done, 1, "Đã bàn."))
	reasons := map[meeting.ItemID]string{}
	for _, i := range h.Get(t, id).Unsettled() {
		reasons[i.ID] = "Chờ báo giá"
	}
	must(t, m.Close(ctx, h.Secretary, id, h.Get(t, id).Meeting.Version, meeting.Sign{OpenedAt: "14:00", ClosedAt: "16:00"}, reasons))
	return id
}

func (h hall) page(t *testing.T) carry.Page {
	t.Helper()
	p, err := h.carry.Get(t.Context(), h.Secretary, h.Cell)
	must(t, err)
	return p
}

func titles(entries []carry.Entry) map[string]string {
	all := map[string]string{}
	for _, e := range entries {
		all[e.Title] = e.Why
	}
	return all
}

// B7, B9: what a meeting leaves goes onto the next agenda, or waits for one.
func TestCarrying(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		base := meetingtest.New(t, d)
		h := hall{base, carry.New(d, base.Meetings)}
		h.Meetings.OnPlan = h.carry.RepeatTx
		ctx := t.Context()
		may := h.closed(t)

		p := h.page(t)
		if diff := cmp.Diff(map[string]string{"Lịch trực hè": "", "Sắp xếp kho thuốc": "Chờ báo giá"}, titles(p.Leftovers)); diff != "" || p.Next.ID != "" {
			t.Fatal(diff, p.Next)
		}
		left, err := h.carry.Left(ctx, h.Plain, h.Get(t, may).Meeting)
		if err != nil || left != nil {
			t.Errorf("a member: %v %v", left, err)
		}
		for _, by := range []access.Actor{h.Plain, h.Officer} {
			if _, err := h.carry.Get(ctx, by, h.Cell); err == nil {
				t.Error("the backlog is the committee's")
			}
		}
		// Where no meeting lies ahead they wait.
		to, n, err := h.carry.Carry(ctx, h.Secretary, h.Cell, "", p.Leftovers[0].Left)
		if err != nil || n != 1 || to.ID != "" {
			t.Errorf("%v %d %v", to, n, err)
		}
		waiting := h.page(t).Waiting[0]
		if _, err := h.carry.Seat(ctx, h.Secretary, waiting.ID, 1); fault.Key(err) != "meeting.none_ahead" {
			t.Errorf("no meeting ahead: %v", err)
		}
		_, err = h.carry.Park(ctx, h.Secretary, h.Cell, carry.Form{})
		if diff := cmp.Diff(map[string]string{"title": "meeting.title_missing", "kind": "meeting.item_kind_missing"}, faulttest.Fields(err)); diff != "" {
			t.Error(diff)
		}
		_, err = h.carry.Park(ctx, h.Secretary, h.Cell, carry.Form{Title: "Điểm tin tháng", Kind: rulebook.KindStudy, Minutes: 5, Repeated: true})
		must(t, err)

		june := meetingtest.May(h.Hall)
		june.HeldOn = "2026-06-25"
		id := h.Plan(t, june)
		if sh := h.Get(t, id); itemTitled(sh, "Điểm tin tháng").ID == "" || sh.Items[len(sh.Items)-1].Key == "" {
			t.Errorf("what is repeated stands before the closing part: %v", sh.Items)
		}
		o, err := h.carry.Offered(ctx, h.Secretary, h.Get(t, id))
		if err != nil || len(o.Leftovers) != 1 || o.Waiting != 1 {
			t.Errorf("%+v %v", o, err)
		}
		to, n, err = h.carry.Carry(ctx, h.Secretary, h.Cell, id)
		if err != nil || n != 1 || to.ID != id {
			t.Errorf("%v %d %v", to, n, err)
		}
		if _, n, err := h.carry.Carry(ctx, h.Secretary, h.Cell, id); n != 0 || err != nil {
			t.Errorf("carried twice: %d %v", n, err)
		}
		_, err = h.carry.Seat(ctx, h.Secretary, waiting.ID, 1)
		must(t, err)
		if o, err := h.carry.Offered(ctx, h.Secretary, h.Get(t, id)); err != nil || o.Any() {
			t.Errorf("%+v %v", o, err)
		}

		// What is taken off the agenda waits again, until it is dropped.
		item := itemTitled(h.Get(t, id), waiting.Title)
		must(t, h.Meetings.RemoveItem(ctx, h.Secretary, id, item.ID, item.Version))
		again := h.page(t).Waiting[0]
		if err := h.carry.Drop(ctx, h.Secretary, again.ID, again.Version, " "); !fault.Is(err, fault.Invalid) {
			t.Errorf("without a reason: %v", err)
		}
		must(t, h.carry.Drop(ctx, h.Secretary, again.ID, again.Version, "Đã xong"))
		if p := h.page(t); len(p.Waiting) != 0 || len(p.Repeated) != 1 {
			t.Errorf("%+v", p)
		}
		if err := h.carry.Drop(ctx, h.Secretary, again.ID, again.Version+1, "Lần nữa"); fault.Key(err) != "meeting.backlog_gone" {
			t.Errorf("dropped twice: %v", err)
		}
	})
}

func itemTitled(sh meeting.Sheet, title string) meeting.Item {
	for _, i := range sh.Items {
		if i.Title == title {
			return i
		}
	}
	return meeting.Item{}
}
