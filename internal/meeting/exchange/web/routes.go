// Package web is the pages of what a cell does together with other cells:
// visits and joint meetings, from the proposal to the minutes that all agree on
// and the lessons that each takes home (B13). They work without script.
package web

import (
	"embed"
	"slices"

	"chibo/internal/meeting/exchange"
	"chibo/internal/paper"
	"chibo/internal/server"
)

//go:embed text.vi.json text.en.json
var texts embed.FS

type handlers struct{ events *exchange.Service }

const (
	list = "/meeting/exchange"
	one  = list + "/of/{exchange}"
)

// Capability hands the pages over: a tab of the meetings.
func Capability(events *exchange.Service) server.Capability {
	h := handlers{events}
	return server.Capability{
		Name:   "exchange",
		Texts:  texts,
		Menu:   []server.MenuEntry{{Key: "exchange", Under: "meeting", Path: list, Label: "exchange.menu", Order: 70, Action: exchange.View}},
		Routes: slices.Concat(h.reading(), h.planning(), h.minuting()),
	}
}

// reading are the pages that all members of the cells may read.
func (h handlers) reading() []server.Route {
	return []server.Route{
		server.Get(list, exchange.View, h.list),
		server.Get(one, exchange.View, h.show),
		server.Get(one+"/print", exchange.View, h.print),
		server.Get(one+"/print.docx", exchange.View, h.download(paper.AsDOCX)),
		server.Get(one+"/print.pdf", exchange.View, h.download(paper.AsPDF)),
	}
}

// planning is what the committees do before the day.
func (h handlers) planning() []server.Route {
	return []server.Route{
		server.Get(list+"/new", exchange.Arrange, h.proposeForm),
		server.Post(list+"/new", exchange.Arrange, h.propose),
		server.Get(one+"/amend", exchange.Arrange, h.amendForm),
		server.Post(one+"/amend", exchange.Arrange, h.amend),
		server.Get(one+"/cancel", exchange.Arrange, h.cancelForm),
		server.Post(one+"/cancel", exchange.Arrange, h.cancel),
		server.Post(one+"/accept", exchange.Arrange, h.accept),
		server.Post(one+"/decline", exchange.Arrange, h.decline),
		server.Post(one+"/people", exchange.Arrange, h.name),
		server.Post(one+"/people/remove", exchange.Arrange, h.unname),
	}
}

// minuting is what they do from the day on.
func (h handlers) minuting() []server.Route {
	return []server.Route{
		server.Post(one+"/hold", exchange.Arrange, h.hold),
		server.Post(one+"/minutes", exchange.Arrange, h.minutes),
		server.Post(one+"/agree", exchange.Agree, h.agree),
		server.Post(one+"/object", exchange.Agree, h.object),
		server.Post(one+"/lessons", exchange.Arrange, h.learn),
		server.Get(one+"/lessons/{lesson}", exchange.Arrange, h.lessonForm),
		server.Post(one+"/lessons/{lesson}", exchange.Arrange, h.rework),
	}
}
