package webtest

import (
	"testing"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/feedback/course"
	"chibo/internal/member"
	"chibo/internal/welfare"
)

// visited gives the unit an occasion of care.
func (w *World) visited(t testing.TB, p *Place) {
	t.Helper()
	id, err := w.App.Welfare.Enter(t.Context(), access.Console, p.Unit, welfare.VisitForm{HeldOn: "2026-02-10", Occasion: "Tết Nguyên đán", Form: "gift", Persons: 12})
	check(t, err)
	p.Params["visit"] = string(id)
}

// cared gives the cell a request that the person raised and answers, and one about
// him that was done.
func (w *World) cared(t testing.TB, p *Place, person member.ID) {
	t.Helper()
	ctx, by, s, today := t.Context(), access.Console, w.App.Welfare, db.DateOf(dbtest.Today)
	by.Person = string(person)
	id, err := s.Raise(ctx, by, p.Unit, welfare.Form{Kind: "workplace", About: welfare.Group, Group: "Nhân viên trực đêm", Title: "Bổ sung quạt phòng trực", Body: "Phòng trực nóng vào buổi chiều.", Wish: "Lắp thêm hai quạt."})
	check(t, err)
	p.Params["care"] = string(id)
	check(t, s.Assign(ctx, by, id, 1, course.AssignForm{Department: "Phòng Hành chính", Person: person, Due: today.AddDays(7)}))
	done, err := s.Raise(ctx, by, p.Unit, welfare.Form{Kind: "training", About: welfare.One, Member: person, Agreed: true, Title: "Cử đi học nghiệp vụ", Body: "Có nguyện vọng học thêm."})
	check(t, err)
	check(t, s.Assign(ctx, by, done, 1, course.AssignForm{Department: "Phòng Tổ chức", Due: today.AddDays(7)}))
	check(t, s.Step(ctx, by, done, 2, welfare.Replying, welfare.StepForm{Words: "Nhất trí."}))
	check(t, s.Step(ctx, by, done, 3, welfare.Finishing, welfare.StepForm{Words: "Đã cử đi học."}))
}
