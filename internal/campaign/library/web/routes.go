// Package web is the pages of what there is to learn of a theme: its material, the
// quiz, and who has read.
package web

import (
	"embed"

	"chibo/internal/access"
	"chibo/internal/campaign/library"
	"chibo/internal/server"
)

//go:embed text.vi.json text.en.json
var texts embed.FS

type handlers struct{ library *library.Service }

const (
	theme    = "/campaign/library/theme/{campaigntheme}"
	material = "/campaign/library/material/{material}"
	question = "/campaign/library/question/{question}"
)

// serves are those who find the material in the menu; everybody else comes from the
// page of his theme.
var serves = access.Declare(library.View.Name, access.For(access.Here, access.Leaders...), access.For(access.Here, access.Officer))

// Capability hands the pages over.
func Capability(s *library.Service) server.Capability {
	h := handlers{s}
	return server.Capability{
		Name:  "library",
		Texts: texts,
		Menu:  []server.MenuEntry{{Key: "library", Under: "campaign", Path: "/campaign/library", Label: "library.menu", Order: 20, Action: serves}},
		Routes: []server.Route{
			server.Get("/campaign/library", library.View, h.desk),
			server.Get(theme, library.View, h.list),
			server.Get(theme+"/add", library.Keep, h.addForm),
			server.Post(theme+"/add", library.Keep, h.add),
			server.Get(theme+"/question", library.Keep, h.askForm),
			server.Post(theme+"/question", library.Keep, h.ask),
			server.Get(theme+"/quiz", library.Learn, h.quizForm),
			server.Post(theme+"/quiz", library.Learn, h.quiz),
			server.Get(theme+"/roll", library.Roll, h.roll),
			server.Get(material, library.View, h.show),
			server.Post(material+"/read", library.Learn, h.read),
			server.Get(material+"/amend", library.Keep, h.amendForm),
			server.Post(material+"/amend", library.Keep, h.amend),
			server.Post(material+"/raise", library.Keep, h.raise),
			server.Get(material+"/drop", library.Keep, h.dropForm),
			server.Post(material+"/drop", library.Keep, h.drop),
			server.Get(question+"/amend", library.Keep, h.questionForm),
			server.Post(question+"/amend", library.Keep, h.amendQuestion),
			server.Get(question+"/drop", library.Keep, h.dropQuestionForm),
			server.Post(question+"/drop", library.Keep, h.dropQuestion),
		},
	}
}
