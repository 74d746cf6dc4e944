package reflection_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/paper"
	"chibo/internal/reflection"
)

// C7: a remark with help, answer and state, until it is resolved.
func TestRemarks(t *testing.T) {
	dbtest.EachClock(t, func(t *testing.T, d *db.DB, clock *dbtest.Clock) {
		h, ctx := build(t, d), t.Context()
		id := h.assign(t, h.Plain, "2026-05")
		h.hear(t, id, meeting.Conclusion{Text: "Tốt", ToMend: "Ghi sổ chưa đều\nChưa tập huấn"})
		list := func(by access.Actor, f reflection.RemarkFilter) []reflection.Remark {
			t.Helper()
			p, err := h.reports.RemarksOf(ctx, by, h.Cell, f)
			must(t, err)
			return p.Remarks
		}
		first := list(h.Secretary, reflection.RemarkFilter{})[0]
		for who, by := range map[string]access.Actor{"the leaders": h.Secretary, "the author": h.Plain} {
			if made := h.get(t, by, id).Made; len(made) != 2 || made[0].ID != first.ID {
				t.Errorf("%s see %+v", who, made)
			}
		}
		if made := h.get(t, h.Minuter, id).Made; made != nil {
			t.Errorf("the cell sees %+v", made)
		}
		if len(list(h.Minuter, reflection.RemarkFilter{})) != 0 {
			t.Error("the cell sees the remarks of others")
		}
		_, err := h.reports.Remark(ctx, h.Minuter, first.ID)
		refused(t, err, fault.Denied, "")
		_, err = h.reports.Remark(ctx, h.Stranger, first.ID)
		refused(t, err, fault.NotFound, "")

		form := reflection.HelpForm{Helper: member.ID(h.Minuter.Person), Body: "Cùng lập sổ", Due: "2026-06-10"}
		_, err = h.reports.AgreeHelp(ctx, h.Plain, first.ID, form)
		refused(t, err, fault.Denied, "")
		_, err = h.reports.AgreeHelp(ctx, h.Secretary, first.ID, reflection.HelpForm{Helper: member.ID(h.Plain.Person), Body: "Tự giúp", Due: "2026-06-10"})
		refused(t, err, fault.Invalid, "reflection.helper_invalid")
		help, err := h.reports.AgreeHelp(ctx, h.Secretary, first.ID, form)
		must(t, err)
		if !slices.Contains(h.told(t, h.Minuter), "reflection.tell_help") || !slices.Contains(h.told(t, h.Plain), "reflection.tell_help_agreed") {
			t.Errorf("the helper is told %v", h.told(t, h.Minuter))
		}
		must(t, h.reports.AnswerRemark(ctx, h.Plain, first.ID, 1, "Tôi sẽ ghi hằng ngày."))
		sh, err := h.reports.Remark(ctx, h.Minuter, first.ID) // the helper sees what he helps with
		must(t, err)
		if sh.Remark.Answer != "" || len(sh.Remark.Helps) != 1 || sh.MayAnswer || sh.MayJudge || sh.Whole || len(sh.History) > 0 || !sh.MayFinish(h.Minuter, sh.Remark.Helps[0]) {
			t.Errorf("the helper sees %+v", sh)
		}
		refused(t, h.reports.Judge(ctx, h.Plain, first.ID, 2, reflection.Judgement{State: reflection.Resolved, Evidence: "…"}), fault.Denied, "")
		refused(t, h.reports.Judge(ctx, h.Secretary, first.ID, 2, reflection.Judgement{State: reflection.Resolved}), fault.Invalid, "reflection.evidence_missing")
		refused(t, h.reports.Judge(ctx, h.Secretary, first.ID, 2, reflection.Judgement{State: reflection.Carried}), fault.Invalid, "reflection.judgement_missing")
		must(t, h.reports.Judge(ctx, h.Secretary, first.ID, 2, reflection.Judgement{State: reflection.Improving, Evidence: "Sổ tháng 6", LookOn: "2026-06-20"}))
		refused(t, h.reports.AnswerRemark(ctx, h.Plain, first.ID, 2, "…"), fault.Stale, "")

		clock.Set(time.Date(2026, 6, 20, 8, 0, 0, 0, db.Zone))
		must(t, h.reports.Remind(ctx, access.System))
		if !slices.Contains(h.told(t, h.Minuter), "reflection.tell_help_due") || !slices.Contains(h.told(t, h.deputy), "reflection.tell_look_on") {
			t.Errorf("reminded %v, %v", h.told(t, h.Minuter), h.told(t, h.deputy))
		}
		refused(t, h.reports.HelpDone(ctx, h.Probationary, first.ID, help, 1, "2026-06-19"), fault.Denied, "")
		must(t, h.reports.HelpDone(ctx, h.Minuter, first.ID, help, 1, "2026-06-19"))
		refused(t, h.reports.AmendHelp(ctx, h.Secretary, first.ID, help, 2, form), fault.Invalid, "reflection.help_is_done")
		second := list(h.Secretary, reflection.RemarkFilter{})[1]
		refused(t, h.reports.HelpDone(ctx, h.Secretary, second.ID, help, 2, "2026-06-19"), fault.NotFound, "") // safety S4
		must(t, h.reports.Judge(ctx, h.deputy, first.ID, 3, reflection.Judgement{State: reflection.Resolved, Evidence: "Sổ đủ 30 ngày"}))
		if got := list(h.Plain, reflection.RemarkFilter{}); len(got) != 1 || got[0].ID != second.ID {
			t.Errorf("a resolved remark stays in the list: %+v", got)
		}
		if sh, err = h.reports.Remark(ctx, h.Plain, first.ID); err != nil || sh.Remark.ResolvedOn != "2026-06-20" || sh.Remark.LookOn != "" || len(sh.History) != 5 {
			t.Errorf("resolved %+v, %v", sh, err)
		}
		_, err = h.reports.RemarksOf(ctx, h.Plain, h.Cell, reflection.RemarkFilter{State: reflection.Resolved})
		refused(t, err, fault.NotFound, "")
		refused(t, h.reports.AnswerRemark(ctx, h.Plain, first.ID, 4, "…"), fault.Invalid, "reflection.remark_is_resolved")
	})
}

