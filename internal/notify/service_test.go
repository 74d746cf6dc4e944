package notify_test

import (
	"fmt"
	"log/slog"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/access"
	"chibo/internal/account"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/notify"
	"chibo/internal/notify/smtp"
	"chibo/internal/notify/smtp/smtptest"
	"chibo/internal/org"
)

// house is a cell of three members with accounts and addresses, and an officer
// of the committee above.
type house struct {
	t        *testing.T
	db       *db.DB
	clock    *dbtest.Clock
	members  *member.Service
	accounts *account.Service
	notices  *notify.Service
	root     org.ID
	unit     org.ID
	a, b, c  member.ID
	officer  member.ID
}

func build(t *testing.T, d *db.DB, clock *dbtest.Clock) *house {
	t.Helper()
	slog.SetDefault(slog.New(slog.DiscardHandler))
	orgs := org.New(d)
	h := &house{t: t, db: d, clock: clock, members: member.New(d)}
	h.accounts = account.New(d, orgs, h.members)
	h.notices = notify.New(d, h.members, h.accounts)
	h.notices.Words = func(key string, args ...any) string {
		return strings.TrimSpace(fmt.Sprintln(append([]any{key}, args...)...))
	}
	var err error
	h.root, err = orgs.Found(t.Context(), access.Console, org.Form{Name: "Đảng bộ Sở Y tế", Kind: "base", From: "2010-01-01"})
	h.must(err)
	h.unit, err = orgs.Found(t.Context(), access.Console, org.Form{Name: "Chi bộ Trạm Y tế", Kind: "cell", Parent: h.root, From: "2010-01-01"})
	h.must(err)
	h.a, h.b, h.c = h.enter("Nguyễn Văn A", "a@example.vn"), h.enter("Trần Thị B", "b@example.vn"), h.enter("Lê Văn C", "c@example.vn")
	h.must(d.Write(t.Context(), access.Console, func(tx *db.Tx) error {
		h.officer, err = h.members.EnterAloneTx(tx, access.Console, "Mai Thị P")
		return err
	}))
	_, err = h.accounts.Grant(t.Context(), access.Console, h.open(h.officer), access.Officer, h.root)
	h.must(err)
	return h
}

func (h *house) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) enter(name, email string) member.ID {
	h.t.Helper()
	f := member.Form{Person: member.Person{Name: name, Email: email}, Status: member.Official, Party: member.Party{AdmittedOn: "2010-03-01", OfficialOn: "2011-03-01"}}
	id, err := h.members.Enter(h.t.Context(), access.Console, h.unit, f)
	h.must(err)
	h.open(id)
	return id
}

func (h *house) open(person member.ID) account.ID {
	h.t.Helper()
	id, err := h.accounts.Open(h.t.Context(), access.Console, account.Opening{Person: person, Username: "u" + strings.ReplaceAll(string(person), "-", ""), Password: "một câu dài để thử nghiệm"})
	h.must(err)
	return id
}

// as is the person as one who asks now.
func (h *house) as(person member.ID) access.Actor {
	h.t.Helper()
	sheet, err := h.accounts.Get(h.t.Context(), access.System, person)
	h.must(err)
	who, err := h.accounts.Who(h.t.Context(), access.System, sheet.Account, 1)
	h.must(err)
	return who.Actor()
}

func (h *house) tell(notices ...notify.Notice) {
	h.t.Helper()
	h.must(h.db.System(h.t.Context(), func(tx *db.Tx) error { return h.notices.TellTx(tx, access.System, notices...) }))
}

// news is a notice with mail about the cell.
func (h *house) news(to member.ID) notify.Notice {
	return notify.Notice{Person: to, Unit: h.unit, Key: "task.notice", Args: []any{"Rà soát tủ thuốc", 3}, Link: "/task/1", Mail: notify.News}
}

// alter changes rows as a use case of another capability would.
func (h *house) alter(query string, args ...any) {
	h.t.Helper()
	h.must(h.db.Write(h.t.Context(), access.Console, func(tx *db.Tx) error {
		if _, err := tx.Exec(query, args...); err != nil {
			return err
		}
		return tx.Audit(db.Entry{Action: "test.alter", Kind: "test", Subject: "x"})
	}))
}

