package account_test

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/pquerna/otp/totp"

	"chibo/internal/access"
	"chibo/internal/account"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/fault"
	"chibo/internal/member"
)

// Safety S5, in small: guesses are slowed down, unknown names answer alike,
// and the owner gets in from a known device meanwhile.
func TestThrottle(t *testing.T) {
	dbtest.EachClock(t, func(t *testing.T, d *db.DB, c *dbtest.Clock) {
		h := build(t, d, c)
		ctx := t.Context()
		h.account(t, h.plain, "tranthib")
		owner := account.Try{Username: "tranthib", Password: password, Address: "192.0.2.1", Own: true}
		owner.Device = must(h.accounts.SignIn(ctx, access.Actor{}, owner))(t).Device
		var wrong, slowed atomic.Int64
		var wg sync.WaitGroup
		for i := range 40 {
			wg.Go(func() {
				_, err := h.accounts.SignIn(ctx, access.Actor{}, account.Try{Username: "tranthib", Password: fmt.Sprint("guess ", i), Address: fmt.Sprint("198.51.100.", i)})
				switch {
				case fault.Key(err) == "account.wrong":
					wrong.Add(1)
				case fault.Is(err, fault.TooMany):
					slowed.Add(1)
				default:
					t.Errorf("guess %d: %v", i, err)
				}
			})
		}
		wg.Wait()
		if wrong.Load() != 5 || slowed.Load() != 35 {
			t.Errorf("%d reached the hash, %d were slowed down", wrong.Load(), slowed.Load())
		}
		if again := must(h.accounts.SignIn(ctx, access.Actor{}, owner))(t); again.Device != owner.Device {
			t.Error("the device got another secret")
		}
		_, err := h.signIn(ctx, "tranthib", password)
		wants(t, "the right password from elsewhere, at once", err, fault.TooMany)
		c.Set(dbtest.Today.Add(time.Minute + time.Second))
		must(h.signIn(ctx, "tranthib", password))(t)
		_, known := h.signIn(ctx, "tranthib", "sai mật khẩu rồi")
		_, unknown := h.signIn(ctx, "khongcotennay", "sai mật khẩu rồi")
		if diff := cmp.Diff(fault.Key(known), fault.Key(unknown)); diff != "" {
			t.Errorf("known and unknown names answer differently: %s", diff)
		}
	})
}

// Safety S5: a name is not revealed by the time that the answer takes.
func TestTiming(t *testing.T) {
	d := dbtest.SQLite(t, dbtest.NewClock())
	h := build(t, d, dbtest.NewClock())
	h.account(t, h.plain, "tranthib")
	// By turns, and the shortest of each: whatever else the machine does
	// lengthens some of both.
	fastest := map[string]time.Duration{}
	for i := range 5 {
		for _, name := range []string{"tranthib", "khongcotennay"} {
			start := time.Now()
			_, err := h.accounts.SignIn(t.Context(), access.Actor{}, account.Try{Username: name, Password: "sai mật khẩu rồi", Address: fmt.Sprint(name, i)})
			took := time.Since(start)
			if fault.Key(err) != "account.wrong" {
				t.Fatalf("%s, try %d: %v", name, i, err)
			}
			if best, ok := fastest[name]; !ok || took < best {
				fastest[name] = took
			}
		}
	}
	known, unknown := fastest["tranthib"], fastest["khongcotennay"]
	if diff := (known - unknown).Abs(); diff > known/2 {
		t.Errorf("known %v, unknown %v", known, unknown)
	}
}

func code(t *testing.T, secret string, at time.Time) string {
	t.Helper()
	return must(totp.GenerateCode(secret, at))(t)
}

