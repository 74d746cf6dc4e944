package reflection_test

import (
	"context"
	"errors"
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
	"chibo/internal/reflection"
)

// C3, C4: from the turn to the revised text.
func TestLifeOfAReport(t *testing.T) {
	dbtest.EachClock(t, func(t *testing.T, d *db.DB, clock *dbtest.Clock) {
		h, ctx := build(t, d), t.Context()
		id := h.assign(t, h.Plain, "2026-06")
		if got := h.told(t, h.Plain); !slices.Equal(got, []string{"reflection.tell_assigned"}) {
			t.Errorf("the author is told %v", got)
		}
		state := func(want reflection.State) {
			t.Helper()
			if got := h.get(t, h.Secretary, id).Report.State; got != want {
				t.Fatalf("the report is %s, want %s", got, want)
			}
		}
		state(reflection.Assigned)
		v, err := h.reports.Save(ctx, h.Plain, id, 0, reflection.Texts{Did: "Đang viết"}, nil)
		must(t, err)
		state(reflection.Drafting)
		must(t, h.reports.Submit(ctx, h.Plain, id, v, draft, nil))
		state(reflection.InReview)
		if got := h.told(t, h.Secretary); !slices.Equal(got, []string{"reflection.tell_submit"}) {
			t.Errorf("the secretary is told %v", got)
		}
		refused(t, h.reports.Return(ctx, h.Secretary, id, h.version(t, id), "  ", ""), fault.Invalid, "reflection.wanted_missing")
		refused(t, h.reports.Return(ctx, h.Plain, id, h.version(t, id), "Bổ sung", ""), fault.Denied, "")
		must(t, h.reports.Return(ctx, h.Secretary, id, h.version(t, id), "Bổ sung số liệu", "2026-05-28"))
		state(reflection.InReview)
		sh := h.get(t, h.Plain, id)
		if r := sh.Report; !r.Returned || r.Due != "2026-05-28" || sh.Sent[0].Wanted != "Bổ sung số liệu" || sh.Sent[0].ReturnedBy != "Nguyễn Văn A" {
			t.Errorf("returned as %+v, %+v", r, sh.Sent[0])
		}
		if !sh.May(reflection.Resubmitting) || sh.May(reflection.Submitting) {
			t.Errorf("moves %v", sh.Moves)
		}
		better := draft
		better.Did += " Tháng 5 có 214 người đến đúng hẹn."
		h.submit(t, h.Plain, id, better)
		state(reflection.Revised)
		must(t, h.reports.Return(ctx, h.deputy, id, h.version(t, id), "Ghi rõ ngày tập huấn", ""))
		state(reflection.InReview)
		h.submit(t, h.Plain, id, better)
		state(reflection.Revised)
		if n := len(h.get(t, h.Plain, id).Sent); n != 3 {
			t.Errorf("%d versions", n)
		}
		_, changes, err := h.reports.Compare(ctx, h.deputy, id, 1, 2)
		must(t, err)
		if e := changes[0].Edits; !strings.Contains(e[len(e)-1].Text, "214") {
			t.Errorf("changes %v", changes[0])
		}
		var acts []reflection.Act
		for _, s := range h.get(t, h.Plain, id).Steps {
			acts = append(acts, s.Act)
		}
		want := []reflection.Act{reflection.Telling, reflection.Saving, reflection.Submitting, reflection.Returning, reflection.Resubmitting, reflection.Returning, reflection.Resubmitting}
		if diff := cmp.Diff(want, acts); diff != "" {
			t.Error(diff)
		}
	})
}

