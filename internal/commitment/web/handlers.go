package web

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"chibo/internal/commitment"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/server"
	"chibo/internal/ui"
)

func idOf(r *http.Request) commitment.ID { return commitment.ID(r.PathValue("pledge")) }

func unitOf(r *http.Request) org.ID { return org.ID(server.Unit(r)) }

// yearOf is the year that the address names; 0, the use case's own choice,
// where it names none.
func yearOf(r *http.Request) int {
	y, err := strconv.Atoi(r.URL.Query().Get("year"))
	if err != nil || y < 0 || y > 9999 {
		return 0
	}
	return y
}

// mine is the page of the menu: one's own pledge of a year.
func (h handlers) mine(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.minePage)
}

func (h handlers) minePage(r *http.Request, f *ui.Form) (templ.Component, error) {
	sh, err := h.pledges.Mine(r.Context(), server.Actor(r), unitOf(r), yearOf(r))
	if err != nil {
		return nil, err
	}
	return showPage(showProps{Sheet: sh, home: true, forms: map[string]*ui.Form{"new": f}}), nil
}

// newForm leads to where one registers: the page of the year, or the pledge
// that there is.
func (h handlers) newForm(w http.ResponseWriter, r *http.Request) error {
	sh, err := h.pledges.Mine(r.Context(), server.Actor(r), unitOf(r), yearOf(r))
	switch {
	case err != nil:
		return err
	case sh.May(commitment.Saving):
		return server.Redirect(w, r, to(sh.Pledge.ID, "edit"))
	}
	return server.Render(w, r, showPage(showProps{Sheet: sh, home: true}))
}

// begin opens a pledge: one's own, or that of somebody for whom a leader
// writes.
func (h handlers) begin(w http.ResponseWriter, r *http.Request) error {
	v, by := server.Form(r), server.Actor(r)
	person := member.ID(v.Get("person"))
	if person == "" {
		person = member.ID(by.Person)
	}
	id, err := h.pledges.Begin(r.Context(), by, unitOf(r), person, yearOf(r), v.Get("copy") != "")
	if err != nil {
		return server.Retry(w, r, err, h.minePage)
	}
	return server.Done(w, r, to(id, "edit"), "commitment.begun")
}

func (h handlers) show(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.showForm(""))
}

// showForm is the page of a pledge with the form of that name filled in again.
func (h handlers) showForm(name string) server.Page {
	return func(r *http.Request, f *ui.Form) (templ.Component, error) {
		sh, err := h.pledges.Get(r.Context(), server.Actor(r), idOf(r))
		if err != nil {
			return nil, err
		}
		return showPage(showProps{Sheet: sh, forms: map[string]*ui.Form{name: f}}), nil
	}
}

func (h handlers) recall(w http.ResponseWriter, r *http.Request) error {
	id := idOf(r)
	if err := h.pledges.Recall(r.Context(), server.Actor(r), id, server.Version(r)); err != nil {
		return server.Retry(w, r, err, h.showForm("facts"))
	}
	return server.Done(w, r, to(id, "edit"), "commitment.recall_done")
}

func (h handlers) approve(w http.ResponseWriter, r *http.Request) error {
	id := idOf(r)
	if err := h.pledges.Approve(r.Context(), server.Actor(r), id, server.Version(r)); err != nil {
		return server.Retry(w, r, err, h.showForm("facts"))
	}
	return server.Done(w, r, href(id), "commitment.approve_done")
}

// ready reads a pledge for the page of an act, which must be possible unless
// a form came back: then what was typed stays.
func (h handlers) ready(r *http.Request, a commitment.Act, f *ui.Form) (commitment.Sheet, error) {
	sh, err := h.pledges.Get(r.Context(), server.Actor(r), idOf(r))
	if err == nil && f == nil && !sh.May(a) {
		err = fault.New(fault.Invalid, "commitment.not_now")
	}
	return sh, err
}

