package deed_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"image/png"
	"io"
	"strings"
	"testing"

	"chibo/internal/meeting/meetingtest"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/meeting/deed"
	"chibo/internal/member"
	"chibo/internal/paper"
	"chibo/internal/rulebook"
	"chibo/internal/task"
	"chibo/internal/vote"
)

// canary marks what the level above never reads.
const canary = "chim hoàng yến"

// closed is a meeting that has ended, full of marks.
func (h hall) closed(t *testing.T) meeting.ID {
	t.Helper()
	ctx, m := t.Context(), h.Meetings
	id := h.Open(t)
	report, err := m.AddItem(ctx, h.Secretary, id, meeting.ItemForm{Title: "Báo cáo của " + canary, Kind: rulebook.KindReport, Presenter: member.ID(h.Plain.Person)})
	must(t, err)
	sh := h.Get(t, id)
	tasks, assignment, resolution, critique := itemOf(t, sh, "tasks"), itemOf(t, sh, "assignment"), itemOf(t, sh, "resolution"), itemOf(t, sh, "critique")
	must(t, m.Describe(ctx, h.Secretary, id, tasks.ID, tasks.Version, "Nội dung "+canary))
	_, err = m.Note(ctx, h.Secretary, id, tasks.ID, meeting.NoteForm{Speaker: member.ID(h.Plain.Person), Kind: meeting.Opinion, Body: "Ý kiến " + canary})
	must(t, err)
	must(t, m.Conclude(ctx, h.Secretary, id, tasks.ID, tasks.Version+1, meeting.Conclusion{Text: "Ghi số liệu theo tuần."}))
	must(t, m.Conclude(ctx, h.Secretary, id, assignment.ID, assignment.Version, meeting.Conclusion{Text: "Hoàn thành trước ngày 30/6."}))
	must(t, m.Conclude(ctx, h.Secretary, id, critique.ID, critique.Version, meeting.Conclusion{Text: "Nhắc " + canary}))
	must(t, m.Conclude(ctx, h.Secretary, id, report, 1, meeting.Conclusion{Text: "Kết luận " + canary, Exemplary: canary}))
	_, err = m.Assign(ctx, h.Secretary, id, assignment.ID, task.New{Title: "Lập sổ theo dõi", Assignee: member.ID(h.Plain.Person), Due: "2026-06-20"})
	must(t, err)
	_, err = m.Vote(ctx, h.Secretary, id, resolution.ID, "Nghị quyết tháng 5/2026", vote.Ordinary, vote.Count{Favour: 3})
	must(t, err)
	_, err = m.Invite(ctx, h.Secretary, id, "Khách "+canary, "")
	must(t, err)
	sign := meeting.Sign{OpenedAt: "14:00", ClosedAt: "16:00", Summary: "Nhận xét " + canary}
	reasons := map[meeting.ItemID]string{}
	for _, i := range h.Get(t, id).Unsettled() {
		reasons[i.ID] = "Chưa kết luận vì " + canary
	}
	must(t, m.Close(ctx, h.Secretary, id, h.Get(t, id).Meeting.Version, sign, reasons))
	return id
}

// finished is closed, and its minutes are frozen.
func (h hall) finished(t *testing.T) meeting.ID {
	t.Helper()
	id := h.closed(t)
	_, err := h.deeds.Freeze(t.Context(), h.Minuter, id, h.Get(t, id).Meeting.Version)
	must(t, err)
	return id
}

func (h hall) deed(t *testing.T, by access.Actor, id meeting.ID, kind deed.Kind, ordinal int) deed.Sheet {
	t.Helper()
	sh, err := h.deeds.Deed(t.Context(), by, id, kind, ordinal, "")
	must(t, err)
	return sh
}

func html(t *testing.T, d paper.Document) string {
	t.Helper()
	var b bytes.Buffer
	must(t, paper.HTML(&b, d))
	return b.String()
}

