// Package web is the pages of self-reflection reports: the rota of a year, the
// editor of a draft with what lies beside it, comments, what the unit heard,
// and the remarks that are followed.
package web

import (
	"embed"
	"slices"

	"chibo/internal/access"
	"chibo/internal/paper"
	"chibo/internal/reflection"
	"chibo/internal/server"
)

//go:embed text.vi.json text.en.json
var texts embed.FS

type handlers struct{ reports *reflection.Service }

// Who comes to reports by which entry: the committee of a cell by its meetings,
// the others by an entry of their own.
var (
	leadsCell = access.Declare("reflection.view", access.For(access.Here, access.Committee...))
	leadsMass = access.Declare("reflection.view", access.For(access.Here, access.MassOfficer))
	gives     = access.Declare("reflection.view", access.For(access.Here, access.Member, access.Probationary, access.MassMember))
)

// Capability hands the pages over.
func Capability(reports *reflection.Service) server.Capability {
	h := handlers{reports}
	return server.Capability{
		Name:  "reflection",
		Texts: texts,
		Menu: append([]server.MenuEntry{
			{Key: "reflection", Icon: "writing", Label: "reflection.menu_own", Short: "reflection.menu_short", Order: 20, Shortcut: "B", Action: gives, Except: reflection.Review},
			{Key: "reflection", Icon: "writing", Label: "reflection.menu", Short: "reflection.menu_short", Order: 20, Shortcut: "B", Action: leadsMass},
			{Key: "reflection", Under: "meeting", Label: "reflection.menu", Order: 30, Action: leadsCell},
			{Key: "reflection", Under: "reflection", Label: "reflection.menu_own", Order: 10, Action: gives, Except: reflection.Review},
			{Key: "reflection", Under: "reflection", Label: "reflection.menu", Order: 10, Action: leadsMass},
			upTab,
		}, rotaTabs...),
		Routes: slices.Concat(h.reading(), h.writing(), h.reviewing(), h.turning(), h.remarkRoutes(), h.rotaRoutes()),
	}
}

const one = "/reflection/{report}"

// reading are the pages that are read.
func (h handlers) reading() []server.Route {
	return []server.Route{
		server.Get("/reflection", reflection.View, h.list),
		server.Get(one, reflection.View, h.show),
		server.Get(one+"/compare", reflection.View, h.compare),
		server.Get(one+"/print", reflection.View, h.print),
		server.Get(one+"/print.docx", reflection.View, h.download(paper.AsDOCX)),
		server.Get(one+"/print.pdf", reflection.View, h.download(paper.AsPDF)),
	}
}

// writing are what the author sends.
func (h handlers) writing() []server.Route {
	return []server.Route{
		server.Post(one+"/draft", reflection.Write, h.draft),
		server.Post(one+"/submit", reflection.Write, h.submit),
		server.Post(one+"/complete", reflection.Write, h.complete),
		server.Post(one+"/comments/{comment}/answer", reflection.Write, h.answer),
		server.Post(one+"/comments/{comment}/resolve", reflection.Write, h.resolve),
		server.Post(one+"/comments/{comment}/reopen", reflection.Write, h.reopen),
	}
}

// reviewing are what the leaders say of a draft.
func (h handlers) reviewing() []server.Route {
	return []server.Route{
		server.Post(one+"/comments", reflection.Review, h.comment),
		server.Get(one+"/comments/{comment}", reflection.Review, h.commentForm),
		server.Post(one+"/comments/{comment}", reflection.Review, h.amend),
		server.Post(one+"/comments/{comment}/remove", reflection.Review, h.remove),
		server.Post(one+"/return", reflection.Review, h.giveBack),
		server.Post(one+"/pass", reflection.Review, h.pass),
		server.Post(one+"/urge", reflection.Review, h.urge),
	}
}

// turning are what the leaders do to a turn, and the way up.
func (h handlers) turning() []server.Route {
	return []server.Route{
		server.Get(one+"/move", reflection.Plan, h.moveForm),
		server.Post(one+"/move", reflection.Plan, h.move),
		server.Get(one+"/swap", reflection.Plan, h.swapForm),
		server.Post(one+"/swap", reflection.Plan, h.swap),
		server.Get(one+"/release", reflection.Plan, h.releaseForm),
		server.Post(one+"/release", reflection.Plan, h.release),
		server.Get(one+"/send-up", reflection.Review, h.sendUpForm),
		server.Post(one+"/send-up", reflection.Review, h.sendUp),
	}
}
