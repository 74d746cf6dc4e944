package web

import (
	"net/http"
	"slices"

	"github.com/a-h/templ"

	"chibo/internal/directive"
	"chibo/internal/fault"
	"chibo/internal/org"
	"chibo/internal/server"
	"chibo/internal/ui"
)

// formProps is the form of a document, new or amended.
type formProps struct {
	unit   org.ID
	sheet  *directive.Sheet // nil for a new one
	values directive.Form
	twin   directive.ID // the same document, where it stands in the register already
	form   *ui.Form
}

func (h handlers) newForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.newPage(""))
}

func (h handlers) newPage(twin directive.ID) server.Page {
	return func(r *http.Request, f *ui.Form) (templ.Component, error) {
		p, err := h.directives.List(r.Context(), server.Actor(r), org.ID(server.Unit(r)), directive.Filter{})
		switch {
		case err != nil:
			return nil, err
		case !p.MayRegister:
			return nil, fault.New(fault.Denied, "ui.denied")
		}
		return formPage(formProps{unit: p.Unit.ID, twin: twin, form: f}), nil
	}
}

// typed reads the form of a document.
func typed(r *http.Request) (directive.Form, error) {
	v := server.Form(r)
	var faults fault.Form
	f := directive.Form{
		Number: v.Get("number"), IssuedOn: server.DateField(r, &faults, "issued_on"), Issuer: v.Get("issuer"), Title: v.Get("title"),
		Kind: directive.Kind(v.Get("kind")), Due: server.DateField(r, &faults, "due"), Note: v.Get("note"),
	}
	return f, faults.Err()
}

func (h handlers) register(w http.ResponseWriter, r *http.Request) error {
	unit := org.ID(server.Unit(r))
	f, err := typed(r)
	var id directive.ID
	if err == nil {
		id, err = h.directives.Register(r.Context(), server.Actor(r), unit, f)
	}
	if err != nil {
		return server.Retry(w, r, err, h.newPage(id))
	}
	return server.Done(w, r, href(id, unit), "directive.register_done")
}

// owned gives a document to its owner's page.
func (h handlers) owned(r *http.Request) (directive.Sheet, error) {
	sh, err := h.directives.Get(r.Context(), server.Actor(r), org.ID(server.Unit(r)), idOf(r))
	if err == nil && !sh.MayRegister {
		// Another of the actor's organisations may be the owner.
		if sh, err = h.directives.Get(r.Context(), server.Actor(r), sh.Unit, idOf(r)); err == nil && !sh.MayRegister {
			err = fault.New(fault.Denied, "ui.denied")
		}
	}
	return sh, err
}

func (h handlers) editForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.editPage(""))
}

func (h handlers) editPage(twin directive.ID) server.Page {
	return func(r *http.Request, f *ui.Form) (templ.Component, error) {
		sh, err := h.owned(r)
		switch {
		case err != nil:
			return nil, err
		case f == nil && !sh.May(directive.Amending):
			return nil, fault.New(fault.Invalid, "directive.not_now")
		}
		values := directive.Form{Number: sh.Number, IssuedOn: sh.IssuedOn, Issuer: sh.Issuer, Title: sh.Title, Kind: sh.Kind, Due: sh.Due, Note: sh.Note}
		return formPage(formProps{unit: sh.Unit, sheet: &sh, values: values, twin: twin, form: f}), nil
	}
}

func (h handlers) amend(w http.ResponseWriter, r *http.Request) error {
	f, err := typed(r)
	var twin directive.ID
	if err == nil {
		twin, err = h.directives.Amend(r.Context(), server.Actor(r), idOf(r), server.Version(r), f)
	}
	if err != nil {
		return server.Retry(w, r, err, h.editPage(twin))
	}
	return server.Done(w, r, href(idOf(r), org.ID(server.Unit(r))), "directive.amend_done")
}

func (h handlers) withdrawForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.withdrawPage)
}

func (h handlers) withdrawPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	sh, err := h.owned(r)
	switch {
	case err != nil:
		return nil, err
	case f == nil && !sh.May(directive.Withdrawing):
		return nil, fault.New(fault.Invalid, "directive.not_now")
	}
	return withdrawPage(sh, f), nil
}

func (h handlers) withdraw(w http.ResponseWriter, r *http.Request) error {
	err := h.directives.Withdraw(r.Context(), server.Actor(r), idOf(r), server.Version(r), server.Form(r).Get("reason"))
	if err != nil {
		return server.Retry(w, r, err, h.withdrawPage)
	}
	return server.Done(w, r, href(idOf(r), org.ID(server.Unit(r))), "directive.withdraw_done")
}

func (h handlers) sendForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.sendPage)
}

func (h handlers) sendPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	o, err := h.directives.Receivers(r.Context(), server.Actor(r), idOf(r))
	switch {
	case err != nil:
		return nil, err
	case f == nil && !o.May(directive.Sending):
		return nil, fault.New(fault.Invalid, "directive.not_now")
	}
	return sendPage(o, f), nil
}

// send shows once more to whom a document will go, and sends it when that was
// confirmed.
func (h handlers) send(w http.ResponseWriter, r *http.Request) error {
	ctx, by, id, v := r.Context(), server.Actor(r), idOf(r), server.Form(r)
	o, err := h.directives.Receivers(ctx, by, id)
	if err != nil {
		return err
	}
	units := picked(o, v["unit"], v.Get("all") != "")
	left, err := o.Pick(units)
	switch {
	case err == nil && !o.May(directive.Sending):
		err = fault.New(fault.Invalid, "directive.not_now")
	case err == nil && v.Get("confirmed") == "":
		return server.Render(w, r, checkPage(o, left, v.Get("all") != ""))
	case err == nil:
		err = h.directives.Send(ctx, by, id, server.Version(r), units)
	}
	if err != nil {
		return server.Retry(w, r, err, h.sendPage)
	}
	return server.Done(w, r, href(id, o.Owner.ID), "directive.send_done", len(left))
}

// picked are the chosen units, or all that do not have the document yet.
func picked(o directive.Outgoing, ids []string, all bool) (units []org.ID) {
	if all {
		for _, u := range o.Left() {
			units = append(units, u.ID)
		}
		return units
	}
	for _, id := range ids {
		units = append(units, org.ID(id))
	}
	return units
}

// receptions are the filters of the receipts that an address may name.
var receptions = []directive.Reception{directive.Everyone, directive.Unreceived, directive.Unreported}

func (h handlers) receipts(w http.ResponseWriter, r *http.Request) error {
	v, page := directive.Reception(r.URL.Query().Get("view")), server.PageNumber(r)
	if !slices.Contains(receptions, v) {
		return fault.New(fault.NotFound, "ui.not_found")
	}
	l, err := h.directives.Receipts(r.Context(), server.Actor(r), idOf(r), v, page-1)
	if err != nil {
		return err
	}
	return server.Render(w, r, receiptsPage(receiptsProps{Ledger: l, view: v, at: r.URL, page: page}))
}
