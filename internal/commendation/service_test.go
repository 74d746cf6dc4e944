package commendation_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/access"
	"chibo/internal/commendation"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/fault"
	"chibo/internal/figure"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/paper"
)

// tree is a committee above the base, a base committee and two cells under it,
// one of them dissolved; with a secretary, a member and an officer of each
// committee.
type tree struct {
	*testing.T
	db                  *db.DB
	s                   *commendation.Service
	top, base           org.ID
	cell, gone          org.ID
	a, b                member.ID
	secretary, bob      access.Actor
	officer, topOfficer access.Actor
}

func build(t *testing.T, d *db.DB) tree {
	t.Helper()
	orgs, members := org.New(d), member.New(d)
	x := tree{T: t, db: d, s: commendation.New(d)}
	found := func(name, kind string, parent org.ID) org.ID {
		id, err := orgs.Found(t.Context(), access.Console, org.Form{Name: name, Kind: kind, Parent: parent, From: "2008-01-01"})
		x.must(err)
		return id
	}
	x.top = found("Đảng bộ tỉnh A", "superior", "")
	x.base = found("Đảng bộ Sở Y tế", "base", x.top)
	x.cell, x.gone = found("Chi bộ Trạm Y tế", "cell", x.base), found("Chi bộ Khoa Dược", "cell", x.base)
	x.must(orgs.Dissolve(t.Context(), access.Console, x.gone, "2026-01-01"))
	enter := func(name string) member.ID {
		f := member.Form{Person: member.Person{Name: name}, Status: member.Official, Party: member.Party{AdmittedOn: "2010-03-01", OfficialOn: "2011-03-01"}}
		id, err := members.Enter(t.Context(), access.Console, x.cell, f)
		x.must(err)
		return id
	}
	x.a, x.b = enter("Nguyễn Văn A"), enter("Trần Thị Đào")
	x.must(members.Appoint(t.Context(), access.Console, member.Appointment{Person: x.a, Unit: x.cell, Post: member.Secretary, From: "2020-01-01"}))
	x.secretary, x.bob = x.actor(x.a), x.actor(x.b)
	x.officer, x.topOfficer = x.official(x.base), x.official(x.top)
	return x
}

func (x tree) must(err error) {
	x.Helper()
	if err != nil {
		x.Fatal(err)
	}
}

// refused fails unless the error is a fault of the kind with the key.
func (x tree) refused(err error, kind fault.Kind, key string) {
	x.Helper()
	said := ""
	if f, ok := errors.AsType[*fault.Error](err); ok {
		said = fmt.Sprint(f.Key, f.Fields)
	}
	if !fault.Is(err, kind) || key != "" && !strings.Contains(said, key) {
		x.Errorf("got %v, want a fault %d %s", err, kind, key)
	}
}

// overtaken checks that a form that somebody else's came before gets all of theirs.
func (x tree) overtaken(err error, theirs map[string]string) {
	x.Helper()
	x.refused(err, fault.Stale, "")
	if f, ok := errors.AsType[*fault.Error](err); ok {
		if diff := cmp.Diff(theirs, f.Theirs); diff != "" {
			x.Errorf("what is stored (-want +got):\n%s", diff)
		}
	}
}

func (x tree) actor(id member.ID) access.Actor {
	x.Helper()
	a := access.Actor{Kind: access.Human, Account: "acc-" + string(id), Person: string(id)}
	x.must(x.db.Read(x.Context(), func(tx *db.Tx) (err error) {
		a.Duties, err = member.DutiesOf(tx, id)
		return err
	}))
	return a
}

func (x tree) official(unit org.ID) (a access.Actor) {
	x.Helper()
	x.must(x.db.Read(x.Context(), func(tx *db.Tx) error {
		u, err := org.Of(tx, unit)
		a = access.Actor{Kind: access.Human, Account: "o" + string(unit), Duties: []access.Duty{{Role: access.Officer, Unit: string(unit), Path: u.Path}}}
		return err
	}))
	return a
}

