package web

import (
	"net/http"

	"github.com/a-h/templ"

	"chibo/internal/consultation"
	"chibo/internal/fault"
	"chibo/internal/server"
	"chibo/internal/ui"
)

// desk makes a page for whoever prints and voids slips.
func (h handlers) desk(page func(consultation.Desk, *ui.Form) templ.Component) server.Page {
	return func(r *http.Request, f *ui.Form) (templ.Component, error) {
		d, err := h.asks.Batches(r.Context(), server.Actor(r), matterOf(r))
		if err == nil && f == nil && !d.Matter.Prints() { // what was typed stays, whatever happened meanwhile
			err = fault.New(fault.Invalid, "consultation.not_now")
		}
		if err != nil {
			return nil, err
		}
		return page(d, f), nil
	}
}

func (h handlers) slipsForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.desk(slipsPage))
}

// print shows the slips this once: only their hashes are kept.
func (h handlers) print(w http.ResponseWriter, r *http.Request) error {
	p, err := h.asks.Print(r.Context(), server.Actor(r), matterOf(r), server.Number(server.Form(r).Get("n")))
	if err != nil {
		return server.Retry(w, r, err, h.desk(slipsPage))
	}
	return server.Render(w, r, printedPage(p, func(path string) string { return server.Reached(r, path) }))
}

func (h handlers) voidForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.desk(voidPage))
}

// void has the slips of the batches that were ticked answer no more.
func (h handlers) void(w http.ResponseWriter, r *http.Request) error {
	var batches []int
	for _, b := range server.Form(r)["batch"] {
		batches = append(batches, server.Number(b)) // what is no number is no batch
	}
	if err := h.asks.Void(r.Context(), server.Actor(r), matterOf(r), batches); err != nil {
		return server.Retry(w, r, err, h.desk(voidPage))
	}
	return server.Done(w, r, href(matterOf(r))+"/slips", "consultation.void_done")
}

// poster is the page to print from which everybody finds what came out.
func (h handlers) poster(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.led(func(r *http.Request, sh consultation.Sheet, _ *ui.Form) templ.Component {
		if sh.Matter.Poster == "" {
			return posterFormPage(sh)
		}
		return posterPage(sh, server.Reached(r, result+"/"+sh.Matter.Poster))
	}, func(sh consultation.Sheet) bool { return sh.Matter.State.Published() }))
}

// post makes the address of the poster, or takes it away.
func (h handlers) post(on bool) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		if err := h.asks.Post(r.Context(), server.Actor(r), matterOf(r), on); err != nil {
			return err
		}
		if on {
			return server.Redirect(w, r, href(matterOf(r))+"/poster")
		}
		return server.Done(w, r, href(matterOf(r)), "consultation.unpost_done")
	}
}