// B8: a resolution is edited, issued under a number of its own run, and a later
// change is a new version under the same number; the old one is kept.
func TestResolution(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := build(t, d)
		ctx, kind := t.Context(), deed.Resolution
		must(t, h.Documents.StartAt(ctx, h.Secretary, h.Cell, "NQ", 11)) // I8
		id := h.closed(t)

		sh := h.deed(t, h.Minuter, id, kind, deed.Newest)
		if sh.Ordinal != deed.Draft || !sh.MayWrite || !sh.MayFreeze || sh.Unvoted || strings.Contains(html(t, sh.Document), canary) {
			t.Errorf("%+v", sh)
		}
		if _, err := h.deeds.Deed(ctx, h.Plain, id, kind, deed.Newest, ""); !fault.Is(err, fault.NotFound) {
			t.Errorf("a plain member reads the draft: %v", err)
		}
		texts := sh.Texts
		texts["limits"] = "Một là, số liệu còn chậm."
		must(t, h.deeds.Write(ctx, h.Minuter, id, kind, 0, texts))
		if sh := h.deed(t, h.Secretary, id, kind, deed.Newest); len(sh.Deed.Edits) != 1 || sh.Texts["limits"] != texts["limits"] {
			t.Errorf("edits %v", sh.Deed.Edits)
		}
		if err := h.deeds.Write(ctx, h.Secretary, id, kind, 0, deed.Texts{"limits": "khác"}); !fault.Is(err, fault.Stale) {
			t.Errorf("an old form: %v", err)
		}
		if err := h.deeds.Write(ctx, h.Plain, id, kind, 1, texts); !fault.Is(err, fault.Denied) {
			t.Errorf("a plain member writes: %v", err)
		}
		f, err := h.deeds.Issue(ctx, h.Minuter, id, kind, 1)
		must(t, err)
		if f.Number != "Số 12-NQ/CB" || f.Ordinal != 1 {
			t.Errorf("%+v", f)
		}
		first := html(t, h.deed(t, h.Probationary, id, kind, deed.Newest).Document)

		// Bad input: a resolution edited after freezing.
		if err := h.deeds.Write(ctx, h.Secretary, id, kind, 2, deed.Texts{"limits": "khác"}); fault.Key(err) != "meeting.deed_frozen" {
			t.Errorf("a frozen resolution is written in: %v", err)
		}
		if _, err := h.deeds.Issue(ctx, h.Secretary, id, kind, 2); fault.Key(err) != "meeting.deed_frozen" {
			t.Errorf("a frozen resolution is issued twice: %v", err)
		}
		if err := h.deeds.Revise(ctx, h.Minuter, id, kind, 2, "Ghi nhầm"); !fault.Is(err, fault.Denied) {
			t.Errorf("the minute taker revises: %v", err)
		}
		must(t, h.deeds.Post(ctx, h.Minuter, id, kind, 2, "2026-05-25"))
		must(t, h.deeds.Revise(ctx, h.Secretary, id, kind, 3, "Ghi nhầm"))
		must(t, h.deeds.Write(ctx, h.Secretary, id, kind, 4, deed.Texts{"limits": "Một là, số liệu đã đủ."}))
		f, err = h.deeds.Issue(ctx, h.Secretary, id, kind, 5)
		must(t, err)
		second := h.deed(t, h.Probationary, id, kind, deed.Newest)
		if f.Number != "Số 12-NQ/CB" || f.Ordinal != 2 || second.Deed.PostedOn != "" || !strings.Contains(html(t, second.Document), "số liệu đã đủ") {
			t.Errorf("version 2: %+v %+v", f, second.Deed)
		}
		if got := html(t, h.deed(t, h.Probationary, id, kind, 1).Document); got != first || !strings.Contains(got, "số liệu còn chậm") {
			t.Error("the first version changed")
		}
		if _, err := h.deeds.Deed(ctx, h.Stranger, id, kind, 1, ""); !fault.Is(err, fault.NotFound) {
			t.Errorf("a stranger: %v", err)
		}
		if _, err := h.deeds.Deed(ctx, h.Secretary, id, kind, 3, ""); !fault.Is(err, fault.NotFound) {
			t.Errorf("a version that is none: %v", err)
		}
	})
}

