package deed

import (
	"testing"

	"chibo/internal/meeting"
	"chibo/internal/meeting/theme"
	"chibo/internal/member"
	"chibo/internal/paper"
	"chibo/internal/paper/papertest"
	"chibo/internal/rulebook"
	"chibo/internal/task"
	"chibo/internal/vote"
)

// hands is a show of hands of a cell of 13, of whom 11 are present.
func hands(question string, favour int) vote.Vote {
	return vote.Vote{Question: question, Count: vote.Count{Favour: favour, Other: 11 - favour}, Prospect: vote.Prospect{Base: vote.Base{Size: 13}}, Outcome: vote.Passed}
}

// thirteen are the called of both meetings: two are absent.
func thirteen() (seats []meeting.Seat) {
	for n, letter := range []string{"A", "B", "C", "D", "Đ", "E", "G", "H", "I", "K", "L", "M", "N"} {
		s := meeting.Seat{Person: member.ID(letter), Name: "Nguyễn Văn " + letter, Status: member.Official, Mark: meeting.Present}
		if n == 0 {
			s.Person, s.Post = "a", member.Secretary
		}
		if n > 10 {
			s.Mark = meeting.Excused
		}
		seats = append(seats, s)
	}
	return seats
}

// quarterly is the record of a thematic meeting.
func quarterly() Minuted {
	r := june()
	r.Meeting.Kind, r.Meeting.Month, r.Meeting.HeldOn, r.Number = meeting.Thematic, "2026-05", "2026-05-18", paper.Number(9, "BB", "CB")
	r.Meeting.OpenedAt, r.Meeting.ClosedAt, r.Meeting.Summary = "14:00", "16:05", "Chi bộ đánh giá buổi sinh hoạt nghiêm túc, đúng nội dung đã thông báo."
	r.Seats, r.Score = thirteen(), "đạt 92/100 điểm, xếp loại tốt."
	r.Theme = theme.Theme{
		Topic: "Giảm thời gian chờ khám", Difficulty: "Giờ cao điểm người bệnh chờ quá hai giờ", Author: "c", AuthorName: "Lê Văn C", ExpertName: "Bác sĩ Đỗ Văn I, Sở Y tế",
		PassedOn: "2026-05-11", Measures: "Khám theo khung giờ hẹn\nThêm một bàn tiếp đón từ 7 giờ đến 9 giờ",
	}
	r.Items = []meeting.Item{
		{Title: "Thông qua chương trình", Kind: rulebook.KindProcedural},
		{
			Title: "Trình bày chuyên đề", Kind: rulebook.KindReport, PresenterName: "Lê Văn C", Content: "nêu số liệu chờ khám trong ba tháng, nguyên nhân và ba cách làm.",
			Conclusion: "Nhất trí với chuyên đề; làm thử từ tháng 6.",
			Tasks:      []task.Task{{Title: "Lập lịch khám theo khung giờ", Measure: "áp dụng ở hai bàn khám", AssigneeName: "Lê Văn C", Due: "2026-06-15"}},
		},
		{
			Title: "Thảo luận", Kind: rulebook.KindDiscussion,
			Notes: []meeting.Note{
				{Speaker: "e", Name: "Vũ Thị E", Kind: meeting.Opinion, Body: "người cao tuổi khó hẹn qua điện thoại, cần người hướng dẫn."},
				{Speaker: "o", Name: "Cao Thị O", Kind: meeting.Proposal, Body: "đề nghị bố trí thêm một bàn tiếp đón."},
			},
		},
		{Title: "Kết luận, biểu quyết", Kind: rulebook.KindVote, Conclusion: "Chi bộ thống nhất các biện pháp.", Votes: []vote.Vote{hands("Thông qua kết luận chuyên đề", 11)}},
	}
	return r
}

// assembly is the record of a congress that elected on paper.
func assembly() Minuted {
	r := june()
	r.Meeting.Kind, r.Meeting.HeldOn, r.Meeting.OpenedAt, r.Meeting.ClosedAt, r.Meeting.Place = meeting.Congress, "2026-06-30", "08:00", "11:10", "Hội trường"
	r.Number = paper.Number(1, "BB", "CB")
	r.Seats = thirteen()
	r.Guests = []meeting.Guest{{Name: "Đinh Văn T", Title: "Phó bí thư Đảng ủy Sở"}}
	r.Items = []meeting.Item{
		{Title: "Chào cờ, tuyên bố lý do, giới thiệu đại biểu", Kind: rulebook.KindProcedural},
		{Title: "Bầu chủ trì (đoàn chủ tịch), thư ký đại hội", Kind: rulebook.KindVote, Votes: []vote.Vote{hands("Bầu đồng chí bí thư chủ trì đại hội", 11)}},
		{
			Title: "Báo cáo tổng kết nhiệm kỳ qua, phương hướng nhiệm kỳ tới", Kind: rulebook.KindReport, PresenterName: "Nguyễn Văn A",
			Content: "nhiệm kỳ qua chi bộ hoàn thành 9/10 chỉ tiêu.", Conclusion: "Đại hội nhất trí với báo cáo.",
		},
		{
			Title: "Bầu chi ủy, bí thư, phó bí thư; công bố biên bản kiểm phiếu", Kind: rulebook.KindVote,
			Content: "Ban kiểm phiếu công bố biên bản kiểm phiếu.",
		},
		{Title: "Thông qua nghị quyết đại hội", Kind: rulebook.KindVote, Votes: []vote.Vote{hands("Thông qua nghị quyết đại hội", 10)}},
	}
	r.Ballots = []string{
		"Bầu chi ủy nhiệm kỳ 2026–2028 (bỏ phiếu kín): số phiếu phát ra: 11; thu về: 11; hợp lệ: 10; không hợp lệ: 01 (lý do: bầu quá số lượng); bầu 02; " +
			"trúng cử: đồng chí Nguyễn Văn A 10/13 (76,9%), đồng chí Nguyễn Văn B 8/13 (61,5%); không trúng cử: đồng chí Nguyễn Văn D 2/13 (15,4%).",
	}
	return r
}

// Form B1, form B2: the minutes of a thematic meeting and of a congress, as Word
// and PDF print them.
func TestMinutesOfTheKinds(t *testing.T) {
	for name, r := range map[string]Minuted{"thematic": quarterly(), "congress": assembly()} {
		papertest.Golden(t, name+".txt", papertest.Whole(t, ComposeMinutes(r)))
	}
}
