package webtest

import (
	"testing"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/evaluation"
	"chibo/internal/member"
)

// review gives the cell the review of last year, with the file of the person: he
// has submitted it, and the committee has said something of it.
func (w *World) review(t testing.TB, p *Place, person member.ID) {
	t.Helper()
	ctx, by, s, today := t.Context(), access.Console, w.App.Evaluations, db.DateOf(dbtest.Today)
	id, err := s.Open(ctx, by, p.Unit, evaluation.OpenForm{Period: evaluation.Period{Year: today.Year() - 1}, Due: today.AddDays(20)})
	check(t, err)
	sheet, err := s.Get(ctx, by, id)
	check(t, err)
	for _, l := range sheet.Lines {
		if l.Person != person {
			continue
		}
		p.Params["file"] = string(l.ID)
		check(t, s.Save(ctx, by, l.ID, l.Version, evaluation.Words{OwnLevel: "good", Parts: map[string]string{
			"ethics": "Giữ gìn phẩm chất, đoàn kết", "work": "Hoàn thành việc được giao", "limits": "Báo cáo còn chậm", "ahead": "Gửi báo cáo đúng hạn",
		}}, true))
		check(t, s.Tell(ctx, by, l.ID, 0, evaluation.CommentForm{Source: evaluation.FromMass, Received: true, Giver: "Công đoàn cơ sở", Body: "Nhất trí với bản kiểm điểm"}))
	}
	p.Params["review"] = string(id)
}
