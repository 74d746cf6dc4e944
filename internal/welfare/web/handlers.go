package web

import (
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"chibo/internal/fault"
	"chibo/internal/feedback/course"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/server"
	"chibo/internal/ui"
	"chibo/internal/welfare"
)

func unitOf(r *http.Request) org.ID { return org.ID(server.Unit(r)) }

func requestID(r *http.Request) welfare.RequestID { return welfare.RequestID(r.PathValue("care")) }

// yearOf is the year that the address names, 0 for this one; what is no year is none
// that is there.
func yearOf(r *http.Request) int {
	typed := r.URL.Query().Get("year")
	if typed == "" {
		return 0
	}
	n, err := strconv.Atoi(typed)
	if err != nil || n == 0 {
		return -1
	}
	return n
}

func (h handlers) show(w http.ResponseWriter, r *http.Request) error {
	p, err := h.welfare.Get(r.Context(), server.Actor(r), unitOf(r), yearOf(r), course.Filter(r.URL.Query().Get("filter")), server.PageNumber(r))
	if err != nil {
		return err
	}
	return server.Render(w, r, carePage(p, r.URL))
}

func (h handlers) raiseForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.raisePage)
}

func (h handlers) raisePage(r *http.Request, f *ui.Form) (templ.Component, error) {
	p, err := h.welfare.Raising(r.Context(), server.Actor(r), unitOf(r))
	return raisePage(p, f), err
}

// formOf reads what is typed of a request.
func formOf(r *http.Request) welfare.Form {
	v := server.Form(r)
	return welfare.Form{
		Kind: v.Get("kind"), About: welfare.About(v.Get("about")), Group: v.Get("group"), Member: member.ID(v.Get("member")), Agreed: v.Get("agreed") != "",
		Title: v.Get("title"), Body: v.Get("body"), Wish: v.Get("wish"), Sure: v.Get("sure") != "",
	}
}

func (h handlers) raise(w http.ResponseWriter, r *http.Request) error {
	id, err := h.welfare.Raise(r.Context(), server.Actor(r), unitOf(r), formOf(r))
	if err != nil {
		return server.Retry(w, r, err, h.raisePage)
	}
	return server.Done(w, r, requestHref(id), "welfare.raise_done")
}

func (h handlers) request(w http.ResponseWriter, r *http.Request) error {
	sh, err := h.welfare.Request(r.Context(), server.Actor(r), requestID(r), "")
	if err != nil {
		return err
	}
	return server.Render(w, r, requestPage(sh))
}

// actForm shows the form of an act, where the request allows it.
func (h handlers) actForm(a welfare.Act) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error { return server.Show(w, r, h.actPage(a)) }
}

func (h handlers) actPage(a welfare.Act) server.Page {
	return func(r *http.Request, f *ui.Form) (templ.Component, error) {
		sh, err := h.welfare.Request(r.Context(), server.Actor(r), requestID(r), a)
		if err == nil {
			err = sh.Permit(a)
		}
		if err == nil && f == nil && !sh.May(a) { // what was typed stays, whatever happened meanwhile
			err = fault.New(fault.Invalid, "welfare.not_now")
		}
		if err != nil {
			return nil, err
		}
		return actPage(sh, a, f), nil
	}
}

func (h handlers) amend(w http.ResponseWriter, r *http.Request) error {
	err := h.welfare.Amend(r.Context(), server.Actor(r), requestID(r), server.Version(r), formOf(r))
	return h.acted(w, r, welfare.Amending, err)
}

func (h handlers) assign(w http.ResponseWriter, r *http.Request) error {
	var faults fault.Form
	v := server.Form(r)
	f := course.AssignForm{Department: v.Get("department"), Person: member.ID(v.Get("person")), Due: server.DateField(r, &faults, "due")}
	err := faults.Err()
	if err == nil {
		err = h.welfare.Assign(r.Context(), server.Actor(r), requestID(r), server.Version(r), f)
	}
	return h.acted(w, r, welfare.Assigning, err)
}

// step does one of the acts that are words.
func (h handlers) step(a welfare.Act) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		var faults fault.Form
		v := server.Form(r)
		f := welfare.StepForm{Words: v.Get("words"), Due: server.DateField(r, &faults, "due"), Sure: v.Get("sure") != ""}
		err := faults.Err()
		if err == nil {
			err = h.welfare.Step(r.Context(), server.Actor(r), requestID(r), server.Version(r), a, f)
		}
		return h.acted(w, r, a, err)
	}
}

// acted answers the form of an act.
func (h handlers) acted(w http.ResponseWriter, r *http.Request, a welfare.Act, err error) error {
	if err != nil {
		return server.Retry(w, r, err, h.actPage(a))
	}
	return server.Done(w, r, requestHref(requestID(r)), "welfare."+string(a)+"_done")
}
