package account_test

import (
	"testing"

	"chibo/internal/access"
	"chibo/internal/account"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
)

// I4: first run, and every step again after it was done.
func TestSetup(t *testing.T) {
	dbtest.EachClock(t, func(t *testing.T, d *db.DB, c *dbtest.Clock) {
		setUp(t, d, c, false)
	})
}

// Both may be one person, who then holds two roles.
func TestSetupAlone(t *testing.T) {
	dbtest.EachClock(t, func(t *testing.T, d *db.DB, c *dbtest.Clock) { setUp(t, d, c, true) })
}

func setUp(t *testing.T, d *db.DB, c *dbtest.Clock, me bool) {
	ctx := t.Context()
	h := house{db: d, clock: c, orgs: org.New(d), members: member.New(d)}
	h.accounts = account.New(d, h.orgs, h.members)
	at := func(want account.Step) {
		t.Helper()
		if got := must(h.accounts.Stage(ctx, access.System))(t).Step; got != want {
			t.Fatalf("at %s, want %s", got, want)
		}
	}
	at(account.StepAdministrator)
	first := account.First{Name: "Phạm Quản Trị", Username: "quantri", Password: password, Again: password}
	_, err := h.accounts.Begin(ctx, access.Actor{}, account.First{Name: "X", Username: "quantri", Password: "ngắn", Again: "khác"})
	wants(t, "a short password", err, fault.Invalid)
	p := must(h.accounts.Begin(ctx, access.Actor{}, first))(t)
	_, err = h.accounts.Begin(ctx, access.Actor{}, first)
	wants(t, "a second first administrator", err, fault.Denied)
	at(account.StepOrganisation)
	admin := must(h.accounts.Who(ctx, access.System, p.Account, p.Epoch))(t).Actor()
	_, err = h.accounts.Lead(ctx, admin, account.Leader{Name: "A", AdmittedOn: "2010-03-01", OfficialOn: "2011-03-01", Since: "2026-01-01"})
	wants(t, "a step too early", err, fault.Denied)
	wants(t, "somebody else", h.accounts.Found(ctx, access.Actor{Kind: access.Human}, account.Organisation{Name: "X", Kind: "base", From: "2010-01-01"}), fault.Denied)
	ok(t, h.accounts.Found(ctx, admin, account.Organisation{Superior: "Đảng bộ Sở Y tế", Name: "Đảng bộ Bệnh viện", Kind: "base", Locality: "Hà Nội", From: "2010-01-01"}))
	at(account.StepCell)
	above := must(h.accounts.Stage(ctx, admin))(t).Above
	if len(above) != 2 || above[1].ParentName != "Đảng bộ Sở Y tế" {
		t.Errorf("above the cell: %+v", above)
	}
	ok(t, h.accounts.FoundCell(ctx, admin, org.Form{Name: "Chi bộ Khoa Nội", Kind: "cell", Parent: above[1].ID, From: "2010-01-01"}))
	at(account.StepSecretary)
	cell := must(h.accounts.Stage(ctx, admin))(t).Cell.ID
	_, err = h.members.List(ctx, admin, cell, member.Filter{})
	wants(t, "the administrator reads", err, fault.NotFound)
	_, err = h.accounts.Lead(ctx, admin, account.Leader{Me: me, Name: "Nguyễn Văn A"})
	wants(t, "without dates", err, fault.Invalid)
	l := must(h.accounts.Lead(ctx, admin, account.Leader{Me: me, Name: "Nguyễn Văn A", AdmittedOn: "2010-03-01", OfficialOn: "2011-03-01", Since: "2026-01-01"}))(t)
	at(account.StepDone)
	_, err = h.accounts.Lead(ctx, admin, account.Leader{Name: "B", AdmittedOn: "2010-03-01", OfficialOn: "2011-03-01", Since: "2026-01-01"})
	wants(t, "a second secretary", err, fault.Denied)
	if me {
		who := must(h.accounts.Who(ctx, access.System, p.Account, p.Epoch))(t)
		if l.Secret != "" || len(who.Hats) != 2 || who.Hats[0].Role != access.Secretary {
			t.Errorf("one person in two roles: link %v, hats %v", l, who.Hats)
		}
		return
	}
	q := must(h.accounts.Accept(ctx, access.Actor{}, l.Secret, account.Answer{Username: "nguyenvana", Password: password, Again: password}))(t)
	who := must(h.accounts.Who(ctx, access.System, q.Account, q.Epoch))(t)
	if !who.MustHaveOne || !who.Actor().Has(access.Secretary) {
		t.Errorf("the secretary: %+v", who)
	}
}
