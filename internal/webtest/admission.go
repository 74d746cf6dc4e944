package webtest

import (
	"testing"

	"chibo/internal/access"
	"chibo/internal/admission"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/intake"
	"chibo/internal/member"
)

// admission puts somebody of no organisation on the cell's list, with a mentor,
// a certificate and something of every kind in his dossier.
func (w *World) admission(t testing.TB, p *Place, mentor member.ID) {
	t.Helper()
	id := w.Listed(t, *p, "Tô Văn X "+p.Path, mentor)
	ctx, by, s, today := t.Context(), access.Console, w.App.Admissions, db.DateOf(dbtest.Today)
	check(t, s.Certify(ctx, by, id, 2, admission.Resolution{On: "2026-04-10", No: "12/GCN"}))
	check(t, s.Weigh(ctx, by, id, 3, map[admission.Criterion]string{admission.Skill: "Thành thạo nghiệp vụ", admission.Effort: "Trực hè đủ ca"}))
	check(t, s.File(ctx, by, id, 4, "1-KNĐ", today, false))
	check(t, s.Ask(ctx, by, id, 5, admission.Opinion{Origin: admission.AtWork, Bodies: "Công đoàn Trạm Y tế", Asked: 12, Agreed: 11, Against: 1, Words: "Tận tụy với người bệnh", On: today}))
	check(t, s.Note(ctx, by, id, admission.NoteForm{On: today, Help: "Giao viết báo cáo tháng", Progress: "Đúng hạn, đủ số liệu", Proposal: "Cho tham gia tổ rà soát"}))
	p.Params["candidate"] = string(id)
	w.admitted(t, p)
}

// admitted gives the cell an admission of former years, and a list of others that waits.
func (w *World) admitted(t testing.TB, p *Place) {
	t.Helper()
	ctx, by, s := t.Context(), access.Console, w.App.Admissions
	read := func(row string) intake.ID {
		id, err := s.ReadImport(ctx, by, p.Unit, "ket-nap.csv", []byte("Họ và tên;Ngày kết nạp;Số quyết định;Người giúp đỡ\n"+row))
		check(t, err)
		return id
	}
	_, err := s.ApplyImport(ctx, by, read("Cao Thị Y;05/03/2012;07-QĐ/ĐU;Phạm Văn Z\n"), 1)
	check(t, err)
	all, err := s.Past(ctx, by, p.Unit, 1)
	check(t, err)
	p.Params["past"] = string(all.Past[0].ID)
	p.Params["admitted"] = string(read("Cao Văn V;2013;;\n"))
}

// Listed puts somebody of no organisation on the list of a cell, with a mentor.
func (w *World) Listed(t testing.TB, p Place, name string, mentor member.ID) admission.ID {
	t.Helper()
	ctx, by, s := t.Context(), access.Console, w.App.Admissions
	resolution := admission.Resolution{On: "2026-01-05", No: "01-NQ/CB"}
	id, err := s.List(ctx, by, p.Unit, admission.NewForm{Name: name, Birth: "1995", Department: "Phòng Hành chính", Reason: "Hoàn thành tốt việc được giao", Resolution: resolution})
	check(t, err)
	check(t, s.Assign(ctx, by, id, 1, admission.AssignForm{First: mentor, On: "2026-01-05"}))
	return id
}
