// Package smtp hands letters to the mail server that the operator named. It
// calls nobody else, and nobody at all until it is asked to deliver.
package smtp

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	netmail "net/mail"
	"net/textproto"
	"strconv"
	"strings"
	"time"

	"github.com/wneessen/go-mail"
)

// Security says how the way to the mail server is protected.
type Security string

// The ways. A connection that cannot be protected as asked is not used.
const (
	StartTLS Security = "starttls"
	TLS      Security = "tls"
	None     Security = "none" // on this machine, or a network of one's own without a password
)

// Config names the mail server.
type Config struct {
	Server   string // host:port
	User     string // "" signs in as nobody
	Password string
	From     string // the bare address that letters come from
	Security Security
}

// patience bounds each exchange with the mail server.
const patience = 20 * time.Second

// Client delivers letters. It holds no connection between deliveries and is
// safe for concurrent use.
type Client struct {
	c     Config
	host  string
	port  int
	roots *x509.CertPool // nil: those of the machine
}

// New checks the configuration: what cannot work, or would send a password in
// the clear over a network, is refused.
func New(c Config) (*Client, error) {
	host, number, err := net.SplitHostPort(c.Server)
	port, wrong := strconv.Atoi(number)
	if err != nil || wrong != nil || host == "" || port < 1 || port > 65535 {
		return nil, fmt.Errorf("the mail server %q is not HOST:PORT", c.Server)
	}
	from, err := netmail.ParseAddress(c.From)
	switch {
	case c.From == "":
		return nil, errors.New("mail needs a sender's address")
	case err != nil || from.Address != c.From:
		return nil, fmt.Errorf("the sender %q must be a bare address, as thong-bao@example.vn: a name beside it would be read by everyone on the way", c.From)
	case (c.User == "") != (c.Password == ""):
		return nil, errors.New("a user of the mail server and his password belong together")
	case c.Security != StartTLS && c.Security != TLS && c.Security != None:
		return nil, fmt.Errorf("the security %q is none of starttls, tls, none", c.Security)
	case c.Security == None && c.User != "" && !local(host):
		return nil, errors.New("without security the password would cross the network in the clear: use starttls or tls")
	}
	return &Client{c: c, host: host, port: port}, nil
}

func local(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// From is the address that letters come from.
func (c *Client) From() string { return c.c.From }

// domain is the part of the sender's address that letters are named after.
func (c *Client) domain() string { return c.c.From[strings.LastIndexByte(c.c.From, '@')+1:] }

// Letter is one message to one address.
type Letter struct {
	ID       string // the same letter sent again keeps its id: it becomes the Message-ID
	To       string
	Subject  string
	Text     string
	At       time.Time
	Calendar []byte // an attached calendar file; none if empty
	Method   string // of the calendar file
}

// Deliver opens one connection and hands over the letters in their order; done
// hears of each as soon as it is settled, nil if the mail server took it. A
// letter of which done does not hear was not sent: Deliver then returns why
// there was no connection, or that ctx ended. Errors are an *Error, except
// that of ctx.
func (c *Client) Deliver(ctx context.Context, letters []Letter, done func(i int, err error)) error {
	client, err := mail.NewClient(c.host, c.options()...)
	if err != nil {
		return err
	}
	conn, err := client.DialToSMTPClientWithContext(ctx)
	if err != nil {
		return unconnected(err)
	}
	defer client.CloseWithSMTPClient(conn) //nolint:errcheck // what was taken is taken
	for i, l := range letters {
		if err := ctx.Err(); err != nil {
			return err
		}
		m, err := c.message(l)
		if err != nil {
			done(i, &Error{Problem: Recipient, err: err})
			continue
		}
		err = client.SendWithSMTPClient(conn, m)
		if m.IsDelivered() {
			err = nil // only the good-bye failed
		}
		done(i, refused(err))
	}
	return nil
}

func (c *Client) options() []mail.Option {
	options := []mail.Option{
		mail.WithPort(c.port), mail.WithTimeout(patience), mail.WithHELO(c.domain()),
		mail.WithTLSConfig(&tls.Config{ServerName: c.host, MinVersion: tls.VersionTLS12, RootCAs: c.roots}),
	}
	auth := mail.SMTPAuthAutoDiscover
	switch c.c.Security {
	case TLS:
		options = append(options, mail.WithSSL())
	case StartTLS:
		options = append(options, mail.WithTLSPolicy(mail.TLSMandatory))
	default:
		options = append(options, mail.WithTLSPolicy(mail.NoTLS))
		auth = mail.SMTPAuthPlainNoEnc
	}
	if c.c.User != "" {
		options = append(options, mail.WithSMTPAuth(auth), mail.WithUsername(c.c.User), mail.WithPassword(c.c.Password))
	}
	return options
}

func (c *Client) message(l Letter) (*mail.Msg, error) {
	m := mail.NewMsg(mail.WithNoDefaultUserAgent())
	if err := errors.Join(m.From(c.c.From), m.To(l.To)); err != nil {
		return nil, err
	}
	m.Subject(l.Subject)
	m.SetDateWithValue(l.At)
	m.SetMessageIDWithValue(l.ID + "@" + c.domain())
	m.SetGenHeader("Auto-Submitted", "auto-generated")
	m.SetBodyString(mail.TypeTextPlain, l.Text)
	if len(l.Calendar) > 0 {
		kind := mail.WithFileContentType(mail.ContentType("text/calendar; charset=utf-8; method=" + l.Method))
		if err := m.AttachReader("lich.ics", bytes.NewReader(l.Calendar), kind); err != nil {
			return nil, err
		}
	}
	return m, nil
}

// Problem groups what can go wrong by who can mend it.
type Problem string

// The problems.
const (
	Unreachable Problem = "unreachable" // no answer at the address of the server
	Insecure    Problem = "insecure"    // the connection cannot be protected
	Login       Problem = "login"       // user or password are not taken
	Recipient   Problem = "recipient"   // the address does not exist, and never will
	Refused     Problem = "refused"     // the server does not take the letter now
)

// Error is why a letter was not delivered. Its text may hold an address: logs
// note the problem and the code.
type Error struct {
	Problem Problem
	Code    int // of the server's answer; 0 without one
	err     error
}

// Error tells everything that is known.
func (e *Error) Error() string { return string(e.Problem) + ": " + e.err.Error() }

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.err }

// unconnected says why there was no connection.
func unconnected(err error) *Error {
	var (
		answer   *textproto.Error
		unknown  *tls.CertificateVerificationError
		noTLS    tls.RecordHeaderError
		dialling *net.OpError
	)
	e := &Error{Problem: Unreachable, err: err}
	if errors.As(err, &answer) {
		e.Code = answer.Code
	}
	switch {
	case errors.As(err, &unknown), errors.As(err, &noTLS), strings.Contains(err.Error(), "STARTTLS"):
		e.Problem = Insecure
	case errors.As(err, &dialling) && dialling.Op == "dial":
	case e.Code >= 500, strings.Contains(strings.ToLower(err.Error()), "auth"):
		e.Problem = Login
	}
	return e
}

// refused says why a letter was not taken; nil if it was.
func refused(err error) error {
	if err == nil {
		return nil
	}
	e := &Error{Problem: Refused, err: err}
	var why *mail.SendError
	if errors.As(err, &why) {
		e.Code = why.ErrorCode()
		if why.Reason == mail.ErrSMTPRcptTo && e.Code >= 500 {
			e.Problem = Recipient
		}
	}
	return e
}
