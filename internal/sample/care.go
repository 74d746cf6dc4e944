package sample

import (
	"context"

	"chibo/internal/access"
	"chibo/internal/campaign/conduct"
	"chibo/internal/db"
	"chibo/internal/feedback"
	"chibo/internal/feedback/course"
	"chibo/internal/org"
	"chibo/internal/rulebook"
	"chibo/internal/welfare"
)

// voices are what the public said of a unit: the sums of quarters, the earliest first.
type voices struct{ concerns, praise []int }

// What was said of a hospital in the three years before the year of today, and of a
// station in the last two.
var (
	ofHospital = voices{[]int{42, 39, 41, 35, 30, 28, 24, 21, 18, 16, 13, 12}, []int{8, 9, 11, 14, 15, 19, 22, 24, 27, 31, 33, 36}}
	ofStation  = voices{[]int{11, 10, 10, 9, 8, 7, 6, 5, 4}, []int{3, 4, 4, 5, 6, 7, 8, 9, 10}}
)

// care lists what the public said lately and what is asked for: the counts of some years
// and entries that wait for an answer, one of them too long; requests of members and of
// a chapter; and whom the chapter visited.
func (s Services) care(ctx context.Context, houses []*house, today db.Date) (jobs []func() error) {
	for _, h := range houses {
		if unit, ok := h.units["S1.16"]; ok {
			year := db.Date(today[:4] + "-01-01")
			jobs = append(jobs, s.heard(ctx, unit, ofHospital, year.AddMonths(-3*feedback.Quarters), year)...)
		}
		if unit, ok := h.units["S1"]; ok {
			jobs = append(jobs, func() error { return s.voiced(ctx, h, unit, today) })
		}
		if unit, ok := h.units[shown]; ok {
			first := conduct.Quarterly.Of(today.AddMonths(-2 * feedback.Quarters))
			jobs = append(jobs, s.heard(ctx, unit, ofStation, first+"-01", today.Month()+"-01")...)
			jobs = append(jobs, func() error { return s.told(ctx, unit, today) })
			jobs = append(jobs, func() error { return s.asked(ctx, h, unit, today) }, func() error { return s.visited(ctx, h.units["S0.CD"], today) })
		}
	}
	return jobs
}

// heard enters the counts of the months from the first day of a quarter until a day.
func (s Services) heard(ctx context.Context, unit org.ID, x voices, from, until db.Date) (jobs []func() error) {
	for i := 0; from.AddMonths(i) < until; i++ {
		third := func(n int) int { return (n + i%3) / 3 } // the three months make the quarter
		counts := feedback.Counts{
			{Channel: feedback.Hotline, Kind: feedback.Concern}: third(x.concerns[i/3]),
			{Channel: feedback.Box, Kind: feedback.Praise}:      third(x.praise[i/3]),
		}
		jobs = append(jobs, func() error {
			return s.Feedback.Enter(ctx, access.Console, unit, from.AddMonths(i).Month(), 0, counts)
		})
	}
	return jobs
}

// told writes down what the public said of the station this month: one is with who
// answers, one was answered.
func (s Services) told(ctx context.Context, unit org.ID, today db.Date) error {
	for _, v := range []struct {
		title, body, to, answer string
		channel                 feedback.Channel
	}{
		{"Giờ lấy số buổi sáng chưa rõ", "Người dân góp ý: chưa biết mấy giờ bắt đầu lấy số.", "Bộ phận Tiếp đón", "", feedback.Box},
		{"Chưa hiểu cách dùng thuốc sau khi nhận", "Người dân hỏi lại cách dùng thuốc vì lúc cấp đông người.", "Khoa Dược", "Khoa Dược gọi lại hướng dẫn; từ tuần này mỗi túi thuốc có dòng cách dùng.", feedback.Hotline},
	} {
		id, err := s.Feedback.Record(ctx, access.Console, unit, feedback.EntryForm{
			About: unit, ReceivedOn: max(today.AddDays(-3), today.Month()+"-01"), Channel: v.channel, Kind: feedback.Concern, Title: v.title, Body: v.body, Sure: true,
		})
		if err != nil {
			return err
		}
		if err := s.Feedback.Assign(ctx, access.Console, id, 1, course.AssignForm{Department: v.to, Due: today.AddDays(4)}); err != nil {
			return err
		}
		if v.answer == "" {
			continue
		}
		if err := s.Feedback.Step(ctx, access.Console, id, 2, feedback.Replying, feedback.StepForm{Words: v.answer, Sure: true}); err != nil {
			return err
		}
	}
	return nil
}