// C7: a remark that a later conclusion names again is carried over, and is so
// no more when the line is taken out before the minutes are frozen.
func TestCarriedOver(t *testing.T) {
	dbtest.EachClock(t, func(t *testing.T, d *db.DB, clock *dbtest.Clock) {
		h, ctx := build(t, d), t.Context()
		earlier := h.assign(t, h.Plain, "2026-05")
		h.hear(t, earlier, meeting.Conclusion{Text: "Tốt", ToMend: "Ghi sổ chưa đều"})
		clock.Set(time.Date(2027, 5, 25, 9, 0, 0, 0, db.Zone))
		h.assign(t, h.Plain, "2027-05")
		m := h.Plan(t, meeting.Plan{Kind: meeting.Regular, HeldOn: "2027-05-25", StartsAt: "14:00", Place: "Phòng họp", Chair: member.ID(h.Secretary.Person)})
		must(t, h.Meetings.Open(ctx, h.Secretary, m, 1, "14:00"))
		var report reflection.ID
		conclude := func(toMend string) {
			t.Helper()
			for _, i := range h.Get(t, m).Items {
				if i.Report != "" {
					report = reflection.ID(i.Report)
					must(t, h.Meetings.Conclude(ctx, h.Secretary, m, i.ID, i.Version, meeting.Conclusion{Text: "Khá", ToMend: toMend}))
				}
			}
		}
		remarks := func() (got []string) {
			p, err := h.reports.RemarksOf(ctx, h.Secretary, h.Cell, reflection.RemarkFilter{})
			must(t, err)
			for _, r := range p.Remarks {
				got = append(got, r.Title+" "+string(r.State)+" "+string(r.Month))
			}
			return got
		}
		conclude("- ghi sổ chưa đều.\n- Đi muộn")
		if diff := cmp.Diff([]string{"Ghi sổ chưa đều carried 2026-05", "Đi muộn open 2027-05"}, remarks()); diff != "" {
			t.Error(diff)
		}
		conclude("Đi muộn")
		if diff := cmp.Diff([]string{"Ghi sổ chưa đều open 2026-05", "Đi muộn open 2027-05"}, remarks()); diff != "" {
			t.Error(diff)
		}
		conclude("Ghi sổ chưa đều")
		if diff := cmp.Diff([]string{"Ghi sổ chưa đều carried 2026-05"}, remarks()); diff != "" {
			t.Error(diff)
		}
		if sh := h.get(t, h.Secretary, report); sh.Report.State != reflection.Concluded {
			t.Errorf("the report is %s", sh.Report.State)
		}
	})
}

