package web

import (
	"context"
	"net/http"
	"slices"

	"github.com/a-h/templ"

	"chibo/internal/access"
	"chibo/internal/admission"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/server"
	"chibo/internal/ui"
)

func idOf(r *http.Request) admission.ID { return admission.ID(r.PathValue("candidate")) }

func unitOf(r *http.Request) org.ID { return org.ID(server.Unit(r)) }

func (h handlers) board(w http.ResponseWriter, r *http.Request) error {
	b, err := h.admissions.Board(r.Context(), server.Actor(r), unitOf(r))
	if err != nil {
		return err
	}
	return server.Render(w, r, boardPage(b))
}

func (h handlers) list(w http.ResponseWriter, r *http.Request) error {
	p := listProps{at: r.URL, page: server.PageNumber(r), state: admission.State(r.URL.Query().Get("state"))}
	if p.state == "" {
		p.state = admission.Listed
	}
	if !slices.Contains(listed, p.state) {
		return fault.New(fault.NotFound, "ui.not_found")
	}
	var err error
	if p.Page, err = h.admissions.ListOf(r.Context(), server.Actor(r), unitOf(r), p.state, p.page-1); err != nil {
		return err
	}
	return server.Render(w, r, listPage(p))
}

func (h handlers) below(w http.ResponseWriter, r *http.Request) error {
	p, err := h.admissions.Below(r.Context(), server.Actor(r), unitOf(r))
	if err != nil {
		return err
	}
	return server.Render(w, r, belowPage(p, server.Actor(r)))
}

func (h handlers) results(w http.ResponseWriter, r *http.Request) error {
	found, err := h.admissions.Results(r.Context(), server.Actor(r), unitOf(r))
	if err != nil {
		return err
	}
	return server.Render(w, r, resultsPage(found))
}

func (h handlers) nominated(w http.ResponseWriter, r *http.Request) error {
	p, err := h.admissions.Nominated(r.Context(), server.Actor(r), unitOf(r), server.PageNumber(r)-1)
	if err != nil {
		return err
	}
	return server.Render(w, r, nominatedPage(nominatedProps{NominatedPage: p, at: r.URL, page: server.PageNumber(r)}))
}

func (h handlers) mine(w http.ResponseWriter, r *http.Request) error {
	o, ok, err := h.admissions.Mine(r.Context(), server.Actor(r))
	if err != nil {
		return err
	}
	return server.Render(w, r, minePage(o, ok))
}

func (h handlers) show(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.page)
}

// page makes the page of a candidate; what came back of a button says above what
// is missing.
func (h handlers) page(r *http.Request, f *ui.Form) (templ.Component, error) {
	sh, err := h.admissions.Get(r.Context(), server.Actor(r), idOf(r))
	if err != nil {
		return nil, err
	}
	return candidatePage(pageProps{Sheet: sh, form: f, history: server.Events(r, sh.History)}), nil
}

// press does what needs no words.
func (h handlers) press(do func(ctx context.Context, by access.Actor, id admission.ID, version int) error, key string) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		if err := do(r.Context(), server.Actor(r), idOf(r), server.Version(r)); err != nil {
			return server.Retry(w, r, err, h.page)
		}
		return server.Done(w, r, href(idOf(r)), key)
	}
}

func (h handlers) newForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.newPage)
}

func (h handlers) newPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	u, _, err := h.admissions.Prepare(r.Context(), server.Actor(r), unitOf(r))
	if f.Error("whom") != "" && f.Value("whom") == "" { // asked for the first time: name and birth agree
		f.Values.Set("whom", string(member.KnownPerson))
	}
	return newPage(beginProps{unit: u, form: f}), err
}

func (h handlers) begin(w http.ResponseWriter, r *http.Request) error {
	v := server.Form(r)
	var faults fault.Form
	f := admission.NewForm{
		Name: v.Get("name"), Birth: server.DateField(r, &faults, "birth"), Whom: member.Whom(v.Get("whom")), Department: v.Get("department"), Job: v.Get("job"), Reason: v.Get("reason"),
		Resolution: resolution(r, &faults),
	}
	err := faults.Err()
	var id admission.ID
	if err == nil {
		id, err = h.admissions.List(r.Context(), server.Actor(r), unitOf(r), f)
	}
	if err != nil {
		return server.Retry(w, r, err, h.newPage)
	}
	return server.Done(w, r, href(id), "admission.list_done")
}

func (h handlers) enterForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.enterPage)
}

func (h handlers) enterPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	u, people, err := h.admissions.Prepare(r.Context(), server.Actor(r), unitOf(r))
	p := beginProps{unit: u, form: f}
	for _, m := range people {
		p.people = append(p.people, ui.Choice{Value: string(m.Person), Label: m.Name, Current: string(m.Person) == r.URL.Query().Get("person")})
	}
	return enterPage(p), err
}

func (h handlers) enter(w http.ResponseWriter, r *http.Request) error {
	id, err := h.admissions.Enter(r.Context(), server.Actor(r), unitOf(r), member.ID(server.Form(r).Get("person")))
	if err != nil {
		return server.Retry(w, r, err, h.enterPage)
	}
	return server.Done(w, r, href(id), "admission.enter_done")
}

func (h handlers) nominateForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.nominatePage)
}

func (h handlers) nominatePage(r *http.Request, f *ui.Form) (templ.Component, error) {
	c, err := h.admissions.PrepareNomination(r.Context(), server.Actor(r), unitOf(r))
	p := beginProps{unit: c.Chapter, today: c.Today, form: f}
	for _, m := range c.People {
		p.people = append(p.people, ui.Choice{Value: string(m.Person), Label: m.Name})
	}
	for _, u := range c.Cells {
		p.cells = append(p.cells, ui.Choice{Value: string(u.ID), Label: u.Name, Current: len(c.Cells) == 1})
	}
	return nominatePage(p), err
}

func (h handlers) nominate(w http.ResponseWriter, r *http.Request) error {
	v := server.Form(r)
	var faults fault.Form
	f := admission.NominationForm{Person: member.ID(v.Get("person")), Cell: org.ID(v.Get("cell")), On: server.DateField(r, &faults, "on"), Reason: v.Get("reason")}
	err := faults.Err()
	if err == nil {
		_, err = h.admissions.Nominate(r.Context(), server.Actor(r), unitOf(r), f)
	}
	if err != nil {
		return server.Retry(w, r, err, h.nominatePage)
	}
	return server.Done(w, r, at("/admission/nominated", unitOf(r)), "admission.nominate_done")
}
