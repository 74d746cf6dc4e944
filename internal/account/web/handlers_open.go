package web

import (
	"net/http"
	"net/url"
	"time"

	"github.com/a-h/templ"

	"chibo/internal/access"
	"chibo/internal/account"
	"chibo/internal/fault"
	"chibo/internal/server"
	"chibo/internal/ui"
)

func (h handlers) login(w http.ResponseWriter, r *http.Request) error {
	if server.Actor(r).Kind != access.Nobody {
		return server.Redirect(w, r, "/")
	}
	first, err := h.accounts.FirstRun(r.Context(), server.Actor(r))
	if err != nil {
		return err
	}
	if first {
		return server.Redirect(w, r, "/setup")
	}
	c, err := h.loginPage(r, r.URL.Query().Get("next"), nil)
	if err != nil {
		return err
	}
	return server.Render(w, r, c)
}

func (h handlers) loginPage(r *http.Request, next string, f *ui.Form) (templ.Component, error) {
	title, err := h.accounts.Title(r.Context(), server.Actor(r))
	return loginPage(title, server.LocalPath(next), f), err
}

func (h handlers) signIn(w http.ResponseWriter, r *http.Request) error {
	v := server.Form(r)
	t := account.Try{Username: v.Get("username"), Password: v.Get("password"), Address: server.ClientAddress(r), Own: v.Get("own") != ""}
	if c, err := r.Cookie(deviceCookie); err == nil {
		t.Device = c.Value
	}
	pass, err := h.accounts.SignIn(r.Context(), server.Actor(r), t)
	if err != nil {
		return server.Retry(w, r, err, func(r *http.Request, f *ui.Form) (templ.Component, error) { return h.loginPage(r, v.Get("next"), f) })
	}
	next := server.LocalPath(v.Get("next"))
	if next == "/" {
		if next, err = h.landing(r, pass); err != nil {
			return err
		}
	}
	if err := h.enter(w, r, pass, t.Own, next); err != nil {
		return err
	}
	return server.Redirect(w, r, next)
}

// landing leads an administrator on where setting up stopped.
func (h handlers) landing(r *http.Request, pass account.Pass) (string, error) {
	st, err := h.accounts.Stage(r.Context(), access.System)
	if err != nil || st.Step == account.StepDone {
		return "/", err
	}
	who, err := h.accounts.Who(r.Context(), access.System, pass.Account, pass.Epoch)
	if err != nil || !who.Actor().Has(access.Administrator) {
		return "/", err
	}
	return stepPath(st.Step), nil
}

// enter opens the session. next is kept for when the second factor was shown.
func (h handlers) enter(w http.ResponseWriter, r *http.Request, pass account.Pass, own bool, next string) error {
	if pass.Device != "" {
		http.SetCookie(w, &http.Cookie{
			Name: deviceCookie, Value: pass.Device, Path: "/login", MaxAge: int(account.DeviceLife / time.Second),
			HttpOnly: true, Secure: origin(r).Scheme == "https", SameSite: http.SameSiteLaxMode,
		})
	}
	if err := server.SignIn(r, string(pass.Account), pass.Epoch, own); err != nil {
		return err
	}
	server.SetSessionValue(r, nextValue, next)
	server.SetSessionValue(r, secretValue, "")
	return nil
}

const (
	deviceCookie = "chibo_device"
	nextValue    = "next"   // where the person was going
	secretValue  = "factor" // the second factor being set up
)

// onward is where the person was going when the second factor came between.
func onward(r *http.Request) string { return server.LocalPath(server.SessionValue(r, nextValue)) }

// origin is how the browser reached this server: what it says of itself when
// it posts, which the protection against cross-site posts has compared.
func origin(r *http.Request) url.URL {
	u, err := url.Parse(r.Header.Get("Origin"))
	if err == nil && u.Host == r.Host && (u.Scheme == "https" || u.Scheme == "http") {
		return url.URL{Scheme: u.Scheme, Host: u.Host}
	}
	if r.TLS != nil {
		return url.URL{Scheme: "https", Host: r.Host}
	}
	return url.URL{Scheme: "http", Host: r.Host}
}

func (h handlers) forgot(w http.ResponseWriter, r *http.Request) error {
	return server.Render(w, r, forgotPage(false, nil))
}

// askTime is how long the answer takes, whether or not the account exists.
const askTime = 300 * time.Millisecond

func (h handlers) ask(w http.ResponseWriter, r *http.Request) error {
	wait := time.NewTimer(askTime)
	err := h.accounts.Ask(r.Context(), server.Actor(r), server.Form(r).Get("username"), server.ClientAddress(r))
	select {
	case <-wait.C:
	case <-r.Context().Done():
	}
	if err != nil {
		return server.Retry(w, r, err, func(_ *http.Request, f *ui.Form) (templ.Component, error) { return forgotPage(false, f), nil })
	}
	return server.Render(w, r, forgotPage(true, nil))
}

func (h handlers) invitation(w http.ResponseWriter, r *http.Request) error {
	l, err := h.accounts.Opened(r.Context(), server.Actor(r), r.PathValue("secret"))
	if err != nil {
		return err
	}
	return server.Render(w, r, invitePage(l, nil))
}

func (h handlers) accept(w http.ResponseWriter, r *http.Request) error {
	v := server.Form(r)
	secret := r.PathValue("secret")
	pass, err := h.accounts.Accept(r.Context(), server.Actor(r), secret, account.Answer{Username: v.Get("username"), Password: v.Get("password"), Again: v.Get("again")})
	if fault.Is(err, fault.NotFound) {
		return err
	}
	if err != nil {
		return server.Retry(w, r, err, func(r *http.Request, f *ui.Form) (templ.Component, error) {
			l, err := h.accounts.Opened(r.Context(), server.Actor(r), secret)
			return invitePage(l, f), err
		})
	}
	if err := h.enter(w, r, pass, false, "/"); err != nil {
		return err
	}
	return server.Done(w, r, "/", "account.accepted")
}
