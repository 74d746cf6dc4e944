// Package web is the calendar of who of a committee attends which meeting of the
// cells under it (I10). It works without script.
package web

import (
	"embed"

	"chibo/internal/access"
	"chibo/internal/meeting/calendar"
	"chibo/internal/paper"
	"chibo/internal/server"
)

//go:embed text.vi.json text.en.json
var texts embed.FS

type handlers struct{ calendars *calendar.Service }

const (
	list = "/meeting/calendar"
	one  = list + "/of/{meeting}"
)

// serves is who comes by the tab: officers. Others come by a notice.
var serves = access.Declare(calendar.View.Name, access.For(access.Below, access.Officer))

// Capability hands the pages over: a tab of the meetings of a committee.
func Capability(calendars *calendar.Service) server.Capability {
	h := handlers{calendars}
	return server.Capability{
		Name:  "calendar",
		Texts: texts,
		Menu:  []server.MenuEntry{{Key: "calendar", Under: "meeting", Path: list, Label: "calendar.menu", Order: 80, Action: serves}},
		Routes: []server.Route{
			server.Get(list, calendar.View, h.month),
			server.Get(list+"/waiting", calendar.Assign, h.waiting),
			server.Get(list+"/print", calendar.View, h.print),
			server.Get(list+"/print.docx", calendar.View, h.download(paper.AsDOCX)),
			server.Get(list+"/print.pdf", calendar.View, h.download(paper.AsPDF)),
			server.Get(one, calendar.Assign, h.show),
			server.Post(one, calendar.Assign, h.assign),
			server.Post(one+"/withdraw", calendar.Assign, h.withdraw),
		},
	}
}
