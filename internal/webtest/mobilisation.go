package webtest

import (
	"testing"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/member"
	"chibo/internal/mobilisation"
)

// mobilise gives the unit an item of its programme, of which something was told, and
// a model that was appraised: both of the person, without one of the unit's own.
func (w *World) mobilise(t testing.TB, p *Place, person member.ID) {
	t.Helper()
	ctx, by, s, today := t.Context(), access.Console, w.App.Mobilising, db.DateOf(dbtest.Today)
	effort, err := s.Plan(ctx, by, p.Unit, today.Year(), mobilisation.ItemForm{
		Area: "duty", Work: "Hướng dẫn người cao tuổi lấy số khám", Audience: "Người bệnh", Measure: "Bố trí người trực bàn hướng dẫn", Owner: "Công đoàn cơ sở", Person: person, Due: today.AddDays(30),
	})
	check(t, err)
	check(t, s.Tell(ctx, by, effort, 1, "Đã bố trí lịch trực tháng 5", false))
	f := mobilisation.ModelForm{Kind: mobilisation.Collective, Collective: "Tổ Tiếp đón", Field: mobilisation.Culture, Title: "Dân vận khéo trong tiếp xúc với người bệnh", Body: "Chào hỏi, chỉ dẫn tận nơi.", RegisteredOn: "2026-02-10"}
	if person != "" {
		f.Kind, f.Person, f.Collective = mobilisation.Individual, person, ""
	}
	exemplar, err := s.Register(ctx, by, p.Unit, f)
	check(t, err)
	check(t, s.Step(ctx, by, exemplar, 1, mobilisation.Appraising, mobilisation.StepForm{Giver: "Tổ thẩm định", Words: "Cách làm rõ, dễ áp dụng.", On: "2026-04-15"}))
	p.Params["effort"], p.Params["exemplar"] = string(effort), string(exemplar)
}
