package web

import (
	"net/http"

	"github.com/a-h/templ"

	"chibo/internal/access"
	"chibo/internal/campaign/contest"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/server"
	"chibo/internal/ui"
)

func unitOf(r *http.Request) org.ID { return org.ID(server.Unit(r)) }

func idOf(r *http.Request) contest.ID { return contest.ID(r.PathValue("contest")) }

func entryOf(r *http.Request) contest.EntryID { return contest.EntryID(r.PathValue("piece")) }

func (h handlers) list(w http.ResponseWriter, r *http.Request) error {
	l, err := h.contests.List(r.Context(), server.Actor(r), unitOf(r), server.PageNumber(r))
	if err != nil {
		return err
	}
	return server.Render(w, r, listPage(l, r.URL))
}

// formOf reads a contest.
func formOf(r *http.Request) (contest.Form, error) {
	v := server.Form(r)
	var faults fault.Form
	f := contest.Form{
		Title: v.Get("title"), Rules: v.Get("rules"), Entrants: contest.Entrants(v.Get("entrants")), Theme: v.Get("theme"),
		OpensOn: server.DateField(r, &faults, "opens_on"), ClosesOn: server.DateField(r, &faults, "closes_on"),
		Files: v.Get("files") == "on", Apart: v.Get("apart") == "on",
	}
	for n := 1; n <= contest.CriteriaMax; n++ {
		at := func(name string) string { return v.Get(contest.CriterionField(name, n)) }
		f.Criteria = append(f.Criteria, contest.CriterionForm{Title: at("criterion"), Points: server.Number(at("points")), Weight: server.Number(at("weight"))})
	}
	return f, faults.Err()
}

func (h handlers) newForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.newPage)
}

func (h handlers) newPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	p, err := h.contests.Prepare(r.Context(), server.Actor(r), unitOf(r))
	return newPage(p, f), err
}

func (h handlers) call(w http.ResponseWriter, r *http.Request) error {
	f, err := formOf(r)
	var id contest.ID
	if err == nil {
		id, err = h.contests.Call(r.Context(), server.Actor(r), unitOf(r), f)
	}
	if err != nil {
		return server.Retry(w, r, err, h.newPage)
	}
	return server.Done(w, r, href(id), "contest.call_done")
}

func (h handlers) show(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.showPage)
}

func (h handlers) showPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	sh, err := h.contests.Get(r.Context(), server.Actor(r), idOf(r), server.PageNumber(r))
	return showPage(sh, r.URL, f), err
}

// organising is a contest for an act of its organisers; what was typed stays,
// whatever happened meanwhile.
func (h handlers) organising(r *http.Request, f *ui.Form, a contest.Act) (contest.Sheet, error) {
	sh, err := h.contests.Get(r.Context(), server.Actor(r), idOf(r), 1)
	switch {
	case err != nil:
		return sh, err
	case !sh.Organises:
		return sh, access.Check(server.Actor(r), contest.Organise, sh.Unit.Place())
	case f == nil && !sh.May(a):
		return sh, fault.New(fault.Invalid, "contest.not_when_"+string(sh.Contest.State))
	}
	return sh, nil
}

func (h handlers) amendForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.amendPage)
}

func (h handlers) amendPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	sh, err := h.organising(r, f, contest.Amending)
	if err != nil {
		return nil, err
	}
	p, err := h.contests.Prepare(r.Context(), server.Actor(r), sh.Unit.ID)
	return amendPage(sh, p, f), err
}

func (h handlers) amend(w http.ResponseWriter, r *http.Request) error {
	f, err := formOf(r)
	if err == nil {
		err = h.contests.Amend(r.Context(), server.Actor(r), idOf(r), server.Version(r), f)
	}
	if err != nil {
		return server.Retry(w, r, err, h.amendPage)
	}
	return server.Done(w, r, href(idOf(r)), "contest.amend_done")
}

func (h handlers) jurorForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.jurorPage)
}

func (h handlers) jurorPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	from := org.ID(r.URL.Query().Get("from"))
	if f != nil {
		from = org.ID(f.Value("unit_id"))
	}
	n, err := h.contests.Naming(r.Context(), server.Actor(r), idOf(r), from)
	return jurorPage(n, f), err
}

func (h handlers) name(w http.ResponseWriter, r *http.Request) error {
	v := server.Form(r)
	f := contest.JurorForm{Unit: org.ID(v.Get("unit_id"))}
	for _, id := range v["people"] {
		f.People = append(f.People, member.ID(id))
	}
	if err := h.contests.Name(r.Context(), server.Actor(r), idOf(r), f); err != nil {
		return server.Retry(w, r, err, h.jurorPage)
	}
	return server.Done(w, r, href(idOf(r)), "contest.name_done")
}

func (h handlers) release(w http.ResponseWriter, r *http.Request) error {
	if err := h.contests.Release(r.Context(), server.Actor(r), idOf(r), member.ID(server.Form(r).Get("person"))); err != nil {
		return server.Retry(w, r, err, h.jurorPage)
	}
	return server.Done(w, r, href(idOf(r))+"/jurors", "contest.release_done")
}

func (h handlers) close(w http.ResponseWriter, r *http.Request) error {
	if err := h.contests.Close(r.Context(), server.Actor(r), idOf(r), server.Version(r)); err != nil {
		return server.Retry(w, r, err, h.showPage)
	}
	return server.Done(w, r, href(idOf(r)), "contest.close_done")
}

func (h handlers) cancelForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.cancelPage)
}

func (h handlers) cancelPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	sh, err := h.organising(r, f, contest.Cancelling)
	return cancelPage(sh, f), err
}

func (h handlers) cancel(w http.ResponseWriter, r *http.Request) error {
	if err := h.contests.Cancel(r.Context(), server.Actor(r), idOf(r), server.Version(r), server.Form(r).Get("reason")); err != nil {
		return server.Retry(w, r, err, h.cancelPage)
	}
	return server.Done(w, r, href(idOf(r)), "contest.cancel_done")
}

func (h handlers) publish(w http.ResponseWriter, r *http.Request) error {
	if err := h.contests.Publish(r.Context(), server.Actor(r), idOf(r), server.Version(r)); err != nil {
		return server.Retry(w, r, err, h.showPage)
	}
	return server.Done(w, r, href(idOf(r)), "contest.publish_done")
}
