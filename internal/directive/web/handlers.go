package web

import (
	"net/http"
	"net/url"
	"slices"

	"github.com/a-h/templ"

	"chibo/internal/access"
	"chibo/internal/directive"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/org"
	"chibo/internal/server"
	"chibo/internal/task"
	"chibo/internal/ui"
)

// parts are the filters of the list that an address may name.
var parts = []directive.Part{directive.All, directive.Unsent, directive.ForStudy, directive.Doing, directive.Near}

func idOf(r *http.Request) directive.ID { return directive.ID(r.PathValue("directive")) }

// href is the page of a document as a unit sees it.
func href(id directive.ID, unit org.ID) string {
	return "/directive/" + string(id) + "?unit=" + url.QueryEscape(string(unit))
}

// to is the page of an act on a document.
func to(id directive.ID, act string, unit org.ID) string {
	return "/directive/" + string(id) + "/" + act + "?unit=" + url.QueryEscape(string(unit))
}

// deskProps is the register with the chosen document beside it.
type deskProps struct {
	directive.Page
	part     directive.Part
	at       *url.URL
	page     int
	sheet    *directive.Sheet // nil where there is nothing to show
	one      bool             // the address names the document: a phone shows it alone
	leads    bool             // the reader sees all tasks of the unit
	tasks    []task.Task      // that come from documents, as far as he sees them
	meetings []meeting.Studying
	form     *ui.Form // what came back of a form on the page
}

// list shows the register, with its newest document chosen.
func (h handlers) list(w http.ResponseWriter, r *http.Request) error {
	p, err := h.desk(r, org.ID(server.Unit(r)))
	if err != nil {
		return err
	}
	if len(p.Rows) > 0 {
		sh, err := h.directives.Get(r.Context(), server.Actor(r), p.Unit.ID, p.Rows[0].ID)
		if err != nil {
			return err
		}
		p.sheet = &sh
	}
	return server.Render(w, r, deskPage(p))
}

func (h handlers) show(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.onePage)
}

// onePage shows a document beside the register in which it stands; f came back
// of one of its forms.
func (h handlers) onePage(r *http.Request, f *ui.Form) (templ.Component, error) {
	sh, err := h.directives.Get(r.Context(), server.Actor(r), org.ID(server.Unit(r)), idOf(r))
	if err != nil {
		return nil, err
	}
	p, err := h.desk(r, sh.Here.ID)
	p.sheet, p.one, p.form = &sh, true, f
	return deskPage(p), err
}

// desk reads the register of a unit, and what else its pages show.
func (h handlers) desk(r *http.Request, unit org.ID) (p deskProps, err error) {
	ctx, by := r.Context(), server.Actor(r)
	p = deskProps{part: directive.Part(r.URL.Query().Get("view")), at: r.URL, page: server.PageNumber(r)}
	if !slices.Contains(parts, p.part) {
		return p, fault.New(fault.NotFound, "ui.not_found")
	}
	if p.Page, err = h.directives.List(ctx, by, unit, directive.Filter{Part: p.part, Page: p.page - 1}); err != nil || !p.Unit.Kind.Holds {
		return p, err
	}
	p.leads = access.Can(by, task.Arrange, p.Unit.Place())
	if p.tasks, err = h.tasks.ComingFrom(ctx, by, unit, origin); err != nil {
		return p, err
	}
	p.meetings, err = h.meetings.Studies(ctx, by, unit)
	return p, err
}

// origin names documents as the origin of a task.
const origin = "directive"

// tasksOf are the tasks that come from one document.
func (p deskProps) tasksOf(id directive.ID) (tasks []task.Task) {
	for _, t := range p.tasks {
		if t.OriginID == string(id) {
			tasks = append(tasks, t)
		}
	}
	return tasks
}

// done counts the tasks that are finished.
func done(tasks []task.Task) (n int) {
	for _, t := range tasks {
		if t.State == task.Done {
			n++
		}
	}
	return n
}