// I6: whose text is awaited is reminded, once a day; nobody else is.
func TestUrge(t *testing.T) {
	dbtest.EachClock(t, func(t *testing.T, d *db.DB, clock *dbtest.Clock) {
		h, ctx := build(t, d), t.Context()
		id := h.assign(t, h.Plain, "2026-06")
		urged := func() (n int) {
			for _, key := range h.told(t, h.Plain) {
				if key == "reflection.tell_urge" {
					n++
				}
			}
			return n
		}
		refused(t, h.reports.Urge(ctx, h.Probationary, id), fault.Denied, "")
		for range 2 {
			must(t, h.reports.Urge(ctx, h.Secretary, id))
		}
		if n := urged(); n != 1 {
			t.Errorf("reminded %d times in a day", n)
		}
		clock.Set(dbtest.Today.AddDate(0, 0, 1))
		must(t, h.reports.Urge(ctx, h.deputy, id))
		if n := urged(); n != 2 {
			t.Errorf("reminded %d times in two days", n)
		}
		h.submit(t, h.Plain, id, draft)
		refused(t, h.reports.Urge(ctx, h.Secretary, id), fault.Invalid, "reflection.not_when_review")
		if h.get(t, h.Secretary, id).May(reflection.Urging) {
			t.Error("who has sent his text can be reminded of it")
		}
		must(t, h.reports.Return(ctx, h.Secretary, id, h.version(t, id), "Bổ sung số liệu", ""))
		must(t, h.reports.Urge(ctx, h.Secretary, id))
		own := h.assign(t, h.Secretary, "2026-07")
		refused(t, h.reports.Urge(ctx, h.Secretary, own), fault.Denied, "reflection.own_report")
	})
}

// C3: two devices never overwrite each other silently, and nothing is cut.
func TestSave(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h, ctx := build(t, d), t.Context()
		id := h.assign(t, h.Plain, "2026-06")
		phone, desk := reflection.Texts{Did: "Trên điện thoại"}, reflection.Texts{Did: "Trên máy bàn", Ahead: "Hướng khắc phục"}
		v, err := h.reports.Save(ctx, h.Plain, id, 0, phone, []string{"0190-a", "BAD ID", "0190-a"})
		must(t, err)
		if v != 1 {
			t.Errorf("version %d", v)
		}
		_, err = h.reports.Save(ctx, h.Plain, id, 0, desk, nil)
		var e *fault.Error
		if !errors.As(err, &e) || e.Kind != fault.Stale || !cmp.Equal(e.Theirs, map[string]string{"did": "Trên điện thoại", "ahead": ""}) {
			t.Fatalf("got %v", err)
		}
		if again, err := h.reports.Save(ctx, h.Plain, id, 0, phone, nil); err != nil || again != 1 { // its answer was lost
			t.Errorf("the same words again: %d, %v", again, err)
		}
		v, err = h.reports.Save(ctx, h.Plain, id, v, desk, []string{"0190-a"})
		must(t, err)
		sh := h.get(t, h.Plain, id)
		if diff := cmp.Diff(reflection.Draft{Texts: desk, Named: []string{"0190-a"}, By: member.ID(h.Plain.Person), SavedAt: sh.Draft.SavedAt, Version: 2}, sh.Draft); diff != "" || v != 2 {
			t.Error(diff)
		}
		long := reflection.Texts{Mended: strings.Repeat("ă", 100_000)}
		_, err = h.reports.Save(ctx, h.Plain, id, v, long, nil)
		if !errors.As(err, &e) || e.Kind != fault.Invalid || e.Fields[0].Name != "mended" {
			t.Errorf("100,000 characters: %v", err)
		}
		_, err = h.reports.Save(ctx, h.Plain, id, v, reflection.Texts{Did: "Độ MẬT: TUYỆT MẬT"}, nil) // I5
		if !fault.Is(err, fault.Invalid) {
			t.Errorf("a mark of secrecy: %v", err)
		}
		if got := h.get(t, h.Plain, id).Draft.Texts; got != desk {
			t.Errorf("the draft is %+v", got)
		}
		decomposed := reflection.Texts{Did: "Nguye\u0302\u0303n \U0001F600", Ahead: desk.Ahead}
		_, err = h.reports.Save(ctx, h.Plain, id, v, decomposed, nil)
		must(t, err)
		if got := h.get(t, h.Plain, id).Draft.Did; got != "Nguyễn 😀" {
			t.Errorf("stored %q", got)
		}
	})
}

