package web

import (
	"net/http"
	"net/url"
	"strconv"

	"github.com/a-h/templ"

	"chibo/internal/fault"
	"chibo/internal/notify"
	"chibo/internal/server"
	"chibo/internal/ui"
)

func (h handlers) list(w http.ResponseWriter, r *http.Request) error {
	page, err := strconv.Atoi(r.URL.Query().Get("page"))
	if err != nil || page < 1 {
		page = 1
	}
	p, err := h.notices.List(r.Context(), server.Actor(r), page)
	if err != nil {
		return err
	}
	return server.Render(w, r, listPage(p, r.URL))
}

func (h handlers) readAll(w http.ResponseWriter, r *http.Request) error {
	if err := h.notices.ReadAll(r.Context(), server.Actor(r), notify.ID(server.Form(r).Get("newest"))); err != nil {
		return err
	}
	return server.Done(w, r, "/notify", "notify.read_done")
}

func (h handlers) open(w http.ResponseWriter, r *http.Request) error {
	link, err := h.notices.Open(r.Context(), server.Actor(r), notify.ID(r.PathValue("notice")))
	if err != nil {
		return err
	}
	return server.Redirect(w, r, server.LocalPath(link))
}

func (h handlers) settings(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.settingsPage)
}

func (h handlers) settingsPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	st, err := h.notices.Settings(r.Context(), server.Actor(r))
	return settingsPage(st, f), err
}

func (h handlers) choose(w http.ResponseWriter, r *http.Request) error {
	want := server.Form(r).Get("mail")
	if want != "on" && want != "off" {
		return fault.New(fault.Invalid, "notify.choice_unknown")
	}
	if err := h.notices.Choose(r.Context(), server.Actor(r), want == "on"); err != nil {
		return err
	}
	return server.Done(w, r, settingsPath, "notify.mail_"+want+"_done")
}

func (h handlers) test(w http.ResponseWriter, r *http.Request) error {
	if err := h.notices.Test(r.Context(), server.Actor(r), server.Form(r).Get("address")); err != nil {
		return server.Retry(w, r, err, h.settingsPage)
	}
	return server.Done(w, r, settingsPath, "notify.test_done")
}

func (h handlers) renew(w http.ResponseWriter, r *http.Request) error {
	secret, err := h.notices.Renew(r.Context(), server.Actor(r))
	if err != nil {
		return err
	}
	return server.Render(w, r, feedPage(h.base(r)+"/notify/feed/"+secret))
}

// base is where people reach the installation: as the operator said, else as
// the browser says of itself.
func (h handlers) base(r *http.Request) string {
	if h.notices.Address != "" {
		return h.notices.Address
	}
	if u, err := url.Parse(r.Header.Get("Origin")); err == nil && u.Host == r.Host && (u.Scheme == "https" || u.Scheme == "http") {
		return u.Scheme + "://" + u.Host
	}
	if r.TLS != nil {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}

func (h handlers) switchOff(w http.ResponseWriter, r *http.Request) error {
	if err := h.notices.SwitchOff(r.Context(), server.Actor(r)); err != nil {
		return err
	}
	return server.Done(w, r, settingsPath, "notify.feed_off_done")
}

// feed answers a calendar program, which has no session: the address alone
// says whose events it may have.
func (h handlers) feed(w http.ResponseWriter, r *http.Request) error {
	file, err := h.notices.Feed(r.Context(), server.Actor(r), r.PathValue("secret"))
	if err != nil {
		return err
	}
	return server.Download(w, r, "lich.ics", "text/calendar; charset=utf-8", file)
}
