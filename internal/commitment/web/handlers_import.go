package web

import (
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"chibo/internal/commitment"
	"chibo/internal/fault"
	"chibo/internal/server"
	"chibo/internal/ui"
)

func (h handlers) importRoutes() []server.Route {
	const one = "/commitment/unit/import/{list}"
	return []server.Route{
		server.Get("/commitment/unit/import", commitment.Judge, h.importForm),
		server.Upload("/commitment/unit/import", commitment.Judge, server.ListMax, h.readList),
		server.Get(one, commitment.Judge, h.preview),
		server.Post(one+"/confirm", commitment.Judge, h.confirm),
		server.Post(one+"/drop", commitment.Judge, h.drop),
	}
}

func (h handlers) importForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.uploadPage)
}

func (h handlers) uploadPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	p, err := h.pledges.List(r.Context(), server.Actor(r), unitOf(r), yearOf(r), commitment.Filter{})
	if err != nil {
		return nil, err
	}
	return uploadPage(p, f), nil
}

func (h handlers) readList(w http.ResponseWriter, r *http.Request) error {
	id, err := h.readFile(r)
	if err != nil {
		return server.Retry(w, r, err, h.uploadPage)
	}
	return server.Redirect(w, r, listHref(id))
}

func (h handlers) readFile(r *http.Request) (commitment.ImportID, error) {
	year, err := strconv.Atoi(server.Form(r).Get("year"))
	if err != nil {
		return "", fault.At("year", "commitment.year_unread")
	}
	name, data, err := server.List(r)
	if err != nil {
		return "", err
	}
	id, err := h.pledges.ReadImport(r.Context(), server.Actor(r), unitOf(r), year, name, data)
	return id, server.AtList(err)
}

func importOf(r *http.Request) commitment.ImportID { return commitment.ImportID(r.PathValue("list")) }

func (h handlers) preview(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.previewPage)
}

func (h handlers) previewPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	p, err := h.pledges.PreviewImport(r.Context(), server.Actor(r), importOf(r))
	if err != nil {
		return nil, err
	}
	return previewPage(p, f), nil
}

func (h handlers) confirm(w http.ResponseWriter, r *http.Request) error {
	if _, err := h.pledges.ApplyImport(r.Context(), server.Actor(r), importOf(r), server.Version(r)); err != nil {
		return server.Retry(w, r, err, h.previewPage)
	}
	return server.Redirect(w, r, listHref(importOf(r)))
}

func (h handlers) drop(w http.ResponseWriter, r *http.Request) error {
	if err := h.pledges.DropImport(r.Context(), server.Actor(r), importOf(r), server.Version(r)); err != nil {
		return server.Retry(w, r, err, h.previewPage)
	}
	return server.Redirect(w, r, listHref(importOf(r)))
}
