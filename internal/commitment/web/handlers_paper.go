package web

import (
	"context"
	"io"
	"net/http"

	"github.com/a-h/templ"

	"chibo/internal/paper"
	"chibo/internal/server"
)

// format is a format in which papers are handed out.
type format struct {
	ending, mime string
	write        func(io.Writer, paper.Document) error
}

var (
	docxFile = format{".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", paper.DOCX}
	pdfFile  = format{".pdf", "application/pdf", paper.PDF}
)

// send hands a paper out.
func (f format) send(w http.ResponseWriter, r *http.Request, name string, d paper.Document) error {
	return server.Stream(w, r, name+f.ending, f.mime, func(to io.Writer) error { return f.write(to, d) })
}

// onSheet is a paper on the page.
func onSheet(d paper.Document) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error { return paper.HTML(w, d) })
}

// print shows the pledge as it will be printed.
func (h handlers) print(w http.ResponseWriter, r *http.Request) error {
	d, err := h.pledges.Paper(r.Context(), server.Actor(r), idOf(r))
	if err != nil {
		return err
	}
	at := href(idOf(r))
	return server.Render(w, r, printPage(d.Title, at, func(f format) string { return at + "/print" + f.ending }, onSheet(d)))
}

func (h handlers) download(f format) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		d, err := h.pledges.Paper(r.Context(), server.Actor(r), idOf(r))
		if err != nil {
			return err
		}
		return f.send(w, r, d.Title, d)
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
	return server.Render(w, r, printPage(d.Title, back, func(f format) string { return ofYear("/programme/print"+f.ending, unitOf(r), year) }, onSheet(d)))
}

func (h handlers) downloadProgramme(f format) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		d, _, err := h.programmePaper(r)
		if err != nil {
			return err
		}
		return f.send(w, r, d.Title, d)
	}
}
