// Package web is the pages of targets and congresses.
package web

import (
	"embed"
	"slices"

	"chibo/internal/access"
	"chibo/internal/server"
	"chibo/internal/target"
)

//go:embed text.vi.json text.en.json
var texts embed.FS

type handlers struct{ targets *target.Service }

// Capability hands the pages over.
func Capability(targets *target.Service) server.Capability {
	h := handlers{targets}
	return server.Capability{
		Name:  "target",
		Texts: texts,
		Menu: []server.MenuEntry{
			{Key: "target", Icon: "list-check", Label: "target.menu", Order: 25, Foot: true, Action: belongs},
			{Key: "target", Under: "org", Label: "target.menu", Order: 20, Action: oversees},
		},
		Routes: slices.Concat(h.reading(), h.acting(), h.congresses()),
	}
}

// The members of a cell find the pages at the foot of the menu; who looks after
// several organisations finds them beside those.
var (
	belongs  = access.Declare("target.view", access.For(access.Here, access.Cell...))
	oversees = access.Declare("target.view", access.For(access.Below, access.Officer))
)

const one = "/target/{target}"

// reading are the pages that are read.
func (h handlers) reading() []server.Route {
	return []server.Route{
		server.Get("/target", target.View, h.list),
		server.Get(one, target.View, h.show),
	}
}

// acting are what leaders do.
func (h handlers) acting() []server.Route {
	return []server.Route{
		server.Get("/target/new", target.Lead, h.newForm),
		server.Post("/target/new", target.Lead, h.propose),
		server.Post(one+"/settle", target.Lead, h.settle),
		server.Get(one+"/change", target.Lead, h.changeForm),
		server.Post(one+"/change", target.Lead, h.change),
		server.Get(one+"/withdraw", target.Lead, h.withdrawForm),
		server.Post(one+"/withdraw", target.Lead, h.withdraw),
		server.Get(one+"/report", target.Lead, h.reportForm),
		server.Post(one+"/report", target.Lead, h.report),
		server.Get(one+"/give", target.Lead, h.giveForm),
		server.Post(one+"/give", target.Lead, h.give),
	}
}

// congresses are the pages of congresses.
func (h handlers) congresses() []server.Route {
	const session = "/target/congress/of/{congress}"
	return append([]server.Route{
		server.Get("/target/congress", target.View, h.congressList),
		server.Get("/target/congress/new", target.Lead, h.planForm),
		server.Post("/target/congress/new", target.Lead, h.plan),
		server.Get(session, target.View, h.congress),
		server.Post(session+"/tick", target.Lead, h.tick),
	}, server.Acts(session, target.Course, h.turnForm, h.turn, target.Amending, target.Holding, target.Cancelling)...)
}
