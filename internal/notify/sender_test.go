package notify_test

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	gosmtp "github.com/emersion/go-smtp"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/member"
	"chibo/internal/notify"
	"chibo/internal/notify/smtp/smtptest"
)

func (h *house) send() {
	h.t.Helper()
	h.must(notify.NewSender(h.notices).SendDue(h.t.Context()))
}

// states counts the mails of the outbox by state.
func (h *house) states() string {
	h.t.Helper()
	of := func(state string) int { return h.one(`SELECT COUNT(*) FROM notify_mail WHERE state = $1`, state) }
	return fmt.Sprintf("%d waiting, %d sent, %d failed, %d skipped", of("waiting"), of("sent"), of("failed"), of("skipped"))
}

func (h *house) wantStates(want string) {
	h.t.Helper()
	if got := h.states(); got != want {
		h.t.Errorf("%s; want %s", got, want)
	}
}

// meets is a notice of an event in its n-th state.
func (h *house) meets(to member.ID, sequence int) notify.Notice {
	start := dbtest.Today.AddDate(0, 0, 9+sequence).Add(5 * time.Hour)
	return notify.Notice{
		Person: to, Unit: h.unit, Key: "meeting.notice", Args: []any{"Sinh hoạt thường kỳ, phòng họp tầng 2"}, Link: "/meeting/1", Mail: notify.Schedule,
		Event: &notify.Event{UID: "e1", Sequence: sequence, Start: db.At(start), End: db.At(start.Add(2 * time.Hour))},
	}
}

// B3, I6: mail is sent once, to the address that is known when it is sent, and
// names neither organisation nor person nor topic.
func TestSend(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		server := smtptest.Start(t, smtptest.Options{})
		h.post(server.Addr)
		h.notices.Address = "https://chibo.example.vn"
		h.tell(h.news(h.a), h.meets(h.b, 0))
		h.alter(`UPDATE member_person SET email = 'moi@example.vn' WHERE id = $1`, h.a)
		h.send()
		h.send()
		h.wantStates("0 waiting, 2 sent, 0 failed, 0 skipped")
		got := map[string]smtptest.Mail{}
		for _, m := range server.Taken() {
			got[m.To] = m
			for _, secret := range []string{"Trạm", "Nguyễn", "Trần", "Rà soát", "Sinh hoạt", "tầng", "task", "meeting"} {
				if whole := fmt.Sprint(m.Header, told(t, m)); strings.Contains(whole, secret) {
					t.Errorf("%q is told outside:\n%s", secret, whole)
				}
			}
		}
		if len(got) != 2 || len(server.Taken()) != 2 {
			t.Fatalf("%d mails", len(server.Taken()))
		}
		if text := told(t, got["moi@example.vn"]); !strings.Contains(text, "notify.mail_news") || !strings.Contains(text, "https://chibo.example.vn\r\n") {
			t.Error(text)
		}
		if text := told(t, got["b@example.vn"]); !strings.Contains(text, "notify.neutral_new 14:00 03/06\r\n") || !strings.Contains(text, "SUMMARY:Lịch họp\r\n") {
			t.Error(text)
		}
	})
}

// told is everything that a mail says, its attachments included.
func told(t *testing.T, m smtptest.Mail) string {
	t.Helper()
	kind, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	take := func(encoding string, r io.Reader) {
		switch encoding {
		case "base64":
			r = base64.NewDecoder(base64.StdEncoding, r)
		case "quoted-printable":
			r = quotedprintable.NewReader(r)
		}
		if _, err := io.Copy(&all, r); err != nil {
			t.Fatal(err)
		}
	}
	if !strings.HasPrefix(kind, "multipart/") {
		take(m.Header.Get("Content-Transfer-Encoding"), strings.NewReader(m.Body))
		return all.String()
	}
	parts := multipart.NewReader(strings.NewReader(m.Body), params["boundary"])
	for {
		p, err := parts.NextRawPart()
		if err == io.EOF {
			return all.String()
		}
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintln(&all, p.Header)
		take(p.Header.Get("Content-Transfer-Encoding"), p)
	}
}

// Who has left, is suspended, wants no mail or has no address gets none; nor
// does anybody an event's time that is no longer true.
func TestSkip(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		server := smtptest.Start(t, smtptest.Options{})
		h.post(server.Addr)
		ctx := t.Context()
		left, suspended, silent, nowhere, closed := h.enter("Phạm Thị D", "d@example.vn"), h.enter("Vũ Thị E", "e@example.vn"), h.enter("Đỗ Văn I", "i@example.vn"), h.enter("Cao Thị O", ""), h.enter("Đinh Văn Q", "q@example.vn")
		h.tell(h.news(left), h.news(suspended), h.news(silent), h.news(nowhere), h.news(closed), h.meets(h.a, 0), h.meets(h.b, 0))
		h.tell(h.meets(h.a, 1))
		h.leave(left)
		h.must(h.members.SetState(ctx, access.Console, suspended, member.StatePeriod{Unit: h.unit, State: member.Suspended, From: h.db.Now().Date(), Decision: "1-QĐ"}))
		h.must(h.notices.Choose(ctx, h.as(silent), false))
		sheet, err := h.accounts.Get(ctx, access.System, closed)
		h.must(err)
		h.must(h.accounts.Disable(ctx, access.Console, sheet.Account))
		h.send()
		h.wantStates("0 waiting, 2 sent, 0 failed, 6 skipped")
		for _, m := range server.Taken() {
			if m.To == "a@example.vn" && !strings.Contains(told(t, m), "notify.neutral_moved") {
				t.Error(m.Body)
			}
		}
	})
}