// leave ends the person's membership today.
func (h *house) leave(person member.ID) {
	h.alter(`UPDATE member_membership SET to_date = $2 WHERE person_id = $1`, person, h.db.Now().Date())
}

// one answers a query of one number.
func (h *house) one(query string, args ...any) (n int) {
	h.t.Helper()
	h.must(h.db.Read(h.t.Context(), func(tx *db.Tx) (err error) {
		n, err = db.One(tx, db.Value[int], query, args...)
		return err
	}))
	return n
}

func each(t *testing.T, f func(t *testing.T, h *house)) {
	dbtest.EachClock(t, func(t *testing.T, d *db.DB, c *dbtest.Clock) { f(t, build(t, d, c)) })
}

// I6: what was told is there, for its person alone.
func TestTell(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ctx := t.Context()
		once := h.news(h.a)
		once.Once = "task-1-due"
		h.tell(once, once, h.news(h.a), h.news(h.b))
		h.tell(once)
		p, err := h.notices.List(ctx, h.as(h.a), 1)
		h.must(err)
		if len(p.Lines) != 2 || p.Total != 2 || p.Unread != 2 {
			t.Fatalf("%d lines of %d, %d unread", len(p.Lines), p.Total, p.Unread)
		}
		l := p.Lines[1]
		if diff := cmp.Diff(notify.Line{ID: l.ID, Key: "task.notice", Args: []any{"Rà soát tủ thuốc", 3}, UnitName: "Chi bộ Trạm Y tế", At: l.At}, l); diff != "" {
			t.Error(diff)
		}
		if _, err := h.notices.Open(ctx, h.as(h.b), l.ID); !fault.Is(err, fault.NotFound) {
			t.Errorf("somebody else opens it: %v", err)
		}
		if link, err := h.notices.Open(ctx, h.as(h.a), l.ID); link != "/task/1" || err != nil {
			t.Error(link, err)
		}
		if n, err := h.notices.Unread(ctx, h.as(h.a)); n != 1 || err != nil {
			t.Error(n, err)
		}
		h.tell(h.news(h.a)) // comes in while he looks at the others
		h.must(h.notices.ReadAll(ctx, h.as(h.a), p.Lines[0].ID))
		if n, err := h.notices.Unread(ctx, h.as(h.a)); n != 1 || err != nil {
			t.Errorf("%d unread, want the one that he has not seen: %v", n, err)
		}
		if n, err := h.notices.Unread(ctx, h.as(h.b)); n != 1 || err != nil {
			t.Errorf("of somebody else: %d %v", n, err)
		}
	})
}

// What is undone was told to nobody.
func TestToldOnlyIfCommitted(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.mailServer()
		gone := fmt.Errorf("no")
		err := h.db.Write(t.Context(), access.Console, func(tx *db.Tx) error {
			if err := h.notices.TellTx(tx, access.Console, h.news(h.a)); err != nil {
				return err
			}
			return gone
		})
		if err == nil || h.one(`SELECT COUNT(*) FROM notify_notice`)+h.one(`SELECT COUNT(*) FROM notify_mail`) != 0 {
			t.Error("told all the same", err)
		}
		if err := h.db.System(t.Context(), func(tx *db.Tx) error { return h.notices.TellTx(tx, access.Actor{}, h.news(h.a)) }); !fault.Is(err, fault.Denied) {
			t.Errorf("nobody tells: %v", err)
		}
	})
}

// More people than one statement holds.
func TestTellMany(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.mailServer()
		var all []notify.Notice
		for range 1203 {
			all = append(all, h.news(h.a))
		}
		h.tell(all...)
		if n, m := h.one(`SELECT COUNT(*) FROM notify_notice`), h.one(`SELECT COUNT(*) FROM notify_mail`); n != 1203 || m != 1203 {
			t.Errorf("%d notices, %d mails", n, m)
		}
		p, err := h.notices.List(t.Context(), h.as(h.a), 99)
		h.must(err)
		if p.Page != 49 || p.Pages != 49 || len(p.Lines) != 3 {
			t.Errorf("page %d of %d with %d", p.Page, p.Pages, len(p.Lines))
		}
	})
}

