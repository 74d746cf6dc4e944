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
		Menu: []server.MenuEntry{
			{Key: "org", Icon: "sitemap", Label: "org.menu", Order: 20, Shortcut: "T", Action: oversees},
			{Key: "org", Icon: "sitemap", Label: "org.menu_own", Order: 20, Foot: true, Action: leads},
		},
		Routes: []server.Route{
			server.Get("/org", org.View, h.list),
			server.Get("/org/new", org.Arrange, h.newForm),
			server.Post("/org/new", org.Arrange, h.found),
			server.Get("/org/unit/{unit}", org.View, h.show),
			server.Get("/org/unit/{unit}/edit", org.Arrange, h.editForm),
			server.Post("/org/unit/{unit}/edit", org.Arrange, h.amend),
			server.Get("/org/unit/{unit}/dissolve", org.Arrange, h.askDissolve),
			server.Post("/org/unit/{unit}/dissolve", org.Arrange, h.dissolve),
			server.Get("/org/reform", org.Arrange, h.reforms),
			server.Get("/org/unit/{unit}/reform", org.Arrange, h.choose),
			server.Get("/org/unit/{unit}/merge", org.Arrange, h.mergeForm),
			server.Post("/org/unit/{unit}/merge", org.Arrange, h.merge),
			server.Get("/org/unit/{unit}/split", org.Arrange, h.splitForm),
			server.Post("/org/unit/{unit}/split", org.Arrange, h.split),
			server.Get("/org/unit/{unit}/move", org.Arrange, h.moveForm),
			server.Post("/org/unit/{unit}/move", org.Arrange, h.move),
			server.Get("/org/unit/{unit}/govern", org.Govern, h.governForm),
			server.Post("/org/unit/{unit}/terms", org.Govern, h.openTerm),
			server.Post("/org/unit/{unit}/regulation", org.Govern, h.regulate),
			server.Post("/org/unit/{unit}/staff", org.Govern, h.countStaff),
			server.Get("/org/unit/{unit}/rules", org.View, h.rules),
			server.Post("/org/unit/{unit}/rules", org.Govern, h.setRule),
			server.Get("/org/unit/{unit}/rules/{rule}/end", org.Govern, h.askEndRule),
			server.Post("/org/unit/{unit}/rules/{rule}/end", org.Govern, h.endRule),
			server.Get("/org/unit/{unit}/history", org.Govern, h.history),
		},
	}
}

// Who looks after several organisations has them in the main menu; the
// leadership of a cell has its own at the foot.
var (
	oversees = access.Declare("org.view", access.For(access.Anywhere, access.Administrator), access.For(access.Below, access.Officer))
	leads    = access.Declare("org.view", access.For(access.Here, access.Committee...))
)
