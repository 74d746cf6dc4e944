// Package web is the pages of tasks.
package web

import (
	"embed"

	"chibo/internal/access"
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
	var routes []server.Route
	for _, a := range []struct {
		act task.Act
		who access.Action
	}{
		{task.Progressing, task.Tell},
		{task.Reporting, task.Tell},
		{task.Asking, task.Ask},
		{task.Declining, task.Arrange},
		{task.Returning, task.Arrange},
		{task.Accepting, task.Arrange},
		{task.Extending, task.Arrange},
		{task.Urging, task.Arrange},
		{task.Helping, task.Arrange},
		{task.Reassigning, task.Arrange},
		{task.Cancelling, task.Arrange},
	} {
		path := "/task/{task}/" + string(a.act)
		routes = append(routes, server.Get(path, a.who, h.actForm(a.act)), server.Post(path, a.who, h.act(a.act)))
	}
	return routes
}
