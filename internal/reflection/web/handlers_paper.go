package web

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"strconv"

	"github.com/a-h/templ"

	"chibo/internal/fault"
	"chibo/internal/paper"
	"chibo/internal/reflection"
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
func (f format) send(w http.ResponseWriter, r *http.Request, d paper.Document) error {
	return server.Stream(w, r, d.Title+f.ending, f.mime, func(to io.Writer) error { return f.write(to, d) })
}

// onSheet is a paper on the page.
func onSheet(d paper.Document) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error { return paper.HTML(w, d) })
}

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
	return server.Render(w, r, printPage(d.Title, href(idOf(r)), func(f format) string { return printOf(idOf(r), f, kind) }, onSheet(d)))
}

func (h handlers) download(f format) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		_, d, err := h.printed(r)
		if err != nil {
			return err
		}
		return f.send(w, r, d)
	}
}

// printOf is the address of a paper; without a format that of its page.
func printOf(id reflection.ID, f format, kind reflection.PaperKind) string {
	return to(id, "print"+f.ending) + "?of=" + url.QueryEscape(string(kind))
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