// B8: taking the texts from the record again gives up what was edited.
func TestRedraft(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := build(t, d)
		id, kind := h.closed(t), deed.Resolution
		was := h.deed(t, h.Secretary, id, kind, deed.Draft).Texts
		must(t, h.deeds.Write(t.Context(), h.Secretary, id, kind, 0, deed.Texts{"opening": "Khác.", "closing": ""}))
		must(t, h.deeds.Redraft(t.Context(), h.Secretary, id, kind, 1))
		if diff := cmp.Diff(was, h.deed(t, h.Secretary, id, kind, deed.Draft).Texts); diff != "" {
			t.Error(diff)
		}
	})
}

// Form B3: the table of results is what the regular meeting before gave to do.
func TestResultsOfTheMeetingBefore(t *testing.T) {
	dbtest.EachClock(t, func(t *testing.T, d *db.DB, clock *dbtest.Clock) {
		h := build(t, d)
		h.closed(t)
		clock.Set(dbtest.Today.AddDate(0, 1, 0))
		p := meetingtest.May(h.Hall)
		p.HeldOn = "2026-06-24"
		next := h.Plan(t, p)
		texts := h.deed(t, h.Secretary, next, deed.Resolution, deed.Draft).Texts
		if want := "Lập sổ theo dõi (đồng chí Lê Văn C) | Giao ngày 25/5/2026, hạn 20/6/2026 | Chưa hoàn thành, quá hạn"; texts["results"] != want {
			t.Errorf("%q, want %q", texts["results"], want)
		}
		if _, err := h.deeds.Issue(t.Context(), h.Secretary, next, deed.Resolution, 0); fault.Key(err) != "meeting.not_when_preparing" {
			t.Errorf("a resolution before its meeting: %v", err)
		}
	})
}

// B5: the notice can be written until the meeting begins; a guest is invited
// by a paper of his own.
func TestNotice(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := build(t, d)
		ctx, m, kind := t.Context(), h.Meetings, deed.Notice
		id := h.Plan(t, meetingtest.May(h.Hall))
		guest, err := m.Invite(ctx, h.Secretary, id, "Phạm Thị K", "đại diện Công đoàn")
		must(t, err)
		sh, err := h.deeds.Deed(ctx, h.Secretary, id, kind, deed.Draft, guest)
		must(t, err)
		if text := html(t, sh.Document); !strings.Contains(text, "GIẤY MỜI") || !strings.Contains(text, "ông (bà) Phạm Thị K, đại diện Công đoàn") {
			t.Error(text)
		}
		if _, err := h.deeds.Deed(ctx, h.Secretary, id, deed.Resolution, deed.Draft, guest); !fault.Is(err, fault.NotFound) {
			t.Errorf("a guest of a resolution: %v", err)
		}
		if _, err := h.deeds.Deed(ctx, h.Secretary, id, kind, deed.Draft, "nobody"); !fault.Is(err, fault.NotFound) {
			t.Errorf("nobody's invitation: %v", err)
		}
		f, err := h.deeds.Issue(ctx, h.Secretary, id, kind, 0)
		must(t, err)
		if f.Number != "Số 01-TB/CB" {
			t.Error(f.Number)
		}
		must(t, h.deeds.Revise(ctx, h.Secretary, id, kind, 1, "Đổi giờ"))
		must(t, m.Open(ctx, h.Secretary, id, h.Get(t, id).Meeting.Version, "14:00"))
		if err := h.deeds.Write(ctx, h.Secretary, id, kind, 2, deed.Texts{"contact": "x"}); fault.Key(err) != "meeting.not_when_open" {
			t.Errorf("a notice of a meeting that runs: %v", err)
		}
	})
}