// safety S2: who has left a cell, or may not take part, no longer sees what he
// was told about it; what concerns himself he sees.
func TestLeft(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		own := h.news(h.a)
		own.Unit = ""
		about := h.news(h.officer)
		h.tell(h.news(h.a), own, h.news(h.b), about)
		h.leave(h.a)
		h.must(h.members.SetState(t.Context(), access.Console, h.b, member.StatePeriod{Unit: h.unit, State: member.Suspended, From: h.db.Now().Date(), Decision: "1-QĐ"}))
		for who, want := range map[member.ID]int{h.a: 1, h.b: 0, h.officer: 1} {
			p, err := h.notices.List(t.Context(), h.as(who), 1)
			h.must(err)
			n, err := h.notices.Unread(t.Context(), h.as(who))
			h.must(err)
			if len(p.Lines) != want || p.Total != want || n != want {
				t.Errorf("%d lines of %d, %d unread; want %d", len(p.Lines), p.Total, n, want)
			}
		}
		var id string
		h.must(h.db.Read(t.Context(), func(tx *db.Tx) (err error) {
			id, err = db.One(tx, db.Value[string], `SELECT id FROM notify_notice WHERE person_id = $1 AND unit_id IS NOT NULL`, h.a)
			return err
		}))
		if _, err := h.notices.Open(t.Context(), h.as(h.a), notify.ID(id)); !fault.Is(err, fault.NotFound) {
			t.Error(err)
		}
	})
}

// Without a mail server nothing waits for one.
func TestNoMailServer(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.tell(h.news(h.a))
		if n := h.one(`SELECT COUNT(*) FROM notify_mail`); n != 0 {
			t.Errorf("%d mails", n)
		}
	})
}

// mailServer names a mail server that is not there yet.
func (h *house) mailServer() {
	h.t.Helper()
	post, err := smtp.New(smtp.Config{Server: "127.0.0.1:1", From: "chibo@example.vn", Security: smtp.None})
	h.must(err)
	h.notices.Post = post
}

// Notices are kept for a year once they are read, mails for ninety days.
func TestTidy(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.mailServer()
		h.tell(h.news(h.a), h.news(h.b))
		p, err := h.notices.List(t.Context(), h.as(h.a), 1)
		h.must(err)
		h.must(h.notices.ReadAll(t.Context(), h.as(h.a), p.Lines[0].ID))
		h.alter(`UPDATE notify_mail SET state = 'sent'`)
		for _, c := range []struct{ days, notices, mails int }{{89, 2, 2}, {91, 2, 0}, {364, 2, 0}, {366, 1, 0}} {
			h.clock.Set(dbtest.Today.Add(time.Duration(c.days) * 24 * time.Hour))
			h.must(h.notices.Tidy(t.Context(), access.System))
			if n, m := h.one(`SELECT COUNT(*) FROM notify_notice`), h.one(`SELECT COUNT(*) FROM notify_mail`); n != c.notices || m != c.mails {
				t.Errorf("after %d days %d notices, %d mails", c.days, n, m)
			}
		}
		if err := h.notices.Tidy(t.Context(), h.as(h.b)); !fault.Is(err, fault.Denied) {
			t.Error(err)
		}
	})
}

