// Package web is the pages of notices, and the address of the calendar feed.
package web

import (
	"embed"

	"chibo/internal/access"
	"chibo/internal/notify"
	"chibo/internal/server"
)

//go:embed text.vi.json text.en.json
var texts embed.FS

type handlers struct{ notices *notify.Service }

// Capability hands the pages over. They have no entry in the menu: the bell
// leads to them.
func Capability(notices *notify.Service) server.Capability {
	h := handlers{notices}
	return server.Capability{
		Name:  "notify",
		Texts: texts,
		Routes: []server.Route{
			server.Get("/notify", access.SignedIn, h.list),
			server.Post("/notify/read", access.SignedIn, h.readAll),
			server.Post("/notify/{notice}/open", access.SignedIn, h.open),
			server.Get(settingsPath, access.SignedIn, h.settings),
			server.Post(settingsPath+"/mail", access.SignedIn, h.choose),
			server.Post(settingsPath+"/test", notify.Oversee, h.test),
			server.Post("/notify/feed/renew", access.SignedIn, h.renew),
			server.Post("/notify/feed/off", access.SignedIn, h.switchOff),
			server.Get("/notify/feed/{secret}", access.Public, h.feed),
		},
	}
}

const settingsPath = "/notify/settings"