// saidIn names the field of the words that an act needs.
var saidIn = map[commitment.Act]string{commitment.Returning: "wanted", commitment.Reopening: "why"}

func (h handlers) sayForm(a commitment.Act) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error { return server.Show(w, r, h.sayPage(a)) }
}

func (h handlers) sayPage(a commitment.Act) server.Page {
	return func(r *http.Request, f *ui.Form) (templ.Component, error) {
		sh, err := h.ready(r, a, f)
		if err != nil {
			return nil, err
		}
		return sayPage(sh, a, saidIn[a], f), nil
	}
}

// say does an act that needs words.
func (h handlers) say(a commitment.Act) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		id, act := idOf(r), h.pledges.Return
		if a == commitment.Reopening {
			act = h.pledges.Reopen
		}
		if err := act(r.Context(), server.Actor(r), id, server.Version(r), server.Form(r).Get(saidIn[a])); err != nil {
			return server.Retry(w, r, err, h.sayPage(a))
		}
		return server.Done(w, r, href(id), "commitment."+string(a)+"_done")
	}
}

func (h handlers) closeForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.closePage)
}

func (h handlers) closePage(r *http.Request, f *ui.Form) (templ.Component, error) {
	sh, err := h.ready(r, commitment.Closing, f)
	if err != nil {
		return nil, err
	}
	return closePage(sh, f), nil
}

func (h handlers) closeYear(w http.ResponseWriter, r *http.Request) error {
	id := idOf(r)
	if err := h.pledges.Close(r.Context(), server.Actor(r), id, server.Version(r)); err != nil {
		return server.Retry(w, r, err, h.closePage)
	}
	return server.Done(w, r, href(id), "commitment.close_done")
}

func (h handlers) progressForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.progressPage)
}

// ordinalOf is the item that the address names; the first where it names none.
func ordinalOf(r *http.Request) int {
	n, err := strconv.Atoi(r.URL.Query().Get("item"))
	if err != nil {
		return 1
	}
	return n
}

func (h handlers) progressPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	sh, err := h.ready(r, commitment.Progressing, f)
	if err != nil {
		return nil, err
	}
	it, err := itemOf(sh, ordinalOf(r))
	if err != nil {
		return nil, err
	}
	return progressPage(sh, it, f), nil
}

func itemOf(sh commitment.Sheet, ordinal int) (commitment.Item, error) {
	i := slices.IndexFunc(sh.Pledge.Items, func(i commitment.Item) bool { return i.Ordinal == ordinal })
	if i < 0 {
		return commitment.Item{}, fault.New(fault.NotFound, "ui.not_found")
	}
	return sh.Pledge.Items[i], nil
}

func (h handlers) progress(w http.ResponseWriter, r *http.Request) error {
	ctx, by, id, v := r.Context(), server.Actor(r), idOf(r), server.Form(r)
	sh, err := h.pledges.Get(ctx, by, id)
	if err != nil {
		return err
	}
	it, err := itemOf(sh, ordinalOf(r))
	if err != nil {
		return err
	}
	percent, err := percentOf(v.Get("percent"))
	if err == nil {
		err = h.pledges.Progress(ctx, by, id, server.Version(r), it.ID, percent, v.Get("note"))
	}
	if err != nil {
		return server.Retry(w, r, err, h.progressPage)
	}
	return server.Done(w, r, href(id), "commitment.progress_done")
}

func percentOf(typed string) (int, error) {
	n, err := strconv.Atoi(typed)
	if err != nil {
		return 0, fault.At("percent", "commitment.percent_invalid")
	}
	return n, nil
}

func (h handlers) look(w http.ResponseWriter, r *http.Request) error {
	id, v := idOf(r), server.Form(r)
	name := v.Get("look")
	if err := h.pledges.Look(r.Context(), server.Actor(r), id, server.Version(r), commitment.Look(name), v.Get(name)); err != nil {
		return server.Retry(w, r, err, h.showForm(name))
	}
	return server.Done(w, r, href(id), "commitment.look_done")
}
