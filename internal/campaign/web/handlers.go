package web

import (
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"chibo/internal/campaign"
	"chibo/internal/directive"
	"chibo/internal/fault"
	"chibo/internal/org"
	"chibo/internal/server"
	"chibo/internal/ui"
)

func unitOf(r *http.Request) org.ID { return org.ID(server.Unit(r)) }

func idOf(r *http.Request) campaign.ID { return campaign.ID(r.PathValue("campaign")) }

func themeOf(r *http.Request) campaign.ThemeID {
	return campaign.ThemeID(r.PathValue("campaigntheme"))
}

func (h handlers) list(w http.ResponseWriter, r *http.Request) error {
	l, err := h.campaigns.List(r.Context(), server.Actor(r), unitOf(r), server.PageNumber(r))
	if err != nil {
		return err
	}
	return server.Render(w, r, listPage(l, r.URL))
}

func (h handlers) foundForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.foundPage)
}

func (h handlers) foundPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	u, err := h.campaigns.Founding(r.Context(), server.Actor(r), unitOf(r))
	if err != nil {
		return nil, err
	}
	known, err := h.documents(r, u.ID)
	return campaignForm(formProps{Title: "campaign.do_found", Action: ofUnit("/campaign/new", u.ID), Back: ofUnit("/campaign", u.ID), Unit: u.Name, Documents: known, Value: campaign.Campaign{Unit: u.ID}}, f), err
}

// documents are the latest in the unit's register, from which a campaign may come.
func (h handlers) documents(r *http.Request, unit org.ID) ([]directive.Row, error) {
	p, err := h.directives.List(r.Context(), server.Actor(r), unit, directive.Filter{})
	return p.Rows, err
}

// typed reads what is typed of a campaign; number, day and issuer that were left empty
// are those of the document that was chosen.
func (h handlers) typed(r *http.Request, unit org.ID) (campaign.Form, error) {
	var faults fault.Form
	v := server.Form(r)
	f := campaign.Form{
		Title: v.Get("title"), Number: v.Get("number"), IssuedOn: server.DateField(r, &faults, "issued_on"), Issuer: v.Get("issuer"),
		Directive: v.Get("directive"), From: server.DateField(r, &faults, "from"), To: server.DateField(r, &faults, "to"),
	}
	if f.Directive == "" || f.Number != "" || faults.Err() != nil {
		return f, faults.Err()
	}
	d, err := h.directives.Get(r.Context(), server.Actor(r), unit, directive.ID(f.Directive))
	if fault.Is(err, fault.NotFound) || fault.Is(err, fault.Denied) {
		return f, fault.At("directive", "campaign.directive_unknown")
	}
	f.Number, f.IssuedOn, f.Issuer = d.Number, d.IssuedOn, d.Issuer
	return f, err
}

func (h handlers) found(w http.ResponseWriter, r *http.Request) error {
	var id campaign.ID
	f, err := h.typed(r, unitOf(r))
	if err == nil {
		id, err = h.campaigns.Found(r.Context(), server.Actor(r), unitOf(r), f)
	}
	if err != nil {
		return server.Retry(w, r, err, h.foundPage)
	}
	return server.Done(w, r, href(id)+"/theme", "campaign.found_done")
}

func (h handlers) show(w http.ResponseWriter, r *http.Request) error {
	sh, err := h.campaigns.Campaign(r.Context(), server.Actor(r), idOf(r))
	if err != nil {
		return err
	}
	return server.Render(w, r, campaignPage(sh))
}

// led gives a campaign to who leads it.
func (h handlers) led(r *http.Request) (campaign.Sheet, error) {
	sh, err := h.campaigns.Campaign(r.Context(), server.Actor(r), idOf(r))
	if err == nil && !sh.Leads {
		err = fault.New(fault.Denied, "ui.denied")
	}
	return sh, err
}

func (h handlers) amendForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.amendPage)
}

func (h handlers) amendPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	sh, err := h.led(r)
	if err != nil {
		return nil, err
	}
	known, err := h.documents(r, sh.Campaign.Unit)
	c := sh.Campaign
	return campaignForm(formProps{Title: "campaign.do_amend", Action: href(c.ID) + "/amend", Back: href(c.ID), Unit: c.UnitName, Documents: known, Value: c, Version: strconv.Itoa(c.Version)}, f), err
}

func (h handlers) amend(w http.ResponseWriter, r *http.Request) error {
	sh, err := h.led(r)
	if err != nil {
		return err
	}
	f, err := h.typed(r, sh.Campaign.Unit)
	if err == nil {
		err = h.campaigns.Amend(r.Context(), server.Actor(r), idOf(r), server.Version(r), f)
	}
	if err != nil {
		return server.Retry(w, r, err, h.amendPage)
	}
	return server.Done(w, r, href(idOf(r)), "campaign.amend_done")
}

func (h handlers) haltForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.haltPage)
}

func (h handlers) haltPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	sh, err := h.led(r)
	if err != nil {
		return nil, err
	}
	return haltPage(sh.Campaign, f), nil
}

func (h handlers) halt(w http.ResponseWriter, r *http.Request) error {
	if err := h.campaigns.Halt(r.Context(), server.Actor(r), idOf(r), server.Version(r), server.Form(r).Get("reason")); err != nil {
		return server.Retry(w, r, err, h.haltPage)
	}
	return server.Done(w, r, href(idOf(r)), "campaign.halt_done")
}

func (h handlers) resume(w http.ResponseWriter, r *http.Request) error {
	if err := h.campaigns.Resume(r.Context(), server.Actor(r), idOf(r), server.Version(r)); err != nil {
		return err
	}
	return server.Done(w, r, href(idOf(r)), "campaign.resume_done")
}

func themeForm(r *http.Request) (campaign.ThemeForm, error) {
	var faults fault.Form
	v := server.Form(r)
	f := campaign.ThemeForm{
		Year: server.Number(v.Get("year")), Title: v.Get("title"), Starts: server.DateField(r, &faults, "starts"), Interim: server.DateField(r, &faults, "interim"),
		Ends: server.DateField(r, &faults, "ends"), Due: server.DateField(r, &faults, "due"), Goals: v.Get("goals"),
	}
	return f, faults.Err()
}

func (h handlers) announceForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.announcePage)
}

func (h handlers) announcePage(r *http.Request, f *ui.Form) (templ.Component, error) {
	sh, err := h.led(r)
	if err != nil {
		return nil, err
	}
	return themeFormPage(themeProps{Title: "campaign.do_announce", Action: href(idOf(r)) + "/theme", Back: href(idOf(r)), Campaign: sh.Campaign, Value: campaign.Theme{Year: sh.Today.Year(), Campaign: idOf(r)}}, f), nil
}

func (h handlers) announce(w http.ResponseWriter, r *http.Request) error {
	var id campaign.ThemeID
	f, err := themeForm(r)
	if err == nil {
		id, err = h.campaigns.Announce(r.Context(), server.Actor(r), idOf(r), f)
	}
	if err != nil {
		return server.Retry(w, r, err, h.announcePage)
	}
	return server.Done(w, r, themeHref(id), "campaign.announce_done")
}
