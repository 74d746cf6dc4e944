// Package web is the pages of a mass organisation's officers: what they look after,
// and the book that they keep for themselves. All of it works without script.
package web

import (
	"embed"

	"chibo/internal/access"
	"chibo/internal/document/chapter"
	"chibo/internal/server"
)

//go:embed text.vi.json text.en.json
var texts embed.FS

type handlers struct{ chapters *chapter.Service }

// Capability hands the pages over.
func Capability(chapters *chapter.Service) server.Capability {
	h := handlers{chapters}
	const one = "/document/chapter/of/{record}"
	return server.Capability{
		Name:  "chapter",
		Texts: texts,
		Menu: []server.MenuEntry{
			{Key: "document/chapter", Icon: "file-text", Label: "chapter.menu", Short: "chapter.menu_short", Order: 25, Action: keeps},
		},
		Routes: []server.Route{
			server.Get("/document/chapter", chapter.Keep, h.book),
			server.Get("/document/chapter/new", chapter.Keep, h.newForm),
			server.Post("/document/chapter/new", chapter.Keep, h.write),
			server.Get(one, chapter.Keep, h.show),
			server.Get(one+"/edit", chapter.Keep, h.editForm),
			server.Post(one+"/edit", chapter.Keep, h.amend),
			server.Post(one+"/place", chapter.Keep, h.place),
		},
	}
}

// keeps is who finds the pages in the menu.
var keeps = access.Declare(chapter.Keep.Name, access.For(access.Here, access.MassOfficer))
