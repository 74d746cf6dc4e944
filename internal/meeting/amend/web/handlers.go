package web

import (
	"net/http"

	"github.com/a-h/templ"

	"chibo/internal/meeting"
	"chibo/internal/meeting/amend"
	"chibo/internal/member"
	"chibo/internal/server"
	"chibo/internal/ui"
	"chibo/internal/vote"
)

func idOf(r *http.Request) meeting.ID { return meeting.ID(r.PathValue("meeting")) }

func amendmentOf(r *http.Request) amend.ID { return amend.ID(r.PathValue("amendment")) }

func href(id meeting.ID) string { return "/meeting/" + string(id) + "/amendments" }

func (h handlers) show(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.page("propose", ""))
}

// page shows draft and amendments; the form that came back is named by what it
// does, and belongs to one amendment where it names it.
func (h handlers) page(name string, of amend.ID) server.Page {
	return func(r *http.Request, f *ui.Form) (templ.Component, error) {
		p, err := h.amends.Get(r.Context(), server.Actor(r), idOf(r))
		if err != nil {
			return nil, err
		}
		return page(pageProps{page: p, name: name, of: of, form: f}), nil
	}
}

func (h handlers) after(w http.ResponseWriter, r *http.Request, err error, name string, of amend.ID, done string) error {
	if err != nil {
		return server.Retry(w, r, err, h.page(name, of))
	}
	return server.Done(w, r, href(idOf(r)), done)
}

func (h handlers) share(w http.ResponseWriter, r *http.Request) error {
	err := h.deeds.Share(r.Context(), server.Actor(r), idOf(r), server.Version(r))
	return h.after(w, r, err, "share", "", "meeting.draft_shared")
}

func (h handlers) propose(w http.ResponseWriter, r *http.Request) error {
	v := server.Form(r)
	_, err := h.amends.Propose(r.Context(), server.Actor(r), idOf(r), amend.Form{
		Person: member.ID(v.Get("person")), Part: v.Get("part"), Words: v.Get("words"), Instead: v.Get("instead"), Reason: v.Get("reason"),
	})
	return h.after(w, r, err, "propose", "", "meeting.amendment_sent")
}

func (h handlers) withdraw(w http.ResponseWriter, r *http.Request) error {
	err := h.amends.Withdraw(r.Context(), server.Actor(r), idOf(r), amendmentOf(r), server.Version(r))
	return h.after(w, r, err, "withdraw", amendmentOf(r), "meeting.amendment_withdrawn")
}

func (h handlers) take(w http.ResponseWriter, r *http.Request) error {
	err := h.amends.Take(r.Context(), server.Actor(r), idOf(r), amendmentOf(r), server.Version(r))
	return h.after(w, r, err, "take", amendmentOf(r), "meeting.amendment_taken")
}

func (h handlers) reconsider(w http.ResponseWriter, r *http.Request) error {
	err := h.amends.Reconsider(r.Context(), server.Actor(r), idOf(r), amendmentOf(r), server.Version(r))
	return h.after(w, r, err, "reconsider", amendmentOf(r), "meeting.amendment_reconsidered")
}

func (h handlers) vote(w http.ResponseWriter, r *http.Request) error {
	v := server.Form(r)
	count := vote.Count{Favour: server.Number(v.Get("favour")), Against: server.Number(v.Get("against")), Other: server.Number(v.Get("other"))}
	err := h.amends.Vote(r.Context(), server.Actor(r), idOf(r), amendmentOf(r), server.Version(r), count)
	return h.after(w, r, err, "vote", amendmentOf(r), "meeting.amendment_voted")
}

func (h handlers) enter(w http.ResponseWriter, r *http.Request) error {
	err := h.amends.Enter(r.Context(), server.Actor(r), idOf(r), amendmentOf(r), server.Version(r), server.Form(r).Get("hand") != "")
	return h.after(w, r, err, "enter", amendmentOf(r), "meeting.amendment_entered")
}
