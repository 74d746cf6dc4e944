package web

import (
	"net/http"

	"github.com/a-h/templ"

	"chibo/internal/commendation"
	"chibo/internal/server"
	"chibo/internal/ui"
)

// importRoutes are the pages of a list of past awards.
func (h handlers) importRoutes() []server.Route {
	const one = "/commendation/import/{awards}"
	return []server.Route{
		server.Get("/commendation/import", commendation.Record, h.importForm),
		server.Upload("/commendation/import", commendation.Record, server.ListMax, h.readList),
		server.Get(one, commendation.Record, h.preview),
		server.Post(one+"/confirm", commendation.Record, h.confirm),
		server.Post(one+"/drop", commendation.Record, h.drop),
	}
}

func (h handlers) importForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.uploadPage)
}

func (h handlers) uploadPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	c, err := h.awards.Prepare(r.Context(), server.Actor(r), unitOf(r), commendation.Record)
	return uploadPage(c.Unit, f), err
}

func (h handlers) readList(w http.ResponseWriter, r *http.Request) error {
	id, err := h.readFile(r)
	if err != nil {
		return server.Retry(w, r, err, h.uploadPage)
	}
	return server.Redirect(w, r, importHref(id))
}

func (h handlers) readFile(r *http.Request) (commendation.ListID, error) {
	name, data, err := server.List(r)
	if err != nil {
		return "", err
	}
	id, err := h.awards.ReadImport(r.Context(), server.Actor(r), unitOf(r), name, data)
	return id, server.AtList(err)
}

func importOf(r *http.Request) commendation.ListID {
	return commendation.ListID(r.PathValue("awards"))
}

func (h handlers) preview(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.previewPage)
}

func (h handlers) previewPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	p, err := h.awards.PreviewImport(r.Context(), server.Actor(r), importOf(r))
	return previewPage(p, f), err
}

func (h handlers) confirm(w http.ResponseWriter, r *http.Request) error {
	if _, err := h.awards.ApplyImport(r.Context(), server.Actor(r), importOf(r), server.Version(r)); err != nil {
		return server.Retry(w, r, err, h.previewPage)
	}
	return server.Redirect(w, r, importHref(importOf(r)))
}

func (h handlers) drop(w http.ResponseWriter, r *http.Request) error {
	if err := h.awards.DropImport(r.Context(), server.Actor(r), importOf(r), server.Version(r)); err != nil {
		return server.Retry(w, r, err, h.previewPage)
	}
	return server.Redirect(w, r, importHref(importOf(r)))
}
