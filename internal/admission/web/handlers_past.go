package web

import (
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"chibo/internal/admission"
	"chibo/internal/intake"
	"chibo/internal/member"
	"chibo/internal/server"
	"chibo/internal/ui"
)

// importPath is where lists of former years are taken in.
const importPath = "/admission/past/import"

// past are the pages of who was admitted in former years.
func (h handlers) past() []server.Route {
	const entry = "/admission/past/of/{past}"
	return append(server.Lists[admission.Import]{
		Path: importPath, Name: "admitted", Action: admission.Enlist, Upload: h.uploadPage, Page: previewPage,
		Read: func(r *http.Request, name string, data []byte) (intake.ID, error) {
			return h.admissions.ReadImport(r.Context(), server.Actor(r), unitOf(r), name, data)
		},
		Preview: h.admissions.PreviewImport, Apply: h.admissions.ApplyImport, Drop: h.admissions.DropImport,
	}.Routes(),
		server.Get("/admission/past", admission.Lead, h.pastList),
		server.Get(entry, admission.Lead, func(w http.ResponseWriter, r *http.Request) error { return server.Show(w, r, h.pastPage) }),
		server.Post(entry+"/strike", admission.Lead, h.strikePast),
	)
}

func (h handlers) uploadPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	u, err := h.admissions.ListUnit(r.Context(), server.Actor(r), unitOf(r))
	return uploadPage(u, f), err
}

func (h handlers) pastList(w http.ResponseWriter, r *http.Request) error {
	page, err := strconv.Atoi(r.URL.Query().Get("page"))
	if err != nil || page > 10_000 {
		page = 1
	}
	p, err := h.admissions.Past(r.Context(), server.Actor(r), unitOf(r), page)
	if err != nil {
		return err
	}
	return server.Render(w, r, pastPage(p, r.URL))
}

func pastOf(r *http.Request) member.PastID { return member.PastID(r.PathValue("past")) }

func (h handlers) pastPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	e, err := h.admissions.PastOne(r.Context(), server.Actor(r), pastOf(r))
	return entryPage(e, f), err
}

func (h handlers) strikePast(w http.ResponseWriter, r *http.Request) error {
	if err := h.admissions.StrikePast(r.Context(), server.Actor(r), pastOf(r), server.Version(r), server.Form(r).Get("reason")); err != nil {
		return server.Retry(w, r, err, h.pastPage)
	}
	return server.Done(w, r, pastHref(pastOf(r)), "admission.past_strike_done")
}
