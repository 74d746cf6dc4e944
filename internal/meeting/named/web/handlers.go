package web

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"chibo/internal/meeting"
	"chibo/internal/meeting/named"
	"chibo/internal/member"
	"chibo/internal/server"
	"chibo/internal/ui"
	"chibo/internal/vote"
)

func meetingOf(r *http.Request) meeting.ID { return meeting.ID(r.PathValue("meeting")) }
func idOf(r *http.Request) named.ID        { return named.ID(r.PathValue("named")) }

func listHref(id meeting.ID) string { return "/meeting/" + string(id) + "/named" }

func href(id meeting.ID, one named.ID) string { return listHref(id) + "/" + string(one) }

func (h handlers) list(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.listPage)
}

// listPage is the votes by name of a meeting; the address may name the item that
// the next one is taken under.
func (h handlers) listPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	p, err := h.votes.Of(r.Context(), server.Actor(r), meetingOf(r))
	if err != nil {
		return nil, err
	}
	return listPage(p, r.URL.Query().Get("item"), f), nil
}

func (h handlers) begin(w http.ResponseWriter, r *http.Request) error {
	v := server.Form(r)
	one, err := h.votes.Begin(r.Context(), server.Actor(r), meetingOf(r), named.Form{
		Item: meeting.ItemID(v.Get("item")), Question: v.Get("question"), Matter: vote.Matter(v.Get("matter")),
	})
	if err != nil {
		return server.Retry(w, r, err, h.listPage)
	}
	return server.Done(w, r, href(meetingOf(r), one), "named.begun")
}

func (h handlers) show(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.page(""))
}

// page shows one vote by name; the form that came back is named by what it does.
func (h handlers) page(name string) server.Page {
	return func(r *http.Request, f *ui.Form) (templ.Component, error) {
		sh, err := h.votes.Get(r.Context(), server.Actor(r), meetingOf(r), idOf(r))
		if err != nil {
			return nil, err
		}
		return onePage(oneProps{Sheet: sh, page: pageOf(r), at: r.URL, name: name, form: f}), nil
	}
}

// pageOf is the page of the list, from 0: of the address, or of the form that
// was sent from it.
func pageOf(r *http.Request) int {
	page := r.URL.Query().Get("page")
	if page == "" {
		page = server.Form(r).Get("page")
	}
	n, _ := strconv.Atoi(page)
	return min(max(n, 1), 1<<20) - 1
}

// after ends a change: back to the page of the list, or the form again.
func (h handlers) after(w http.ResponseWriter, r *http.Request, err error, name, done string) error {
	if err != nil {
		return server.Retry(w, r, err, h.page(name))
	}
	to := href(meetingOf(r), idOf(r))
	if page := pageOf(r); page > 0 {
		to += "?page=" + strconv.Itoa(page+1)
	}
	return server.Done(w, r, to, done)
}

func (h handlers) note(w http.ResponseWriter, r *http.Request) error {
	err := h.votes.Note(r.Context(), server.Actor(r), meetingOf(r), idOf(r), noted(r))
	return h.after(w, r, err, "voices", "named.noted")
}

// wasPrefix and a person's id name the hidden field that says what the form
// showed of him: choice and version.
const wasPrefix = "was-"

// noted reads the voices of the form, in the order of the persons' ids.
func noted(r *http.Request) []named.Noting {
	v := server.Form(r)
	var all []named.Noting
	for field := range v {
		person, ok := strings.CutPrefix(field, named.Field(""))
		if !ok {
			continue
		}
		choice, version, _ := strings.Cut(v.Get(wasPrefix+person), " ")
		all = append(all, named.Noting{
			Person: member.ID(person), Choice: named.Choice(v.Get(field)), Was: named.Choice(choice), Version: server.Number(version),
		})
	}
	slices.SortFunc(all, func(a, b named.Noting) int { return strings.Compare(string(a.Person), string(b.Person)) })
	return all
}

func (h handlers) noteRest(w http.ResponseWriter, r *http.Request) error {
	err := h.votes.NoteRest(r.Context(), server.Actor(r), meetingOf(r), idOf(r), named.Choice(server.Form(r).Get("choice")))
	return h.after(w, r, err, "rest", "named.noted")
}

func (h handlers) close(w http.ResponseWriter, r *http.Request) error {
	err := h.votes.Close(r.Context(), server.Actor(r), meetingOf(r), idOf(r), server.Version(r))
	return h.after(w, r, err, "close", "named.closed")
}

func (h handlers) reopen(w http.ResponseWriter, r *http.Request) error {
	err := h.votes.Reopen(r.Context(), server.Actor(r), meetingOf(r), idOf(r), server.Version(r))
	return h.after(w, r, err, "reopen", "named.reopened")
}

func (h handlers) drop(w http.ResponseWriter, r *http.Request) error {
	err := h.votes.Drop(r.Context(), server.Actor(r), meetingOf(r), idOf(r), server.Version(r))
	return h.after(w, r, err, "drop", "named.dropped")
}

func (h handlers) ask(w http.ResponseWriter, r *http.Request) error {
	err := h.votes.Ask(r.Context(), server.Actor(r), meetingOf(r), idOf(r), server.Form(r).Get("asked"))
	return h.after(w, r, err, "ask", "named.asked_done")
}
