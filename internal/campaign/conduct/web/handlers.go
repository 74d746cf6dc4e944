package web

import (
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"chibo/internal/campaign/conduct"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/org"
	"chibo/internal/paper"
	"chibo/internal/server"
	"chibo/internal/ui"
)

func unitOf(r *http.Request) org.ID { return org.ID(server.Unit(r)) }

func codeID(r *http.Request) conduct.ID { return conduct.ID(r.PathValue("code")) }

func useID(r *http.Request) conduct.UseID { return conduct.UseID(r.PathValue("conduct")) }

func (h handlers) list(w http.ResponseWriter, r *http.Request) error {
	l, err := h.codes.List(r.Context(), server.Actor(r), unitOf(r), server.PageNumber(r))
	if err != nil {
		return err
	}
	return server.Render(w, r, listPage(l, r.URL))
}

// ruleFields are how many rules the form of a code has room for at most.
const ruleFields = conduct.RulesMax

// codeOf reads a code: its rules one by one, or one a line.
func codeOf(r *http.Request) (conduct.CodeForm, error) {
	v := server.Form(r)
	var faults fault.Form
	f := conduct.CodeForm{Name: v.Get("name"), Number: v.Get("number"), Issuer: v.Get("issuer"), IssuedOn: server.DateField(r, &faults, "issued_on")}
	if v.Has("rules") {
		f.Rules = conduct.Lines(v.Get("rules"), conduct.Measure(v.Get("measure")), conduct.Source(v.Get("source")))
		return f, faults.Err()
	}
	for n := 1; n <= ruleFields; n++ {
		at := func(name string) string { return v.Get(conduct.RuleField(name, n)) }
		f.Rules = append(f.Rules, conduct.RuleForm{Title: at("title"), Body: at("body"), Measure: conduct.Measure(at("measure")), Source: conduct.Source(at("source"))})
	}
	return f, faults.Err()
}

func (h handlers) newForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.newPage)
}

// newPage is the form of a code; ?lines=12 begins it with as many numbered titles.
func (h handlers) newPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	u, err := h.codes.Prepare(r.Context(), server.Actor(r), unitOf(r))
	n, bad := strconv.Atoi(r.URL.Query().Get("lines"))
	if bad != nil || n < 0 || n > ruleFields {
		n = 0
	}
	return newPage(u, n, f), err
}

func (h handlers) compose(w http.ResponseWriter, r *http.Request) error {
	f, err := codeOf(r)
	var id conduct.ID
	if err == nil {
		id, err = h.codes.Compose(r.Context(), server.Actor(r), unitOf(r), f)
	}
	if err != nil {
		return server.Retry(w, r, oneArea(err), h.newPage)
	}
	return server.Done(w, r, codeHref(id), "conduct.compose_done")
}

// oneArea puts the faults of single rules at the field in which they stand one a
// line.
func oneArea(err error) error {
	if e, ok := err.(*fault.Error); ok && fault.Is(err, fault.Invalid) {
		for i, f := range e.Fields {
			switch n := len(f.Name); {
			case n > 6 && f.Name[:6] == "title_":
				e.Fields[i].Name = "rules"
			case n > 8 && f.Name[:8] == "measure_":
				e.Fields[i].Name = "measure"
			case n > 7 && f.Name[:7] == "source_":
				e.Fields[i].Name = "source"
			}
		}
	}
	return err
}

func (h handlers) code(w http.ResponseWriter, r *http.Request) error {
	sh, err := h.codes.Code(r.Context(), server.Actor(r), codeID(r))
	if err != nil {
		return err
	}
	return server.Render(w, r, codePage(sh))
}

// leading is a code for who may change it; what was typed stays, whatever happened
// meanwhile.
func (h handlers) leading(r *http.Request, f *ui.Form) (conduct.CodeSheet, error) {
	sh, err := h.codes.Code(r.Context(), server.Actor(r), codeID(r))
	switch {
	case err != nil:
		return sh, err
	case !sh.Leads:
		return sh, fault.New(fault.Denied, "ui.denied")
	case f == nil && sh.Code.Retired != "":
		return sh, fault.New(fault.Invalid, "conduct.is_retired")
	}
	return sh, nil
}

func (h handlers) reviseForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.revisePage)
}

func (h handlers) revisePage(r *http.Request, f *ui.Form) (templ.Component, error) {
	sh, err := h.leading(r, f)
	return revisePage(sh, f), err
}

func (h handlers) revise(w http.ResponseWriter, r *http.Request) error {
	f, err := codeOf(r)
	if err == nil {
		err = h.codes.Revise(r.Context(), server.Actor(r), codeID(r), server.Version(r), f)
	}
	if err != nil {
		return server.Retry(w, r, err, h.revisePage)
	}
	return server.Done(w, r, codeHref(codeID(r)), "conduct.revise_done")
}

func (h handlers) askRetire(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.retirePage)
}

