package web

import (
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"chibo/internal/db"
	"chibo/internal/document/chapter"
	"chibo/internal/i18n"
	"chibo/internal/org"
	"chibo/internal/server"
	"chibo/internal/ui"
)

func idOf(r *http.Request) chapter.ID { return chapter.ID(r.PathValue("record")) }

func unitOf(r *http.Request) org.ID { return org.ID(server.Unit(r)) }

func (h handlers) book(w http.ResponseWriter, r *http.Request) error {
	page, err := strconv.Atoi(r.URL.Query().Get("page"))
	if err != nil || page > 10_000 {
		page = 1
	}
	b, err := h.chapters.Book(r.Context(), server.Actor(r), unitOf(r), r.URL.Query().Has("away"), page)
	if err != nil {
		return err
	}
	return server.Render(w, r, bookPage(bookProps{Book: b, by: server.Actor(r), at: r.URL}))
}

func (h handlers) newForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.newPage)
}

func (h handlers) newPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	b, err := h.chapters.Book(r.Context(), server.Actor(r), unitOf(r), false, 1)
	return editPage(chapter.Sheet{Unit: b.Unit, Record: chapter.Record{On: b.Today, Kind: chapter.Note}}, f), err
}

// read reads the form of a record.
func read(r *http.Request) chapter.Form {
	v := server.Form(r)
	on := v.Get("on")
	if iso, ok := i18n.ParseDate(on); ok {
		on = iso
	}
	return chapter.Form{Kind: chapter.Kind(v.Get("kind")), Title: v.Get("title"), Body: v.Get("body"), On: db.Date(on)}
}

func (h handlers) write(w http.ResponseWriter, r *http.Request) error {
	id, err := h.chapters.Write(r.Context(), server.Actor(r), unitOf(r), read(r))
	if err != nil {
		return server.Retry(w, r, err, h.newPage)
	}
	return server.Done(w, r, href(id), "chapter.write_done")
}

func (h handlers) show(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.page)
}

func (h handlers) page(r *http.Request, f *ui.Form) (templ.Component, error) {
	sh, err := h.chapters.Get(r.Context(), server.Actor(r), idOf(r))
	return recordPage(sh, f), err
}

func (h handlers) editForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.editPage)
}

func (h handlers) editPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	sh, err := h.chapters.Get(r.Context(), server.Actor(r), idOf(r))
	return editPage(sh, f), err
}

func (h handlers) amend(w http.ResponseWriter, r *http.Request) error {
	if err := h.chapters.Amend(r.Context(), server.Actor(r), idOf(r), server.Version(r), read(r)); err != nil {
		return server.Retry(w, r, err, h.editPage)
	}
	return server.Done(w, r, href(idOf(r)), "chapter.amend_done")
}

func (h handlers) place(w http.ResponseWriter, r *http.Request) error {
	away := server.Form(r).Get("away") == "yes"
	if err := h.chapters.Place(r.Context(), server.Actor(r), idOf(r), server.Version(r), away); err != nil {
		return server.Retry(w, r, err, h.page)
	}
	return server.Done(w, r, href(idOf(r)), "chapter.place_done")
}
