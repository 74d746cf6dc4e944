package web

import (
	"bytes"
	"net/http"

	"github.com/a-h/templ"

	"chibo/internal/fault"
	"chibo/internal/paper"
	"chibo/internal/server"
	"chibo/internal/ui"
	"chibo/internal/welfare"
)

func visitID(r *http.Request) welfare.VisitID { return welfare.VisitID(r.PathValue("visit")) }

func (h handlers) visits(w http.ResponseWriter, r *http.Request) error {
	b, err := h.welfare.Visits(r.Context(), server.Actor(r), unitOf(r), yearOf(r), server.PageNumber(r))
	if err != nil {
		return err
	}
	return server.Render(w, r, visitsPage(b, r.URL))
}

func (h handlers) book(f paper.Format) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		b, err := h.welfare.Book(r.Context(), server.Actor(r), unitOf(r), yearOf(r))
		if err != nil {
			return err
		}
		d := b.Paper()
		return server.HandOut(w, r, d.Title, f, d)
	}
}

func (h handlers) sheet(w http.ResponseWriter, r *http.Request) error {
	b, err := h.welfare.Book(r.Context(), server.Actor(r), unitOf(r), yearOf(r))
	if err != nil {
		return err
	}
	var out bytes.Buffer
	if err := paper.XLSX(&out, b.Sheet()); err != nil {
		return err
	}
	return server.Download(w, r, b.Paper().Title+".xlsx", paper.TypeXLSX, out.Bytes())
}

func (h handlers) visitForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.visitPage)
}

func (h handlers) visitPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	b, err := h.welfare.Visits(r.Context(), server.Actor(r), unitOf(r), 0, 1)
	return enterPage(b.Unit, b.Today, f), err
}

// visitOf reads what is typed of a visit.
func visitOf(r *http.Request) (welfare.VisitForm, error) {
	var faults fault.Form
	v := server.Form(r)
	f := welfare.VisitForm{
		HeldOn: server.DateField(r, &faults, "held_on"), Occasion: v.Get("occasion"), Form: v.Get("form"), Persons: server.Number(v.Get("persons")), Sure: v.Get("sure") != "",
	}
	return f, faults.Err()
}

func (h handlers) enter(w http.ResponseWriter, r *http.Request) error {
	f, err := visitOf(r)
	if err == nil {
		_, err = h.welfare.Enter(r.Context(), server.Actor(r), unitOf(r), f)
	}
	if err != nil {
		return server.Retry(w, r, err, h.visitPage)
	}
	return server.Done(w, r, ofUnit("/welfare/visits", unitOf(r)), "welfare.entered_done")
}

func (h handlers) correctForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.correctPage)
}

func (h handlers) correctPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	v, u, err := h.welfare.Visit(r.Context(), server.Actor(r), visitID(r))
	if err == nil && f == nil && v.Struck != "" {
		err = fault.New(fault.Invalid, "welfare.is_struck")
	}
	return correctPage(v, u, f), err
}

func (h handlers) correct(w http.ResponseWriter, r *http.Request) error {
	f, err := visitOf(r)
	if err == nil {
		err = h.welfare.Correct(r.Context(), server.Actor(r), visitID(r), server.Version(r), f)
	}
	return h.changed(w, r, err, h.correctPage, "welfare.corrected_done")
}

func (h handlers) strikeForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.strikePage)
}

func (h handlers) strikePage(r *http.Request, f *ui.Form) (templ.Component, error) {
	v, u, err := h.welfare.Visit(r.Context(), server.Actor(r), visitID(r))
	if err == nil && f == nil && v.Struck != "" {
		err = fault.New(fault.Invalid, "welfare.is_struck")
	}
	return strikePage(v, u, f), err
}

func (h handlers) strike(w http.ResponseWriter, r *http.Request) error {
	v := server.Form(r)
	err := h.welfare.Strike(r.Context(), server.Actor(r), visitID(r), server.Version(r), v.Get("words"), v.Get("sure") != "")
	return h.changed(w, r, err, h.strikePage, "welfare.struck_done")
}

// changed answers the form of a visit that stands.
func (h handlers) changed(w http.ResponseWriter, r *http.Request, err error, page server.Page, done string) error {
	if err != nil {
		return server.Retry(w, r, err, page)
	}
	v, _, err := h.welfare.Visit(r.Context(), server.Actor(r), visitID(r))
	if err != nil {
		return err
	}
	return server.Done(w, r, ofUnit("/welfare/visits", v.Unit), done)
}
