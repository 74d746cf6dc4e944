// Package web is the pages of topic papers and of the unit's briefings, with
// the collection of what was presented.
package web

import (
	"embed"
	"slices"

	"chibo/internal/paper"
	"chibo/internal/server"
	"chibo/internal/topic"
)

//go:embed text.vi.json text.en.json
var texts embed.FS

type handlers struct{ topics *topic.Service }

// Capability hands the pages over.
func Capability(topics *topic.Service) server.Capability {
	h := handlers{topics}
	return server.Capability{
		Name:  "topic",
		Texts: texts,
		Menu: []server.MenuEntry{
			{Key: "topic", Under: "meeting", Label: "topic.menu", Order: 65, Action: topic.View},
			{Key: "topic", Under: "meeting", Path: "/topic/below", Label: "topic.menu", Order: 65, Action: topic.Oversee},
		},
		Routes: slices.Concat(h.reading(), h.writing(), h.acting(), h.briefings()),
	}
}

const one = "/topic/{topic}"

// reading are the pages that are read.
func (h handlers) reading() []server.Route {
	return []server.Route{
		server.Get("/topic", topic.View, h.list),
		server.Get("/topic/collection", topic.View, h.collection),
		server.Get("/topic/below", topic.Oversee, h.below),
		server.Get(one, topic.View, h.show),
		server.Get(one+"/print", topic.View, h.print),
		server.Get(one+"/print.docx", topic.View, h.download(paper.AsDOCX)),
		server.Get(one+"/print.pdf", topic.View, h.download(paper.AsPDF)),
	}
}

// writing are what authors send, and what is said of their papers.
func (h handlers) writing() []server.Route {
	return []server.Route{
		server.Get("/topic/propose", topic.Propose, h.proposeForm),
		server.Post("/topic/propose", topic.Propose, h.propose),
		server.Post(one+"/draft", topic.Write, h.draft),
		server.Post(one+"/send", topic.Write, h.send),
		server.Post(one+"/comment", topic.Discuss, h.comment),
	}
}

// acting are what the committee does.
func (h handlers) acting() []server.Route {
	return append([]server.Route{
		server.Get("/topic/call", topic.Lead, h.callForm),
		server.Post("/topic/call", topic.Lead, h.call),
		server.Get("/topic/new", topic.Lead, h.newForm),
		server.Post("/topic/new", topic.Lead, h.assign),
		server.Post(one+"/pass", topic.Lead, h.pass),
		server.Post(one+"/seat", topic.Lead, h.seat),
	}, server.Acts(one, topic.Workflow, h.actForm, h.act,
		topic.Accepting, topic.Amending, topic.Returning, topic.Presenting, topic.Withdrawing)...)
}

// briefings are the pages of briefings.
func (h handlers) briefings() []server.Route {
	const slot = "/topic/briefing/of/{briefing}"
	return append([]server.Route{
		server.Get("/topic/briefing", topic.View, h.briefingList),
		server.Get("/topic/briefing/new", topic.Lead, h.planForm),
		server.Post("/topic/briefing/new", topic.Lead, h.plan),
		server.Get(slot, topic.View, h.briefing),
	}, server.Acts(slot, topic.Course, h.turnForm, h.turn, topic.Amending, topic.Holding, topic.Cancelling)...)
}
