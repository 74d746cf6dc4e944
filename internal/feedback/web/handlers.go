package web

import (
	"net/http"

	"github.com/a-h/templ"

	"chibo/internal/db"
	"chibo/internal/feedback"
	"chibo/internal/i18n"
	"chibo/internal/intake"
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

// importPath is where lists of earlier counts are taken in.
const importPath = "/feedback/import/"

// importRoutes are the pages of a list of earlier counts.
func (h handlers) importRoutes() []server.Route {
	return server.Lists[feedback.Import]{
		Path: "/feedback/import", Name: "counted", Action: feedback.Count, Upload: h.uploadPage, Page: previewPage,
		Read: func(r *http.Request, name string, data []byte) (intake.ID, error) {
			return h.feedback.ReadImport(r.Context(), server.Actor(r), unitOf(r), name, data)
		},
		Preview: h.feedback.PreviewImport, Apply: h.feedback.ApplyImport, Drop: h.feedback.DropImport,
	}.Routes()
}

func (h handlers) uploadPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	e, err := h.feedback.Month(r.Context(), server.Actor(r), unitOf(r), "")
	return uploadPage(e.Unit, f), err
}
