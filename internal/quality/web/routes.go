// Package web is the pages of the scores of meetings: the sheet of one meeting,
// its way to the committee above, the scores of a unit and of those below, and
// the rubrics.
package web

import (
	"embed"
	"slices"

	"chibo/internal/access"
	"chibo/internal/paper"
	"chibo/internal/quality"
	"chibo/internal/server"
)

//go:embed text.vi.json text.en.json
var texts embed.FS

type handlers struct{ scores *quality.Service }

// deskPath is the scores of a cell; a committee has there what the cells below
// sent.
const deskPath = "/quality"

// listed is who has them in the menu.
var listed = access.Declare("quality.view", append(quality.Oversee.Allow, access.For(access.Here, access.Cell...))...)

// Capability hands the pages over.
func Capability(scores *quality.Service) server.Capability {
	h := handlers{scores}
	return server.Capability{
		Name:  "quality",
		Texts: texts,
		Menu: []server.MenuEntry{
			{Key: "quality", Under: "meeting", Label: "quality.tab", Order: 60, Action: listed},
		},
		Routes: slices.Concat(h.sheetRoutes(), h.settleRoutes(), h.rubricRoutes(), []server.Route{
			server.Get(deskPath, quality.View, h.desk),
		}),
	}
}

const one = "/quality/of/{scored}"

// sheetRoutes are the score of a meeting, and its paper.
func (h handlers) sheetRoutes() []server.Route {
	return []server.Route{
		server.Get(one, quality.View, h.show),
		server.Post(one+"/begin", quality.Score, h.begin),
		server.Post(one+"/save", quality.Score, h.save),
		server.Post(one+"/refresh", quality.Score, h.refresh),
		server.Get(one+"/print", quality.View, h.print),
		server.Get(one+"/print.docx", quality.View, h.download(paper.AsDOCX)),
		server.Get(one+"/print.pdf", quality.View, h.download(paper.AsPDF)),
	}
}

// settleRoutes are the way of a score: the members, the committee above.
func (h handlers) settleRoutes() []server.Route {
	return []server.Route{
		server.Get(one+"/adopt", quality.Score, h.adoptForm),
		server.Post(one+"/adopt", quality.Score, h.adopt),
		server.Post(one+"/reopen", quality.Score, h.reopen),
		server.Get(one+"/send", quality.Score, h.sendForm),
		server.Post(one+"/send", quality.Score, h.send),
		server.Get(one+"/confirm", quality.Confirm, h.confirmForm),
		server.Post(one+"/confirm", quality.Confirm, h.confirm),
		server.Get(one+"/return", quality.Confirm, h.returnForm),
		server.Post(one+"/return", quality.Confirm, h.giveBack),
	}
}

// rubricRoutes are the rubrics of a unit.
func (h handlers) rubricRoutes() []server.Route {
	const end = "/quality/rubrics/of/{rubric}/end"
	return []server.Route{
		server.Get("/quality/rubrics", quality.View, h.rubrics),
		server.Get("/quality/rubrics/new", quality.SetRules, h.rubricForm),
		server.Post("/quality/rubrics/new", quality.SetRules, h.setRubric),
		server.Get(end, quality.SetRules, h.endRubricForm),
		server.Post(end, quality.SetRules, h.endRubric),
	}
}
