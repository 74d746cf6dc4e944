package web

import (
	"net/http"
	"net/url"

	"chibo/internal/admission"
	"chibo/internal/admission/deed"
	"chibo/internal/org"
	"chibo/internal/paper"
	"chibo/internal/server"
)

func idOf(r *http.Request) admission.ID { return admission.ID(r.PathValue("candidate")) }

func unitOf(r *http.Request) org.ID { return org.ID(server.Unit(r)) }

// kindOf is the paper that the address asks for; "" is the first that can be had.
func kindOf(r *http.Request) deed.Kind { return deed.Kind(r.URL.Query().Get("of")) }

func dossier(id admission.ID) string { return "/admission/" + string(id) }

func href(id admission.ID) string { return dossier(id) + "/papers" }

// printOf is the address of a paper as a file; without an ending that of its
// page.
func printOf(id admission.ID, ending string, kind deed.Kind) string {
	return href(id) + "/print" + ending + "?of=" + url.QueryEscape(string(kind))
}

// listOf is the address of the list of a cell's outstanding people.
func listOf(unit org.ID, ending string) string {
	return "/admission/sources/print" + ending + "?unit=" + url.QueryEscape(string(unit))
}

func (h handlers) papers(w http.ResponseWriter, r *http.Request) error {
	sh, lines, err := h.deeds.Papers(r.Context(), server.Actor(r), idOf(r))
	if err != nil {
		return err
	}
	return server.Render(w, r, papersPage(sh, lines))
}

func (h handlers) print(w http.ResponseWriter, r *http.Request) error {
	_, d, err := h.deeds.Paper(r.Context(), server.Actor(r), idOf(r), kindOf(r))
	if err != nil {
		return err
	}
	return server.Render(w, r, printPage(d, href(idOf(r)), "dossier.back", func(ending string) string { return printOf(idOf(r), ending, kindOf(r)) }))
}

func (h handlers) download(f paper.Format) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		sh, d, err := h.deeds.Paper(r.Context(), server.Actor(r), idOf(r), kindOf(r))
		if err != nil {
			return err
		}
		return server.HandOut(w, r, d.Title+" – "+sh.Candidate.Name, f, d)
	}
}

func (h handlers) printList(w http.ResponseWriter, r *http.Request) error {
	_, d, err := h.deeds.List(r.Context(), server.Actor(r), unitOf(r))
	if err != nil {
		return err
	}
	back := "/admission?unit=" + url.QueryEscape(string(unitOf(r)))
	return server.Render(w, r, printPage(d, back, "dossier.back_board", func(ending string) string { return listOf(unitOf(r), ending) }))
}

func (h handlers) downloadList(f paper.Format) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		u, d, err := h.deeds.List(r.Context(), server.Actor(r), unitOf(r))
		if err != nil {
			return err
		}
		return server.HandOut(w, r, d.Title+" – "+u.Name, f, d)
	}
}
