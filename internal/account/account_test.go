package account

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/access"
	"chibo/internal/fault"
)

// I4: at least 15 characters, nothing obvious, and nothing else is asked.
func TestCheckPassword(t *testing.T) {
	names := []string{"nguyenvana", "Nguyễn Văn A"}
	for password, want := range map[string]string{
		"mưa rào trên phố cũ":              "",
		"con trau vang gam co":             "",
		"839201758301925":                  "",
		"Xy7!kQ2@pL9#mZ4":                  "",
		"mười bốn ký tự":                   "account.password_short",
		"               x":                 "account.password_short", // spaces at the ends do not count
		strings.Repeat("dài quá ", 40):     "account.password_long",
		"aaaaaaaaaaaaaaaaaaa":              "account.password_obvious",
		"123456789012345":                  "account.password_obvious",
		"9876543210987654":                 "account.password_obvious",
		"Đảng Cộng sản Việt Nam":           "account.password_obvious",
		"matkhau12345678":                  "account.password_obvious",
		"Mật khẩu mật khẩu":                "account.password_obvious",
		"Nguyễn Văn A Nguyễn Văn A":        "account.password_obvious",
		"nguyenvana2026!!!":                "account.password_obvious",
		"!@#$%^&*()_+!@#$%":                "account.password_obvious",
		"passwordpassword":                 "account.password_obvious",
		"qwertyuiopasdfghjkl":              "account.password_obvious",
		"độc lập tự do hạnh phúc Việt Nam": "account.password_obvious",
		"chi bộ trạm y tế số 4 phường Bắc": "",
		"Hà Nội mùa vắng những cơn mưa 😀😀": "",
	} {
		if got := fault.Key(checkPassword(password, names...)); got != want {
			t.Errorf("%q: got %q, want %q", password, got, want)
		}
	}
}

// I4: hashes are argon2id in PHC form, each under its own salt; what cannot be
// read never matches.
func TestHash(t *testing.T) {
	h := newHasher()
	ctx := t.Context()
	one, err := h.hash(ctx, "mưa rào trên phố cũ")
	if err != nil {
		t.Fatal(err)
	}
	two, err := h.hash(ctx, "mưa rào trên phố cũ")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(one, "$argon2id$v=19$m=19456,t=2,p=1$") || one == two {
		t.Errorf("hashes %s, %s", one, two)
	}
	decomposed := "mu\u031ba ra\u0300o tre\u0302n pho\u0302\u0301 cu\u0303"
	for _, c := range []struct {
		stored, password string
		want             bool
	}{
		{one, "mưa rào trên phố cũ", true},
		{one, decomposed, true},
		{one, "mưa rào trên phố cu", false},
		{"", "", false},
		{"", "mưa rào trên phố cũ", false},
		{"$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$", "x", false},
		{one[:len(one)-3], "mưa rào trên phố cũ", false},
	} {
		if got, err := h.matches(ctx, c.stored, c.password); err != nil || got != c.want {
			t.Errorf("%s against %q: %v, %v", c.stored, c.password, got, err)
		}
	}
}

// Safety S5: 10,000 guesses spread over a day, as fast as they are let, reach
// the hash at most 100 times; the owner is let in after a wait.
func TestLimit(t *testing.T) {
	start := time.Date(2026, 5, 25, 9, 0, 0, 0, time.UTC)
	var b bucket
	reached := 0
	now := start
	for ; now.Before(start.Add(day)); now = now.Add(8640 * time.Millisecond) { // 10,000 times
		after, wait := accountLimit.take(b, now)
		if wait > day {
			t.Fatalf("a wait of %v", wait)
		}
		if wait == 0 {
			reached++
		}
		b = after
	}
	if reached < 10 || reached > 100 {
		t.Errorf("%d tries reached the hash", reached)
	}
	now = b.until
	if _, wait := accountLimit.take(b, now); wait != 0 {
		t.Errorf("after the wait the owner waits another %v", wait)
	}
}

