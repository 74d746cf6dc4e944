package web

import (
	"net/http"

	"github.com/a-h/templ"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/server"
	"chibo/internal/target"
	"chibo/internal/ui"
)

func congressOf(r *http.Request) target.CongressID { return target.CongressID(r.PathValue("congress")) }

func (h handlers) congressList(w http.ResponseWriter, r *http.Request) error {
	p, err := h.targets.Congresses(r.Context(), server.Actor(r), unitOf(r))
	if err != nil {
		return err
	}
	return server.Render(w, r, congressesPage(p))
}

func (h handlers) planForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.planPage)
}

func (h handlers) planPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	p, err := h.targets.Prepare(r.Context(), server.Actor(r), unitOf(r))
	return planPage(p, f), err
}

// congressForm reads what is typed of a congress.
func congressForm(r *http.Request) (target.CongressForm, error) {
	v := server.Form(r)
	var faults fault.Form
	f := target.CongressForm{Ordinal: v.Get("ordinal"), PlannedOn: server.DateField(r, &faults, "planned_on"), Papers: v.Get("papers")}
	return f, faults.Err()
}

func (h handlers) plan(w http.ResponseWriter, r *http.Request) error {
	f, err := congressForm(r)
	var id target.CongressID
	if err == nil {
		id, err = h.targets.PlanCongress(r.Context(), server.Actor(r), unitOf(r), f)
	}
	if err != nil {
		return server.Retry(w, r, err, h.planPage)
	}
	return server.Done(w, r, congressHref(id), "target.planned_done")
}

func (h handlers) congress(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.congressPage)
}

func (h handlers) congressPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	sh, err := h.targets.Congress(r.Context(), server.Actor(r), congressOf(r))
	return congressPage(sh, f), err
}

// tick notes which papers are ready.
func (h handlers) tick(w http.ResponseWriter, r *http.Request) error {
	if err := h.tickAll(r); err != nil {
		return server.Retry(w, r, err, h.congressPage)
	}
	return server.Done(w, r, congressHref(congressOf(r)), "target.ticked_done")
}

func (h handlers) tickAll(r *http.Request) error {
	ctx, by, id := r.Context(), server.Actor(r), congressOf(r)
	sh, err := h.targets.Congress(ctx, by, id)
	if err != nil {
		return err
	}
	var faults fault.Form
	done := map[string]db.Date{}
	for _, p := range sh.Congress.Papers {
		done[p.ID] = server.DateField(r, &faults, target.PaperField(p.ID))
	}
	if err := faults.Err(); err != nil {
		return err
	}
	return h.targets.Tick(ctx, by, id, server.Version(r), done)
}

// turnForm shows the form of an act on a congress, where that allows it.
func (h handlers) turnForm(a target.Act) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error { return server.Show(w, r, h.turnPage(a)) }
}

func (h handlers) turnPage(a target.Act) server.Page {
	return func(r *http.Request, f *ui.Form) (templ.Component, error) {
		sh, err := h.targets.Congress(r.Context(), server.Actor(r), congressOf(r))
		if err != nil {
			return nil, err
		}
		if f == nil && !sh.May(a) {
			return nil, fault.New(fault.Invalid, "target.congress_not_when_"+string(sh.Congress.State))
		}
		return turnPage(sh, a, f), nil
	}
}

// turn does it.
func (h handlers) turn(a target.Act) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		if err := h.doTurn(r, a); err != nil {
			return server.Retry(w, r, err, h.turnPage(a))
		}
		return server.Done(w, r, congressHref(congressOf(r)), "target.congress_"+string(a)+"_done")
	}
}

func (h handlers) doTurn(r *http.Request, a target.Act) error {
	ctx, by, id, version := r.Context(), server.Actor(r), congressOf(r), server.Version(r)
	switch a {
	case target.Cancelling:
		return h.targets.CancelCongress(ctx, by, id, version, server.Form(r).Get("reason"))
	case target.Holding:
		var faults fault.Form
		on := server.DateField(r, &faults, "on")
		if err := faults.Err(); err != nil {
			return err
		}
		return h.targets.HoldCongress(ctx, by, id, version, on)
	}
	f, err := congressForm(r)
	if err != nil {
		return err
	}
	return h.targets.AmendCongress(ctx, by, id, version, f)
}
