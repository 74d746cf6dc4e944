package server

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/paper"
	"chibo/internal/ui"
)

// call is one request on its way.
type call struct {
	server   *Server
	identity Identity
	hat      Hat
	key      string
	shell    *ui.Shell
	pattern  string
	action   access.Action // that the route needs
}

type callKey struct{}

func of(r *http.Request) *call { return r.Context().Value(callKey{}).(*call) }

// Actor is who asks, with every duty that he holds today.
func Actor(r *http.Request) access.Actor { return of(r).identity.Actor }

// Person names the signed-in person to show.
func Person(r *http.Request) string { return of(r).identity.Name }

// Unit is the organisation that the request is about: the one in the query,
// else the one whose hat the person wears.
func Unit(r *http.Request) string {
	if u := r.URL.Query().Get("unit"); u != "" {
		return u
	}
	return of(r).hat.Unit
}

// UnitName is the name of the organisation whose hat the person wears.
func UnitName(r *http.Request) string { return of(r).hat.Name }

// Lang is the language of the pages.
func Lang(r *http.Request) i18n.Lang { return of(r).shell.Lang }

// Reached is a path of the installation as a whole address: that by which the
// request came.
func Reached(r *http.Request, path string) string {
	if of(r).server.Secure {
		return "https://" + r.Host + path
	}
	return "http://" + r.Host + path
}

// Today is the installation's date.
func Today(r *http.Request) db.Date { return of(r).server.DB.Now().Date() }

// Text is a text in the reader's language.
func Text(r *http.Request, key string, args ...any) string { return ui.T(r.Context(), key, args...) }

// Render writes a page.
func Render(w http.ResponseWriter, r *http.Request, c templ.Component) error {
	return render(w, r, http.StatusOK, c)
}

func render(w http.ResponseWriter, r *http.Request, status int, c templ.Component) error {
	var b bytes.Buffer
	if err := c.Render(r.Context(), &b); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, err := w.Write(b.Bytes())
	return ignoreGone(r, err)
}

// ignoreGone forgets an error of a client that went away.
func ignoreGone(r *http.Request, err error) error {
	if r.Context().Err() != nil {
		return nil
	}
	return err
}

// Page makes a page that holds a form: f is what came back of it with what has
// to be mended, or nil.
type Page = func(r *http.Request, f *ui.Form) (templ.Component, error)

// Show writes the page as it is before its form was sent.
func Show(w http.ResponseWriter, r *http.Request, page Page) error {
	c, err := page(r, nil)
	if err != nil {
		return err
	}
	return Render(w, r, c)
}

// Retry shows the form again with what was typed and what is wrong, if err is
// something that the user can mend; any other error is returned.
func Retry(w http.ResponseWriter, r *http.Request, err error, page Page) error {
	status := 0
	switch {
	case fault.Is(err, fault.Invalid):
		status = http.StatusUnprocessableEntity
	case fault.Is(err, fault.Stale):
		status = http.StatusConflict
	case fault.Is(err, fault.TooMany):
		status = http.StatusTooManyRequests
	default:
		return err
	}
	c, err := page(r, formOf(r, err))
	if err != nil {
		return err
	}
	return render(w, r, status, c)
}

// Done ends a change that succeeded: the next page says so. A script that asked
// for no page (Prefer: return=minimal) gets 204.
func Done(w http.ResponseWriter, r *http.Request, location, key string, args ...any) error {
	c := of(r)
	if c.key != "" {
		err := c.server.DB.System(r.Context(), func(tx *db.Tx) error {
			_, err := tx.Exec(`UPDATE db_key SET location = $2 WHERE key = $1`, c.key, location)
			return err
		})
		if err != nil {
			return err
		}
	}
	if shortly(r) {
		return acknowledge(w, location)
	}
	setNotice(w, c.server.Secure, notice{Text: Text(r, key, args...)})
	http.Redirect(w, r, location, http.StatusSeeOther)
	return nil
}

// Redirect leads on without a word.
func Redirect(w http.ResponseWriter, r *http.Request, location string) error {
	http.Redirect(w, r, location, http.StatusSeeOther)
	return nil
}

// Download writes a file that the browser saves and never runs.
func Download(w http.ResponseWriter, r *http.Request, name, contentType string, body []byte) error {
	return Stream(w, r, name, contentType, func(to io.Writer) error {
		_, err := to.Write(body)
		return err
	})
}

// HandOut is Download for a document in a format; its name has no ending.
func HandOut(w http.ResponseWriter, r *http.Request, name string, f paper.Format, d paper.Document) error {
	return Stream(w, r, name+f.Ending, f.Type, func(to io.Writer) error { return f.Write(to, d) })
}

