package web

import (
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"chibo/internal/meeting/exchange"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/paper"
	"chibo/internal/server"
	"chibo/internal/ui"
)

func idOf(r *http.Request) exchange.ID { return exchange.ID(r.PathValue("exchange")) }

// as is the cell in whose name the reader acts.
func as(r *http.Request) org.ID { return org.ID(server.Unit(r)) }

func (h handlers) list(w http.ResponseWriter, r *http.Request) error {
	page := 1
	if n, err := strconv.Atoi(r.URL.Query().Get("page")); err == nil && n > 1 && n <= 10_000 {
		page = n
	}
	p, err := h.events.List(r.Context(), server.Actor(r), as(r), page)
	if err != nil {
		return err
	}
	return server.Render(w, r, listPage(listProps{Page: p, at: r.URL, page: page}))
}

func (h handlers) show(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.page(""))
}

// page makes the page of an event; a form that came back shows again under the
// name of the form.
func (h handlers) page(form string) server.Page {
	return func(r *http.Request, f *ui.Form) (templ.Component, error) {
		sh, err := h.events.Get(r.Context(), server.Actor(r), as(r), idOf(r))
		if err != nil {
			return nil, err
		}
		return eventPage(pageProps{Sheet: sh, name: form, form: f}), nil
	}
}

// done ends what was done to an event: its page says so, or the form that was
// sent shows again.
func (h handlers) done(w http.ResponseWriter, r *http.Request, err error, form, key string) error {
	if err != nil {
		return server.Retry(w, r, err, h.page(form))
	}
	return server.Done(w, r, href(idOf(r), as(r)), key)
}

func (h handlers) accept(w http.ResponseWriter, r *http.Request) error {
	err := h.events.Accept(r.Context(), server.Actor(r), as(r), idOf(r), server.Version(r))
	return h.done(w, r, err, "accept", "exchange.accept_done")
}

func (h handlers) decline(w http.ResponseWriter, r *http.Request) error {
	err := h.events.Decline(r.Context(), server.Actor(r), as(r), idOf(r), server.Version(r), server.Form(r).Get("reason"))
	return h.done(w, r, err, "decline", "exchange.decline_done")
}

func (h handlers) name(w http.ResponseWriter, r *http.Request) error {
	v := server.Form(r)
	err := h.events.Name(r.Context(), server.Actor(r), as(r), idOf(r), member.ID(v.Get("person")), v.Get("presents"))
	return h.done(w, r, err, "people", "exchange.name_done")
}

func (h handlers) unname(w http.ResponseWriter, r *http.Request) error {
	err := h.events.Unname(r.Context(), server.Actor(r), as(r), idOf(r), member.ID(server.Form(r).Get("person")))
	return h.done(w, r, err, "remove", "exchange.unname_done")
}

func (h handlers) hold(w http.ResponseWriter, r *http.Request) error {
	err := h.events.Hold(r.Context(), server.Actor(r), idOf(r), server.Version(r))
	return h.done(w, r, err, "hold", "exchange.hold_done")
}

// minutes saves the draft, or sends it to the cells as it is typed.
func (h handlers) minutes(w http.ResponseWriter, r *http.Request) error {
	v := server.Form(r)
	m := exchange.Minutes{Course: v.Get("course"), Points: v.Get("points")}
	write, key := h.events.Write, "exchange.write_done"
	if v.Get("send") != "" {
		write, key = h.events.Record, "exchange.record_done"
	}
	return h.done(w, r, write(r.Context(), server.Actor(r), idOf(r), server.Version(r), m), "minutes", key)
}

// ordinal is the version of the minutes that the form showed.
func ordinal(r *http.Request) int {
	n, err := strconv.Atoi(server.Form(r).Get("ordinal"))
	if err != nil {
		return 0
	}
	return n
}

func (h handlers) agree(w http.ResponseWriter, r *http.Request) error {
	err := h.events.Agree(r.Context(), server.Actor(r), as(r), idOf(r), ordinal(r))
	return h.done(w, r, err, "agree", "exchange.agree_done")
}

func (h handlers) object(w http.ResponseWriter, r *http.Request) error {
	err := h.events.Object(r.Context(), server.Actor(r), as(r), idOf(r), ordinal(r), server.Form(r).Get("note"))
	return h.done(w, r, err, "object", "exchange.object_done")
}

func (h handlers) print(w http.ResponseWriter, r *http.Request) error {
	e, d, err := h.events.Paper(r.Context(), server.Actor(r), as(r), idOf(r))
	if err != nil {
		return err
	}
	return server.Render(w, r, printPage(e, d, as(r)))
}

func (h handlers) download(f paper.Format) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		_, d, err := h.events.Paper(r.Context(), server.Actor(r), as(r), idOf(r))
		if err != nil {
			return err
		}
		return server.HandOut(w, r, d.Title, f, d)
	}
}
