package web

import (
	"net/http"
	"slices"

	"github.com/a-h/templ"

	"chibo/internal/commitment"
	"chibo/internal/fault"
	"chibo/internal/server"
	"chibo/internal/ui"
)

func (h handlers) list(w http.ResponseWriter, r *http.Request) error {
	view := r.URL.Query().Get("view")
	f, ok := views[view]
	if !ok {
		return fault.New(fault.NotFound, "ui.not_found")
	}
	page := server.PageNumber(r)
	f.Page = page - 1
	p, err := h.pledges.List(r.Context(), server.Actor(r), unitOf(r), yearOf(r), f)
	if err != nil {
		return err
	}
	return server.Render(w, r, listPage(listProps{Page: p, view: view, at: r.URL, page: page}))
}

func (h handlers) callForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.callPage)
}

func (h handlers) callPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	p, err := h.pledges.List(r.Context(), server.Actor(r), unitOf(r), yearOf(r), commitment.Filter{})
	if err != nil {
		return nil, err
	}
	return callPage(callProps{p, f}), nil
}

// call opens the registration of a year, or changes it where it is open.
func (h handlers) call(w http.ResponseWriter, r *http.Request) error {
	ctx, by, unit := r.Context(), server.Actor(r), unitOf(r)
	var faults fault.Form
	f := commitment.CallForm{Theme: server.Form(r).Get("theme"), Due: server.DateField(r, &faults, "due")}
	year, err := yearOf(r), faults.Err()
	if err == nil && year == 0 {
		year, err = h.pledges.DefaultYear(ctx, by, unit)
	}
	version, said := server.Version(r), "commitment.call_amended"
	switch {
	case err != nil:
	case version == 0:
		said = "commitment.call_opened"
		err = h.pledges.OpenCall(ctx, by, unit, year, f)
	default:
		err = h.pledges.AmendCall(ctx, by, unit, year, version, f)
	}
	if err != nil {
		return server.Retry(w, r, err, h.callPage)
	}
	return server.Done(w, r, ofYear("/unit", unit, year), said)
}

func (h handlers) coverage(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.coverPage)
}

func (h handlers) coverPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	sh, err := h.pledges.Coverage(r.Context(), server.Actor(r), unitOf(r), yearOf(r))
	if err != nil {
		return nil, err
	}
	return coverPage(sh, f), nil
}

// urge reminds the units that lag.
func (h handlers) urge(w http.ResponseWriter, r *http.Request) error {
	told, err := h.pledges.Urge(r.Context(), server.Actor(r), unitOf(r), yearOf(r))
	if err != nil {
		return server.Retry(w, r, err, h.coverPage)
	}
	at := "/commitment/coverage?unit=" + string(unitOf(r))
	if y := yearOf(r); y != 0 {
		at = ofYear("/coverage", unitOf(r), y)
	}
	return server.Done(w, r, at, "commitment.urged", told)
}

func (h handlers) programme(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.programmePage)
}

func (h handlers) programmePage(r *http.Request, f *ui.Form) (templ.Component, error) {
	sh, err := h.pledges.Programme(r.Context(), server.Actor(r), unitOf(r), yearOf(r))
	if err != nil {
		return nil, err
	}
	return programmePage(sh, f), nil
}

func (h handlers) programmeForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.programmeEditor)
}

// writable is the programme for those who may write it.
func (h handlers) writable(r *http.Request) (commitment.ProgrammeSheet, error) {
	sh, err := h.pledges.Programme(r.Context(), server.Actor(r), unitOf(r), yearOf(r))
	if err == nil && !sh.MayWrite {
		err = fault.New(fault.Denied, "ui.denied")
	}
	return sh, err
}

func (h handlers) programmeEditor(r *http.Request, f *ui.Form) (templ.Component, error) {
	sh, err := h.writable(r)
	if err != nil {
		return nil, err
	}
	p := programmeProps{ProgrammeSheet: sh, form: f, more: r.URL.Query().Has("more")}
	for _, w := range sh.Programme.Works {
		p.works = append(p.works, commitment.WorkForm{ID: w.ID, Heading: w.Heading, Work: w.Work, Measure: w.Measure, Due: w.Due, Leader: w.Leader})
	}
	if f != nil {
		p.works = readWorks(f.Values, 0)
	}
	if len(p.works) == 0 || p.more && len(p.works) < commitment.WorksMax {
		p.works, p.more = append(p.works, commitment.WorkForm{}), true
	}
	return programmeForm(p), nil
}

// saveProgramme keeps the programme, adds an item or drops one.
func (h handlers) saveProgramme(w http.ResponseWriter, r *http.Request) error {
	ctx, by, unit, v := r.Context(), server.Actor(r), unitOf(r), server.Form(r)
	sh, err := h.writable(r)
	if err != nil {
		return err
	}
	do, n := order(v)
	if do != "drop" {
		n = 0
	}
	year := sh.Programme.Year
	if _, err := h.pledges.SaveProgramme(ctx, by, unit, year, server.Version(r), readWorks(v, n)); err != nil {
		return server.Retry(w, r, err, h.programmeEditor)
	}
	switch at := ofYear("/programme/edit", unit, year); do {
	case "add":
		return server.Redirect(w, r, at+"&more=1")
	case "drop":
		return server.Done(w, r, at, "commitment.work_removed", n)
	}
	return server.Done(w, r, ofYear("/programme", unit, year), "commitment.programme_saved")
}

func (h handlers) issue(w http.ResponseWriter, r *http.Request) error {
	sh, err := h.writable(r)
	if err != nil {
		return err
	}
	if err := h.pledges.Issue(r.Context(), server.Actor(r), sh.Unit.ID, sh.Programme.Year, server.Version(r)); err != nil {
		return server.Retry(w, r, err, h.programmePage)
	}
	return server.Done(w, r, ofYear("/programme", sh.Unit.ID, sh.Programme.Year), "commitment.programme_issued")
}

func (h handlers) workForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.workPage)
}

// workOf gives the item of the programme that the address names.
func (h handlers) workOf(r *http.Request) (sh commitment.ProgrammeSheet, w commitment.Work, err error) {
	if sh, err = h.writable(r); err != nil {
		return sh, w, err
	}
	n := ordinalOf(r)
	i := slices.IndexFunc(sh.Programme.Works, func(w commitment.Work) bool { return w.Ordinal == n })
	if i < 0 {
		return sh, w, fault.New(fault.Invalid, "commitment.not_now")
	}
	return sh, sh.Programme.Works[i], nil
}

func (h handlers) workPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	sh, work, err := h.workOf(r)
	switch {
	case err != nil:
		return nil, err
	case f == nil && sh.Programme.State != commitment.ProgrammeIssued:
		return nil, fault.New(fault.Invalid, "commitment.not_now")
	}
	return workPage(sh, work, f), nil
}

func (h handlers) workProgress(w http.ResponseWriter, r *http.Request) error {
	sh, work, err := h.workOf(r)
	if err != nil {
		return err
	}
	v := server.Form(r)
	percent, err := percentOf(v.Get("percent"))
	if err == nil {
		err = h.pledges.ProgrammeProgress(r.Context(), server.Actor(r), work.ID, server.Version(r), percent, v.Get("note"))
	}
	if err != nil {
		return server.Retry(w, r, err, h.workPage)
	}
	return server.Done(w, r, ofYear("/programme", sh.Unit.ID, sh.Programme.Year), "commitment.progress_done")
}
