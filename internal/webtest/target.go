package webtest

import (
	"testing"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/target"
)

// target gives the unit a target of the year with a result and a change, the
// draft of another, and a congress that is being prepared.
func (w *World) target(t testing.TB, p *Place) {
	t.Helper()
	ctx, by, s, today := t.Context(), access.Console, w.App.Targets, db.DateOf(dbtest.Today)
	id, err := s.Propose(ctx, by, p.Unit, target.Form{Year: today.Year(), Title: "Tổ chức sinh hoạt chuyên đề", Measure: "buổi", Value: "4"})
	check(t, err)
	check(t, s.Settle(ctx, by, id, 1))
	check(t, s.Report(ctx, by, id, target.ResultForm{Value: "1", On: today, Basis: "Báo cáo quý I"}))
	check(t, s.Change(ctx, by, id, 2, target.ChangeForm{Value: "5", Reason: "Thêm một chuyên đề"}))
	_, err = s.Propose(ctx, by, p.Unit, target.Form{Year: today.Year(), Title: "Kết nạp đảng viên", Measure: "đảng viên", Value: "1", Source: target.BySourceAdmitted})
	check(t, err)
	congress, err := s.PlanCongress(ctx, by, p.Unit, target.CongressForm{Ordinal: "XII", PlannedOn: today.AddDays(30), Papers: "Báo cáo chính trị\nĐề án nhân sự"})
	check(t, err)
	p.Params["target"], p.Params["congress"] = string(id), string(congress)
}
