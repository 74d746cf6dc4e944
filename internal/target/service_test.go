package target_test

import (
	"errors"
	"testing"

	"chibo/internal/access"
	"chibo/internal/account"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/notify"
	"chibo/internal/org"
	"chibo/internal/target"
)

// tree is a committee with two cells, the officer of the committee, and the
// leaders and a member of the first cell.
type tree struct {
	*testing.T
	db                      *db.DB
	orgs                    *org.Service
	targets                 *target.Service
	root, first, second     org.ID
	officer, leader, fellow access.Actor
	stranger                access.Actor
}

func build(t *testing.T, d *db.DB) tree {
	t.Helper()
	x := tree{T: t, db: d, orgs: org.New(d), targets: target.New(d)}
	found := func(name, kind string, parent org.ID) org.ID {
		id, err := x.orgs.Found(t.Context(), access.Console, org.Form{Name: name, Kind: kind, Parent: parent, From: "2005-01-01"})
		x.must(err)
		return id
	}
	x.root = found("Đảng bộ Sở Y tế", "base", "")
	x.first, x.second = found("Chi bộ Khoa Dược", "cell", x.root), found("Chi bộ Trạm Y tế", "cell", x.root)
	found("Công đoàn Sở Y tế", "union", x.root)
	for _, from := range []db.Date{"2005-09-15", "2010-09-15"} {
		x.must(x.orgs.OpenTerm(t.Context(), access.Console, x.root, org.Term{Ordinal: "X", From: from}))
	}
	x.officer, x.leader = x.actor(access.Officer, x.root), x.actor(access.Secretary, x.first)
	x.fellow, x.stranger = x.actor(access.Member, x.first), x.actor(access.Secretary, x.second)
	return x
}

func (x tree) actor(role access.Role, unit org.ID) (a access.Actor) {
	x.Helper()
	x.must(x.db.Read(x.Context(), func(tx *db.Tx) error {
		u, err := org.Of(tx, unit)
		a = access.Actor{Kind: access.Human, Account: string(role), Duties: []access.Duty{{Role: role, Unit: string(unit), Path: u.Path}}}
		return err
	}))
	return a
}

func (x tree) must(err error) {
	x.Helper()
	if err != nil {
		x.Fatal(err)
	}
}

// refused fails unless the error is a fault with the key, of the form or of one
// of its fields.
func (x tree) refused(err error, kind fault.Kind, key string) {
	x.Helper()
	var e *fault.Error
	got := fault.Key(err)
	if errors.As(err, &e) && len(e.Fields) == 1 {
		got = e.Fields[0].Key
	}
	if !fault.Is(err, kind) || got != key {
		x.Errorf("got %v, want a fault %d %s", err, kind, key)
	}
}

// admit enters somebody who was admitted on a day, in the unit from a day on.
func (x tree) admit(unit org.ID, on, from db.Date) {
	x.Helper()
	f := member.Form{Person: member.Person{Name: "Nguyễn Văn A"}, Party: member.Party{AdmittedOn: on}, Status: member.Official, From: from}
	_, err := member.New(x.db).Enter(x.Context(), access.Console, unit, f)
	x.must(err)
}

func (x tree) get(by access.Actor, id target.ID) target.Sheet {
	x.Helper()
	sh, err := x.targets.Get(x.Context(), by, id)
	x.must(err)
	return sh
}

// terms are those of the committee, the latest first.
func (x tree) terms() []org.Term {
	x.Helper()
	p, err := x.targets.Prepare(x.Context(), x.officer, x.root)
	x.must(err)
	return p.Terms
}

// A3, G6: a target of a term that is counted, with shares of the cells.
func TestCounted(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x, ctx := build(t, d), t.Context()
		x.admit(x.first, "2006-03-01", "2006-03-01")
		x.admit(x.first, "2010-09-14", "2010-09-14")
		x.admit(x.first, "2010-09-15", "2010-09-15") // of the next term
		x.admit(x.first, "2007-03-01", "2008-01-01") // admitted elsewhere, came later
		x.admit(x.second, "2008", "")
		term := x.terms()[1]
		id, err := x.targets.Propose(ctx, x.officer, x.root, target.Form{Term: term.ID, Title: "Kết nạp đảng viên", Measure: "đảng viên", Value: "2", Source: target.BySourceAdmitted})
		x.must(err)
		x.must(x.targets.Settle(ctx, x.officer, id, 1))
		sh := x.get(x.officer, id)
		if percent, ok := sh.Target.Percent(); sh.Target.Result.Value != target.Whole(3) || percent != 150 || !ok {
			t.Errorf("%+v is %d per cent", sh.Target.Result, percent)
		}
		if len(sh.Shares) != 2 || sh.MayGive() || sh.May(target.Changing) || sh.May(target.Reporting) {
			t.Errorf("of a term that is over: %v, %+v", sh.Moves, sh.Shares)
		}
		x.refused(x.targets.Change(ctx, x.officer, id, 2, target.ChangeForm{Value: "3", Reason: "Nâng"}), fault.Invalid, "target.period_over")
		x.must(d.Read(ctx, func(tx *db.Tx) error {
			n, err := target.Admitted(tx, x.root, "2005-01-01", "2026-01-01")
			x.must(err)
			value, period, ok, err := target.OfTerm(tx, x.root, target.BySourceAdmitted, "2009-01-01")
			if n != 4 || value != target.Whole(2) || !ok || period.From != "2005-09-15" {
				t.Errorf("%d admitted; %d in %+v", n, value, period)
			}
			return err
		}))
		x.shared(x.terms()[0])
	})
}

