// Package web is the pages of the way into the Party: the board of a cell's
// candidates, the dossier of one, what officers of mass organisations nominate,
// and what a candidate sees of himself.
package web

import (
	"embed"
	"slices"

	"chibo/internal/access"
	"chibo/internal/admission"
	"chibo/internal/server"
)

//go:embed text.vi.json text.en.json
var texts embed.FS

type handlers struct{ admissions *admission.Service }

// Capability hands the pages over.
func Capability(admissions *admission.Service) server.Capability {
	h := handlers{admissions}
	return server.Capability{
		Name:  "admission",
		Texts: texts,
		Menu: []server.MenuEntry{
			{Key: "admission", Icon: "user-plus", Label: "admission.menu", Short: "admission.menu_short", Order: 42, Shortcut: "P", Action: admission.View},
			{Key: "admission/below", Icon: "user-plus", Label: "admission.menu", Short: "admission.menu_short", Order: 42, Shortcut: "P", Action: admission.Oversee},
			{Key: "admission/nominated", Icon: "user-plus", Label: "admission.menu_mass", Short: "admission.menu_mass_short", Order: 42, Shortcut: "P", Action: admission.Nominate},
		},
		Routes: slices.Concat(h.reading(), h.beginning(), h.past(), h.acting()),
	}
}

const one = "/admission/{candidate}"

// reading are the pages that are read.
func (h handlers) reading() []server.Route {
	return []server.Route{
		server.Get("/admission", admission.View, h.board),
		server.Get("/admission/list", admission.View, h.list),
		server.Get("/admission/below", admission.Oversee, h.below),
		server.Get(resultsPath, admission.Reckon, h.results),
		server.Get("/admission/nominated", admission.Nominate, h.nominated),
		server.Get("/admission/mine", access.SignedIn, h.mine),
		server.Get(one, admission.View, h.show),
	}
}

// beginning are the forms that begin a way.
func (h handlers) beginning() []server.Route {
	return []server.Route{
		server.Get("/admission/new", admission.Lead, h.newForm),
		server.Post("/admission/new", admission.Lead, h.begin),
		server.Get("/admission/enter", admission.Lead, h.enterForm),
		server.Post("/admission/enter", admission.Lead, h.enter),
		server.Get("/admission/nominate", admission.Nominate, h.nominateForm),
		server.Post("/admission/nominate", admission.Nominate, h.nominate),
	}
}

// acting are what is done to a candidate: a form each, but for what needs no
// words.
func (h handlers) acting() []server.Route {
	routes := []server.Route{
		server.Post(one+"/complete", admission.Lead, h.press(h.admissions.Complete, "admission.complete_done")),
		server.Post(one+"/reopen", admission.Lead, h.press(h.admissions.Reopen, "admission.reopen_done")),
	}
	for _, a := range []admission.Act{
		admission.Accepting, admission.Declining, admission.Assigning, admission.Enrolling, admission.Certifying, admission.Voting, admission.Deciding, admission.Admitting,
		admission.Supporting, admission.Recognising, admission.Annulling, admission.Stopping, admission.Resuming, admission.Noting, admission.Checking, admission.Asking, admission.Weighing,
		admission.Bringing, admission.Correcting, admission.Proposing,
	} {
		who := admission.Lead
		if a == admission.Noting {
			who = admission.Help
		}
		path := one + "/" + string(a)
		routes = append(routes, server.Get(path, who, h.actForm(a)), server.Post(path, who, h.act(a)))
	}
	return routes
}
