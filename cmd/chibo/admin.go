package main

import (
	"context"
	"fmt"
	"io"

	"chibo/internal/access"
	"chibo/internal/account"
	"chibo/internal/app"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/org"
)

type adminCmd struct {
	CreateAccount createAccountCmd `cmd:"" help:"Make an administrator; prints the link by which he chooses a password."`
	ResetPassword resetPasswordCmd `cmd:"" help:"Print a link by which somebody chooses a new password."`
	Grant         grantCmd         `cmd:"" help:"Give a role that does not follow from a position."`
}

type createAccountCmd struct {
	state
	Name string `help:"The person's name." required:""`
}

// Run makes the administrator.
func (c createAccountCmd) Run(ctx context.Context, out io.Writer) error {
	return c.withApp(ctx, func(a *app.App) error {
		link, err := a.Accounts.CreateAdministrator(ctx, access.Console, c.Name)
		if err != nil {
			return err
		}
		return printLink(out, link)
	})
}

type resetPasswordCmd struct {
	state
	Username string `arg:"" help:"Whose password."`
}

// Run makes the link. The person and the secretary are told.
func (c resetPasswordCmd) Run(ctx context.Context, out io.Writer) error {
	return c.withApp(ctx, func(a *app.App) error {
		who, err := accountByName(ctx, a, c.Username)
		if err != nil {
			return err
		}
		link, err := a.Accounts.Invite(ctx, access.Console, who.Person)
		if err != nil {
			return err
		}
		return printLink(out, link)
	})
}

type grantCmd struct {
	state
	Username string `arg:"" help:"Who gets the role."`
	Role     string `arg:"" help:"administrator, officer or mass_officer." enum:"administrator,officer,mass_officer"`
	Org      string `help:"Code of the organisation; none for the administrator." placeholder:"CODE"`
}

// Run gives the role.
func (c grantCmd) Run(ctx context.Context, out io.Writer) error {
	return c.withApp(ctx, func(a *app.App) error {
		who, err := accountByName(ctx, a, c.Username)
		if err != nil {
			return err
		}
		unit := org.ID("")
		if c.Org != "" {
			u, err := unitByCode(ctx, a, c.Org)
			if err != nil {
				return err
			}
			unit = u.ID
		}
		if _, err := a.Accounts.Grant(ctx, access.Console, who.Account, access.Role(c.Role), unit); err != nil {
			return err
		}
		_, err = fmt.Fprintf(out, "%s: %s\n", who.Username, c.Role)
		return err
	})
}

func accountByName(ctx context.Context, a *app.App, username string) (account.Line, error) {
	who, err := a.Accounts.Find(ctx, access.Console, username)
	if fault.Is(err, fault.NotFound) {
		return who, fmt.Errorf("no account has the user name %q", username)
	}
	return who, err
}

// withApp opens the state for a command and puts its faults into words.
func (s state) withApp(ctx context.Context, f func(a *app.App) error) error {
	if err := s.existing(); err != nil {
		return err
	}
	a, err := app.Open(ctx, s.options())
	if err != nil {
		return err
	}
	defer a.Close()
	text := func(key string, args ...any) string { return a.Server.Catalog().Text(i18n.Vi, key, args...) }
	if err := f(a); err != nil {
		return inWords(err, text)
	}
	return nil
}

func printLink(out io.Writer, l account.Link) error {
	_, err := fmt.Fprintf(out, "%s: %s\nMở địa chỉ này trên trang của chibo, trước %s. Chỉ dùng được một lần.\n", l.Name, l.Path(), l.Until.Local(i18n.Vi))
	return err
}
