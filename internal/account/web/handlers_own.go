package web

import (
	"net/http"

	"github.com/a-h/templ"

	"chibo/internal/account"
	"chibo/internal/server"
	"chibo/internal/ui"
)

func (h handlers) mine(w http.ResponseWriter, r *http.Request) error {
	m, err := h.accounts.Own(r.Context(), server.Actor(r))
	if err != nil {
		return err
	}
	return server.Render(w, r, minePage(server.Person(r), m))
}

func (h handlers) passwordForm(w http.ResponseWriter, r *http.Request) error {
	return server.Render(w, r, passwordPage(nil))
}

func (h handlers) changePassword(w http.ResponseWriter, r *http.Request) error {
	v := server.Form(r)
	pass, err := h.accounts.ChangePassword(r.Context(), server.Actor(r), account.Change{Old: v.Get("old"), Password: v.Get("password"), Again: v.Get("again")})
	if err != nil {
		return server.Retry(w, r, err, func(_ *http.Request, f *ui.Form) (templ.Component, error) { return passwordPage(f), nil })
	}
	if err := again(r, pass); err != nil {
		return err
	}
	return server.Done(w, r, "/account", "account.password_changed")
}

func (h handlers) endSessions(w http.ResponseWriter, r *http.Request) error {
	pass, err := h.accounts.EndSessions(r.Context(), server.Actor(r))
	if err != nil {
		return err
	}
	if err := again(r, pass); err != nil {
		return err
	}
	return server.Done(w, r, "/account", "account.sessions_ended")
}

// again signs the person in anew, under another id, after all were ended.
func again(r *http.Request, pass account.Pass) error {
	passed := server.SecondFactorPassed(r.Context())
	if err := server.SignIn(r, string(pass.Account), pass.Epoch, !ui.From(r.Context()).Shared); err != nil {
		return err
	}
	if !passed {
		return nil
	}
	return server.PassSecondFactor(r)
}

func (h handlers) challenge(w http.ResponseWriter, r *http.Request) error {
	if server.SecondFactorPassed(r.Context()) {
		return server.Redirect(w, r, onward(r))
	}
	return server.Render(w, r, challengePage(nil))
}

func (h handlers) prove(w http.ResponseWriter, r *http.Request) error {
	if err := h.accounts.Prove(r.Context(), server.Actor(r), server.Form(r).Get("code")); err != nil {
		return server.Retry(w, r, err, func(_ *http.Request, f *ui.Form) (templ.Component, error) { return challengePage(f), nil })
	}
	if err := server.PassSecondFactor(r); err != nil {
		return err
	}
	return server.Redirect(w, r, onward(r))
}

// factorForm shows the secret of a factor that is being set up. It is kept in
// the session until the app has shown that it knows it.
func (h handlers) factorForm(w http.ResponseWriter, r *http.Request) error {
	m, err := h.accounts.Own(r.Context(), server.Actor(r))
	if err != nil {
		return err
	}
	if m.Factor {
		return server.Redirect(w, r, "/account")
	}
	if server.SessionValue(r, secretValue) == "" {
		server.SetSessionValue(r, secretValue, account.NewFactor())
	}
	c, err := factor(r, m.Username, nil)
	if err != nil {
		return err
	}
	return server.Render(w, r, c)
}

func factor(r *http.Request, username string, f *ui.Form) (templ.Component, error) {
	secret := server.SessionValue(r, secretValue)
	picture, err := account.FactorPicture(secret, username)
	return factorPage(picture, secret, f), err
}

func (h handlers) enrol(w http.ResponseWriter, r *http.Request) error {
	by := server.Actor(r)
	codes, err := h.accounts.Enrol(r.Context(), by, server.SessionValue(r, secretValue), server.Form(r).Get("code"))
	if err != nil {
		return server.Retry(w, r, err, func(r *http.Request, f *ui.Form) (templ.Component, error) {
			m, err := h.accounts.Own(r.Context(), by)
			if err != nil {
				return nil, err
			}
			return factor(r, m.Username, f)
		})
	}
	if err := server.PassSecondFactor(r); err != nil {
		return err
	}
	server.SetSessionValue(r, secretValue, "")
	return server.Render(w, r, codesPage(codes, onward(r)))
}

func (h handlers) recoveryForm(w http.ResponseWriter, r *http.Request) error {
	return server.Render(w, r, recoveryPage(nil))
}

func (h handlers) renew(w http.ResponseWriter, r *http.Request) error {
	codes, err := h.accounts.Renew(r.Context(), server.Actor(r), server.Form(r).Get("password"))
	if err != nil {
		return server.Retry(w, r, err, func(_ *http.Request, f *ui.Form) (templ.Component, error) { return recoveryPage(f), nil })
	}
	return server.Render(w, r, codesPage(codes, "/account"))
}

func (h handlers) withdrawForm(w http.ResponseWriter, r *http.Request) error {
	return server.Render(w, r, withdrawPage(nil))
}

func (h handlers) withdraw(w http.ResponseWriter, r *http.Request) error {
	if err := h.accounts.Withdraw(r.Context(), server.Actor(r), server.Form(r).Get("password")); err != nil {
		return server.Retry(w, r, err, func(_ *http.Request, f *ui.Form) (templ.Component, error) { return withdrawPage(f), nil })
	}
	return server.Done(w, r, "/account", "account.factor_withdrawn")
}
