// Package web is the pages of ad-hoc tables: what a unit is asked for, one sheet, and
// for a committee its tables, who was asked, what came in. All of it works without
// script.
package web

import (
	"embed"

	"chibo/internal/access"
	"chibo/internal/paper"
	"chibo/internal/periodic/table"
	"chibo/internal/server"
)

//go:embed text.vi.json text.en.json
var texts embed.FS

type handlers struct{ tables *table.Service }

// Who comes by which way: the leaders of a unit by a tab beside the list of its
// members, an officer by tabs beside the tree.
var (
	leads  = access.Declare(table.List.Name, access.For(access.Here, access.Leaders...))
	serves = access.Declare(table.List.Name, access.For(access.Here, access.Officer))
)

// Capability hands the pages over.
func Capability(tables *table.Service) server.Capability {
	h := handlers{tables}
	const (
		one   = "/periodic/table/of/{table}"
		sheet = "/periodic/table/sheet/{sheet}"
	)
	return server.Capability{
		Name:  "table",
		Texts: texts,
		Menu: []server.MenuEntry{
			{Key: "periodic/table", Under: "member", Label: "table.menu", Order: 76, Action: leads},
			{Key: "periodic/table", Under: "org", Path: "/periodic/table/defined", Label: "table.menu_defined", Order: 42, Action: serves},
			{Key: "periodic/table", Under: "org", Label: "table.menu_own", Order: 43, Action: serves},
		},
		Routes: []server.Route{
			server.Get("/periodic/table", table.List, h.desk),
			server.Get("/periodic/table/defined", table.Define, h.register),
			server.Get("/periodic/table/new", table.Define, h.newForm),
			server.Post("/periodic/table/new", table.Define, h.define),
			server.Get(one, table.Define, h.show),
			server.Get(one+"/edit", table.Define, h.editForm),
			server.Post(one+"/edit", table.Define, h.amend),
			server.Get(one+"/ask", table.Define, h.askForm),
			server.Post(one+"/ask", table.Define, h.ask),
			server.Post(one+"/remind", table.Define, h.remind),
			server.Post(one+"/close", table.Define, h.close),
			server.Post(one+"/reopen", table.Define, h.reopen),
			server.Get(one+"/all.xlsx", table.Define, h.workbook),
			server.Get(one+"/print", table.Define, h.print),
			server.Get(one+"/print.docx", table.Define, h.download(paper.AsDOCX)),
			server.Get(one+"/print.pdf", table.Define, h.download(paper.AsPDF)),
			server.Get(sheet, table.View, h.sheet),
			server.Post(sheet, table.Fill, h.fill),
			server.Post(sheet+"/return", table.Return, h.giveBack),
		},
	}
}
