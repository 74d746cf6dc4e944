// Package web is the pages of contests: the list of a unit, one contest, entries,
// the judging, and the results on the screen and on paper.
package web

import (
	"embed"
	"slices"

	"chibo/internal/campaign/contest"
	"chibo/internal/paper"
	"chibo/internal/server"
)

//go:embed text.vi.json text.en.json
var texts embed.FS

type handlers struct{ contests *contest.Service }

const (
	one   = "/campaign/contest/of/{contest}"
	entry = "/campaign/contest/entry/{piece}"
)

// Capability hands the pages over.
func Capability(contests *contest.Service) server.Capability {
	h := handlers{contests}
	return server.Capability{
		Name:   "contest",
		Texts:  texts,
		Menu:   []server.MenuEntry{{Key: "contest", Under: "campaign", Path: "/campaign/contest", Label: "contest.menu", Order: 40, Action: contest.View}},
		Routes: slices.Concat(h.callRoutes(), h.entryRoutes(), h.resultRoutes()),
	}
}

// callRoutes are the pages of a contest itself.
func (h handlers) callRoutes() []server.Route {
	return []server.Route{
		server.Get("/campaign/contest", contest.View, h.list),
		server.Get("/campaign/contest/new", contest.Organise, h.newForm),
		server.Post("/campaign/contest/new", contest.Organise, h.call),
		server.Get(one, contest.View, h.show),
		server.Get(one+"/amend", contest.Organise, h.amendForm),
		server.Post(one+"/amend", contest.Organise, h.amend),
		server.Get(one+"/jurors", contest.Organise, h.jurorForm),
		server.Post(one+"/jurors", contest.Organise, h.name),
		server.Post(one+"/release", contest.Organise, h.release),
		server.Post(one+"/close", contest.Organise, h.close),
		server.Get(one+"/cancel", contest.Organise, h.cancelForm),
		server.Post(one+"/cancel", contest.Organise, h.cancel),
		server.Post(one+"/publish", contest.Organise, h.publish),
	}
}

// entryRoutes are the pages of entries and of their judging.
func (h handlers) entryRoutes() []server.Route {
	return []server.Route{
		server.Get(one+"/enter", contest.Enter, h.enterForm),
		server.Post(one+"/enter", contest.Enter, h.enter),
		server.Get(entry, contest.View, h.entry),
		server.Get(entry+"/redo", contest.Enter, h.redoForm),
		server.Post(entry+"/redo", contest.Enter, h.redo),
		server.Get(entry+"/withdraw", contest.Enter, h.askWithdraw),
		server.Post(entry+"/withdraw", contest.Enter, h.withdraw),
		server.Get(one+"/score", contest.Score, h.bench),
		server.Post(entry+"/score", contest.Score, h.give),
		server.Post(one+"/stand", contest.Score, h.stand),
	}
}

// resultRoutes are the pages of what came out.
func (h handlers) resultRoutes() []server.Route {
	return []server.Route{
		server.Get(one+"/results", contest.View, h.outcome),
		server.Post(one+"/results", contest.Organise, h.decide),
		server.Get(one+"/results.xlsx", contest.View, h.outcomeXLSX),
		server.Get(one+"/results/print", contest.View, h.outcomePrint),
		server.Get(one+"/results/print.docx", contest.View, h.outcomeFile(paper.AsDOCX)),
		server.Get(one+"/results/print.pdf", contest.View, h.outcomeFile(paper.AsPDF)),
		server.Get(entry+"/certificate", contest.View, h.certificate),
		server.Get(entry+"/certificate.docx", contest.View, h.certificateFile(paper.AsDOCX)),
		server.Get(entry+"/certificate.pdf", contest.View, h.certificateFile(paper.AsPDF)),
	}
}