func certificate(year int, subject commendation.SubjectForm) commendation.AwardForm {
	return commendation.AwardForm{
		SubjectForm: subject,
		Merit:       commendation.Merit{Form: commendation.Certificate, Level: commendation.ByBase, Occasion: commendation.Yearly, Year: year, Reason: "Hoàn thành xuất sắc nhiệm vụ"},
		Decision:    commendation.Decision{Giver: "Đảng ủy Sở Y tế", Number: "12-QĐ/ĐU", On: db.Date(db.Date("2020-12-30").AddMonths(12 * (year - 2020)))},
	}
}

func (x tree) list(by access.Actor, unit org.ID, f commendation.Filter) commendation.Register {
	x.Helper()
	r, err := x.s.List(x.Context(), by, unit, f)
	x.must(err)
	return r
}

// H1: what is entered, what is refused, and what each level sees of it.
func TestRegister(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x, ctx := build(t, d), t.Context()
		people := commendation.SubjectForm{Kind: commendation.Individual, People: []member.ID{x.a, x.b}, Names: "Lê Văn C\n\nLê Văn C"}
		whole := commendation.SubjectForm{Kind: commendation.Collective, Unit: x.cell}
		for year := 2021; year <= 2025; year++ {
			_, err := x.s.Enter(ctx, x.secretary, x.cell, certificate(year, people))
			x.must(err)
			_, err = x.s.Enter(ctx, x.officer, x.base, certificate(year, whole)) // it stands in the cell's own register
			x.must(err)
		}
		x.refuse(people, whole)

		r := x.list(x.bob, x.cell, commendation.Filter{})
		want := commendation.Sum{Turns: 15, Distinct: 3}
		if r.Tally.Individual != want || r.Tally.Collective != (commendation.Sum{Turns: 5, Distinct: 1}) || r.Total != 20 || r.Leads || len(r.Facts) != 4 {
			t.Errorf("the cell's register: %+v, %d entries, %d due", r.Tally, r.Total, len(r.Facts))
		}
		if diff := cmp.Diff([]commendation.FormStreak{{Form: commendation.Certificate, Streak: commendation.Streak{From: 2021, Through: 2025}}}, r.Streaks); diff != "" {
			t.Errorf("five years running (-want +got):\n%s", diff)
		}
		for query, n := range map[string]int{"tran thi dao": 5, "LÊ VĂN": 5, "12-QĐ": 19, "15-qd": 1, "100%": 0, "trạm y tế": 5} {
			if got := x.list(x.bob, x.cell, commendation.Filter{Query: query}).Total; got != n {
				t.Errorf("%q finds %d, want %d", query, got, n)
			}
		}
		if got := x.list(x.bob, x.cell, commendation.Filter{Year: 2023, Kind: commendation.Individual, Level: commendation.ByBase, Form: commendation.Certificate}); got.Total != 3 || got.Tally.Turns() != 4 {
			t.Errorf("of 2023: %d, and %d turns", got.Total, got.Tally.Turns())
		}

		above := x.list(x.officer, x.base, commendation.Filter{})
		if above.Tally.Individual != r.Tally.Individual || above.Total != 7 || // with the one that was struck, and that of the dissolved unit
			len(above.Facts) != 1 {
			t.Errorf("the committee counts %+v and lists %d, %d due", above.Tally, above.Total, len(above.Facts))
		}
		if seen := x.list(x.officer, x.cell, commendation.Filter{Query: "tram"}); seen.Total != 5 { // collectives alone
			t.Errorf("the officer finds %d in the cell", seen.Total)
		}
		x.persons()
	})
}

