package web

import (
	"io"
	"net/http"
	"net/url"

	"github.com/a-h/templ"

	"chibo/internal/access"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/paper"
	"chibo/internal/server"
	"chibo/internal/ui"
)

// holder is who holds a slip: chibo knows no more of him.
var holder = access.Actor{Kind: access.Link}

func (h handlers) reportXLSX(w http.ResponseWriter, r *http.Request) error {
	sh, err := h.reported(r)
	if err != nil {
		return err
	}
	return server.Stream(w, r, "Tổng hợp ý kiến "+sh.Matter.Title+".xlsx", paper.TypeXLSX, func(to io.Writer) error { return paper.Workbook(to, sh.Tables()...) })
}

func doorView(_ *http.Request, f *ui.Form) (templ.Component, error) { return doorPage(f), nil }

// door asks for the code of a slip.
func (h handlers) door(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, doorView)
}

// enter leads to the page of a code that was typed.
func (h handlers) enter(w http.ResponseWriter, r *http.Request) error {
	code := server.Form(r).Get("code")
	_, err := h.asks.Asked(r.Context(), holder, code, server.ClientAddress(r))
	if fault.Is(err, fault.NotFound) {
		err = fault.At("code", "consultation.slip_unknown")
	}
	if err != nil {
		return server.Retry(w, r, err, doorView)
	}
	return server.Redirect(w, r, linkHref(code))
}

func linkHref(secret string) string { return link + "/" + url.PathEscape(secret) }

// ask shows what a slip asks. One that is not known is told in the same words,
// whatever the reason.
func (h handlers) ask(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.askPage)
}

func (h handlers) askPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	secret := r.PathValue("secret")
	a, err := h.asks.Asked(r.Context(), holder, secret, server.ClientAddress(r))
	if err != nil {
		return nil, err
	}
	return askPage(a, secret, f), nil
}

// askedFile sends a paper on what a slip asks.
func (h handlers) askedFile(w http.ResponseWriter, r *http.Request) error {
	a, file, err := h.asks.AskedFile(r.Context(), holder, r.PathValue("secret"), server.ClientAddress(r), document.ID(r.PathValue("attachment")))
	if err != nil {
		return err
	}
	defer file.Close()
	return server.Stream(w, r, a.Name, a.Type.Mime(), func(to io.Writer) error {
		_, err := io.Copy(to, file)
		return err
	})
}

// result shows everybody what came out, by the address on a poster.
func (h handlers) result(w http.ResponseWriter, r *http.Request) error {
	a, err := h.asks.Result(r.Context(), holder, r.PathValue("secret"))
	if err != nil {
		return err
	}
	return server.Render(w, r, resultPage(a))
}

func (h handlers) reply(w http.ResponseWriter, r *http.Request) error {
	secret := r.PathValue("secret")
	err := h.asks.Reply(r.Context(), holder, secret, server.ClientAddress(r), replyOf(r))
	switch {
	case fault.Is(err, fault.Stale): // used, or over: its page says so
		return server.Redirect(w, r, linkHref(secret))
	case err != nil:
		return server.Retry(w, r, err, h.askPage)
	}
	return server.Render(w, r, thanksPage())
}
