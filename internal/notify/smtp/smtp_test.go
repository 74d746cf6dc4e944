package smtp

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	gosmtp "github.com/emersion/go-smtp"

	"chibo/internal/notify/smtp/smtptest"
)

var at = time.Date(2026, time.May, 25, 9, 0, 0, 0, time.UTC)

// certificate is one for 127.0.0.1, and who vouches for it.
func certificate(t *testing.T) (*tls.Config, *x509.CertPool) {
	t.Helper()
	s := httptest.NewTLSServer(nil)
	defer s.Close()
	roots := x509.NewCertPool()
	roots.AddCert(s.Certificate())
	return &tls.Config{Certificates: s.TLS.Certificates}, roots
}

// I6: a letter goes by each way, and never by a way less protected than asked.
func TestDeliver(t *testing.T) {
	config, roots := certificate(t)
	for _, c := range []struct {
		name     string
		server   smtptest.Options
		security Security
		user     string
		password string
		roots    *x509.CertPool
		want     Problem // "" delivers
	}{
		{"plain on this machine", smtptest.Options{}, None, "", "", roots, ""},
		{"plain with a password on this machine", smtptest.Options{Login: true}, None, smtptest.User, smtptest.Password, roots, ""},
		{"starttls", smtptest.Options{TLS: config}, StartTLS, "", "", roots, ""},
		{"starttls with a password", smtptest.Options{TLS: config, Login: true}, StartTLS, smtptest.User, smtptest.Password, roots, ""},
		{"tls", smtptest.Options{TLS: config, Implicit: true}, TLS, "", "", roots, ""},
		{"tls with a password", smtptest.Options{TLS: config, Implicit: true, Login: true}, TLS, smtptest.User, smtptest.Password, roots, ""},
		{"a wrong password", smtptest.Options{TLS: config, Login: true}, StartTLS, smtptest.User, "sai", roots, Login},
		{"no password where one is asked for", smtptest.Options{TLS: config, Login: true}, StartTLS, "", "", roots, Refused},
		{"starttls that the server has not", smtptest.Options{}, StartTLS, "", "", roots, Insecure},
		{"tls that the server has not", smtptest.Options{}, TLS, "", "", roots, Insecure},
		{"a certificate that nobody vouches for", smtptest.Options{TLS: config}, StartTLS, "", "", x509.NewCertPool(), Insecure},
		{"a certificate that nobody vouches for, tls", smtptest.Options{TLS: config, Implicit: true}, TLS, "", "", x509.NewCertPool(), Insecure},
	} {
		t.Run(c.name, func(t *testing.T) {
			server := smtptest.Start(t, c.server)
			client, err := New(Config{Server: server.Addr, User: c.user, Password: c.password, From: "chibo@example.vn", Security: c.security})
			if err != nil {
				t.Fatal(err)
			}
			client.roots = c.roots
			got := deliver(t, client, Letter{ID: "1", To: "a@example.vn", Subject: "Có việc mới", Text: "Đồng chí có việc mới.\n", At: at})
			if got != c.want || (len(server.Taken()) == 1) != (c.want == "") {
				t.Errorf("%q, want %q; %d taken", got, c.want, len(server.Taken()))
			}
		})
	}
}

// deliver sends one letter and tells what was wrong.
func deliver(t *testing.T, client *Client, l Letter) Problem {
	t.Helper()
	var refused error
	err := client.Deliver(t.Context(), []Letter{l}, func(_ int, err error) { refused = err })
	if err == nil {
		err = refused
	}
	var why *Error
	if err != nil && !errors.As(err, &why) {
		t.Fatal(err)
	}
	if err == nil {
		return ""
	}
	return why.Problem
}

// What arrives: the words, the calendar, and a Message-ID that stays.
func TestLetter(t *testing.T) {
	server := smtptest.Start(t, smtptest.Options{})
	client, err := New(Config{Server: server.Addr, From: "chibo@example.vn", Security: None})
	if err != nil {
		t.Fatal(err)
	}
	l := Letter{ID: "0198-a", To: "a@example.vn", Subject: "Lịch của đồng chí", Text: "Đồng chí có lịch mới.\n", At: at, Calendar: []byte("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"), Method: "REQUEST"}
	for range 2 {
		if got := deliver(t, client, l); got != "" {
			t.Fatal(got)
		}
	}
	taken := server.Taken()
	if len(taken) != 2 {
		t.Fatalf("%d taken", len(taken))
	}
	for _, m := range taken {
		h := m.Header
		if m.From != "chibo@example.vn" || m.To != "a@example.vn" || h.Get("Message-Id") != "<0198-a@example.vn>" || h.Get("Auto-Submitted") != "auto-generated" || h.Get("Date") != "Mon, 25 May 2026 09:00:00 +0000" {
			t.Errorf("%s → %s: %v", m.From, m.To, h)
		}
		for _, name := range []string{"User-Agent", "X-Mailer", "Organization", "Sender"} {
			if h.Get(name) != "" {
				t.Errorf("%s: %s", name, h.Get(name))
			}
		}
		if !strings.Contains(m.Body, "method=REQUEST") || !strings.Contains(m.Body, `lich.ics`) {
			t.Error(m.Body)
		}
	}
}

// One bad address does not keep the others from being served.
func TestRefusedRecipient(t *testing.T) {
	server := smtptest.Start(t, smtptest.Options{})
	server.Refuse = func(to string) error {
		switch to {
		case "nobody@example.vn":
			return &gosmtp.SMTPError{Code: 550, EnhancedCode: gosmtp.EnhancedCode{5, 1, 1}, Message: "no such user"}
		case "full@example.vn":
			return &gosmtp.SMTPError{Code: 452, EnhancedCode: gosmtp.EnhancedCode{4, 2, 2}, Message: "mailbox full"}
		}
		return nil
	}
	client, err := New(Config{Server: server.Addr, From: "chibo@example.vn", Security: None})
	if err != nil {
		t.Fatal(err)
	}
	var letters []Letter
	for _, to := range []string{"nobody@example.vn", "full@example.vn", "not an address", "a@example.vn"} {
		letters = append(letters, Letter{ID: to, To: to, Subject: "Có việc mới", Text: "…", At: at})
	}
	want, got := []Problem{Recipient, Refused, Recipient, ""}, make([]Problem, 4)
	err = client.Deliver(t.Context(), letters, func(i int, err error) {
		var why *Error
		if errors.As(err, &why) {
			got[i] = why.Problem
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%s: %q, want %q", letters[i].To, got[i], want[i])
		}
	}
	if len(server.Taken()) != 1 {
		t.Errorf("%d taken", len(server.Taken()))
	}
}

// safety S13: nobody is called before there is a letter, and where nobody
// listens that is what is said.
func TestUnreachable(t *testing.T) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := ln.Addr().String()
	_ = ln.Close()
	client, err := New(Config{Server: addr, From: "chibo@example.vn", Security: StartTLS})
	if err != nil {
		t.Fatal(err)
	}
	if got := deliver(t, client, Letter{ID: "1", To: "a@example.vn", At: at}); got != Unreachable {
		t.Error(got)
	}
}
