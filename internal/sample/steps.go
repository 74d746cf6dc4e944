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

// lagging are the cells of the health department that are behind with the theme of the
// year, by how many of their members have still to study it: 388 of 402 have.
var lagging = map[string]int{
	"S1.08": 1, "S1.09": 1, "S1.12": 1, "S1.13": 1, "S1.14": 2, "S1.15": 3, "S1.16.04": 1, "S1.17.02": 1, "S1.18.02": 1, "S1.19.01": 2,
}

// staffStudied is how many of the department's staff outside the Party have studied.
const staffStudied = 470

// cover writes how far the cells of the department have come with a theme, as their
// books on paper say; who has registered is who has sent his pledge.
func (s Services) cover(ctx context.Context, h *house, theme campaign.ThemeID, today db.Date, year int) error {
	if s.Steps == nil {
		return nil
	}
	on := max(today.AddDays(-40), inYear(year, "01-05"))
	var cells []unitSpec
	for _, u := range h.Units {
		if u.Kind == "cell" {
			cells = append(cells, u)
		}
	}
	err := s.DB.Write(ctx, access.Console, func(tx *db.Tx) error {
		for _, u := range cells {
			people, unit := h.people[u.Code], h.units[u.Code]
			if err := s.Steps.TakeOverTx(tx, access.Console, theme, unit, step.Study, on, ids(people[:len(people)-lagging[u.Code]])...); err != nil {
				return err
			}
			if all := sent(u, people, today); len(all) > 0 {
				if err := s.Steps.TakeOverTx(tx, access.Console, theme, unit, step.Register, on, ids(all)...); err != nil {
					return err
				}
			}
		}
		return nil
	})
	for n, u := range cells {
		if err != nil {
			return err
		}
		studied := staffStudied / len(cells)
		if n < staffStudied%len(cells) {
			studied++
		}
		err = s.Steps.CountStaff(ctx, access.Console, theme, h.units[u.Code], 0, map[step.Step]int{step.Study: studied})
	}
	return err
}

// sent are those of a cell who have sent their pledge of the year.
func sent(u unitSpec, people []person, today db.Date) (all []person) {
	if u.Meets == nil || u.Meets.Past {
		return nil
	}
	for n, p := range people {
		if pledgeState(n, len(people)).Registered() && p.sits(today) {
			all = append(all, p)
		}
	}
	return all
}

// ids are those of people.
func ids(people []person) (all []member.ID) {
	for _, p := range people {
		all = append(all, p.id)
	}
	return all
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
	on, studied := max(today.AddDays(-30), inYear(year, "01-05")), ids(people[:len(people)-len(learned)])
	if err := s.Steps.Tick(ctx, by, theme, unit, step.TickForm{Step: step.Study, On: on, People: studied}); err != nil {
		return err
	}
	err = s.DB.Write(ctx, by, func(tx *db.Tx) error {
		return s.Steps.TakeOverTx(tx, by, theme, unit, step.Register, on, ids(sent(spec, people, today))...)
	})
	if err != nil {
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
