package webtest

import (
	"slices"
	"testing"

	"chibo/internal/access"
	"chibo/internal/consultation"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/member"
)

// consultations gives every cell what it asks, and the chapter an opinion on its cell.
func (w *World) consultations(t testing.TB) {
	t.Helper()
	for name, p := range w.Places {
		switch name {
		case "parent":
		case "child":
			w.opinion(t, p)
		default:
			w.consult(t, p, member.ID(p.Params["person"]))
		}
	}
}

// consult gives the cell a question with names that the person answered, one by slips
// that is closed and put together, one that is open, with a link, and something that is
// made public.
func (w *World) consult(t testing.TB, p Place, person member.ID) {
	t.Helper()
	ctx, by, s, today := t.Context(), access.Console, w.App.Consultations, db.DateOf(dbtest.Today)
	form := consultation.MatterForm{
		Title: "Đổi ca trực từ tháng 7?", Background: "Khoa dự kiến đổi ca trực.", Options: "Đồng ý\nKhông đồng ý",
		Choosing: consultation.One, Texts: true, Members: true, People: consultation.Least, ClosesOn: today.AddDays(10),
	}
	open := func(f consultation.MatterForm) consultation.ID {
		id, err := s.Draft(ctx, by, p.Unit, f)
		check(t, err)
		check(t, s.Step(ctx, by, id, 1, consultation.Opening, consultation.StepForm{}))
		return id
	}
	named := form
	named.Named, named.People = true, 0
	one := access.Actor{Kind: access.Human, Person: string(person), Duties: []access.Duty{{Role: access.Member, Unit: string(p.Unit), Path: p.Path}}}
	asked := open(named)
	check(t, s.Say(ctx, one, asked, 0, consultation.Reply{Choices: []int{1}, Words: "Nên lùi sang tháng 8."}))
	closed := open(form)
	for _, slip := range w.slips(t, closed) {
		check(t, s.Reply(ctx, access.Actor{Kind: access.Link}, slip.Link, "", consultation.Reply{Choices: []int{2}, Words: "Nên lùi sang tháng 8."}))
	}
	check(t, s.Step(ctx, by, closed, 2, consultation.Closing, consultation.StepForm{}))
	check(t, s.Gather(ctx, by, closed, consultation.ClusterForm{Title: "Lùi thời điểm", Stance: consultation.Partly, Response: "Bắt đầu từ ngày 15/7."}))
	l, err := s.Texts(ctx, by, closed, 1)
	check(t, err)
	p.Params["matter"], p.Params["cluster"], p.Params["asked"] = string(closed), string(l.Clusters[0].ID), string(asked)
	p.Params["link"] = w.slips(t, open(form))[0].Link
	draft, err := s.Draft(ctx, by, p.Unit, named)
	check(t, err)
	p.Params["drafted"] = string(draft)
	check(t, s.Publish(ctx, by, p.Unit, consultation.PublicationForm{Title: "Kế hoạch công tác năm", Form: consultation.Posted, From: today, Responsible: "Phòng Hành chính"}))
	list, err := s.Publications(ctx, by, p.Unit, 0)
	check(t, err)
	p.Params["publication"] = string(list.Items[slices.IndexFunc(list.Items, func(i consultation.Publication) bool { return i.DoneOn == "" })].ID)
}

// slips are those of a question for as few as may be asked without names.
func (w *World) slips(t testing.TB, id consultation.ID) []consultation.Slip {
	t.Helper()
	p, err := w.App.Consultations.Print(t.Context(), access.Console, id, consultation.Least)
	check(t, err)
	return p.Slips
}

// opinion has the chapter say something of the cell above it.
func (w *World) opinion(t testing.TB, p Place) {
	t.Helper()
	id, err := w.App.Consultations.Send(t.Context(), access.Console, p.Unit, consultation.OpinionForm{Title: "Lịch sinh hoạt", Body: "Đề nghị báo lịch sớm hơn."})
	check(t, err)
	p.Params["opinion"] = string(id)
}
