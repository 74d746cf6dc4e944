package web

import (
	"net/http"

	"github.com/a-h/templ"

	"chibo/internal/campaign/library"
	"chibo/internal/server"
	"chibo/internal/ui"
)

func formOf(r *http.Request) library.Form {
	v := server.Form(r)
	return library.Form{Title: v.Get("title"), About: v.Get("about"), Address: v.Get("address"), Required: v.Get("required") == "on"}
}

func questionFormOf(r *http.Request) library.QuestionForm {
	v := server.Form(r)
	return library.QuestionForm{Words: v.Get("words"), Options: v.Get("options"), Answer: server.Number(v.Get("answer"))}
}

func (h handlers) addForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.addPage)
}

func (h handlers) addPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	t, err := h.library.Keeping(r.Context(), server.Actor(r), themeOf(r))
	return addPage(t, f), err
}

// add leads on to the material, where its files are added.
func (h handlers) add(w http.ResponseWriter, r *http.Request) error {
	id, err := h.library.Add(r.Context(), server.Actor(r), themeOf(r), formOf(r))
	if err != nil {
		return server.Retry(w, r, err, h.addPage)
	}
	t, err := h.library.Keeping(r.Context(), server.Actor(r), themeOf(r))
	if err != nil {
		return err
	}
	return server.Done(w, r, materialHref(id, t.Unit), "library.add_done")
}

func (h handlers) amendForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.amendPage)
}

func (h handlers) amendPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	m, t, err := h.library.Kept(r.Context(), server.Actor(r), materialOf(r))
	return amendPage(m, t, f), err
}

func (h handlers) amend(w http.ResponseWriter, r *http.Request) error {
	m, t, err := h.library.Kept(r.Context(), server.Actor(r), materialOf(r))
	if err == nil {
		err = h.library.Amend(r.Context(), server.Actor(r), m.ID, server.Version(r), formOf(r))
	}
	if err != nil {
		return server.Retry(w, r, err, h.amendPage)
	}
	return server.Done(w, r, materialHref(m.ID, t.Unit), "library.amend_done")
}

func (h handlers) raise(w http.ResponseWriter, r *http.Request) error {
	m, t, err := h.library.Kept(r.Context(), server.Actor(r), materialOf(r))
	if err != nil {
		return err
	}
	if err := h.library.Raise(r.Context(), server.Actor(r), m.ID); err != nil {
		return err
	}
	return server.Done(w, r, listHref(t.ID, t.Unit), "library.raise_done", m.Title)
}

func (h handlers) dropForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.dropPage)
}

func (h handlers) dropPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	m, t, err := h.library.Kept(r.Context(), server.Actor(r), materialOf(r))
	return dropPage(m, t, f), err
}

func (h handlers) drop(w http.ResponseWriter, r *http.Request) error {
	m, t, err := h.library.Kept(r.Context(), server.Actor(r), materialOf(r))
	if err == nil {
		err = h.library.Drop(r.Context(), server.Actor(r), m.ID, server.Version(r))
	}
	if err != nil {
		return server.Retry(w, r, err, h.dropPage)
	}
	return server.Done(w, r, listHref(t.ID, t.Unit), "library.drop_done", m.Title)
}

func (h handlers) askForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.askPage)
}

func (h handlers) askPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	t, err := h.library.Keeping(r.Context(), server.Actor(r), themeOf(r))
	return askPage(t, f), err
}

func (h handlers) ask(w http.ResponseWriter, r *http.Request) error {
	t, err := h.library.Keeping(r.Context(), server.Actor(r), themeOf(r))
	if err == nil {
		_, err = h.library.Ask(r.Context(), server.Actor(r), t.ID, questionFormOf(r))
	}
	if err != nil {
		return server.Retry(w, r, err, h.askPage)
	}
	return server.Done(w, r, listHref(t.ID, t.Unit)+"#quiz", "library.ask_done")
}

func (h handlers) questionForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.questionPage)
}

func (h handlers) questionPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	q, t, err := h.library.Question(r.Context(), server.Actor(r), questionOf(r))
	return questionPage(q, t, f), err
}

func (h handlers) amendQuestion(w http.ResponseWriter, r *http.Request) error {
	q, t, err := h.library.Question(r.Context(), server.Actor(r), questionOf(r))
	if err == nil {
		err = h.library.AmendQuestion(r.Context(), server.Actor(r), q.ID, server.Version(r), questionFormOf(r))
	}
	if err != nil {
		return server.Retry(w, r, err, h.questionPage)
	}
	return server.Done(w, r, listHref(t.ID, t.Unit)+"#quiz", "library.question_done")
}

func (h handlers) dropQuestionForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.dropQuestionPage)
}

func (h handlers) dropQuestionPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	q, t, err := h.library.Question(r.Context(), server.Actor(r), questionOf(r))
	return dropQuestionPage(q, t, f), err
}

func (h handlers) dropQuestion(w http.ResponseWriter, r *http.Request) error {
	q, t, err := h.library.Question(r.Context(), server.Actor(r), questionOf(r))
	if err == nil {
		err = h.library.DropQuestion(r.Context(), server.Actor(r), q.ID, server.Version(r))
	}
	if err != nil {
		return server.Retry(w, r, err, h.dropQuestionPage)
	}
	return server.Done(w, r, listHref(t.ID, t.Unit)+"#quiz", "library.drop_question_done")
}
