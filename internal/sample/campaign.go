package sample

import (
	"context"
	"fmt"

	"chibo/internal/access"
	"chibo/internal/campaign"
	"chibo/internal/db"
)

// Of the units right below the committee that leads the campaign, one still drafts its
// programme and one has not begun.
const (
	leadsCampaign = "S1"
	drafting      = "S1.14"
	notBegun      = "S1.15"
)

// past themes of the campaign, as the article on the department names them.
var pastThemes = []campaign.ThemeForm{
	{Year: 2007, Title: "Thực hành tiết kiệm, chống lãng phí, quan liêu, “cần, kiệm, liêm, chính, chí công vô tư”", Starts: "2007-02-03", Ends: "2008-12-31"},
	{Year: 2009, Title: "Nêu cao tinh thần trách nhiệm, hết lòng hết sức phụng sự Tổ quốc, phục vụ nhân dân", Starts: "2009-01-05", Ends: "2009-12-31"},
	{Year: 2010, Title: "Xây dựng Đảng ta thật sự trong sạch, vững mạnh, “là đạo đức, là văn minh”", Starts: "2010-01-05", Ends: "2010-12-31"},
}

// lead writes the campaign of the health department with its themes: nobody is told,
// and no agenda takes them up, for most units have done so long ago.
func (s Services) lead(ctx context.Context, houses []*house, today db.Date) error {
	if s.Campaigns == nil {
		return nil
	}
	quiet, by := *s.Campaigns, access.Console
	quiet.Notices, quiet.Meetings = nil, nil
	for _, h := range houses {
		root, ok := h.units[leadsCampaign]
		if !ok {
			continue
		}
		id, err := quiet.Found(ctx, by, root, campaign.Form{
			Title: "Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh", Number: "06-CT/TW", IssuedOn: "2006-11-07", Issuer: "Bộ Chính trị", From: "2007-01-01",
		})
		if err != nil {
			return err
		}
		year := today.AddDays(-31).Year()
		on := func(day string) db.Date { return inYear(year, day) }
		for _, f := range pastThemes {
			theme, err := quiet.Announce(ctx, by, id, f)
			if err == nil {
				err = quiet.Launch(ctx, by, theme, 1)
			}
			if err != nil {
				return err
			}
		}
		theme, err := quiet.Announce(ctx, by, id, campaign.ThemeForm{
			Year: year, Title: "Nêu cao tinh thần trách nhiệm, hết lòng hết sức phụng sự Tổ quốc, phục vụ nhân dân",
			Starts: on("01-05"), Interim: on("06-30"), Ends: on("12-15"), Due: on("05-31"),
			Goals: "100% đảng viên học tập chủ đề\n100% đảng viên đăng ký làm theo",
		})
		if err != nil {
			return err
		}
		if err := quiet.Launch(ctx, by, theme, 1); err != nil {
			return err
		}
		if err := programmes(ctx, &quiet, h, theme, on("01-15"), today); err != nil {
			return err
		}
		if today > on("12-15") {
			return nil // it is over: nothing more is noted
		}
		return s.cover(ctx, h, theme, today, year)
	}
	return nil
}

// programmes writes those of the units right below.
func programmes(ctx context.Context, s *campaign.Service, h *house, theme campaign.ThemeID, issued, today db.Date) error {
	by := access.Console
	for _, u := range h.Units {
		if u.Parent != leadsCampaign || u.Code == notBegun {
			continue
		}
		unit := h.units[u.Code]
		if u.Code == drafting {
			if err := s.Draft(ctx, by, theme, unit, 0, campaign.DraftForm{Remark: "Đang lấy ý kiến chi bộ", Due: today.AddDays(6)}); err != nil {
				return err
			}
			continue
		}
		f := campaign.ItemForm{Content: "Sắp xếp quy trình tiếp đón, rút ngắn thời gian chờ", Owner: "Bộ phận Tiếp đón", Measure: "Thời gian chờ dưới 30 phút"}
		if _, err := s.AddItem(ctx, by, theme, unit, f); err != nil {
			return err
		}
		if err := s.Issue(ctx, by, theme, unit, 1, campaign.IssueForm{On: issued}); err != nil {
			return err
		}
	}
	return nil
}

// inYear is a day, MM-DD, of a year.
func inYear(year int, day string) db.Date { return db.Date(fmt.Sprintf("%d-%s", year, day)) }
