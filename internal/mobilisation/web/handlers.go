package web

import (
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/mobilisation"
	"chibo/internal/org"
	"chibo/internal/paper"
	"chibo/internal/server"
	"chibo/internal/ui"
)

// errNone answers an address that names nothing that there is.
var errNone = fault.New(fault.NotFound, "ui.not_found")

func unitOf(r *http.Request) org.ID { return org.ID(server.Unit(r)) }

func itemID(r *http.Request) mobilisation.ItemID { return mobilisation.ItemID(r.PathValue("effort")) }

// yearOf is the year that the address names, 0 for none.
func yearOf(r *http.Request) (int, error) {
	typed := r.URL.Query().Get("year")
	if typed == "" {
		return 0, nil
	}
	year, err := strconv.Atoi(typed)
	if err != nil || year < 1 || len(typed) != len("2026") {
		return 0, errNone
	}
	return year, nil
}

func (h handlers) programmeOf(r *http.Request) (p mobilisation.Programme, err error) {
	year, err := yearOf(r)
	if err != nil {
		return p, err
	}
	return h.work.Programme(r.Context(), server.Actor(r), unitOf(r), year)
}

func (h handlers) show(w http.ResponseWriter, r *http.Request) error {
	p, err := h.programmeOf(r)
	if err != nil {
		return err
	}
	return server.Render(w, r, programmePage(p))
}

func (h handlers) print(w http.ResponseWriter, r *http.Request) error {
	p, err := h.programmeOf(r)
	if err != nil {
		return err
	}
	return server.Render(w, r, programmePrint(p))
}

func (h handlers) download(f paper.Format) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		p, err := h.programmeOf(r)
		if err != nil {
			return err
		}
		d := p.Paper()
		return server.HandOut(w, r, d.Title, f, d)
	}
}

func (h handlers) copyOver(w http.ResponseWriter, r *http.Request) error {
	year, err := yearOf(r)
	if err != nil {
		return err
	}
	n, err := h.work.Copy(r.Context(), server.Actor(r), unitOf(r), year)
	if err != nil {
		return err
	}
	return server.Done(w, r, programmeHref(unitOf(r), year), "mobilisation.copied_done", n)
}

// planning gives what the form of a new item, or area, needs.
func (h handlers) planning(r *http.Request) (p mobilisation.Planning, err error) {
	year, err := yearOf(r)
	if err != nil {
		return p, err
	}
	return h.work.Planning(r.Context(), server.Actor(r), unitOf(r), year)
}

func (h handlers) areaForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.areaPage)
}

func (h handlers) areaPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	p, err := h.planning(r)
	return areaPage(p, f), err
}

func (h handlers) addArea(w http.ResponseWriter, r *http.Request) error {
	if _, err := h.work.AddArea(r.Context(), server.Actor(r), unitOf(r), server.Form(r).Get("name")); err != nil {
		return server.Retry(w, r, err, h.areaPage)
	}
	return server.Done(w, r, of("/mobilisation/new", unitOf(r)), "mobilisation.area_done")
}

func (h handlers) planForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.planPage)
}

func (h handlers) planPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	p, err := h.planning(r)
	return planPage(p, f), err
}

// itemForm reads what is typed of an item.
func itemForm(r *http.Request) (mobilisation.ItemForm, error) {
	var faults fault.Form
	v := server.Form(r)
	f := mobilisation.ItemForm{
		Area: mobilisation.AreaID(v.Get("area")), Work: v.Get("work"), Audience: v.Get("audience"), Measure: v.Get("measure"), Owner: v.Get("owner"),
		Person: member.ID(v.Get("person")), Due: server.DateField(r, &faults, "due"),
	}
	return f, faults.Err()
}

func (h handlers) plan(w http.ResponseWriter, r *http.Request) error {
	year, err := yearOf(r)
	if err != nil {
		return err
	}
	f, err := itemForm(r)
	if err == nil {
		_, err = h.work.Plan(r.Context(), server.Actor(r), unitOf(r), year, f)
	}
	if err != nil {
		return server.Retry(w, r, err, h.planPage)
	}
	return server.Done(w, r, programmeHref(unitOf(r), year), "mobilisation.planned_done")
}

func (h handlers) item(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.itemPage(""))
}

// itemPage is the page of an item with one of its forms filled in again.
func (h handlers) itemPage(form string) server.Page {
	return func(r *http.Request, f *ui.Form) (templ.Component, error) {
		sh, err := h.work.Item(r.Context(), server.Actor(r), itemID(r))
		return itemPage(itemProps{ItemSheet: sh, forms: map[string]*ui.Form{form: f}}), err
	}
}

func (h handlers) rewriteForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.rewritePage)
}

func (h handlers) rewritePage(r *http.Request, f *ui.Form) (templ.Component, error) {
	i, p, err := h.work.Rewriting(r.Context(), server.Actor(r), itemID(r))
	if err == nil && f == nil && i.State != mobilisation.Planned { // what was typed stays, whatever happened meanwhile
		err = fault.New(fault.Invalid, "mobilisation.item_"+string(i.State))
	}
	return rewritePage(i, p, f), err
}

func (h handlers) rewrite(w http.ResponseWriter, r *http.Request) error {
	f, err := itemForm(r)
	if err == nil {
		err = h.work.Rewrite(r.Context(), server.Actor(r), itemID(r), server.Version(r), f)
	}
	if err != nil {
		return server.Retry(w, r, err, h.rewritePage)
	}
	return server.Done(w, r, itemHref(itemID(r)), "mobilisation.rewritten_done")
}

// acted answers a form of an item's page.
func (h handlers) acted(w http.ResponseWriter, r *http.Request, err error, form, key string) error {
	if err != nil {
		return server.Retry(w, r, err, h.itemPage(form))
	}
	return server.Done(w, r, itemHref(itemID(r)), key)
}

func (h handlers) tell(w http.ResponseWriter, r *http.Request) error {
	v := server.Form(r)
	err := h.work.Tell(r.Context(), server.Actor(r), itemID(r), server.Version(r), v.Get("words"), v.Get("done") != "")
	return h.acted(w, r, err, "tell", "mobilisation.told_done")
}

func (h handlers) drop(w http.ResponseWriter, r *http.Request) error {
	err := h.work.Drop(r.Context(), server.Actor(r), itemID(r), server.Version(r), server.Form(r).Get("words"))
	return h.acted(w, r, err, "drop", "mobilisation.dropped_done")
}

func (h handlers) reopen(w http.ResponseWriter, r *http.Request) error {
	return h.acted(w, r, h.work.Reopen(r.Context(), server.Actor(r), itemID(r), server.Version(r)), "reopen", "mobilisation.reopened_done")
}
