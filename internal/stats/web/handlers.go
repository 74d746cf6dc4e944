package web

import (
	"bytes"
	"net/http"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/org"
	"chibo/internal/paper"
	"chibo/internal/server"
	"chibo/internal/stats"
	"chibo/internal/ui"
)

// errNone answers an address that names nothing that there is.
var errNone = fault.New(fault.NotFound, "ui.not_found")

func unitOf(r *http.Request) org.ID {
	if u := r.PathValue("unit"); u != "" {
		return org.ID(u)
	}
	return org.ID(server.Unit(r))
}

// periodOf is the period that the address names.
func periodOf(r *http.Request) stats.Period {
	q := r.URL.Query()
	return stats.Period{Length: stats.Length(q.Get("length")), On: db.Date(q.Get("on"))}
}

// listingOf is the rows that the address names, and their order: a column, behind a
// minus where the smallest come first.
func listingOf(r *http.Request) (stats.Listing, error) {
	by, up := strings.CutPrefix(r.URL.Query().Get("sort"), "-")
	l := stats.Listing{By: stats.Column(by), Up: up, Only: stats.Only(r.URL.Query().Get("only"))}
	if by != "" && !slices.Contains(stats.Columns, l.By) || !slices.Contains(stats.Onlies, l.Only) {
		return l, errNone
	}
	return l, nil
}

// read gives the overview that the address names; 0 is all of it on one page.
func (h handlers) read(r *http.Request, page int) (stats.Overview, stats.Listing, error) {
	listing, err := listingOf(r)
	if err != nil {
		return stats.Overview{}, listing, err
	}
	o, err := h.stats.Overview(r.Context(), server.Actor(r), unitOf(r), periodOf(r), listing, page)
	if fault.Is(err, fault.Invalid) {
		err = errNone // an address that names no period
	}
	return o, listing, err
}

// overview is the table of a committee; who belongs to a cell comes to its sheet.
func (h handlers) overview(w http.ResponseWriter, r *http.Request) error {
	o, listing, err := h.read(r, server.PageNumber(r))
	switch {
	case err != nil:
		return err
	case o.Unit.Kind.Holds:
		return server.Redirect(w, r, sheetHref(o.Unit.ID, o.Period))
	}
	return server.Render(w, r, overviewPage(overviewProps{Overview: o, listing: listing, by: server.Actor(r), at: r.URL}))
}

// choose leads to the table of a day that was typed.
func (h handlers) choose(w http.ResponseWriter, r *http.Request) error {
	p, err := h.typed(r)
	if err != nil {
		return server.Retry(w, r, err, h.overviewForm)
	}
	return server.Redirect(w, r, overviewHref(unitOf(r), p))
}

func (h handlers) overviewForm(r *http.Request, f *ui.Form) (templ.Component, error) {
	o, listing, err := h.read(r, 1)
	if err == nil && o.Unit.Kind.Holds {
		return h.sheetForm(r, f)
	}
	return overviewPage(overviewProps{Overview: o, listing: listing, by: server.Actor(r), at: r.URL, form: f}), err
}

// typed is the period of the form; whether there is such a one is for the use case
// to say.
func (h handlers) typed(r *http.Request) (stats.Period, error) {
	var faults fault.Form
	p := stats.Period{Length: stats.Length(server.Form(r).Get("length")), On: server.DateField(r, &faults, "on")}
	if err := faults.Err(); err != nil {
		return p, err
	}
	return p, h.stats.Accept(r.Context(), server.Actor(r), unitOf(r), p)
}

// whole hands out the overview with all rows; who belongs to a cell comes to its
// sheet.
func (h handlers) whole(out func(http.ResponseWriter, *http.Request, stats.Overview) error) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		o, _, err := h.read(r, 0)
		switch {
		case err != nil:
			return err
		case o.Unit.Kind.Holds:
			return server.Redirect(w, r, sheetHref(o.Unit.ID, o.Period))
		}
		return out(w, r, o)
	}
}

func table(w http.ResponseWriter, r *http.Request, o stats.Overview) error {
	var b bytes.Buffer
	if err := paper.XLSX(&b, o.Sheet()); err != nil {
		return err
	}
	return server.Download(w, r, o.Name()+".xlsx", paper.TypeXLSX, b.Bytes())
}

func printed(w http.ResponseWriter, r *http.Request, o stats.Overview) error {
	return server.Render(w, r, printPage(o))
}

func handOut(f paper.Format) func(http.ResponseWriter, *http.Request, stats.Overview) error {
	return func(w http.ResponseWriter, r *http.Request, o stats.Overview) error {
		return server.HandOut(w, r, o.Name(), f, o.Paper())
	}
}

func (h handlers) sheet(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.sheetForm)
}

func (h handlers) sheetForm(r *http.Request, f *ui.Form) (templ.Component, error) {
	by := server.Actor(r)
	sh, err := h.stats.Sheet(r.Context(), by, unitOf(r), periodOf(r))
	if fault.Is(err, fault.Invalid) {
		err = errNone
	}
	return sheetPage(sheetProps{Sheet: sh, by: by, form: f}), err
}

func (h handlers) chooseOfSheet(w http.ResponseWriter, r *http.Request) error {
	p, err := h.typed(r)
	if err != nil {
		return server.Retry(w, r, err, h.sheetForm)
	}
	return server.Redirect(w, r, sheetHref(unitOf(r), p))
}

// records lists what a figure counts; without one, the members.
func (h handlers) records(w http.ResponseWriter, r *http.Request) error {
	by, of := server.Actor(r), stats.Column(r.URL.Query().Get("of"))
	if of == "" {
		of = stats.Columns[0]
	}
	b, err := h.stats.Behind(r.Context(), by, unitOf(r), of, periodOf(r), server.PageNumber(r))
	switch {
	case fault.Is(err, fault.Invalid):
		return errNone
	case err != nil:
		return err
	}
	return server.Render(w, r, recordsPage(recordProps{b, by, r.URL}))
}
