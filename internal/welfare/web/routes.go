// Package web is the pages of the care for members and staff: the numbers and requests
// of a unit, one request, and the list of visits.
package web

import (
	"embed"

	"chibo/internal/access"
	"chibo/internal/commendation"
	"chibo/internal/paper"
	"chibo/internal/server"
	"chibo/internal/welfare"
)

//go:embed text.vi.json text.en.json
var texts embed.FS

type handlers struct{ welfare *welfare.Service }

// The addresses of a request and of a visit.
const (
	one   = "/welfare/request/{care}"
	visit = "/welfare/visit/{visit}"
)

// chapters stands for who has no other way to the pages: the officers of a mass
// organisation.
var chapters = access.Declare("welfare.view", access.For(access.Here, access.MassOfficer))

// Capability hands the pages over.
func Capability(s *welfare.Service) server.Capability {
	h := handlers{s}
	return server.Capability{
		Name:  "welfare",
		Texts: texts,
		Menu: []server.MenuEntry{
			{Key: "welfare", Icon: "heart-handshake", Label: "welfare.menu", Order: 61, Action: chapters, Except: commendation.View},
			{Key: "welfare", Under: "commendation", Label: "welfare.menu", Order: 40, Action: welfare.View},
		},
		Routes: append(h.requests(), []server.Route{
			server.Get("/welfare", welfare.View, h.show),
			server.Get("/welfare/visits", welfare.Tend, h.visits),
			server.Get("/welfare/visits.docx", welfare.Tend, h.book(paper.AsDOCX)),
			server.Get("/welfare/visits.xlsx", welfare.Tend, h.sheet),
			server.Get("/welfare/visits/new", welfare.Tend, h.visitForm),
			server.Post("/welfare/visits/new", welfare.Tend, h.enter),
			server.Get(visit, welfare.Tend, h.correctForm),
			server.Post(visit, welfare.Tend, h.correct),
			server.Get(visit+"/strike", welfare.Tend, h.strikeForm),
			server.Post(visit+"/strike", welfare.Tend, h.strike),
		}...),
	}
}

// requests are the pages of requests; each act has its form.
func (h handlers) requests() []server.Route {
	routes := []server.Route{
		server.Get("/welfare/new", welfare.Raise, h.raiseForm),
		server.Post("/welfare/new", welfare.Raise, h.raise),
		server.Get(one, welfare.Read, h.request),
	}
	for _, a := range acts {
		post := h.step(a.act)
		switch a.act {
		case welfare.Amending:
			post = h.amend
		case welfare.Assigning:
			post = h.assign
		}
		path := one + "/" + string(a.act)
		routes = append(routes, server.Get(path, a.who, h.actForm(a.act)), server.Post(path, a.who, post))
	}
	return routes
}

// acts are those of a page in their order, with who may; the one that comes next is
// the last.
var acts = []struct {
	act welfare.Act
	who access.Action
}{
	{welfare.Withdrawing, welfare.Mind},
	{welfare.Amending, welfare.Mind},
	{welfare.Reopening, welfare.Handle},
	{welfare.Returning, welfare.Handle},
	{welfare.Closing, welfare.Handle},
	{welfare.Assigning, welfare.Handle},
	{welfare.Replying, welfare.Answer},
	{welfare.Finishing, welfare.Handle},
}
