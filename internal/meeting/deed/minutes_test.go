package deed

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/db"
	"chibo/internal/meeting"
	"chibo/internal/meeting/theme"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/paper"
	"chibo/internal/rulebook"
	"chibo/internal/task"
	"chibo/internal/vote"
)

// june is the record of mockup 12d, with its generic names.
func june() Minuted {
	seat := func(id, name string, status member.Status, state member.State, mark meeting.Mark) meeting.Seat {
		return meeting.Seat{Person: member.ID(id), Name: name, Status: status, State: state, Mark: mark}
	}
	r := Minuted{
		Meeting: meeting.Meeting{
			Kind: meeting.Regular, Month: "2026-06", HeldOn: "2026-06-03", StartsAt: "14:00", OpenedAt: "14:00", ClosedAt: "16:27", Place: "Phòng họp tầng 2",
			Chair: "a", ChairName: "Nguyễn Văn A", Minuter: "e", MinuterName: "Vũ Thị E",
		},
		Unit: org.Unit{Name: "Chi bộ Trạm Y tế", ParentName: "Đảng bộ Sở Y tế"}, Preset: paper.HD05, Number: paper.Number(6, "BB", "CB"),
		Seats: []meeting.Seat{
			seat("a", "Nguyễn Văn A", member.Official, "", meeting.Present), seat("e", "Vũ Thị E", member.Official, "", meeting.Present),
			seat("o", "Cao Thị O", member.Probationary, "", meeting.Present), seat("đ", "Hoàng Văn Đ", member.Official, "", meeting.Excused),
			seat("i", "Đỗ Văn I", member.Official, "", meeting.Unexcused), seat("x", "Lê Thị X", member.Official, member.Exempt, meeting.Unmarked),
			seat("y", "Lê Văn Y", member.Official, member.Away, meeting.Unmarked), seat("z", "Lê Thị Z", member.Official, member.Suspended, meeting.Unmarked),
			seat("v", "Ngô Văn V", member.Official, member.Visiting, meeting.Present),
		},
		Guests: []meeting.Guest{{Name: "Phạm Thị K", Title: "đại diện Công đoàn"}},
		Items: []meeting.Item{
			{Title: "Thông qua chương trình", Kind: rulebook.KindProcedural},
			{
				Title: "Kiểm điểm việc thực hiện nhiệm vụ", Kind: rulebook.KindTask, PresenterName: "Nguyễn Văn A", Content: "hoàn thành 9/10 nhiệm vụ.",
				Conclusion: "cần ghi số liệu theo tuần.",
				Notes: []meeting.Note{
					{Speaker: "e", Name: "Vũ Thị E", Kind: meeting.Strength, Body: "việc gọi nhắc làm đều."},
					{Guest: "k", Name: "Phạm Thị K", Kind: meeting.Proposal, Body: "sớm có lịch trực hè."},
					{Speaker: "o", Name: "Cao Thị O", Kind: meeting.Reserved, Body: "chưa nhất trí."},
				},
				Tasks: []task.Task{{Title: "Lập sổ theo dõi", Measure: "ghi hằng tuần", AssigneeName: "Vũ Thị E", Due: "2026-06-15"}},
				Votes: []vote.Vote{{Question: "Nghị quyết tháng 6/2026.", Count: vote.Count{Favour: 11}, Prospect: vote.Prospect{Base: vote.Base{Size: 13}}, Outcome: vote.Passed}},
			},
			{Title: "Báo cáo", Kind: rulebook.KindReport, Unconcluded: "chờ ý kiến cấp trên."},
			heardReport(),
			{Title: "Đồng chí Bùi Thị H liên hệ", Kind: rulebook.KindCritique, Report: "r2", PresenterName: "Bùi Thị H", Unconcluded: "đồng chí H xin lùi."},
			{Key: meeting.NextReporters, Title: "Phân công đồng chí báo cáo liên hệ tháng 7/2026: Ngô Thị M", Kind: rulebook.KindProcedural},
		},
	}
	r.Seats[0].Post = member.Secretary
	return r
}

