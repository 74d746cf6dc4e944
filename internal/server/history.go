package server

import (
	"context"
	"net/http"

	"chibo/internal/audit"
	"chibo/internal/ui"
)

// Events puts lines of the log into words, for the history of a record: the
// action's text, who did it, and when. What was changed stays in the log.
func Events(r *http.Request, lines []audit.Line) []ui.Event {
	events := make([]ui.Event, len(lines))
	for i, l := range lines {
		events[i] = ui.Event{Date: l.At.Local(Lang(r)), Title: Text(r, l.Action), Text: Doer(r.Context(), l.Name, l.Account)}
	}
	return events
}

// Doer names who did or read something: a person by his name, else the
// operator or the program by the account.
func Doer(ctx context.Context, name, account string) string {
	switch {
	case name != "":
		return name
	case account == "console" || account == "system":
		return ui.T(ctx, "ui.by_"+account)
	}
	return ui.T(ctx, "ui.by_unknown")
}
