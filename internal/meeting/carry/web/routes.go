// Package web is the page of a unit's backlog: what meetings left over, what
// waits for an agenda, and what is repeated. It works without script.
// Its words stand with those of meetings.
package web

import (
	"chibo/internal/meeting"
	"chibo/internal/meeting/carry"
	"chibo/internal/server"
)

type handlers struct{ carries *carry.Service }

// Capability hands the pages over.
func Capability(carries *carry.Service) server.Capability {
	h := handlers{carries}
	const one = "/meeting/backlog/entries/{entry}"
	return server.Capability{
		Name: "backlog",
		Routes: []server.Route{
			server.Get(at, meeting.Prepare, h.show),
			server.Post(at, meeting.Prepare, h.park),
			server.Post(at+"/carry", meeting.Prepare, h.carry),
			server.Post(at+"/keep", meeting.Prepare, h.keep),
			server.Post(one+"/seat", meeting.Prepare, h.seat),
			server.Get(one+"/drop", meeting.Prepare, h.dropForm),
			server.Post(one+"/drop", meeting.Prepare, h.drop),
		},
	}
}

// at is the page of the backlog.
const at = "/meeting/backlog"
