package web

import (
	"net/http"

	"github.com/a-h/templ"

	"chibo/internal/commendation"
	"chibo/internal/fault"
	"chibo/internal/server"
	"chibo/internal/ui"
)

func proposalID(r *http.Request) commendation.ProposalID {
	return commendation.ProposalID(r.PathValue("proposal"))
}

func (h handlers) proposalList(w http.ResponseWriter, r *http.Request) error {
	p, err := h.awards.Proposals(r.Context(), server.Actor(r), unitOf(r), server.PageNumber(r))
	if err != nil {
		return err
	}
	return server.Render(w, r, proposalsPage(p, r.URL))
}

func (h handlers) proposal(w http.ResponseWriter, r *http.Request) error {
	sh, err := h.awards.Proposal(r.Context(), server.Actor(r), proposalID(r))
	if err != nil {
		return err
	}
	return server.Render(w, r, proposalPage(sh))
}

func (h handlers) draftForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.draftPage)
}

func (h handlers) draftPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	at := r.URL.Query()
	c, err := h.awards.Prepare(r.Context(), server.Actor(r), unitOf(r), commendation.Lead, at.Get("theme"))
	p := formProps{Choices: c, form: f, one: true, person: at.Get("person"), kind: at.Get("kind")}
	if c.Theme.ID != "" {
		p.merit.Occasion = commendation.Campaign
	}
	return draftPage(p), err
}

func proposalOf(r *http.Request) commendation.ProposalForm {
	return commendation.ProposalForm{SubjectForm: subjectOf(r), Merit: meritOf(r), Theme: r.URL.Query().Get("theme")}
}

func (h handlers) draft(w http.ResponseWriter, r *http.Request) error {
	id, err := h.awards.Draft(r.Context(), server.Actor(r), unitOf(r), proposalOf(r))
	if err != nil {
		return server.Retry(w, r, err, h.draftPage)
	}
	return server.Done(w, r, proposalHref(id), "commendation.draft_done")
}

// actForm shows the form of an act, where the proposal allows it.
func (h handlers) actForm(a commendation.Act) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error { return server.Show(w, r, h.actPage(a)) }
}

func (h handlers) actPage(a commendation.Act) server.Page {
	return func(r *http.Request, f *ui.Form) (templ.Component, error) {
		sh, err := h.awards.Proposal(r.Context(), server.Actor(r), proposalID(r))
		if err != nil {
			return nil, err
		}
		// What was typed stays, whatever happened meanwhile.
		if err := sh.Permit(a); err != nil && (f == nil || fault.Is(err, fault.Denied)) {
			return nil, err
		}
		if a != commendation.Amending {
			return actPage(actProps{ProposalSheet: sh, act: a, form: f}), nil
		}
		c, err := h.awards.Prepare(r.Context(), server.Actor(r), sh.Unit.ID, commendation.Lead, "")
		return redraftPage(sh, formProps{Choices: c, form: f, one: true, subject: sh.Proposal.Subject, merit: sh.Proposal.Merit}), err
	}
}

// act does it.
func (h handlers) act(a commendation.Act) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		if err := h.do(r, a); err != nil {
			return server.Retry(w, r, err, h.actPage(a))
		}
		return server.Done(w, r, proposalHref(proposalID(r)), "commendation."+string(a)+"_done")
	}
}

func (h handlers) do(r *http.Request, a commendation.Act) error {
	ctx, by, version, v := r.Context(), server.Actor(r), server.Version(r), server.Form(r)
	if a == commendation.Amending {
		return h.awards.Redraft(ctx, by, proposalID(r), version, proposalOf(r))
	}
	var faults fault.Form
	f := commendation.StepForm{Favour: server.Number(v.Get("favour")), Voters: server.Number(v.Get("voters")), Words: v.Get("words")}
	f.Decision = commendation.Decision{Giver: v.Get("giver"), Number: v.Get("number"), On: server.DateField(r, &faults, "on")}
	if err := faults.Err(); err != nil {
		return err
	}
	return h.awards.Step(ctx, by, proposalID(r), version, a, f)
}
