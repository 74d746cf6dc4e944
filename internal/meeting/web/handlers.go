package web

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/meeting/carry"
	"chibo/internal/meeting/exchange"
	"chibo/internal/meeting/floor"
	"chibo/internal/meeting/named"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/server"
	"chibo/internal/ui"
)

func (h handlers) list(w http.ResponseWriter, r *http.Request) error {
	by, unit := server.Actor(r), server.Unit(r)
	q := r.URL.Query()
	page, _ := strconv.Atoi(q.Get("page"))
	page = min(max(page, 1), 1<<20)
	f := meeting.Filter{Over: q.Get("over") != "", Page: page - 1}
	worn := by.At(unit)
	ask := h.meetings.Overview
	if access.Might(worn, meeting.View) {
		f.Unit, ask = org.ID(unit), h.meetings.List
	}
	p, err := ask(r.Context(), by, f)
	if err == nil && f.Unit == "" && !f.Over && p.Upcoming == 0 { // an officer comes for what was held
		f.Over = true
		p, err = ask(r.Context(), by, f)
	}
	if err != nil {
		return err
	}
	return server.Render(w, r, listPage(listProps{
		at: r.URL, page: page, over: f.Over, list: p, mayPlan: access.Might(worn, meeting.Prepare), inside: f.Unit != "",
	}))
}

// show is the one address of a meeting: the page is that of its state.
func (h handlers) show(w http.ResponseWriter, r *http.Request) error {
	c, err := h.page(r, "", nil)
	if err != nil {
		return err
	}
	return server.Render(w, r, c)
}

// page shows a meeting; the form that came back is named by the last segment
// of its address. While it is recorded the page is the room for the recorder,
// and for everyone else what members follow.
func (h handlers) page(r *http.Request, name string, f *ui.Form) (templ.Component, error) {
	sh, err := h.meetings.Look(r.Context(), server.Actor(r), idOf(r), shown(r))
	if err != nil {
		return nil, err
	}
	p := pageProps{sheet: sh, forms: map[string]*ui.Form{name: f}, name: name, today: server.Today(r)}
	if sh.Unit.Ended() { // whatever it had come to, it is only read
		return donePage(p), nil
	}
	if sh.Meeting.State.Ahead() || sh.Meeting.State == meeting.Open {
		if p.room, err = h.floors.Room(r.Context(), server.Actor(r), sh); err != nil {
			return nil, err
		}
	}
	if sh.Meeting.State != meeting.Open && sh.Meeting.State != meeting.Closed {
		if p.joint, err = h.joint.OfMeeting(r.Context(), server.Actor(r), sh.Unit.ID, sh.Meeting.ID); err != nil {
			return nil, err
		}
	}
	switch sh.Meeting.State {
	case meeting.Preparing, meeting.Announced:
		p.offer, err = h.carries.Offered(r.Context(), server.Actor(r), sh)
		return preparePage(p), err
	case meeting.Open, meeting.Closed:
		if sh.MayRecord {
			return roomPage(p), nil
		}
		p.voices, err = h.named.Mine(r.Context(), server.Actor(r), sh)
		return livePage(p), err
	}
	return donePage(p), nil
}

func (h handlers) history(w http.ResponseWriter, r *http.Request) error {
	m, lines, err := h.meetings.History(r.Context(), server.Actor(r), idOf(r))
	if err != nil {
		return err
	}
	return server.Render(w, r, historyPage(m, server.Events(r, lines)))
}

// pageProps is what the page of a meeting shows.
type pageProps struct {
	sheet  meeting.Sheet
	room   floor.Room
	offer  carry.Offer         // of a page of a meeting that lies ahead
	joint  []exchange.Exchange // with whom it is held; not while it runs
	voices []named.Own         // how the reader is noted in votes by name; of the page that members follow
	forms  map[string]*ui.Form
	name   string // of the form that came back
	today  db.Date
}

func (p pageProps) form(name string, order ...string) *ui.Form {
	f := p.forms[name]
	if f != nil {
		f.Order = order
	}
	return f
}

// stray is the answer to a form that has no place of its own on the page.
func (p pageProps) stray(own ...string) *ui.Form {
	for _, name := range own {
		if name == p.name {
			return nil
		}
	}
	return p.forms[p.name]
}

// after ends a change: back to a page of the meeting, or the form again.
func (h handlers) after(w http.ResponseWriter, r *http.Request, err error, to, done string, args ...any) error {
	if err != nil {
		name := r.URL.Path[strings.LastIndexByte(r.URL.Path, '/')+1:]
		return server.Retry(w, r, err, func(r *http.Request, f *ui.Form) (templ.Component, error) { return h.page(r, name, f) })
	}
	return server.Done(w, r, to, done, args...)
}

func idOf(r *http.Request) meeting.ID       { return meeting.ID(r.PathValue("meeting")) }
func itemID(r *http.Request) meeting.ItemID { return meeting.ItemID(r.PathValue("item")) }

// shown is the item that the page is asked for, "" for the one on the floor.
func shown(r *http.Request) meeting.ItemID {
	if item := itemID(r); item != "" {
		return item
	}
	return meeting.ItemID(r.URL.Query().Get("item"))
}

func href(id meeting.ID) string { return "/meeting/" + string(id) }

func here(r *http.Request) string { return href(idOf(r)) }

// atItem is the room with the request's item in the middle.
func atItem(r *http.Request) string { return itemHref(idOf(r), itemID(r)) }

func itemHref(id meeting.ID, item meeting.ItemID) string { return href(id) + "?item=" + string(item) }

// date reads a typed date. What is none goes on as it is: the use case says so
// at the field, together with whatever else is wrong.
func date(s string) db.Date {
	if iso, ok := i18n.ParseDate(s); ok {
		return db.Date(iso)
	}
	return db.Date(s)
}

func personOf(s string) member.ID { return member.ID(s) }
