// Package web is the pages of the bulletin: what others found to work, with figures.
package web

import (
	"embed"

	"chibo/internal/bulletin"
	"chibo/internal/document"
	"chibo/internal/server"
)

//go:embed text.vi.json text.en.json
var texts embed.FS

type handlers struct{ bulletin *bulletin.Service }

// uploadMax is how many bytes the pictures of one form have in all.
const uploadMax = 2*document.FileMax + 1<<20

const (
	one   = "/bulletin/of/{article}"
	taken = "/bulletin/adoption/{adoption}"
)

// Capability hands the pages over. For plain members the bulletin is an entry of the
// menu; who leads finds it as a tab beside the campaigns.
func Capability(s *bulletin.Service) server.Capability {
	h := handlers{s}
	return server.Capability{
		Name:  "bulletin",
		Texts: texts,
		Menu: []server.MenuEntry{
			{Key: "bulletin", Icon: "bulb", Label: "bulletin.menu", Order: 70, Action: bulletin.View, Except: bulletin.Review},
			{Key: "bulletin", Under: "campaign", Label: "bulletin.menu", Order: 80, Action: bulletin.Review},
		},
		Routes: append(h.writing(), []server.Route{
			server.Get("/bulletin", bulletin.View, h.list),
			server.Get(one, bulletin.Read, h.show),
			server.Post(one+"/read", bulletin.Read, h.markRead),
			server.Get(one+"/picture/{picture}", bulletin.Read, h.picture),
			server.Post(one+"/comment", bulletin.Read, h.say),
			server.Get(one+"/comment/{rejoinder}", bulletin.Review, h.hideForm),
			server.Post(one+"/comment/{rejoinder}", bulletin.Review, h.hide),
			server.Get(one+"/print", bulletin.Read, h.print),
			server.Get(one+"/print.docx", bulletin.Read, h.docx),
			server.Get(one+"/print.pdf", bulletin.Read, h.pdf),
			server.Get(one+"/page.zip", bulletin.Read, h.export),
			server.Post(one+"/suggest", bulletin.Suggest, h.suggest),
			server.Post(one+"/adopt", bulletin.Adopt, h.register),
			server.Get(taken, bulletin.Adopt, h.adoption),
			server.Post(taken, bulletin.Adopt, h.steer),
		}...),
	}
}

// writing are the pages on which an article is written and reviewed.
func (h handlers) writing() []server.Route {
	return append([]server.Route{
		server.Get("/bulletin/new", bulletin.Write, h.newForm),
		server.Post("/bulletin/new", bulletin.Write, h.write),
		server.Get(one+"/amend", bulletin.Write, h.amendForm),
		server.Post(one+"/amend", bulletin.Write, h.amend),
		server.Get(one+"/figures", bulletin.Write, h.figuresForm),
		server.Post(one+"/figures", bulletin.Write, h.addFigure),
		server.Post(one+"/figures/remove", bulletin.Write, h.removeFigure),
		server.Get(one+"/pictures", bulletin.Write, h.picturesForm),
		server.Upload(one+"/pictures", bulletin.Write, uploadMax, h.addPictures),
		server.Post(one+"/captions", bulletin.Write, h.caption),
	}, server.Acts(one, bulletin.Workflow, h.stepForm, h.step,
		bulletin.Submitting, bulletin.Consenting, bulletin.Returning, bulletin.Publishing, bulletin.Withdrawing)...)
}