// refuse tries what may not be entered.
func (x tree) refuse(people, whole commendation.SubjectForm) {
	x.Helper()
	ctx := x.Context()
	enter := func(by access.Actor, unit org.ID, f commendation.AwardForm) error {
		_, err := x.s.Enter(ctx, by, unit, f)
		return err
	}
	x.refused(enter(x.secretary, x.cell, certificate(2025, people)), fault.Invalid, "entered_already")
	x.refused(enter(x.secretary, x.cell, certificate(2027, people)), fault.Invalid, "day_ahead")
	x.refused(enter(x.bob, x.cell, certificate(2025, people)), fault.Denied, "")
	x.refused(enter(x.officer, x.cell, certificate(2020, people)), fault.Invalid, "names_below")
	x.refused(enter(x.secretary, x.cell, certificate(2020, commendation.SubjectForm{Kind: commendation.Individual, People: []member.ID{"nobody"}})), fault.Invalid, "person_elsewhere")
	x.refused(enter(x.secretary, x.cell, certificate(2020, commendation.SubjectForm{Kind: commendation.Collective, Unit: x.base})), fault.Invalid, "unit_elsewhere")
	x.refused(enter(x.secretary, x.cell, certificate(2007, whole)), fault.Invalid, "before_unit")
	dissolved := certificate(2025, commendation.SubjectForm{Kind: commendation.Collective, Unit: x.gone})
	x.must(enter(x.officer, x.base, dissolved))
	dissolved.On = "2026-01-01"
	x.refused(enter(x.officer, x.base, dissolved), fault.Invalid, "after_unit")
	x.must(enter(x.officer, x.base, func() commendation.AwardForm { // a mistake, which is struck
		f := certificate(2020, commendation.SubjectForm{Kind: commendation.Collective, Names: "Tập thể Phòng Hành chính"})
		f.Form = commendation.Other
		f.Title = "Thư khen"
		return f
	}()))
	r := x.list(x.officer, x.base, commendation.Filter{Query: "thư khen"})
	x.must(x.s.Strike(ctx, x.officer, r.Awards[0].ID, 1, "Nhập nhầm"))
	x.refused(x.s.Strike(ctx, x.officer, r.Awards[0].ID, 2, "Nhập nhầm"), fault.Invalid, "is_struck")
	r = x.list(x.officer, x.base, commendation.Filter{Query: "khoa dược"})
	if r.Total != 1 || r.Awards[0].UnitName != "Chi bộ Khoa Dược" { // by the name that it had last
		x.Fatalf("%+v of a dissolved unit", r.Awards)
	}
	if _, err := x.s.Award(ctx, x.officer, r.Awards[0].ID); err != nil {
		x.Errorf("the award of a dissolved unit: %v", err)
	}
	if _, err := figure.NewFolder(x.db).Fold(ctx); err != nil {
		x.Fatal(err)
	}
	if wrong, err := figure.Verify(ctx, x.db, commendation.AwardCount); err != nil || len(wrong) > 0 { // H3: entered, amended, struck
		x.Errorf("%v, %v", wrong, err)
	}
	if r.Tally.Collective.Turns != 6 {
		x.Errorf("%d turns of collectives, the dissolved one with them", r.Tally.Collective.Turns)
	}
	award := x.list(x.secretary, x.cell, commendation.Filter{Kind: commendation.Collective}).Awards[0]
	f := certificate(2025, commendation.SubjectForm{})
	f.Number = "15-QĐ/ĐU"
	x.must(x.s.Amend(ctx, x.secretary, award.ID, 1, f))
	x.overtaken(x.s.Amend(ctx, x.secretary, award.ID, 1, f), map[string]string{
		"form": string(f.Form), "title": "", "level": string(f.Level), "occasion": string(f.Occasion), "year": "2025", "years": "", "reason": f.Reason,
		"giver": f.Giver, "number": "15-QĐ/ĐU", "on": f.On.Local(""),
	})
	f.On = "2007-12-30"
	f.Year = 2007
	x.refused(x.s.Amend(ctx, x.secretary, award.ID, 2, f), fault.Invalid, "before_unit")
	sh, err := x.s.Award(ctx, x.officer, award.ID)
	x.must(err)
	if sh.Award.Reason != "" || sh.Leads || !sh.Named {
		x.Errorf("the officer above sees %+v", sh)
	}
	mine := x.list(x.bob, x.cell, commendation.Filter{Kind: commendation.Individual}).Awards[0]
	_, err = x.s.Award(ctx, x.officer, mine.ID)
	x.refused(err, fault.Denied, "")
}

