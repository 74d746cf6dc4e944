package web

import (
	"net/http"

	"github.com/a-h/templ"

	"chibo/internal/db"
	"chibo/internal/feedback"
	"chibo/internal/i18n"
	"chibo/internal/org"
	"chibo/internal/server"
	"chibo/internal/ui"
)

func unitOf(r *http.Request) org.ID { return org.ID(server.Unit(r)) }

func (h handlers) show(w http.ResponseWriter, r *http.Request) error {
	p, err := h.feedback.Get(r.Context(), server.Actor(r), unitOf(r), db.Date(r.URL.Query().Get("until")))
	if err != nil {
		return err
	}
	return server.Render(w, r, feedbackPage(p))
}

func (h handlers) monthForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.monthPage)
}

// monthPage is the form of a month: that which the address names, or which a
// form that came back was about.
func (h handlers) monthPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	e, err := h.feedback.Month(r.Context(), server.Actor(r), unitOf(r), db.Date(r.URL.Query().Get("month")))
	return monthPage(e, f), err
}

// enter stores the month of the address: its form is about that one alone.
func (h handlers) enter(w http.ResponseWriter, r *http.Request) error {
	month, v := db.Date(r.URL.Query().Get("month")), server.Form(r)
	c := feedback.Counts{}
	for _, channel := range feedback.Channels {
		for _, kind := range feedback.Kinds {
			slot := feedback.Slot{Channel: channel, Kind: kind}
			c[slot] = server.Number(v.Get(feedback.Field(slot)))
		}
	}
	if err := h.feedback.Enter(r.Context(), server.Actor(r), unitOf(r), month, server.Version(r), c); err != nil {
		return server.Retry(w, r, err, h.monthPage)
	}
	return server.Done(w, r, ofUnit("/feedback", unitOf(r)), "feedback.entered_done", i18n.Short(string(month)))
}

func (h handlers) importForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.uploadPage)
}

func (h handlers) uploadPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	e, err := h.feedback.Month(r.Context(), server.Actor(r), unitOf(r), "")
	return uploadPage(e.Unit, f), err
}

func (h handlers) readList(w http.ResponseWriter, r *http.Request) error {
	id, err := h.readFile(r)
	if err != nil {
		return server.Retry(w, r, err, h.uploadPage)
	}
	return server.Redirect(w, r, listHref(id))
}

func (h handlers) readFile(r *http.Request) (feedback.ID, error) {
	name, data, err := server.List(r)
	if err != nil {
		return "", err
	}
	id, err := h.feedback.ReadImport(r.Context(), server.Actor(r), unitOf(r), name, data)
	return id, server.AtList(err)
}

func listOf(r *http.Request) feedback.ID { return feedback.ID(r.PathValue("counted")) }

func (h handlers) preview(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.previewPage)
}

func (h handlers) previewPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	p, err := h.feedback.PreviewImport(r.Context(), server.Actor(r), listOf(r))
	return previewPage(p, f), err
}

func (h handlers) confirm(w http.ResponseWriter, r *http.Request) error {
	if _, err := h.feedback.ApplyImport(r.Context(), server.Actor(r), listOf(r), server.Version(r)); err != nil {
		return server.Retry(w, r, err, h.previewPage)
	}
	return server.Redirect(w, r, listHref(listOf(r)))
}

func (h handlers) drop(w http.ResponseWriter, r *http.Request) error {
	if err := h.feedback.DropImport(r.Context(), server.Actor(r), listOf(r), server.Version(r)); err != nil {
		return server.Retry(w, r, err, h.previewPage)
	}
	return server.Redirect(w, r, listHref(listOf(r)))
}
