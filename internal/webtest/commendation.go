package webtest

import (
	"testing"

	"chibo/internal/access"
	"chibo/internal/commendation"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/member"
)

// award gives the cell awards of itself and of the person, and proposals of the
// person: the draft of one, and one that was sent to the committee above.
func (w *World) award(t testing.TB, p *Place, person member.ID) {
	t.Helper()
	ctx, by, s, today := t.Context(), access.Console, w.App.Awards, db.DateOf(dbtest.Today)
	him := commendation.SubjectForm{Kind: commendation.Individual, People: []member.ID{person}}
	merit := commendation.Merit{Form: commendation.Certificate, Level: commendation.ByBase, Occasion: commendation.Yearly, Year: today.Year() - 1, Reason: "Hoàn thành xuất sắc nhiệm vụ"}
	enter := func(subject commendation.SubjectForm) commendation.ID {
		decision := commendation.Decision{Giver: "Đảng ủy Sở Y tế", Number: "12-QĐ/ĐU", On: "2026-01-15"}
		id, err := s.Enter(ctx, by, p.Unit, commendation.AwardForm{SubjectForm: subject, Merit: merit, Decision: decision})
		check(t, err)
		return id
	}
	enter(commendation.SubjectForm{Kind: commendation.Collective, Unit: p.Unit, Names: "Tập thể Phòng Hành chính"})
	p.Params["award"] = string(enter(him))
	propose := func() commendation.ProposalID {
		id, err := s.Draft(ctx, by, p.Unit, commendation.ProposalForm{SubjectForm: him, Merit: merit})
		check(t, err)
		return id
	}
	propose()
	sent := propose()
	check(t, s.Step(ctx, by, sent, 1, commendation.Sending, commendation.StepForm{Favour: 5, Voters: 5, Decision: commendation.Decision{On: today}}))
	p.Params["proposal"] = string(sent)
	list, err := s.ReadImport(ctx, by, p.Unit, "khen-thuong.csv", []byte("Tập thể, cá nhân;Loại;Hình thức;Cấp khen;Cơ quan quyết định;Ngày quyết định;Dịp\n"+
		"Tổ Dược;Tập thể;Giấy khen;Đảng ủy cơ sở;Đảng ủy Sở Y tế;05/03/2020;Đột xuất\n"))
	check(t, err)
	p.Params["awards"] = string(list)
}