// planned is the meeting on whose agenda the document stands.
func (p deskProps) planned(id directive.ID) (meeting.Meeting, bool) {
	for _, m := range p.meetings {
		if slices.Contains(m.Directives, string(id)) {
			return m.Meeting, true
		}
	}
	return meeting.Meeting{}, false
}

// ahead are the meetings on whose agenda a document can still be put.
func (p deskProps) ahead() (all []meeting.Meeting) {
	for _, m := range p.meetings {
		if m.State.Ahead() {
			all = append(all, m.Meeting)
		}
	}
	return all
}

func (h handlers) receive(w http.ResponseWriter, r *http.Request) error {
	unit := org.ID(server.Unit(r))
	if err := h.directives.Receive(r.Context(), server.Actor(r), unit, idOf(r)); err != nil {
		return server.Retry(w, r, err, h.onePage)
	}
	return server.Done(w, r, href(idOf(r), unit), "directive.receive_done")
}

// putOnAgenda brings a document to a meeting of the unit that it came to.
func (h handlers) putOnAgenda(w http.ResponseWriter, r *http.Request) error {
	unit := org.ID(server.Unit(r))
	if err := h.bring(r, unit); err != nil {
		return server.Retry(w, r, err, h.onePage)
	}
	return server.Done(w, r, href(idOf(r), unit), "directive.agenda_done")
}

func (h handlers) bring(r *http.Request, unit org.ID) error {
	ctx, by := r.Context(), server.Actor(r)
	sh, err := h.directives.Get(ctx, by, unit, idOf(r))
	switch {
	case err != nil:
		return err
	case sh.Here.ID == unit && sh.State == directive.Withdrawn:
		return fault.New(fault.Invalid, "directive.withdrawn_already")
	case sh.Here.ID != unit || !sh.MayHandle:
		return fault.New(fault.Denied, "ui.denied")
	case !sh.Receipt.May(directive.Studying):
		return fault.New(fault.Invalid, "directive.not_now")
	}
	all, err := h.meetings.Studies(ctx, by, unit)
	if err != nil {
		return err
	}
	id := meeting.ID(server.Form(r).Get("meeting"))
	if !slices.ContainsFunc(all, func(m meeting.Studying) bool { return m.ID == id && m.State.Ahead() }) {
		return fault.At("meeting", "directive.meeting_missing")
	}
	_, err = h.meetings.Study(ctx, by, id, meeting.Directive{ID: string(sh.ID), Title: sh.Line()})
	return err
}

// actForm shows the form of an act of the receiving unit.
func (h handlers) actForm(a directive.Act) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error { return server.Show(w, r, h.actPage(a)) }
}

func (h handlers) actPage(a directive.Act) server.Page {
	return func(r *http.Request, f *ui.Form) (templ.Component, error) {
		sh, err := h.directives.Get(r.Context(), server.Actor(r), org.ID(server.Unit(r)), idOf(r))
		switch {
		case err != nil:
			return nil, err
		case f == nil && !sh.MayHandle:
			return nil, fault.New(fault.Denied, "ui.denied")
		case f == nil && !sh.Receipt.May(a): // what was typed stays, whatever happened meanwhile
			return nil, fault.New(fault.Invalid, "directive.not_now")
		}
		return actPage(sh, a, f), nil
	}
}

// act does it.
func (h handlers) act(a directive.Act) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		unit := org.ID(server.Unit(r))
		if err := h.do(r, a, unit); err != nil {
			return server.Retry(w, r, err, h.actPage(a))
		}
		return server.Done(w, r, href(idOf(r), unit), "directive."+string(a)+"_done")
	}
}

func (h handlers) do(r *http.Request, a directive.Act, unit org.ID) error {
	ctx, by, id, version := r.Context(), server.Actor(r), idOf(r), server.Version(r)
	if a == directive.Reporting {
		return h.directives.Report(ctx, by, unit, id, version, server.Form(r).Get("report"))
	}
	var faults fault.Form
	on := server.DateField(r, &faults, "on")
	if err := faults.Err(); err != nil {
		return err
	}
	return h.directives.Study(ctx, by, unit, id, version, on)
}
