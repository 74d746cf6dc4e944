package server

import (
	"net/http"

	"chibo/internal/audit"
	"chibo/internal/ui"
)

// Events puts lines of the log into words, for the history of a record: the
// action's text, who did it, and when. What was changed stays in the log.
func Events(r *http.Request, lines []audit.Line) []ui.Event {
	events := make([]ui.Event, len(lines))
	for i, l := range lines {
		events[i] = ui.Event{Date: l.At.Local(Lang(r)), Title: Text(r, l.Action), Text: doer(r, l)}
	}
	return events
}

// doer names who did something: a person, the operator or the program.
func doer(r *http.Request, l audit.Line) string {
	switch {
	case l.Name != "":
		return l.Name
	case l.Account == "console" || l.Account == "system":
		return Text(r, "ui.by_"+l.Account)
	}
	return Text(r, "ui.by_unknown")
}
