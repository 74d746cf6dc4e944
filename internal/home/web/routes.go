// Package web is the page of the day: what the month asks of who looks at it,
// computed from what the capabilities know, and the hand-over of a cell to its
// next secretary.
package web

import (
	"embed"

	"chibo/internal/access"
	"chibo/internal/account"
	"chibo/internal/commitment"
	"chibo/internal/db"
	"chibo/internal/directive"
	"chibo/internal/document"
	"chibo/internal/evaluation"
	"chibo/internal/meeting/month"
	"chibo/internal/member"
	"chibo/internal/notify"
	"chibo/internal/org"
	"chibo/internal/paper"
	"chibo/internal/periodic"
	"chibo/internal/quality"
	"chibo/internal/reflection"
	"chibo/internal/server"
	"chibo/internal/task"
)

//go:embed text.vi.json text.en.json
var texts embed.FS

// Handover is what the leadership of a cell may print for the one who takes
// over (I8).
var Handover = access.Declare("home.handover", access.For(access.Here, access.Secretary, access.Deputy))

// Services are what the pages are composed of.
type Services struct {
	DB         *db.DB
	Orgs       *org.Service
	Members    *member.Service
	Accounts   *account.Service
	Documents  *document.Service
	Notices    *notify.Service
	Directives *directive.Service
	Tasks      *task.Service
	Months     *month.Service
	Pledges    *commitment.Service
	Reports    *reflection.Service
	Scores     *quality.Service
	Reviews    *evaluation.Service
	Periodics  *periodic.Service
}

type handlers struct{ Services }

// Path is where everybody begins.
const Path = "/home"

// Capability hands the pages over.
func Capability(s Services) server.Capability {
	h := handlers{s}
	return server.Capability{
		Name:  "home",
		Texts: texts,
		Menu:  []server.MenuEntry{{Key: "home", Icon: "home-2", Label: "home.menu", Shortcut: "H", Action: access.SignedIn}},
		Routes: []server.Route{
			server.Get(Path, access.SignedIn, h.home),
			server.Get(Path+"/handover", Handover, h.handover),
			server.Get(Path+"/handover.docx", Handover, h.handoverPaper(paper.AsDOCX)),
			server.Get(Path+"/handover.pdf", Handover, h.handoverPaper(paper.AsPDF)),
		},
	}
}
