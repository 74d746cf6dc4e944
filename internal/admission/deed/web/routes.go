// Package web is the papers of candidates: which of them can be had, and each as
// it is printed. They work without script.
package web

import (
	"embed"

	"chibo/internal/admission"
	"chibo/internal/admission/deed"
	"chibo/internal/paper"
	"chibo/internal/server"
)

//go:embed text.vi.json text.en.json
var texts embed.FS

type handlers struct{ deeds *deed.Service }

// Capability hands the pages over. They are reached from a candidate's dossier
// and from the cell's board.
func Capability(deeds *deed.Service) server.Capability {
	h := handlers{deeds}
	const one, list = "/admission/{candidate}/papers", "/admission/sources/print"
	return server.Capability{
		Name:  "admission papers",
		Texts: texts,
		Routes: []server.Route{
			server.Get(one, admission.Help, h.papers),
			server.Get(one+"/print", admission.Help, h.print),
			server.Get(one+"/print.docx", admission.Help, h.download(paper.AsDOCX)),
			server.Get(one+"/print.pdf", admission.Help, h.download(paper.AsPDF)),
			server.Get(list, admission.Lead, h.printList),
			server.Get(list+".docx", admission.Lead, h.downloadList(paper.AsDOCX)),
			server.Get(list+".pdf", admission.Lead, h.downloadList(paper.AsPDF)),
		},
	}
}
