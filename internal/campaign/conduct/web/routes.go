// Package web is the pages of codes of conduct: the codes of a unit, one code, and
// what a unit observed of it, on the screen and on paper.
package web

import (
	"embed"

	"chibo/internal/campaign/conduct"
	"chibo/internal/paper"
	"chibo/internal/server"
)

//go:embed text.vi.json text.en.json
var texts embed.FS

type handlers struct{ codes *conduct.Service }

const (
	code = "/campaign/conduct/code/{code}"
	use  = "/campaign/conduct/of/{conduct}"
)

// Capability hands the pages over.
func Capability(codes *conduct.Service) server.Capability {
	h := handlers{codes}
	return server.Capability{
		Name:  "conduct",
		Texts: texts,
		Menu:  []server.MenuEntry{{Key: "conduct", Under: "campaign", Path: "/campaign/conduct", Label: "conduct.menu", Order: 30, Action: conduct.View}},
		Routes: []server.Route{
			server.Get("/campaign/conduct", conduct.View, h.list),
			server.Get("/campaign/conduct/new", conduct.Lead, h.newForm),
			server.Post("/campaign/conduct/new", conduct.Lead, h.compose),
			server.Get("/campaign/conduct/use", conduct.Lead, h.useForm),
			server.Post("/campaign/conduct/use", conduct.Lead, h.choose),
			server.Get(code, conduct.Read, h.code),
			server.Get(code+"/revise", conduct.Lead, h.reviseForm),
			server.Post(code+"/revise", conduct.Lead, h.revise),
			server.Get(code+"/retire", conduct.Lead, h.askRetire),
			server.Post(code+"/retire", conduct.Lead, h.retire),
			server.Get(use, conduct.View, h.show),
			server.Get(use+"/print", conduct.View, h.print),
			server.Get(use+"/print.docx", conduct.View, h.download(paper.AsDOCX)),
			server.Get(use+"/print.pdf", conduct.View, h.download(paper.AsPDF)),
			server.Get(use+"/observe", conduct.Lead, h.observeForm),
			server.Post(use+"/observe", conduct.Lead, h.observe),
			server.Get(use+"/pick", conduct.Lead, h.pickForm),
			server.Post(use+"/pick", conduct.Lead, h.pick),
			server.Get(use+"/stop", conduct.Lead, h.askStop),
			server.Post(use+"/stop", conduct.Lead, h.stop),
		},
	}
}
