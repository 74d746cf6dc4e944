package web

import (
	"net/http"

	"github.com/a-h/templ"

	"chibo/internal/commendation"
	"chibo/internal/intake"
	"chibo/internal/server"
	"chibo/internal/ui"
)

// importPath is where lists of past awards are taken in.
const importPath = "/commendation/import/"

// importRoutes are the pages of a list of past awards.
func (h handlers) importRoutes() []server.Route {
	return server.Lists[commendation.Import]{
		Path: "/commendation/import", Name: "awards", Action: commendation.Record, Upload: h.uploadPage, Page: previewPage,
		Read: func(r *http.Request, name string, data []byte) (intake.ID, error) {
			return h.awards.ReadImport(r.Context(), server.Actor(r), unitOf(r), name, data)
		},
		Preview: h.awards.PreviewImport, Apply: h.awards.ApplyImport, Drop: h.awards.DropImport,
	}.Routes()
}

func (h handlers) uploadPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	c, err := h.awards.Prepare(r.Context(), server.Actor(r), unitOf(r), commendation.Record, "")
	return uploadPage(c.Unit, f), err
}