// B8: the tick with its day; taking it back.
func TestPost(t *testing.T) {
	dbtest.EachClock(t, func(t *testing.T, d *db.DB, clock *dbtest.Clock) {
		h := build(t, d)
		ctx, m := t.Context(), h.Meetings
		id := h.finished(t)
		if err := h.deeds.Post(ctx, h.Secretary, id, deed.Resolution, 0, "2026-05-25"); fault.Key(err) != "meeting.deed_unissued" {
			t.Errorf("posted before it is issued: %v", err)
		}
		for on, want := range map[db.Date]string{"2026-05-24": "meeting.posted_range", "2026-05-26": "meeting.posted_range", "2026-13-01": "meeting.date_invalid", "2026": "meeting.date_invalid"} {
			var e *fault.Error
			if err := h.deeds.Post(ctx, h.Secretary, id, deed.Minutes, 1, on); !errors.As(err, &e) || fault.Key(err) != want {
				t.Errorf("%s: %v", on, err)
			}
		}
		must(t, h.deeds.Post(ctx, h.Minuter, id, deed.Minutes, 1, "2026-05-25"))
		desk, err := h.deeds.Desk(ctx, h.Probationary, id)
		must(t, err)
		if c := desk.Clock; c.PostedOn != "2026-05-25" || c.Due != "2026-05-27" || c.Done() || c.By.Doc.No == "" || desk.MayRecord {
			t.Errorf("%+v", desk)
		}
		must(t, h.deeds.Post(ctx, h.Secretary, id, deed.Minutes, 2, ""))
		if err := h.deeds.Post(ctx, h.Secretary, id, deed.Minutes, 2, "2026-05-25"); !fault.Is(err, fault.Stale) {
			t.Errorf("an old form: %v", err)
		}
		if err := h.deeds.Post(ctx, h.Plain, id, deed.Minutes, 3, "2026-05-25"); !fault.Is(err, fault.Denied) {
			t.Errorf("a plain member: %v", err)
		}
		clock.Set(dbtest.Today.AddDate(0, 0, 5))
		p, err := m.Overview(ctx, h.Officer, meeting.Filter{Over: true})
		must(t, err)
		if len(p.Lines) != 1 || !p.Lines[0].Late {
			t.Errorf("overview %+v", p.Lines)
		}
	})
}

