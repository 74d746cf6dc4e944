package web

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"

	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/org"
	"chibo/internal/server"
	"chibo/internal/ui"
)

// back is the page that the reader came from: an address of this site, or "/".
func back(r *http.Request) string {
	to := r.URL.Query().Get("back")
	u, err := url.Parse(to)
	if err != nil || u.IsAbs() || u.Host != "" || !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.Contains(to, `\`) {
		return "/"
	}
	return to
}

// pageOf is the address of a record's files.
func pageOf(kind, subject, back string) string {
	return "/document/of/" + url.PathEscape(kind) + "/" + url.PathEscape(subject) + "?back=" + url.QueryEscape(back)
}

func (h handlers) files(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.filesPage)
}

func (h handlers) filesPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	kind, subject := r.PathValue("kind"), r.PathValue("subject")
	files, err := h.docs.Files(r.Context(), server.Actor(r), kind, subject)
	if err != nil {
		return nil, err
	}
	return filesPage(filesProps{Files: files, here: pageOf(kind, subject, back(r)), back: back(r), form: f}), nil
}

func (h handlers) attach(w http.ResponseWriter, r *http.Request) error {
	kind, subject := r.PathValue("kind"), r.PathValue("subject")
	err := h.take(r, kind, subject)
	if fault.Is(err, fault.TooLarge) { // the form comes back, rather than an error page
		err = fault.At("file", fault.Key(err), document.FileMax>>20)
	}
	if err != nil {
		return server.Retry(w, r, atFile(err), h.filesPage)
	}
	return server.Done(w, r, pageOf(kind, subject, back(r)), "document.attached")
}

func (h handlers) take(r *http.Request, kind, subject string) error {
	file, head, err := r.FormFile("file")
	if err != nil {
		return fault.At("file", "document.file_missing")
	}
	defer file.Close()
	_, err = h.docs.Attach(r.Context(), server.Actor(r), document.Upload{
		Kind: kind, Subject: subject, Name: head.Filename, Data: file,
		Declared: server.Form(r).Get("declared") != "",
	})
	return err
}

// atFile puts what the gate says beside the file's field.
func atFile(err error) error {
	var faults fault.Form
	if fault.Is(err, fault.Invalid) && faults.Take("file", err) {
		return faults.Err()
	}
	return err
}

// download sends a file for the browser to save: it is never shown, run or
// guessed at inside this site.
func (h handlers) download(w http.ResponseWriter, r *http.Request) error {
	a, file, err := h.docs.Open(r.Context(), server.Actor(r), document.ID(r.PathValue("attachment")))
	if err != nil {
		return err
	}
	defer file.Close()
	head := w.Header()
	head.Set("Content-Type", a.Type.Mime())
	head.Set("Content-Disposition", "attachment; filename*=UTF-8''"+url.PathEscape(a.Name))
	head.Set("Content-Security-Policy", "sandbox; default-src 'none'")
	head.Set("X-Content-Type-Options", "nosniff")
	head.Set("Cache-Control", "private, no-store")
	http.ServeContent(w, r, "", time.Time{}, file)
	return nil
}

func (h handlers) askRemove(w http.ResponseWriter, r *http.Request) error {
	a, err := h.docs.About(r.Context(), server.Actor(r), document.ID(r.PathValue("attachment")))
	if err != nil {
		return err
	}
	return server.Render(w, r, removePage(a, back(r)))
}

func (h handlers) remove(w http.ResponseWriter, r *http.Request) error {
	by, id := server.Actor(r), document.ID(r.PathValue("attachment"))
	a, err := h.docs.About(r.Context(), by, id)
	if err == nil {
		err = h.docs.Remove(r.Context(), by, id)
	}
	if err != nil {
		return err
	}
	return server.Done(w, r, pageOf(a.Kind, a.Subject, back(r)), "document.removed", a.Name)
}

func (h handlers) numbers(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.numbersPage)
}

func (h handlers) numbersPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	all, err := h.docs.Numbers(r.Context(), server.Actor(r), org.ID(server.Unit(r)))
	if err != nil {
		return nil, err
	}
	return numbersPage(all, server.Unit(r), f), nil
}

func (h handlers) startAt(w http.ResponseWriter, r *http.Request) error {
	v := server.Form(r)
	last, err := strconv.Atoi(strings.TrimSpace(v.Get("last")))
	if err != nil {
		last = -1 // the use case says what a number looks like
	}
	err = h.docs.StartAt(r.Context(), server.Actor(r), org.ID(server.Unit(r)), v.Get("code"), last)
	if err != nil {
		return server.Retry(w, r, err, h.numbersPage)
	}
	return server.Done(w, r, "/document?unit="+url.QueryEscape(server.Unit(r)), "document.started", v.Get("code"), last+1)
}