// C9, I8: a draft is the author's alone; a leader writes for him only what a
// leader began.
func TestWhoReadsTheDraft(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h, ctx := build(t, d), t.Context()
		own, entered := h.assign(t, h.Plain, "2026-06"), h.assign(t, h.Minuter, "2026-06")
		_, err := h.reports.Save(ctx, h.Plain, own, 0, draft, nil)
		must(t, err)
		for _, by := range []access.Actor{h.Secretary, h.Minuter, h.Probationary} {
			sh := h.get(t, by, own)
			if text, ok := sh.Text(); ok || sh.Draft.Version != 0 || text != (reflection.Texts{}) || sh.Writes {
				t.Errorf("%s reads %+v", by.Account, text)
			}
			if _, err := h.reports.Paper(ctx, by, own, reflection.DraftPaper); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s prints it: %v", by.Account, err)
			}
			_, _, err := h.reports.Compare(ctx, by, own, 0, 0)
			refused(t, err, fault.NotFound, "")
		}
		for _, by := range []access.Actor{h.Stranger, h.Officer, h.youth} {
			if _, err := h.reports.Get(ctx, by, own); err == nil {
				t.Errorf("%s reads", by.Account)
			}
		}
		_, err = h.reports.Save(ctx, h.Secretary, own, 1, draft, nil)
		refused(t, err, fault.Denied, "reflection.draft_is_his")
		_, err = h.reports.Save(ctx, h.Probationary, own, 1, draft, nil)
		refused(t, err, fault.Denied, "")

		v, err := h.reports.Save(ctx, h.Secretary, entered, 0, draft, nil)
		must(t, err)
		v, err = h.reports.Save(ctx, h.deputy, entered, v, reflection.Texts{Did: "Chi ủy nhập hộ"}, nil)
		must(t, err)
		if sh := h.get(t, h.Secretary, entered); !sh.Entered || !sh.Writes || sh.Draft.Did != "Chi ủy nhập hộ" {
			t.Errorf("entered %+v", sh.Draft)
		}
		_, err = h.reports.Save(ctx, h.Minuter, entered, v, draft, nil) // he takes it over
		must(t, err)
		if sh := h.get(t, h.Secretary, entered); sh.Entered || sh.Writes || sh.Draft.Version != 0 {
			t.Error("the draft is his now")
		}
	})
}

