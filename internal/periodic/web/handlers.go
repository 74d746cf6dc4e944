package web

import (
	"bytes"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/org"
	"chibo/internal/paper"
	"chibo/internal/periodic"
	"chibo/internal/server"
	"chibo/internal/stats"
	"chibo/internal/ui"
)

// errNone answers an address that names nothing that there is.
var errNone = fault.New(fault.NotFound, "ui.not_found")

func idOf(r *http.Request) periodic.ID { return periodic.ID(r.PathValue("periodic")) }

func unitOf(r *http.Request) org.ID { return org.ID(server.Unit(r)) }

// codeOf writes a period as forms and addresses do: "month-2026-05-01".
func codeOf(p periodic.Period) string { return string(p.Length) + "-" + string(p.From) }

// periodOf reads what codeOf wrote. Whether there is such a period is for the use
// case to say.
func periodOf(code string) periodic.Period {
	length, from, _ := strings.Cut(code, "-")
	return periodic.Period{Length: stats.Length(length), From: db.Date(from)}
}

func (h handlers) desk(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.deskPage)
}

func (h handlers) deskPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	d, err := h.reports.Desk(r.Context(), server.Actor(r), unitOf(r), server.PageNumber(r))
	return deskPage(deskProps{Desk: d, at: r.URL, form: f}), err
}

func (h handlers) open(w http.ResponseWriter, r *http.Request) error {
	id, err := h.reports.Open(r.Context(), server.Actor(r), unitOf(r), periodOf(server.Form(r).Get("period")))
	if err != nil {
		return server.Retry(w, r, err, h.deskPage)
	}
	return server.Done(w, r, href(id), "periodic.opened")
}

func (h handlers) below(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	filter := periodic.Filter(q.Get("show"))
	if !slices.Contains(periodic.Filters, filter) {
		return errNone
	}
	o, err := h.reports.Overview(r.Context(), server.Actor(r), unitOf(r), periodOf(q.Get("period")), filter, server.PageNumber(r))
	if err != nil {
		return err
	}
	return server.Render(w, r, belowPage(o, r.URL))
}

func (h handlers) show(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.page(""))
}

// page is the page of a report with one of its forms filled in again.
func (h handlers) page(form string) server.Page {
	return func(r *http.Request, f *ui.Form) (templ.Component, error) {
		by := server.Actor(r)
		sh, err := h.reports.Get(r.Context(), by, idOf(r))
		return reportPage(reportProps{Sheet: sh, by: by, forms: map[string]*ui.Form{form: f}, history: server.Events(r, sh.History)}), err
	}
}

// done ends an act on a report: its page says so, or comes back with the form.
func (h handlers) done(w http.ResponseWriter, r *http.Request, err error, form, key string) error {
	if err != nil {
		return server.Retry(w, r, err, h.page(form))
	}
	return server.Done(w, r, href(idOf(r)), key)
}

// text saves what is being written, and sends the report if that button was pressed.
// The script saves every few seconds; without it a button does.
func (h handlers) text(w http.ResponseWriter, r *http.Request) error {
	v := server.Form(r)
	t := periodic.Texts{Results: v.Get("results"), Limits: v.Get("limits"), Ahead: v.Get("ahead"), Proposals: v.Get("proposals")}
	if v.Get("do") == "send" {
		err := h.reports.Send(r.Context(), server.Actor(r), idOf(r), server.Version(r), t)
		return h.done(w, r, err, "text", "periodic.send_done")
	}
	version, err := h.reports.Save(r.Context(), server.Actor(r), idOf(r), server.Version(r), t)
	if err == nil {
		w.Header().Set("Chibo-Version", strconv.Itoa(version))
	}
	return h.done(w, r, err, "text", "periodic.saved")
}

func (h handlers) refresh(w http.ResponseWriter, r *http.Request) error {
	return h.done(w, r, h.reports.Refresh(r.Context(), server.Actor(r), idOf(r), server.Version(r)), "refresh", "periodic.refresh_done")
}

func (h handlers) receive(w http.ResponseWriter, r *http.Request) error {
	return h.done(w, r, h.reports.Receive(r.Context(), server.Actor(r), idOf(r), server.Version(r)), "receive", "periodic.receive_done")
}

func (h handlers) giveBack(w http.ResponseWriter, r *http.Request) error {
	err := h.reports.GiveBack(r.Context(), server.Actor(r), idOf(r), server.Version(r), server.Form(r).Get("wanted"))
	return h.done(w, r, err, "return", "periodic.return_done")
}

// read gives a report of which the actor reads something.
func (h handlers) read(r *http.Request) (periodic.Sheet, error) {
	sh, err := h.reports.Get(r.Context(), server.Actor(r), idOf(r))
	if err == nil && !sh.Shown {
		err = errNone
	}
	return sh, err
}

func (h handlers) print(w http.ResponseWriter, r *http.Request) error {
	sh, err := h.read(r)
	if err != nil {
		return err
	}
	return server.Render(w, r, printPage(sh))
}

func (h handlers) download(f paper.Format) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		sh, err := h.read(r)
		if err != nil {
			return err
		}
		d := sh.Paper()
		return server.HandOut(w, r, d.Title, f, d)
	}
}

// tables hands out the figures and Biểu 1, 2, 3 and 6.
func (h handlers) tables(w http.ResponseWriter, r *http.Request) error {
	sh, err := h.read(r)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := paper.Workbook(&b, sh.Workbook()...); err != nil {
		return err
	}
	return server.Download(w, r, sh.Paper().Title+".xlsx", paper.TypeXLSX, b.Bytes())
}
