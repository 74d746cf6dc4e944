package web

import (
	"net/http"

	"chibo/internal/paper"
	"chibo/internal/server"
)

// print shows the pledge as it will be printed.
func (h handlers) print(w http.ResponseWriter, r *http.Request) error {
	d, err := h.pledges.Paper(r.Context(), server.Actor(r), idOf(r))
	if err != nil {
		return err
	}
	at := href(idOf(r))
	return server.Render(w, r, printPage(d, at, func(ending string) string { return at + "/print" + ending }))
}

func (h handlers) download(f paper.Format) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		d, err := h.pledges.Paper(r.Context(), server.Actor(r), idOf(r))
		if err != nil {
			return err
		}
		return server.HandOut(w, r, d.Title, f, d)
	}
}

// programmePaper is the programme of the year that the address names, else of
// this year.
func (h handlers) programmePaper(r *http.Request) (paper.Document, int, error) {
	year := yearOf(r)
	if year == 0 {
		year = server.Today(r).Year()
	}
	d, err := h.pledges.ProgrammePaper(r.Context(), server.Actor(r), unitOf(r), year)
	return d, year, err
}

func (h handlers) printProgramme(w http.ResponseWriter, r *http.Request) error {
	d, year, err := h.programmePaper(r)
	if err != nil {
		return err
	}
	back := ofYear("/programme", unitOf(r), year)
	return server.Render(w, r, printPage(d, back, func(ending string) string { return ofYear("/programme/print"+ending, unitOf(r), year) }))
}

func (h handlers) downloadProgramme(f paper.Format) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		d, _, err := h.programmePaper(r)
		if err != nil {
			return err
		}
		return server.HandOut(w, r, d.Title, f, d)
	}
}