// C4: comments collide with nothing and stay at their places.
func TestComments(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h, ctx := build(t, d), t.Context()
		id := h.assign(t, h.Plain, "2026-06")
		h.submit(t, h.Plain, id, draft)
		form := func(part reflection.Part, words, body string) reflection.CommentForm {
			return reflection.CommentForm{Ordinal: 1, Part: part, Words: words, Body: body}
		}
		first, err := h.reports.Comment(ctx, h.Secretary, id, form(reflection.PartAhead, "sẽ cố gắng sắp xếp", "Đề nghị ghi rõ ngày tập huấn."))
		must(t, err)
		// the author goes on writing while another leader comments
		edited := draft
		edited.Ahead = "Tôi nhận thấy còn hạn chế. " + draft.Ahead
		_, err = h.reports.Save(ctx, h.Plain, id, 1, edited, nil)
		must(t, err)
		second, err := h.reports.Comment(ctx, h.deputy, id, form(reflection.PartDid, "gọi nhắc người bệnh", "Nên nêu số liệu."))
		must(t, err)
		whole, err := h.reports.Comment(ctx, h.deputy, id, form(reflection.PartMended, "", "Phần này đạt."))
		must(t, err)
		_, err = h.reports.Comment(ctx, h.deputy, id, form(reflection.PartDid, "không có trong bài", "…"))
		refused(t, err, fault.Invalid, "reflection.words_not_found")
		_, err = h.reports.Comment(ctx, h.Plain, id, form(reflection.PartDid, "", "Tự góp ý"))
		refused(t, err, fault.Denied, "")

		sh := h.get(t, h.Plain, id)
		var order []reflection.CommentID
		for _, c := range sh.Comments {
			order = append(order, c.ID)
		}
		if diff := cmp.Diff([]reflection.CommentID{second, whole, first}, order); diff != "" {
			t.Error(diff)
		}
		at := sh.Comments[2]
		if text := []rune(edited.Ahead); !at.Placed || string(text[at.Start:at.Stop]) != "sẽ cố gắng sắp xếp" || at.Quote != "sẽ cố gắng sắp xếp" || at.No != 3 {
			t.Errorf("the place is %+v", at)
		}
		if c := h.get(t, h.Secretary, id).Comments[2]; string([]rune(draft.Ahead)[c.Start:c.Stop]) != "sẽ cố gắng sắp xếp" {
			t.Errorf("the leaders see it at %+v", c)
		}
		if sh := h.get(t, h.Minuter, id); len(sh.Comments)+len(sh.Sent)+len(sh.Steps) != 0 {
			t.Error("the cell reads comments")
		}

		refused(t, h.reports.AmendComment(ctx, h.deputy, id, first, 1, "…"), fault.Denied, "")
		must(t, h.reports.AmendComment(ctx, h.Secretary, id, first, 1, "Ghi rõ ngày và người phối hợp."))
		refused(t, h.reports.AmendComment(ctx, h.Secretary, id, first, 1, "Lại"), fault.Stale, "")
		must(t, h.reports.AnswerComment(ctx, h.Plain, id, first, 2, "Tôi đã bổ sung."))
		refused(t, h.reports.RemoveComment(ctx, h.Secretary, id, first, 3), fault.Invalid, "reflection.comment_taken_up")
		must(t, h.reports.ResolveComment(ctx, h.Plain, id, first, 3))
		refused(t, h.reports.ResolveComment(ctx, h.deputy, id, second, 1), fault.Denied, "")
		must(t, h.reports.RemoveComment(ctx, h.deputy, id, whole, 1))
		sh = h.get(t, h.deputy, id)
		if len(sh.Comments) != 2 || sh.Comments[0].No != 1 || !sh.Comments[1].Settled() || sh.Comments[1].No != 0 || sh.Comments[1].Answer != "Tôi đã bổ sung." {
			t.Errorf("comments %+v", sh.Comments)
		}
		must(t, h.reports.ReopenComment(ctx, h.deputy, id, first, 4))
		// safety S4: a comment of another report is not there
		other := h.assign(t, h.Minuter, "2026-06")
		h.submit(t, h.Minuter, other, draft)
		refused(t, h.reports.AnswerComment(ctx, h.Minuter, other, second, 1, "…"), fault.NotFound, "")
	})
}

// C3: what lies beside the parts, and what is named.
func TestSources(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h, ctx := build(t, d), t.Context()
		earlier := h.assign(t, h.Plain, "2026-05")
		h.submit(t, h.Plain, earlier, draft)
		h.hear(t, earlier, meeting.Conclusion{Text: "Tốt", ToMend: "- Ghi sổ theo dõi chưa đều\n- Phối hợp với Tiếp đón chưa kịp thời"})
		must(t, d.Write(ctx, access.Console, func(tx *db.Tx) error {
			if _, err := tx.Exec(`INSERT INTO reflection_year(unit_id, year, most, twice) VALUES($1, 2026, 2, 1)`, h.Cell); err != nil {
				return err
			}
			return tx.Audit(db.Entry{Action: "test"})
		}))
		id := h.assign(t, h.Plain, "2026-06")
		_, err := h.reports.Save(ctx, h.Plain, id, 0, reflection.Texts{Mended: "Về việc GHI SỔ THEO DÕI CHƯA ĐỀU: đã ghi hằng ngày."}, nil)
		must(t, err)
		sh := h.get(t, h.Plain, id)
		if len(sh.Remarks) != 2 {
			t.Fatalf("remarks %+v", sh.Remarks)
		}
		one, two := sh.Remarks[0], sh.Remarks[1]
		if one.Label != "B1" || !one.Named || one.From != "2026-05" || two.Label != "B2" || two.Named {
			t.Errorf("sources %+v", sh.Remarks)
		}
		if sh.Last.Month != "2026-05" || sh.Last.Ahead != draft.Ahead {
			t.Errorf("the last report is %+v", sh.Last)
		}
		_, err = h.reports.Save(ctx, h.Plain, id, 1, reflection.Texts{Mended: "Đã khắc phục."}, []string{two.ID})
		must(t, err)
		if sh := h.get(t, h.Plain, id); sh.Remarks[0].Named || !sh.Remarks[1].Named {
			t.Errorf("sources %+v", sh.Remarks)
		}
		must(t, h.reports.Submit(ctx, h.Plain, id, 2, reflection.Texts{Mended: "Đã khắc phục."}, []string{two.ID}))
		if sh := h.get(t, h.Secretary, id); sh.Remarks[0].Named || !sh.Remarks[1].Named {
			t.Errorf("of what the author marked and sent the committee sees %+v", sh.Remarks)
		}
	})
}

