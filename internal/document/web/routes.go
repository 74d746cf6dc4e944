// Package web is the pages of files and of the numbers of papers. The files of
// any record stand on one page, /document/of/<kind>/<subject>, which the
// record's own page links to with its address in ?back=.
package web

import (
	"embed"

	"chibo/internal/access"
	"chibo/internal/document"
	"chibo/internal/server"
)

//go:embed text.vi.json text.en.json
var texts embed.FS

type handlers struct{ docs *document.Service }

// uploadMax leaves room for the form around the file.
const uploadMax = document.FileMax + 1<<20

// Capability hands the pages over. Who may see and add files is asked of the
// owner of each record, so these routes are open to every account.
func Capability(docs *document.Service) server.Capability {
	h := handlers{docs}
	return server.Capability{
		Name:  "document",
		Texts: texts,
		Menu:  []server.MenuEntry{{Key: "document", Icon: "list-numbers", Label: "document.menu", Order: 80, Foot: true, Action: document.NumberPapers}},
		Routes: []server.Route{
			server.Get("/document", document.NumberPapers, h.numbers),
			server.Post("/document", document.NumberPapers, h.startAt),
			server.Get("/document/of/{kind}/{subject}", access.SignedIn, h.files),
			server.Upload("/document/of/{kind}/{subject}", access.SignedIn, uploadMax, h.attach),
			server.Get("/document/{attachment}", access.SignedIn, h.download),
			server.Get("/document/{attachment}/remove", access.SignedIn, h.askRemove),
			server.Post("/document/{attachment}/remove", access.SignedIn, h.remove),
		},
	}
}
