package web

import (
	"context"
	"net/http"

	"github.com/a-h/templ"

	"chibo/internal/access"
	"chibo/internal/meeting"
	"chibo/internal/server"
	"chibo/internal/ui"
)

// live is the running meeting as a member follows it.
func (h handlers) live(w http.ResponseWriter, r *http.Request) error {
	p, err := h.followed(r)
	if err != nil {
		return err
	}
	return server.Render(w, r, livePage(p))
}

func (h handlers) projector(w http.ResponseWriter, r *http.Request) error {
	p, err := h.followed(r)
	if err != nil {
		return err
	}
	return server.Render(w, r, projectorPage(p, codeAddress(r, p)))
}

// events tells a page that the meeting changed.
func (h handlers) events(w http.ResponseWriter, r *http.Request) error {
	id := idOf(r)
	return server.Follow(w, r, server.Watched{Name: "meeting " + string(id), Cursor: func(ctx context.Context, by access.Actor) (int64, error) {
		return h.floors.Cursor(ctx, by, id)
	}})
}

func (h handlers) takeUp(w http.ResponseWriter, r *http.Request) error {
	err := h.meetings.TakeUp(r.Context(), server.Actor(r), idOf(r), server.Version(r), meeting.ItemID(server.Form(r).Get("to")))
	return h.after(w, r, err, here(r), "meeting.taken_up")
}

func (h handlers) turn(w http.ResponseWriter, r *http.Request) error {
	err := h.meetings.Turn(r.Context(), server.Actor(r), idOf(r), server.Version(r), meeting.Phase(server.Form(r).Get("phase")))
	return h.after(w, r, err, here(r), "meeting.turned")
}

func (h handlers) pause(w http.ResponseWriter, r *http.Request) error {
	err := h.meetings.Pause(r.Context(), server.Actor(r), idOf(r), server.Version(r))
	return h.after(w, r, err, here(r), "meeting.paused")
}

func (h handlers) resume(w http.ResponseWriter, r *http.Request) error {
	err := h.meetings.Resume(r.Context(), server.Actor(r), idOf(r), server.Version(r))
	return h.after(w, r, err, here(r), "meeting.resumed")
}

func (h handlers) extend(w http.ResponseWriter, r *http.Request) error {
	err := h.meetings.Extend(r.Context(), server.Actor(r), idOf(r), server.Version(r))
	return h.after(w, r, err, here(r), "meeting.extended", meeting.ExtraMinutes)
}

func (h handlers) appointForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.appointPage)
}

// appointPage names chair and minute taker; it lists all of the called, which
// would be too much for the room.
func (h handlers) appointPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	sh, err := h.meetings.RollCall(r.Context(), server.Actor(r), idOf(r))
	if err != nil {
		return nil, err
	}
	return appointPage(sh, f), nil
}
