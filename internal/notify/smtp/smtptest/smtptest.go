// Package smtptest is a real mail server inside a test, which keeps what it
// takes.
package smtptest

import (
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/mail"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/emersion/go-sasl"
	gosmtp "github.com/emersion/go-smtp"
)

// The one user that may sign in, where signing in is asked for.
const (
	User     = "chibo"
	Password = "một mật khẩu"
)

// Server is a mail server on this machine.
type Server struct {
	Addr string // host:port
	// Refuse, if set, answers each recipient; nil takes him.
	Refuse func(to string) error

	smtp  *gosmtp.Server
	login bool
	mu    sync.Mutex
	taken []Mail
}

// Mail is one message that was taken.
type Mail struct {
	From, To string
	*mail.Message
	Body string // as it came, after the header
}

// Options say what the server asks for.
type Options struct {
	Addr     string      // "" is any free one
	TLS      *tls.Config // offers STARTTLS
	Implicit bool        // speaks TLS from the first byte
	Login    bool        // asks for User and Password
}

// Start begins to serve. The server stops with the test, or before by Stop.
func Start(t testing.TB, o Options) *Server {
	t.Helper()
	if o.Addr == "" {
		o.Addr = "127.0.0.1:0"
	}
	ln, err := net.Listen("tcp", o.Addr)
	if err != nil {
		t.Fatal(err)
	}
	s := &Server{Addr: ln.Addr().String(), login: o.Login}
	s.smtp = gosmtp.NewServer(gosmtp.BackendFunc(func(*gosmtp.Conn) (gosmtp.Session, error) { return &session{server: s}, nil }))
	s.smtp.TLSConfig, s.smtp.AllowInsecureAuth = o.TLS, o.TLS == nil
	s.smtp.ErrorLog = silent{}
	if o.Implicit {
		s.smtp.TLSConfig = nil
		s.smtp.AllowInsecureAuth = true
		ln = tls.NewListener(ln, o.TLS)
	}
	var done sync.WaitGroup
	done.Go(func() { _ = s.smtp.Serve(ln) }) // ends with Close
	t.Cleanup(func() {
		s.Stop()
		done.Wait()
	})
	return s
}

// Stop closes the server and every connection to it.
func (s *Server) Stop() { _ = s.smtp.Close() }

// Taken lists the messages taken so far.
func (s *Server) Taken() []Mail {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.taken)
}

type silent struct{}

func (silent) Printf(string, ...any) {}
func (silent) Println(...any)        {}

type session struct {
	server   *Server
	signedIn bool
	from, to string
}

// AuthMechanisms offers signing in by password.
func (s *session) AuthMechanisms() []string { return []string{sasl.Plain} }

// Auth signs in the one user.
func (s *session) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if user != User || password != Password {
			return errors.New("wrong")
		}
		s.signedIn = true
		return nil
	}), nil
}

// Mail begins a message.
func (s *session) Mail(from string, _ *gosmtp.MailOptions) error {
	if s.server.login && !s.signedIn {
		return gosmtp.ErrAuthRequired
	}
	s.from = from
	return nil
}

// Rcpt takes the recipient.
func (s *session) Rcpt(to string, _ *gosmtp.RcptOptions) error {
	s.to = to
	if s.server.Refuse != nil {
		return s.server.Refuse(to)
	}
	return nil
}

// Data takes the message.
func (s *session) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	m, err := mail.ReadMessage(strings.NewReader(string(raw)))
	if err != nil {
		return err
	}
	body, err := io.ReadAll(m.Body)
	if err != nil {
		return err
	}
	s.server.mu.Lock()
	defer s.server.mu.Unlock()
	s.server.taken = append(s.server.taken, Mail{s.from, s.to, m, string(body)})
	return nil
}

// Reset forgets the message that was begun.
func (s *session) Reset() { s.from, s.to = "", "" }

// Logout ends the session.
func (s *session) Logout() error { return nil }