// hear takes a report of this month through a meeting to its end.
func (h hall) hear(t *testing.T, id reflection.ID, c meeting.Conclusion) meeting.ID {
	t.Helper()
	m := h.Open(t)
	i := h.itemOf(t, m, id)
	must(t, h.Meetings.Conclude(t.Context(), h.Secretary, m, i.ID, i.Version, c))
	h.close(t, m)
	return m
}

func (h hall) itemOf(t *testing.T, m meeting.ID, id reflection.ID) meeting.Item {
	t.Helper()
	for _, i := range h.Get(t, m).Items {
		if i.Report == string(id) {
			return i
		}
	}
	t.Fatalf("the report is not on the agenda")
	return meeting.Item{}
}

// close ends a meeting; what has no conclusion is explained.
func (h hall) close(t *testing.T, m meeting.ID) {
	t.Helper()
	sh := h.Get(t, m)
	reasons := map[meeting.ItemID]string{}
	for _, i := range sh.Unsettled() {
		reasons[i.ID] = "Không có nội dung"
	}
	must(t, h.Meetings.Close(t.Context(), h.Secretary, m, sh.Meeting.Version, meeting.Sign{OpenedAt: "14:00", ClosedAt: "16:00"}, reasons))
}

// C5, C6, C7: the meeting hears and concludes, the author completes.
func TestHeardInAMeeting(t *testing.T) {
	dbtest.EachClock(t, func(t *testing.T, d *db.DB, clock *dbtest.Clock) {
		h, ctx := build(t, d), t.Context()
		id, spoken := h.assign(t, h.Plain, "2026-05"), h.assign(t, h.Minuter, "2026-05")
		h.submit(t, h.Plain, id, draft)
		_, err := h.reports.Save(ctx, h.Minuter, spoken, 0, draft, nil) // never sent
		must(t, err)
		next, err := h.reports.Assign(ctx, h.Secretary, h.Cell, member.ID(h.Probationary.Person), "2026-06", false)
		must(t, err)
		m := h.Open(t)
		i := h.itemOf(t, m, id)
		_, err = h.Meetings.Note(ctx, h.Secretary, m, i.ID, meeting.NoteForm{Speaker: member.ID(h.Minuter.Person), Kind: meeting.Advice, Body: "Nên mở lớp sớm hơn."})
		must(t, err)
		if sh := h.get(t, h.Probationary, id); sh.Report.State != reflection.Presented || sh.Presented == nil || sh.Presented.Texts != draft {
			t.Fatalf("the cell reads %+v", sh.Presented)
		}
		i = h.itemOf(t, m, id)
		must(t, h.Meetings.Conclude(ctx, h.Secretary, m, i.ID, i.Version, meeting.Conclusion{
			Text: "Nghiêm túc", Exemplary: "Gọi nhắc người bệnh", ToMend: "1. Ghi sổ chưa đều\n2. Ghi sổ chưa đều.\n- Chưa tập huấn quý II",
		}))
		if sh := h.get(t, h.Plain, id); sh.Report.State != reflection.Concluded || !sh.Conclusion.Empty() || len(sh.Opinions) != 0 {
			t.Errorf("while the meeting runs the author reads %+v", sh.Conclusion) // C10
		}
		w := h.itemOf(t, m, spoken)
		must(t, h.Meetings.Conclude(ctx, h.Secretary, m, w.ID, w.Version, meeting.Conclusion{Text: "Đã báo cáo miệng"}))
		h.close(t, m)
		sh := h.get(t, h.Plain, id)
		if len(sh.Opinions) != 1 || sh.Conclusion.Exemplary != "Gọi nhắc người bệnh" || sh.Report.Meeting != m || sh.Report.HeardOn != "2026-05-25" {
			t.Errorf("after it he reads %+v, %+v", sh.Opinions, sh.Conclusion)
		}
		if sh := h.get(t, h.Secretary, spoken); sh.Presented != nil || len(sh.Sent) != 0 {
			t.Error("a draft that was not sent is shown")
		}
		if !slices.Contains(h.told(t, h.Plain), "reflection.tell_concluded") { // C7: the same day
			t.Errorf("the author is told %v", h.told(t, h.Plain))
		}
		if sh := h.get(t, h.Probationary, next); sh.Report.State != reflection.Assigned { // C1
			t.Errorf("who follows is %s", sh.Report.State)
		}
		mine, err := h.reports.RemarksOf(ctx, h.Plain, h.Cell, reflection.RemarkFilter{})
		must(t, err)
		if len(mine.Remarks) != 2 || mine.Remarks[0].Title != "Ghi sổ chưa đều" || mine.Remarks[1].Title != "Chưa tập huấn quý II" {
			t.Errorf("remarks %+v", mine.Remarks)
		}
		final := draft
		final.Ahead = "Tập huấn ngày 15/06."
		must(t, h.reports.Complete(ctx, h.Plain, id, sh.Draft.Version, final))
		if sh := h.get(t, h.Probationary, id); sh.Report.State != reflection.Final || sh.Final.Texts != final || sh.Presented.Texts != draft {
			t.Errorf("final %+v", sh.Final)
		}
		_, err = h.reports.Save(ctx, h.Plain, id, 2, draft, nil)
		refused(t, err, fault.Invalid, "reflection.not_when_final")
		must(t, h.reports.Complete(ctx, h.Minuter, spoken, 1, final))
		clock.Set(dbtest.Today.Add(24 * time.Hour))
	})
}

