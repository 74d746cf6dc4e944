package web

import (
	"net/http"

	"github.com/a-h/templ"

	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/meeting/exchange"
	"chibo/internal/member"
	"chibo/internal/server"
	"chibo/internal/ui"
)

// typed reads what was typed of a plan; its guests stand in the address.
func typed(r *http.Request) (exchange.Form, error) {
	v := server.Form(r)
	var faults fault.Form
	f := exchange.Form{
		Meeting: meeting.ID(v.Get("meeting")), HeldOn: server.DateField(r, &faults, "held_on"), StartsAt: v.Get("starts_at"), Place: v.Get("place"),
		Topic: v.Get("topic"), Purpose: v.Get("purpose"), Programme: v.Get("programme"), Guests: r.URL.Query()["guest"],
	}
	return f, faults.Err()
}

func (h handlers) proposeForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.proposePage)
}

func (h handlers) proposePage(r *http.Request, f *ui.Form) (templ.Component, error) {
	q := r.URL.Query()
	p, err := h.events.Prepare(r.Context(), server.Actor(r), as(r), q.Get("q"), q["guest"])
	if err != nil {
		return nil, err
	}
	return proposePage(proposeProps{Plan: p, search: q.Get("q"), form: f}), nil
}

func (h handlers) propose(w http.ResponseWriter, r *http.Request) error {
	f, err := typed(r)
	var id exchange.ID
	if err == nil {
		id, err = h.events.Propose(r.Context(), server.Actor(r), as(r), f)
	}
	if err != nil {
		return server.Retry(w, r, err, h.proposePage)
	}
	return server.Done(w, r, href(id, as(r)), "exchange.propose_done")
}

func (h handlers) amendForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.amendPage)
}

func (h handlers) amendPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	sh, meetings, err := h.events.Planned(r.Context(), server.Actor(r), idOf(r))
	switch {
	case err != nil:
		return nil, err
	case f == nil && !sh.May(exchange.Amending):
		return nil, fault.New(fault.Invalid, "exchange.not_when_"+string(sh.Exchange.State))
	}
	return amendPage(sh.Exchange, meetings, f), nil
}

func (h handlers) amend(w http.ResponseWriter, r *http.Request) error {
	f, err := typed(r)
	if err == nil {
		err = h.events.Amend(r.Context(), server.Actor(r), idOf(r), server.Version(r), f)
	}
	if err != nil {
		return server.Retry(w, r, err, h.amendPage)
	}
	return server.Done(w, r, href(idOf(r), as(r)), "exchange.amend_done")
}

func (h handlers) cancelForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.cancelPage)
}

// cancelPage is for the host, as long as the event may be called off.
func (h handlers) cancelPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	sh, err := h.events.Get(r.Context(), server.Actor(r), as(r), idOf(r))
	switch {
	case err != nil:
		return nil, err
	case f == nil && !sh.Own.Host:
		return nil, fault.New(fault.Denied, "ui.denied")
	case f == nil && !sh.May(exchange.Cancelling):
		return nil, fault.New(fault.Invalid, "exchange.not_when_"+string(sh.Exchange.State))
	}
	return cancelPage(sh, f), nil
}

func (h handlers) cancel(w http.ResponseWriter, r *http.Request) error {
	err := h.events.Cancel(r.Context(), server.Actor(r), idOf(r), server.Version(r), server.Form(r).Get("reason"))
	if err != nil {
		return server.Retry(w, r, err, h.cancelPage)
	}
	return server.Done(w, r, href(idOf(r), as(r)), "exchange.cancel_done")
}

// learnt reads what was typed of a lesson.
func learnt(r *http.Request) (exchange.LessonForm, error) {
	v := server.Form(r)
	f := exchange.LessonForm{Title: v.Get("title"), Body: v.Get("body"), Use: exchange.Use(v.Get("use"))}
	var faults fault.Form
	f.Assignee, f.Due = member.ID(v.Get("assignee")), server.DateField(r, &faults, "due")
	return f, faults.Err()
}

func (h handlers) learn(w http.ResponseWriter, r *http.Request) error {
	f, err := learnt(r)
	if err == nil {
		_, err = h.events.Learn(r.Context(), server.Actor(r), as(r), idOf(r), f)
	}
	return h.done(w, r, err, "lessons", "exchange.learn_done")
}

func lessonOf(r *http.Request) exchange.LessonID { return exchange.LessonID(r.PathValue("lesson")) }

func (h handlers) lessonForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.lessonPage)
}

func (h handlers) lessonPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	sh, l, err := h.events.Lesson(r.Context(), server.Actor(r), idOf(r), lessonOf(r))
	switch {
	case err != nil:
		return nil, err
	case f == nil && l.Task != "":
		return nil, fault.New(fault.Invalid, "exchange.lesson_is_task")
	}
	return lessonPage(sh, l, f), nil
}

func (h handlers) rework(w http.ResponseWriter, r *http.Request) error {
	f, err := learnt(r)
	if err == nil {
		err = h.events.Rework(r.Context(), server.Actor(r), idOf(r), lessonOf(r), server.Version(r), f)
	}
	if err != nil {
		return server.Retry(w, r, err, h.lessonPage)
	}
	return server.Done(w, r, href(idOf(r), as(r)), "exchange.rework_done")
}
