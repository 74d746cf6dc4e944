package webtest

import (
	"bytes"
	"testing"

	"chibo/internal/access"
	"chibo/internal/bulletin"
	"chibo/internal/document"
	"chibo/internal/member"
)

// bulletin gives the unit an article that was published in it, with a figure, a
// picture and a comment, and that it takes over itself; and one on its way, of the
// secretary where there is one.
func (w *World) bulletin(t testing.TB, p *Place, person member.ID) {
	t.Helper()
	ctx, by, s := t.Context(), access.Console, w.App.Bulletin
	if person != "" {
		by = w.memberAt(p, person, access.Member)
	}
	form := bulletin.Form{Kind: bulletin.Model, Field: "service", Audience: bulletin.ForUnit, Title: "Giảm thời gian chờ khám", Lede: "Quầy tiếp đón thường đông.", Body: "## Cách làm\n1. Gọi nhắc hẹn."}
	id, err := s.Write(ctx, by, p.Unit, form)
	check(t, err)
	p.Params["article"] = string(id)
	check(t, s.AddFigure(ctx, by, id, 1, bulletin.FigureForm{Label: "Thời gian chờ", Words: "14 phút", Note: "trước đó 22 phút"}))
	picture, err := s.AddPicture(ctx, by, id, document.Upload{Name: "quay-tiep-don.png", Data: bytes.NewReader(picture()), Declared: true})
	check(t, err)
	p.Params["picture"] = string(picture)
	check(t, s.Caption(ctx, by, id, []bulletin.Saying{{Picture: picture, Alt: "Quầy tiếp đón", Caption: "Quầy mới"}}))
	check(t, s.Step(ctx, by, id, 2, bulletin.Submitting, bulletin.StepForm{}))
	check(t, s.Step(ctx, access.Console, id, 3, bulletin.Publishing, bulletin.StepForm{}))
	check(t, s.Say(ctx, by, p.Unit, id, "Nên nhân rộng."))
	sheet, err := s.Get(ctx, access.Console, p.Unit, id)
	check(t, err)
	p.Params["rejoinder"] = string(sheet.Comments[0].ID)
	adoption, err := s.Register(ctx, access.Console, p.Unit, id)
	check(t, err)
	p.Params["adoption"] = string(adoption)
	check(t, s.Steer(ctx, access.Console, adoption, 1, bulletin.Starting, bulletin.DeedForm{Steps: "Bước 1", On: "2026-05-04"}))
	if secretary := w.People[access.Secretary]; secretary != "" && sheet.Article.UnitName == "Chi bộ Trạm Y tế" {
		draft, err := s.Write(ctx, w.memberAt(p, secretary, access.Secretary), p.Unit, form)
		check(t, err)
		check(t, s.AddFigure(ctx, w.memberAt(p, secretary, access.Secretary), draft, 1, bulletin.FigureForm{Source: "members"}))
	}
}

// memberAt is somebody in a role of a unit.
func (w *World) memberAt(p *Place, person member.ID, role access.Role) access.Actor {
	return access.Actor{Kind: access.Human, Person: string(person), Duties: []access.Duty{{Role: role, Unit: string(p.Unit), Path: p.Path}}}
}
