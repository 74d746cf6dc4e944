package web

import (
	"net/http"
	"strings"

	"github.com/a-h/templ"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/reflection"
	"chibo/internal/server"
	"chibo/internal/ui"
)

// turn reads a turn for the page of an act, which must lead on from how it
// stands; a form that came back shows whatever happened meanwhile.
func (h handlers) turn(r *http.Request, a reflection.Act, f *ui.Form) (p turnProps, err error) {
	if p.form = f; f != nil {
		a = ""
	}
	p.Turn, err = h.reports.Turn(r.Context(), server.Actor(r), idOf(r), a)
	return p, err
}

func (h handlers) moveForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.movePage)
}

func (h handlers) movePage(r *http.Request, f *ui.Form) (templ.Component, error) {
	p, err := h.turn(r, reflection.Moving, f)
	return movePage(p), err
}

func (h handlers) move(w http.ResponseWriter, r *http.Request) error {
	v := server.Form(r)
	err := h.reports.Move(r.Context(), server.Actor(r), idOf(r), server.Version(r), db.Date(v.Get("month")), v.Get("note"))
	if err != nil {
		return server.Retry(w, r, err, h.movePage)
	}
	return server.Done(w, r, href(idOf(r)), "reflection.moved_done")
}

func (h handlers) swapForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.swapPage)
}

func (h handlers) swapPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	p, err := h.turn(r, reflection.Swapping, f)
	return swapPage(p), err
}

func (h handlers) swap(w http.ResponseWriter, r *http.Request) error {
	other, version, _ := strings.Cut(server.Form(r).Get("other"), " ")
	var err error = fault.At("other", "reflection.swap_same")
	if other != "" {
		err = h.reports.Swap(r.Context(), server.Actor(r), idOf(r), server.Version(r), reflection.ID(other), number(version))
	}
	if err != nil {
		return server.Retry(w, r, err, h.swapPage)
	}
	return server.Done(w, r, href(idOf(r)), "reflection.swapped_done")
}

func (h handlers) releaseForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.releasePage)
}

func (h handlers) releasePage(r *http.Request, f *ui.Form) (templ.Component, error) {
	p, err := h.turn(r, reflection.Releasing, f)
	return releasePage(p), err
}

func (h handlers) release(w http.ResponseWriter, r *http.Request) error {
	v := server.Form(r)
	err := h.reports.Release(r.Context(), server.Actor(r), idOf(r), server.Version(r), reflection.Reason(v.Get("as")), v.Get("note"))
	if err != nil {
		return server.Retry(w, r, err, h.releasePage)
	}
	return server.Done(w, r, href(idOf(r)), "reflection.release_done")
}

func (h handlers) sendUpForm(w http.ResponseWriter, r *http.Request) error {
	p, err := h.turn(r, reflection.SendingUp, nil)
	if err != nil {
		return err
	}
	return server.Render(w, r, sendUpPage(p))
}

func (h handlers) sendUp(w http.ResponseWriter, r *http.Request) error {
	err := h.reports.SendUp(r.Context(), server.Actor(r), idOf(r), server.Version(r))
	return h.done(w, r, err, "", "reflection.sent_up_done")
}
