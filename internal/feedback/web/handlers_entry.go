package web

import (
	"net/http"

	"github.com/a-h/templ"

	"chibo/internal/fault"
	"chibo/internal/feedback"
	"chibo/internal/feedback/course"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/server"
	"chibo/internal/ui"
)

func entryID(r *http.Request) feedback.EntryID { return feedback.EntryID(r.PathValue("voice")) }

func (h handlers) entries(w http.ResponseWriter, r *http.Request) error {
	l, err := h.feedback.Entries(r.Context(), server.Actor(r), unitOf(r), course.Filter(r.URL.Query().Get("filter")), server.PageNumber(r))
	if err != nil {
		return err
	}
	return server.Render(w, r, entriesPage(l, r.URL))
}

func (h handlers) recordForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.recordPage)
}

func (h handlers) recordPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	p, err := h.feedback.Recording(r.Context(), server.Actor(r), unitOf(r))
	return recordPage(p, f), err
}

// entryForm reads what is typed of an entry.
func entryForm(r *http.Request) (feedback.EntryForm, error) {
	var faults fault.Form
	v := server.Form(r)
	f := feedback.EntryForm{
		About: org.ID(v.Get("about")), ReceivedOn: server.DateField(r, &faults, "received_on"), Channel: feedback.Channel(v.Get("channel")), Kind: feedback.Kind(v.Get("kind")),
		Title: v.Get("title"), Body: v.Get("body"), Sure: v.Get("sure") != "",
	}
	return f, faults.Err()
}

func (h handlers) record(w http.ResponseWriter, r *http.Request) error {
	f, err := entryForm(r)
	var id feedback.EntryID
	if err == nil {
		id, err = h.feedback.Record(r.Context(), server.Actor(r), unitOf(r), f)
	}
	if err != nil {
		return server.Retry(w, r, err, h.recordPage)
	}
	return server.Done(w, r, entryHref(id), "feedback.recorded_done")
}

func (h handlers) entry(w http.ResponseWriter, r *http.Request) error {
	sh, err := h.feedback.Entry(r.Context(), server.Actor(r), entryID(r))
	if err != nil {
		return err
	}
	return server.Render(w, r, entryPage(sh))
}

// actForm shows the form of an act, where the entry allows it.
func (h handlers) actForm(a feedback.Act) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error { return server.Show(w, r, h.actPage(a)) }
}

func (h handlers) actPage(a feedback.Act) server.Page {
	return func(r *http.Request, f *ui.Form) (templ.Component, error) {
		sh, err := h.feedback.Entry(r.Context(), server.Actor(r), entryID(r))
		if err == nil {
			err = sh.Permit(a)
		}
		if err == nil && f == nil && !sh.May(a) { // what was typed stays, whatever happened meanwhile
			err = fault.New(fault.Invalid, "feedback.not_now")
		}
		if err != nil {
			return nil, err
		}
		return actPage(sh, a, f), nil
	}
}

func (h handlers) amend(w http.ResponseWriter, r *http.Request) error {
	f, err := entryForm(r)
	if err == nil {
		err = h.feedback.Amend(r.Context(), server.Actor(r), entryID(r), server.Version(r), f)
	}
	return h.acted(w, r, feedback.Amending, err)
}

func (h handlers) assign(w http.ResponseWriter, r *http.Request) error {
	var faults fault.Form
	v := server.Form(r)
	f := course.AssignForm{Department: v.Get("department"), Person: member.ID(v.Get("person")), Due: server.DateField(r, &faults, "due")}
	err := faults.Err()
	if err == nil {
		err = h.feedback.Assign(r.Context(), server.Actor(r), entryID(r), server.Version(r), f)
	}
	return h.acted(w, r, feedback.Assigning, err)
}

// step does one of the acts that are words.
func (h handlers) step(a feedback.Act) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		var faults fault.Form
		v := server.Form(r)
		f := feedback.StepForm{Words: v.Get("words"), Due: server.DateField(r, &faults, "due"), ForMembers: v.Get("for_members") != "", Sure: v.Get("sure") != ""}
		err := faults.Err()
		if err == nil {
			err = h.feedback.Step(r.Context(), server.Actor(r), entryID(r), server.Version(r), a, f)
		}
		return h.acted(w, r, a, err)
	}
}

// acted answers the form of an act.
func (h handlers) acted(w http.ResponseWriter, r *http.Request, a feedback.Act, err error) error {
	if err != nil {
		return server.Retry(w, r, err, h.actPage(a))
	}
	return server.Done(w, r, entryHref(entryID(r)), "feedback."+string(a)+"_done")
}

func (h handlers) seat(w http.ResponseWriter, r *http.Request) error {
	if err := h.feedback.Seat(r.Context(), server.Actor(r), entryID(r), server.Version(r)); err != nil {
		return err
	}
	return server.Done(w, r, entryHref(entryID(r)), "feedback.seated_done")
}
