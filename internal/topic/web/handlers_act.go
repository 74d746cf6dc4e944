package web

import (
	"net/http"

	"github.com/a-h/templ"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/server"
	"chibo/internal/topic"
	"chibo/internal/ui"
)

// form reads what is typed of a topic.
func form(r *http.Request) (topic.Form, error) {
	v := server.Form(r)
	var faults fault.Form
	f := topic.Form{
		Person: member.ID(v.Get("person")), Title: v.Get("title"), Field: v.Get("field"),
		Due: server.DateField(r, &faults, "due"), Month: db.Date(v.Get("month")),
	}
	return f, faults.Err()
}

// prepared is what the forms need that name people of the cell.
func (h handlers) prepared(r *http.Request, f *ui.Form) (p formProps, err error) {
	p.unit, p.form = server.Unit(r), f
	if p.year, err = yearOf(r); err != nil {
		return p, err
	}
	called, call, err := h.topics.Prepare(r.Context(), server.Actor(r), unitOf(r), p.year)
	for _, c := range called {
		p.people = append(p.people, ui.Choice{Value: string(c.Person), Label: c.Name})
	}
	p.call, p.today = call, server.Today(r)
	return p, err
}

func (h handlers) newForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.newPage)
}

func (h handlers) newPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	p, err := h.prepared(r, f)
	p.person = r.URL.Query().Get("person")
	return newPage(p), err
}

func (h handlers) assign(w http.ResponseWriter, r *http.Request) error {
	year, err := yearOf(r)
	if err != nil {
		return err
	}
	f, err := form(r)
	var id topic.ID
	if err == nil {
		id, err = h.topics.Assign(r.Context(), server.Actor(r), unitOf(r), year, f)
	}
	if err != nil {
		return server.Retry(w, r, err, h.newPage)
	}
	return server.Done(w, r, href(id), "topic.assigned_done")
}

func (h handlers) proposeForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.proposePage)
}

// proposePage is for a cell that the actor belongs to, which the list tells.
func (h handlers) proposePage(r *http.Request, f *ui.Form) (templ.Component, error) {
	year, err := yearOf(r)
	if err != nil {
		return nil, err
	}
	page, err := h.topics.List(r.Context(), server.Actor(r), unitOf(r), topic.Filter{Year: year})
	return proposePage(formProps{unit: server.Unit(r), year: year, call: page.Call, form: f}), err
}

func (h handlers) propose(w http.ResponseWriter, r *http.Request) error {
	year, err := yearOf(r)
	if err != nil {
		return err
	}
	f := topic.Form{Title: server.Form(r).Get("title"), Field: server.Form(r).Get("field")}
	id, err := h.topics.Propose(r.Context(), server.Actor(r), unitOf(r), year, f)
	if err != nil {
		return server.Retry(w, r, err, h.proposePage)
	}
	return server.Done(w, r, href(id), "topic.proposed_done")
}

func (h handlers) callForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.callPage)
}

func (h handlers) callPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	p, err := h.prepared(r, f)
	return callPage(p), err
}

func (h handlers) call(w http.ResponseWriter, r *http.Request) error {
	year, err := yearOf(r)
	if err != nil {
		return err
	}
	var faults fault.Form
	f := topic.CallForm{Words: server.Form(r).Get("words"), Due: server.DateField(r, &faults, "due")}
	if err = faults.Err(); err == nil {
		err = h.topics.SaveCall(r.Context(), server.Actor(r), unitOf(r), year, server.Version(r), f)
	}
	if err != nil {
		return server.Retry(w, r, err, h.callPage)
	}
	return server.Done(w, r, listOf(unitOf(r), year), "topic.called_done")
}

// actForm shows the form of an act, where the topic allows it.
func (h handlers) actForm(a topic.Act) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		return server.Show(w, r, h.actPage(a))
	}
}

func (h handlers) actPage(a topic.Act) server.Page {
	return func(r *http.Request, f *ui.Form) (templ.Component, error) {
		sh, err := h.topics.Get(r.Context(), server.Actor(r), idOf(r))
		switch {
		case err != nil:
			return nil, err
		case !sh.Leads && !(sh.Author && a == topic.Withdrawing):
			return nil, fault.New(fault.Denied, "ui.denied")
		case f == nil && !sh.May(a): // what was typed stays, whatever happened meanwhile
			return nil, fault.New(fault.Invalid, "topic.not_when_"+string(sh.Topic.State))
		}
		return actPage(actProps{Sheet: sh, act: a, form: f}), nil
	}
}

// act does it.
func (h handlers) act(a topic.Act) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		if err := h.do(r, a); err != nil {
			return server.Retry(w, r, err, h.actPage(a))
		}
		return server.Done(w, r, href(idOf(r)), "topic."+string(a)+"_done")
	}
}

func (h handlers) do(r *http.Request, a topic.Act) error {
	ctx, by, id, version, v := r.Context(), server.Actor(r), idOf(r), server.Version(r), server.Form(r)
	switch a {
	case topic.Returning:
		return h.topics.Return(ctx, by, id, version, v.Get("wanted"))
	case topic.Withdrawing:
		return h.topics.Withdraw(ctx, by, id, version, v.Get("reason"))
	case topic.Presenting:
		var faults fault.Form
		on := server.DateField(r, &faults, "on")
		if err := faults.Err(); err != nil {
			return err
		}
		return h.topics.Present(ctx, by, id, version, on)
	}
	f, err := form(r)
	switch {
	case err != nil:
		return err
	case a == topic.Accepting:
		return h.topics.Accept(ctx, by, id, version, f)
	}
	return h.topics.Amend(ctx, by, id, version, f)
}