// Safety S6: a code of the second factor works once, of 50 at the same time;
// so does a recovery code.
func TestSecondFactor(t *testing.T) {
	dbtest.EachClock(t, func(t *testing.T, d *db.DB, c *dbtest.Clock) {
		h := build(t, d, c)
		ctx := t.Context()
		id := h.account(t, h.secretary, "nguyenvana")
		by := h.actor(t, id)
		secret := account.NewFactor()
		_, err := h.accounts.Enrol(ctx, by, secret, "000000")
		wants(t, "a wrong code", err, fault.Invalid)
		enrolled := code(t, secret, c.Now())
		codes := must(h.accounts.Enrol(ctx, by, secret, enrolled))(t)
		if len(codes) != 8 {
			t.Errorf("%d recovery codes", len(codes))
		}
		_, err = h.accounts.Enrol(ctx, by, account.NewFactor(), "000000")
		wants(t, "enrolling over a factor that stands", err, fault.Denied)
		wants(t, "the code of the enrolment again", h.accounts.Prove(ctx, by, enrolled), fault.Invalid)
		c.Set(dbtest.Today.Add(2 * time.Minute)) // and past the delay that failures bring
		race := func(what, code string) {
			t.Helper()
			var passed atomic.Int64
			var wg sync.WaitGroup
			for range 50 {
				wg.Go(func() {
					switch err := h.accounts.Prove(ctx, by, code); {
					case err == nil:
						passed.Add(1)
					case !fault.Is(err, fault.Invalid) && !fault.Is(err, fault.TooMany):
						t.Errorf("%s: %v", what, err)
					}
				})
			}
			wg.Wait()
			if passed.Load() != 1 {
				t.Errorf("%s: %d of 50 passed", what, passed.Load())
			}
		}
		race("code", code(t, secret, c.Now()))
		c.Set(dbtest.Today.Add(30 * time.Minute))
		race("recovery code", codes[3])
		if m := must(h.accounts.Own(ctx, by))(t); m.Codes != 7 || !m.Factor {
			t.Errorf("own account: %+v", m)
		}
		c.Set(dbtest.Today.Add(time.Hour))
		wants(t, "withdrawn without the password", h.accounts.Withdraw(ctx, by, "sai mật khẩu rồi"), fault.Invalid)
		fresh := must(h.accounts.Renew(ctx, by, password))(t)
		wants(t, "a recovery code of before", h.accounts.Prove(ctx, by, codes[5]), fault.Invalid)
		c.Set(dbtest.Today.Add(2 * time.Hour))
		ok(t, h.accounts.Prove(ctx, by, fresh[0]))
		ok(t, h.accounts.Withdraw(ctx, by, password))
		if m := must(h.accounts.Own(ctx, by))(t); m.Codes != 0 || m.Factor {
			t.Errorf("withdrawn: %+v", m)
		}
	})
}

// A deputy helps a secretary who lost his telephone; the person and others
// are told.
func TestDropFactor(t *testing.T) {
	dbtest.EachClock(t, func(t *testing.T, d *db.DB, c *dbtest.Clock) {
		h := build(t, d, c)
		ctx := t.Context()
		ok(t, h.members.Appoint(ctx, access.Console, member.Appointment{Person: h.plain, Unit: h.cell, Post: member.Deputy, From: "2026-05-01"}))
		sec, deputy := h.actor(t, h.account(t, h.secretary, "nguyenvana")), h.actor(t, h.account(t, h.plain, "tranthib"))
		secret := account.NewFactor()
		must(h.accounts.Enrol(ctx, sec, secret, code(t, secret, c.Now())))(t)
		told := 0
		h.accounts.OnReset = func(*db.Tx, access.Actor, member.ID) error { told++; return nil }
		wants(t, "his own", h.accounts.Drop(ctx, sec, account.ID(sec.Account)), fault.Denied)
		ok(t, h.accounts.Drop(ctx, deputy, account.ID(sec.Account)))
		if told != 1 {
			t.Errorf("told %d times", told)
		}
		if m := must(h.accounts.Own(ctx, sec))(t); m.Factor {
			t.Error("the factor still stands")
		}
	})
}