// persons erases and merges who was commended.
func (x tree) persons() {
	x.Helper()
	ctx := x.Context()
	own, err := x.s.Of(ctx, x.bob, x.a)
	x.must(err)
	if len(own.Awards) != 5 || len(own.Streaks) != 1 {
		x.Errorf("%d awards, %v", len(own.Awards), own.Streaks)
	}
	_, err = x.s.Of(ctx, x.officer, x.a)
	x.refused(err, fault.Denied, "")
	x.must(x.db.Write(ctx, access.Console, func(tx *db.Tx) error { return x.s.Merge(tx, access.Console, x.a, x.b) }))
	r := x.list(x.bob, x.cell, commendation.Filter{})
	if r.Tally.Individual != (commendation.Sum{Turns: 10, Distinct: 2}) {
		x.Errorf("after the merge: %+v", r.Tally.Individual)
	}
	x.must(x.db.Write(ctx, access.Console, func(tx *db.Tx) error { return x.s.Erase(tx, access.Console, x.b) }))
	r = x.list(x.bob, x.cell, commendation.Filter{Kind: commendation.Individual})
	if r.Tally.Individual != (commendation.Sum{Turns: 10, Distinct: 2}) {
		x.Errorf("after the erasure: %+v", r.Tally.Individual)
	}
	for _, a := range r.Awards {
		if a.Person != "" || strings.Contains(a.Name, "Đào") {
			x.Errorf("somebody forgotten: %+v", a)
		}
	}
}

