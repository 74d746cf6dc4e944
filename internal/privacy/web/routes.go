// Package web is the pages of people's own data: what is kept, the notice,
// requests and their answers, and who read what.
package web

import (
	"embed"

	"chibo/internal/access"
	"chibo/internal/paper"
	"chibo/internal/privacy"
	"chibo/internal/server"
)

//go:embed text.vi.json text.en.json
var texts embed.FS

type handlers struct{ privacy *privacy.Service }

// Leaders come to the pages by the tabs of their people, officers by an entry.
var (
	leads    = access.Declare("privacy.answer", access.For(access.Here, access.Secretary, access.Deputy, access.MassOfficer))
	traces   = access.Declare("privacy.trail", access.For(access.Here, access.Secretary, access.Deputy))
	oversees = access.Declare("privacy.trail", access.For(access.Below, access.Officer))
)

const (
	one   = "/privacy/request/{request}"
	trail = "/privacy/trail"
)

// Capability hands the pages over.
func Capability(s *privacy.Service) server.Capability {
	h := handlers{s}
	return server.Capability{
		Name:  "privacy",
		Texts: texts,
		Menu: []server.MenuEntry{
			{Key: "privacy", Icon: "shield-check", Label: "privacy.menu", Own: true, Action: access.SignedIn},
			{Key: "privacy/requests", Under: "member", Path: "/privacy/requests", Label: "privacy.tab_requests", Order: 70, Action: leads, Also: []string{"/privacy/request"}},
			{Key: "privacy/trail", Under: "member", Path: trail, Label: "privacy.tab_trail", Order: 80, Action: traces},
			{Key: "privacy/trail", Icon: "shield-check", Label: "privacy.menu_trail", Order: 70, Foot: true, Action: oversees, Also: []string{"/privacy/requests"}},
		},
		Routes: append(h.own(), h.others()...),
	}
}

// own are the pages of everybody about himself; of a request, those of who answers
// it too.
func (h handlers) own() []server.Route {
	return []server.Route{
		server.Get("/privacy", access.SignedIn, h.mine),
		server.Get("/privacy/copy.json", access.SignedIn, h.copyJSON),
		server.Get("/privacy/copy.xlsx", access.SignedIn, h.copyXLSX),
		server.Get("/privacy/notice", access.SignedIn, h.notice),
		server.Post("/privacy/notice", access.SignedIn, h.acknowledge),
		server.Get("/privacy/ask", access.SignedIn, h.askForm),
		server.Post("/privacy/ask", access.SignedIn, h.ask),
		server.Get(one, access.SignedIn, h.request),
		server.Get(one+"/withdraw", access.SignedIn, h.actForm(privacy.Withdrawing)),
		server.Post(one+"/withdraw", access.SignedIn, h.act(privacy.Withdrawing)),
	}
}

// others are the pages of those who answer, and of who read what.
func (h handlers) others() []server.Route {
	return append([]server.Route{
		server.Get("/privacy/requests", privacy.Answer, h.list),
		server.Get("/privacy/requests/new", privacy.Answer, h.enterForm),
		server.Post("/privacy/requests/new", privacy.Answer, h.enter),
		server.Post("/privacy/hold/{hold}/lift", privacy.Answer, h.lift),
		server.Get(trail, privacy.Trail, h.trail),
		server.Get(trail+"/print", privacy.Trail, h.trailPrint),
		server.Get(trail+".xlsx", privacy.Trail, h.trailXLSX),
		server.Get(trail+".docx", privacy.Trail, h.trailFile(paper.AsDOCX)),
		server.Get(trail+".pdf", privacy.Trail, h.trailFile(paper.AsPDF)),
	}, server.Acts(one, privacy.Workflow, h.actForm, h.act, privacy.Taking, privacy.Fulfilling, privacy.Refusing)...)
}
