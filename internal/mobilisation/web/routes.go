// Package web is the pages of mass mobilisation: the programme of a year with its
// items, the models of skilful mobilisation, and how many there are below.
package web

import (
	"embed"
	"slices"

	"chibo/internal/access"
	"chibo/internal/mobilisation"
	"chibo/internal/paper"
	"chibo/internal/server"
)

//go:embed text.vi.json text.en.json
var texts embed.FS

type handlers struct{ work *mobilisation.Service }

// leads are those to whom mobilisation stands beside the campaigns: all others of a
// cell find it beside their pledges.
var leads = access.Declare(mobilisation.Survey.Name, access.For(access.Here, access.Committee...), access.For(access.Here, access.Officer))

// Capability hands the pages over.
func Capability(work *mobilisation.Service) server.Capability {
	h := handlers{work}
	return server.Capability{
		Name:  "mobilisation",
		Texts: texts,
		Menu: []server.MenuEntry{
			{Key: "mobilisation", Under: "campaign", Label: "mobilisation.menu", Order: 60, Action: leads},
			{Key: "mobilisation", Under: "commitment", Label: "mobilisation.menu", Order: 90, Action: mobilisation.View, Except: leads},
		},
		Routes: slices.Concat(h.programme(), h.models()),
	}
}

const (
	item  = "/mobilisation/item/{effort}"
	model = "/mobilisation/model/of/{exemplar}"
)

// programme are the pages of the programme of a year.
func (h handlers) programme() []server.Route {
	return []server.Route{
		server.Get("/mobilisation", mobilisation.View, h.show),
		server.Get("/mobilisation/programme", mobilisation.View, h.print),
		server.Get("/mobilisation/programme.docx", mobilisation.View, h.download(paper.AsDOCX)),
		server.Get("/mobilisation/programme.pdf", mobilisation.View, h.download(paper.AsPDF)),
		server.Post("/mobilisation/copy", mobilisation.Lead, h.copyOver),
		server.Get("/mobilisation/area", mobilisation.Lead, h.areaForm),
		server.Post("/mobilisation/area", mobilisation.Lead, h.addArea),
		server.Get("/mobilisation/new", mobilisation.Lead, h.planForm),
		server.Post("/mobilisation/new", mobilisation.Lead, h.plan),
		server.Get(item, mobilisation.View, h.item),
		server.Get(item+"/rewrite", mobilisation.Lead, h.rewriteForm),
		server.Post(item+"/rewrite", mobilisation.Lead, h.rewrite),
		server.Post(item+"/tell", mobilisation.Progress, h.tell),
		server.Post(item+"/drop", mobilisation.Lead, h.drop),
		server.Post(item+"/reopen", mobilisation.Lead, h.reopen),
	}
}

// models are the pages of models and of how many there are.
func (h handlers) models() []server.Route {
	return append([]server.Route{
		server.Get("/mobilisation/figures", mobilisation.Survey, h.figures),
		server.Get("/mobilisation/model", mobilisation.Survey, h.modelList),
		server.Get("/mobilisation/model/list", mobilisation.Survey, h.printList),
		server.Get("/mobilisation/model/list.docx", mobilisation.Survey, h.listFile(paper.AsDOCX)),
		server.Get("/mobilisation/model/list.pdf", mobilisation.Survey, h.listFile(paper.AsPDF)),
		server.Get("/mobilisation/model/list.xlsx", mobilisation.Survey, h.listXLSX),
		server.Get("/mobilisation/model/new", mobilisation.Lead, h.registerForm),
		server.Post("/mobilisation/model/new", mobilisation.Lead, h.register),
		server.Get(model, mobilisation.Survey, h.model),
		server.Get(model+"/amend", mobilisation.Lead, h.actForm(mobilisation.Amending)),
		server.Post(model+"/amend", mobilisation.Lead, h.amend),
	}, server.Acts(model, mobilisation.ModelWorkflow, h.actForm, h.step,
		mobilisation.Assisting, mobilisation.Appraising, mobilisation.Recognising, mobilisation.Declining,
		mobilisation.Exemplifying, mobilisation.Spreading, mobilisation.Proposing, mobilisation.Withdrawing)...)
}
