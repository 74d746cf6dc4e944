// Package web is the pages of documents from above: the register with the
// chosen document beside it, what its owner does with it, and what a unit does
// that it came to.
package web

import (
	"embed"

	"chibo/internal/access"
	"chibo/internal/directive"
	"chibo/internal/meeting"
	"chibo/internal/server"
	"chibo/internal/task"
)

//go:embed text.vi.json text.en.json
var texts embed.FS

type handlers struct {
	directives *directive.Service
	tasks      *task.Service
	meetings   *meeting.Service
}

// offices is who has the menu entry: a committee's office. Cells reach the
// pages by a tab of their meetings.
var (
	offices = access.Declare("directive.register", access.For(access.Here, access.Officer))
	cells   = access.Declare("directive.view", access.For(access.Here, access.Cell...))
)

// Capability hands the pages over.
func Capability(directives *directive.Service, tasks *task.Service, meetings *meeting.Service) server.Capability {
	h := handlers{directives, tasks, meetings}
	const one = "/directive/{directive}"
	return server.Capability{
		Name:  "directive",
		Texts: texts,
		Menu: []server.MenuEntry{
			{Key: "directive", Icon: "file-text", Label: "directive.menu", Short: "directive.menu_short", Order: 15, Shortcut: "V", Action: offices},
			{Key: "directive", Under: "meeting", Label: "directive.menu", Order: 40, Action: cells},
		},
		Routes: []server.Route{
			server.Get("/directive", directive.View, h.list),
			server.Get("/directive/new", directive.Register, h.newForm),
			server.Post("/directive/new", directive.Register, h.register),
			server.Get(one, directive.View, h.show),
			server.Get(one+"/edit", directive.Register, h.editForm),
			server.Post(one+"/edit", directive.Register, h.amend),
			server.Get(one+"/send", directive.Register, h.sendForm),
			server.Post(one+"/send", directive.Register, h.send),
			server.Get(one+"/receipts", directive.Register, h.receipts),
			server.Get(one+"/withdraw", directive.Register, h.withdrawForm),
			server.Post(one+"/withdraw", directive.Register, h.withdraw),
			server.Post(one+"/receive", directive.Handle, h.receive),
			server.Post(one+"/agenda", directive.Handle, h.putOnAgenda),
			server.Get(one+"/study", directive.Handle, h.actForm(directive.Studying)),
			server.Post(one+"/study", directive.Handle, h.act(directive.Studying)),
			server.Get(one+"/report", directive.Handle, h.actForm(directive.Reporting)),
			server.Post(one+"/report", directive.Handle, h.act(directive.Reporting)),
		},
	}
}
