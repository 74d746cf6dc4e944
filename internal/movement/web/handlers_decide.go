package web

import (
	"net/http"
	"slices"

	"github.com/a-h/templ"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/movement"
	"chibo/internal/server"
	"chibo/internal/ui"
)

func decisionOf(r *http.Request) movement.DecisionID {
	return movement.DecisionID(r.PathValue("decision"))
}

func (h handlers) decisionList(w http.ResponseWriter, r *http.Request) error {
	p, err := h.moves.Decisions(r.Context(), server.Actor(r), unitOf(r), server.PageNumber(r))
	if err != nil {
		return err
	}
	return server.Render(w, r, decisionsPage(p, r.URL))
}

func (h handlers) decisionForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.decisionNewPage)
}

// kindOf is the kind of decision that the address names, the first unless it
// names one.
func kindOf(r *http.Request) (movement.Kind, error) {
	kind := movement.Kind(r.URL.Query().Get("kind"))
	if kind == "" {
		return movement.Kinds[0], nil
	}
	if !slices.Contains(movement.Kinds, kind) {
		return "", errNone
	}
	return kind, nil
}

func (h handlers) decisionNewPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	kind, err := kindOf(r)
	if err != nil {
		return nil, err
	}
	u, all, err := h.moves.People(r.Context(), server.Actor(r), unitOf(r))
	if err != nil {
		return nil, err
	}
	return decisionPage(decisionProps{unit: u.ID, kind: kind, person: r.URL.Query().Get("person"), people: choicesOf(all), form: f}), nil
}

// typed reads what is typed of a decision.
func typed(r *http.Request) (movement.DecisionForm, error) {
	v := server.Form(r)
	var faults fault.Form
	date := func(name string) db.Date { return server.DateField(r, &faults, name) }
	return movement.DecisionForm{
		Person: member.ID(v.Get("person")), Ground: v.Get("ground"), Number: v.Get("number"), DecidedOn: date("decided_on"),
		From: date("from"), To: date("to"), Host: v.Get("host"), Outside: v.Get("outside"), InformedOn: date("informed_on"),
	}, faults.Err()
}

func (h handlers) record(w http.ResponseWriter, r *http.Request) error {
	kind, err := kindOf(r)
	if err != nil {
		return err
	}
	f, err := typed(r)
	var id movement.DecisionID
	if f.Kind = kind; err == nil {
		id, err = h.moves.Record(r.Context(), server.Actor(r), unitOf(r), f)
	}
	if err != nil {
		return server.Retry(w, r, err, h.decisionNewPage)
	}
	return server.Done(w, r, decisionHref(id), "movement.decided_done")
}

func (h handlers) visitForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.visitPage)
}

func (h handlers) visitPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	u, _, err := h.moves.People(r.Context(), server.Actor(r), unitOf(r))
	return visitPage(u, f), err
}

func (h handlers) welcome(w http.ResponseWriter, r *http.Request) error {
	who, whoErr := arriving(r)
	letter, err := typed(r)
	var faults fault.Form
	faults.Take("birth", whoErr)
	faults.Take("from", err)
	var id movement.DecisionID
	if err = faults.Err(); err == nil {
		id, err = h.moves.Welcome(r.Context(), server.Actor(r), unitOf(r), movement.Visit{Who: who, Letter: letter})
	}
	if err != nil {
		return server.Retry(w, r, err, h.visitPage)
	}
	return server.Done(w, r, decisionHref(id), "movement.visit_done")
}

func (h handlers) decision(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.oneDecision)
}

func (h handlers) oneDecision(r *http.Request, f *ui.Form) (templ.Component, error) {
	d, u, err := h.moves.Decision(r.Context(), server.Actor(r), decisionOf(r))
	return oneDecisionPage(d, u, f), err
}

func (h handlers) inform(w http.ResponseWriter, r *http.Request) error {
	var faults fault.Form
	on := server.DateField(r, &faults, "informed_on")
	err := faults.Err()
	if err == nil {
		err = h.moves.Inform(r.Context(), server.Actor(r), decisionOf(r), on)
	}
	if err != nil {
		return server.Retry(w, r, err, h.oneDecision)
	}
	return server.Done(w, r, decisionHref(decisionOf(r)), "movement.informed_done")
}

func (h handlers) restoreForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.restorePage)
}

func (h handlers) restorePage(r *http.Request, f *ui.Form) (templ.Component, error) {
	d, _, err := h.moves.Decision(r.Context(), server.Actor(r), decisionOf(r))
	if err == nil && !d.Restorable() {
		err = fault.New(fault.Invalid, "movement.not_restorable")
	}
	return restorePage(d, f), err
}

func (h handlers) restore(w http.ResponseWriter, r *http.Request) error {
	f, err := typed(r)
	var id movement.DecisionID
	if err == nil {
		id, err = h.moves.Restore(r.Context(), server.Actor(r), decisionOf(r), f)
	}
	if err != nil {
		return server.Retry(w, r, err, h.restorePage)
	}
	return server.Done(w, r, decisionHref(id), "movement.restored_done")
}
