// Package web is the pages of meetings: the list, the year, the plan and its
// agenda, the meeting itself, the roll call and the minutes. They work without script.
package web

import (
	"embed"
	"slices"

	"chibo/internal/access"
	"chibo/internal/meeting"
	"chibo/internal/meeting/carry"
	"chibo/internal/meeting/deed"
	"chibo/internal/meeting/exchange"
	"chibo/internal/meeting/floor"
	"chibo/internal/meeting/named"
	"chibo/internal/meeting/year"
	"chibo/internal/paper"
	"chibo/internal/server"
)

//go:embed text.vi.json text.en.json
var texts embed.FS

type handlers struct {
	meetings *meeting.Service
	deeds    *deed.Service
	years    *year.Service
	floors   *floor.Service
	carries  *carry.Service
	joint    *exchange.Service
	named    *named.Service
}

// listed is who has the page of meetings: the cells, and the committees above
// them, who see their overview there.
var listed = access.Declare("meeting.view", append(meeting.View.Allow, meeting.Oversee.Allow...)...)

// Capability hands the pages over.
func Capability(meetings *meeting.Service, deeds *deed.Service, years *year.Service, floors *floor.Service, carries *carry.Service, joint *exchange.Service, byName *named.Service) server.Capability {
	h := handlers{meetings, deeds, years, floors, carries, joint, byName}
	const one, item = "/meeting/{meeting}", "/meeting/{meeting}/items/{item}"
	return server.Capability{
		Name:  "meeting",
		Texts: texts,
		Menu: []server.MenuEntry{
			{Key: "meeting", Icon: "calendar-event", Label: "meeting.menu", Order: 10, Shortcut: "S", Also: []string{"/ballot"}, Action: listed},
			{Key: "meeting", Under: "meeting", Label: "meeting.all", Order: 10, Also: []string{"/ballot"}, Action: listed},
		},
		Routes: slices.Concat([]server.Route{
			server.Get("/meeting", listed, h.list),
			server.Get(one, meeting.View, h.show),
			server.Post(one+"/open", meeting.Record, h.open),
			server.Get(one+"/appoint", meeting.Record, h.appointForm),
			server.Post(one+"/appoint", meeting.Record, h.appoint),
			server.Get(one+"/history", meeting.Prepare, h.history),
		}, h.aheadRoutes(one, item), h.roomRoutes(one), h.floorRoutes(one), h.recordRoutes(one, item), h.minutesRoutes(one), h.paperRoutes(one), h.yearRoutes()),
	}
}

// roomRoutes are the pages of a meeting that runs: the floor, what all in the
// room follow, and the roll call.
func (h handlers) roomRoutes(one string) []server.Route {
	return []server.Route{
		server.Get(one+"/live", meeting.View, h.live),
		server.Get(one+"/projector", meeting.View, h.projector),
		server.Get(one+"/events", meeting.View, h.events),
		server.Post(one+"/take-up", meeting.Record, h.takeUp),
		server.Post(one+"/turn", meeting.Record, h.turn),
		server.Post(one+"/pause", meeting.Record, h.pause),
		server.Post(one+"/resume", meeting.Record, h.resume),
		server.Post(one+"/extend", meeting.Record, h.extend),
		server.Get(one+"/attendance", meeting.View, h.attendance),
		server.Post(one+"/attendance", meeting.Record, h.mark),
	}
}

// recordRoutes are what is written down under the items: content, opinions,
// conclusions, tasks and votes.
func (h handlers) recordRoutes(one, item string) []server.Route {
	return []server.Route{
		server.Post(item+"/content", meeting.Record, h.describe),
		server.Post(item+"/notes", meeting.Record, h.note),
		server.Post(item+"/conclusion", meeting.Record, h.conclude),
		server.Post(item+"/tasks", meeting.Record, h.assign),
		server.Post(item+"/votes", meeting.Record, h.vote),
		server.Post(item+"/votes/{vote}/annul", meeting.Record, h.annul),
		server.Get(one+"/notes/{note}", meeting.Record, h.noteForm),
		server.Post(one+"/notes/{note}", meeting.Record, h.amendNote),
		server.Post(one+"/notes/{note}/reserve", meeting.Record, h.reserve),
		server.Post(one+"/notes/{note}/withdraw", meeting.Record, h.withdraw),
		server.Post(one+"/notes/{note}/mark", meeting.Record, h.markNote),
		server.Post(one+"/notes/{note}/unmark", meeting.Record, h.unmarkNote),
		server.Post(one+"/notes/{note}/answer", meeting.Record, h.answerMark),
		server.Post(one+"/notes/{note}/leave-out", meeting.Record, h.leaveOut),
	}
}

// minutesRoutes are the end of a meeting and its minutes.
func (h handlers) minutesRoutes(one string) []server.Route {
	return []server.Route{
		server.Get(one+"/close", meeting.Record, h.closeForm),
		server.Post(one+"/close", meeting.Record, h.close),
		server.Get(one+"/minutes", meeting.View, h.minutes),
		server.Post(one+"/minutes", meeting.Record, h.amend),
		server.Get(one+"/minutes.docx", meeting.View, h.download(paper.AsDOCX)),
		server.Get(one+"/minutes.pdf", meeting.View, h.download(paper.AsPDF)),
		server.Post(one+"/freeze", meeting.Record, h.freeze),
		server.Get(one+"/correct", meeting.Prepare, h.correctForm),
		server.Post(one+"/correct", meeting.Prepare, h.correct),
	}
}

// aheadRoutes are the pages of a meeting that lies ahead: its plan and agenda,
// the notice, and what is sent before it opens.
func (h handlers) aheadRoutes(one, item string) []server.Route {
	return []server.Route{
		server.Get("/meeting/new", meeting.Prepare, h.planForm),
		server.Post("/meeting/new", meeting.Prepare, h.plan),
		server.Get(one+"/plan", meeting.Prepare, h.replanForm),
		server.Post(one+"/plan", meeting.Prepare, h.replan),
		server.Get(one+"/items", meeting.Record, h.newItem),
		server.Post(one+"/items", meeting.Record, h.addItem),
		server.Get(item+"/edit", meeting.Record, h.itemForm),
		server.Post(item+"/edit", meeting.Record, h.amendItem),
		server.Post(item+"/move", meeting.Record, h.moveItem),
		server.Post(item+"/remove", meeting.Record, h.removeItem),
		server.Post(one+"/guests", meeting.Record, h.invite),
		server.Post(one+"/guests/{guest}/remove", meeting.Record, h.uninvite),
		server.Get(one+"/cancel", meeting.Prepare, h.cancelForm),
		server.Post(one+"/cancel", meeting.Prepare, h.cancel),
		server.Get(one+"/announce", meeting.Prepare, h.announceForm),
		server.Post(one+"/announce", meeting.Prepare, h.announce),
		server.Post(one+"/borrow", meeting.Prepare, h.borrow),
		server.Post(item+"/urge", meeting.Record, h.urge),
		server.Get(one+"/reply", meeting.Answering, h.replyForm),
		server.Post(one+"/reply", meeting.Answering, h.reply),
		server.Get(one+"/contributions", meeting.Contributing, h.sendForm),
		server.Post(one+"/contributions", meeting.Contributing, h.send),
		server.Get(one+"/contributions/{contribution}", meeting.Contributing, h.mendForm),
		server.Post(one+"/contributions/{contribution}", meeting.Contributing, h.mend),
		server.Post(one+"/contributions/{contribution}/withdraw", meeting.Contributing, h.withdrawSent),
		server.Post(one+"/papers/{attachment}/open", meeting.View, h.openPaper),
	}
}
