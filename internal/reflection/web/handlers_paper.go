package web

import (
	"net/http"
	"net/url"
	"strconv"

	"chibo/internal/fault"
	"chibo/internal/paper"
	"chibo/internal/reflection"
	"chibo/internal/server"
)

// paperKinds are the texts that can be printed, by the name that the address
// carries.
var paperKinds = map[string]reflection.PaperKind{
	"": reflection.DraftPaper, "draft": reflection.DraftPaper, "presented": reflection.PresentedPaper, "final": reflection.FinalPaper,
}

// printed is the paper that the address asks for.
func (h handlers) printed(r *http.Request) (reflection.PaperKind, paper.Document, error) {
	kind, ok := paperKinds[r.URL.Query().Get("of")]
	if !ok {
		return "", paper.Document{}, fault.New(fault.NotFound, "ui.not_found")
	}
	d, err := h.reports.Paper(r.Context(), server.Actor(r), idOf(r), kind)
	return kind, d, err
}

func (h handlers) print(w http.ResponseWriter, r *http.Request) error {
	kind, d, err := h.printed(r)
	if err != nil {
		return err
	}
	return server.Render(w, r, printPage(d, href(idOf(r)), func(ending string) string { return printOf(idOf(r), ending, kind) }))
}

func (h handlers) download(f paper.Format) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		_, d, err := h.printed(r)
		if err != nil {
			return err
		}
		return server.HandOut(w, r, d.Title, f, d)
	}
}

// printOf is the address of a paper as a file; without an ending that of its
// page.
func printOf(id reflection.ID, ending string, kind reflection.PaperKind) string {
	return to(id, "print"+ending) + "?of=" + url.QueryEscape(string(kind))
}

// compare shows how a version that was sent became another, word by word.
func (h handlers) compare(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	from, err := strconv.Atoi(q.Get("from"))
	if err != nil || from < 1 {
		return fault.New(fault.NotFound, "ui.not_found")
	}
	till, err := strconv.Atoi(q.Get("to"))
	if err != nil || till < 0 {
		return fault.New(fault.NotFound, "ui.not_found")
	}
	report, changes, err := h.reports.Compare(r.Context(), server.Actor(r), idOf(r), from, till)
	if err != nil {
		return err
	}
	return server.Render(w, r, comparePage(report, changes, from, till))
}
