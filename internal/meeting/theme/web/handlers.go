package web

import (
	"net/http"

	"github.com/a-h/templ"

	"chibo/internal/db"
	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/meeting/theme"
	"chibo/internal/member"
	"chibo/internal/server"
	"chibo/internal/ui"
)

func idOf(r *http.Request) meeting.ID { return meeting.ID(r.PathValue("meeting")) }

func href(id meeting.ID) string { return "/meeting/" + string(id) }

func at(id meeting.ID) string { return href(id) + "/theme" }

func (h handlers) show(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.page(""))
}

// page shows the theme; the form that came back is named.
func (h handlers) page(name string) server.Page {
	return func(r *http.Request, f *ui.Form) (templ.Component, error) {
		sh, err := h.themes.Get(r.Context(), server.Actor(r), idOf(r))
		if err != nil {
			return nil, err
		}
		return page(props{Sheet: sh, form: f, name: name, idea: r.URL.Query().Get("topic")}), nil
	}
}

// after ends a change: back to the page, or the form again.
func (h handlers) after(w http.ResponseWriter, r *http.Request, err error, name, done string) error {
	if err != nil {
		return server.Retry(w, r, err, h.page(name))
	}
	return server.Done(w, r, at(idOf(r)), done)
}

func (h handlers) write(w http.ResponseWriter, r *http.Request) error {
	v := server.Form(r)
	err := h.themes.Write(r.Context(), server.Actor(r), idOf(r), server.Version(r), theme.Form{
		Difficulty: v.Get("difficulty"), Topic: v.Get("topic"), Author: member.ID(v.Get("author")), Expert: member.ID(v.Get("expert")), ExpertName: v.Get("expert_name"),
	})
	return h.after(w, r, err, formWrite, "theme.saved")
}

func (h handlers) pass(w http.ResponseWriter, r *http.Request) error {
	day := server.Form(r).Get("passed_on")
	if iso, ok := i18n.ParseDate(day); ok {
		day = iso
	}
	err := h.themes.Pass(r.Context(), server.Actor(r), idOf(r), server.Version(r), db.Date(day))
	return h.after(w, r, err, formPass, "theme.passed")
}

func (h handlers) conclude(w http.ResponseWriter, r *http.Request) error {
	err := h.themes.Conclude(r.Context(), server.Actor(r), idOf(r), server.Version(r), server.Form(r).Get("measures"))
	return h.after(w, r, err, formMeasures, "theme.concluded")
}
