package web

import (
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"chibo/internal/campaign"
	"chibo/internal/fault"
	"chibo/internal/server"
	"chibo/internal/ui"
)

func (h handlers) overview(w http.ResponseWriter, r *http.Request) error {
	o, err := h.campaigns.Overview(r.Context(), server.Actor(r), themeOf(r), unitOf(r), 1)
	if err != nil {
		return err
	}
	c, err := h.coverageOf(r, o)
	if err != nil {
		return err
	}
	return server.Render(w, r, overviewPage(o, c))
}

func (h handlers) branches(w http.ResponseWriter, r *http.Request) error {
	o, err := h.campaigns.Overview(r.Context(), server.Actor(r), themeOf(r), unitOf(r), server.PageNumber(r))
	if err != nil {
		return err
	}
	return server.Render(w, r, branchesPage(o, r.URL))
}

func (h handlers) amendThemeForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.amendThemePage)
}

func (h handlers) amendThemePage(r *http.Request, f *ui.Form) (templ.Component, error) {
	t, c, err := h.campaigns.Leading(r.Context(), server.Actor(r), themeOf(r))
	switch {
	case err != nil:
		return nil, err
	case f == nil && t.Halted:
		return nil, fault.New(fault.Invalid, "campaign.halted_now")
	}
	return themeFormPage(themeProps{Title: "campaign.do_amend_theme", Action: themeHref(t.ID) + "/amend", Back: themeHref(t.ID), Campaign: c, Value: t, Version: strconv.Itoa(t.Version)}, f), nil
}

func (h handlers) amendTheme(w http.ResponseWriter, r *http.Request) error {
	f, err := themeForm(r)
	if err == nil {
		err = h.campaigns.AmendTheme(r.Context(), server.Actor(r), themeOf(r), server.Version(r), f)
	}
	if err != nil {
		return server.Retry(w, r, err, h.amendThemePage)
	}
	return server.Done(w, r, themeHref(themeOf(r)), "campaign.amend_theme_done")
}

func (h handlers) launch(w http.ResponseWriter, r *http.Request) error {
	if err := h.campaigns.Launch(r.Context(), server.Actor(r), themeOf(r), server.Version(r)); err != nil {
		return err
	}
	return server.Done(w, r, themeHref(themeOf(r)), "campaign.launch_done")
}

func (h handlers) remind(w http.ResponseWriter, r *http.Request) error {
	sent, err := h.campaigns.Remind(r.Context(), server.Actor(r), themeOf(r), unitOf(r))
	if err != nil {
		return err
	}
	return server.Done(w, r, campaign.ThemeHref(themeOf(r), unitOf(r)), "campaign.remind_done", sent.Units, sent.People)
}
