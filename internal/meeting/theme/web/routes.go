// Package web is the page of what a thematic meeting is about and what came of
// it (B11). It works without script.
package web

import (
	"embed"

	"chibo/internal/meeting"
	"chibo/internal/meeting/theme"
	"chibo/internal/server"
)

//go:embed text.vi.json text.en.json
var texts embed.FS

type handlers struct{ themes *theme.Service }

// Capability hands the page over, which stands under each meeting that has a
// theme.
func Capability(themes *theme.Service) server.Capability {
	h := handlers{themes}
	const at = "/meeting/{meeting}/theme"
	return server.Capability{
		Name:  "theme",
		Texts: texts,
		Routes: []server.Route{
			server.Get(at, meeting.View, h.show),
			server.Post(at, meeting.Prepare, h.write),
			server.Post(at+"/pass", meeting.Prepare, h.pass),
			server.Post(at+"/measures", meeting.Record, h.conclude),
		},
	}
}
