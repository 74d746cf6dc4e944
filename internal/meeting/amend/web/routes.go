// Package web is the page of a shared draft of a resolution, with the
// amendments to it. It works without script.
// Its words stand with those of meetings.
package web

import (
	"chibo/internal/meeting"
	"chibo/internal/meeting/amend"
	"chibo/internal/meeting/deed"
	"chibo/internal/server"
)

type handlers struct {
	amends *amend.Service
	deeds  *deed.Service
}

// Capability hands the pages over.
func Capability(amends *amend.Service, deeds *deed.Service) server.Capability {
	h := handlers{amends, deeds}
	const all, one = "/meeting/{meeting}/amendments", "/meeting/{meeting}/amendments/{amendment}"
	return server.Capability{
		Name: "amendment",
		Routes: []server.Route{
			server.Get(all, meeting.View, h.show),
			server.Post(all, amend.Proposing, h.propose),
			server.Post(all+"/share", meeting.Prepare, h.share),
			server.Post(one+"/withdraw", amend.Proposing, h.withdraw),
			server.Post(one+"/take", meeting.Record, h.take),
			server.Post(one+"/reconsider", meeting.Record, h.reconsider),
			server.Post(one+"/vote", meeting.Record, h.vote),
			server.Post(one+"/enter", meeting.Record, h.enter),
		},
	}
}
