package web

import (
	"net/http"

	"github.com/a-h/templ"

	"chibo/internal/campaign"
	"chibo/internal/campaign/review"
	"chibo/internal/fault"
	"chibo/internal/org"
	"chibo/internal/paper"
	"chibo/internal/server"
	"chibo/internal/ui"
)

func idOf(r *http.Request) review.ID { return review.ID(r.PathValue("summary")) }

func unitOf(r *http.Request) org.ID { return org.ID(server.Unit(r)) }

func (h handlers) desk(w http.ResponseWriter, r *http.Request) error {
	d, err := h.reviews.Desk(r.Context(), server.Actor(r), unitOf(r), server.PageNumber(r))
	if err != nil {
		return err
	}
	return server.Render(w, r, deskPage(d, r.URL))
}

func (h handlers) openForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.openPage)
}

func (h handlers) openPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	o, err := h.reviews.Opening(r.Context(), server.Actor(r), unitOf(r))
	return openPage(o, f), err
}

func (h handlers) open(w http.ResponseWriter, r *http.Request) error {
	var faults fault.Form
	v := server.Form(r)
	f := review.Form{
		Theme: campaign.ThemeID(v.Get("theme")), Kind: review.Kind(v.Get("kind")), Title: v.Get("title"),
		From: server.DateField(r, &faults, "from"), To: server.DateField(r, &faults, "to"),
	}
	err := faults.Err()
	var id review.ID
	if err == nil {
		id, err = h.reviews.Open(r.Context(), server.Actor(r), unitOf(r), f)
	}
	if err != nil {
		return server.Retry(w, r, err, h.openPage)
	}
	return server.Done(w, r, href(id), "review.opened_done")
}

func (h handlers) show(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.page(""))
}

// page is the page of a review with one of its forms filled in again.
func (h handlers) page(form string) server.Page {
	return func(r *http.Request, f *ui.Form) (templ.Component, error) {
		sh, err := h.reviews.Get(r.Context(), server.Actor(r), idOf(r))
		return reviewPage(reviewProps{Sheet: sh, by: server.Actor(r), forms: map[string]*ui.Form{form: f}}), err
	}
}

// done ends an act on a review: its page says so, or comes back with the form.
func (h handlers) done(w http.ResponseWriter, r *http.Request, err error, form, key string) error {
	if err != nil {
		return server.Retry(w, r, err, h.page(form))
	}
	return server.Done(w, r, href(idOf(r)), key)
}

// text saves the texts and counts the figures anew.
func (h handlers) text(w http.ResponseWriter, r *http.Request) error {
	var t review.Texts
	for _, p := range review.Parts {
		*t.At(p) = server.Form(r).Get(string(p))
	}
	return h.done(w, r, h.reviews.Refresh(r.Context(), server.Actor(r), idOf(r), server.Version(r), t), "text", "review.saved_done")
}

func (h handlers) issue(w http.ResponseWriter, r *http.Request) error {
	var faults fault.Form
	f := review.IssueForm{Number: server.Form(r).Get("number"), On: server.DateField(r, &faults, "on")}
	err := faults.Err()
	if err == nil {
		err = h.reviews.Issue(r.Context(), server.Actor(r), idOf(r), server.Version(r), f)
	}
	return h.done(w, r, err, "issue", "review.issued_done")
}

func (h handlers) reopen(w http.ResponseWriter, r *http.Request) error {
	return h.done(w, r, h.reviews.Reopen(r.Context(), server.Actor(r), idOf(r), server.Version(r)), "reopen", "review.reopened_done")
}

func (h handlers) send(w http.ResponseWriter, r *http.Request) error {
	return h.done(w, r, h.reviews.Send(r.Context(), server.Actor(r), idOf(r), server.Version(r)), "send", "review.sent_done")
}

func (h handlers) print(w http.ResponseWriter, r *http.Request) error {
	sh, err := h.reviews.Get(r.Context(), server.Actor(r), idOf(r))
	if err != nil {
		return err
	}
	return server.Render(w, r, printPage(sh))
}

func (h handlers) download(f paper.Format) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		sh, err := h.reviews.Get(r.Context(), server.Actor(r), idOf(r))
		if err != nil {
			return err
		}
		d := sh.Paper()
		return server.HandOut(w, r, d.Title, f, d)
	}
}
