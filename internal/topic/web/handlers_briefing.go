package web

import (
	"net/http"
	"slices"

	"github.com/a-h/templ"

	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/server"
	"chibo/internal/topic"
	"chibo/internal/ui"
)

func slotOf(r *http.Request) topic.BriefingID { return topic.BriefingID(r.PathValue("briefing")) }

func (h handlers) briefingList(w http.ResponseWriter, r *http.Request) error {
	year, err := yearOf(r)
	if err != nil {
		return err
	}
	p, err := h.topics.Briefings(r.Context(), server.Actor(r), unitOf(r), year)
	if err != nil {
		return err
	}
	return server.Render(w, r, briefingsPage(p))
}

func (h handlers) briefing(w http.ResponseWriter, r *http.Request) error {
	sh, err := h.topics.Briefing(r.Context(), server.Actor(r), slotOf(r))
	if err != nil {
		return err
	}
	return server.Render(w, r, briefingPage(sh))
}

// briefingForm reads what is typed of a briefing.
func briefingForm(r *http.Request) (topic.BriefingForm, error) {
	v := server.Form(r)
	var faults fault.Form
	f := topic.BriefingForm{
		HeldOn: server.DateField(r, &faults, "held_on"), Title: v.Get("title"), Presenter: member.ID(v.Get("presenter")),
		Second: member.ID(v.Get("second")), Audience: v.Get("audience"),
	}
	return f, faults.Err()
}

func (h handlers) planForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.planPage)
}

func (h handlers) planPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	p, err := h.prepared(r, f)
	return planPage(p), err
}

func (h handlers) plan(w http.ResponseWriter, r *http.Request) error {
	f, err := briefingForm(r)
	var id topic.BriefingID
	if err == nil {
		id, err = h.topics.Plan(r.Context(), server.Actor(r), unitOf(r), f)
	}
	if err != nil {
		return server.Retry(w, r, err, h.planPage)
	}
	return server.Done(w, r, slotHref(id), "topic.planned_done")
}

// turnForm shows the form of an act on a briefing, where that allows it.
func (h handlers) turnForm(a topic.Act) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		return server.Show(w, r, h.turnPage(a))
	}
}

func (h handlers) turnPage(a topic.Act) server.Page {
	return func(r *http.Request, f *ui.Form) (templ.Component, error) {
		ctx, by := r.Context(), server.Actor(r)
		sh, err := h.topics.Briefing(ctx, by, slotOf(r))
		if err != nil {
			return nil, err
		}
		called, _, err := h.topics.Prepare(ctx, by, org.ID(sh.Unit.ID), sh.Today.Year())
		if err != nil {
			return nil, err
		}
		if f == nil && !sh.May(a) {
			return nil, fault.New(fault.Invalid, "topic.briefing_not_when_"+string(sh.Briefing.State))
		}
		p := turnProps{BriefingSheet: sh, act: a, form: f}
		for _, c := range called {
			p.people = append(p.people, ui.Choice{Value: string(c.Person), Label: c.Name})
		}
		p.people = withNamed(p.people, sh.Briefing)
		return turnPage(p), nil
	}
}

// withNamed keeps those who were named and have left since among the choices.
func withNamed(people []ui.Choice, b topic.Briefing) []ui.Choice {
	for _, c := range []ui.Choice{{Value: string(b.Presenter), Label: b.Name}, {Value: string(b.Second), Label: b.SecondName}} {
		if c.Value != "" && !slices.ContainsFunc(people, func(o ui.Choice) bool { return o.Value == c.Value }) {
			people = append(people, c)
		}
	}
	return people
}

// turn does it.
func (h handlers) turn(a topic.Act) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		if err := h.doTurn(r, a); err != nil {
			return server.Retry(w, r, err, h.turnPage(a))
		}
		return server.Done(w, r, slotHref(slotOf(r)), "topic.briefing_"+string(a)+"_done")
	}
}

func (h handlers) doTurn(r *http.Request, a topic.Act) error {
	ctx, by, id, version := r.Context(), server.Actor(r), slotOf(r), server.Version(r)
	switch a {
	case topic.Cancelling:
		return h.topics.CancelBriefing(ctx, by, id, version, server.Form(r).Get("reason"))
	case topic.Holding:
		var faults fault.Form
		on := server.DateField(r, &faults, "on")
		if err := faults.Err(); err != nil {
			return err
		}
		return h.topics.Hold(ctx, by, id, version, on)
	}
	f, err := briefingForm(r)
	if err != nil {
		return err
	}
	return h.topics.AmendBriefing(ctx, by, id, version, f)
}
