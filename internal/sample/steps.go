package sample

import (
	"context"
	"slices"

	"chibo/internal/access"
	"chibo/internal/campaign"
	"chibo/internal/campaign/step"
	"chibo/internal/db"
	"chibo/internal/member"
)

// missing is of how many members of a cell a step is still to come.
type missing struct{ study, register int }

// lagging are the cells of the health department that are behind with the theme of the
// year: 388 of 402 members have studied, 371 have registered; the 31 others are in
// eleven organisations.
var lagging = map[string]missing{
	"S1.08": {1, 2}, "S1.09": {1, 3}, "S1.10": {0, 1}, "S1.12": {1, 2}, "S1.13": {1, 3}, "S1.14": {2, 4}, "S1.15": {3, 5},
	"S1.16.04": {1, 3}, "S1.17.02": {1, 2}, "S1.18.02": {1, 3}, "S1.19.01": {2, 3},
}

// staffStudied is how many of the department's staff outside the Party have studied.
const staffStudied = 470

// cover writes how far the cells of the department have come with a theme, as their
// books on paper say: on which day steps were taken.
func (s Services) cover(ctx context.Context, h *house, theme campaign.ThemeID, on db.Date) error {
	if s.Steps == nil {
		return nil
	}
	var cells []string
	for _, u := range h.Units {
		if u.Kind == "cell" {
			cells = append(cells, u.Code)
		}
	}
	err := s.DB.Write(ctx, access.Console, func(tx *db.Tx) error {
		for _, code := range cells {
			var people []member.ID
			for _, p := range h.people[code] {
				people = append(people, p.id)
			}
			for step, lack := range map[step.Step]int{step.Study: lagging[code].study, step.Register: lagging[code].register} {
				if err := s.Steps.TakeOverTx(tx, access.Console, theme, h.units[code], step, on, people[:len(people)-lack]...); err != nil {
					return err
				}
			}
		}
		return nil
	})
	for n, code := range cells {
		if err != nil {
			return err
		}
		studied := staffStudied / len(cells)
		if n < staffStudied%len(cells) {
			studied++
		}
		err = s.Steps.CountStaff(ctx, access.Console, theme, h.units[code], 0, map[step.Step]int{step.Study: studied})
	}
	return err
}

// learned are the learning reports of the shown cell.
var learned = []step.ReportForm{
	{
		Awareness: "Trách nhiệm với nhân dân bắt đầu từ thái độ tiếp đón: giải thích rõ, không để người bệnh phải hỏi lại.",
		Duties:    "Hướng dẫn thủ tục cho người bệnh ngay tại bàn tiếp đón, mỗi lượt không quá 10 phút\nGọi nhắc lịch tái khám cho người bệnh mạn tính trước ngày 25 hằng tháng",
	},
	{
		Awareness: "Nêu gương là làm đủ việc được giao, đúng hạn, và nhận phần việc khó về mình.",
		Duties:    "Rà soát cơ số thuốc vào thứ hai hằng tuần, báo ngay khi còn dưới 15 ngày\nHướng dẫn một đồng chí dự bị về quy trình cấp phát trong quý III",
	},
}

// study writes the theme of the year of the shown cell: launched by its own committee,
// with the cell's programme, most have studied and two have handed in their reports.
func (s Services) study(ctx context.Context, houses []*house, today db.Date) error {
	at := slices.IndexFunc(houses, func(h *house) bool { return h.units[shown] != "" })
	if s.Campaigns == nil || s.Steps == nil || at < 0 {
		return nil
	}
	h, by, quiet := houses[at], access.Console, *s.Campaigns
	quiet.Notices, quiet.Meetings = nil, nil
	unit, people := h.units[shown], h.people[shown]
	spec := h.Units[slices.IndexFunc(h.Units, func(u unitSpec) bool { return u.Code == shown })]
	committee := h.units[spec.Parent]
	year := today.AddDays(-31).Year()
	id, err := quiet.Found(ctx, by, committee, campaign.Form{
		Title: "Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh", Number: "05-CT/TW", IssuedOn: "2016-05-15", Issuer: "Bộ Chính trị", From: "2016-05-15",
	})
	if err != nil {
		return err
	}
	theme, err := quiet.Announce(ctx, by, id, campaign.ThemeForm{
		Year: year, Title: "Nêu cao tinh thần trách nhiệm, hết lòng hết sức phụng sự Tổ quốc, phục vụ nhân dân",
		Starts: inYear(year, "01-05"), Interim: inYear(year, "06-30"), Ends: inYear(year, "12-15"), Due: inYear(year, "05-31"), Goals: "100% đảng viên học tập và viết thu hoạch\n100% đảng viên đăng ký làm theo",
	})
	if err != nil {
		return err
	}
	if err := quiet.Launch(ctx, by, theme, 1); err != nil {
		return err
	}
	f := campaign.ItemForm{Content: "Sắp xếp quy trình tiếp đón, rút ngắn thời gian chờ", Owner: "Bộ phận Tiếp đón", Measure: "Thời gian chờ dưới 30 phút"}
	if _, err := quiet.AddItem(ctx, by, theme, unit, f); err != nil {
		return err
	}
	if err := quiet.Issue(ctx, by, theme, unit, 1, campaign.IssueForm{On: inYear(year, "01-20")}); err != nil {
		return err
	}
	if today > inYear(year, "12-15") {
		return nil // it is over: nothing more is noted
	}
	var studied []member.ID
	for _, p := range people[:len(people)-len(learned)] {
		studied = append(studied, p.id)
	}
	if err := s.Steps.Tick(ctx, by, theme, unit, step.TickForm{Step: step.Study, On: max(today.AddDays(-30), inYear(year, "01-05")), People: studied}); err != nil {
		return err
	}
	if err := s.shelve(ctx, h, theme, people); err != nil {
		return err
	}
	return s.learn(ctx, h, theme, people)
}

// learn has members of the shown cell, after the secretary, hand in their reports.
func (s Services) learn(ctx context.Context, h *house, theme campaign.ThemeID, people []person) error {
	for n, f := range learned {
		by := as(people[n+1].id)
		id, err := s.Steps.Begin(ctx, by, theme, h.units[shown])
		if err != nil {
			return err
		}
		v, err := s.Steps.Save(ctx, by, id, 1, f)
		if err != nil {
			return err
		}
		if err := s.Steps.Send(ctx, by, id, v); err != nil {
			return err
		}
	}
	return nil
}