// I6: a feed is known by its address alone, and only as long as it is in use.
func TestFeed(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ctx, a := t.Context(), h.as(h.a)
		start := db.At(dbtest.Today.AddDate(0, 0, 9))
		h.notices.Calendar = func(_ *db.Tx, person member.ID) ([]notify.Event, error) {
			return []notify.Event{{UID: "e-" + string(person), Start: start, End: db.At(start.Add(time.Hour))}}, nil
		}
		first, err := h.notices.Renew(ctx, a)
		h.must(err)
		file, err := h.notices.Feed(ctx, access.Actor{}, first)
		h.must(err)
		text := string(file)
		if !strings.Contains(text, "UID:e-"+string(h.a)) || !strings.Contains(text, "METHOD:PUBLISH\r\n") || strings.Count(text, "\n") != strings.Count(text, "\r\n") || strings.Contains(text, "Chi bộ") {
			t.Error(text)
		}
		second, err := h.notices.Renew(ctx, a)
		h.must(err)
		if len(second) != 64 || url.PathEscape(second) != second || h.one(`SELECT COUNT(*) FROM notify_feed WHERE hash = $1`, second) != 0 {
			t.Errorf("the secret %q is stored or has not 256 bits", second)
		}
		for _, secret := range []string{first, "", "x", strings.ToUpper(second)} {
			if _, err := h.notices.Feed(ctx, access.Actor{}, secret); !fault.Is(err, fault.NotFound) {
				t.Errorf("%q: %v", secret, err)
			}
		}
		if _, err := h.notices.Feed(ctx, access.Actor{}, second); err != nil {
			t.Error(err)
		}
		other, err := h.notices.Renew(ctx, h.as(h.b))
		h.must(err)
		h.must(h.notices.SwitchOff(ctx, a))
		h.leave(h.b)
		for _, secret := range []string{second, other} {
			if _, err := h.notices.Feed(ctx, access.Actor{}, secret); !fault.Is(err, fault.NotFound) {
				t.Errorf("ended: %v", err)
			}
		}
	})
}

// Erasure leaves nothing; of two who are one, everything is kept once.
func TestEraseAndMerge(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.mailServer()
		ctx := t.Context()
		same := func(to member.ID) notify.Notice {
			n := h.news(to)
			n.Once = "same"
			return n
		}
		h.tell(same(h.a), same(h.b), h.news(h.a), h.news(h.c))
		for _, who := range []member.ID{h.a, h.b, h.c} {
			h.must(h.notices.Choose(ctx, h.as(who), false))
			_, err := h.notices.Renew(ctx, h.as(who))
			h.must(err)
		}
		h.must(h.db.Write(ctx, access.Console, func(tx *db.Tx) error {
			if err := h.notices.Erase(tx, access.Console, h.c); err != nil {
				return err
			}
			return h.notices.Merge(tx, access.Console, h.a, h.b)
		}))
		for table, want := range map[string]int{"notify_notice": 3, "notify_mail": 3, "notify_setting": 2, "notify_feed": 2} {
			if n := h.one(`SELECT COUNT(*) FROM ` + table); n != want {
				t.Errorf("%s: %d, want %d", table, n, want)
			}
		}
		if n := h.one(`SELECT COUNT(*) FROM notify_notice WHERE person_id <> $1`, h.b); n != 1 {
			t.Errorf("%d are another's, but for what both were told", n)
		}
	})
}

// The administrator tries the mail server and hears who can mend it; nobody
// else may.
func TestTest(t *testing.T) {
	d := dbtest.SQLite(t, dbtest.NewClock())
	h := build(t, d, nil)
	ctx, admin := t.Context(), access.Actor{Kind: access.Human, Account: "x", Person: string(h.c), Duties: []access.Duty{{Role: access.Administrator}}}
	if err := h.notices.Test(ctx, h.as(h.a), "a@example.vn"); !fault.Is(err, fault.Denied) {
		t.Error(err)
	}
	if err := h.notices.Test(ctx, admin, "c@example.vn"); fault.Key(err) != "notify.unconfigured" {
		t.Error(err)
	}
	server := smtptest.Start(t, smtptest.Options{})
	h.post(server.Addr)
	for _, bad := range []string{"", "không", "Lê Văn C <c@example.vn>", strings.Repeat("x", 300) + "@example.vn", "a@example.vn\r\nBcc: b@example.vn"} {
		if err := h.notices.Test(ctx, admin, bad); !fault.Is(err, fault.Invalid) {
			t.Errorf("%q: %v", bad, err)
		}
	}
	h.must(h.notices.Test(ctx, admin, "c@example.vn"))
	if taken := server.Taken(); len(taken) != 1 || taken[0].To != "c@example.vn" {
		t.Errorf("%d taken", len(taken))
	}
	server.Stop()
	if err := h.notices.Test(ctx, admin, "c@example.vn"); fault.Key(err) != "notify.test_unreachable" {
		t.Error(err)
	}
}

// post names a mail server at an address.
func (h *house) post(addr string) {
	h.t.Helper()
	post, err := smtp.New(smtp.Config{Server: addr, From: "chibo@example.vn", Security: smtp.None})
	h.must(err)
	h.notices.Post = post
}
