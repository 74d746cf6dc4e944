package web

import (
	"net/http"
	"strconv"

	"github.com/a-h/templ"

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
	"latest":    {Latest: true},
	"overdue":   {Overdue: true},
	"reported":  {State: task.Reported},
	"forsaken":  {Forsaken: true},
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
	by := server.Actor(r)
	p, err := h.tasks.List(r.Context(), by, org.ID(server.Unit(r)), f)
	if err != nil {
		return err
	}
	return server.Render(w, r, listPage(listProps{Page: p, view: view, at: r.URL, page: page, reader: member.ID(by.Person)}))
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

// originOf is the record that a task is given from, as the address says.
func originOf(r *http.Request) (kind, id string) {
	q := r.URL.Query()
	return q.Get("origin"), q.Get("id")
}

func (h handlers) newPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	p := newProps{unit: server.Unit(r)}
	var err error
	if p.people, err = h.candidates(r, org.ID(p.unit)); err != nil {
		return nil, err
	}
	if p.kind, p.id = originOf(r); p.kind != "" {
		src, err := h.tasks.OriginOf(r.Context(), server.Actor(r), org.ID(p.unit), p.kind, p.id)
		if err != nil {
			return nil, err
		}
		p.source = &src
	}
	return assignPage(p, f), nil
}

// candidates are who may be given a task, to choose from.
func (h handlers) candidates(r *http.Request, unit org.ID) ([]ui.Choice, error) {
	called, err := h.tasks.Candidates(r.Context(), server.Actor(r), unit)
	if err != nil {
		return nil, err
	}
	people := make([]ui.Choice, 0, len(called))
	for _, c := range called {
		people = append(people, ui.Choice{Value: string(c.Person), Label: c.Name})
	}
	return people, nil
}

func (h handlers) assign(w http.ResponseWriter, r *http.Request) error {
	v := server.Form(r)
	var faults fault.Form
	n := task.New{Unit: org.ID(server.Unit(r)), Title: v.Get("title"), Measure: v.Get("measure"), Assignee: member.ID(v.Get("assignee")), Due: server.DateField(r, &faults, "due")}
	n.OriginKind, n.OriginID = originOf(r)
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
