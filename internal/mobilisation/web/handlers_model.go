package web

import (
	"bytes"
	"net/http"
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/mobilisation"
	"chibo/internal/org"
	"chibo/internal/paper"
	"chibo/internal/server"
	"chibo/internal/ui"
)

func modelID(r *http.Request) mobilisation.ModelID {
	return mobilisation.ModelID(r.PathValue("exemplar"))
}

// filterOf is the filter that the address names.
func filterOf(r *http.Request) (f mobilisation.Filter, err error) {
	q := r.URL.Query()
	f = mobilisation.Filter{State: mobilisation.State(q.Get("state")), Field: mobilisation.Field(q.Get("field")), Page: 1}
	if n, err := strconv.Atoi(q.Get("page")); err == nil && n > 1 && n <= 10_000 {
		f.Page = n
	}
	if f.Year, err = yearOf(r); err != nil {
		return f, err
	}
	if f.State != "" && !slices.Contains(mobilisation.States, f.State) || f.Field != "" && !slices.Contains(mobilisation.Fields, f.Field) {
		err = errNone
	}
	return f, err
}

func (h handlers) modelList(w http.ResponseWriter, r *http.Request) error {
	f, err := filterOf(r)
	if err != nil {
		return err
	}
	l, err := h.work.Models(r.Context(), server.Actor(r), unitOf(r), f)
	if err != nil {
		return err
	}
	return server.Render(w, r, modelsPage(modelsProps{List: l, at: r.URL}))
}

func (h handlers) allModels(r *http.Request) (l mobilisation.List, err error) {
	f, err := filterOf(r)
	if err != nil {
		return l, err
	}
	return h.work.AllModels(r.Context(), server.Actor(r), unitOf(r), f)
}

func (h handlers) printList(w http.ResponseWriter, r *http.Request) error {
	l, err := h.allModels(r)
	if err != nil {
		return err
	}
	return server.Render(w, r, modelsPrint(l, r.URL))
}

func (h handlers) listFile(f paper.Format) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		l, err := h.allModels(r)
		if err != nil {
			return err
		}
		d := l.Paper()
		return server.HandOut(w, r, d.Title, f, d)
	}
}

func (h handlers) listXLSX(w http.ResponseWriter, r *http.Request) error {
	l, err := h.allModels(r)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := paper.XLSX(&b, l.Sheet()); err != nil {
		return err
	}
	return server.Download(w, r, l.Paper().Title+".xlsx", paper.TypeXLSX, b.Bytes())
}

func (h handlers) figures(w http.ResponseWriter, r *http.Request) error {
	year, err := yearOf(r)
	if err != nil {
		return err
	}
	o, err := h.work.Overview(r.Context(), server.Actor(r), unitOf(r), year)
	if err != nil {
		return err
	}
	return server.Render(w, r, figuresPage(o))
}

func (h handlers) registerForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.registerPage)
}

func (h handlers) registerPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	c, err := h.work.Registering(r.Context(), server.Actor(r), unitOf(r))
	return registerPage(c, f), err
}

// modelForm reads what is typed of a model.
func modelForm(r *http.Request) (mobilisation.ModelForm, error) {
	var faults fault.Form
	v := server.Form(r)
	f := mobilisation.ModelForm{
		Kind: mobilisation.Kind(v.Get("kind")), Person: member.ID(v.Get("person")), Collective: v.Get("collective"), Field: mobilisation.Field(v.Get("field")),
		Title: v.Get("title"), Body: v.Get("body"), RegisteredOn: server.DateField(r, &faults, "registered_on"),
	}
	return f, faults.Err()
}

func (h handlers) register(w http.ResponseWriter, r *http.Request) error {
	f, err := modelForm(r)
	var id mobilisation.ModelID
	if err == nil {
		id, err = h.work.Register(r.Context(), server.Actor(r), unitOf(r), f)
	}
	if err != nil {
		return server.Retry(w, r, err, h.registerPage)
	}
	return server.Done(w, r, modelHref(id), "mobilisation.registered_done")
}

func (h handlers) model(w http.ResponseWriter, r *http.Request) error {
	sh, err := h.work.Model(r.Context(), server.Actor(r), modelID(r))
	if err != nil {
		return err
	}
	return server.Render(w, r, modelPage(sh))
}

// actForm shows the form of an act, where the model allows it.
func (h handlers) actForm(a mobilisation.Act) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error { return server.Show(w, r, h.actPage(a)) }
}

func (h handlers) actPage(a mobilisation.Act) server.Page {
	return func(r *http.Request, f *ui.Form) (templ.Component, error) {
		sh, err := h.work.Model(r.Context(), server.Actor(r), modelID(r))
		if err != nil {
			return nil, err
		}
		if err := sh.Permit(a); err != nil && (f == nil || fault.Is(err, fault.Denied)) { // what was typed stays, whatever happened meanwhile
			return nil, err
		}
		return actPage(sh, a, f), nil
	}
}

func (h handlers) amend(w http.ResponseWriter, r *http.Request) error {
	f, err := modelForm(r)
	if err == nil {
		err = h.work.Amend(r.Context(), server.Actor(r), modelID(r), server.Version(r), f)
	}
	return h.stepped(w, r, mobilisation.Amending, err)
}

func (h handlers) step(a mobilisation.Act) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		var faults fault.Form
		v := server.Form(r)
		f := mobilisation.StepForm{Giver: v.Get("giver"), Level: mobilisation.Level(v.Get("level")), Number: v.Get("number"), Words: v.Get("words"), Unit: org.ID(v.Get("unit_id"))}
		if a.Asks("on") {
			f.On = server.DateField(r, &faults, "on")
		}
		err := faults.Err()
		if err == nil {
			err = h.work.Step(r.Context(), server.Actor(r), modelID(r), server.Version(r), a, f)
		}
		return h.stepped(w, r, a, err)
	}
}

// stepped answers the form of an act.
func (h handlers) stepped(w http.ResponseWriter, r *http.Request, a mobilisation.Act, err error) error {
	if err != nil {
		return server.Retry(w, r, err, h.actPage(a))
	}
	return server.Done(w, r, modelHref(modelID(r)), "mobilisation."+string(a)+"_done")
}