// I9: pictures of a draft written by hand are read by whom the draft is, and
// added by who writes it; reads of others are logged.
func TestFilesAndReads(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h, ctx := build(t, d), t.Context()
		var reads []string
		h.reports.OnRead = func(_ context.Context, by access.Actor, _, kind, _, person string) {
			reads = append(reads, by.Person+" "+kind+" "+person)
		}
		id := h.assign(t, h.Plain, "2026-06")
		_, err := h.reports.Save(ctx, h.Plain, id, 0, draft, nil)
		must(t, err)
		see := func(by access.Actor, reads, writes bool) {
			t.Helper()
			f, err := h.Documents.Files(ctx, by, reflection.FilesOf, string(id))
			if (err == nil) != reads || f.MayWrite != writes {
				t.Errorf("%s: %v, may write %v; want %v, %v", by.Account, err, f.MayWrite, reads, writes)
			}
		}
		see(h.Plain, true, true)
		see(h.Secretary, false, false)
		see(h.Stranger, false, false)
		h.submit(t, h.Plain, id, draft)
		see(h.Secretary, true, false)
		see(h.Minuter, false, false)
		h.get(t, h.Plain, id)
		h.get(t, h.Minuter, id)
		if len(reads) != 0 {
			t.Errorf("logged %v", reads)
		}
		h.get(t, h.Secretary, id)
		if want := []string{h.Secretary.Person + " reflection " + h.Plain.Person}; !slices.Equal(reads, want) {
			t.Errorf("logged %v, want %v", reads, want)
		}
	})
}
