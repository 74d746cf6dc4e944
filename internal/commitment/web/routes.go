// Package web is the pages of commitments: one's own pledge with its editor,
// the unit's list and programme for its leaders, and the figures of the units
// below for an officer.
package web

import (
	"embed"
	"slices"

	"chibo/internal/commitment"
	"chibo/internal/paper"
	"chibo/internal/server"
)

//go:embed text.vi.json text.en.json
var texts embed.FS

type handlers struct{ pledges *commitment.Service }

// owns is who has a pledge: the same rows as of what everybody of a unit reads.
var owns = commitment.ReadProgramme

// Capability hands the pages over.
func Capability(pledges *commitment.Service) server.Capability {
	h := handlers{pledges}
	return server.Capability{
		Name:  "commitment",
		Texts: texts,
		Menu: []server.MenuEntry{
			{Key: "commitment", Icon: "target", Label: "commitment.menu", Short: "commitment.menu_short", Order: 45, Shortcut: "K", Action: owns},
			{Key: "commitment", Under: "commitment", Label: "commitment.tab_own", Order: 10, Action: owns},
			{Key: "commitment", Under: "commitment", Path: "/commitment/unit", Label: "commitment.tab_unit", Order: 20, Action: commitment.Judge},
			{Key: "commitment", Under: "commitment", Path: "/commitment/programme", Label: "commitment.tab_programme", Order: 30, Action: commitment.ReadProgramme},
			{Key: "commitment/coverage", Icon: "target", Label: "commitment.menu", Short: "commitment.menu_short", Order: 45, Shortcut: "K", Action: commitment.Cover},
		},
		Routes: slices.Concat(h.own(), h.one(), h.unit(), h.importRoutes()),
	}
}

// own are the pages by which one reaches one's own pledge.
func (h handlers) own() []server.Route {
	return []server.Route{
		server.Get("/commitment", commitment.View, h.mine),
		server.Get("/commitment/new", commitment.Write, h.newForm),
		server.Post("/commitment/new", commitment.Write, h.begin),
	}
}

// one are the pages of one pledge.
func (h handlers) one() []server.Route {
	const one = "/commitment/{pledge}"
	return []server.Route{
		server.Get(one, commitment.View, h.show),
		server.Get(one+"/print", commitment.View, h.print),
		server.Get(one+"/print.docx", commitment.View, h.download(paper.AsDOCX)),
		server.Get(one+"/print.pdf", commitment.View, h.download(paper.AsPDF)),
		server.Get(one+"/edit", commitment.Write, h.editForm),
		server.Post(one+"/edit", commitment.Write, h.edit),
		server.Post(one+"/draft", commitment.Write, h.draft),
		server.Post(one+"/copy", commitment.Write, h.copyLast),
		server.Post(one+"/submit", commitment.Write, h.submit),
		server.Post(one+"/recall", commitment.Write, h.recall),
		server.Get(one+"/progress", commitment.Write, h.progressForm),
		server.Post(one+"/progress", commitment.Write, h.progress),
		server.Post(one+"/look", commitment.Write, h.look),
		server.Post(one+"/approve", commitment.Judge, h.approve),
		server.Get(one+"/return", commitment.Judge, h.sayForm(commitment.Returning)),
		server.Post(one+"/return", commitment.Judge, h.say(commitment.Returning)),
		server.Get(one+"/reopen", commitment.Judge, h.sayForm(commitment.Reopening)),
		server.Post(one+"/reopen", commitment.Judge, h.say(commitment.Reopening)),
		server.Get(one+"/close", commitment.Judge, h.closeForm),
		server.Post(one+"/close", commitment.Judge, h.closeYear),
	}
}

// unit are the pages of a unit's year.
func (h handlers) unit() []server.Route {
	return []server.Route{
		server.Get("/commitment/unit", commitment.Judge, h.list),
		server.Get("/commitment/call", commitment.Judge, h.callForm),
		server.Post("/commitment/call", commitment.Judge, h.call),
		server.Get("/commitment/programme", commitment.ReadProgramme, h.programme),
		server.Get("/commitment/programme/edit", commitment.WriteProgramme, h.programmeForm),
		server.Post("/commitment/programme/edit", commitment.WriteProgramme, h.saveProgramme),
		server.Post("/commitment/programme/issue", commitment.WriteProgramme, h.issue),
		server.Get("/commitment/programme/progress", commitment.WriteProgramme, h.workForm),
		server.Post("/commitment/programme/progress", commitment.WriteProgramme, h.workProgress),
		server.Get("/commitment/programme/print", commitment.ReadProgramme, h.printProgramme),
		server.Get("/commitment/programme/print.docx", commitment.ReadProgramme, h.downloadProgramme(paper.AsDOCX)),
		server.Get("/commitment/programme/print.pdf", commitment.ReadProgramme, h.downloadProgramme(paper.AsPDF)),
		server.Get("/commitment/coverage", commitment.Cover, h.coverage),
		server.Post("/commitment/coverage", commitment.Cover, h.urge),
	}
}
