package webtest

import (
	"testing"

	"chibo/internal/access"
	"chibo/internal/campaign"
)

// campaign gives the unit a campaign with a theme of the year. A cell has launched it
// and drafts its own programme; a committee only plans it, so that nothing of it comes
// to the units that other tests look at.
func (w *World) campaign(t testing.TB, p *Place, cell bool) {
	t.Helper()
	ctx, by, s := t.Context(), access.Console, w.App.Campaigns
	id, err := s.Found(ctx, by, p.Unit, campaign.Form{
		Title: "Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh", Number: "06-CT/TW", IssuedOn: "2006-11-07", Issuer: "Bộ Chính trị", From: "2026-01-01",
	})
	check(t, err)
	theme, err := s.Announce(ctx, by, id, campaign.ThemeForm{
		Year: 2026, Title: "Nêu cao tinh thần trách nhiệm", Starts: "2026-01-05", Interim: "2026-06-30", Ends: "2026-12-15", Due: "2026-05-31", Goals: "100% đảng viên đăng ký làm theo",
	})
	check(t, err)
	p.Params["campaign"], p.Params["campaigntheme"] = string(id), string(theme)
	if !cell {
		return
	}
	check(t, s.Launch(ctx, by, theme, 1))
	work, err := s.AddItem(ctx, by, theme, p.Unit, campaign.ItemForm{Content: "Sắp xếp lại khu tiếp đón", Owner: "Tổ tiếp đón", Due: "2026-06-30", Measure: "Thời gian chờ dưới 30 phút"})
	check(t, err)
	p.Params["work"] = string(work)
}