// Stream is Download for a file that is made piece by piece. What fails before
// the first byte is answered like any other error; after that the connection is
// broken off, so that nobody takes half a file for the whole.
func Stream(w http.ResponseWriter, r *http.Request, name, contentType string, write func(io.Writer) error) error {
	h := w.Header()
	s := &stream{to: w, begin: func() {
		h.Set("Content-Type", contentType)
		h.Set("Content-Disposition", "attachment; filename*=UTF-8''"+url.PathEscape(name))
		h.Set("Content-Security-Policy", "sandbox; default-src 'none'")
		h.Set("Cache-Control", "private, no-store")
	}}
	err := ignoreGone(r, write(s))
	if err != nil && s.begun {
		slog.Error("download broken off", "error", err)
		panic(http.ErrAbortHandler)
	}
	return err
}

// stream sets the headers of a download with its first byte.
type stream struct {
	to    io.Writer
	begin func()
	begun bool
}

func (s *stream) Write(b []byte) (int, error) {
	if !s.begun {
		s.begin()
		s.begun = true
	}
	return s.to.Write(b)
}

// Form gives the posted values, cleaned.
func Form(r *http.Request) url.Values { return r.PostForm }

// DateField reads a typed date of the form as ISO text; what cannot be read
// is noted at the field. An empty field is no date.
func DateField(r *http.Request, faults *fault.Form, name string) db.Date {
	typed := strings.TrimSpace(r.PostForm.Get(name))
	if typed == "" {
		return ""
	}
	iso, ok := i18n.ParseDate(typed)
	if !ok {
		faults.Add(name, "ui.date_invalid")
		return ""
	}
	return db.Date(iso)
}

// PageNumber is the page of a list that the address names, from 1; the first where it
// names none.
func PageNumber(r *http.Request) int {
	if n, err := strconv.Atoi(r.URL.Query().Get("page")); err == nil && n > 1 && n <= 10_000 {
		return n
	}
	return 1
}

// Number reads a typed count: nothing is 0, and what is no number is -1, which
// the rule for counts refuses at its field.
func Number(typed string) int {
	if typed = strings.TrimSpace(typed); typed == "" {
		return 0
	}
	n, err := strconv.Atoi(typed)
	if err != nil {
		return -1
	}
	return n
}

// Version is the version of the record that the form showed.
func Version(r *http.Request) int {
	n := 0
	for _, c := range r.PostForm.Get("_version") {
		if c < '0' || c > '9' || n > 1<<30 {
			return -1
		}
		n = n*10 + int(c-'0')
	}
	return n
}

// formOf puts a fault into words at the fields of the form that was sent.
func formOf(r *http.Request, err error) *ui.Form {
	f := &ui.Form{Values: r.PostForm, Errors: map[string]string{}}
	var e *fault.Error
	if !asFault(err, &e) {
		return f
	}
	for _, field := range e.Fields {
		if _, dup := f.Errors[field.Name]; !dup {
			f.Errors[field.Name] = Text(r, field.Key, field.Args...)
		}
	}
	if len(e.Fields) == 0 && e.Kind != fault.Stale {
		f.General = Text(r, e.Key, e.Args...)
	}
	if e.Kind == fault.Stale {
		f.Theirs = e.Theirs
		if len(f.Theirs) == 0 {
			f.General = Text(r, e.Key, e.Args...)
		}
	}
	return f
}

// rememberFor is how long a device that is the person's own stays signed in.
const rememberFor = 7 * 24 * time.Hour

// SignIn opens a session for the account under a new id.
func SignIn(r *http.Request, account string, epoch int, remember bool) error {
	c := of(r)
	ctx := r.Context()
	m := c.server.sessions
	if err := m.RenewToken(ctx); err != nil {
		return err
	}
	m.Put(ctx, "account", account)
	m.Put(ctx, "epoch", epoch)
	m.Put(ctx, "seen", c.server.DB.Now().Unix())
	m.Put(ctx, "own", remember)
	m.Remove(ctx, "second")
	m.RememberMe(ctx, remember)
	return nil
}

// PassSecondFactor notes that the session has shown its second factor.
func PassSecondFactor(r *http.Request) error {
	m := of(r).server.sessions
	if err := m.RenewToken(r.Context()); err != nil {
		return err
	}
	m.Put(r.Context(), "second", true)
	return nil
}

// SecondFactorPassed reports whether the person who is signed in has shown it.
func SecondFactorPassed(ctx context.Context) bool {
	c, _ := ctx.Value(callKey{}).(*call)
	return c != nil && c.server.sessions.GetBool(ctx, "second")
}

// SignOut ends the session.
func SignOut(r *http.Request) error { return of(r).server.sessions.Destroy(r.Context()) }

// SessionValue keeps a small text in the session; SetSessionValue stores it.
func SessionValue(r *http.Request, key string) string {
	return of(r).server.sessions.GetString(r.Context(), "x-"+key)
}

// SetSessionValue keeps a small text in the session.
func SetSessionValue(r *http.Request, key, value string) {
	of(r).server.sessions.Put(r.Context(), "x-"+key, value)
}

// ClientAddress is the address that a request came from, without the port.
func ClientAddress(r *http.Request) string {
	host := r.RemoteAddr
	if i := strings.LastIndexByte(host, ':'); i >= 0 {
		host = host[:i]
	}
	return strings.Trim(host, "[]")
}
