// Package web is the pages of figures: the overview of a committee, and the sheet
// of one unit.
package web

import (
	"embed"

	"chibo/internal/access"
	"chibo/internal/paper"
	"chibo/internal/server"
	"chibo/internal/stats"
)

//go:embed text.vi.json text.en.json
var texts embed.FS

type handlers struct{ stats *stats.Service }

// Who comes by which way: an officer by the menu, a committee by a tab beside the
// list of its members.
var (
	oversees = access.Declare(stats.View.Name, access.For(access.Below, access.Officer))
	leads    = access.Declare(stats.View.Name, access.For(access.Here, access.Committee...))
)

// Capability hands the pages over.
func Capability(s *stats.Service) server.Capability {
	h := handlers{s}
	return server.Capability{
		Name:  "stats",
		Texts: texts,
		Menu: []server.MenuEntry{
			{Key: "stats", Icon: "layout-dashboard", Label: "stats.menu", Order: 5, Action: oversees},
			{Key: "stats", Under: "member", Label: "stats.tab", Order: 70, Action: leads},
		},
		Routes: []server.Route{
			server.Get("/stats", stats.View, h.overview),
			server.Post("/stats", stats.View, h.choose),
			server.Get("/stats/table.xlsx", stats.View, h.whole(table)),
			server.Get("/stats/print", stats.View, h.whole(printed)),
			server.Get("/stats/print.docx", stats.View, h.whole(handOut(paper.AsDOCX))),
			server.Get("/stats/print.pdf", stats.View, h.whole(handOut(paper.AsPDF))),
			server.Get("/stats/records", stats.View, h.records),
			server.Get("/stats/unit/{unit}", stats.View, h.sheet),
			server.Post("/stats/unit/{unit}", stats.View, h.chooseOfSheet),
		},
	}
}
