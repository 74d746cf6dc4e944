package web

import (
	"net/http"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"chibo/internal/account"
	"chibo/internal/fault"
	"chibo/internal/org"
	"chibo/internal/server"
	"chibo/internal/ui"
)

func stepPath(s account.Step) string {
	switch s {
	case account.StepAdministrator:
		return "/setup"
	case account.StepDone:
		return "/"
	}
	return "/setup/" + string(s)
}

// stage gives how far setting up is, and leads to the right page if it is not
// at this step.
func (h handlers) stage(w http.ResponseWriter, r *http.Request, at account.Step) (st account.Stage, here bool, err error) {
	st, err = h.accounts.Stage(r.Context(), server.Actor(r))
	if err != nil || st.Step == at {
		return st, err == nil, err
	}
	return st, false, server.Redirect(w, r, stepPath(st.Step))
}

func (h handlers) begin(w http.ResponseWriter, r *http.Request) error {
	if _, here, err := h.stage(w, r, account.StepAdministrator); !here {
		return err
	}
	return server.Render(w, r, beginPage(nil))
}

func (h handlers) administrator(w http.ResponseWriter, r *http.Request) error {
	v := server.Form(r)
	pass, err := h.accounts.Begin(r.Context(), server.Actor(r), account.First{Name: v.Get("name"), Username: v.Get("username"), Password: v.Get("password"), Again: v.Get("again")})
	if err != nil {
		return server.Retry(w, r, err, func(_ *http.Request, f *ui.Form) (templ.Component, error) { return beginPage(f), nil })
	}
	next := stepPath(account.StepOrganisation)
	if err := h.enter(w, r, pass, false, next); err != nil {
		return err
	}
	return server.Redirect(w, r, next)
}

func (h handlers) organisationForm(w http.ResponseWriter, r *http.Request) error {
	if _, here, err := h.stage(w, r, account.StepOrganisation); !here {
		return err
	}
	return server.Show(w, r, h.organisationPage)
}

func (h handlers) organisationPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	kinds, err := h.accounts.Kinds(r.Context(), server.Actor(r))
	return organisationPage(kindChoices(r, kinds, "base"), f), err
}

func kindChoices(r *http.Request, kinds []org.Kind, usual string) []ui.Choice {
	var all []ui.Choice
	for _, k := range kinds {
		all = append(all, ui.Choice{Value: k.ID, Label: k.Local(server.Lang(r)), Current: k.ID == usual})
	}
	return all
}

func (h handlers) organisation(w http.ResponseWriter, r *http.Request) error {
	v := server.Form(r)
	var faults fault.Form
	o := account.Organisation{Superior: strings.TrimSpace(v.Get("superior")), Name: v.Get("name"), Kind: v.Get("kind"), Locality: v.Get("locality")}
	o.From = server.DateField(r, &faults, "from")
	err := faults.Err()
	if err == nil {
		err = h.accounts.Found(r.Context(), server.Actor(r), o)
	}
	if err != nil {
		return server.Retry(w, r, err, h.organisationPage)
	}
	return server.Done(w, r, stepPath(account.StepCell), "account.setup_saved")
}

func (h handlers) cellForm(w http.ResponseWriter, r *http.Request) error {
	st, here, err := h.stage(w, r, account.StepCell)
	if !here {
		return err
	}
	c, err := h.cellPage(r, st, nil)
	if err != nil {
		return err
	}
	return server.Render(w, r, c)
}

func (h handlers) cellPage(r *http.Request, st account.Stage, f *ui.Form) (templ.Component, error) {
	kinds, err := h.accounts.Kinds(r.Context(), server.Actor(r))
	kinds = slices.DeleteFunc(kinds, func(k org.Kind) bool { return !k.Holds })
	var above []ui.Choice
	for i, u := range st.Above {
		above = append(above, ui.Choice{Value: string(u.ID), Label: u.Name, Current: i == len(st.Above)-1})
	}
	return cellPage(kindChoices(r, kinds, "cell"), above, f), err
}

func (h handlers) cell(w http.ResponseWriter, r *http.Request) error {
	v := server.Form(r)
	var faults fault.Form
	o := org.Form{Name: v.Get("name"), Kind: v.Get("kind"), Parent: org.ID(v.Get("parent")), Locality: v.Get("locality")}
	o.From = server.DateField(r, &faults, "from")
	err := faults.Err()
	if err == nil {
		err = h.accounts.FoundCell(r.Context(), server.Actor(r), o)
	}
	if err != nil {
		return server.Retry(w, r, err, func(r *http.Request, f *ui.Form) (templ.Component, error) {
			st, err := h.accounts.Stage(r.Context(), server.Actor(r))
			if err != nil {
				return nil, err
			}
			return h.cellPage(r, st, f)
		})
	}
	return server.Done(w, r, stepPath(account.StepSecretary), "account.setup_saved")
}

func (h handlers) secretaryForm(w http.ResponseWriter, r *http.Request) error {
	st, here, err := h.stage(w, r, account.StepSecretary)
	if !here {
		return err
	}
	return server.Render(w, r, secretaryPage(st.Cell.Name, nil))
}

// secretary enters the first secretary. Somebody else's link is shown this
// once; lost, the administrator makes another on the page of accounts.
func (h handlers) secretary(w http.ResponseWriter, r *http.Request) error {
	v := server.Form(r)
	var faults fault.Form
	f := account.Leader{Me: v.Get("who") == "me", Name: v.Get("name")}
	f.AdmittedOn = server.DateField(r, &faults, "admitted")
	f.OfficialOn = server.DateField(r, &faults, "official")
	f.Since = server.DateField(r, &faults, "since")
	err := faults.Err()
	var l account.Link
	if err == nil {
		l, err = h.accounts.Lead(r.Context(), server.Actor(r), f)
	}
	if err != nil {
		return server.Retry(w, r, err, func(r *http.Request, f *ui.Form) (templ.Component, error) {
			st, err := h.accounts.Stage(r.Context(), server.Actor(r))
			return secretaryPage(st.Cell.Name, f), err
		})
	}
	if f.Me {
		return server.Redirect(w, r, "/setup/done")
	}
	at := origin(r)
	return server.Render(w, r, linkPage(l, at.String()+l.Path(), ui.Link{Href: "/setup/done", Label: server.Text(r, "account.go_on")}))
}

// done says what comes next.
func (h handlers) done(w http.ResponseWriter, r *http.Request) error {
	if _, here, err := h.stage(w, r, account.StepDone); !here {
		return err
	}
	return server.Render(w, r, donePage())
}
