package web

import (
	"bytes"
	"net/http"
	"slices"

	"github.com/a-h/templ"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/org"
	"chibo/internal/paper"
	"chibo/internal/periodic/table"
	"chibo/internal/server"
	"chibo/internal/ui"
)

// errNone answers an address that names nothing that there is.
var errNone = fault.New(fault.NotFound, "ui.not_found")

func idOf(r *http.Request) table.ID { return table.ID(r.PathValue("table")) }

func unitOf(r *http.Request) org.ID { return org.ID(server.Unit(r)) }

func (h handlers) desk(w http.ResponseWriter, r *http.Request) error {
	d, err := h.tables.Desk(r.Context(), server.Actor(r), unitOf(r), server.PageNumber(r))
	if err != nil {
		return err
	}
	return server.Render(w, r, deskPage(d, r.URL))
}

func (h handlers) register(w http.ResponseWriter, r *http.Request) error {
	g, err := h.tables.Register(r.Context(), server.Actor(r), unitOf(r), server.PageNumber(r))
	if err != nil {
		return err
	}
	return server.Render(w, r, registerPage(g, r.URL))
}

func (h handlers) newForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.newPage)
}

// newPage is the form of a new table: empty, or like one that was defined before,
// which ?like names.
func (h handlers) newPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	var like table.Table
	if id := r.URL.Query().Get("like"); id != "" {
		var err error
		if like, err = h.tables.Reading(r.Context(), server.Actor(r), table.ID(id)); err != nil {
			return nil, err
		}
		like.Due = ""
	}
	g, err := h.tables.Register(r.Context(), server.Actor(r), unitOf(r), 1)
	return editPage(editProps{Table: like, unit: g.Unit, earlier: g.Tables, form: f}), err
}

// read reads the form of a table.
func read(r *http.Request) table.Form {
	v := server.Form(r)
	f := table.Form{Title: v.Get("title"), Purpose: v.Get("purpose"), Many: v.Has("many"), Due: dateOf(v.Get("due"))}
	for n := 1; n <= table.ColumnsMax+1 && v.Has(table.Field(n, "name")); n++ {
		f.Columns = append(f.Columns, table.Column{Name: v.Get(table.Field(n, "name")), Kind: table.Kind(v.Get(table.Field(n, "kind"))), Hint: v.Get(table.Field(n, "hint"))})
	}
	return f
}

// dateOf reads a typed day; what is none is left for the rule to refuse.
func dateOf(typed string) db.Date {
	if iso, ok := i18n.ParseDate(typed); ok {
		return db.Date(iso)
	}
	return db.Date(typed)
}

func (h handlers) define(w http.ResponseWriter, r *http.Request) error {
	id, err := h.tables.Define(r.Context(), server.Actor(r), unitOf(r), read(r))
	if err != nil {
		return server.Retry(w, r, err, h.newPage)
	}
	return server.Done(w, r, href(id), "table.define_done")
}

func (h handlers) editForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.editPage)
}

func (h handlers) editPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	t, err := h.tables.Reading(r.Context(), server.Actor(r), idOf(r))
	switch {
	case err != nil:
		return nil, err
	case f == nil && !t.May(table.Amending):
		return nil, fault.New(fault.Invalid, "table.not_when_"+string(t.State))
	}
	return editPage(editProps{Table: t, form: f}), nil
}

func (h handlers) amend(w http.ResponseWriter, r *http.Request) error {
	err := h.tables.Amend(r.Context(), server.Actor(r), idOf(r), server.Version(r), read(r))
	if err != nil {
		return server.Retry(w, r, err, h.editPage)
	}
	return server.Done(w, r, href(idOf(r)), "table.amend_done")
}

func (h handlers) show(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.page)
}

func (h handlers) page(r *http.Request, f *ui.Form) (templ.Component, error) {
	filter := table.Filter(r.URL.Query().Get("show"))
	if !slices.Contains(table.Filters, filter) {
		return nil, errNone
	}
	o, err := h.tables.Overview(r.Context(), server.Actor(r), idOf(r), filter, server.PageNumber(r))
	return tablePage(tableProps{Overview: o, at: r.URL, form: f}), err
}

func (h handlers) askForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.askPage)
}

func (h handlers) askPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	o, err := h.tables.Receivers(r.Context(), server.Actor(r), idOf(r))
	switch {
	case err != nil:
		return nil, err
	case f == nil && !o.May(table.Asking):
		return nil, fault.New(fault.Invalid, "table.not_when_"+string(o.State))
	}
	return askPage(o, f), nil
}

// ask shows whom the table would go to, and sends it once that is confirmed.
func (h handlers) ask(w http.ResponseWriter, r *http.Request) error {
	ctx, by, v := r.Context(), server.Actor(r), server.Form(r)
	o, err := h.tables.Receivers(ctx, by, idOf(r))
	if err != nil {
		return err
	}
	units, err := picked(o, v.Get("to"), v["unit"])
	if err == nil && !v.Has("sure") {
		if o, err = h.tables.Chosen(ctx, by, idOf(r), units); err == nil {
			return server.Render(w, r, surePage(o, server.Version(r)))
		}
	}
	n := 0
	if err == nil {
		n, err = h.tables.Ask(ctx, by, idOf(r), server.Version(r), units)
	}
	if err != nil {
		return server.Retry(w, r, err, h.askPage)
	}
	return server.Done(w, r, href(idOf(r)), "table.ask_done", n)
}

func (h handlers) remind(w http.ResponseWriter, r *http.Request) error {
	n, err := h.tables.Remind(r.Context(), server.Actor(r), idOf(r))
	if err != nil {
		return server.Retry(w, r, err, h.page)
	}
	return server.Done(w, r, href(idOf(r)), "table.remind_done", n)
}

func (h handlers) close(w http.ResponseWriter, r *http.Request) error {
	return h.done(w, r, h.tables.Close(r.Context(), server.Actor(r), idOf(r), server.Version(r)), "table.close_done")
}

func (h handlers) reopen(w http.ResponseWriter, r *http.Request) error {
	return h.done(w, r, h.tables.Reopen(r.Context(), server.Actor(r), idOf(r), server.Version(r)), "table.reopen_done")
}

// done ends an act on a table: its page says so, or what is wrong.
func (h handlers) done(w http.ResponseWriter, r *http.Request, err error, key string) error {
	if err != nil {
		return server.Retry(w, r, err, h.page)
	}
	return server.Done(w, r, href(idOf(r)), key)
}

func (h handlers) workbook(w http.ResponseWriter, r *http.Request) error {
	whole, err := h.tables.Whole(r.Context(), server.Actor(r), idOf(r))
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := paper.Workbook(&b, whole.Workbook()); err != nil {
		return err
	}
	return server.Download(w, r, whole.Title+".xlsx", paper.TypeXLSX, b.Bytes())
}

func (h handlers) print(w http.ResponseWriter, r *http.Request) error {
	whole, err := h.tables.Whole(r.Context(), server.Actor(r), idOf(r))
	if err != nil {
		return err
	}
	return server.Render(w, r, printPage(whole))
}

func (h handlers) download(f paper.Format) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		whole, err := h.tables.Whole(r.Context(), server.Actor(r), idOf(r))
		if err != nil {
			return err
		}
		d := whole.Paper()
		return server.HandOut(w, r, d.Title, f, d)
	}
}
