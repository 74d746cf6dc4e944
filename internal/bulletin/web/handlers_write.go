package web

import (
	"errors"
	"mime/multipart"
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"chibo/internal/bulletin"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/server"
	"chibo/internal/ui"
)

func typed(r *http.Request) bulletin.Form {
	v := server.Form(r)
	return bulletin.Form{
		Kind: bulletin.Kind(v.Get("kind")), Field: bulletin.Field(v.Get("field")), Audience: bulletin.Audience(v.Get("audience")),
		Title: v.Get("title"), Lede: v.Get("lede"), Body: v.Get("body"),
	}
}

func (h handlers) newForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.newPage)
}

func (h handlers) newPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	u, err := h.bulletin.Writing(r.Context(), server.Actor(r), unitOf(r))
	return newPage(u, f), err
}

func (h handlers) write(w http.ResponseWriter, r *http.Request) error {
	id, err := h.bulletin.Write(r.Context(), server.Actor(r), unitOf(r), typed(r))
	if err != nil {
		return server.Retry(w, r, err, h.newPage)
	}
	return server.Done(w, r, href(id), "bulletin.write_done")
}

// draft gives an article that the reader still writes; a form that came back shows
// whatever happened meanwhile.
func (h handlers) draft(r *http.Request, f *ui.Form) (view, error) {
	v, err := h.view(r)
	if err == nil {
		err = v.Permit(bulletin.Amending)
	}
	if err == nil && f == nil && !v.May(bulletin.Amending) {
		err = fault.New(fault.Invalid, "bulletin.not_now")
	}
	return v, err
}

func (h handlers) amendForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.amendPage)
}

func (h handlers) amendPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	v, err := h.draft(r, f)
	return amendPage(v, f), err
}

func (h handlers) amend(w http.ResponseWriter, r *http.Request) error {
	if err := h.bulletin.Amend(r.Context(), server.Actor(r), idOf(r), server.Version(r), typed(r)); err != nil {
		return server.Retry(w, r, err, h.amendPage)
	}
	return server.Done(w, r, href(idOf(r)), "bulletin.amend_done")
}

func (h handlers) figuresForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.figuresPage)
}

func (h handlers) figuresPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	v, err := h.draft(r, f)
	return figuresPage(v, h.bulletin.Sources, f), err
}

func (h handlers) addFigure(w http.ResponseWriter, r *http.Request) error {
	v := server.Form(r)
	last, err := dateOf(r, "last")
	if err == nil {
		err = h.bulletin.AddFigure(r.Context(), server.Actor(r), idOf(r), server.Version(r), bulletin.FigureForm{
			Source: v.Get("source"), Period: bulletin.Period(v.Get("period")), Label: v.Get("label"), Words: v.Get("words"), Note: v.Get("note"),
			Values: v.Get("values"), Last: last, Goal: v.Get("goal"), InText: v.Get("in_text") != "",
		})
	}
	if err != nil {
		return server.Retry(w, r, err, h.figuresPage)
	}
	return server.Done(w, r, to(idOf(r), "figures"), "bulletin.figure_done")
}

func (h handlers) removeFigure(w http.ResponseWriter, r *http.Request) error {
	ordinal, err := strconv.Atoi(server.Form(r).Get("ordinal"))
	if err != nil {
		ordinal = 0 // there is none
	}
	if err := h.bulletin.RemoveFigure(r.Context(), server.Actor(r), idOf(r), server.Version(r), ordinal); err != nil {
		return server.Retry(w, r, err, h.figuresPage)
	}
	return server.Done(w, r, to(idOf(r), "figures"), "bulletin.figure_removed")
}

func (h handlers) picturesForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.picturesPage)
}

func (h handlers) picturesPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	v, err := h.draft(r, f)
	return picturesPage(v, server.PageNumber(r), r.URL, f), err
}

// addPictures takes the pictures of the form one by one: those before the one that is
// refused are kept.
func (h handlers) addPictures(w http.ResponseWriter, r *http.Request) error {
	var files []*multipart.FileHeader
	if r.MultipartForm != nil {
		files = r.MultipartForm.File["file"]
	}
	if len(files) == 0 {
		return server.Retry(w, r, fault.At("file", "document.file_missing"), h.picturesPage)
	}
	for _, head := range files {
		if err := h.addPicture(r, head); err != nil {
			return server.Retry(w, r, refused(r, head.Filename, err), h.picturesPage)
		}
	}
	return server.Done(w, r, to(idOf(r), "pictures"), "bulletin.pictures_done", len(files))
}

func (h handlers) addPicture(r *http.Request, head *multipart.FileHeader) error {
	file, err := head.Open()
	if err != nil {
		return err
	}
	defer file.Close()
	_, err = h.bulletin.AddPicture(r.Context(), server.Actor(r), idOf(r), document.Upload{
		Name: head.Filename, Data: file, Declared: server.Form(r).Get("declared") != "",
	})
	return err
}

// refused says beside the field which picture is not taken, and why.
func refused(r *http.Request, name string, err error) error {
	var f *fault.Error
	if !errors.As(err, &f) || len(f.Fields) > 0 || f.Kind != fault.Invalid && f.Kind != fault.TooLarge {
		return err
	}
	return fault.At("file", "bulletin.picture_refused", name, server.Text(r, f.Key, f.Args...))
}

func (h handlers) caption(w http.ResponseWriter, r *http.Request) error {
	v := server.Form(r)
	var all []bulletin.Saying
	for i := range picturesShown {
		n := strconv.Itoa(i)
		if id := v.Get("picture_" + n); id != "" {
			all = append(all, bulletin.Saying{Picture: document.ID(id), Alt: v.Get("alt_" + n), Caption: v.Get("caption_" + n)})
		}
	}
	if err := h.bulletin.Caption(r.Context(), server.Actor(r), idOf(r), all); err != nil {
		return server.Retry(w, r, err, h.picturesPage)
	}
	return server.Done(w, r, to(idOf(r), "pictures")+"?page="+strconv.Itoa(server.PageNumber(r)), "bulletin.captions_done")
}

// stepForm asks for what an act needs, where the article allows it.
func (h handlers) stepForm(act bulletin.Act) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error { return server.Show(w, r, h.stepPage(act)) }
}

func (h handlers) stepPage(act bulletin.Act) server.Page {
	return func(r *http.Request, f *ui.Form) (templ.Component, error) {
		v, err := h.view(r)
		if err == nil {
			err = v.Permit(act)
		}
		if err == nil && f == nil && !v.May(act) {
			err = fault.New(fault.Invalid, "bulletin.not_now")
		}
		return stepPage(v, act, f), err
	}
}

func (h handlers) step(act bulletin.Act) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		on, err := dateOf(r, "consent_on")
		if err == nil {
			err = h.bulletin.Step(r.Context(), server.Actor(r), idOf(r), server.Version(r), act, bulletin.StepForm{Words: server.Form(r).Get("words"), On: on})
		}
		if err != nil {
			return server.Retry(w, r, err, h.stepPage(act))
		}
		return server.Done(w, r, href(idOf(r)), "bulletin."+string(act)+"_done")
	}
}
