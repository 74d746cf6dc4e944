package web

import (
	"errors"
	"net/http"
	"net/url"
	"strings"

	"github.com/a-h/templ"

	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/paper"
	"chibo/internal/quality"
	"chibo/internal/server"
	"chibo/internal/ui"
)

func meetingOf(r *http.Request) meeting.ID { return meeting.ID(r.PathValue("scored")) }

func (h handlers) show(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.sheetPage)
}

func (h handlers) sheetPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	p, err := h.sheet(r, f)
	return sheetPage(p), err
}

// sheet reads the score that the address names.
func (h handlers) sheet(r *http.Request, f *ui.Form) (sheetProps, error) {
	sh, err := h.scores.Sheet(r.Context(), server.Actor(r), meetingOf(r))
	if err != nil {
		return sheetProps{}, err
	}
	p := sheetProps{Sheet: sh, form: f}
	var why *fault.Error
	if errors.As(sh.Missing, &why) {
		p.missing = server.Text(r, why.Key, why.Args...)
	}
	return p, nil
}

func (h handlers) begin(w http.ResponseWriter, r *http.Request) error {
	err := h.scores.Begin(r.Context(), server.Actor(r), meetingOf(r))
	return h.done(w, r, err, h.sheetPage, "quality.begun")
}

func (h handlers) save(w http.ResponseWriter, r *http.Request) error {
	err := h.scores.Save(r.Context(), server.Actor(r), meetingOf(r), server.Version(r), entries(server.Form(r)))
	return h.done(w, r, err, h.sheetPage, "quality.saved")
}

func (h handlers) refresh(w http.ResponseWriter, r *http.Request) error {
	err := h.scores.Refresh(r.Context(), server.Actor(r), meetingOf(r), server.Version(r))
	return h.done(w, r, err, h.sheetPage, "quality.refreshed")
}

// done ends what was done to a score: its page says so, or the form that was
// sent shows again.
func (h handlers) done(w http.ResponseWriter, r *http.Request, err error, again server.Page, key string) error {
	if err != nil {
		return server.Retry(w, r, err, again)
	}
	return server.Done(w, r, href(meetingOf(r)), key)
}

// entries reads the points and reasons of a form.
func entries(v url.Values) (all []quality.Entry) {
	for name := range v {
		if key, ok := strings.CutPrefix(name, quality.PointsField); ok {
			all = append(all, quality.Entry{Key: key, Points: v.Get(name), Reason: v.Get(quality.ReasonField + key)})
		}
	}
	return all
}

// paper is the score as form B8; there is none before it was begun.
func (h handlers) paper(r *http.Request) (quality.Sheet, paper.Document, error) {
	sh, err := h.scores.Sheet(r.Context(), server.Actor(r), meetingOf(r))
	if err == nil && !sh.Begun {
		err = fault.New(fault.NotFound, "ui.not_found")
	}
	if err != nil {
		return sh, paper.Document{}, err
	}
	words := ui.From(r.Context()).Catalog
	return sh, sh.Paper(func(b quality.Basis) string { return words.Text(i18n.Vi, b.Key, b.Values()...) }), nil
}

func (h handlers) print(w http.ResponseWriter, r *http.Request) error {
	sh, d, err := h.paper(r)
	if err != nil {
		return err
	}
	return server.Render(w, r, printPage(sh, d))
}

func (h handlers) download(f paper.Format) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		_, d, err := h.paper(r)
		if err != nil {
			return err
		}
		return server.HandOut(w, r, d.Title, f, d)
	}
}
