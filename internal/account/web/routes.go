// Package web is the pages of accounts: signing in, one's own account, those
// of others, and setting up a new installation.
package web

import (
	"embed"

	"chibo/internal/access"
	"chibo/internal/account"
	"chibo/internal/server"
)

//go:embed text.vi.json text.en.json
var texts embed.FS

type handlers struct{ accounts *account.Service }

// The administrator has the accounts in his main menu, those who invite for
// their unit at the foot of it.
var (
	administers = access.Declare("account.list", access.For(access.Anywhere, access.Administrator))
	invites     = access.Declare("account.list", access.For(access.Below, access.Officer), access.For(access.Here, access.Secretary, access.Deputy))
)

// Capability hands the pages over.
func Capability(accounts *account.Service) server.Capability {
	h := handlers{accounts}
	c := server.Capability{
		Name:  "account",
		Texts: texts,
		Menu: []server.MenuEntry{
			{Key: "accounts", Icon: "key", Label: "account.menu", Order: 80, Action: administers},
			{Key: "accounts", Icon: "key", Label: "account.menu", Order: 80, Action: invites, Foot: true},
		},
	}
	for _, some := range [][]server.Route{h.open(), h.own(), h.others(), h.setup()} {
		c.Routes = append(c.Routes, some...)
	}
	return c
}

// open routes are for who is not signed in.
func (h handlers) open() []server.Route {
	return []server.Route{
		server.Get("/login", access.Public, h.login),
		server.Post("/login", access.Public, h.signIn),
		server.Get("/forgot", access.Public, h.forgot),
		server.Post("/forgot", access.Public, h.ask),
		server.Get("/invite/{secret}", access.Public, h.invitation),
		server.Post("/invite/{secret}", access.Public, h.accept),
	}
}

// own routes are about one's own account.
func (h handlers) own() []server.Route {
	return []server.Route{
		server.Get("/account", access.SignedIn, h.mine),
		server.Get("/account/password", access.SignedIn, h.passwordForm),
		server.Post("/account/password", access.SignedIn, h.changePassword),
		server.Post("/account/end-sessions", access.SignedIn, h.endSessions),
		server.Get(challengePath, access.SignedIn, h.challenge),
		server.Post(challengePath, access.SignedIn, h.prove),
		server.Get(factorPath, access.SignedIn, h.factorForm),
		server.Post(factorPath, access.SignedIn, h.enrol),
		server.Get("/account/recovery", access.SignedIn, h.recoveryForm),
		server.Post("/account/recovery", access.SignedIn, h.renew),
		server.Get("/account/withdraw", access.SignedIn, h.withdrawForm),
		server.Post("/account/withdraw", access.SignedIn, h.withdraw),
	}
}

// others routes are about the accounts of others.
func (h handlers) others() []server.Route {
	return []server.Route{
		server.Get("/accounts", account.List, h.list),
		server.Get("/accounts/{person}", account.List, h.sheet),
		server.Post("/accounts/{person}/invite", account.Invite, h.invite),
		server.Get("/accounts/{person}/suspend", account.Suspend, h.askSuspend),
		server.Post("/accounts/{person}/suspend", account.Suspend, h.suspend),
		server.Get("/accounts/{person}/drop-factor", account.DropFactor, h.askDrop),
		server.Post("/accounts/{person}/drop-factor", account.DropFactor, h.drop),
		server.Post("/accounts/{person}/grant", account.Give, h.grant),
		server.Post("/accounts/grant/{grant}/approve", account.Confirm, h.approve),
		server.Post("/accounts/grant/{grant}/revoke", account.List, h.revoke),
	}
}

// setup routes lead through a new installation.
func (h handlers) setup() []server.Route {
	return []server.Route{
		server.Get("/setup", access.Public, h.begin),
		server.Post("/setup", access.Public, h.administrator),
		server.Get("/setup/organisation", account.Prepare, h.organisationForm),
		server.Post("/setup/organisation", account.Prepare, h.organisation),
		server.Get("/setup/cell", account.Prepare, h.cellForm),
		server.Post("/setup/cell", account.Prepare, h.cell),
		server.Get("/setup/secretary", account.Prepare, h.secretaryForm),
		server.Post("/setup/secretary", account.Prepare, h.secretary),
		server.Get("/setup/done", account.Prepare, h.done),
	}
}
