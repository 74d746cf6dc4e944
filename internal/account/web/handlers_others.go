package web

import (
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"chibo/internal/access"
	"chibo/internal/account"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/server"
	"chibo/internal/ui"
)

// chooseMost is how many organisations a list to choose from has at most;
// with more, one comes from the page of an organisation.
const chooseMost = 300

func (h handlers) list(w http.ResponseWriter, r *http.Request) error {
	ctx, by := r.Context(), server.Actor(r)
	p := listProps{at: r.URL}
	var err error
	if p.waiting, err = h.accounts.Waiting(ctx, by); err != nil {
		return err
	}
	if p.units, err = h.accounts.Units(ctx, by); err != nil {
		return err
	}
	if len(p.units) > chooseMost {
		p.units = nil
	}
	if unit := server.Unit(r); unit != "" {
		roll, err := h.accounts.People(ctx, by, org.ID(unit))
		if err != nil {
			return err
		}
		p.unit, p.whole, p.lines = roll.Unit, roll.Whole, roll.Lines
		p.page.Pages = 1
		return server.Render(w, r, listPage(p))
	}
	q := r.URL.Query()
	f := account.Filter{Query: q.Get("q"), State: account.State(q.Get("state"))}
	f.Page, _ = strconv.Atoi(q.Get("page")) // anything else is the first page
	if p.page, err = h.accounts.Accounts(ctx, by, f); err != nil {
		return err
	}
	p.lines = p.page.Lines
	return server.Render(w, r, listPage(p))
}

func personOf(r *http.Request) member.ID { return member.ID(r.PathValue("person")) }

func sheetPath(person member.ID) string { return "/accounts/" + string(person) }

func (h handlers) sheet(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.sheetPage)
}

func (h handlers) sheetPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	sh, err := h.accounts.Get(r.Context(), server.Actor(r), personOf(r))
	if err != nil {
		return nil, err
	}
	var units []org.Unit
	if sh.MayGrant {
		if units, err = h.accounts.Units(r.Context(), server.Actor(r)); err != nil {
			return nil, err
		}
	}
	return sheetPage(sh, units, f), nil
}

// invite shows the link this once: only its hash is kept.
func (h handlers) invite(w http.ResponseWriter, r *http.Request) error {
	l, err := h.accounts.Invite(r.Context(), server.Actor(r), personOf(r))
	if err != nil {
		return err
	}
	at := origin(r)
	return server.Render(w, r, linkPage(l, at.String()+l.Path(), ui.Link{Href: sheetPath(personOf(r)), Label: server.Text(r, "account.back_to_account")}))
}

func (h handlers) askSuspend(w http.ResponseWriter, r *http.Request) error {
	sh, err := h.accounts.Get(r.Context(), server.Actor(r), personOf(r))
	if err != nil {
		return err
	}
	return server.Render(w, r, suspendPage(sh))
}

func (h handlers) suspend(w http.ResponseWriter, r *http.Request) error {
	ctx, by := r.Context(), server.Actor(r)
	sh, err := h.accounts.Get(ctx, by, personOf(r))
	if err != nil {
		return err
	}
	key := "account.disabled"
	if server.Form(r).Get("state") == string(account.Active) {
		key = "account.enabled"
		err = h.accounts.Enable(ctx, by, sh.Account)
	} else {
		err = h.accounts.Disable(ctx, by, sh.Account)
	}
	if err != nil {
		return err
	}
	return server.Done(w, r, sheetPath(sh.Person), key, sh.Name)
}

func (h handlers) askDrop(w http.ResponseWriter, r *http.Request) error {
	sh, err := h.accounts.Get(r.Context(), server.Actor(r), personOf(r))
	if err != nil {
		return err
	}
	return server.Render(w, r, dropPage(sh))
}

func (h handlers) drop(w http.ResponseWriter, r *http.Request) error {
	sh, err := h.accounts.Get(r.Context(), server.Actor(r), personOf(r))
	if err != nil {
		return err
	}
	if err := h.accounts.Drop(r.Context(), server.Actor(r), sh.Account); err != nil {
		return err
	}
	return server.Done(w, r, sheetPath(sh.Person), "account.factor_dropped", sh.Name)
}

func (h handlers) grant(w http.ResponseWriter, r *http.Request) error {
	ctx, by, v := r.Context(), server.Actor(r), server.Form(r)
	sh, err := h.accounts.Get(ctx, by, personOf(r))
	if err != nil {
		return err
	}
	waiting, err := h.accounts.Grant(ctx, by, sh.Account, access.Role(v.Get("role")), org.ID(v.Get("unit")))
	if err != nil {
		return server.Retry(w, r, err, h.sheetPage)
	}
	key := "account.granted"
	if waiting {
		key = "account.granted_waiting"
	}
	return server.Done(w, r, sheetPath(sh.Person), key)
}

func (h handlers) approve(w http.ResponseWriter, r *http.Request) error {
	if err := h.accounts.Approve(r.Context(), server.Actor(r), r.PathValue("grant")); err != nil {
		return err
	}
	return server.Done(w, r, "/accounts", "account.grant_approved")
}

func (h handlers) revoke(w http.ResponseWriter, r *http.Request) error {
	if err := h.accounts.Revoke(r.Context(), server.Actor(r), r.PathValue("grant")); err != nil {
		return err
	}
	return server.Done(w, r, "/accounts", "account.grant_revoked")
}
