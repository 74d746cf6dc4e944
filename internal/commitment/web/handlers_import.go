package web

import (
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"chibo/internal/commitment"
	"chibo/internal/fault"
	"chibo/internal/intake"
	"chibo/internal/server"
	"chibo/internal/ui"
)

// importPath is where lists of what was registered before are taken in.
const importPath = "/commitment/unit/import/"

func (h handlers) importRoutes() []server.Route {
	return server.Lists[commitment.Import]{
		Path: "/commitment/unit/import", Name: "list", Action: commitment.Judge, Upload: h.uploadPage, Read: h.readList, Page: previewPage,
		Preview: h.pledges.PreviewImport, Apply: h.pledges.ApplyImport, Drop: h.pledges.DropImport,
	}.Routes()
}

func (h handlers) uploadPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	p, err := h.pledges.List(r.Context(), server.Actor(r), unitOf(r), yearOf(r), commitment.Filter{})
	if err != nil {
		return nil, err
	}
	return uploadPage(p, f), nil
}

func (h handlers) readList(r *http.Request, name string, data []byte) (intake.ID, error) {
	year, err := strconv.Atoi(server.Form(r).Get("year"))
	if err != nil {
		return "", fault.At("year", "commitment.year_unread")
	}
	return h.pledges.ReadImport(r.Context(), server.Actor(r), unitOf(r), year, name, data)
}
