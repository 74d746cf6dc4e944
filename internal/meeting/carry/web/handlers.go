package web

import (
	"net/http"

	"github.com/a-h/templ"

	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/meeting/carry"
	"chibo/internal/org"
	"chibo/internal/rulebook"
	"chibo/internal/server"
	"chibo/internal/ui"
)

// unitOf is the unit that a form names, else the one whose hat is worn.
func unitOf(r *http.Request) org.ID {
	if unit := server.Form(r).Get("unit"); unit != "" {
		return org.ID(unit)
	}
	return org.ID(server.Unit(r))
}

func (h handlers) show(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.page)
}

func (h handlers) page(r *http.Request, f *ui.Form) (templ.Component, error) {
	p, err := h.carries.Get(r.Context(), server.Actor(r), unitOf(r))
	if err != nil {
		return nil, err
	}
	return page(p, f), nil
}

func (h handlers) park(w http.ResponseWriter, r *http.Request) error {
	v := server.Form(r)
	_, err := h.carries.Park(r.Context(), server.Actor(r), unitOf(r), carry.Form{
		Title: v.Get("title"), Kind: rulebook.Kind(v.Get("kind")), Minutes: server.Number(v.Get("minutes")), Repeated: v.Get("repeated") != "",
	})
	if err != nil {
		return server.Retry(w, r, err, h.page)
	}
	return server.Done(w, r, at, "meeting.backlog_parked")
}

// named are the items that the form is about; none means all.
func named(r *http.Request) []meeting.ItemID {
	var all []meeting.ItemID
	for _, id := range server.Form(r)["item"] {
		all = append(all, meeting.ItemID(id))
	}
	return all
}

func (h handlers) carry(w http.ResponseWriter, r *http.Request) error {
	to, n, err := h.carries.Carry(r.Context(), server.Actor(r), unitOf(r), meeting.ID(server.Form(r).Get("onto")), named(r)...)
	switch {
	case err != nil:
		return server.Retry(w, r, err, h.page)
	case to.ID == "":
		return server.Done(w, r, at, "meeting.backlog_kept", n)
	}
	return server.Done(w, r, "/meeting/"+string(to.ID), "meeting.backlog_carried", n, to.HeldOn)
}

func (h handlers) keep(w http.ResponseWriter, r *http.Request) error {
	n, err := h.carries.Keep(r.Context(), server.Actor(r), unitOf(r), named(r)...)
	if err != nil {
		return server.Retry(w, r, err, h.page)
	}
	return server.Done(w, r, at, "meeting.backlog_kept", n)
}

func entryOf(r *http.Request) carry.ID { return carry.ID(r.PathValue("entry")) }

func (h handlers) seat(w http.ResponseWriter, r *http.Request) error {
	to, err := h.carries.Seat(r.Context(), server.Actor(r), entryOf(r), server.Version(r))
	if err != nil {
		return server.Retry(w, r, err, h.page)
	}
	return server.Done(w, r, "/meeting/"+string(to.ID), "meeting.backlog_carried", 1, to.HeldOn)
}

func (h handlers) dropForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.dropPage)
}

// dropPage asks why an entry is given up.
func (h handlers) dropPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	e, err := h.carries.One(r.Context(), server.Actor(r), entryOf(r))
	if err != nil {
		return nil, err
	}
	if !e.Open() && f == nil {
		return nil, fault.New(fault.NotFound, "ui.not_found")
	}
	return dropPage(e, f), nil
}

func (h handlers) drop(w http.ResponseWriter, r *http.Request) error {
	err := h.carries.Drop(r.Context(), server.Actor(r), entryOf(r), server.Version(r), server.Form(r).Get("reason"))
	if err != nil {
		return server.Retry(w, r, err, h.dropPage)
	}
	return server.Done(w, r, at, "meeting.backlog_dropped")
}