// H1: a proposal from the cell to the level that decides; each level acts only at
// its place.
func TestProposals(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x, ctx := build(t, d), t.Context()
		form := commendation.ProposalForm{
			SubjectForm: commendation.SubjectForm{Kind: commendation.Individual, People: []member.ID{x.b}},
			Merit:       commendation.Merit{Form: commendation.InARow, Level: commendation.BySuperior, Occasion: commendation.Period, Year: 2025, Years: 5, Reason: "Năm năm liền"},
		}
		x.s.Rated = func(_ *db.Tx, _ org.ID, s commendation.Subject, year int) (commendation.Rating, error) {
			return commendation.Rating{Title: fmt.Sprint(s.Person, year)}, nil
		}
		_, err := x.s.Draft(ctx, x.bob, x.cell, form)
		x.refused(err, fault.Denied, "")
		id, err := x.s.Draft(ctx, x.secretary, x.cell, form)
		x.must(err)
		form.Reason = "Năm năm liền được tặng giấy khen"
		x.must(x.s.Redraft(ctx, x.secretary, id, 1, form))
		x.overtaken(x.s.Redraft(ctx, x.secretary, id, 1, form), map[string]string{
			"form": string(form.Form), "title": "", "level": string(form.Level), "occasion": "period", "year": "2025", "years": "5", "reason": form.Reason,
			"kind": "individual", "people": string(x.b), "unit_id": "", "names": "",
		})
		_, err = x.s.Proposal(ctx, x.officer, id)
		x.refused(err, fault.Denied, "") // not sent yet
		vote := commendation.StepForm{Favour: 1, Voters: 2, Decision: commendation.Decision{On: "2026-05-20"}}
		x.refused(x.s.Step(ctx, x.secretary, id, 2, commendation.Sending, vote), fault.Invalid, "not_passed")
		vote.Favour = 2
		x.must(x.s.Step(ctx, x.secretary, id, 2, commendation.Sending, vote))

		words := commendation.StepForm{Words: "Đủ tiêu chuẩn"}
		x.refused(x.s.Step(ctx, x.secretary, id, 3, commendation.Appraising, words), fault.Invalid, "lies_elsewhere")
		x.refused(x.s.Step(ctx, x.bob, id, 3, commendation.Appraising, words), fault.Denied, "")
		x.refused(x.s.Step(ctx, x.topOfficer, id, 3, commendation.Appraising, words), fault.Denied, "")
		x.refused(x.s.Step(ctx, x.officer, id, 3, commendation.Appraising, commendation.StepForm{}), fault.Invalid, "words_missing")
		x.must(x.s.Step(ctx, x.officer, id, 3, commendation.Appraising, words))
		decision := commendation.StepForm{Decision: commendation.Decision{Giver: "Ban Thường vụ Đảng ủy cấp trên", Number: "30-QĐ/ĐU", On: "2026-05-22"}}
		x.refused(x.s.Step(ctx, x.officer, id, 4, commendation.Granting, decision), fault.Invalid, "for_above")
		x.must(x.s.Step(ctx, x.officer, id, 4, commendation.SendingOn, commendation.StepForm{}))
		x.must(x.s.Step(ctx, x.topOfficer, id, 5, commendation.Appraising, words))
		early := decision
		early.On = "2026-05-19"
		x.refused(x.s.Step(ctx, x.topOfficer, id, 6, commendation.Granting, early), fault.Invalid, "before_vote")
		sh, err := x.s.Proposal(ctx, x.topOfficer, id)
		x.must(err)
		if sh.Proposal.Name != "Trần Thị Đào" || sh.Reads || sh.Rating.Title != "" || len(sh.Steps) != 4 || !sh.May(commendation.Granting) || sh.May(commendation.SendingOn) {
			t.Errorf("above, the proposal as it was sent: %+v", sh)
		}
		x.must(x.s.Step(ctx, x.topOfficer, id, 6, commendation.Granting, decision))
		sh, err = x.s.Proposal(ctx, x.bob, id)
		x.must(err)
		if sh.Rating.Title != string(x.b)+"2025" {
			t.Errorf("in the cell, the rating beside it: %q", sh.Rating.Title)
		}
		award, err := x.s.Award(ctx, x.bob, sh.Award)
		x.must(err)
		if award.Award.Person != x.b || award.Award.Years != 5 || award.Award.Number != "30-QĐ/ĐU" || award.Unit.ID != x.cell {
			t.Errorf("the award that came of it: %+v", award.Award)
		}
		x.collective(form)
	})
}

// collective proposes a unit, and withdraws or refuses it.
func (x tree) collective(form commendation.ProposalForm) {
	x.Helper()
	ctx := x.Context()
	form.SubjectForm = commendation.SubjectForm{Kind: commendation.Collective, Unit: x.cell}
	id, err := x.s.Draft(ctx, x.officer, x.base, form)
	x.must(err)
	x.must(x.s.Step(ctx, x.officer, id, 1, commendation.Withdrawing, commendation.StepForm{Words: "Chưa đủ hồ sơ"}))
	x.refused(x.s.Step(ctx, x.officer, id, 2, commendation.Sending, commendation.StepForm{}), fault.Invalid, "not_when_withdrawn")
	form.SubjectForm = commendation.SubjectForm{Kind: commendation.Collective, Unit: x.top}
	id, err = x.s.Draft(ctx, x.topOfficer, x.top, form)
	x.must(err) // nobody stands above: it holds its own proposals
	x.must(x.s.Step(ctx, x.topOfficer, id, 1, commendation.Sending, commendation.StepForm{Favour: 9, Voters: 9, Decision: commendation.Decision{On: "2026-05-20"}}))
	x.must(x.s.Step(ctx, x.topOfficer, id, 2, commendation.Refusing, commendation.StepForm{Words: "Chưa đủ thời gian"}))
	p, err := x.s.Proposals(ctx, x.officer, x.base, 1)
	x.must(err)
	if p.Total != 2 || p.Proposals[0].Name == "" {
		x.Errorf("%d proposals of the committee and before it", p.Total)
	}
	seen, err := x.s.Proposals(ctx, x.officer, x.cell, 1)
	x.must(err)
	if len(seen.Proposals) != 0 {
		x.Error("an officer above lists a cell's proposals there")
	}
	x.dissolved(form)
}

