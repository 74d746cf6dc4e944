// Package web is the pages of how the public turns to a unit.
package web

import (
	"embed"

	"chibo/internal/feedback"
	"chibo/internal/server"
)

//go:embed text.vi.json text.en.json
var texts embed.FS

type handlers struct{ feedback *feedback.Service }

// Capability hands the pages over.
func Capability(s *feedback.Service) server.Capability {
	h := handlers{s}
	const list = "/feedback/import/{counted}"
	return server.Capability{
		Name:  "feedback",
		Texts: texts,
		Menu: []server.MenuEntry{
			{Key: "feedback", Icon: "phone", Label: "feedback.menu", Order: 27, Foot: true, Action: feedback.View},
		},
		Routes: []server.Route{
			server.Get("/feedback", feedback.View, h.show),
			server.Get("/feedback/month", feedback.Count, h.monthForm),
			server.Post("/feedback/month", feedback.Count, h.enter),
			server.Get("/feedback/import", feedback.Count, h.importForm),
			server.Upload("/feedback/import", feedback.Count, server.ListMax, h.readList),
			server.Get(list, feedback.Count, h.preview),
			server.Post(list+"/confirm", feedback.Count, h.confirm),
			server.Post(list+"/drop", feedback.Count, h.drop),
		},
	}
}
