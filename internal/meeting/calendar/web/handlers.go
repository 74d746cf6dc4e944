package web

import (
	"net/http"
	"net/url"
	"slices"

	"github.com/a-h/templ"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/meeting/calendar"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/paper"
	"chibo/internal/server"
	"chibo/internal/ui"
)

// errNone answers an address that names nothing that there is.
var errNone = fault.New(fault.NotFound, "ui.not_found")

func idOf(r *http.Request) meeting.ID { return meeting.ID(r.PathValue("meeting")) }

func unitOf(r *http.Request) org.ID { return org.ID(server.Unit(r)) }

func monthOf(r *http.Request) db.Date { return db.Date(r.URL.Query().Get("month")) }

func (h handlers) month(w http.ResponseWriter, r *http.Request) error {
	filter := calendar.Filter(r.URL.Query().Get("show"))
	if !slices.Contains(calendar.Filters, filter) {
		return errNone
	}
	m, err := h.calendars.Month(r.Context(), server.Actor(r), unitOf(r), monthOf(r), filter, server.PageNumber(r))
	if err != nil {
		return err
	}
	return server.Render(w, r, monthPage(m, r.URL))
}

func (h handlers) waiting(w http.ResponseWriter, r *http.Request) error {
	cells, err := h.calendars.Waiting(r.Context(), server.Actor(r), unitOf(r), server.PageNumber(r))
	if err != nil {
		return err
	}
	return server.Render(w, r, waitingPage(cells, r.URL))
}

func (h handlers) print(w http.ResponseWriter, r *http.Request) error {
	m, err := h.calendars.Whole(r.Context(), server.Actor(r), unitOf(r), monthOf(r))
	if err != nil {
		return err
	}
	return server.Render(w, r, printPage(m))
}

func (h handlers) download(f paper.Format) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		m, err := h.calendars.Whole(r.Context(), server.Actor(r), unitOf(r), monthOf(r))
		if err != nil {
			return err
		}
		d := m.Paper()
		return server.HandOut(w, r, d.Title, f, d)
	}
}

func (h handlers) show(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.page)
}

func (h handlers) page(r *http.Request, f *ui.Form) (templ.Component, error) {
	sh, err := h.calendars.Get(r.Context(), server.Actor(r), idOf(r))
	return meetingPage(sh, f), err
}

func (h handlers) assign(w http.ResponseWriter, r *http.Request) error {
	both, err := h.calendars.Assign(r.Context(), server.Actor(r), idOf(r), member.ID(server.Form(r).Get("person")))
	if err != nil {
		return server.Retry(w, r, err, h.page)
	}
	if both {
		return server.Done(w, r, href(idOf(r)), "calendar.assign_clash")
	}
	return server.Done(w, r, href(idOf(r)), "calendar.assign_done")
}

func (h handlers) withdraw(w http.ResponseWriter, r *http.Request) error {
	err := h.calendars.Withdraw(r.Context(), server.Actor(r), idOf(r), calendar.ID(server.Form(r).Get("visit")))
	if err != nil {
		return server.Retry(w, r, err, h.page)
	}
	return server.Done(w, r, href(idOf(r)), "calendar.withdraw_done")
}

// href is the address of the visits of a meeting.
func href(id meeting.ID) string { return list + "/of/" + url.PathEscape(string(id)) }

// of is the address of a page of a month of a unit.
func of(page string, unit org.ID, month db.Date) string {
	return page + "?" + url.Values{"unit": {string(unit)}, "month": {string(month)}}.Encode()
}