// The officer sees that the meeting took place, when, with how many, the papers
// sent up, and nothing else of its text.
func TestReport(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := build(t, d)
		ctx, m := t.Context(), h.Meetings
		id := h.closed(t)
		if err := h.deeds.Report(ctx, h.Secretary, id, h.Get(t, id).Meeting.Version, false); fault.Key(err) != "meeting.not_when_closed" {
			t.Errorf("reported before the minutes are frozen: %v", err)
		}
		_, err := h.deeds.Freeze(ctx, h.Minuter, id, h.Get(t, id).Meeting.Version)
		must(t, err)
		if err := h.deeds.Report(ctx, h.Secretary, id, h.Get(t, id).Meeting.Version, true); fault.Key(err) != "meeting.deed_unissued" {
			t.Errorf("a resolution that is none goes up: %v", err)
		}
		_, err = h.deeds.Issue(ctx, h.Secretary, id, deed.Resolution, 0)
		must(t, err)
		if sent, err := h.deeds.Sent(ctx, h.Officer, id); err != nil || len(sent.Deeds) != 0 {
			t.Errorf("before the report: %+v %v", sent, err)
		}
		if _, _, err := h.deeds.SentPaper(ctx, h.Officer, id, deed.Resolution); !fault.Is(err, fault.NotFound) {
			t.Errorf("read before it is sent: %v", err)
		}
		if err := h.deeds.Report(ctx, h.Minuter, id, h.Get(t, id).Meeting.Version, true); !fault.Is(err, fault.Denied) {
			t.Errorf("the minute taker reports: %v", err)
		}
		must(t, h.deeds.Report(ctx, h.Secretary, id, h.Get(t, id).Meeting.Version, true))

		sent, err := h.deeds.Sent(ctx, h.Officer, id)
		must(t, err)
		if sent.Meeting.State != meeting.Reported || sent.Meeting.ReportedOn != "2026-05-25" || sent.Present != 4 || sent.Counted != 4 || len(sent.Deeds) != 2 {
			t.Errorf("%+v", sent)
		}
		list, err := m.Overview(ctx, h.Officer, meeting.Filter{Over: true})
		must(t, err)
		told := fmt.Sprint(asJSON(t, sent), asJSON(t, list))
		for _, kind := range []deed.Kind{deed.Extract, deed.Resolution} {
			_, paper, err := h.deeds.SentPaper(ctx, h.Officer, id, kind)
			must(t, err)
			told += html(t, paper)
		}
		for _, hidden := range []string{canary, "Phòng họp tầng 2\",", "Cao Thị O"} {
			if strings.Contains(told, hidden) {
				t.Errorf("the level above reads %q", hidden)
			}
		}
		for _, want := range []string{"Số 01-BB/CB", "Số 01-NQ/CB", "Ghi số liệu theo tuần.", "3/3 đảng viên chính thức"} {
			if !strings.Contains(told, want) {
				t.Errorf("the level above does not read %q", want)
			}
		}
		for _, kind := range []deed.Kind{deed.Minutes, deed.Notice, "x"} {
			if _, _, err := h.deeds.SentPaper(ctx, h.Officer, id, kind); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s is read above: %v", kind, err)
			}
		}
		if _, err := h.deeds.Sent(ctx, h.Secretary, id); !fault.Is(err, fault.Denied) {
			t.Errorf("the secretary is no level above: %v", err)
		}
		if _, err := h.deeds.Deed(ctx, h.Officer, id, deed.Minutes, 1, ""); err == nil {
			t.Error("the officer reads the minutes")
		}

		// A correction is reported again; what went up before is what is read until then.
		must(t, h.deeds.Correct(ctx, h.Secretary, id, h.Get(t, id).Meeting.Version, "Ghi nhầm"))
		_, err = h.deeds.Freeze(ctx, h.Secretary, id, h.Get(t, id).Meeting.Version)
		must(t, err)
		must(t, h.deeds.Report(ctx, h.Secretary, id, h.Get(t, id).Meeting.Version, false))
		desk, err := h.deeds.Desk(ctx, h.Secretary, id)
		must(t, err)
		if desk.Deed(deed.Extract).Number != "Số 01-BB/CB" || desk.Deed(deed.Extract).Sent != 2 || desk.Deed(deed.Resolution).Sent != 1 || desk.Deed(deed.Minutes).Sent != 0 {
			t.Errorf("%+v", desk.Deeds)
		}
	})
}

func asJSON(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	must(t, err)
	return string(b)
}

// B8: the archive to post has an index, and names that every system takes.
func TestBundle(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := build(t, d)
		ctx := t.Context()
		id := h.finished(t)
		other, err := h.Documents.Attach(ctx, h.Secretary, document.Upload{Kind: "meeting_deed", Subject: string(mustDesk(t, h, id).Deed(deed.Minutes).ID), Name: "../bản ký.png", Data: scan(), Declared: true})
		must(t, err)
		if _, err := h.Documents.Attach(ctx, h.Plain, document.Upload{Kind: "meeting_deed", Subject: string(mustDesk(t, h, id).Deed(deed.Minutes).ID), Name: "a.png", Data: scan(), Declared: true}); !fault.Is(err, fault.Denied) {
			t.Errorf("a plain member adds a signed copy: %v", err)
		}
		stray := deed.Choice{Deeds: []deed.Kind{deed.Resolution, "x"}, Files: []document.ID{other, "nothing"}} // not finished; under another record
		b, err := h.deeds.Bundle(ctx, h.Secretary, id, stray)
		must(t, err)
		var none bytes.Buffer
		must(t, b.Zip(&none))
		if names, _ := unzip(t, none.Bytes()); len(names) != 1 {
			t.Errorf("what is no paper of the meeting: %v", names)
		}
		all := deed.Choice{All: true}
		b, err = h.deeds.Bundle(ctx, h.Secretary, id, all)
		must(t, err)
		var file bytes.Buffer
		must(t, b.Zip(&file))
		names, index := unzip(t, file.Bytes())
		want := []string{"MUC_LUC.txt", "01-bien-ban-so-01-bb-cb-ngay-25-5-2026.pdf", "02-bien-ban-so-01-bb-cb-ngay-25-5-2026.docx", "03-bien-ban-so-01-bb-cb-ngay-25-5-2026-ban-ky.png"}
		if diff := cmp.Diff(want, names); diff != "" {
			t.Error(diff)
		}
		if !strings.Contains(index, "01. Biên bản số 01-BB/CB ngày 25/5/2026: 01-bien-ban") {
			t.Error(index)
		}
		if _, err := h.deeds.Bundle(ctx, h.Plain, id, all); !fault.Is(err, fault.Denied) {
			t.Errorf("a plain member: %v", err)
		}
	})
}

