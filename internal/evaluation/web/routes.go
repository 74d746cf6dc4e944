// Package web is the pages of reviews: the list of a unit's year, the file of each
// member, the vote, the superior's decision, and what the units below sent.
package web

import (
	"embed"
	"slices"

	"chibo/internal/evaluation"
	"chibo/internal/paper"
	"chibo/internal/server"
)

//go:embed text.vi.json text.en.json
var texts embed.FS

type handlers struct{ reviews *evaluation.Service }

// Capability hands the pages over.
func Capability(reviews *evaluation.Service) server.Capability {
	h := handlers{reviews}
	return server.Capability{
		Name:  "evaluation",
		Texts: texts,
		Menu: []server.MenuEntry{
			{Key: "evaluation", Under: "commitment", Label: "evaluation.menu", Order: 60, Action: evaluation.Read},
			{Key: "evaluation", Under: "org", Path: "/evaluation/below", Label: "evaluation.menu_below", Order: 30, Action: evaluation.Oversee},
		},
		Routes: slices.Concat(h.reviewRoutes(), h.fileRoutes()),
	}
}

// reviewRoutes are the pages of a unit's review.
func (h handlers) reviewRoutes() []server.Route {
	const one = "/evaluation/of/{review}"
	return []server.Route{
		server.Get("/evaluation", evaluation.View, h.desk),
		server.Get("/evaluation/new", evaluation.Lead, h.openForm),
		server.Post("/evaluation/new", evaluation.Lead, h.open),
		server.Get("/evaluation/below", evaluation.Oversee, h.below),
		server.Get(one, evaluation.View, h.show),
		server.Get(one+"/print", evaluation.View, h.print),
		server.Get(one+"/print.docx", evaluation.View, h.download(paper.AsDOCX)),
		server.Get(one+"/print.pdf", evaluation.View, h.download(paper.AsPDF)),
		server.Post(one+"/refresh", evaluation.Lead, h.refresh),
		server.Post(one+"/convene", evaluation.Lead, h.convene),
		server.Post(one+"/reopen", evaluation.Lead, h.reopen),
		server.Post(one+"/send", evaluation.Lead, h.send),
		server.Post(one+"/return", evaluation.Return, h.giveBack),
		server.Get(one+"/decide", evaluation.Decide, h.decideForm),
		server.Post(one+"/decide", evaluation.Decide, h.decide),
	}
}

// fileRoutes are the pages of one file.
func (h handlers) fileRoutes() []server.Route {
	const one = "/evaluation/file/{file}"
	return []server.Route{
		server.Get(one, evaluation.Read, h.file),
		server.Get(one+"/edit", evaluation.Write, h.editForm),
		server.Post(one+"/edit", evaluation.Write, h.edit),
		server.Post(one+"/form", evaluation.Lead, h.choose),
		server.Get(one+"/comment", evaluation.Lead, h.commentForm),
		server.Post(one+"/comment", evaluation.Lead, h.comment),
		server.Get(one+"/vote", evaluation.Lead, h.voteForm),
		server.Post(one+"/vote", evaluation.Lead, h.vote),
		server.Get(one+"/print", evaluation.Read, h.printFile),
		server.Get(one+"/print.docx", evaluation.Read, h.downloadFile(paper.AsDOCX)),
		server.Get(one+"/print.pdf", evaluation.Read, h.downloadFile(paper.AsPDF)),
	}
}
