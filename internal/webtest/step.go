package webtest

import (
	"testing"

	"chibo/internal/access"
	"chibo/internal/campaign"
	"chibo/internal/campaign/step"
	"chibo/internal/member"
)

// themed gives the unit a theme of the year that it launched itself, where it has
// none yet.
func (w *World) themed(t testing.TB, p *Place) {
	t.Helper()
	if p.Params["campaigntheme"] != "" {
		return
	}
	ctx, by, s := t.Context(), access.Console, campaign.New(w.App.DB, w.App.Documents)
	id, err := s.Found(ctx, by, p.Unit, campaign.Form{Title: "Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh", From: "2026-01-01"})
	check(t, err)
	theme, err := s.Announce(ctx, by, id, campaign.ThemeForm{Year: 2026, Title: "Nêu cao tinh thần trách nhiệm", Starts: "2026-01-05", Ends: "2026-12-15"})
	check(t, err)
	p.Params["campaigntheme"] = string(theme)
	if p.Params["pledge"] != "" { // of a committee nothing comes to the units that other tests look at
		check(t, s.Launch(ctx, by, theme, 1))
	}
}

// learn gives the person of a cell a learning report in its theme, which was handed in.
func (w *World) learn(t testing.TB, p *Place, person member.ID) {
	t.Helper()
	if p.Params["directive"] == "" {
		return // a chapter launches nothing
	}
	w.themed(t, p)
	by := access.Actor{Kind: access.Human, Account: "w", Person: string(person), Duties: []access.Duty{{Role: access.Member, Unit: string(p.Unit), Path: p.Path}}}
	id, err := w.App.Steps.Begin(t.Context(), by, campaign.ThemeID(p.Params["campaigntheme"]), p.Unit)
	check(t, err)
	_, err = w.App.Steps.Save(t.Context(), by, id, 1, step.ReportForm{Awareness: "Trách nhiệm trước người bệnh.", Duties: "Gọi nhắc lịch tái khám"})
	check(t, err)
	check(t, w.App.Steps.Send(t.Context(), by, id, 2))
	p.Params["learning"] = string(id)
}
