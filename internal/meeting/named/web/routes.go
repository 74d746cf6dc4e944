// Package web is the pages of votes by name: those of a meeting, and of each the
// list in which everybody is noted. They work without script.
package web

import (
	"embed"

	"chibo/internal/meeting"
	"chibo/internal/meeting/named"
	"chibo/internal/server"
)

//go:embed text.vi.json text.en.json
var texts embed.FS

type handlers struct{ votes *named.Service }

// Capability hands the pages over. They are reached from their meeting's.
func Capability(votes *named.Service) server.Capability {
	h := handlers{votes}
	const all, one = "/meeting/{meeting}/named", "/meeting/{meeting}/named/{named}"
	return server.Capability{
		Name:  "named",
		Texts: texts,
		Routes: []server.Route{
			server.Get(all, meeting.View, h.list),
			server.Post(all, meeting.Record, h.begin),
			server.Get(one, meeting.View, h.show),
			server.Post(one+"/voices", meeting.Record, h.note),
			server.Post(one+"/rest", meeting.Record, h.noteRest),
			server.Post(one+"/close", meeting.Record, h.close),
			server.Post(one+"/reopen", meeting.Record, h.reopen),
			server.Post(one+"/drop", meeting.Record, h.drop),
			server.Post(one+"/ask", meeting.View, h.ask),
		},
	}
}
