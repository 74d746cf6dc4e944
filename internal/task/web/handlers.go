package web

import (
	"context"
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/server"
	"chibo/internal/task"
	"chibo/internal/ui"
)

// views are the filters of the list, by the name that the address carries.
var views = map[string]task.Filter{
	"":          {},
	"mine":      {Mine: true},
	"overdue":   {Overdue: true},
	"reported":  {State: task.Reported},
	"done":      {State: task.Done},
	"cancelled": {State: task.Cancelled},
}

func (h handlers) list(w http.ResponseWriter, r *http.Request) error {
	view := r.URL.Query().Get("view")
	f, ok := views[view]
	if !ok {
		return fault.New(fault.NotFound, "ui.not_found")
	}
	page, err := strconv.Atoi(r.URL.Query().Get("page"))
	if err != nil || page < 1 || page > 10_000 {
		page = 1
	}
	f.Page = page - 1
	p, err := h.tasks.List(r.Context(), server.Actor(r), org.ID(server.Unit(r)), f)
	if err != nil {
		return err
	}
	return server.Render(w, r, listPage(listProps{Page: p, view: view, at: r.URL, page: page}))
}

func idOf(r *http.Request) task.ID { return task.ID(r.PathValue("task")) }

func (h handlers) show(w http.ResponseWriter, r *http.Request) error {
	by := server.Actor(r)
	sh, err := h.tasks.Get(r.Context(), by, idOf(r))
	if err != nil {
		return err
	}
	return server.Render(w, r, taskPage(sh, member.ID(by.Person)))
}

func (h handlers) newForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.newPage)
}

func (h handlers) newPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	called, err := h.tasks.Candidates(r.Context(), server.Actor(r), org.ID(server.Unit(r)))
	if err != nil {
		return nil, err
	}
	people := make([]ui.Choice, 0, len(called))
	for _, c := range called {
		people = append(people, ui.Choice{Value: string(c.Person), Label: c.Name})
	}
	return assignPage(people, server.Unit(r), f), nil
}

func (h handlers) assign(w http.ResponseWriter, r *http.Request) error {
	v := server.Form(r)
	var faults fault.Form
	n := task.New{Unit: org.ID(server.Unit(r)), Title: v.Get("title"), Measure: v.Get("measure"), Assignee: member.ID(v.Get("assignee")), Due: server.DateField(r, &faults, "due")}
	err := faults.Err()
	var id task.ID
	if err == nil {
		id, err = h.tasks.Assign(r.Context(), server.Actor(r), n)
	}
	if err != nil {
		return server.Retry(w, r, err, h.newPage)
	}
	return server.Done(w, r, "/task/"+string(id), "task.assigned_done")
}

// actForm shows the form of an act, where the task's state allows it.
func (h handlers) actForm(a task.Act) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		c, err := h.actPage(r, a, nil)
		if err != nil {
			return err
		}
		return server.Render(w, r, c)
	}
}

func (h handlers) actPage(r *http.Request, a task.Act, f *ui.Form) (templ.Component, error) {
	by := server.Actor(r)
	sh, err := h.tasks.Get(r.Context(), by, idOf(r))
	if err != nil {
		return nil, err
	}
	moves := sh.Moves
	if f != nil { // somebody else may have moved it on: what was typed stays
		moves = task.Moves
	}
	for _, m := range moves {
		if m.Act == a {
			return actPage(sh, m, member.ID(by.Person), f), nil
		}
	}
	return nil, fault.New(fault.Invalid, "task.not_now")
}

// act does it.
func (h handlers) act(a task.Act) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		var faults fault.Form
		due := server.DateField(r, &faults, "due")
		err := faults.Err()
		if err == nil {
			err = h.do(r, a, server.Form(r).Get("note"), due)
		}
		if err != nil {
			return server.Retry(w, r, err, func(r *http.Request, f *ui.Form) (templ.Component, error) { return h.actPage(r, a, f) })
		}
		return server.Done(w, r, "/task/"+string(idOf(r)), "task."+string(a)+"_done")
	}
}

func (h handlers) do(r *http.Request, a task.Act, note string, due db.Date) error {
	ctx, by, id, version := r.Context(), server.Actor(r), idOf(r), server.Version(r)
	switch a {
	case task.Reporting:
		return h.tasks.Report(ctx, by, id, version, note)
	case task.Returning:
		return h.tasks.Return(ctx, by, id, version, note)
	case task.Accepting:
		return h.tasks.Accept(ctx, by, id, version, note)
	case task.Extending:
		return h.tasks.Extend(ctx, by, id, version, due, note)
	case task.Urging:
		return h.tasks.Urge(ctx, by, id, version, note)
	case task.Helping:
		return h.tasks.Help(ctx, by, id, version, note)
	}
	return h.tasks.Cancel(ctx, by, id, version, note)
}

// originName names where a task comes from.
func originName(ctx context.Context, t task.Task) string {
	switch t.OriginKind {
	case "":
		return ui.T(ctx, "task.from_committee")
	case "meeting":
		return ui.T(ctx, "task.from_meeting")
	}
	return ui.T(ctx, "task.from_other")
}
