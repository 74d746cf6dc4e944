// Package web is the pages of consultations: what a unit asks and what came of it, the
// page of a slip, what is made public, and what chapters say of their cell.
package web

import (
	"embed"
	"net/http"
	"slices"

	"chibo/internal/access"
	"chibo/internal/consultation"
	"chibo/internal/paper"
	"chibo/internal/server"
)

//go:embed text.vi.json text.en.json
var texts embed.FS

type handlers struct{ asks *consultation.Service }

// Capability hands the pages over. Leaders have them beside the campaigns, everybody
// else beside what he commits himself to.
func Capability(s *consultation.Service) server.Capability {
	h := handlers{s}
	return server.Capability{
		Name:  "consultation",
		Texts: texts,
		Menu: []server.MenuEntry{
			{Key: "consultation", Under: "campaign", Label: "consultation.menu", Order: 70, Action: consultation.View},
			{Key: "consultation", Under: "commitment", Label: "consultation.menu", Order: 70, Action: consultation.View, Except: consultation.Lead},
		},
		Routes: slices.Concat(h.matters(), h.slips(), h.publications(), h.opinions()),
	}
}

const (
	one     = "/consultation/of/{matter}"
	link    = "/consultation/link"
	result  = "/consultation/result"
	opinion = "/consultation/opinion/of/{opinion}"
	public  = "/consultation/public"
)

// matters are the pages of what is asked; each act has its form.
func (h handlers) matters() []server.Route {
	return append([]server.Route{
		server.Get("/consultation", consultation.View, h.list),
		server.Get("/consultation/new", consultation.Lead, h.draftForm),
		server.Post("/consultation/new", consultation.Lead, h.draft),
		server.Get(one, consultation.View, h.show),
		server.Get(one+"/say", consultation.Say, h.sayForm),
		server.Post(one+"/say", consultation.Say, h.say),
		server.Get(one+"/slips", consultation.Lead, h.slipsForm),
		server.Post(one+"/slips", consultation.Lead, h.print),
		server.Get(one+"/void", consultation.Lead, h.voidForm),
		server.Post(one+"/void", consultation.Lead, h.void),
		server.Get(one+"/poster", consultation.Lead, h.poster),
		server.Post(one+"/poster", consultation.Lead, h.post(true)),
		server.Post(one+"/poster/end", consultation.Lead, h.post(false)),
		server.Get(one+"/texts", consultation.Lead, h.texts),
		server.Post(one+"/texts", consultation.Lead, h.sort),
		server.Get(one+"/gather", consultation.Lead, h.gatherForm),
		server.Post(one+"/gather", consultation.Lead, h.gather),
		server.Get(one+"/cluster/{cluster}", consultation.Lead, h.clusterForm),
		server.Post(one+"/cluster/{cluster}", consultation.Lead, h.respond),
		server.Get(one+"/print", consultation.View, h.report),
		server.Get(one+"/print.docx", consultation.View, h.reportFile(paper.AsDOCX)),
		server.Get(one+"/print.pdf", consultation.View, h.reportFile(paper.AsPDF)),
		server.Get(one+"/print.xlsx", consultation.View, h.reportXLSX),
		server.Get(one+"/amend", consultation.Lead, h.amendForm),
		server.Post(one+"/amend", consultation.Lead, h.amend),
	}, server.Acts(one, consultation.Workflow, h.actForm, h.act, consultation.Opening, consultation.Extending,
		consultation.Closing, consultation.Answering, consultation.Deciding, consultation.Withdrawing)...)
}

// slips are the pages of who holds a slip or stands before a poster. They know nobody,
// leave no line in the log and touch no session.
func (h handlers) slips() []server.Route {
	routes := []server.Route{
		server.Get(link, access.Public, h.door),
		server.Post(link, access.Public, h.enter),
		server.Get(link+"/{secret}", access.Public, h.ask),
		server.Post(link+"/{secret}", access.Public, h.reply),
		server.Get(link+"/{secret}/file/{attachment}", access.Public, h.askedFile),
		server.Get(result+"/{secret}", access.Public, h.result),
	}
	for i := range routes {
		routes[i].Unseen, routes[i].Apart = true, true
		routes[i].Handler = quiet(routes[i].Handler)
	}
	return routes
}

// quiet keeps an address with a secret out of what the browser tells others.
func quiet(h server.Handler) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		w.Header().Set("Referrer-Policy", "strict-origin")
		w.Header().Set("Cache-Control", "no-store")
		return h(w, r)
	}
}

func (h handlers) publications() []server.Route {
	return []server.Route{
		server.Get(public, consultation.View, h.publicList),
		server.Get(public+"/new", consultation.Lead, h.publishForm),
		server.Post(public+"/new", consultation.Lead, h.publish),
		server.Get(public+"/print", consultation.View, h.publicPrint),
		server.Get(public+"/print.docx", consultation.View, h.publicFile(paper.AsDOCX)),
		server.Get(public+"/print.pdf", consultation.View, h.publicFile(paper.AsPDF)),
		server.Get(public+"/item/{publication}", consultation.Lead, h.publicItem),
		server.Post(public+"/item/{publication}", consultation.Lead, h.republish),
	}
}

func (h handlers) opinions() []server.Route {
	return append([]server.Route{
		server.Get("/consultation/opinion", consultation.Hear, h.opinionList),
		server.Get("/consultation/opinion/new", consultation.Voice, h.voiceForm),
		server.Post("/consultation/opinion/new", consultation.Voice, h.voice),
		server.Get(opinion, consultation.Hear, h.opinion),
		server.Post(opinion+"/agenda", consultation.Heed, h.seat),
	}, server.Acts(opinion, consultation.Course, h.dealForm, h.deal, consultation.Deeds...)...)
}
