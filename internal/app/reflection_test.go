package app_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/meeting"
	"chibo/internal/meeting/deed"
	"chibo/internal/member"
	"chibo/internal/notify"
	"chibo/internal/paper"
	"chibo/internal/reflection"
	"chibo/internal/webtest"
)

// hearing is a regular meeting of the own cell that hears two reports.
type hearing struct {
	*testing.T
	*webtest.World
	id      meeting.ID
	reports []reflection.ID // of the member, and of the deputy
}

// actor is the person of a role with what he holds today.
func (h *hearing) actor(role access.Role) access.Actor {
	h.Helper()
	a := access.Actor{Kind: access.Human, Account: "test", Person: string(h.People[role])}
	must(h.T, h.App.DB.Read(h.Context(), func(tx *db.Tx) (err error) {
		a.Duties, err = member.DutiesOf(tx, h.People[role])
		return err
	}))
	return a
}

// assigned tells two people of their turns in June, and has them write.
func (h *hearing) assigned() {
	h.Helper()
	r, sec := h.App.Reflections, h.actor(access.Secretary)
	for _, role := range []access.Role{access.Member, access.Deputy} {
		id, err := r.Assign(h.Context(), sec, h.Own.Unit, h.People[role], "2026-06", true)
		must(h.T, err)
		text := reflection.Texts{Did: "Đã trực đúng giờ của " + string(role), Mended: "Đã ghi sổ hằng ngày", Ahead: "Còn chậm báo cáo"}
		must(h.T, r.Submit(h.Context(), h.actor(role), id, 0, text, nil))
		h.reports = append(h.reports, id)
	}
	_, err := r.Assign(h.Context(), sec, h.Own.Unit, h.People[access.Probationary], "2026-07", true)
	must(h.T, err)
}

// opened plans the meeting of June and opens it on its day.
func (h *hearing) opened() {
	h.Helper()
	m, sec := h.App.Meetings, h.actor(access.Secretary)
	plan := meeting.Plan{Kind: meeting.Regular, HeldOn: "2026-06-24", StartsAt: "14:00", Place: "Phòng họp", Chair: h.People[access.Secretary], Minuter: h.People[access.Deputy]}
	var err error
	h.id, err = m.Plan(h.Context(), sec, h.Own.Unit, plan)
	must(h.T, err)
	h.Clock.Set(dbtest.Today.AddDate(0, 0, 30))
	must(h.T, m.Open(h.Context(), sec, h.id, 1, "14:00"))
	must(h.T, m.MarkRest(h.Context(), sec, h.id, meeting.Present))
}

// item is what the meeting has of a report.
func (h *hearing) item(n int) meeting.Item {
	h.Helper()
	sh, err := h.App.Meetings.Get(h.Context(), h.actor(access.Secretary), h.id)
	must(h.T, err)
	at := slices.IndexFunc(sh.Items, func(i meeting.Item) bool { return i.Report == string(h.reports[n]) })
	if at < 0 {
		h.Fatalf("report %d stands on no agenda", n)
	}
	return sh.Items[at]
}

// discussed has five opinions on the first report: one is marked, answered and
// withdrawn, one is reserved.
func (h *hearing) discussed() {
	h.Helper()
	m, ctx, sec := h.App.Meetings, h.Context(), h.actor(access.Secretary)
	var notes []meeting.NoteID
	for _, o := range []struct {
		role access.Role
		kind meeting.NoteKind
		body string
	}{
		{access.Deputy, meeting.Strength, "Gương mẫu trong việc trực."},
		{access.CommitteeMember, meeting.Advice, "Cần ghi số liệu theo tuần."},
		{access.Probationary, meeting.Advice, "Nói thì hay."},
		{access.CommitteeMember, meeting.Proposal, "Đề nghị bố trí người thay ca."},
		{access.Member, meeting.Reply, "Xin tiếp thu."},
	} {
		note, err := m.Note(ctx, sec, h.id, h.item(0).ID, meeting.NoteForm{Speaker: h.People[o.role], Kind: o.kind, Body: o.body})
		must(h.T, err)
		notes = append(notes, note)
	}
	must(h.T, m.MarkNote(ctx, sec, h.id, notes[2], 1, "Không góp ý vào việc"))
	must(h.T, m.AnswerMark(ctx, h.actor(access.Probationary), h.id, notes[2], 2, "Tôi xin rút."))
	must(h.T, m.Withdraw(ctx, h.actor(access.Probationary), h.id, notes[2], 3))
	must(h.T, m.Reserve(ctx, h.actor(access.CommitteeMember), h.id, notes[3], 1))
	if err := m.MarkNote(ctx, sec, h.id, notes[3], 2, "Lý do"); err == nil {
		h.Error("a reserved opinion is marked")
	}
}

// closed concludes the first report with two remarks, and leaves the second.
func (h *hearing) closed() {
	h.Helper()
	m, ctx, sec := h.App.Meetings, h.Context(), h.actor(access.Secretary)
	i := h.item(0)
	must(h.T, m.Conclude(ctx, sec, h.id, i.ID, i.Version, meeting.Conclusion{Text: "Có chuyển biến.", Exemplary: "Nếp trực đúng giờ.", ToMend: "Sổ theo dõi ghi chậm\nChưa họp tổ đều"}))
	sh, err := m.Get(ctx, sec, h.id)
	must(h.T, err)
	reasons := map[meeting.ItemID]string{}
	for _, i := range sh.Unsettled() {
		reasons[i.ID] = "Chuyển sang tháng sau."
	}
	must(h.T, m.Close(ctx, sec, h.id, sh.Meeting.Version, meeting.Sign{OpenedAt: "14:00", ClosedAt: "16:00"}, reasons))
}

