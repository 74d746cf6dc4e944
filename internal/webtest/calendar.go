package webtest

import (
	"testing"

	"chibo/internal/access"
	"chibo/internal/meeting"
)

// attended has somebody of the committee above attend the cell's open meeting.
func (w *World) attended(t testing.TB, p Place) {
	t.Helper()
	ctx, by, id := t.Context(), access.Console, meeting.ID(p.Params["meeting"])
	sheet, err := w.App.Calendars.Get(ctx, by, id)
	check(t, err)
	_, err = w.App.Calendars.Assign(ctx, by, id, sheet.People[0].Person)
	check(t, err)
}
