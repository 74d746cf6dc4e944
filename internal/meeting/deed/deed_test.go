package deed

import (
	"bytes"
	"strings"
	"testing"

	"chibo/internal/fault/faulttest"

	"chibo/internal/db"
	"chibo/internal/meeting"
	"chibo/internal/paper"
	"chibo/internal/paper/papertest"
	"chibo/internal/rulebook"
	"chibo/internal/task"
	"chibo/internal/vote"
)

// golden compares a paper, as its page shows it, with a file of testdata.
func golden(t *testing.T, name string, d paper.Document) string {
	t.Helper()
	var b bytes.Buffer
	if err := paper.HTML(&b, d); err != nil {
		t.Fatal(err)
	}
	papertest.Golden(t, name+".html", b.String())
	return b.String()
}

// resolved is the record of June with what only a resolution and a notice
// need.
func resolved() Minuted {
	r := june()
	r.Number, r.On, r.ReportBy, r.Unit.Locality = paper.Number(12, "NQ", "CB"), "2026-06-03", "2026-06-05", "Hà Nội"
	r.Items[0].Key = "programme"
	r.Items[1].Key, r.Items[1].Exemplary, r.Items[1].ToMend = "assignment", "việc gọi nhắc người bệnh tái khám", "ghi số liệu theo tuần"
	r.Items[1].Votes[0].Matter = vote.Ordinary
	r.Items[2].Key = "secretary_report"
	r.Items[2].Conclusion = "Hoàn thành 9/10 nhiệm vụ."
	r.Items = append(r.Items,
		meeting.Item{Key: "information", Kind: rulebook.KindStudy, Title: "Thông tin thời sự", Conclusion: "Đảng viên yên tâm công tác."},
		meeting.Item{Kind: rulebook.KindReport, Title: "Báo cáo của đồng chí Phạm Thị D", Content: "riêng", Conclusion: "riêng của đồng chí D", Exemplary: "riêng"},
	)
	r.Given = []task.Task{
		{Title: "Rà soát tủ thuốc | cấp cứu", AssigneeName: "Bùi Thị H", AssignedOn: "2026-05-04", Due: "2026-05-30", State: task.Done, DoneOn: "2026-06-01", Evaluation: task.DoneLate, Result: "riêng", Lesson: "riêng"},
		{Title: "Lập danh sách", AssigneeName: "Vũ Thị E", AssignedOn: "2026-05-04", Due: "2026-05-20", State: task.Assigned},
		{Title: "Tập huấn sơ cứu", AssigneeName: "Đặng Văn G", AssignedOn: "2026-05-04", Due: "2026-06-30", State: task.Assigned},
	}
	r.Files = []string{"bao-cao.docx", "du-thao.docx"}
	return r
}

// B8, form B3: the resolution taken from the record.
func TestComposeResolution(t *testing.T) {
	r := resolved()
	page := golden(t, "resolution", ComposeResolution(r, SuggestResolution(r)))
	if strings.Contains(page, "riêng") || strings.Contains(page, "Phạm Thị D") || strings.Contains(page, "Ngô Thị M") {
		t.Error("what concerns a single member stands in the resolution")
	}
	for _, want := range []string{"Hoàn thành chậm (ngày 01/6/2026)", "Chưa hoàn thành, quá hạn", "Đang thực hiện", "Rà soát tủ thuốc / cấp cứu", "T/M CHI BỘ"} {
		if !strings.Contains(page, want) {
			t.Errorf("lacks %q", want)
		}
	}
}

// Form B3: the table tells how the committee judged a task, else how far it is.
func TestOutcome(t *testing.T) {
	done := func(e task.Evaluation) task.Task {
		return task.Task{Due: "2026-05-30", State: task.Done, DoneOn: "2026-06-01", Evaluation: e}
	}
	for want, k := range map[string]task.Task{
		"Đã hoàn thành tốt (ngày 01/6/2026)": done(task.DoneWell),
		"Đã hoàn thành (ngày 01/6/2026)":     done(task.DoneAsIs),
		"Hoàn thành chậm (ngày 01/6/2026)":   done(task.DoneLate),
		"Chưa hoàn thành (ngày 01/6/2026)":   done(task.NotDone),
		"Đã kết thúc ngày 01/6/2026":         done(""),
		"Không tiếp tục thực hiện":           {Due: "2026-05-30", State: task.Cancelled},
		"Chưa hoàn thành, quá hạn":           {Due: "2026-06-02", State: task.Reported},
		"Đã báo cáo kết quả":                 {Due: "2026-06-03", State: task.Reported},
		"Đang thực hiện":                     {Due: "2026-06-03", State: task.Assigned},
	} {
		if got := outcome(k, "2026-06-03"); got != want {
			t.Errorf("%+v: %q, want %q", k, got, want)
		}
	}
}

// B8: a section that was emptied is left out, and the parts count on; the name
// of the committee can stand above the signature.
func TestResolutionAsEdited(t *testing.T) {
	r := resolved()
	texts := Texts{"for": ForCommittee, "politics": "", "work": "", "results": "", "praise": "", "limits": "", "next": "Một việc", "recipients": ""}.over(SuggestResolution(r))
	var b bytes.Buffer
	if err := paper.HTML(&b, ComposeResolution(r, texts)); err != nil {
		t.Fatal(err)
	}
	page := b.String()
	for _, want := range []string{"T/M CHI ỦY", "I- NHIỆM VỤ TRỌNG TÂM THÁNG 6/2026", "II- PHÂN CÔNG", "Một việc"} {
		if !strings.Contains(page, want) {
			t.Errorf("lacks %q", want)
		}
	}
	if strings.Contains(page, "Nơi nhận") || strings.Contains(page, "ĐÁNH GIÁ") {
		t.Error("an emptied section is printed")
	}
}