// C1, C5, C6, C7, C9, B6: two reports come on the agenda of their month; one is
// heard, discussed and concluded, and its remarks follow; the other waits.
func TestAMeetingHearsReports(t *testing.T) {
	engines(t, func(t *testing.T, w *webtest.World) {
		h := hearing{T: t, World: w}
		h.assigned()
		h.opened()
		ctx, sec, one := t.Context(), h.actor(access.Secretary), h.actor(access.Probationary)
		if title := h.item(0).Title; !strings.HasPrefix(title, "Đồng chí Phạm Thị D liên hệ, báo cáo") {
			t.Errorf("the agenda says %q", title)
		}
		if _, err := w.App.Reflections.Paper(ctx, one, h.reports[0], reflection.PresentedPaper); err == nil {
			t.Error("the cell reads a report that it has not heard")
		}
		room, err := w.App.Meetings.Look(ctx, sec, h.id, "")
		must(t, err)
		must(t, w.App.Meetings.TakeUp(ctx, sec, h.id, room.Live.Version, h.item(0).ID))
		if _, err := w.App.Reflections.Paper(ctx, one, h.reports[0], reflection.PresentedPaper); err != nil {
			t.Errorf("the cell does not read the report that it hears: %v", err)
		}
		h.discussed()
		h.closed()
		h.followed()
		h.papers()
		h.corrected()
	})
}

// followed looks at the reports after the meeting.
func (h *hearing) followed() {
	h.Helper()
	r, ctx := h.App.Reflections, h.Context()
	sh, err := r.Get(ctx, h.actor(access.Member), h.reports[0])
	must(h.T, err)
	if sh.Report.State != reflection.Concluded || sh.Conclusion.Exemplary == "" || len(sh.Opinions) != 4 {
		h.Errorf("heard is %s with %d opinions, %+v", sh.Report.State, len(sh.Opinions), sh.Conclusion)
	}
	if sh, err = r.Get(ctx, h.actor(access.Deputy), h.reports[1]); err != nil || sh.Report.State != reflection.InReview {
		h.Errorf("what nobody heard is %s %v", sh.Report.State, err)
	}
	if got := h.remarks(); !slices.Equal(got, []string{"Sổ theo dõi ghi chậm", "Chưa họp tổ đều"}) {
		h.Errorf("remarks are %q", got)
	}
	p, err := h.App.Notices.List(ctx, h.actor(access.Member), 1)
	must(h.T, err)
	if !slices.ContainsFunc(p.Lines, func(l notify.Line) bool { return l.Key == "reflection.tell_concluded" }) {
		h.Error("the member does not learn of his remarks on the day")
	}
}

// remarks are the titles of what the member is to mend, as he sees them.
func (h *hearing) remarks() (titles []string) {
	h.Helper()
	p, err := h.App.Reflections.RemarksOf(h.Context(), h.actor(access.Member), h.Own.Unit, reflection.RemarkFilter{})
	must(h.T, err)
	for _, k := range p.Remarks {
		titles = append(titles, k.Title)
	}
	return titles
}

// papers looks at what is printed in the cell and what goes up.
func (h *hearing) papers() {
	h.Helper()
	sec := h.actor(access.Secretary)
	minutes, err := h.App.Deeds.Minutes(h.Context(), sec, h.id, deed.Draft)
	must(h.T, err)
	text := printed(h.T, minutes.Document)
	for _, want := range []string{"Đồng chí Cao Thị O đã rút một ý kiến.", "Xin tiếp thu.", "(bảo lưu ý kiến)", "Có chuyển biến.", "Chưa họp tổ đều"} {
		if !strings.Contains(text, want) {
			h.Errorf("the minutes lack %q", want)
		}
	}
	for _, gone := range []string{"Nói thì hay", "Không góp ý vào việc", "Tôi xin rút"} {
		if strings.Contains(text, gone) {
			h.Errorf("the minutes keep %q", gone)
		}
	}
	extract, err := h.App.Deeds.Deed(h.Context(), sec, h.id, deed.Extract, deed.Draft, "")
	must(h.T, err)
	text = printed(h.T, extract.Document)
	if !strings.Contains(text, "Hồ Chí Minh: 01 đồng chí.") {
		h.Error("the extract does not say how many reports were heard")
	}
	for _, own := range []string{"Phạm Thị D", "Trần Thị B", "Cao Thị O", "chuyển biến", "ghi chậm", "tiếp thu"} {
		if strings.Contains(text, own) {
			h.Errorf("the extract tells %q", own)
		}
	}
}

// corrected changes the conclusion while the minutes are finished: remarks
// follow its lines (C7).
func (h *hearing) corrected() {
	h.Helper()
	i := h.item(0)
	c := meeting.Conclusion{Text: i.Conclusion, Exemplary: i.Exemplary, ToMend: "Sổ theo dõi ghi chậm"}
	must(h.T, h.App.Meetings.Conclude(h.Context(), h.actor(access.Secretary), h.id, i.ID, i.Version, c))
	if got := h.remarks(); !slices.Equal(got, []string{"Sổ theo dõi ghi chậm"}) {
		h.Errorf("after the correction remarks are %q", got)
	}
}

func printed(t *testing.T, d paper.Document) string {
	t.Helper()
	var b bytes.Buffer
	must(t, paper.HTML(&b, d))
	return b.String()
}
