package web

import (
	"net/http"
	"time"

	"github.com/a-h/templ"

	"chibo/internal/bulletin"
	"chibo/internal/db"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/org"
	"chibo/internal/paper"
	"chibo/internal/server"
	"chibo/internal/ui"
)

func unitOf(r *http.Request) org.ID { return org.ID(server.Unit(r)) }

func idOf(r *http.Request) bulletin.ID { return bulletin.ID(r.PathValue("article")) }

func adoptionOf(r *http.Request) bulletin.AdoptionID {
	return bulletin.AdoptionID(r.PathValue("adoption"))
}

func (h handlers) list(w http.ResponseWriter, r *http.Request) error {
	v := r.URL.Query()
	q := bulletin.Query{Filter: bulletin.Filter(v.Get("filter")), Field: bulletin.Field(v.Get("field")), Words: v.Get("q")}
	l, err := h.bulletin.List(r.Context(), server.Actor(r), unitOf(r), q, server.PageNumber(r))
	if err != nil {
		return err
	}
	return server.Render(w, r, listPage(l, r.URL, h.names(r)))
}

// names are the sources of figures by their keys, in words.
func (h handlers) names(r *http.Request) map[string]string {
	all := map[string]string{}
	for _, s := range h.bulletin.Sources {
		all[s.Key] = server.Text(r, s.Text)
	}
	return all
}

func (h handlers) sheet(r *http.Request) (bulletin.Sheet, error) {
	return h.bulletin.Get(r.Context(), server.Actor(r), unitOf(r), idOf(r))
}

func (h handlers) show(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.showPage)
}

func (h handlers) showPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	sh, err := h.sheet(r)
	return articlePage(view{Sheet: sh, names: h.names(r)}, f), err
}

func (h handlers) markRead(w http.ResponseWriter, r *http.Request) error {
	if err := h.bulletin.MarkRead(r.Context(), server.Actor(r), idOf(r)); err != nil {
		return err
	}
	return server.Redirect(w, r, href(idOf(r)))
}

// picture sends a picture to be shown within this site's own pages.
func (h handlers) picture(w http.ResponseWriter, r *http.Request) error {
	p, file, err := h.bulletin.OpenPicture(r.Context(), server.Actor(r), idOf(r), document.ID(r.PathValue("picture")), r.URL.Query().Get("size") == "small")
	if err != nil {
		return err
	}
	defer file.Close()
	head := w.Header()
	head.Set("Content-Type", p.Type.Mime())
	head.Set("Content-Disposition", "inline")
	head.Set("Content-Security-Policy", "sandbox; default-src 'none'")
	head.Set("X-Content-Type-Options", "nosniff")
	head.Set("Cache-Control", "private, max-age=86400")
	http.ServeContent(w, r, "", time.Time{}, file)
	return nil
}

func (h handlers) say(w http.ResponseWriter, r *http.Request) error {
	if err := h.bulletin.Say(r.Context(), server.Actor(r), unitOf(r), idOf(r), server.Form(r).Get("comment")); err != nil {
		return server.Retry(w, r, err, h.showPage)
	}
	return server.Done(w, r, href(idOf(r)), "bulletin.comment_done")
}

func (h handlers) hideForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.hidePage)
}

func (h handlers) hidePage(r *http.Request, f *ui.Form) (templ.Component, error) {
	a, c, err := h.bulletin.Comment(r.Context(), server.Actor(r), idOf(r), bulletin.CommentID(r.PathValue("rejoinder")))
	return hidePage(a, c, f), err
}

func (h handlers) hide(w http.ResponseWriter, r *http.Request) error {
	err := h.bulletin.Hide(r.Context(), server.Actor(r), idOf(r), bulletin.CommentID(r.PathValue("rejoinder")), server.Form(r).Get("words"))
	if err != nil {
		return server.Retry(w, r, err, h.hidePage)
	}
	return server.Done(w, r, href(idOf(r)), "bulletin.hide_done")
}

func (h handlers) suggest(w http.ResponseWriter, r *http.Request) error {
	if _, err := h.bulletin.Suggest(r.Context(), server.Actor(r), unitOf(r), idOf(r)); err != nil {
		return err
	}
	return server.Done(w, r, href(idOf(r)), "bulletin.suggest_done")
}

func (h handlers) register(w http.ResponseWriter, r *http.Request) error {
	id, err := h.bulletin.Register(r.Context(), server.Actor(r), unitOf(r), idOf(r))
	if err != nil {
		return err
	}
	return server.Done(w, r, adoptionHref(id), "bulletin.register_done")
}

func (h handlers) adoption(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.adoptionPage)
}

func (h handlers) adoptionPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	d, err := h.bulletin.Adoption(r.Context(), server.Actor(r), adoptionOf(r))
	return adoptionPage(d, f), err
}

// steer does the deed of the button that was pressed.
func (h handlers) steer(w http.ResponseWriter, r *http.Request) error {
	v, deed := server.Form(r), bulletin.Deed(server.Form(r).Get("deed"))
	on, err := dateOf(r, "on")
	if err == nil {
		f := bulletin.DeedForm{Steps: v.Get("steps"), On: on, Measure: v.Get("measure"), Before: v.Get("before"), After: v.Get("after"), Words: v.Get("words")}
		err = h.bulletin.Steer(r.Context(), server.Actor(r), adoptionOf(r), server.Version(r), deed, f)
	}
	if err != nil {
		return server.Retry(w, r, err, h.adoptionPage)
	}
	return server.Done(w, r, adoptionHref(adoptionOf(r)), "bulletin.deed_done")
}

func (h handlers) print(w http.ResponseWriter, r *http.Request) error {
	v, err := h.view(r)
	if err != nil {
		return err
	}
	return server.Render(w, r, printPage(v, v.paper(r.Context())))
}

func (h handlers) view(r *http.Request) (view, error) {
	sh, err := h.sheet(r)
	return view{Sheet: sh, names: h.names(r)}, err
}

func (h handlers) docx(w http.ResponseWriter, r *http.Request) error {
	return h.handOut(w, r, paper.AsDOCX)
}

func (h handlers) pdf(w http.ResponseWriter, r *http.Request) error {
	return h.handOut(w, r, paper.AsPDF)
}

func (h handlers) handOut(w http.ResponseWriter, r *http.Request, f paper.Format) error {
	v, err := h.view(r)
	if err != nil {
		return err
	}
	d := v.paper(r.Context())
	if err := h.illustrate(r, v, d); err != nil {
		return err
	}
	return server.HandOut(w, r, d.Title, f, d)
}

// dateOf reads a date of the form; what cannot be read is a fault at its field.
func dateOf(r *http.Request, field string) (db.Date, error) {
	var faults fault.Form
	day := server.DateField(r, &faults, field)
	return day, faults.Err()
}
