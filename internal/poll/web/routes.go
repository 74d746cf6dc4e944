// Package web is the pages of opinion polls, and the addresses at which devices
// cast without sign-in.
package web

import (
	"context"
	"embed"
	"io"
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"chibo/internal/access"
	"chibo/internal/meeting"
	"chibo/internal/poll"
	"chibo/internal/server"
	"chibo/internal/ui"
)

//go:embed text.vi.json text.en.json
var texts embed.FS

type handlers struct{ polls *poll.Service }

// Capability hands the pages over.
func Capability(polls *poll.Service) server.Capability {
	h := handlers{polls}
	const all, one, apart = "/meeting/{meeting}/polls", "/meeting/{meeting}/polls/{poll}", "/poll/{poll}"
	unseen := func(rt server.Route) server.Route {
		rt.Unseen = true
		return rt
	}
	return server.Capability{
		Name:  "poll",
		Texts: texts,
		Routes: []server.Route{
			server.Get(all, poll.View, h.list),
			server.Get(all+"/new", poll.Conduct, h.newForm),
			server.Post(all+"/new", poll.Conduct, h.open),
			unseen(server.Get(one, poll.View, h.show)),
			unseen(server.Post(one+"/take", poll.View, h.take)),
			server.Post(one+"/begin", poll.Conduct, h.step(h.polls.Begin, "poll.begun")),
			server.Post(one+"/close", poll.Conduct, h.step(h.polls.Close, "poll.closed")),
			server.Post(one+"/cancel", poll.Conduct, h.step(h.polls.Cancel, "poll.cancelled")),
			unseen(server.Get(apart+"/standing", access.Public, h.standing)),
			unseen(server.Post(apart+"/cast", access.Public, h.cast)),
		},
	}
}

func meetingOf(r *http.Request) meeting.ID { return meeting.ID(r.PathValue("meeting")) }
func pollOf(r *http.Request) poll.ID       { return poll.ID(r.PathValue("poll")) }

func hrefAll(id meeting.ID) string { return "/meeting/" + string(id) + "/polls" }

func (h handlers) list(w http.ResponseWriter, r *http.Request) error {
	m, all, err := h.polls.List(r.Context(), server.Actor(r), meetingOf(r))
	if err != nil {
		return err
	}
	return server.Render(w, r, listPage(m, all))
}

func (h handlers) newForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.newPage)
}

func (h handlers) newPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	m, _, err := h.polls.List(r.Context(), server.Actor(r), meetingOf(r))
	if err != nil {
		return nil, err
	}
	return newPage(m, f), nil
}

func (h handlers) open(w http.ResponseWriter, r *http.Request) error {
	typed := server.Form(r)
	id, err := h.polls.Open(r.Context(), server.Actor(r), meetingOf(r), poll.Form{Question: typed.Get("question"), Choices: typed.Get("choices")})
	if err != nil {
		return server.Retry(w, r, err, h.newPage)
	}
	return server.Done(w, r, poll.Path(meetingOf(r), id), "poll.opened")
}

func (h handlers) show(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.page)
}

func (h handlers) page(r *http.Request, f *ui.Form) (templ.Component, error) {
	sh, err := h.polls.Get(r.Context(), server.Actor(r), meetingOf(r), pollOf(r))
	if err != nil {
		return nil, err
	}
	return pollPage(sh, f), nil
}

// take answers a device's script with the signature, as plain text.
func (h handlers) take(w http.ResponseWriter, r *http.Request) error {
	signature, err := h.polls.Take(r.Context(), server.Actor(r), meetingOf(r), pollOf(r), server.Form(r).Get("blinded"))
	if err != nil {
		return server.Retry(w, r, err, h.page)
	}
	return plain(w, signature)
}

func (h handlers) standing(w http.ResponseWriter, r *http.Request) error {
	state, err := h.polls.Standing(r.Context(), access.Actor{}, pollOf(r))
	if err != nil {
		return err
	}
	return plain(w, string(state))
}

// cast takes a ballot and answers with its receipt. Who sent it is not asked.
func (h handlers) cast(w http.ResponseWriter, r *http.Request) error {
	typed := server.Form(r)
	choice, _ := strconv.Atoi(typed.Get("choice")) // 0 is no choice
	b := poll.Ballot{Slip: typed.Get("slip"), Signature: typed.Get("signature"), Choice: choice}
	if err := h.polls.Cast(r.Context(), access.Actor{}, pollOf(r), b); err != nil {
		return err
	}
	return plain(w, b.Receipt())
}

func plain(w http.ResponseWriter, text string) error {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	_, err := io.WriteString(w, text+"\n")
	return err
}

type step = func(ctx context.Context, by access.Actor, of meeting.ID, id poll.ID, version int) error

func (h handlers) step(do step, done string) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		if err := do(r.Context(), server.Actor(r), meetingOf(r), pollOf(r), server.Version(r)); err != nil {
			return server.Retry(w, r, err, h.page)
		}
		return server.Done(w, r, poll.Path(meetingOf(r), pollOf(r)), done)
	}
}