// B5, form B5: the notice and a guest's invitation.
func TestComposeNotice(t *testing.T) {
	r := resolved()
	r.Number, r.On = "", "2026-05-31"
	texts := SuggestNotice(r)
	golden(t, "notice", ComposeNotice(r, texts))
	invitation := golden(t, "invitation", ComposeInvitation(r, texts, r.Guests[0]))
	if strings.Contains(invitation, "bao-cao.docx") || strings.Contains(invitation, "Chuẩn bị") {
		t.Error("an invitation tells what members prepare")
	}
}

// C9: the extract holds no discussion, no absent member, no assignee and
// nothing of what concerns single members.
func TestComposeExtract(t *testing.T) {
	r := resolved()
	page := golden(t, "extract", ComposeExtract(r))
	for _, hidden := range []string{"Hoàng Văn Đ", "Đỗ Văn I", "Vũ Thị E", "Cao Thị O", "Phạm Thị", "Bùi Thị H", "Ngô Thị M", "gọi nhắc", "riêng", "lịch trực", "ghi hằng tuần", "Sổ theo dõi", "nếp trực", "chuyển biến", "không đưa một ý kiến"} {
		if strings.Contains(page, hidden) {
			t.Errorf("the extract tells %q", hidden)
		}
	}
	if want := "Hồ Chí Minh: 01 đồng chí."; !strings.Contains(page, want) {
		t.Errorf("the extract lacks %q", want)
	}
	if want := "chưa nghe tại kỳ này"; howMany(0) != want {
		t.Errorf("of reports that nobody gave it says %q", howMany(0))
	}
}

// B1: the committee's own minutes.
func TestComposeCommitteeMinutes(t *testing.T) {
	r := june()
	r.Meeting.Kind = meeting.Committee
	r.Seats = r.Seats[:2]
	golden(t, "committee", ComposeMinutes(r))
}

// B8: two days, counted from the meeting, for both posting and reporting.
func TestClockOf(t *testing.T) {
	m := meeting.Meeting{Kind: meeting.Regular, HeldOn: "2026-05-25"}
	minutes := Deed{Kind: Minutes, PostedOn: "2026-05-26", Versions: []Frozen{{Ordinal: 1}}}
	for _, c := range []struct {
		name     string
		reported string
		deeds    []Deed
		today    string
		done     bool
		late     bool
	}{
		{"nothing yet, in time", "", nil, "2026-05-27", false, false},
		{"nothing yet, too late", "", nil, "2026-05-28", false, true},
		{"both in time", "2026-05-27", []Deed{minutes}, "2026-06-30", true, false},
		{"reported too late", "2026-05-28", []Deed{minutes}, "2026-06-30", true, true},
		{"the resolution counts where there is one", "2026-05-27", []Deed{minutes, {Kind: Resolution, Versions: []Frozen{{Ordinal: 1}}}}, "2026-05-28", false, true},
	} {
		m.ReportedOn = db.Date(c.reported)
		clock := clockOf(rulebook.Default(), m, c.deeds)
		if clock.Due != "2026-05-27" || clock.Done() != c.done || clock.Late(db.Date(c.today)) != c.late {
			t.Errorf("%s: %+v done %v late %v", c.name, clock, clock.Done(), clock.Late(db.Date(c.today)))
		}
	}
	m.HeldOn = "2015-04-27"
	if clock := clockOf(rulebook.Default(), m, nil); clock.Due != "" || clock.Late("2026-01-01") {
		t.Errorf("a clock without a rule: %+v", clock)
	}
}

// safety S9: names in an archive are ASCII, without a way out of its folder.
func TestFileName(t *testing.T) {
	for label, want := range map[string]string{
		"Biên bản số 06-BB/CB ngày 03/6/2026": "01-bien-ban-so-06-bb-cb-ngay-03-6-2026.pdf",
		"../../etc/passwd":                    "01-etc-passwd.pdf",
		"C:\\tủ\x00 thuốc":                    "01-c-tu-thuoc.pdf",
		"😀":                                   "01-.pdf",
		strings.Repeat("dài ", 60):            "01-dai-dai-dai-dai-dai-dai-dai-dai-dai-dai-dai-dai-dai-dai-dai.pdf",
	} {
		if got := fileName(1, label, "pdf"); got != want {
			t.Errorf("%q: %q, want %q", label, got, want)
		}
	}
}

// I5: a section takes no mark of state secrecy, and nothing too long.
func TestTextsCheck(t *testing.T) {
	for _, c := range []struct{ section, text, key string }{
		{"next", "TỐI MẬT", "document.secret"}, {"opening", strings.Repeat("a", meeting.TextMax+1), "meeting.too_long"}, {"for", "anybody", "meeting.deed_for_missing"},
	} {
		_, err := Texts{c.section: c.text}.check(Resolution)
		faulttest.Expect(t, err, c.section, c.key)
	}
	clean, err := Texts{"subject": " a\n b ", "unknown": "x"}.check(Resolution)
	if err != nil || len(clean) != 1 || clean["subject"] != "a b" {
		t.Errorf("%v %v", clean, err)
	}
}