// heardReport is an item under which a report was heard, with opinions that
// were marked, withdrawn and voted out.
func heardReport() meeting.Item {
	note := func(who, name string, kind meeting.NoteKind, body string) meeting.Note {
		return meeting.Note{Speaker: member.ID(who), Name: name, Kind: kind, Body: body}
	}
	i := meeting.Item{
		Title: "Đồng chí Phạm Thị D liên hệ", Kind: rulebook.KindCritique, Report: "r1", PresenterName: "Phạm Thị D",
		Conclusion: "có chuyển biến.", Exemplary: "nếp trực đúng giờ.", ToMend: "Sổ theo dõi ghi chậm\nHọp tổ chưa đều",
		Notes: []meeting.Note{
			note("e", "Vũ Thị E", meeting.Advice, "nên có số liệu."), note("i", "Đỗ Văn I", meeting.Opinion, "ai cũng vậy."),
			note("o", "Cao Thị O", meeting.Advice, ""), note("a", "Nguyễn Văn A", meeting.Advice, ""), note("d", "Phạm Thị D", meeting.Reply, "xin tiếp thu."),
		},
		Votes: []vote.Vote{{ID: "v", Question: "Không đưa một ý kiến vào biên bản", Count: vote.Count{Favour: 9, Against: 2}, Prospect: vote.Prospect{Base: vote.Base{Size: 13}}, Outcome: vote.Passed}},
	}
	i.Notes[1].Mark, i.Notes[1].Answer = "không nêu việc cụ thể", "tôi nói về việc trực."
	i.Notes[2].Withdrawn, i.Notes[3].LeftBy = true, "v"
	return i
}

// B6, C5, C6, C10: the minutes print a report in short, with its opinions: a
// mark with its reason and answer, and of what was taken out only that it was.
func TestMinutesOfReports(t *testing.T) {
	var page bytes.Buffer
	if err := paper.HTML(&page, ComposeMinutes(june())); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"Đồng chí Phạm Thị D trình bày báo cáo liên hệ.", "- Đồng chí Vũ Thị E (góp ý): nên có số liệu.", "- Đồng chí Đỗ Văn I: ai cũng vậy.",
		"- Chủ trì đánh dấu ý kiến trên là chưa mang tính xây dựng. Lý do: không nêu việc cụ thể.", "- Đồng chí Đỗ Văn I trả lời về việc đánh dấu: tôi nói về việc trực.",
		"- Đồng chí Cao Thị O đã rút một ý kiến.",
		"- Chi bộ biểu quyết không đưa một ý kiến của đồng chí Nguyễn Văn A vào biên bản: tán thành 9/13 đảng viên chính thức (69,2%).",
		"- Đồng chí Phạm Thị D (trả lời): xin tiếp thu.", "Sổ theo dõi ghi chậm", "Họp tổ chưa đều", "đồng chí H xin lùi.",
	} {
		if !strings.Contains(page.String(), want) {
			t.Errorf("the minutes lack %q", want)
		}
	}
}

