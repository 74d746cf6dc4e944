// Package web is the pages of interim and final reviews of campaigns.
package web

import (
	"embed"

	"chibo/internal/access"
	"chibo/internal/campaign/review"
	"chibo/internal/paper"
	"chibo/internal/server"
)

//go:embed text.vi.json text.en.json
var texts embed.FS

type handlers struct{ reviews *review.Service }

// serves are those who find reviews beside the campaigns, and reads all others of a
// cell, who find them beside their pledges.
var (
	serves = access.Declare(review.View.Name, access.For(access.Here, access.Committee...), access.For(access.Here, access.Officer))
	reads  = access.Declare(review.View.Name, access.For(access.Here, access.Cell...))
)

// Capability hands the pages over.
func Capability(reviews *review.Service) server.Capability {
	h := handlers{reviews}
	const one = "/campaign/review/of/{summary}"
	return server.Capability{
		Name:  "review",
		Texts: texts,
		Menu: []server.MenuEntry{
			{Key: "review", Under: "campaign", Path: "/campaign/review", Label: "review.menu", Order: 50, Action: serves},
			{Key: "review", Under: "commitment", Path: "/campaign/review", Label: "review.menu", Order: 95, Action: reads, Except: serves},
		},
		Routes: []server.Route{
			server.Get("/campaign/review", review.View, h.desk),
			server.Get("/campaign/review/new", review.Write, h.openForm),
			server.Post("/campaign/review/new", review.Write, h.open),
			server.Get(one, review.View, h.show),
			server.Post(one+"/text", review.Write, h.text),
			server.Post(one+"/issue", review.Write, h.issue),
			server.Post(one+"/reopen", review.Write, h.reopen),
			server.Post(one+"/send", review.Write, h.send),
			server.Get(one+"/print", review.View, h.print),
			server.Get(one+"/print.docx", review.View, h.download(paper.AsDOCX)),
			server.Get(one+"/print.pdf", review.View, h.download(paper.AsPDF)),
		},
	}
}
