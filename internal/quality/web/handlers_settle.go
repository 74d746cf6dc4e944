package web

import (
	"net/http"

	"github.com/a-h/templ"

	"chibo/internal/fault"
	"chibo/internal/quality"
	"chibo/internal/server"
	"chibo/internal/ui"
	"chibo/internal/vote"
)

// acting reads the score for the page of something that may be done to it. A
// form that came back shows whatever happened meanwhile.
func (h handlers) acting(r *http.Request, f *ui.Form, a quality.Act) (sheetProps, error) {
	p, err := h.sheet(r, f)
	switch {
	case err != nil:
		return p, err
	case f != nil || p.May(a):
		return p, nil
	case !p.Begun:
		return p, fault.New(fault.NotFound, "ui.not_found")
	}
	return p, fault.New(fault.Invalid, "quality.not_when_"+string(p.State))
}

func (h handlers) adoptForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.adoptPage)
}

func (h handlers) adoptPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	p, err := h.acting(r, f, quality.Adopting)
	return adoptPage(p), err
}

func (h handlers) adopt(w http.ResponseWriter, r *http.Request) error {
	v := server.Form(r)
	hands := vote.Count{Favour: server.Number(v.Get("favour")), Against: server.Number(v.Get("against")), Other: server.Number(v.Get("other"))}
	err := h.scores.Adopt(r.Context(), server.Actor(r), meetingOf(r), server.Version(r), hands)
	return h.done(w, r, err, h.adoptPage, "quality.adopted")
}

func (h handlers) reopen(w http.ResponseWriter, r *http.Request) error {
	err := h.scores.Reopen(r.Context(), server.Actor(r), meetingOf(r), server.Version(r))
	return h.done(w, r, err, h.sheetPage, "quality.reopened")
}

func (h handlers) sendForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.sendPage)
}

func (h handlers) sendPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	p, err := h.acting(r, f, quality.Sending)
	return sendPage(p), err
}

func (h handlers) send(w http.ResponseWriter, r *http.Request) error {
	err := h.scores.Send(r.Context(), server.Actor(r), meetingOf(r), server.Version(r))
	return h.done(w, r, err, h.sendPage, "quality.was_sent")
}

func (h handlers) confirmForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.confirmPage)
}

// confirmPage is the sheet with the column of the committee above to fill in.
func (h handlers) confirmPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	p, err := h.acting(r, f, quality.Confirming)
	p.above = true
	return sheetPage(p), err
}

func (h handlers) confirm(w http.ResponseWriter, r *http.Request) error {
	v := server.Form(r)
	err := h.scores.Confirm(r.Context(), server.Actor(r), meetingOf(r), server.Version(r), entries(v), v.Get("note"))
	return h.done(w, r, err, h.confirmPage, "quality.was_confirmed")
}

func (h handlers) returnForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.returnPage)
}

func (h handlers) returnPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	p, err := h.acting(r, f, quality.Returning)
	return returnPage(p), err
}

func (h handlers) giveBack(w http.ResponseWriter, r *http.Request) error {
	err := h.scores.Return(r.Context(), server.Actor(r), meetingOf(r), server.Version(r), server.Form(r).Get("reason"))
	return h.done(w, r, err, h.returnPage, "quality.given_back")
}