// B8, form B1: the fields of the minutes; form B0: both presets.
func TestComposeMinutes(t *testing.T) {
	var page bytes.Buffer
	if err := paper.HTML(&page, ComposeMinutes(june())); err != nil {
		t.Fatal(err)
	}
	text := page.String()
	for _, want := range []string{
		"ĐẢNG BỘ SỞ Y TẾ", "CHI BỘ TRẠM Y TẾ", "Số 06-BB/CB", "BIÊN BẢN", "sinh hoạt chi bộ (thường kỳ) tháng 6/2026",
		"từ 14 giờ 00 đến 16 giờ 27, ngày 03/6/2026.", "Phòng họp tầng 2.",
		"tổng số 08 đảng viên; có mặt 3/5 (60%), gồm 02 chính thức, 01 dự bị; vắng có lý do 01: đồng chí Hoàng Văn Đ; vắng không có lý do 01: đồng chí Đỗ Văn I; " +
			"được miễn công tác, sinh hoạt 01; sinh hoạt tạm thời ở nơi khác 01; sinh hoạt tạm thời tại chi bộ, có mặt 01.",
		"Phạm Thị K, đại diện Công đoàn.", "đồng chí Nguyễn Văn A, Bí thư chi bộ.", "I. CHƯƠNG TRÌNH", "1. Thông qua chương trình.",
		"2. Kiểm điểm việc thực hiện nhiệm vụ", "Đồng chí Nguyễn Văn A: hoàn thành 9/10 nhiệm vụ.", "- Đồng chí Vũ Thị E: việc gọi nhắc làm đều.",
		"- Phạm Thị K: sớm có lịch trực hè.", "- Đồng chí Cao Thị O (bảo lưu ý kiến): chưa nhất trí.", "Chủ trì kết luận:", "Chưa kết luận:",
		"Lập sổ theo dõi – ghi hằng tuần", "15/6/2026", "IV. BIỂU QUYẾT",
		"Nghị quyết tháng 6/2026 (giơ tay): tán thành 11/13 đảng viên chính thức (84,6%); không tán thành 0; ý kiến khác 0. Thông qua.",
		"Ý kiến bảo lưu: đồng chí Cao Thị O (Kiểm điểm việc thực hiện nhiệm vụ).", "kết thúc lúc 16 giờ 27 cùng ngày, thời gian sinh hoạt 147 phút.",
		"NGƯỜI GHI BIÊN BẢN", "CHỦ TRÌ HỘI NGHỊ",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the minutes lack %q", want)
		}
	}
	// C10 and form B1: nobody is named as exempt, elsewhere or suspended.
	for _, never := range []string{"Lê Thị X", "Lê Văn Y", "Lê Thị Z", "đình chỉ"} {
		if strings.Contains(text, never) {
			t.Errorf("the minutes say %q", never)
		}
	}
	if t.Failed() {
		t.Log(text)
	}
	for _, preset := range paper.Presets() {
		r := june()
		r.Preset = preset
		var docx, pdf bytes.Buffer
		if err := paper.DOCX(&docx, ComposeMinutes(r)); err != nil || docx.Len() == 0 {
			t.Error(preset, err)
		}
		if err := paper.PDF(&pdf, ComposeMinutes(r)); err != nil || pdf.Len() == 0 {
			t.Error(preset, err)
		}
	}
}

// A record with nothing in it still makes a paper to fill in by hand.
func TestComposeEmpty(t *testing.T) {
	var page bytes.Buffer
	if err := paper.HTML(&page, ComposeMinutes(Minuted{Meeting: meeting.Meeting{Kind: meeting.Extraordinary, HeldOn: "2026-01-09"}})); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"họp chi bộ (bất thường) ngày 09/01/2026", "Số ……-BB/CB", "đồng chí ………", "Ý kiến bảo lưu: không có."} {
		if !strings.Contains(page.String(), want) {
			t.Errorf("lacks %q in %s", want, page.String())
		}
	}
}

// B8: what is frozen comes back the same, to the byte, and nothing else does.
func TestFreezeAndThaw(t *testing.T) {
	d := ComposeMinutes(june())
	body, hash, err := freeze(d)
	if err != nil {
		t.Fatal(err)
	}
	back, err := thaw(body, hash)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(d, back); diff != "" {
		t.Errorf("thawed (-frozen +thawed):\n%s", diff)
	}
	for _, write := range []func(*bytes.Buffer, paper.Document) error{
		func(b *bytes.Buffer, d paper.Document) error { return paper.DOCX(b, d) },
		func(b *bytes.Buffer, d paper.Document) error { return paper.PDF(b, d) },
	} {
		var a, b bytes.Buffer
		if err := write(&a, d); err != nil {
			t.Fatal(err)
		}
		if err := write(&b, back); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(a.Bytes(), b.Bytes()) {
			t.Error("the papers differ")
		}
	}
	if _, err := thaw(strings.Replace(body, "14 giờ", "15 giờ", 1), hash); err == nil {
		t.Error("changed minutes were taken")
	}
	if _, _, err := freeze(paper.Document{Blocks: []paper.Block{paper.PageBreak{}}}); err == nil {
		t.Error("a block that would be lost was taken")
	}
}

