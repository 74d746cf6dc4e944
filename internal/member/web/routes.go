// Package web is the pages of people: the list of a unit, one person, and the
// lists that come in and go out.
package web

import (
	"embed"
	"io/fs"

	"chibo/internal/access"
	"chibo/internal/member"
	"chibo/internal/member/roster"
	"chibo/internal/server"
)

//go:embed text.vi.json text.en.json
var texts embed.FS

type handlers struct{ members *member.Service }

// uploadMax is a list with what a form carries around it.
const uploadMax = member.ImportFileMax + 1<<20

// The list is named after the people who are in it; one's own record is for
// everybody.
var (
	leadsParty = access.Declare("member.list", access.For(access.Here, access.Committee...))
	leadsMass  = access.Declare("member.list", access.For(access.Here, access.MassOfficer))
	owns       = access.Declare("member.view", access.For(access.Self, access.Member, access.Probationary))
)

// Capability hands the pages over.
func Capability(members *member.Service) server.Capability {
	h := handlers{members}
	return server.Capability{
		Name:  "member",
		Texts: texts,
		Also:  []fs.FS{roster.Texts()},
		Menu: []server.MenuEntry{
			{Key: "member", Icon: "users", Label: "member.menu", Order: 30, Shortcut: "D", Action: leadsParty},
			{Key: "member", Icon: "users", Label: "member.menu_mass", Short: "member.menu_mass_short", Order: 30, Shortcut: "D", Action: leadsMass},
			{Key: "member", Under: "member", Label: "member.tab_list", Order: 10, Action: leadsParty},
			{Key: "member/me", Icon: "user", Label: "member.menu_own", Order: 50, Foot: true, Action: owns},
		},
		Routes: []server.Route{
			server.Get("/member", member.List, h.list),
			server.Get("/member/me", member.View, h.me),
			server.Get("/member/new", member.Import, h.newForm),
			server.Post("/member/new", member.Import, h.enter),
			server.Get("/member/export.xlsx", member.Keep, h.exportXLSX),
			server.Get("/member/export.csv", member.Keep, h.exportCSV),
			server.Get("/member/person/{person}", member.View, h.show),
			server.Get("/member/person/{person}/edit", member.Keep, h.editForm),
			server.Post("/member/person/{person}/edit", member.Keep, h.amend),
			server.Post("/member/person/{person}/posts", member.Elect, h.appoint),
			server.Post("/member/person/{person}/posts/end", member.Elect, h.relieve),
			server.Post("/member/person/{person}/states", member.Keep, h.setState),
			server.Post("/member/person/{person}/states/end", member.Keep, h.endState),
			server.Post("/member/person/{person}/duties", member.Assign, h.assignDuty),
			server.Get("/member/doubles", member.Unite, h.doubles),
			server.Get("/member/person/{person}/merge/{twin}", member.Unite, h.compare),
			server.Post("/member/person/{person}/merge/{twin}", member.Unite, h.unite),
			server.Post("/member/person/{person}/merge/{twin}/apart", member.Part, h.part),
			server.Get("/member/merge/{merge}", member.Unite, h.merged),
			server.Post("/member/merge/{merge}/undo", member.Unite, h.undo),
			server.Get("/member/import", member.Import, h.importForm),
			server.Upload("/member/import", member.Import, uploadMax, h.readList),
			server.Get("/member/import/sample.xlsx", member.Import, h.sample),
			server.Get("/member/import/{import}", member.Import, h.preview),
			server.Post("/member/import/{import}/columns", member.Import, h.mapColumns),
			server.Post("/member/import/{import}/matches", member.Import, h.distinguish),
			server.Post("/member/import/{import}/confirm", member.Import, h.confirm),
			server.Post("/member/import/{import}/drop", member.Import, h.drop),
		},
	}
}
