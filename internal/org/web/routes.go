// Package web is the pages of the tree of organisations.
package web

import (
	"embed"

	"chibo/internal/access"
	"chibo/internal/org"
	"chibo/internal/server"
)

//go:embed text.vi.json text.en.json
var texts embed.FS

type handlers struct{ orgs *org.Service }

// Capability hands the pages over.
func Capability(orgs *org.Service) server.Capability {
	h := handlers{orgs}
	return server.Capability{
		Name:  "org",
		Texts: texts,
		Menu:  []server.MenuEntry{{Key: "org", Icon: "sitemap", Label: "org.menu", Order: 20, Shortcut: "T", Action: listed}},
		Routes: []server.Route{
			server.Get("/org", org.View, h.list),
			server.Get("/org/new", org.Arrange, h.newForm),
			server.Post("/org/new", org.Arrange, h.found),
			server.Get("/org/unit/{unit}", org.View, h.show),
			server.Get("/org/unit/{unit}/edit", org.Arrange, h.editForm),
			server.Post("/org/unit/{unit}/edit", org.Arrange, h.amend),
			server.Get("/org/unit/{unit}/dissolve", org.Arrange, h.askDissolve),
			server.Post("/org/unit/{unit}/dissolve", org.Arrange, h.dissolve),
			server.Get("/org/unit/{unit}/govern", org.Govern, h.governForm),
			server.Post("/org/unit/{unit}/terms", org.Govern, h.openTerm),
			server.Post("/org/unit/{unit}/regulation", org.Govern, h.regulate),
			server.Post("/org/unit/{unit}/staff", org.Govern, h.countStaff),
		},
	}
}

// listed decides who has the menu entry: those with more than one
// organisation to look after, and the leadership of a cell.
var listed = access.Declare("org.view", access.For(access.Anywhere, access.Administrator), access.For(access.Below, access.Officer), access.For(access.Here, access.Committee...))
