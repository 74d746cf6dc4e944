package account_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/access"
	"chibo/internal/account"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
)

const password = "mưa rào trên phố cũ"

// house is a committee with a cell, its people, and an administrator.
type house struct {
	db         *db.DB
	clock      *dbtest.Clock
	orgs       *org.Service
	members    *member.Service
	accounts   *account.Service
	base, cell org.ID
	secretary  member.ID
	plain      member.ID
	admin      account.ID
}

func build(t *testing.T, d *db.DB, c *dbtest.Clock) house {
	t.Helper()
	h := house{db: d, clock: c, orgs: org.New(d), members: member.New(d)}
	h.accounts = account.New(d, h.orgs, h.members)
	ctx := t.Context()
	h.base = must(h.orgs.Found(ctx, access.Console, org.Form{Name: "Đảng bộ Sở Y tế", Kind: "base", From: "2010-01-01"}))(t)
	h.cell = must(h.orgs.Found(ctx, access.Console, org.Form{Name: "Chi bộ Trạm Y tế", Kind: "cell", Parent: h.base, From: "2010-01-01"}))(t)
	h.secretary = h.enter(t, h.cell, "Nguyễn Văn A")
	h.plain = h.enter(t, h.cell, "Trần Thị B")
	ok(t, h.members.Appoint(ctx, access.Console, member.Appointment{Person: h.secretary, Unit: h.cell, Post: member.Secretary, From: "2020-01-01"}))
	l := must(h.accounts.CreateAdministrator(ctx, access.Console, "Phạm Quản Trị"))(t)
	h.admin = must(h.accounts.Accept(ctx, access.Actor{}, l.Secret, account.Answer{Username: "quantri", Password: password, Again: password}))(t).Account
	return h
}

func (h house) enter(t *testing.T, unit org.ID, name string) member.ID {
	t.Helper()
	return must(h.members.Enter(t.Context(), access.Console, unit, member.Form{
		Person: member.Person{Name: name}, Status: member.Official, Party: member.Party{AdmittedOn: "2010-03-01", OfficialOn: "2011-03-01"},
	}))(t)
}

// account gives an active account to a person.
func (h house) account(t *testing.T, person member.ID, username string) account.ID {
	t.Helper()
	return must(h.accounts.Open(t.Context(), access.Console, account.Opening{Person: person, Username: username, Password: password}))(t)
}

func (h house) actor(t *testing.T, id account.ID) access.Actor {
	t.Helper()
	for epoch := range 20 {
		who, err := h.accounts.Who(t.Context(), access.System, id, epoch)
		if err == nil {
			return who.Actor()
		}
	}
	t.Fatalf("account %s may not sign in", id)
	return access.Actor{}
}

func (h house) signIn(ctx context.Context, username, password string) (account.Pass, error) {
	return h.accounts.SignIn(ctx, access.Actor{}, account.Try{Username: username, Password: password, Address: "192.0.2.1"})
}