func TestLimitIsForgivenBySuccess(t *testing.T) {
	now := time.Date(2026, 5, 25, 9, 0, 0, 0, time.UTC)
	var b bucket
	for range 5 {
		b, _ = accountLimit.take(b, now)
	}
	if _, wait := accountLimit.take(b, now); wait != time.Minute {
		t.Errorf("after five failures: wait %v", wait)
	}
	later := now.Add(time.Minute)
	b, wait := accountLimit.take(b, later)
	if wait != 0 {
		t.Fatal("still waiting after the wait")
	}
	b = accountLimit.succeed(b)
	if b.tries != 5 || b.run != 0 {
		t.Errorf("after success: %+v", b)
	}
	if _, wait := accountLimit.take(b, later); wait != 0 {
		t.Errorf("after success: wait %v", wait)
	}
	// Safety R7: a clock set back by two hours locks nobody out.
	if _, wait := accountLimit.take(bucket{tries: 3, run: 3, since: now, until: now.Add(-time.Minute)}, now.Add(-2*time.Hour)); wait > 2*time.Hour {
		t.Errorf("clock set back: wait %v", wait)
	}
}

func TestUsername(t *testing.T) {
	for typed, want := range map[string]string{
		"Nguyễn Văn A": "nguyenvana", " nguyenvana ": "nguyenvana", "a.b-c_1": "a.b-c_1", "ab": "!", "có/dấu gạch": "!", strings.Repeat("a", 41): "!", "": "!",
	} {
		got, err := checkUsername(typed)
		if err != nil {
			got = "!"
		}
		if got != want {
			t.Errorf("%q: got %q, want %q", typed, got, want)
		}
	}
	for name, want := range map[string]string{"Nguyễn Thị Ễnh Ậm": "nguyenthienham", "Ý": "dangvien", "O'Brien Đỗ": "obriendo"} {
		if got := suggestUsername(name, 0); got != want {
			t.Errorf("%q: suggested %q, want %q", name, got, want)
		}
	}
}

// One hat a unit, the highest role first, the administrator last.
func TestHats(t *testing.T) {
	got := hatsOf([]access.Duty{
		{Role: access.Administrator},
		{Role: access.Member, Unit: "cell", Path: "a.b."},
		{Role: access.CommitteeMember, Unit: "base", Path: "a."},
		{Role: access.Secretary, Unit: "cell", Path: "a.b."},
		{Role: access.MassOfficer, Unit: "youth", Path: "a.b.c."},
	})
	want := []Hat{
		{Unit: "cell", Role: access.Secretary},
		{Unit: "base", Role: access.CommitteeMember},
		{Unit: "youth", Role: access.MassOfficer},
		{Role: access.Administrator},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// I4: who may confirm an officer's role that somebody gave to himself.
func TestMayConfirm(t *testing.T) {
	g := Grant{Person: "admin", By: "acc-admin", Role: access.Officer, Unit: "base", Path: "a.b."}
	actor := func(person string, duties ...access.Duty) access.Actor {
		return access.Actor{Kind: access.Human, Account: "acc-" + person, Person: person, Duties: duties}
	}
	for _, c := range []struct {
		name string
		by   access.Actor
		want bool
	}{
		{"secretary below, in the tree", actor("s", access.Duty{Role: access.Secretary, Path: "a.b.c."}), true},
		{"secretary above", actor("s", access.Duty{Role: access.Secretary, Path: "a."}), true},
		{"officer", actor("o", access.Duty{Role: access.Officer, Path: "a.b."}), true},
		{"secretary of another tree", actor("s", access.Duty{Role: access.Secretary, Path: "ab.c."}), false},
		{"deputy", actor("d", access.Duty{Role: access.Deputy, Path: "a.b.c."}), false},
		{"himself, though secretary", actor("admin", access.Duty{Role: access.Secretary, Path: "a.b.c."}), false},
		{"another administrator", actor("x", access.Duty{Role: access.Administrator}), false},
		{"the operator", access.Console, true},
	} {
		if got := mayConfirm(c.by, g); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

// Codes of the step before, now and after are taken, others not (RFC 6238).
func TestStepOf(t *testing.T) {
	secret := "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ" // of RFC 6238, appendix B
	at := time.Unix(59, 0)                       // its code is 94287082
	for code, want := range map[string]bool{"287082": true, "287 082": true, "287083": false, "": false, "94287082": false} {
		if step, ok := stepOf(secret, code, at); ok != want || ok && step != 1 {
			t.Errorf("%q: step %d, %v", code, step, ok)
		}
	}
	for seconds, want := range map[int64]bool{29: true, 89: true, 90: false} {
		if _, ok := stepOf(secret, "287082", time.Unix(seconds, 0)); ok != want {
			t.Errorf("%d s: %v", seconds, ok)
		}
	}
	if _, ok := stepOf("", "287082", at); ok {
		t.Error("no secret, but a code is right")
	}
}
