package web

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/meeting"
	"chibo/internal/meeting/floor"
	"chibo/internal/member"
	"chibo/internal/server"
	"chibo/internal/ui"
)

// floorRoutes are who wants to speak, and who says that he has come.
func (h handlers) floorRoutes(one string) []server.Route {
	return []server.Route{
		server.Post(one+"/speakers/ask", floor.Join, h.askFloor),
		server.Post(one+"/speakers/take-back", floor.Join, h.takeBack),
		server.Post(one+"/speakers", meeting.Record, h.summon),
		server.Post(one+"/speakers/{speaker}/give", meeting.Record, h.give),
		server.Post(one+"/speakers/{speaker}/raise", meeting.Record, h.raise),
		server.Post(one+"/speakers/{speaker}/remove", meeting.Record, h.strike),
		server.Get(one+"/check-in", floor.Join, h.checkInForm),
		server.Post(one+"/check-in", floor.Join, h.checkIn),
		server.Post(one+"/check-in/confirm", meeting.Record, h.confirm),
		server.Post(one+"/check-in/dismiss", meeting.Record, h.dismiss),
		server.Post(one+"/check-in/code", meeting.Record, h.showCode),
		server.Get(one+"/desk", meeting.Record, h.deskEvents),
	}
}

// followed reads what all in the room follow, with the lists of the floor.
func (h handlers) followed(r *http.Request) (p pageProps, err error) {
	if p.sheet, err = h.meetings.Follow(r.Context(), server.Actor(r), idOf(r)); err != nil {
		return p, err
	}
	if p.room, err = h.floors.Room(r.Context(), server.Actor(r), p.sheet); err != nil {
		return p, err
	}
	p.voices, err = h.named.Mine(r.Context(), server.Actor(r), p.sheet)
	return p, err
}

// deskEvents tells the recorder's page that the meeting changed, or that
// somebody came.
func (h handlers) deskEvents(w http.ResponseWriter, r *http.Request) error {
	id := idOf(r)
	return server.Follow(w, r, server.Watched{Name: "desk " + string(id), Cursor: func(ctx context.Context, by access.Actor) (int64, error) {
		return h.floors.DeskCursor(ctx, by, id)
	}})
}

func (h handlers) askFloor(w http.ResponseWriter, r *http.Request) error {
	err := h.floors.Ask(r.Context(), server.Actor(r), idOf(r), floor.Kind(server.Form(r).Get("kind")))
	return h.after(w, r, err, here(r)+"/live", "meeting.asked")
}

func (h handlers) takeBack(w http.ResponseWriter, r *http.Request) error {
	err := h.floors.TakeBack(r.Context(), server.Actor(r), idOf(r))
	return h.after(w, r, err, here(r)+"/live", "meeting.taken_back")
}

func (h handlers) summon(w http.ResponseWriter, r *http.Request) error {
	person, guest := speakerOf(server.Form(r).Get("summon"))
	err := h.floors.Summon(r.Context(), server.Actor(r), idOf(r), person, guest)
	return h.after(w, r, err, here(r)+"#speakers-title", "meeting.summoned")
}

// give leads on to the note of what is said: its form names the speaker.
func (h handlers) give(w http.ResponseWriter, r *http.Request) error {
	err := h.floors.Give(r.Context(), server.Actor(r), idOf(r), turnOf(r))
	return h.after(w, r, err, here(r)+"#notes-title", "meeting.given")
}

func (h handlers) raise(w http.ResponseWriter, r *http.Request) error {
	err := h.floors.Raise(r.Context(), server.Actor(r), idOf(r), turnOf(r))
	return h.after(w, r, err, here(r)+"#speakers-title", "meeting.raised")
}

func (h handlers) strike(w http.ResponseWriter, r *http.Request) error {
	err := h.floors.Strike(r.Context(), server.Actor(r), idOf(r), turnOf(r))
	return h.after(w, r, err, here(r)+"#speakers-title", "meeting.struck")
}

func turnOf(r *http.Request) floor.TurnID { return floor.TurnID(r.PathValue("speaker")) }

func (h handlers) checkInForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.checkInPage)
}

func (h handlers) checkInPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	p, err := h.followed(r)
	if err != nil {
		return nil, err
	}
	p.forms = map[string]*ui.Form{"": f}
	code := r.URL.Query().Get("code")
	if f != nil {
		code = server.Form(r).Get("code")
	}
	return checkInPage(p, code), nil
}

func (h handlers) checkIn(w http.ResponseWriter, r *http.Request) error {
	err := h.floors.CheckIn(r.Context(), server.Actor(r), idOf(r), server.Form(r).Get("code"))
	if err != nil {
		return server.Retry(w, r, err, h.checkInPage)
	}
	return server.Done(w, r, here(r)+"/live", "meeting.checked_in")
}

func (h handlers) confirm(w http.ResponseWriter, r *http.Request) error {
	v := server.Form(r)
	until, _ := strconv.ParseInt(v.Get("until"), 10, 64) // of nobody, where it is no number
	n, err := h.floors.Confirm(r.Context(), server.Actor(r), idOf(r), personOf(v.Get("person")), db.At(time.UnixMicro(until)))
	return h.after(w, r, err, backTo(r, v), "meeting.confirmed", n)
}

func (h handlers) dismiss(w http.ResponseWriter, r *http.Request) error {
	v := server.Form(r)
	err := h.floors.Dismiss(r.Context(), server.Actor(r), idOf(r), personOf(v.Get("person")))
	return h.after(w, r, err, backTo(r, v), "meeting.dismissed")
}

// backTo is where a list of arrivals stands: the roll call, or the meeting.
func backTo(r *http.Request, v url.Values) string {
	if v.Get("back") == "roll" {
		return here(r) + "/attendance"
	}
	return here(r)
}

func (h handlers) showCode(w http.ResponseWriter, r *http.Request) error {
	show := server.Form(r).Get("show") != ""
	err := h.floors.ShowCode(r.Context(), server.Actor(r), idOf(r), show)
	return h.after(w, r, err, here(r), either(show, "meeting.code_shown", "meeting.code_hidden"))
}

// codeAddress is where the code on the screen leads, "" while none is shown.
func codeAddress(r *http.Request, p pageProps) string {
	if p.room.Code == "" {
		return ""
	}
	return server.Reached(r, href(p.sheet.Meeting.ID)+"/check-in?code="+p.room.Code)
}

// speakerOf reads who is chosen among [speakers].
func speakerOf(value string) (person member.ID, guest meeting.GuestID) {
	if id, ok := strings.CutPrefix(value, guestPrefix); ok {
		return "", meeting.GuestID(id)
	}
	return personOf(value), ""
}