func (h handlers) retirePage(r *http.Request, f *ui.Form) (templ.Component, error) {
	sh, err := h.leading(r, f)
	return retirePage(sh), err
}

func (h handlers) retire(w http.ResponseWriter, r *http.Request) error {
	if err := h.codes.Retire(r.Context(), server.Actor(r), codeID(r), server.Version(r)); err != nil {
		return server.Retry(w, r, err, h.retirePage)
	}
	return server.Done(w, r, codeHref(codeID(r)), "conduct.retire_done")
}

func (h handlers) useForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.usePage)
}

// chosen is the code that the form is about.
func chosen(r *http.Request) conduct.ID { return conduct.ID(r.URL.Query().Get("code")) }

func (h handlers) usePage(r *http.Request, f *ui.Form) (templ.Component, error) {
	c, err := h.codes.Choosing(r.Context(), server.Actor(r), unitOf(r), chosen(r))
	return usePage(c, f), err
}

func (h handlers) choose(w http.ResponseWriter, r *http.Request) error {
	var faults fault.Form
	v := server.Form(r)
	f := conduct.UseForm{From: server.DateField(r, &faults, "from"), Span: conduct.Span(v.Get("span")), Lines: v["lines"]}
	err := faults.Err()
	var id conduct.UseID
	if err == nil {
		id, err = h.codes.Choose(r.Context(), server.Actor(r), unitOf(r), chosen(r), f)
	}
	if err != nil {
		return server.Retry(w, r, err, h.usePage)
	}
	return server.Done(w, r, href(id), "conduct.choose_done")
}

func (h handlers) sheet(r *http.Request) (conduct.Sheet, error) {
	return h.codes.Get(r.Context(), server.Actor(r), useID(r), db.Date(r.URL.Query().Get("until")))
}

func (h handlers) show(w http.ResponseWriter, r *http.Request) error {
	sh, err := h.sheet(r)
	if err != nil {
		return err
	}
	return server.Render(w, r, usedPage(sh))
}

func (h handlers) print(w http.ResponseWriter, r *http.Request) error {
	sh, err := h.sheet(r)
	if err != nil {
		return err
	}
	return server.Render(w, r, printPage(sh, r.URL.RawQuery))
}

func (h handlers) download(f paper.Format) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		sh, err := h.sheet(r)
		if err != nil {
			return err
		}
		d := sh.Paper()
		return server.HandOut(w, r, d.Title, f, d)
	}
}

func (h handlers) observeForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.observePage)
}

func (h handlers) observePage(r *http.Request, f *ui.Form) (templ.Component, error) {
	o, err := h.codes.Observing(r.Context(), server.Actor(r), useID(r), db.Date(r.URL.Query().Get("month")))
	return observePage(o, f), err
}

// observe stores the period of the address: its form is about that one alone.
func (h handlers) observe(w http.ResponseWriter, r *http.Request) error {
	ctx, by, month, v := r.Context(), server.Actor(r), db.Date(r.URL.Query().Get("month")), server.Form(r)
	var all []conduct.Finding
	for n := 1; v.Has(conduct.RuleField("rule", n)); n++ {
		at := func(name string) string { return v.Get(conduct.RuleField(name, n)) }
		all = append(all, conduct.Finding{Rule: conduct.RuleID(at("rule")), Value: at("value"), Note: at("note"), Source: conduct.Source(at("source"))})
	}
	if err := h.codes.Observe(ctx, by, useID(r), month, server.Version(r), all); err != nil {
		return server.Retry(w, r, err, h.observePage)
	}
	return server.Done(w, r, href(useID(r)), "conduct.observe_done")
}

func (h handlers) pickForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.pickPage)
}

func (h handlers) pickPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	p, err := h.codes.Picking(r.Context(), server.Actor(r), useID(r))
	if err == nil && f == nil && p.Use.Until != "" {
		err = fault.New(fault.Invalid, "conduct.is_over")
	}
	return pickPage(p, f), err
}

func (h handlers) pick(w http.ResponseWriter, r *http.Request) error {
	if err := h.codes.Pick(r.Context(), server.Actor(r), useID(r), server.Version(r), server.Form(r)["lines"]); err != nil {
		return server.Retry(w, r, err, h.pickPage)
	}
	return server.Done(w, r, href(useID(r)), "conduct.pick_done")
}

func (h handlers) askStop(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.stopPage)
}

func (h handlers) stopPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	p, err := h.codes.Picking(r.Context(), server.Actor(r), useID(r))
	if err == nil && f == nil && p.Use.Until != "" {
		err = fault.New(fault.Invalid, "conduct.is_over")
	}
	return stopPage(p), err
}

func (h handlers) stop(w http.ResponseWriter, r *http.Request) error {
	if err := h.codes.Stop(r.Context(), server.Actor(r), useID(r), server.Version(r)); err != nil {
		return server.Retry(w, r, err, h.stopPage)
	}
	return server.Done(w, r, href(useID(r)), "conduct.stop_done")
}
