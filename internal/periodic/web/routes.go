// Package web is the pages of periodic reports: those of a unit, one report with its
// figures and texts, and how far the units below a committee have come.
package web

import (
	"embed"

	"chibo/internal/access"
	"chibo/internal/paper"
	"chibo/internal/periodic"
	"chibo/internal/server"
)

//go:embed text.vi.json text.en.json
var texts embed.FS

type handlers struct{ reports *periodic.Service }

// Who comes by which way: a cell's committee by a tab beside the list of its
// members, an officer by tabs beside the tree.
var (
	leads  = access.Declare(periodic.View.Name, access.For(access.Here, access.Committee...))
	serves = access.Declare(periodic.View.Name, access.For(access.Here, access.Officer))
)

// Capability hands the pages over.
func Capability(reports *periodic.Service) server.Capability {
	h := handlers{reports}
	const one = "/periodic/of/{periodic}"
	return server.Capability{
		Name:  "periodic",
		Texts: texts,
		Menu: []server.MenuEntry{
			{Key: "periodic", Under: "member", Label: "periodic.menu", Order: 75, Action: leads},
			{Key: "periodic", Under: "org", Path: "/periodic/below", Label: "periodic.menu_below", Order: 40, Action: periodic.Oversee},
			{Key: "periodic", Under: "org", Label: "periodic.menu_own", Order: 41, Action: serves},
		},
		Routes: []server.Route{
			server.Get("/periodic", periodic.View, h.desk),
			server.Post("/periodic/new", periodic.Write, h.open),
			server.Get("/periodic/below", periodic.Oversee, h.below),
			server.Get(one, periodic.View, h.show),
			server.Post(one+"/text", periodic.Write, h.text),
			server.Post(one+"/refresh", periodic.Write, h.refresh),
			server.Post(one+"/receive", periodic.Receive, h.receive),
			server.Post(one+"/return", periodic.Receive, h.giveBack),
			server.Get(one+"/print", periodic.View, h.print),
			server.Get(one+"/print.docx", periodic.View, h.download(paper.AsDOCX)),
			server.Get(one+"/print.pdf", periodic.View, h.download(paper.AsPDF)),
			server.Get(one+"/tables.xlsx", periodic.View, h.tables),
		},
	}
}
