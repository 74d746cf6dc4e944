package web

import (
	"net/http"

	"github.com/a-h/templ"

	"chibo/internal/campaign"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/paper"
	"chibo/internal/server"
	"chibo/internal/ui"
)

func workOf(r *http.Request) campaign.ItemID { return campaign.ItemID(r.PathValue("work")) }

// get gives the programme of the address to who may read it.
func (h handlers) get(r *http.Request) (campaign.Programme, error) {
	return h.campaigns.Programme(r.Context(), server.Actor(r), themeOf(r), unitOf(r))
}

func (h handlers) programme(w http.ResponseWriter, r *http.Request) error {
	p, err := h.get(r)
	if err != nil {
		return err
	}
	return server.Render(w, r, programmePage(p))
}

// written gives the programme of the address to who writes it; while no form has come
// back, only where the act is allowed now.
func (h handlers) written(r *http.Request, f *ui.Form, a campaign.Act) (campaign.Programme, error) {
	p, err := h.get(r)
	switch {
	case err != nil:
	case !p.Plans:
		err = fault.New(fault.Denied, "ui.denied")
	case f == nil && !p.May(a): // what was typed stays, whatever happened meanwhile
		err = fault.New(fault.Invalid, "campaign.not_now")
	}
	return p, err
}

func back(r *http.Request) string { return campaign.ProgrammeHref(themeOf(r), unitOf(r)) }

func (h handlers) receive(w http.ResponseWriter, r *http.Request) error {
	if err := h.campaigns.Receive(r.Context(), server.Actor(r), themeOf(r), unitOf(r)); err != nil {
		return err
	}
	return server.Done(w, r, back(r), "campaign.receive_done")
}

func (h handlers) draftForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.draftPage)
}

func (h handlers) draftPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	p, err := h.written(r, f, campaign.Drafting)
	return draftPage(p, f), err
}

func (h handlers) draft(w http.ResponseWriter, r *http.Request) error {
	var faults fault.Form
	f := campaign.DraftForm{Remark: server.Form(r).Get("remark"), Due: server.DateField(r, &faults, "due")}
	err := faults.Err()
	if err == nil {
		err = h.campaigns.Draft(r.Context(), server.Actor(r), themeOf(r), unitOf(r), server.Version(r), f)
	}
	if err != nil {
		return server.Retry(w, r, err, h.draftPage)
	}
	return server.Done(w, r, back(r), "campaign.draft_done")
}

func (h handlers) issueForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.issuePage)
}

func (h handlers) issuePage(r *http.Request, f *ui.Form) (templ.Component, error) {
	p, err := h.written(r, f, campaign.Issuing)
	return issuePage(p, f), err
}

func (h handlers) issue(w http.ResponseWriter, r *http.Request) error {
	var faults fault.Form
	f := campaign.IssueForm{Number: server.Form(r).Get("number"), On: server.DateField(r, &faults, "on")}
	err := faults.Err()
	if err == nil {
		err = h.campaigns.Issue(r.Context(), server.Actor(r), themeOf(r), unitOf(r), server.Version(r), f)
	}
	if err != nil {
		return server.Retry(w, r, err, h.issuePage)
	}
	return server.Done(w, r, back(r), "campaign.issue_done")
}

func (h handlers) revise(w http.ResponseWriter, r *http.Request) error {
	if err := h.campaigns.Revise(r.Context(), server.Actor(r), themeOf(r), unitOf(r), server.Version(r)); err != nil {
		return err
	}
	return server.Done(w, r, back(r), "campaign.revise_done")
}

func itemForm(r *http.Request) (campaign.ItemForm, error) {
	var faults fault.Form
	v := server.Form(r)
	f := campaign.ItemForm{
		Content: v.Get("content"), Person: member.ID(v.Get("person")), Owner: v.Get("owner"), Due: server.DateField(r, &faults, "due"),
		Measure: v.Get("measure"), Follows: campaign.ItemID(v.Get("follows")),
	}
	return f, faults.Err()
}

