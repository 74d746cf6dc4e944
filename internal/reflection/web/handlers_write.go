package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"chibo/internal/fault"
	"chibo/internal/reflection"
	"chibo/internal/server"
)

// textsOf reads the three parts of the form, and the sources that the author
// marked as named.
func textsOf(v url.Values) (t reflection.Texts, named []string) {
	return reflection.Texts{Did: v.Get("did"), Mended: v.Get("mended"), Ahead: v.Get("ahead")}, v["named"]
}

// draft saves what is being written. The script asks every few seconds; without
// it a button does, and so does «Chèn».
func (h handlers) draft(w http.ResponseWriter, r *http.Request) error {
	t, named := textsOf(server.Form(r))
	if id := server.Form(r).Get("insert"); id != "" {
		if err := h.insert(r, &t, id); err != nil {
			return err
		}
	}
	version, err := h.reports.Save(r.Context(), server.Actor(r), idOf(r), server.Version(r), t, named)
	if err == nil {
		w.Header().Set("Chibo-Version", strconv.Itoa(version))
	}
	return h.done(w, r, err, "text", "reflection.saved_done")
}

// insert puts the title of a source at the end of the part that speaks of it:
// a title, never a sentence (C3).
func (h handlers) insert(r *http.Request, t *reflection.Texts, id string) error {
	sh, err := h.reports.Get(r.Context(), server.Actor(r), idOf(r))
	if err != nil {
		return err
	}
	is := func(s reflection.Source) bool { return s.ID == id }
	if i := slices.IndexFunc(sh.Pledged, is); i >= 0 {
		t.Did = onNewLine(t.Did, sh.Pledged[i].Title)
		return nil
	}
	if i := slices.IndexFunc(sh.Remarks, is); i >= 0 {
		t.Mended = onNewLine(t.Mended, sh.Remarks[i].Title)
		return nil
	}
	return fault.New(fault.NotFound, "ui.not_found")
}

func onNewLine(text, title string) string {
	return strings.TrimLeft(strings.TrimRight(text, "\n")+"\n"+title+": ", "\n")
}

func (h handlers) submit(w http.ResponseWriter, r *http.Request) error {
	t, named := textsOf(server.Form(r))
	err := h.reports.Submit(r.Context(), server.Actor(r), idOf(r), server.Version(r), t, named)
	return h.done(w, r, err, "text", "reflection.submitted_done")
}

func (h handlers) complete(w http.ResponseWriter, r *http.Request) error {
	t, _ := textsOf(server.Form(r))
	err := h.reports.Complete(r.Context(), server.Actor(r), idOf(r), server.Version(r), t)
	return h.done(w, r, err, "text", "reflection.completed_done")
}

func (h handlers) answer(w http.ResponseWriter, r *http.Request) error {
	id := commentOf(r)
	err := h.reports.AnswerComment(r.Context(), server.Actor(r), idOf(r), id, server.Version(r), server.Form(r).Get("answer"))
	return h.done(w, r, err, "answer "+string(id), "reflection.answered_done")
}

func (h handlers) resolve(w http.ResponseWriter, r *http.Request) error {
	err := h.reports.ResolveComment(r.Context(), server.Actor(r), idOf(r), commentOf(r), server.Version(r))
	return h.done(w, r, err, "", "reflection.resolved_done")
}

func (h handlers) reopen(w http.ResponseWriter, r *http.Request) error {
	err := h.reports.ReopenComment(r.Context(), server.Actor(r), idOf(r), commentOf(r), server.Version(r))
	return h.done(w, r, err, "", "reflection.reopened_done")
}
