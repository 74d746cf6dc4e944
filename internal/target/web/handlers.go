package web

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"chibo/internal/fault"
	"chibo/internal/org"
	"chibo/internal/server"
	"chibo/internal/target"
	"chibo/internal/ui"
)

func idOf(r *http.Request) target.ID { return target.ID(r.PathValue("target")) }

func unitOf(r *http.Request) org.ID { return org.ID(server.Unit(r)) }

// yearOf is the year that the address names, else this one.
func yearOf(r *http.Request) (int, error) {
	typed := r.URL.Query().Get("year")
	if typed == "" {
		return server.Today(r).Year(), nil
	}
	year, err := strconv.Atoi(typed)
	if err != nil {
		return 0, fault.New(fault.NotFound, "ui.not_found")
	}
	return year, nil
}

func (h handlers) list(w http.ResponseWriter, r *http.Request) error {
	year, err := yearOf(r)
	if err != nil {
		return err
	}
	p, err := h.targets.List(r.Context(), server.Actor(r), unitOf(r), year)
	if err != nil {
		return err
	}
	return server.Render(w, r, listPage(p))
}

func (h handlers) show(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.page)
}

// page is the page of a target; a form that could not be taken shows above it.
func (h handlers) page(r *http.Request, f *ui.Form) (templ.Component, error) {
	sh, err := h.targets.Get(r.Context(), server.Actor(r), idOf(r))
	return targetPage(sh, f), err
}

// form reads what is typed of a target.
func form(r *http.Request) target.Form {
	v := server.Form(r)
	f := target.Form{Title: v.Get("title"), Measure: v.Get("measure"), Value: v.Get("value"), Source: v.Get("source")}
	if year, err := strconv.Atoi(v.Get("period")); err == nil {
		f.Year = year
	} else {
		f.Term = v.Get("period")
	}
	return f
}

func (h handlers) newForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.newPage)
}

func (h handlers) newPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	p, err := h.targets.Prepare(r.Context(), server.Actor(r), unitOf(r))
	if err != nil {
		return nil, err
	}
	year, err := yearOf(r)
	return newPage(p, target.Target{Period: target.YearPeriod(year)}, f), err
}

func (h handlers) propose(w http.ResponseWriter, r *http.Request) error {
	id, err := h.targets.Propose(r.Context(), server.Actor(r), unitOf(r), form(r))
	if err != nil {
		return server.Retry(w, r, err, h.newPage)
	}
	return server.Done(w, r, href(id), "target.proposed_done")
}

func (h handlers) settle(w http.ResponseWriter, r *http.Request) error {
	if err := h.targets.Settle(r.Context(), server.Actor(r), idOf(r), server.Version(r)); err != nil {
		return server.Retry(w, r, err, h.page)
	}
	return server.Done(w, r, href(idOf(r)), "target.settled_done")
}

// asked is a page with the form of an act on a target, where that is the
// actor's to do now.
func (h handlers) asked(act target.Act, page func(sh target.Sheet, f *ui.Form) templ.Component) server.Page {
	return func(r *http.Request, f *ui.Form) (templ.Component, error) {
		sh, err := h.targets.Get(r.Context(), server.Actor(r), idOf(r))
		if err != nil {
			return nil, err
		}
		if f == nil && !sh.May(act) {
			return nil, refusal(sh, act)
		}
		return page(sh, f), nil
	}
}

// refusal says why an act is not offered.
func refusal(sh target.Sheet, act target.Act) error {
	switch {
	case act == target.Reporting && sh.Target.Source != "":
		return fault.New(fault.Invalid, "target.counted")
	case act != target.Reporting && !sh.Gives:
		return fault.New(fault.Denied, "target.given_by", sh.Giver.Name)
	case sh.Target.State == target.Set && sh.Target.Period.Over(sh.Today):
		return fault.New(fault.Invalid, "target.period_over", sh.Target.Period.To.AddDays(-1))
	}
	return fault.New(fault.Invalid, "target.not_when_"+string(sh.Target.State))
}

func (h handlers) changeForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.changePage)
}

// changePage is the form of the whole target while it is a draft, and of its
// value with a reason once it is set.
func (h handlers) changePage(r *http.Request, f *ui.Form) (templ.Component, error) {
	ctx, by := r.Context(), server.Actor(r)
	sh, err := h.targets.Get(ctx, by, idOf(r))
	if err != nil {
		return nil, err
	}
	if sh.Target.State != target.Draft {
		return h.asked(target.Changing, changePage)(r, f)
	}
	p, err := h.targets.Prepare(ctx, by, sh.Unit.ID)
	return newPage(p, sh.Target, f), err
}

func (h handlers) change(w http.ResponseWriter, r *http.Request) error {
	ctx, by, id, version, v := r.Context(), server.Actor(r), idOf(r), server.Version(r), server.Form(r)
	var err error
	if v.Has("period") {
		err = h.targets.Amend(ctx, by, id, version, form(r))
	} else {
		err = h.targets.Change(ctx, by, id, version, target.ChangeForm{Value: v.Get("value"), Reason: v.Get("reason")})
	}
	if err != nil {
		return server.Retry(w, r, err, h.changePage)
	}
	return server.Done(w, r, href(id), "target.changed_done")
}

func (h handlers) withdrawForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.asked(target.Withdrawing, withdrawPage))
}

func (h handlers) withdraw(w http.ResponseWriter, r *http.Request) error {
	ctx, by, id := r.Context(), server.Actor(r), idOf(r)
	if err := h.targets.Withdraw(ctx, by, id, server.Version(r), server.Form(r).Get("reason")); err != nil {
		return server.Retry(w, r, err, h.asked(target.Withdrawing, withdrawPage))
	}
	return server.Done(w, r, href(id), "target.withdrawn_done")
}

func (h handlers) reportForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.asked(target.Reporting, reportPage))
}

func (h handlers) report(w http.ResponseWriter, r *http.Request) error {
	v := server.Form(r)
	var faults fault.Form
	f := target.ResultForm{Value: v.Get("value"), On: server.DateField(r, &faults, "on"), Basis: v.Get("basis")}
	err := faults.Err()
	if err == nil {
		err = h.targets.Report(r.Context(), server.Actor(r), idOf(r), f)
	}
	if err != nil {
		return server.Retry(w, r, err, h.asked(target.Reporting, reportPage))
	}
	return server.Done(w, r, href(idOf(r)), "target.reported_done")
}

func (h handlers) giveForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.givePage)
}

func (h handlers) givePage(r *http.Request, f *ui.Form) (templ.Component, error) {
	sh, err := h.targets.Get(r.Context(), server.Actor(r), idOf(r))
	if err != nil {
		return nil, err
	}
	if f == nil && !sh.MayGive() {
		return nil, fault.New(fault.Invalid, "target.give_none")
	}
	return givePage(sh, f), nil
}

func (h handlers) give(w http.ResponseWriter, r *http.Request) error {
	typed := map[org.ID]string{}
	for name, values := range server.Form(r) {
		if unit, ok := strings.CutPrefix(name, target.ShareField("")); ok {
			typed[org.ID(unit)] = values[0]
		}
	}
	if err := h.targets.Give(r.Context(), server.Actor(r), idOf(r), typed); err != nil {
		return server.Retry(w, r, err, h.givePage)
	}
	return server.Done(w, r, href(idOf(r)), "target.given_done")
}
