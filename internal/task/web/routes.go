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
		Routes: []server.Route{
			server.Get("/task", task.View, h.list),
			server.Get("/task/new", task.Arrange, h.newForm),
			server.Post("/task/new", task.Arrange, h.assign),
			server.Get("/task/{task}", task.View, h.show),
			server.Get("/task/{task}/report", task.Tell, h.actForm(task.Reporting)),
			server.Post("/task/{task}/report", task.Tell, h.act(task.Reporting)),
			server.Get("/task/{task}/return", task.Arrange, h.actForm(task.Returning)),
			server.Post("/task/{task}/return", task.Arrange, h.act(task.Returning)),
			server.Get("/task/{task}/accept", task.Arrange, h.actForm(task.Accepting)),
			server.Post("/task/{task}/accept", task.Arrange, h.act(task.Accepting)),
			server.Get("/task/{task}/extend", task.Arrange, h.actForm(task.Extending)),
			server.Post("/task/{task}/extend", task.Arrange, h.act(task.Extending)),
			server.Get("/task/{task}/urge", task.Arrange, h.actForm(task.Urging)),
			server.Post("/task/{task}/urge", task.Arrange, h.act(task.Urging)),
			server.Get("/task/{task}/help", task.Arrange, h.actForm(task.Helping)),
			server.Post("/task/{task}/help", task.Arrange, h.act(task.Helping)),
			server.Get("/task/{task}/cancel", task.Arrange, h.actForm(task.Cancelling)),
			server.Post("/task/{task}/cancel", task.Arrange, h.act(task.Cancelling)),
		},
	}
}
