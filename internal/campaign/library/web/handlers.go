package web

import (
	"net/http"

	"github.com/a-h/templ"

	"chibo/internal/campaign"
	"chibo/internal/campaign/library"
	"chibo/internal/fault"
	"chibo/internal/org"
	"chibo/internal/server"
	"chibo/internal/ui"
)

func unitOf(r *http.Request) org.ID { return org.ID(server.Unit(r)) }

func themeOf(r *http.Request) campaign.ThemeID {
	return campaign.ThemeID(r.PathValue("campaigntheme"))
}

func materialOf(r *http.Request) library.ID { return library.ID(r.PathValue("material")) }

func questionOf(r *http.Request) library.QuestionID {
	return library.QuestionID(r.PathValue("question"))
}

func (h handlers) desk(w http.ResponseWriter, r *http.Request) error {
	d, err := h.library.Desk(r.Context(), server.Actor(r), unitOf(r))
	if err != nil {
		return err
	}
	return server.Render(w, r, deskPage(d))
}

func (h handlers) list(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.listPage)
}

func (h handlers) listPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	by := server.Actor(r)
	sh, err := h.library.Get(r.Context(), by, themeOf(r), unitOf(r))
	return listPage(listProps{Sheet: sh, by: by, page: server.PageNumber(r), at: r.URL, form: f}), err
}

func (h handlers) roll(w http.ResponseWriter, r *http.Request) error {
	n, err := h.library.Names(r.Context(), server.Actor(r), themeOf(r), unitOf(r))
	if err != nil {
		return err
	}
	return server.Render(w, r, rollPage(n, server.PageNumber(r), r.URL))
}

func (h handlers) show(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.materialPage)
}

func (h handlers) materialPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	sh, err := h.library.Material(r.Context(), server.Actor(r), materialOf(r), unitOf(r))
	return materialPage(sh, f), err
}

func (h handlers) read(w http.ResponseWriter, r *http.Request) error {
	by := server.Actor(r)
	if err := h.library.Read(r.Context(), by, materialOf(r), unitOf(r)); err != nil {
		return server.Retry(w, r, err, h.materialPage)
	}
	sh, err := h.library.Material(r.Context(), by, materialOf(r), unitOf(r))
	if err != nil {
		return err
	}
	return server.Done(w, r, listHref(sh.Theme.ID, unitOf(r)), "library.read_done", sh.Title)
}

func (h handlers) quizForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.quizPage(nil))
}

// quizPage is the quiz, with what came of the answers that were sent last.
func (h handlers) quizPage(last *library.Result) server.Page {
	return func(r *http.Request, f *ui.Form) (templ.Component, error) {
		q, err := h.library.Quiz(r.Context(), server.Actor(r), themeOf(r), unitOf(r))
		return quizPage(q, last, f), err
	}
}

// quiz says at once what was right. What is wrong comes back at its question, as it
// was chosen.
func (h handlers) quiz(w http.ResponseWriter, r *http.Request) error {
	v, chosen := server.Form(r), map[library.QuestionID]int{}
	for name := range v {
		if id, ok := questionIn(name); ok {
			chosen[id] = server.Number(v.Get(name))
		}
	}
	result, err := h.library.Answer(r.Context(), server.Actor(r), themeOf(r), unitOf(r), chosen)
	if err != nil {
		return server.Retry(w, r, err, h.quizPage(nil))
	}
	if result.Passed() {
		return server.Done(w, r, listHref(themeOf(r), unitOf(r)), "library.quiz_passed", result.Of)
	}
	var faults fault.Form
	for _, id := range result.Wrong {
		faults.Add(library.AnswerField(id), "library.wrong")
	}
	return server.Retry(w, r, faults.Err(), h.quizPage(&result))
}
