// Package web is the pages of the steps of a theme: one's own, the learning report,
// the roll of a unit for its leaders, and its numbers of staff.
package web

import (
	"embed"
	"slices"

	"chibo/internal/campaign/step"
	"chibo/internal/paper"
	"chibo/internal/server"
)

//go:embed text.vi.json text.en.json
var texts embed.FS

type handlers struct{ steps *step.Service }

// Capability hands the pages over.
func Capability(steps *step.Service) server.Capability {
	h := handlers{steps}
	return server.Capability{
		Name:  "step",
		Texts: texts,
		Menu: []server.MenuEntry{
			{Key: "commitment", Under: "commitment", Path: "/step", Label: "step.menu", Order: 15, Action: step.Take},
		},
		Routes: slices.Concat(h.own(), h.report(), h.unit()),
	}
}

const (
	theme  = "/step/theme/{campaigntheme}"
	report = "/step/report/{learning}"
)

// own are the steps of who asks.
func (h handlers) own() []server.Route {
	return []server.Route{
		server.Get("/step", step.Take, h.mine),
		server.Post(theme+"/studied", step.Take, h.studied),
		server.Post(theme+"/register", step.Take, h.register),
		server.Post(theme+"/report", step.Take, h.begin),
	}
}

// report are the pages of one learning report.
func (h handlers) report() []server.Route {
	return []server.Route{
		server.Get(report, step.View, h.show),
		server.Get(report+"/edit", step.Take, h.editForm),
		server.Post(report+"/edit", step.Take, h.edit),
		server.Post(report+"/draft", step.Take, h.draft),
		server.Post(report+"/send", step.Take, h.send),
		server.Post(report+"/recall", step.Take, h.recall),
		server.Post(report+"/remark", step.Keep, h.say(step.Remarking)),
		server.Post(report+"/return", step.Keep, h.say(step.Returning)),
		server.Get(report+"/print", step.View, h.print),
		server.Get(report+"/print.docx", step.View, h.download(paper.AsDOCX)),
		server.Get(report+"/print.pdf", step.View, h.download(paper.AsPDF)),
	}
}

// unit are the pages of a unit's leaders, and of who launched the theme.
func (h handlers) unit() []server.Route {
	return []server.Route{
		server.Get(theme+"/roll", step.Keep, h.roll),
		server.Post(theme+"/roll", step.Keep, h.tick),
		server.Post(theme+"/untick", step.Keep, h.untick),
		server.Post(theme+"/remind", step.Keep, h.remind),
		server.Get(theme+"/reports.docx", step.Keep, h.collection),
		server.Get(theme+"/staff", step.Keep, h.staffForm),
		server.Post(theme+"/staff", step.Keep, h.staff),
		server.Get(theme+"/choice", step.Choose, h.choiceForm),
		server.Post(theme+"/choice", step.Choose, h.choose),
	}
}
