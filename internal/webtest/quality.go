package webtest

import (
	"testing"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/quality"
)

// score gives the cell a meeting of last month that ended, with the draft of
// its score, and a rubric of its own from next month on.
func (w *World) score(t testing.TB, p *Place, person member.ID) {
	t.Helper()
	ctx, by, m, today := t.Context(), access.Console, w.App.Meetings, db.DateOf(dbtest.Today)
	id, err := m.Plan(ctx, by, p.Unit, meeting.Plan{Kind: meeting.Regular, HeldOn: today.AddMonths(-1), StartsAt: "14:00", Place: "Phòng họp", Chair: person, Minuter: person})
	check(t, err)
	check(t, m.Open(ctx, by, id, 1, "14:00"))
	w.Conclude(t, id)
	check(t, w.App.Qualities.Begin(ctx, by, id))
	base, _ := quality.TemplateOf("vn-42hd-2025")
	form := quality.FormOf(base)
	form.From = today.AddMonths(1)
	rubric, err := w.App.Qualities.SetRubric(ctx, by, p.Unit, form)
	check(t, err)
	p.Params["scored"], p.Params["rubric"] = string(id), rubric
}

// Conclude ends an open meeting to which all called came.
func (w *World) Conclude(t testing.TB, id meeting.ID) {
	t.Helper()
	ctx, by, m := t.Context(), access.Console, w.App.Meetings
	sheet, err := m.Get(ctx, by, id)
	check(t, err)
	var marks []meeting.Marking
	for _, s := range sheet.Seats {
		marks = append(marks, meeting.Marking{Person: s.Person, Mark: meeting.Present, Version: s.Version})
	}
	check(t, m.Mark(ctx, by, id, marks))
	reasons := map[meeting.ItemID]string{}
	for _, i := range sheet.Items {
		reasons[i.ID] = "Chuyển kỳ sau"
	}
	check(t, m.Close(ctx, by, id, sheet.Meeting.Version, meeting.Sign{OpenedAt: "14:00", ClosedAt: "15:40"}, reasons))
}
