// Package web is the pages of tasks.
package web

import (
	"embed"

	"chibo/internal/server"
	"chibo/internal/task"
)

//go:embed text.vi.json text.en.json
var texts embed.FS

type handlers struct{ tasks *task.Service }

// Capability hands the pages over.
func Capability(tasks *task.Service) server.Capability {
	h := handlers{tasks}
	return server.Capability{
		Name:  "task",
		Texts: texts,
		Menu:  []server.MenuEntry{{Key: "task", Icon: "clipboard-check", Label: "task.menu", Order: 40, Shortcut: "N", Action: task.View}},
		Routes: append([]server.Route{
			server.Get("/task", task.View, h.list),
			server.Get("/task/export.xlsx", task.Arrange, h.export),
			server.Get("/task/new", task.Arrange, h.newForm),
			server.Post("/task/new", task.Arrange, h.assign),
			server.Get("/task/{task}", task.View, h.show),
		}, h.acts()...),
	}
}

// acts are the pages of the acts: the form, and what it sends.
func (h handlers) acts() []server.Route {
	return server.Acts("/task/{task}", task.Workflow, h.actForm, h.act,
		task.Progressing, task.Reporting, task.Asking, task.Declining, task.Returning, task.Accepting,
		task.Extending, task.Urging, task.Helping, task.Reassigning, task.Cancelling)
}
