// Package web is the pages of self-reflection reports: the rota of a year, the
// editor of a draft with what lies beside it, comments, what the unit heard,
// and the remarks that are followed.
package web

import (
	"embed"
	"slices"

	"chibo/internal/reflection"
	"chibo/internal/server"
)

//go:embed text.vi.json text.en.json
var texts embed.FS

// Capability hands the pages over.
func Capability(reports *reflection.Service) server.Capability {
	h := handlers{reports: reports}
	return server.Capability{
		Name:  "reflection",
		Texts: texts,
		Menu: []server.MenuEntry{
			{Key: "reflection", Icon: "writing", Label: "reflection.menu", Order: 20, Action: reflection.View},
		},
		Routes: slices.Concat([]server.Route{
			server.Get("/reflection", reflection.View, h.list),
		}),
	}
}