func (h handlers) addForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.addPage)
}

func (h handlers) addPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	p, err := h.written(r, f, campaign.Drafting)
	return itemFormPage(itemProps{Programme: p, Title: "campaign.do_add_item", Action: part(p, "item"), Back: campaign.ProgrammeHref(p.Theme.ID, p.Unit.ID)}, f), err
}

func (h handlers) add(w http.ResponseWriter, r *http.Request) error {
	f, err := itemForm(r)
	if err == nil {
		_, err = h.campaigns.AddItem(r.Context(), server.Actor(r), themeOf(r), unitOf(r), f)
	}
	if err != nil {
		return server.Retry(w, r, err, h.addPage)
	}
	return server.Done(w, r, back(r), "campaign.add_item_done")
}

func (h handlers) item(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.itemPage)
}

func (h handlers) itemPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	sh, err := h.campaigns.Item(r.Context(), server.Actor(r), workOf(r))
	return itemPage(sh, f), err
}

func (h handlers) amendItemForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.amendItemPage)
}

func (h handlers) amendItemPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	sh, err := h.campaigns.Item(r.Context(), server.Actor(r), workOf(r))
	switch {
	case err != nil:
		return nil, err
	case !sh.Programme.Plans:
		return nil, fault.New(fault.Denied, "ui.denied")
	case f == nil && !sh.Plans:
		return nil, fault.New(fault.Invalid, "campaign.not_now")
	}
	return itemFormPage(itemProps{Programme: sh.Programme, Title: "campaign.do_amend_item", Action: itemHref(sh.Item.ID) + "/amend", Back: itemHref(sh.Item.ID), Value: sh.Item}, f), nil
}

func (h handlers) amendItem(w http.ResponseWriter, r *http.Request) error {
	f, err := itemForm(r)
	if err == nil {
		err = h.campaigns.AmendItem(r.Context(), server.Actor(r), workOf(r), server.Version(r), f)
	}
	if err != nil {
		return server.Retry(w, r, err, h.amendItemPage)
	}
	return server.Done(w, r, itemHref(workOf(r)), "campaign.amend_item_done")
}

func (h handlers) dropItem(w http.ResponseWriter, r *http.Request) error {
	sh, err := h.campaigns.Item(r.Context(), server.Actor(r), workOf(r))
	if err == nil {
		err = h.campaigns.DropItem(r.Context(), server.Actor(r), workOf(r), server.Version(r))
	}
	if err != nil {
		return err
	}
	return server.Done(w, r, campaign.ProgrammeHref(sh.Item.Theme, sh.Item.Unit), "campaign.drop_item_done")
}

func (h handlers) note(w http.ResponseWriter, r *http.Request) error {
	v := server.Form(r)
	f := campaign.NoteForm{Percent: server.Number(v.Get("percent")), Words: v.Get("words")}
	if err := h.campaigns.Note(r.Context(), server.Actor(r), workOf(r), server.Version(r), f); err != nil {
		return server.Retry(w, r, err, h.itemPage)
	}
	return server.Done(w, r, itemHref(workOf(r)), "campaign.note_done")
}

func (h handlers) print(w http.ResponseWriter, r *http.Request) error {
	d, err := h.campaigns.Paper(r.Context(), server.Actor(r), themeOf(r), unitOf(r))
	if err != nil {
		return err
	}
	at := func(ending string) string { return ofUnit(themeHref(themeOf(r))+"/print"+ending, unitOf(r)) }
	return server.Render(w, r, printPage(d, back(r), at))
}

func (h handlers) download(f paper.Format) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		d, err := h.campaigns.Paper(r.Context(), server.Actor(r), themeOf(r), unitOf(r))
		if err != nil {
			return err
		}
		return server.HandOut(w, r, d.Title, f, d)
	}
}
