// Package web is the pages of how members come and go: transfers, decisions,
// the table of increase and decrease, badges and the fee.
package web

import (
	"embed"
	"slices"

	"chibo/internal/access"
	"chibo/internal/movement"
	"chibo/internal/paper"
	"chibo/internal/server"
)

//go:embed text.vi.json text.en.json
var texts embed.FS

type handlers struct{ moves *movement.Service }

// leads is Weigh for the cell's own committee: a committee above comes to the
// table from the unit's page.
var leads = access.Declare("movement.weigh", access.For(access.Here, access.Committee...))

// Capability hands the pages over.
func Capability(moves *movement.Service) server.Capability {
	h := handlers{moves}
	tab := func(path, label string, order int, action access.Action) server.MenuEntry {
		return server.MenuEntry{Key: "movement", Under: "member", Path: path, Label: label, Order: order, Action: action}
	}
	return server.Capability{
		Name:  "movement",
		Texts: texts,
		Menu: []server.MenuEntry{
			tab("/movement", "movement.menu", 20, movement.List),
			tab("/movement/decision", "movement.menu_decisions", 30, movement.List),
			tab("/movement/balance", "movement.menu_balance", 40, leads),
			tab("/movement/badge", "movement.menu_badges", 50, movement.List),
			tab("/movement/fee", "movement.menu_fee", 60, movement.List),
		},
		Routes: slices.Concat(h.transfers(), h.decisions(), h.tables()),
	}
}

const one = "/movement/transfer/{transfer}"

// transfers are the pages of transfers.
func (h handlers) transfers() []server.Route {
	return append([]server.Route{
		server.Get("/movement", movement.List, h.list),
		server.Get("/movement/new", movement.Ask, h.newForm),
		server.Post("/movement/new", movement.Ask, h.begin),
		server.Get("/movement/receive", movement.Keep, h.arrivalForm),
		server.Post("/movement/receive", movement.Keep, h.takeIn),
		server.Get("/movement/register", movement.List, h.register),
		server.Get("/movement/register.xlsx", movement.List, h.registerXLSX),
		server.Get("/movement/register.docx", movement.List, h.registerFile(paper.AsDOCX)),
		server.Get("/movement/register.pdf", movement.List, h.registerFile(paper.AsPDF)),
		server.Get("/movement/person/{person}", movement.View, h.own),
		server.Get(one, movement.View, h.show),
		server.Get(one+"/letter", movement.View, h.letter),
		server.Get(one+"/letter.docx", movement.View, h.letterFile(paper.AsDOCX)),
		server.Get(one+"/letter.pdf", movement.View, h.letterFile(paper.AsPDF)),
	}, server.Acts(one, movement.Workflow, h.stepForm, h.step,
		movement.Reviewing, movement.Issuing, movement.Presenting, movement.Receiving, movement.Withdrawing)...)
}

// decisions are the pages of decisions.
func (h handlers) decisions() []server.Route {
	const one = "/movement/decision/of/{decision}"
	return []server.Route{
		server.Get("/movement/decision", movement.List, h.decisionList),
		server.Get("/movement/decision/new", movement.Decide, h.decisionForm),
		server.Post("/movement/decision/new", movement.Decide, h.record),
		server.Get("/movement/visit", movement.Decide, h.visitForm),
		server.Post("/movement/visit", movement.Decide, h.welcome),
		server.Get(one, movement.Decide, h.decision),
		server.Post(one+"/inform", movement.Decide, h.inform),
		server.Get(one+"/restore", movement.Decide, h.restoreForm),
		server.Post(one+"/restore", movement.Decide, h.restore),
	}
}

// tables are the pages of figures, badges and the fee.
func (h handlers) tables() []server.Route {
	return []server.Route{
		server.Get("/movement/balance", movement.Weigh, h.balance),
		server.Post("/movement/balance", movement.Weigh, h.choosePeriod),
		server.Get("/movement/balance.xlsx", movement.Weigh, h.balanceXLSX),
		server.Get("/movement/badge", movement.List, h.badges),
		server.Get("/movement/fee", movement.List, h.fee),
		server.Post("/movement/fee", movement.Keep, h.saveFee),
		server.Get("/movement/fee/rate", movement.List, h.rates),
		server.Post("/movement/fee/rate", movement.List, h.computeFee),
	}
}
