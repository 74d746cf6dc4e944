package web

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/server"
	"chibo/internal/task"
	"chibo/internal/ui"
)

// actForm shows the form of an act, where the task allows it.
func (h handlers) actForm(a task.Act) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		return server.Show(w, r, func(r *http.Request, f *ui.Form) (templ.Component, error) { return h.actPage(r, a, f) })
	}
}

func (h handlers) actPage(r *http.Request, a task.Act, f *ui.Form) (templ.Component, error) {
	by := server.Actor(r)
	sh, err := h.tasks.Prepare(r.Context(), by, idOf(r), a)
	if err != nil {
		return nil, err
	}
	moves := sh.Moves
	if f != nil { // somebody else may have moved it on: what was typed stays
		moves = task.Workflow
	}
	i := slices.IndexFunc(moves, func(m task.Move) bool { return m.Act == a })
	if i < 0 {
		return nil, fault.New(fault.Invalid, "task.not_now")
	}
	p := actProps{Sheet: sh, move: moves[i], reader: member.ID(by.Person)}
	if a == task.Reassigning {
		if p.people, err = h.candidates(r, sh.Unit.ID); err != nil {
			return nil, err
		}
		p.people = slices.DeleteFunc(p.people, func(c ui.Choice) bool { return c.Value == string(sh.Task.Assignee) })
	}
	return actPage(p, f), nil
}

// act does it.
func (h handlers) act(a task.Act) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		if err := h.do(r, a); err != nil {
			return server.Retry(w, r, err, func(r *http.Request, f *ui.Form) (templ.Component, error) { return h.actPage(r, a, f) })
		}
		next := "/task/" + string(idOf(r))
		return server.Done(w, r, next, "task."+string(a)+"_done")
	}
}

// given is what the form of an act sends.
type given struct {
	note    string
	due     db.Date
	percent *int
}

func read(r *http.Request) (g given, err error) {
	var faults fault.Form
	v := server.Form(r)
	g.note, g.due = v.Get("note"), server.DateField(r, &faults, "due")
	if typed := v.Get("percent"); typed != "" {
		n, err := strconv.Atoi(typed)
		if err != nil {
			faults.Add("percent", "task.percent_invalid")
		}
		g.percent = &n
	}
	return g, faults.Err()
}

func (h handlers) do(r *http.Request, a task.Act) error {
	ctx, by, id, version := r.Context(), server.Actor(r), idOf(r), server.Version(r)
	g, err := read(r)
	if err != nil {
		return err
	}
	v := server.Form(r)
	switch a {
	case task.Progressing:
		return h.tasks.Progress(ctx, by, id, version, g.note, g.percent)
	case task.Asking:
		return h.tasks.Ask(ctx, by, id, version, g.due, g.note)
	case task.Declining:
		return h.tasks.Decline(ctx, by, id, version, g.note)
	case task.Reporting:
		return h.tasks.Report(ctx, by, id, version, g.note)
	case task.Returning:
		return h.tasks.Return(ctx, by, id, version, g.note)
	case task.Accepting:
		return h.tasks.Accept(ctx, by, id, version, task.Verdict{Evaluation: task.Evaluation(v.Get("evaluation")), Remark: g.note, Lesson: v.Get("lesson")})
	case task.Extending:
		return h.tasks.Extend(ctx, by, id, version, g.due, g.note)
	case task.Urging:
		return h.tasks.Urge(ctx, by, id, version, g.note)
	case task.Helping:
		return h.tasks.Help(ctx, by, id, version, g.note)
	case task.Reassigning:
		return h.tasks.Reassign(ctx, by, id, version, member.ID(v.Get("assignee")), g.due, g.note)
	}
	return h.tasks.Cancel(ctx, by, id, version, g.note)
}