func must[T any](v T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func wants(t *testing.T, what string, err error, kind fault.Kind) {
	t.Helper()
	if !fault.Is(err, kind) {
		t.Errorf("%s: got %v, want kind %v", what, err, kind)
	}
}

// I4: an invitation, its link used once, and a reset that keeps nothing of the
// old sessions.
func TestInviteAndReset(t *testing.T) {
	dbtest.EachClock(t, func(t *testing.T, d *db.DB, c *dbtest.Clock) {
		h := build(t, d, c)
		ctx := t.Context()
		sec := h.actor(t, h.account(t, h.secretary, "nguyenvana"))
		told := 0
		h.accounts.OnReset = func(_ *db.Tx, by access.Actor, person member.ID) error {
			told++
			if by.Person != string(h.secretary) || person != h.plain {
				t.Errorf("told that %s reset %s", by.Person, person)
			}
			return nil
		}
		first := must(h.accounts.Invite(ctx, sec, h.plain))(t)
		if first.Reset || first.Username != "tranthib" {
			t.Errorf("invitation: %+v", first)
		}
		l := must(h.accounts.Invite(ctx, sec, h.plain))(t)
		_, err := h.accounts.Opened(ctx, access.Actor{}, first.Secret)
		wants(t, "an earlier link", err, fault.NotFound)
		_, err = h.accounts.Accept(ctx, access.Actor{}, l.Secret, account.Answer{Username: "quantri", Password: password, Again: password})
		wants(t, "a username that is taken", err, fault.Invalid)
		p := must(h.accounts.Accept(ctx, access.Actor{}, l.Secret, account.Answer{Username: "Trần Thị B", Password: password, Again: password}))(t)
		if _, err := h.accounts.Who(ctx, access.System, p.Account, p.Epoch); err != nil {
			t.Error(err)
		}
		_, err = h.accounts.Accept(ctx, access.Actor{}, l.Secret, account.Answer{Username: "b", Password: password, Again: password})
		wants(t, "the link a second time", err, fault.NotFound)
		if told != 0 {
			t.Error("an invitation is no reset")
		}
		reset := must(h.accounts.Invite(ctx, sec, h.plain))(t)
		if !reset.Reset || told != 1 {
			t.Errorf("reset %+v, told %d times", reset, told)
		}
		if _, err := h.signIn(ctx, "tranthib", password); err != nil {
			t.Errorf("the old password must work until the link is used: %v", err)
		}
		const other = "nắng vàng trên đồi chè"
		must(h.accounts.Accept(ctx, access.Actor{}, reset.Secret, account.Answer{Password: other, Again: other}))(t)
		_, err = h.accounts.Who(ctx, access.System, p.Account, p.Epoch)
		wants(t, "a session of before", err, fault.NotFound)
		_, err = h.signIn(ctx, "tranthib", password)
		wants(t, "the old password", err, fault.Invalid)
		must(h.signIn(ctx, "tranthib", other))(t)
		late := must(h.accounts.Invite(ctx, sec, h.plain))(t)
		c.Set(dbtest.Today.Add(account.LinkLife + time.Hour))
		_, err = h.accounts.Opened(ctx, access.Actor{}, late.Secret)
		wants(t, "a link after seven days", err, fault.NotFound)
	})
}

// I4: who may make links, for whom.
func TestWhoInvites(t *testing.T) {
	dbtest.EachClock(t, func(t *testing.T, d *db.DB, c *dbtest.Clock) {
		h := build(t, d, c)
		ctx := t.Context()
		other := must(h.orgs.Found(ctx, access.Console, org.Form{Name: "Chi bộ Khoa Dược", Kind: "cell", Parent: h.base, From: "2010-01-01"}))(t)
		stranger := h.enter(t, other, "Cao Thị O")
		sec, mem := h.actor(t, h.account(t, h.secretary, "nguyenvana")), h.actor(t, h.account(t, h.plain, "tranthib"))
		admin := h.actor(t, h.admin)
		try := func(what string, by access.Actor, person member.ID, want string) {
			t.Helper()
			got := "ok"
			if _, err := h.accounts.Invite(ctx, by, person); err != nil {
				got = fault.Key(err)
			}
			if got != want {
				t.Errorf("%s: got %s, want %s", what, got, want)
			}
		}
		try("secretary, another cell", sec, stranger, "ui.not_found")
		try("administrator, anybody", admin, stranger, "ok")
		try("member, own cell", mem, h.plain, "ui.denied")
		try("nobody", access.Actor{}, h.plain, "ui.not_found")
		// A member of the cell who serves above: his secretary gets no hold of
		// that account.
		officer := h.enter(t, h.cell, "Lê Cán Bộ")
		must(h.accounts.Grant(ctx, access.Console, h.account(t, officer, "lecanbo"), access.Officer, h.base))(t)
		try("secretary, an officer above", sec, officer, "account.leads_elsewhere")
		wants(t, "secretary drops the factor of an officer above", h.accounts.Drop(ctx, sec, must(h.accounts.Find(ctx, access.Console, "lecanbo"))(t).Account), fault.Denied)
		wants(t, "administrator drops a factor", h.accounts.Drop(ctx, admin, account.ID(sec.Account)), fault.NotFound)
	})
}

// Safety S2: a role counts, or no longer does, from the very next request on.
func TestRolesAtOnce(t *testing.T) {
	dbtest.EachClock(t, func(t *testing.T, d *db.DB, c *dbtest.Clock) {
		h := build(t, d, c)
		ctx := t.Context()
		id := h.account(t, h.plain, "tranthib")
		p := must(h.signIn(ctx, "tranthib", password))(t)
		roles := func() (got []access.Role) {
			t.Helper()
			who := must(h.accounts.Who(ctx, access.System, p.Account, p.Epoch))(t)
			for _, hat := range who.Hats {
				got = append(got, hat.Role)
			}
			return got
		}
		expect := func(what string, want ...access.Role) {
			t.Helper()
			if diff := cmp.Diff(want, roles()); diff != "" {
				t.Errorf("%s: %s", what, diff)
			}
		}
		expect("member", access.Member)
		ok(t, h.members.Appoint(ctx, access.Console, member.Appointment{Person: h.plain, Unit: h.cell, Post: member.Deputy, From: "2026-05-01"}))
		expect("deputy", access.Deputy)
		who := must(h.accounts.Who(ctx, access.System, p.Account, p.Epoch))(t)
		if !who.MustHaveOne || who.Hats[0].Name != "Chi bộ Trạm Y tế" || who.Hats[0].Parent != "Đảng bộ Sở Y tế" {
			t.Errorf("deputy: %+v", who)
		}
		h.accounts.RelaxSecondFactor = true
		if who := must(h.accounts.Who(ctx, access.System, p.Account, p.Epoch))(t); who.MustHaveOne {
			t.Error("relaxed, but a second factor is asked")
		}
		waiting := must(h.accounts.Grant(ctx, h.actor(t, h.admin), id, access.Officer, h.base))(t)
		if waiting {
			t.Error("a grant to somebody else waits")
		}
		expect("officer too", access.Deputy, access.Officer)
		ok(t, h.members.SetState(ctx, access.Console, h.plain, member.StatePeriod{Unit: h.cell, State: member.Suspended, From: "2026-05-20"}))
		if slices.Contains(roles(), access.Member) {
			t.Error("suspended, but a member")
		}
		ok(t, h.accounts.Disable(ctx, h.actor(t, h.admin), id))
		_, err := h.accounts.Who(ctx, access.System, p.Account, p.Epoch)
		wants(t, "disabled", err, fault.NotFound)
		_, err = h.signIn(ctx, "tranthib", password)
		wants(t, "disabled, sign in", err, fault.Invalid)
		ok(t, h.accounts.Enable(ctx, h.actor(t, h.admin), id))
		_, err = h.accounts.Who(ctx, access.System, p.Account, p.Epoch)
		wants(t, "enabled again, the old session", err, fault.NotFound)
		must(h.signIn(ctx, "tranthib", password))(t)
	})
}

// Safety S5: of those who sign in from one office at the same moment nobody
// waits for the others, in whichever order their first tries are counted.
func TestSignInTogether(t *testing.T) {
	dbtest.EachClock(t, func(t *testing.T, d *db.DB, c *dbtest.Clock) {
		h := build(t, d, c)
		h.account(t, h.secretary, "nguyenvana")
		h.account(t, h.plain, "tranthib")
		for _, username := range []string{"nguyenvana", "tranthib"} {
			if _, err := h.signIn(t.Context(), username, password); err != nil {
				t.Errorf("%s: %v", username, err)
			}
			c.Set(c.Now().Add(-time.Millisecond)) // who began earlier comes later
		}
	})
}

// A request needs few statements to know who asks.
func TestWhoIsCheap(t *testing.T) {
	dbtest.EachClock(t, func(t *testing.T, d *db.DB, c *dbtest.Clock) {
		h := build(t, d, c)
		h.account(t, h.secretary, "nguyenvana")
		p := must(h.signIn(t.Context(), "nguyenvana", password))(t)
		ctx, n := db.CountQueries(t.Context())
		must(h.accounts.Who(ctx, access.System, p.Account, p.Epoch))(t)
		if n.Load() > 5 {
			t.Errorf("%d statements", n.Load())
		}
	})
}

// I4: an officer's role that somebody gives to himself waits for a secretary
// or officer of the tree; the last administrator stays.
func TestGrantToOneself(t *testing.T) {
	dbtest.EachClock(t, func(t *testing.T, d *db.DB, c *dbtest.Clock) {
		h := build(t, d, c)
		ctx := t.Context()
		admin := h.actor(t, h.admin)
		sec, mem := h.actor(t, h.account(t, h.secretary, "nguyenvana")), h.actor(t, h.account(t, h.plain, "tranthib"))
		if !must(h.accounts.Grant(ctx, admin, h.admin, access.Officer, h.base))(t) {
			t.Fatal("the grant does not wait")
		}
		if h.actor(t, h.admin).Has(access.Officer) {
			t.Fatal("the role counts before it is confirmed")
		}
		_, err := h.accounts.Grant(ctx, admin, h.admin, access.Officer, h.base)
		wants(t, "the same grant again", err, fault.Invalid)
		grants := must(h.accounts.Waiting(ctx, sec))(t)
		if len(grants) != 1 || grants[0].Name != "Phạm Quản Trị" {
			t.Fatalf("waiting: %+v", grants)
		}
		if n := len(must(h.accounts.Waiting(ctx, admin))(t)) + len(must(h.accounts.Waiting(ctx, mem))(t)); n != 0 {
			t.Errorf("%d shown to those who may not confirm", n)
		}
		wants(t, "the administrator confirms himself", h.accounts.Approve(ctx, admin, grants[0].ID), fault.NotFound)
		wants(t, "a member confirms", h.accounts.Approve(ctx, mem, grants[0].ID), fault.NotFound)
		ok(t, h.accounts.Approve(ctx, sec, grants[0].ID))
		if !h.actor(t, h.admin).Has(access.Officer) {
			t.Error("confirmed, but no role")
		}
		wants(t, "confirmed twice", h.accounts.Approve(ctx, sec, grants[0].ID), fault.Stale)
		ok(t, h.accounts.Revoke(ctx, admin, grants[0].ID))
		if h.actor(t, h.admin).Has(access.Officer) {
			t.Error("revoked, but the role counts")
		}
		wants(t, "a member grants", second(h.accounts.Grant(ctx, mem, account.ID(mem.Account), access.Administrator, "")), fault.Denied)
		wants(t, "the last administrator is disabled", h.accounts.Disable(ctx, admin, h.admin), fault.Invalid)
		sheet := must(h.accounts.Get(ctx, admin, member.ID(admin.Person)))(t)
		wants(t, "the last administrator is revoked", h.accounts.Revoke(ctx, admin, sheet.Grants[0].ID), fault.Invalid)
		wants(t, "officer of a mass organisation, in a committee", second(h.accounts.Grant(ctx, admin, account.ID(mem.Account), access.MassOfficer, h.base)), fault.Invalid)
	})
}

func second[T any](_ T, err error) error { return err }

// Safety S6: a changed password ends every other session.
func TestChangePassword(t *testing.T) {
	dbtest.EachClock(t, func(t *testing.T, d *db.DB, c *dbtest.Clock) {
		h := build(t, d, c)
		ctx := t.Context()
		id := h.account(t, h.plain, "tranthib")
		by := h.actor(t, id)
		elsewhere := must(h.signIn(ctx, "tranthib", password))(t)
		const other = "nắng vàng trên đồi chè"
		_, err := h.accounts.ChangePassword(ctx, by, account.Change{Old: "sai mật khẩu rồi", Password: other, Again: other})
		wants(t, "with a wrong old one", err, fault.Invalid)
		p := must(h.accounts.ChangePassword(ctx, by, account.Change{Old: password, Password: other, Again: other}))(t)
		_, err = h.accounts.Who(ctx, access.System, id, elsewhere.Epoch)
		wants(t, "the session elsewhere", err, fault.NotFound)
		must(h.accounts.Who(ctx, access.System, id, p.Epoch))(t)
		q := must(h.accounts.EndSessions(ctx, by))(t)
		_, err = h.accounts.Who(ctx, access.System, id, p.Epoch)
		wants(t, "a session after all were ended", err, fault.NotFound)
		must(h.accounts.Who(ctx, access.System, id, q.Epoch))(t)
	})
}

// "Quên mật khẩu?" tells nobody whether the account exists; who invites in the
// unit sees the request until he makes a link.
func TestAsk(t *testing.T) {
	dbtest.EachClock(t, func(t *testing.T, d *db.DB, c *dbtest.Clock) {
		h := build(t, d, c)
		ctx := t.Context()
		sec := h.actor(t, h.account(t, h.secretary, "nguyenvana"))
		h.account(t, h.plain, "tranthib")
		for _, name := range []string{"tranthib", "tranthib", "khongcotennay"} {
			ok(t, h.accounts.Ask(ctx, access.Actor{}, name, "192.0.2.9"))
		}
		asked := func() (n int) {
			for _, l := range must(h.accounts.People(ctx, sec, h.cell))(t).Lines {
				if !l.Asked.IsZero() {
					n++
				}
			}
			return n
		}
		if n := asked(); n != 1 {
			t.Errorf("%d requests", n)
		}
		must(h.accounts.Invite(ctx, sec, h.plain))(t)
		if n := asked(); n != 0 {
			t.Errorf("%d requests after the link was made", n)
		}
		for range 30 {
			if err := h.accounts.Ask(ctx, access.Actor{}, "tranthib", "192.0.2.9"); fault.Is(err, fault.TooMany) {
				return
			}
		}
		t.Error("requests are not limited")
	})
}

// I4: the administrator sees accounts, and of a unit those who hold a post;
// the secretary everybody of his own.
func TestLists(t *testing.T) {
	dbtest.EachClock(t, func(t *testing.T, d *db.DB, c *dbtest.Clock) {
		h := build(t, d, c)
		ctx := t.Context()
		admin, sec := h.actor(t, h.admin), h.actor(t, h.account(t, h.secretary, "nguyenvana"))
		names := func(lines []account.Line) (got []string) {
			for _, l := range lines {
				got = append(got, l.Name)
			}
			return got
		}
		for _, c := range []struct {
			what string
			got  []account.Line
			want []string
		}{
			{"administrator, accounts", must(h.accounts.Accounts(ctx, admin, account.Filter{}))(t).Lines, []string{"Nguyễn Văn A", "Phạm Quản Trị"}},
			{"administrator, search", must(h.accounts.Accounts(ctx, admin, account.Filter{Query: "Quản"}))(t).Lines, []string{"Phạm Quản Trị"}},
			{"administrator, search by name", must(h.accounts.Accounts(ctx, admin, account.Filter{Query: "phạm quản"}))(t).Lines, []string{"Phạm Quản Trị"}},
			{"administrator, unit", must(h.accounts.People(ctx, admin, h.cell))(t).Lines, []string{"Nguyễn Văn A"}},
			{"secretary", must(h.accounts.People(ctx, sec, h.cell))(t).Lines, []string{"Nguyễn Văn A", "Trần Thị B"}},
		} {
			if diff := cmp.Diff(c.want, names(c.got)); diff != "" {
				t.Errorf("%s: %s", c.what, diff)
			}
		}
		_, err := h.accounts.Accounts(ctx, sec, account.Filter{})
		wants(t, "secretary, all accounts", err, fault.Denied)
		_, err = h.accounts.Get(ctx, h.actor(t, h.account(t, h.plain, "tranthib")), h.secretary)
		wants(t, "a member looks at an account", err, fault.Denied)
	})
}

// Sessions end when their time has come, also if they are written to or the
// clock is set back (safety R7).
func TestSessions(t *testing.T) {
	dbtest.EachClock(t, func(t *testing.T, d *db.DB, c *dbtest.Clock) {
		s, ctx := account.NewSessions(d), t.Context()
		ok(t, s.CommitCtx(ctx, "token", []byte{0, 1, 255}, time.Now().Add(time.Hour)))
		b, found, err := s.FindCtx(ctx, "token")
		if !found || err != nil || !cmp.Equal(b, []byte{0, 1, 255}) {
			t.Errorf("found %v %v %v", b, found, err)
		}
		c.Set(dbtest.Today.Add(account.SessionLife - time.Minute))
		ok(t, s.Commit("token", []byte("later"), time.Now().Add(time.Hour)))
		c.Set(dbtest.Today.Add(account.SessionLife + time.Minute))
		if _, found, _ := s.Find("token"); found {
			t.Error("a session was made longer by writing to it")
		}
		ok(t, s.Commit("other", nil, time.Now().Add(time.Hour)))
		c.Set(dbtest.Today)
		if _, found, _ := s.Find("token"); found {
			t.Error("a session that was over came back when the clock was set back")
		}
		ok(t, s.Delete("other"))
		if _, found, _ := s.Find("other"); found {
			t.Error("deleted, but found")
		}
	})
}

// P1: an erased person's account is bare; of two accounts of one person, one
// stays.
func TestEraseAndMerge(t *testing.T) {
	dbtest.EachClock(t, func(t *testing.T, d *db.DB, c *dbtest.Clock) {
		h := build(t, d, c)
		ctx := t.Context()
		a, b := h.account(t, h.secretary, "nguyenvana"), h.account(t, h.plain, "tranthib")
		by := h.actor(t, a)
		ok(t, h.accounts.Prefer(ctx, by, "vi.dark.md.normal.on"))
		ok(t, d.Write(ctx, access.Console, func(tx *db.Tx) error { return h.accounts.Merge(tx, access.Console, h.plain, h.secretary) }))
		_, err := h.accounts.Who(ctx, access.System, b, 1)
		wants(t, "merged away", err, fault.NotFound)
		must(h.accounts.Who(ctx, access.System, a, 1))(t)
		ok(t, d.Write(ctx, access.Console, func(tx *db.Tx) error { return h.accounts.Erase(tx, access.Console, h.secretary) }))
		_, err = h.accounts.Who(ctx, access.System, a, 1)
		wants(t, "erased", err, fault.NotFound)
		_, err = h.accounts.Find(ctx, access.Console, "nguyenvana")
		wants(t, "his username", err, fault.NotFound)
		third := h.enter(t, h.cell, "Cao Thị O")
		alone := h.account(t, third, "caothio")
		ok(t, d.Write(ctx, access.Console, func(tx *db.Tx) error { return h.accounts.Merge(tx, access.Console, third, h.enterTx(t, tx)) }))
		if who := must(h.accounts.Who(ctx, access.System, alone, 1))(t); who.Name != "Cao Thị Oanh" {
			t.Errorf("the account belongs to %s", who.Name)
		}
	})
}

func (h house) enterTx(t *testing.T, tx *db.Tx) member.ID {
	t.Helper()
	return must(h.members.EnterTx(tx, access.Console, h.cell, member.Form{
		Person: member.Person{Name: "Cao Thị Oanh"}, Status: member.Official, Party: member.Party{AdmittedOn: "2010-03-01", OfficialOn: "2011-03-01"},
	}))(t)
}