// dissolved ends the cell with a proposal on its way, which the committee decides, and
// with a draft, which an heir goes on with.
func (x tree) dissolved(form commendation.ProposalForm) {
	x.Helper()
	ctx := x.Context()
	form.Level, form.SubjectForm = commendation.ByBase, commendation.SubjectForm{Kind: commendation.Collective, Unit: x.cell}
	draft, err := x.s.Draft(ctx, x.secretary, x.cell, form)
	x.must(err)
	sent, err := x.s.Draft(ctx, x.secretary, x.cell, form)
	x.must(err)
	x.must(x.s.Step(ctx, x.secretary, sent, 1, commendation.Sending, commendation.StepForm{Favour: 2, Voters: 2, Decision: commendation.Decision{On: "2026-05-20"}}))
	x.must(org.New(x.db).Dissolve(ctx, access.Console, x.cell, "2026-05-24"))
	x.must(x.s.Step(ctx, x.officer, sent, 2, commendation.Appraising, commendation.StepForm{Words: "Đủ tiêu chuẩn"}))
	decision := commendation.StepForm{Decision: commendation.Decision{Giver: "Đảng ủy Sở Y tế", Number: "31-QĐ/ĐU", On: "2026-05-25"}}
	x.refused(x.s.Step(ctx, x.officer, sent, 3, commendation.Granting, decision), fault.Invalid, "after_unit")
	decision.On = "2026-05-22"
	x.must(x.s.Step(ctx, x.officer, sent, 3, commendation.Granting, decision))
	sh, err := x.s.Proposal(ctx, x.officer, sent)
	x.must(err)
	if sh.Proposal.UnitName != "Chi bộ Trạm Y tế" || sh.Steps[0].Unit != "Chi bộ Trạm Y tế" {
		x.Errorf("a dissolved proposer: %q, %+v", sh.Proposal.UnitName, sh.Steps)
	}
	x.must(x.db.Write(ctx, access.Console, func(tx *db.Tx) error {
		n, err := commendation.OpenIn(tx, x.cell)
		if n != 1 {
			x.Errorf("%d undecided in the cell", n)
		}
		return errors.Join(err, commendation.Inherit(tx, x.cell, x.base), tx.Audit(db.Entry{Action: "org.merge"}))
	}))
	if sh, err = x.s.Proposal(ctx, x.officer, draft); err != nil || !sh.Reads || !sh.May(commendation.Sending) {
		x.Errorf("the heir's draft: %v, %v", sh.Moves, err)
	}
}

