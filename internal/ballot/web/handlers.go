package web

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"chibo/internal/ballot"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/server"
	"chibo/internal/ui"
	"chibo/internal/vote"
)

func meetingOf(r *http.Request) meeting.ID { return meeting.ID(r.PathValue("meeting")) }
func idOf(r *http.Request) ballot.ID       { return ballot.ID(r.PathValue("ballot")) }

func (h handlers) list(w http.ResponseWriter, r *http.Request) error {
	l, err := h.ballots.Of(r.Context(), server.Actor(r), meetingOf(r))
	if err != nil {
		return err
	}
	return server.Render(w, r, listPage(l))
}

func (h handlers) newForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.newPage)
}

// newPage asks for one of the kinds, which the address names.
func (h handlers) newPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	l, err := h.ballots.Of(r.Context(), server.Actor(r), meetingOf(r))
	if err != nil {
		return nil, err
	}
	if f == nil && !l.MayRun {
		return nil, fault.New(fault.NotFound, "ui.not_found")
	}
	kind := ballot.Kind(r.URL.Query().Get("kind"))
	if f != nil {
		kind = ballot.Kind(f.Value("kind"))
	}
	p := formProps{meeting: l.Meeting, agenda: l.Agenda, to: listHref(l.Meeting.ID) + "/new", form: f}
	p.ballot.Kind, p.ballot.Seats = ballot.Election, 1
	if kind == ballot.Question {
		p.ballot.Kind = kind
	}
	return formPage(p), nil
}

// typed reads the form of a ballot.
func typed(r *http.Request) ballot.Form {
	v := server.Form(r)
	return ballot.Form{
		Kind: ballot.Kind(v.Get("kind")), Matter: vote.Matter(v.Get("matter")), Title: v.Get("title"),
		Seats: number(v.Get("seats")), Item: meeting.ItemID(v.Get("item")),
	}
}

// number reads a small number; -1 for what is none.
func number(s string) int {
	n, err := strconv.Atoi(strings.TrimSpace(s))
	if err != nil {
		return -1
	}
	return n
}

func (h handlers) prepare(w http.ResponseWriter, r *http.Request) error {
	id, err := h.ballots.Prepare(r.Context(), server.Actor(r), meetingOf(r), typed(r))
	if err != nil {
		return server.Retry(w, r, err, h.newPage)
	}
	return server.Done(w, r, href(meetingOf(r), id), "ballot.prepared")
}

func (h handlers) get(r *http.Request) (ballot.Sheet, error) {
	return h.ballots.Get(r.Context(), server.Actor(r), meetingOf(r), idOf(r))
}

func (h handlers) show(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.page(""))
}

// page makes the page of a ballot; a form that came back shows again under its
// name.
func (h handlers) page(name string) server.Page {
	return func(r *http.Request, f *ui.Form) (templ.Component, error) {
		sh, err := h.get(r)
		if err != nil {
			return nil, err
		}
		return ballotPage(pageProps{Sheet: sh, forms: map[string]*ui.Form{name: f}}), nil
	}
}

// done ends what was done to a ballot: its page says so, or the form that was
// sent shows again.
func (h handlers) done(w http.ResponseWriter, r *http.Request, err error, name, key string) error {
	if err != nil {
		return server.Retry(w, r, err, h.page(name))
	}
	return server.Done(w, r, href(meetingOf(r), idOf(r)), key)
}

func (h handlers) editForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.editPage)
}

func (h handlers) editPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	sh, err := h.get(r)
	if err != nil {
		return nil, err
	}
	if f == nil && !sh.May(ballot.Editing) {
		return nil, fault.New(fault.NotFound, "ui.not_found")
	}
	return formPage(formProps{meeting: sh.Meeting, agenda: sh.Agenda, ballot: sh.Ballot, to: href(sh.Meeting.ID, sh.Ballot.ID) + "/edit", form: f}), nil
}

func (h handlers) amend(w http.ResponseWriter, r *http.Request) error {
	err := h.ballots.Amend(r.Context(), server.Actor(r), meetingOf(r), idOf(r), server.Version(r), typed(r))
	if err != nil {
		return server.Retry(w, r, err, h.editPage)
	}
	return server.Done(w, r, href(meetingOf(r), idOf(r)), "ballot.amended")
}

func (h handlers) annulForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.annulPage)
}

func (h handlers) annulPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	sh, err := h.get(r)
	if err != nil {
		return nil, err
	}
	if f == nil && !sh.May(ballot.Annulling) {
		return nil, fault.New(fault.NotFound, "ui.not_found")
	}
	return annulPage(sh, f), nil
}

func (h handlers) annul(w http.ResponseWriter, r *http.Request) error {
	err := h.ballots.Annul(r.Context(), server.Actor(r), meetingOf(r), idOf(r), server.Version(r), server.Form(r).Get("reason"))
	if err != nil {
		return server.Retry(w, r, err, h.annulPage)
	}
	return server.Done(w, r, href(meetingOf(r), idOf(r)), "ballot.annulled")
}

func (h handlers) repeat(w http.ResponseWriter, r *http.Request) error {
	next, err := h.ballots.Repeat(r.Context(), server.Actor(r), meetingOf(r), idOf(r))
	if err != nil {
		return server.Retry(w, r, err, h.page("repeat"))
	}
	return server.Done(w, r, href(meetingOf(r), next), "ballot.repeat_done")
}