// C8: a chapter of a mass organisation runs the same, unseen by the cell above
// it; its officers enter what was said.
func TestChapter(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h, ctx := build(t, d), t.Context()
		id, err := h.reports.Assign(ctx, h.head, h.chapter, member.ID(h.youth.Person), "2026-06", true)
		must(t, err)
		_, err = h.reports.Get(ctx, h.Secretary, id)
		refused(t, err, fault.NotFound, "")
		must(t, h.reports.Submit(ctx, h.youth, id, 0, draft, nil))
		_, err = h.reports.Comment(ctx, h.head, id, reflection.CommentForm{Ordinal: 1, Part: reflection.PartDid, Words: "gọi nhắc", Body: "Tốt"})
		must(t, err)
		sh := h.get(t, h.head, id)
		if !sh.May(reflection.Hearing) {
			t.Errorf("the officer may %v", sh.Moves)
		}
		heard := reflection.Heard{On: "2026-05-24", Opinions: []reflection.Opinion{
			{Speaker: member.ID(h.head.Person), Kind: meeting.Advice, Body: "Nên làm sớm"}, {Kind: meeting.Strength, Body: "  "},
		}, Conclusion: reflection.Conclusion{Assessment: "Tốt", ToMend: "Sinh hoạt đúng giờ"}}
		wrong := heard
		wrong.Opinions = []reflection.Opinion{{Speaker: member.ID(h.Plain.Person), Kind: meeting.Advice, Body: "Ngoài chi đoàn"}}
		refused(t, h.reports.Hear(ctx, h.head, id, sh.Report.Version, wrong), fault.Invalid, "reflection.speaker_invalid")
		must(t, h.reports.Hear(ctx, h.head, id, sh.Report.Version, heard))
		again, people, err := h.reports.Hearing(ctx, h.head, id)
		must(t, err)
		if len(again.Opinions) != 1 || again.Conclusion != heard.Conclusion || !again.May(reflection.Hearing) || len(people) == 0 {
			t.Errorf("to be entered anew: %+v, %d people", again, len(people))
		}
		_, _, err = h.reports.Hearing(ctx, h.youth, id)
		refused(t, err, fault.Denied, "")
		sh = h.get(t, h.youth, id)
		if sh.Report.State != reflection.Concluded || len(sh.Opinions) != 1 || sh.Opinions[0].Name != "Đặng Thị X" || sh.Conclusion.ToMend != "Sinh hoạt đúng giờ" || sh.Presented == nil {
			t.Errorf("heard %+v", sh)
		}
		heard.ToMend = "Sinh hoạt đúng giờ\nGhi chép đầy đủ"
		must(t, h.reports.Hear(ctx, h.head, id, sh.Report.Version, heard))
		p, err := h.reports.RemarksOf(ctx, h.youth, h.chapter, reflection.RemarkFilter{})
		if err != nil || len(p.Remarks) != 2 {
			t.Errorf("remarks %+v, %v", p.Remarks, err)
		}
		must(t, h.reports.Complete(ctx, h.youth, id, sh.Draft.Version, draft))
		doc, err := h.reports.Paper(ctx, h.youth, id, reflection.FinalPaper)
		if err != nil || doc.Head.Body == "" {
			t.Errorf("the paper's head is %+v, %v", doc.Head, err)
		}
		cell := h.assign(t, h.Plain, "2026-06")
		refused(t, h.reports.Hear(ctx, h.Secretary, cell, h.version(t, cell), heard), fault.Invalid, "reflection.heard_in_meeting")
	})
}

// C9: a report goes up only when the leaders send it, and then nothing but what
// its author wrote and the chair concluded.
func TestSendUp(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h, ctx := build(t, d), t.Context()
		id := h.assign(t, h.Plain, "2026-05")
		h.submit(t, h.Plain, id, draft)
		_, err := h.reports.Comment(ctx, h.Secretary, id, reflection.CommentForm{Ordinal: 1, Body: "Góp ý riêng"})
		must(t, err)
		h.hear(t, id, meeting.Conclusion{Text: "Nghiêm túc"})
		refused(t, h.reports.SendUp(ctx, h.Secretary, id, h.version(t, id)), fault.Invalid, "reflection.not_when_concluded")
		must(t, h.reports.Complete(ctx, h.Plain, id, 1, draft))
		_, _, err = h.reports.SentUp(ctx, h.Officer, id)
		refused(t, err, fault.NotFound, "")
		refused(t, h.reports.SendUp(ctx, h.Plain, id, h.version(t, id)), fault.Denied, "")
		must(t, h.reports.SendUp(ctx, h.Secretary, id, h.version(t, id)))
		refused(t, h.reports.SendUp(ctx, h.Secretary, id, h.version(t, id)), fault.Invalid, "")
		_, ups, err := h.reports.Ups(ctx, h.Officer, org.ID(h.Officer.Duties[0].Unit))
		if err != nil || len(ups) != 1 || ups[0].ID != id {
			t.Fatalf("%+v, %v", ups, err)
		}
		_, doc, err := h.reports.SentUp(ctx, h.Officer, id)
		must(t, err)
		var b strings.Builder
		must(t, paper.HTML(&b, doc))
		if !strings.Contains(b.String(), "Nghiêm túc") || !strings.Contains(b.String(), "gọi nhắc") || strings.Contains(b.String(), "Góp ý riêng") {
			t.Error(b.String())
		}
		_, own, err := h.reports.Ups(ctx, h.Secretary, h.Cell)
		if diff := cmp.Diff(ups, own); err != nil || diff != "" {
			t.Errorf("the leaders see of what they sent: %s, %v", diff, err)
		}
		_, _, err = h.reports.Ups(ctx, h.Plain, h.Cell)
		refused(t, err, fault.Denied, "")
		_, _, err = h.reports.SentUp(ctx, h.Plain, id)
		refused(t, err, fault.Denied, "")
	})
}