// H1, I10: past awards come in by a spreadsheet: of a member, of who left, of a
// cell that was dissolved, of others by their names; with a fault nothing does.
func TestImport(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x, ctx := build(t, d), t.Context()
		const head = "Tập thể, cá nhân;Loại;Hình thức;Cấp khen;Cơ quan quyết định;Ngày quyết định;Dịp;Năm\n"
		read := func(by access.Actor, unit org.ID, rows string) commendation.Import {
			t.Helper()
			id, err := x.s.ReadImport(ctx, by, unit, "khen.csv", []byte(head+rows))
			x.must(err)
			i, err := x.s.PreviewImport(ctx, by, id)
			x.must(err)
			return i
		}
		_, err := x.s.ReadImport(ctx, x.bob, x.cell, "khen.csv", []byte(head))
		x.refused(err, fault.Denied, "")
		_, err = x.s.ReadImport(ctx, x.secretary, x.cell, "khen.csv", []byte("Tên;Tuổi\nA;1\n"))
		x.refused(err, fault.Invalid, "commendation.import_no_table")

		bad := read(x.secretary, x.cell, "Trần Thị Đào;;Giấy khen;Cơ sở;Đảng ủy;2020;Hằng năm;\nAi đó;;Giấy khen;Cơ sở;;31/12/2019;Hằng năm;abc\n")
		var got []string
		for _, f := range bad.Faults {
			got = append(got, fmt.Sprint(f.Row, " ", f.Column, " ", strings.TrimPrefix(f.Key, "commendation.")))
		}
		if diff := cmp.Diff([]string{"2 on day_missing", "3 kind import_kind", "3 year year_wrong", "3 giver giver_missing"}, got); diff != "" {
			t.Error(diff)
		}
		_, err = x.s.ApplyImport(ctx, x.secretary, bad.ID, bad.Version)
		x.refused(err, fault.Invalid, "ui.import_faults")
		x.must(x.s.DropImport(ctx, x.secretary, bad.ID, bad.Version))

		own := read(x.secretary, x.cell, "TRẦN THỊ ĐÀO;;Giấy khen;Cơ sở;Đảng ủy;31/12/2019;Hằng năm;\nTổ Dược;Tập thể;Bằng khen của Bộ Y tế;Trung ương;Bộ Y tế;15/02/2015;Đột xuất;\n")
		if len(own.Faults) != 0 || own.Awards[0].Person != x.b || own.Awards[0].Year != 2019 || !own.Awards[1].Named || own.Awards[1].Form != commendation.Diploma || own.Awards[1].Title == "" {
			t.Fatalf("%+v", own)
		}
		made, err := x.s.ApplyImport(ctx, x.secretary, own.ID, own.Version)
		if x.must(err); made != 2 || x.list(x.secretary, x.cell, commendation.Filter{}).Total != 2 {
			t.Errorf("%d awards", made)
		}
		_, err = x.s.ApplyImport(ctx, x.secretary, own.ID, own.Version)
		x.refused(err, fault.Stale, "")
		if again := read(x.secretary, x.cell, "Trần Thị Đào;;Giấy khen;Cơ sở;Đảng ủy;31/12/2019;Hằng năm;\n"); len(again.Faults) != 1 || again.Faults[0].Key != "commendation.entered_already" {
			t.Errorf("a second time: %+v", again.Faults)
		}
		// What the register writes as a table is read as the same awards.
		book, err := x.s.Book(ctx, x.secretary, x.cell, commendation.Filter{})
		x.must(err)
		var file bytes.Buffer
		x.must(paper.XLSX(&file, book.Sheet()))
		list, err := x.s.ReadImport(ctx, x.secretary, x.cell, "khen.xlsx", file.Bytes())
		x.must(err)
		same, err := x.s.PreviewImport(ctx, x.secretary, list)
		if x.must(err); len(same.Faults) != 2 || same.Faults[0].Key != "commendation.entered_already" || same.Faults[1].Key != "commendation.entered_already" {
			t.Errorf("the register read again: %+v", same.Faults)
		}
		// The committee's office: collectives alone, each in its own register, one
		// that stands no more too.
		up := read(x.officer, x.cell, "Chi bộ Trạm Y tế;;Giấy khen;Cơ sở;Đảng ủy;31/12/2019;Hằng năm;\nLê Văn C;Cá nhân;Giấy khen;Cơ sở;Đảng ủy;31/12/2019;Hằng năm;\n")
		if len(up.Awards) != 1 || len(up.Faults) != 1 || up.Faults[0].Key != "commendation.names_below" {
			t.Fatalf("%+v", up)
		}
		up = read(x.officer, x.base, "Chi bộ Khoa Dược;;Giấy khen;Cơ sở;Đảng ủy;31/12/2019;Hằng năm;\n")
		_, err = x.s.ApplyImport(ctx, x.officer, up.ID, up.Version)
		if x.must(err); up.Awards[0].Unit != x.gone {
			t.Errorf("%+v", up.Awards)
		}
		if r := x.list(x.officer, x.base, commendation.Filter{Query: "khoa duoc"}); r.Total != 1 || r.Awards[0].UnitName != "Chi bộ Khoa Dược" {
			t.Errorf("a dissolved cell in the register above: %+v", r.Awards)
		}
	})
}
