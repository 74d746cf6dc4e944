package server

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/url"

	"github.com/a-h/templ"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/ui"
)

var errSignIn = errors.New("sign in first")

func asFault(err error, e **fault.Error) bool { return errors.As(err, e) }

func asError[T error](err error, target *T) bool { return errors.As(err, target) }

var statuses = map[fault.Kind]int{
	fault.Internal: http.StatusInternalServerError,
	fault.Invalid:  http.StatusUnprocessableEntity,
	fault.Denied:   http.StatusForbidden,
	fault.NotFound: http.StatusNotFound,
	fault.Stale:    http.StatusConflict,
	fault.Busy:     http.StatusServiceUnavailable,
	fault.Full:     http.StatusInsufficientStorage,
	fault.TooLarge: http.StatusRequestEntityTooLarge,
	fault.TooMany:  http.StatusTooManyRequests,
}

// answer tells the user what went wrong. Only this function does.
func (s *Server) answer(w http.ResponseWriter, r *http.Request, err error) {
	if errors.Is(err, context.Canceled) && r.Context().Err() != nil {
		return // nobody is there any more
	}
	if errors.Is(err, errSignIn) {
		s.toSignIn(w, r)
		return
	}
	e := fault.New(fault.Internal, "ui.internal")
	_ = errors.As(err, &e)
	if e.Kind == fault.Repeated {
		s.answerRepeated(w, r)
		return
	}
	status, code := statuses[e.Kind], ""
	if status >= 500 {
		code = db.NewSecret(4)
		slog.Error("fault", "reference", code, "status", status, "error", err)
	}
	if e.Kind == fault.Busy {
		w.Header().Set("Retry-After", "5")
	}
	name := statusName(status)
	if e.Kind == fault.Denied && e.Key != "ui.denied" {
		name = "refused" // not for want of a duty: the text says why
	}
	p := ui.ErrorProps{Status: status, Title: Text(r, "ui.error_title_"+name), What: Text(r, e.Key, e.Args...), Todo: Text(r, "ui.error_todo_"+name), Code: code}
	leadOn(r, &p)
	if name == "denied" {
		sayWho(r, &p)
	}
	w.Header().Set("Cache-Control", "no-store")
	s.showError(w, r, status, ui.ErrorPage(p))
}

// showError answers with an error page; one that cannot be made is not an empty
// success.
func (s *Server) showError(w http.ResponseWriter, r *http.Request, status int, page templ.Component) {
	if err := render(w, r, status, page); err != nil {
		slog.Error("error page", "error", err)
		http.Error(w, http.StatusText(status), status)
	}
}

// statusName groups the statuses that are told alike.
func statusName(status int) string {
	switch status {
	case http.StatusForbidden:
		return "denied"
	case http.StatusNotFound:
		return "not_found"
	case http.StatusConflict:
		return "stale"
	case http.StatusServiceUnavailable:
		return "busy"
	case http.StatusInsufficientStorage:
		return "full"
	case http.StatusRequestEntityTooLarge:
		return "too_large"
	case http.StatusUnprocessableEntity:
		return "invalid"
	case http.StatusTooManyRequests:
		return "too_many"
	default:
		return "internal"
	}
}

// toSignIn leads to the sign-in page and remembers where the person was
// going. A form that was sent without a session is not lost: the page says
// so and keeps what was typed on the device (ui's script).
func (s *Server) toSignIn(w http.ResponseWriter, r *http.Request) {
	if s.FirstRun != nil && s.FirstRun(r.Context()) {
		http.Redirect(w, r, "/setup", http.StatusSeeOther)
		return
	}
	if r.Method == http.MethodGet {
		to := "/login"
		if r.URL.Path != "/" {
			to += "?next=" + url.QueryEscape(r.URL.RequestURI())
		}
		http.Redirect(w, r, to, http.StatusSeeOther)
		return
	}
	p := ui.ErrorProps{Status: http.StatusUnauthorized, Title: Text(r, "ui.error_title_signed_out"), What: Text(r, "ui.signed_out"), Todo: Text(r, "ui.error_todo_signed_out")}
	s.showError(w, r, p.Status, ui.ErrorPage(p))
}

// answerRepeated leads to where the first sending of the form led. To a script
// it is stored, as the first time.
func (s *Server) answerRepeated(w http.ResponseWriter, r *http.Request) {
	location := ""
	err := s.DB.Read(r.Context(), func(tx *db.Tx) (err error) {
		location, err = db.One(tx, db.Value[string], `SELECT location FROM db_key WHERE key = $1`, of(r).key)
		return err
	})
	if err != nil || location == "" {
		location = "/"
	}
	if shortly(r) {
		_ = acknowledge(w, location) // it writes no body
		return
	}
	setNotice(w, s.Secure, notice{Text: Text(r, "ui.repeated"), Kind: ui.Info})
	http.Redirect(w, r, location, http.StatusSeeOther)
}

func notFound(http.ResponseWriter, *http.Request) error {
	return fault.New(fault.NotFound, "ui.not_found")
}

func crossSite(http.ResponseWriter, *http.Request) error {
	return fault.New(fault.Denied, "ui.cross_site")
}