func mustDesk(t *testing.T, h hall, id meeting.ID) deed.Desk {
	t.Helper()
	desk, err := h.deeds.Desk(t.Context(), h.Secretary, id)
	must(t, err)
	return desk
}

// unzip gives the names in an archive, and its index.
func unzip(t *testing.T, file []byte) (names []string, index string) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	must(t, err)
	for _, f := range z.File {
		names = append(names, f.Name)
		r, err := f.Open()
		must(t, err)
		body, err := io.ReadAll(r)
		must(t, err)
		if len(body) == 0 {
			t.Errorf("%s is empty", f.Name)
		}
		if f.Name == "MUC_LUC.txt" {
			index = string(body)
		}
	}
	return names, index
}

// I8: the binder of a year holds what is finished, and nothing that is being
// corrected.
func TestBinder(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := build(t, d)
		ctx := t.Context()
		id := h.finished(t)
		_, err := h.deeds.Issue(ctx, h.Secretary, id, deed.Resolution, 0)
		must(t, err)
		b, err := h.deeds.Binder(ctx, h.Secretary, h.Cell, 0)
		must(t, err)
		if b.Year != 2026 || len(b.Lines) != 2 || b.Lines[0].Deed != deed.Minutes || b.Lines[1].Number != "Số 01-NQ/CB" {
			t.Errorf("%+v", b.Lines)
		}
		var pdf, archive bytes.Buffer
		must(t, b.PDF(&pdf))
		must(t, b.Zip(&archive))
		names, _ := unzip(t, archive.Bytes())
		if !bytes.HasPrefix(pdf.Bytes(), []byte("%PDF-")) || len(names) != 3 {
			t.Errorf("%d bytes, %v", pdf.Len(), names)
		}
		if b, err := h.deeds.Binder(ctx, h.Secretary, h.Cell, 2025); err != nil || len(b.Lines) != 0 {
			t.Errorf("2025: %v %v", b.Lines, err)
		}
		for who, by := range map[string]access.Actor{"a member": h.Plain, "the officer": h.Officer, "a stranger": h.Stranger} {
			if _, err := h.deeds.Binder(ctx, by, h.Cell, 2026); err == nil {
				t.Errorf("%s gets the binder", who)
			}
		}
		must(t, h.deeds.Correct(ctx, h.Secretary, id, h.Get(t, id).Meeting.Version, "Ghi nhầm"))
		if b, err = h.deeds.Binder(ctx, h.Secretary, h.Cell, 2026); err != nil || len(b.Lines) != 1 {
			t.Errorf("while it is corrected: %+v %v", b.Lines, err)
		}
	})
}

// scan is the smallest picture.
func scan() io.Reader {
	var b bytes.Buffer
	_ = png.Encode(&b, image.NewGray(image.Rect(0, 0, 2, 2))) // a buffer takes everything
	return &b
}