func TestPaperDate(t *testing.T) {
	for in, want := range map[string]string{"2026-06-03": "03/6/2026", "2026-02-28": "28/02/2026", "2026-12-31": "31/12/2026", "": ""} {
		if got := paperDate(db.Date(in)); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

// Form B2, form B5: the papers of a thematic meeting name topic and quarter, the
// difficulty it starts from, who wrote and helped, and the measures it ended in;
// those of a combined one name both parts, an extraordinary one says why.
func TestPapersOfTheKinds(t *testing.T) {
	about := theme.Theme{
		Topic: "Giảm thời gian chờ khám", Difficulty: "Người bệnh chờ quá 2 giờ", Author: "c", AuthorName: "Lê Văn C", ExpertName: "Bác sĩ Đỗ Văn I, Sở Y tế",
		PassedOn: "2026-05-20", Measures: "Khám theo khung giờ\nThêm một bàn tiếp đón",
	}
	thematic := Minuted{Meeting: meeting.Meeting{Kind: meeting.Thematic, Month: "2026-05", HeldOn: "2026-05-25"}, Theme: about}
	combined := Minuted{Meeting: meeting.Meeting{Kind: meeting.Regular, Combined: true, Why: "Đảng viên ở xa", Month: "2026-11", HeldOn: "2026-11-03"}}
	out := Minuted{Meeting: meeting.Meeting{Kind: meeting.Extraordinary, Why: "Bão số 3", Month: "2026-09", HeldOn: "2026-09-09"}}
	congress := Minuted{Meeting: meeting.Meeting{Kind: meeting.Congress, Month: "2026-06", HeldOn: "2026-06-30"}}
	for name, c := range map[string]struct {
		paper paper.Document
		wants []string
		never string
	}{
		"minutes": {ComposeMinutes(thematic), []string{
			"sinh hoạt chi bộ (chuyên đề quý II) tháng 5/2026: Giảm thời gian chờ khám", "Người bệnh chờ quá 2 giờ.", "đồng chí Lê Văn C.", "Bác sĩ Đỗ Văn I, Sở Y tế.",
			"ngày 20/5/2026.", "BIỆN PHÁP ĐƯA VÀO CHƯƠNG TRÌNH CÔNG TÁC", "Thêm một bàn tiếp đón",
		}, "Lý do"},
		"notice":          {ComposeNotice(thematic, nil), []string{"sinh hoạt chi bộ chuyên đề quý II tháng 5/2026", "4. Chuyên đề:", "5. Khó khăn, vướng mắc của đơn vị:"}, "BIỆN PHÁP"},
		"invitation":      {ComposeInvitation(thematic, nil, meeting.Guest{Name: "Đỗ Văn I"}), []string{"4. Chuyên đề:"}, "Khó khăn"},
		"resolution":      {ComposeResolution(thematic, SuggestResolution(thematic)), []string{"Khám theo khung giờ.", "sinh hoạt chuyên đề tháng 5/2026"}, "chờ quá"},
		"both parts":      {ComposeMinutes(combined), []string{"sinh hoạt chi bộ (thường kỳ, kết hợp chuyên đề quý IV) tháng 11/2026", "Lý do kết hợp:", "Đảng viên ở xa."}, "Chuyên đề:"},
		"out of turn":     {ComposeNotice(out, nil), []string{"4. Lý do họp:", "Bão số 3."}, "Chuyên đề"},
		"congress":        {ComposeMinutes(congress), []string{"đại hội chi bộ ngày 30/6/2026"}, "sinh hoạt chi bộ"},
		"congress orders": {ComposeResolution(congress, SuggestResolution(congress)), []string{"đại hội chi bộ ngày 30/6/2026"}, "tháng 6"},
	} {
		var b bytes.Buffer
		if err := paper.HTML(&b, c.paper); err != nil {
			t.Fatal(name, err)
		}
		for _, want := range c.wants {
			if !strings.Contains(b.String(), want) {
				t.Errorf("%s lacks %q", name, want)
			}
		}
		if strings.Contains(b.String(), c.never) {
			t.Errorf("%s says %q", name, c.never)
		}
	}
}
