package app

import (
	"context"
	"io"

	"chibo/internal/access"
	"chibo/internal/i18n"
	memberweb "chibo/internal/member/web"
	"chibo/internal/org"
	"chibo/internal/paper"
	"chibo/internal/ui"
)

// ExportMembers writes the register of a unit, in the 29 columns of the
// national list, in the form that write gives it.
func (a *App) ExportMembers(ctx context.Context, by access.Actor, unit org.ID, out io.Writer, write func(io.Writer, paper.Sheet) error) error {
	u, all, err := a.Members.Export(ctx, by, unit)
	if err != nil {
		return err
	}
	ctx = ui.With(ctx, &ui.Shell{Catalog: a.Server.Catalog(), Lang: i18n.Vi})
	return write(out, memberweb.Register(ctx, u, all, a.DB.Now().Date().Local(i18n.Vi)))
}
