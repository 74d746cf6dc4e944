// Package web is the pages of how the public turns to a unit.
package web

import (
	"embed"
	"slices"

	"chibo/internal/feedback"
	"chibo/internal/server"
)

//go:embed text.vi.json text.en.json
var texts embed.FS

type handlers struct{ feedback *feedback.Service }

// Capability hands the pages over.
func Capability(s *feedback.Service) server.Capability {
	h := handlers{s}
	return server.Capability{
		Name:  "feedback",
		Texts: texts,
		Menu: []server.MenuEntry{
			{Key: "feedback", Under: "commendation", Label: "feedback.menu", Order: 30, Action: feedback.View},
		},
		Routes: slices.Concat(h.entryRoutes(), h.importRoutes(), []server.Route{
			server.Get("/feedback", feedback.View, h.show),
			server.Get("/feedback/month", feedback.Count, h.monthForm),
			server.Post("/feedback/month", feedback.Count, h.enter),
		}),
	}
}

// one is the address of an entry.
const one = "/feedback/entry/{voice}"

// entryRoutes are the pages of entries; each act has its form.
func (h handlers) entryRoutes() []server.Route {
	routes := []server.Route{
		server.Get("/feedback/entries", feedback.View, h.entries),
		server.Get("/feedback/entries/new", feedback.Record, h.recordForm),
		server.Post("/feedback/entries/new", feedback.Record, h.record),
		server.Get(one, feedback.View, h.entry),
		server.Get(one+"/amend", feedback.Handle, h.actForm(feedback.Amending)),
		server.Post(one+"/amend", feedback.Handle, h.amend),
		server.Get(one+"/assign", feedback.Handle, h.actForm(feedback.Assigning)),
		server.Post(one+"/assign", feedback.Handle, h.assign),
		server.Get(one+"/answer", feedback.Answer, h.actForm(feedback.Replying)),
		server.Post(one+"/answer", feedback.Answer, h.step(feedback.Replying)),
		server.Post(one+"/agenda", feedback.Handle, h.seat),
	}
	for _, a := range []feedback.Act{feedback.Returning, feedback.Closing, feedback.Reopening, feedback.Striking} {
		path := one + "/" + string(a)
		routes = append(routes, server.Get(path, feedback.Handle, h.actForm(a)), server.Post(path, feedback.Handle, h.step(a)))
	}
	return routes
}
