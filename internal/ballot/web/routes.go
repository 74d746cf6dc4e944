// Package web is the pages of votes on paper: those of a meeting, and of each
// the candidates, the board, the papers, the count and the result.
package web

import (
	"embed"

	"chibo/internal/ballot"
	"chibo/internal/paper"
	"chibo/internal/server"
)

//go:embed text.vi.json text.en.json
var texts embed.FS

type handlers struct{ ballots *ballot.Service }

// Capability hands the pages over. They are reached from their meeting's.
func Capability(ballots *ballot.Service) server.Capability {
	h := handlers{ballots}
	const all, one = "/ballot/{meeting}", "/ballot/{meeting}/{ballot}"
	return server.Capability{
		Name:  "ballot",
		Texts: texts,
		Routes: []server.Route{
			server.Get(all, ballot.View, h.list),
			server.Get(all+"/new", ballot.Run, h.newForm),
			server.Post(all+"/new", ballot.Run, h.prepare),
			server.Get(one, ballot.View, h.show),
			server.Get(one+"/edit", ballot.Run, h.editForm),
			server.Post(one+"/edit", ballot.Run, h.amend),
			server.Post(one+"/candidates", ballot.Run, h.nominate),
			server.Post(one+"/candidates/{candidate}/withdraw", ballot.Run, h.withdraw),
			server.Post(one+"/board", ballot.Run, h.appoint),
			server.Post(one+"/cast", ballot.Run, h.cast),
			server.Post(one+"/count", ballot.Count, h.enter),
			server.Post(one+"/confirm", ballot.Count, h.confirm),
			server.Post(one+"/announce", ballot.Run, h.announce),
			server.Get(one+"/annul", ballot.Run, h.annulForm),
			server.Post(one+"/annul", ballot.Run, h.annul),
			server.Post(one+"/repeat", ballot.Run, h.repeat),
			server.Get(one+"/papers", ballot.View, h.papers),
			server.Get(one+"/papers.docx", ballot.View, h.papersFile(paper.AsDOCX)),
			server.Get(one+"/papers.pdf", ballot.View, h.papersFile(paper.AsPDF)),
			server.Get(one+"/record", ballot.View, h.record),
			server.Get(one+"/record.docx", ballot.View, h.recordFile(paper.AsDOCX)),
			server.Get(one+"/record.pdf", ballot.View, h.recordFile(paper.AsPDF)),
		},
	}
}