// shared gives a target of the running term down to the cells.
func (x tree) shared(term org.Term) {
	x.Helper()
	ctx := x.Context()
	id, err := x.targets.Propose(ctx, x.officer, x.root, target.Form{Term: term.ID, Title: "Kết nạp đảng viên", Measure: "đảng viên", Value: "50", Source: target.BySourceAdmitted})
	x.must(err)
	x.refused(x.targets.Give(ctx, x.officer, id, map[org.ID]string{x.first: "5"}), fault.Invalid, "target.give_none")
	x.must(x.targets.Settle(ctx, x.officer, id, 1))
	err = x.targets.Give(ctx, x.officer, id, map[org.ID]string{x.first: "5", x.second: "năm"})
	if !fault.Is(err, fault.Invalid) || len(x.get(x.officer, id).Shares[0].Target.ID) != 0 {
		x.Errorf("a share that is no number: %v", err)
	}
	x.refused(x.targets.Give(ctx, x.officer, id, nil), fault.Invalid, "target.give_empty")
	members := member.New(x.db)
	leader, err := members.Enter(ctx, access.Console, x.first, member.Form{Person: member.Person{Name: "Nguyễn Văn A"}, Status: member.Official, Party: member.Party{AdmittedOn: "2001-03-01", OfficialOn: "2002-03-01"}})
	x.must(err)
	x.must(members.Appoint(ctx, access.Console, member.Appointment{Person: leader, Unit: x.first, Post: member.Secretary, From: "2020-01-01"}))
	x.targets.Notices = notify.New(x.db, members, account.New(x.db, x.orgs, members))
	x.must(x.targets.Give(ctx, x.officer, id, map[org.ID]string{x.first: "4"}))
	sh := x.get(x.officer, id)
	if units, value, result := sh.Shared(); units != 1 || value != target.Whole(4) || result != target.Whole(1) || !sh.MayGive() {
		x.Errorf("%d units share %d, reached %d", units, value, result)
	}
	share := sh.Shares[0].Target.ID
	own := x.get(x.leader, share)
	if own.Giver.ID != x.root || len(own.Moves) != 0 || own.Target.Period.From != term.From {
		x.Errorf("a share, as its cell sees it: %+v", own)
	}
	x.refused(x.targets.Change(ctx, x.leader, share, 1, target.ChangeForm{Value: "2", Reason: "Giảm"}), fault.Denied, "target.given_by")
	x.must(x.targets.Change(ctx, x.officer, share, 1, target.ChangeForm{Value: "6,5", Reason: "Bổ sung nguồn"}))
	reader := x.leader
	reader.Person = string(leader)
	told, err := x.targets.Notices.List(ctx, reader, 1)
	if x.must(err); told.Total != 2 { // that it was given, and changed
		x.Errorf("%d notices to who leads the cell", told.Total)
	}
	if sh := x.get(x.leader, share); sh.Target.Value != 650 || len(sh.Changes) != 1 || sh.Changes[0].Was != target.Whole(4) {
		x.Errorf("changed: %+v", sh)
	}
	if _, err := x.targets.Get(ctx, x.stranger, share); !fault.Is(err, fault.NotFound) {
		x.Errorf("another cell: %v", err)
	}
}