// The lists and the home page, by who asks.
func TestLists(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h, ctx := build(t, d), t.Context()
		mine, next := h.assign(t, h.Plain, "2026-05"), h.assign(t, h.Minuter, "2026-06")
		_, err := h.reports.Save(ctx, h.Plain, mine, 0, reflection.Texts{Did: "Đang viết"}, nil)
		must(t, err)
		h.submit(t, h.Minuter, next, draft)
		p, err := h.reports.List(ctx, h.Probationary, h.Cell, reflection.Filter{Year: 2026})
		must(t, err)
		if len(p.Reports) != 2 || p.Reports[0].ID != mine || p.Counts[reflection.Drafting] != 1 || p.Counts[reflection.InReview] != 1 || p.Leads || p.Total() != 2 {
			t.Errorf("the cell's list %+v", p)
		}
		if p, err := h.reports.List(ctx, h.Secretary, h.Cell, reflection.Filter{Year: 2026, State: reflection.InReview}); err != nil || len(p.Reports) != 1 || !p.Leads {
			t.Errorf("the leaders' list %+v, %v", p, err)
		}
		_, err = h.reports.List(ctx, h.Officer, h.Cell, reflection.Filter{Year: 2026})
		refused(t, err, fault.Denied, "")
		if all, err := h.reports.Mine(ctx, h.Plain); err != nil || len(all) != 1 || all[0].ID != mine || all[0].UnitName != "Chi bộ Trạm Y tế" {
			t.Errorf("mine %+v, %v", all, err)
		}
		day := func(by access.Actor) (day reflection.Day) {
			must(t, d.Read(ctx, func(tx *db.Tx) (err error) {
				day, err = h.reports.DayTx(tx, by, p.Unit)
				return err
			}))
			return day
		}
		if g := day(h.Plain); g.Own == nil || g.Own.ID != mine || !g.Written[reflection.PartDid] || g.Written[reflection.PartAhead] || len(g.Turns) != 2 {
			t.Errorf("the author's day %+v", g)
		}
		if g := day(h.Secretary); g.Own != nil || len(g.Turns) != 2 {
			t.Errorf("the secretary's day %+v", g)
		}
	})
}

// A person can be forgotten, and two rows of one person become one.
func TestPersons(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h, ctx := build(t, d), t.Context()
		id, other := h.assign(t, h.Plain, "2026-05"), h.assign(t, h.Minuter, "2026-05")
		h.submit(t, h.Plain, id, draft)
		_, err := h.reports.Comment(ctx, h.Secretary, id, reflection.CommentForm{Ordinal: 1, Part: reflection.PartDid, Words: "gọi nhắc", Body: "Nêu số liệu"})
		must(t, err)
		h.hear(t, id, meeting.Conclusion{Text: "Tốt", ToMend: "Ghi sổ"})
		must(t, d.Write(ctx, access.Console, func(tx *db.Tx) error {
			return h.reports.Merge(tx, access.Console, member.ID(h.Minuter.Person), member.ID(h.Plain.Person))
		}))
		if r := h.get(t, h.Secretary, other).Report; r.Person != member.ID(h.Minuter.Person) || r.State == reflection.Released {
			t.Errorf("merged %+v", r)
		}
		must(t, d.Write(ctx, access.Console, func(tx *db.Tx) error { return h.reports.Erase(tx, access.Console, member.ID(h.Plain.Person)) }))
		sh := h.get(t, h.Secretary, id)
		if sh.Sent[0].Texts != (reflection.Texts{}) || sh.Presented.Texts != (reflection.Texts{}) || sh.Comments[0].Body != "" || !sh.Conclusion.Empty() {
			t.Errorf("after erasure %+v", sh)
		}
	})
}
