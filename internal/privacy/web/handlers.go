package web

import (
	"bytes"
	"net/http"

	"github.com/a-h/templ"

	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/paper"
	"chibo/internal/privacy"
	"chibo/internal/server"
	"chibo/internal/ui"
)

func requestID(r *http.Request) privacy.ID { return privacy.ID(r.PathValue("request")) }

func unitOf(r *http.Request) org.ID { return org.ID(server.Unit(r)) }

func (h handlers) mine(w http.ResponseWriter, r *http.Request) error {
	m, err := h.privacy.Mine(r.Context(), server.Actor(r))
	if err != nil {
		return err
	}
	return server.Render(w, r, minePage(m))
}

// copyName is what a copy is called, without its ending.
const copyName = "Dữ liệu cá nhân của tôi"

func (h handlers) copyJSON(w http.ResponseWriter, r *http.Request) error {
	c, err := h.privacy.Copy(r.Context(), server.Actor(r))
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := c.JSON(&b); err != nil {
		return err
	}
	return server.Download(w, r, copyName+".json", "application/json", b.Bytes())
}

func (h handlers) copyXLSX(w http.ResponseWriter, r *http.Request) error {
	c, err := h.privacy.Copy(r.Context(), server.Actor(r))
	if err != nil {
		return err
	}
	return sheet(w, r, copyName, c.Sheet())
}

// sheet hands a table out.
func sheet(w http.ResponseWriter, r *http.Request, name string, s paper.Sheet) error {
	var b bytes.Buffer
	if err := paper.XLSX(&b, s); err != nil {
		return err
	}
	return server.Download(w, r, name+".xlsx", paper.TypeXLSX, b.Bytes())
}

func (h handlers) notice(w http.ResponseWriter, r *http.Request) error {
	seen, err := h.privacy.Seen(r.Context(), server.Actor(r))
	if err != nil {
		return err
	}
	return server.Render(w, r, noticePage(seen))
}

func (h handlers) acknowledge(w http.ResponseWriter, r *http.Request) error {
	if err := h.privacy.Acknowledge(r.Context(), server.Actor(r)); err != nil {
		return err
	}
	return server.Done(w, r, "/privacy", "privacy.acknowledged")
}

func formOf(r *http.Request) privacy.Form {
	v := server.Form(r)
	return privacy.Form{Kind: privacy.Kind(v.Get("kind")), Section: privacy.Section(v.Get("section")), Body: v.Get("body")}
}

func (h handlers) askForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.askPage)
}

func (h handlers) askPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	m, err := h.privacy.Mine(r.Context(), server.Actor(r))
	return askPage(m, r.URL.Query().Get("section"), f), err
}

func (h handlers) ask(w http.ResponseWriter, r *http.Request) error {
	id, err := h.privacy.File(r.Context(), server.Actor(r), formOf(r))
	if err != nil {
		return server.Retry(w, r, err, h.askPage)
	}
	return server.Done(w, r, href(id), "privacy.filed_done")
}

func (h handlers) request(w http.ResponseWriter, r *http.Request) error {
	sh, err := h.privacy.Request(r.Context(), server.Actor(r), requestID(r))
	if err != nil {
		return err
	}
	return server.Render(w, r, requestPage(sh))
}

// actForm shows the form of an act, where the request allows it.
func (h handlers) actForm(a privacy.Act) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error { return server.Show(w, r, h.actPage(a)) }
}

func (h handlers) actPage(a privacy.Act) server.Page {
	return func(r *http.Request, f *ui.Form) (templ.Component, error) {
		sh, err := h.privacy.Request(r.Context(), server.Actor(r), requestID(r))
		if err == nil {
			err = sh.Permit(a)
		}
		if err == nil && f == nil && !sh.May(a) { // what was typed stays, whatever happened meanwhile
			err = fault.New(fault.Invalid, "privacy.not_now")
		}
		if err != nil {
			return nil, err
		}
		if a == privacy.Withdrawing && f == nil {
			return withdrawPage(sh), nil
		}
		return actPage(sh, a, f), nil
	}
}

// act does it.
func (h handlers) act(a privacy.Act) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		v := server.Form(r)
		reply := privacy.Reply{Words: v.Get("words"), Ground: privacy.Ground(v.Get("ground"))}
		if err := h.privacy.Step(r.Context(), server.Actor(r), requestID(r), server.Version(r), a, reply); err != nil {
			return server.Retry(w, r, err, h.actPage(a))
		}
		return server.Done(w, r, href(requestID(r)), "privacy."+string(a)+"_done")
	}
}

func (h handlers) list(w http.ResponseWriter, r *http.Request) error {
	l, err := h.privacy.List(r.Context(), server.Actor(r), unitOf(r), server.PageNumber(r))
	if err != nil {
		return err
	}
	return server.Render(w, r, listPage(l, r.URL))
}

func (h handlers) enterForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.enterPage)
}

func (h handlers) enterPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	u, people, err := h.privacy.People(r.Context(), server.Actor(r), unitOf(r))
	return enterPage(u, people, server.Today(r), f), err
}

func (h handlers) enter(w http.ResponseWriter, r *http.Request) error {
	var faults fault.Form
	f := privacy.PaperForm{Form: formOf(r), Person: member.ID(server.Form(r).Get("person")), On: server.DateField(r, &faults, "on")}
	err := faults.Err()
	var id privacy.ID
	if err == nil {
		id, err = h.privacy.Enter(r.Context(), server.Actor(r), unitOf(r), f)
	}
	if err != nil {
		return server.Retry(w, r, err, h.enterPage)
	}
	return server.Done(w, r, href(id), "privacy.entered_done")
}

func (h handlers) lift(w http.ResponseWriter, r *http.Request) error {
	if err := h.privacy.Lift(r.Context(), server.Actor(r), r.PathValue("hold")); err != nil {
		return err
	}
	return server.Done(w, r, server.LocalPath(server.Form(r).Get("back")), "privacy.lifted_done")
}