// G6: a target of a year by hand, who does what, and what is refused.
func TestByHand(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x, ctx := build(t, d), t.Context()
		form := target.Form{Year: 2026, Title: "Sinh hoạt chuyên đề", Measure: "buổi", Value: "4"}
		_, err := x.targets.Propose(ctx, x.fellow, x.first, form)
		x.refused(err, fault.Denied, "ui.denied")
		_, err = x.targets.Propose(ctx, x.leader, x.first, target.Form{Year: 2050, Source: "unknown", Value: "0"})
		if e := new(fault.Error); !errors.As(err, &e) || len(e.Fields) != 5 {
			t.Errorf("every fault at once: %v", err)
		}
		id, err := x.targets.Propose(ctx, x.leader, x.first, form)
		x.must(err)
		if _, err := x.targets.Get(ctx, x.fellow, id); !fault.Is(err, fault.NotFound) {
			t.Errorf("a member sees a draft: %v", err)
		}
		form.Value = "5"
		x.must(x.targets.Amend(ctx, x.leader, id, 1, form))
		x.refused(x.targets.Amend(ctx, x.officer, id, 1, form), fault.Stale, "ui.stale")
		x.must(x.targets.Settle(ctx, x.leader, id, 2))
		for on, value := range map[db.Date]string{"2026-03-31": "1", "2026-05-20": "2"} {
			x.must(x.targets.Report(ctx, x.leader, id, target.ResultForm{Value: value, On: on, Basis: "Báo cáo tháng"}))
		}
		x.refused(x.targets.Report(ctx, x.leader, id, target.ResultForm{Value: "3", On: "2026-12-31", Basis: "Ước"}), fault.Invalid, "target.day_ahead")
		p, err := x.targets.List(ctx, x.fellow, x.first, 2026)
		x.must(err)
		if percent, _ := p.Yearly[0].Percent(); len(p.Yearly) != 1 || percent != 40 || p.Leads {
			t.Errorf("%d per cent: %+v", percent, p.Yearly)
		}
		x.refused(x.targets.Withdraw(ctx, x.leader, id, 3, " "), fault.Invalid, "target.reason_missing")
		x.must(x.targets.Withdraw(ctx, x.leader, id, 3, "Nhầm năm"))
		if p, err = x.targets.List(ctx, x.leader, x.first, 2026); err != nil || len(p.Yearly) != 0 {
			t.Errorf("withdrawn: %+v, %v", p.Yearly, err)
		}
	})
}

// A3: the congress of a cell from the plan to its day, and the overview of the
// committee.
func TestCongress(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x, ctx := build(t, d), t.Context()
		form := target.CongressForm{Ordinal: "XI", PlannedOn: "2026-05-20", Papers: "Báo cáo chính trị\n\n Đề án  nhân sự \n"}
		_, err := x.targets.PlanCongress(ctx, x.fellow, x.first, form)
		x.refused(err, fault.Denied, "ui.denied")
		id, err := x.targets.PlanCongress(ctx, x.leader, x.first, form)
		x.must(err)
		_, err = x.targets.PlanCongress(ctx, x.officer, x.first, form)
		x.refused(err, fault.Invalid, "target.congress_ahead")
		sh, err := x.targets.Congress(ctx, x.leader, id)
		x.must(err)
		first := sh.Congress.Papers[0].ID
		x.must(x.targets.Tick(ctx, x.leader, id, 1, map[string]db.Date{first: "2026-05-10"}))
		x.must(x.targets.AmendCongress(ctx, x.leader, id, 2, target.CongressForm{PlannedOn: "2026-05-22", Papers: "Dự thảo nghị quyết\nbáo cáo chính trị"}))
		x.refused(x.targets.Tick(ctx, x.leader, id, 2, nil), fault.Stale, "ui.stale")

		p, err := x.targets.Congresses(ctx, x.officer, x.root)
		x.must(err)
		if len(p.Below) != 2 || p.Below[0].Last.Late(p.Today) != 3 || p.Below[0].Last.Ready() != 1 || p.Held() != 0 || p.Below[1].Last.ID != "" {
			t.Errorf("the overview: %+v", p.Below)
		}
		x.refused(x.targets.HoldCongress(ctx, x.leader, id, 3, "2026-06-01"), fault.Invalid, "target.day_ahead")
		x.must(x.targets.HoldCongress(ctx, x.leader, id, 3, "2026-05-22"))
		x.refused(x.targets.CancelCongress(ctx, x.leader, id, 4, "Nhầm"), fault.Invalid, "target.congress_not_when_held")
		if p, err = x.targets.Congresses(ctx, x.fellow, x.first); err != nil || len(p.Congresses) != 1 || p.Congresses[0].Day() != "2026-05-22" || p.Ahead() || p.Leads {
			t.Errorf("%+v, %v", p, err)
		}
		again, err := x.targets.PlanCongress(ctx, x.leader, x.first, form)
		x.must(err)
		x.must(x.targets.CancelCongress(ctx, x.leader, again, 1, "Nhầm"))
		if p, err = x.targets.Congresses(ctx, x.officer, x.root); err != nil || p.Held() != 1 {
			t.Errorf("%d held, %v", p.Held(), err)
		}
		if _, err := x.targets.Congress(ctx, x.stranger, id); !fault.Is(err, fault.NotFound) {
			t.Errorf("another cell: %v", err)
		}
	})
}
