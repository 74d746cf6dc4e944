// Package web is the pages of commendations: the register of a unit, its
// proposals, one award, one proposal, and what one member was given.
package web

import (
	"embed"
	"slices"

	"chibo/internal/commendation"
	"chibo/internal/paper"
	"chibo/internal/server"
)

//go:embed text.vi.json text.en.json
var texts embed.FS

type handlers struct{ awards *commendation.Service }

// Capability hands the pages over.
func Capability(awards *commendation.Service) server.Capability {
	h := handlers{awards}
	return server.Capability{
		Name:  "commendation",
		Texts: texts,
		Menu: []server.MenuEntry{
			{Key: "commendation", Icon: "award", Label: "commendation.menu", Order: 60, Shortcut: "E", Action: commendation.View},
			{Key: "commendation", Under: "commendation", Label: "commendation.tab_register", Order: 10, Action: commendation.View},
			{Key: "commendation", Under: "commendation", Path: "/commendation/proposal", Label: "commendation.tab_proposals", Order: 20, Action: commendation.View},
		},
		Routes: slices.Concat(h.register(), h.importRoutes(), h.proposals()),
	}
}

const (
	award    = "/commendation/award/{award}"
	proposal = "/commendation/proposal/of/{proposal}"
)

// register are the pages of what was granted.
func (h handlers) register() []server.Route {
	return []server.Route{
		server.Get("/commendation", commendation.View, h.list),
		server.Get("/commendation/register", commendation.View, h.book),
		server.Get("/commendation/register.xlsx", commendation.View, h.bookXLSX),
		server.Get("/commendation/register.docx", commendation.View, h.bookFile(paper.AsDOCX)),
		server.Get("/commendation/register.pdf", commendation.View, h.bookFile(paper.AsPDF)),
		server.Get("/commendation/person/{person}", commendation.View, h.own),
		server.Get("/commendation/new", commendation.Record, h.newForm),
		server.Post("/commendation/new", commendation.Record, h.enter),
		server.Get(award, commendation.View, h.show),
		server.Get(award+"/amend", commendation.Lead, h.amendForm),
		server.Post(award+"/amend", commendation.Lead, h.amend),
		server.Get(award+"/strike", commendation.Lead, h.strikeForm),
		server.Post(award+"/strike", commendation.Lead, h.strike),
	}
}

// proposals are the pages of what is asked for.
func (h handlers) proposals() []server.Route {
	return append([]server.Route{
		server.Get("/commendation/proposal", commendation.View, h.proposalList),
		server.Get("/commendation/proposal/new", commendation.Lead, h.draftForm),
		server.Post("/commendation/proposal/new", commendation.Lead, h.draft),
		server.Get(proposal, commendation.View, h.proposal),
	}, server.Acts(proposal, commendation.Workflow, h.actForm, h.act,
		commendation.Amending, commendation.Sending, commendation.Withdrawing, commendation.Appraising,
		commendation.SendingOn, commendation.Granting, commendation.Refusing)...)
}