// I6: a mail server that is down for a day gets every mail once it is back,
// once; one that is down for good makes them fail after three days.
func TestDownThenUp(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ln, err := net.Listen("tcp", "127.0.0.1:0")
		h.must(err)
		addr := ln.Addr().String()
		h.must(ln.Close())
		h.post(addr)
		h.tell(h.news(h.a), h.news(h.b))
		for hour := range 24 {
			h.clock.Set(dbtest.Today.Add(time.Duration(hour) * time.Hour))
			h.send()
		}
		h.wantStates("2 waiting, 0 sent, 0 failed, 0 skipped")
		server := smtptest.Start(t, smtptest.Options{Addr: addr})
		for hour := range 3 {
			h.clock.Set(dbtest.Today.Add(time.Duration(24+hour) * time.Hour))
			h.send()
		}
		h.wantStates("0 waiting, 2 sent, 0 failed, 0 skipped")
		if n := len(server.Taken()); n != 2 {
			t.Errorf("%d mails arrived", n)
		}
		server.Stop()
		h.tell(h.news(h.c))
		for hour := range 80 {
			h.clock.Set(dbtest.Today.Add(time.Duration(30+hour) * time.Hour))
			h.send()
		}
		h.wantStates("0 waiting, 2 sent, 1 failed, 0 skipped")
	})
}

// A refusal for good fails at once, a passing one is tried again.
func TestRefused(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		server := smtptest.Start(t, smtptest.Options{})
		var mu sync.Mutex
		busy := true
		server.Refuse = func(to string) error {
			mu.Lock()
			defer mu.Unlock()
			switch {
			case to == "a@example.vn":
				return &gosmtp.SMTPError{Code: 550, EnhancedCode: gosmtp.EnhancedCode{5, 1, 1}, Message: "no such user"}
			case to == "b@example.vn" && busy:
				return &gosmtp.SMTPError{Code: 451, EnhancedCode: gosmtp.EnhancedCode{4, 3, 0}, Message: "later"}
			}
			return nil
		}
		h.post(server.Addr)
		h.tell(h.news(h.a), h.news(h.b), h.news(h.c))
		h.send()
		h.wantStates("1 waiting, 1 sent, 1 failed, 0 skipped")
		h.send() // too early
		h.wantStates("1 waiting, 1 sent, 1 failed, 0 skipped")
		mu.Lock()
		busy = false
		mu.Unlock()
		h.clock.Set(dbtest.Today.Add(2 * time.Minute))
		h.send()
		h.wantStates("0 waiting, 2 sent, 1 failed, 0 skipped")
	})
}

// A crash between sending and noting it: the mail goes out again once its lease
// is over, under the same Message-ID, by which receivers know it.
func TestCrashBeforeNoting(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		server := smtptest.Start(t, smtptest.Options{})
		h.post(server.Addr)
		h.tell(h.news(h.a))
		h.send()
		h.alter(`UPDATE notify_mail SET state = 'waiting', sent_at = NULL`) // as the crash would have left it
		h.send()
		if n := len(server.Taken()); n != 1 {
			t.Fatalf("sent again within the lease: %d", n)
		}
		h.clock.Set(dbtest.Today.Add(time.Hour))
		h.send()
		h.wantStates("0 waiting, 1 sent, 0 failed, 0 skipped")
		taken := server.Taken()
		if len(taken) != 2 || taken[0].Header.Get("Message-Id") != taken[1].Header.Get("Message-Id") {
			t.Errorf("%d mails, %v", len(taken), taken)
		}
	})
}

// Four senders over one outbox send every mail once: as processes do that share
// a PostgreSQL.
func TestManySenders(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		server := smtptest.Start(t, smtptest.Options{})
		h.post(server.Addr)
		const mails = 100
		var all []notify.Notice
		for range mails {
			all = append(all, h.news(h.a))
		}
		h.tell(all...)
		var work sync.WaitGroup
		for range 4 {
			work.Go(func() {
				if err := notify.NewSender(h.notices).SendDue(t.Context()); err != nil {
					t.Error(err)
				}
			})
		}
		work.Wait()
		h.wantStates(fmt.Sprintf("0 waiting, %d sent, 0 failed, 0 skipped", mails))
		ids := map[string]bool{}
		for _, m := range server.Taken() {
			ids[m.Header.Get("Message-Id")] = true
		}
		if len(ids) != mails || len(server.Taken()) != mails {
			t.Errorf("%d mails, %d of them different", len(server.Taken()), len(ids))
		}
	})
}

// The sender in the background wakes when somebody is told something, and stops
// when it is asked to.
func TestStart(t *testing.T) {
	h := build(t, dbtest.SQLite(t, dbtest.NewClock()), nil)
	server := smtptest.Start(t, smtptest.Options{})
	h.post(server.Addr)
	stop := notify.NewSender(h.notices).Start(t.Context())
	h.tell(h.news(h.a))
	for range 500 {
		if len(server.Taken()) == 1 {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	stop()
	h.wantStates("0 waiting, 1 sent, 0 failed, 0 skipped")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := notify.NewSender(h.notices).SendDue(ctx); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
