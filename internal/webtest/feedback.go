package webtest

import (
	"testing"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/feedback"
	"chibo/internal/feedback/course"
	"chibo/internal/member"
)

// feedback gives the unit a month that was counted and a list of earlier ones
// that waits.
func (w *World) feedback(t testing.TB, p *Place) {
	t.Helper()
	ctx, by, s := t.Context(), access.Console, w.App.Feedback
	last := feedback.LastWhole(db.DateOf(dbtest.Today))
	check(t, s.Enter(ctx, by, p.Unit, last, 0, feedback.Counts{{Channel: feedback.Hotline, Kind: feedback.Concern}: 3, {Channel: feedback.Box, Kind: feedback.Praise}: 5}))
	list, err := s.ReadImport(ctx, by, p.Unit, "phan-anh.csv", []byte("Tháng;Kênh;Loại;Số lượng\n04/2025;Đường dây nóng;Phản ánh;7\n"))
	check(t, err)
	p.Params["counted"] = string(list)
}

// voices gives the unit an entry that the person answers, and one that was answered
// and may be read by all of the cell; without a person, one that waits. Beside them it
// has its bulletin.
func (w *World) voices(t testing.TB, p *Place, person member.ID) {
	t.Helper()
	w.bulletin(t, p, person)
	ctx, by, s, today := t.Context(), access.Console, w.App.Feedback, db.DateOf(dbtest.Today)
	record := func(title string) feedback.EntryID {
		id, err := s.Record(ctx, by, p.Unit, feedback.EntryForm{ReceivedOn: today, Channel: feedback.Hotline, Kind: feedback.Concern, Title: title, Body: "Phản ánh qua điện thoại."})
		check(t, err)
		return id
	}
	w.mobilise(t, p, person)
	id := record("Chờ lấy thuốc lâu buổi sáng thứ hai")
	p.Params["voice"] = string(id)
	if person == "" {
		return
	}
	due := course.AssignForm{Department: "Bộ phận Tiếp đón", Person: person, Due: today.AddDays(5)}
	check(t, s.Assign(ctx, by, id, 1, due))
	told := record("Bảng chỉ dẫn khó nhìn")
	check(t, s.Assign(ctx, by, told, 1, due))
	check(t, s.Step(ctx, by, told, 2, feedback.Replying, feedback.StepForm{Words: "Đã thay bảng mới."}))
	check(t, s.Step(ctx, by, told, 3, feedback.Closing, feedback.StepForm{Words: "Đã khắc phục.", ForMembers: true}))
}