// voiced writes down three entries, as the office of the committee does, and has two of
// them answered by their units; the third waits longer than the committee allows.
func (s Services) voiced(ctx context.Context, h *house, unit org.ID, today db.Date) error {
	sheet, err := s.Orgs.Get(ctx, access.Console, unit)
	if err != nil {
		return err
	}
	rule := org.RuleForm{Key: rulebook.FeedbackAnswerDays.Name(), Value: "10", From: db.Date(today[:4] + "-01-01"), DocNo: "08-QĐ/ĐU", DocDate: db.Date(today[:4] + "-01-01").AddDays(-10)}
	if _, err := s.Orgs.SetRule(ctx, access.Console, unit, rule); err != nil {
		return err
	}
	office := access.Actor{Kind: access.Human, Account: access.Console.Account, Duties: []access.Duty{{Role: access.Officer, Unit: string(unit), Path: sheet.Unit.Path}}}
	for _, v := range []struct {
		code, title, body, to string
		channel               feedback.Channel
		ago                   int // days since it came in
	}{
		{"S1.16", "Chờ lấy thuốc lâu buổi sáng thứ hai", "Người dân gọi: sáng thứ hai chờ lấy thuốc hơn một giờ.", "Khoa Dược; chi bộ theo dõi", feedback.Hotline, 4},
		{"S1.17", "Bảng chỉ dẫn khó nhìn", "Thư góp ý: bảng chỉ dẫn tầng một chữ nhỏ, khó nhìn.", "Phòng Hành chính; chi bộ theo dõi", feedback.Box, 6},
		{"S1.18", "Gọi số máy trực khó liên lạc buổi tối", "Người dân gọi: số máy trực buổi tối đổ chuông không có người nghe.", "", feedback.Hotline, 21},
	} {
		id, err := s.Feedback.Record(ctx, office, unit, feedback.EntryForm{
			About: h.units[v.code], ReceivedOn: today.AddDays(-v.ago), Channel: v.channel, Kind: feedback.Concern, Title: v.title, Body: v.body, Sure: true,
		})
		if err != nil {
			return err
		}
		if v.to == "" {
			continue
		}
		if err := s.Feedback.Assign(ctx, access.Console, id, 1, course.AssignForm{Department: v.to, Due: today.AddDays(7)}); err != nil {
			return err
		}
	}
	return nil
}

// asked raises what members of the cell and its trade union ask for, as far as it has
// come.
func (s Services) asked(ctx context.Context, h *house, unit org.ID, today db.Date) error {
	members, chapter := h.people["S0"], h.units["S0.CD"]
	for n, r := range []struct {
		form welfare.Form
		to   string
		done bool
	}{
		{welfare.Form{Kind: "workplace", About: welfare.Group, Group: "Nhân viên trực đêm", Title: "Bổ sung quạt cho phòng trực", Body: "Phòng trực tầng một nóng vào buổi chiều và ban đêm.", Wish: "Lắp thêm hai quạt trước tháng 6."}, "Phòng Hành chính", false},
		{welfare.Form{Kind: "training", About: welfare.Self, Title: "Nguyện vọng học lớp quản lý nhà nước", Body: "Có nguyện vọng học lớp chuyên viên trong năm nay."}, "Bộ phận Tổ chức", true},
		{welfare.Form{Kind: "family", About: welfare.Group, Group: "Nhân viên có con nhỏ", Title: "Sắp xếp ca trực cho nhân viên có con nhỏ", Body: "Đề nghị xếp lịch trực trước hai tuần để chủ động đưa đón con."}, "", false},
	} {
		by, at := access.Console, unit
		by.Person = string(members[n+3].id)
		if n == 2 {
			by.Person, at = string(h.people["S0.CD"][0].id), chapter
		}
		id, err := s.Welfare.Raise(ctx, by, at, r.form)
		if err != nil {
			return err
		}
		if r.to == "" {
			continue
		}
		if err := s.Welfare.Assign(ctx, access.Console, id, 1, course.AssignForm{Department: r.to, Due: today.AddDays(7)}); err != nil {
			return err
		}
		if !r.done {
			continue
		}
		for i, step := range []struct {
			act   welfare.Act
			words string
		}{{welfare.Replying, "Nhất trí, đưa vào kế hoạch đào tạo quý III."}, {welfare.Finishing, "Đã có tên trong danh sách cử đi học."}} {
			if err := s.Welfare.Step(ctx, access.Console, id, 2+i, step.act, welfare.StepForm{Words: step.words}); err != nil {
				return err
			}
		}
	}
	return nil
}

// visited enters whom the trade union cared for this year.
func (s Services) visited(ctx context.Context, chapter org.ID, today db.Date) error {
	for _, v := range []welfare.VisitForm{
		{HeldOn: today.AddDays(-104), Occasion: "Tết Nguyên đán", Form: "gift", Persons: 16},
		{HeldOn: today.AddDays(-78), Occasion: "Ngày Quốc tế Phụ nữ 8/3", Form: "event", Persons: 9},
		{HeldOn: today.AddDays(-24), Occasion: "Tháng Công nhân", Form: "visited", Persons: 3},
	} {
		if _, err := s.Welfare.Enter(ctx, access.Console, chapter, v); err != nil {
			return err
		}
	}
	return nil
}
