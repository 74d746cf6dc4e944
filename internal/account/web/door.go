package web

import (
	"context"
	"log/slog"

	"chibo/internal/access"
	"chibo/internal/account"
	"chibo/internal/i18n"
	"chibo/internal/server"
	"chibo/internal/ui"
)

// Where a session without its second factor is led: to show one, or to set one
// up. The first is no prefix of the second, nor the other way round: who has
// only the password never reaches the page that changes the factor.
const (
	challengePath = "/account/challenge"
	factorPath    = "/account/second-factor"
)

// Door tells package server who stands behind a session. It is the
// server.Gatekeeper.
type Door struct{ accounts *account.Service }

// NewDoor makes the gatekeeper over the use cases.
func NewDoor(accounts *account.Service) Door { return Door{accounts} }

// Identify tells who the account is now, or a NotFound fault if the session is
// no longer good. A session whose second factor is missing leads to it first.
func (d Door) Identify(ctx context.Context, id string, epoch int) (server.Identity, error) {
	who, err := d.accounts.Who(ctx, access.System, account.ID(id), epoch)
	if err != nil {
		return server.Identity{}, err
	}
	v := server.Identity{Actor: who.Actor(), Name: who.Name}
	if who.View != "" {
		v.Lang, v.View = server.ParseView(who.View)
	}
	for _, h := range who.Hats {
		v.Hats = append(v.Hats, server.Hat(h))
	}
	switch {
	case who.SecondFactor && !server.SecondFactorPassed(ctx):
		v.Detour = challengePath
	case who.MustHaveOne:
		v.Detour = factorPath
	}
	return v, nil
}

// Prefer keeps how a person wants pages to look.
func (d Door) Prefer(ctx context.Context, by access.Actor, lang i18n.Lang, view ui.View) error {
	return d.accounts.Prefer(ctx, by, server.FormatView(lang, view))
}

// FirstRun reports whether nobody has an account yet.
func (d Door) FirstRun(ctx context.Context) bool {
	first, err := d.accounts.FirstRun(ctx, access.System)
	if err != nil {
		slog.ErrorContext(ctx, "first run", "error", err)
	}
	return first && err == nil
}
