package webtest

import (
	"testing"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/member"
	"chibo/internal/topic"
)

// topic gives the cell a call for topics, a paper of the person that the
// committee is to judge, one that was presented, and a briefing.
func (w *World) topic(t testing.TB, p *Place, person, second member.ID) {
	t.Helper()
	ctx, by, s, today := t.Context(), access.Console, w.App.Topics, db.DateOf(dbtest.Today)
	check(t, s.SaveCall(ctx, by, p.Unit, today.Year(), 0, topic.CallForm{Words: "Mỗi đồng chí một chuyên đề dân vận khéo.", Due: today.AddDays(60)}))
	write := func(title string) topic.ID {
		id, err := s.Assign(ctx, by, p.Unit, today.Year(), topic.Form{Person: person, Title: title, Field: "Tiếp đón", Due: today.AddDays(30)})
		check(t, err)
		version, err := s.Save(ctx, by, id, 0, "Thực trạng và cách làm")
		check(t, err)
		check(t, s.Send(ctx, by, id, version, "Thực trạng và cách làm"))
		check(t, s.Say(ctx, by, id, "Nêu thêm số liệu"))
		return id
	}
	p.Params["topic"] = string(write("Dân vận khéo trong tiếp đón người bệnh"))
	heard := write("Dân vận khéo trong cấp phát thuốc")
	version := func() int {
		sh, err := s.Get(ctx, by, heard)
		check(t, err)
		return sh.Topic.Version
	}
	check(t, s.Pass(ctx, by, heard, version()))
	check(t, s.Present(ctx, by, heard, version(), today))
	check(t, s.Say(ctx, by, heard, "Cách làm dễ áp dụng"))
	slot, err := s.Plan(ctx, by, p.Unit, topic.BriefingForm{HeldOn: today, Title: "Quy trình tiếp nhận mẫu", Presenter: person, Second: second, Audience: "Toàn thể nhân viên"})
	check(t, err)
	p.Params["briefing"] = string(slot)
}
