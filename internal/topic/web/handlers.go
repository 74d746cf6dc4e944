package web

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"chibo/internal/fault"
	"chibo/internal/org"
	"chibo/internal/paper"
	"chibo/internal/server"
	"chibo/internal/topic"
	"chibo/internal/ui"
)

func idOf(r *http.Request) topic.ID { return topic.ID(r.PathValue("topic")) }

func unitOf(r *http.Request) org.ID { return org.ID(server.Unit(r)) }

var errNone = fault.New(fault.NotFound, "ui.not_found")

// yearOf is the year that the address names, else this one.
func yearOf(r *http.Request) (int, error) {
	typed := r.URL.Query().Get("year")
	if typed == "" {
		return server.Today(r).Year(), nil
	}
	year, err := strconv.Atoi(typed)
	if err != nil {
		return 0, errNone
	}
	return year, nil
}

// states are those that the list can be narrowed to.
var states = append([]topic.State{"", topic.Proposed, topic.Returned, topic.Withdrawn}, topic.Stages...)

func (h handlers) list(w http.ResponseWriter, r *http.Request) error {
	p := listProps{at: r.URL, page: server.PageNumber(r), state: topic.State(r.URL.Query().Get("state"))}
	if !slices.Contains(states, p.state) {
		return errNone
	}
	year, err := yearOf(r)
	if err != nil {
		return err
	}
	if p.Page, err = h.topics.List(r.Context(), server.Actor(r), unitOf(r), topic.Filter{Year: year, State: p.state, Page: p.page - 1}); err != nil {
		return err
	}
	return server.Render(w, r, listPage(p))
}

func (h handlers) below(w http.ResponseWriter, r *http.Request) error {
	year, err := yearOf(r)
	if err != nil {
		return err
	}
	p, err := h.topics.Below(r.Context(), server.Actor(r), unitOf(r), year)
	if err != nil {
		return err
	}
	return server.Render(w, r, belowPage(p))
}

func (h handlers) collection(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	p := collectionProps{at: r.URL, page: server.PageNumber(r), search: topic.Search{Query: q.Get("q"), Kind: topic.Kind(q.Get("kind"))}}
	if !slices.Contains([]topic.Kind{"", topic.OfTopic, topic.OfBriefing}, p.search.Kind) {
		return errNone
	}
	if q.Get("year") != "" {
		year, err := yearOf(r)
		if err != nil {
			return err
		}
		p.search.Year = year
	}
	p.search.Page = p.page - 1
	var err error
	if p.Collection, err = h.topics.Collection(r.Context(), server.Actor(r), unitOf(r), p.search); err != nil {
		return err
	}
	return server.Render(w, r, collectionPage(p))
}

func (h handlers) show(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.page(""))
}

// page makes the page of a topic; a form that came back shows again under the
// name of the form.
func (h handlers) page(form string) server.Page {
	return func(r *http.Request, f *ui.Form) (templ.Component, error) {
		sh, err := h.topics.Get(r.Context(), server.Actor(r), idOf(r))
		if err != nil {
			return nil, err
		}
		return topicPage(pageProps{Sheet: sh, forms: map[string]*ui.Form{form: f}, enters: r.URL.Query().Has("enter")}), nil
	}
}

// done ends what was done to a topic: its page says so, or the form that was
// sent shows again.
func (h handlers) done(w http.ResponseWriter, r *http.Request, err error, form, key string) error {
	if err != nil {
		return server.Retry(w, r, err, h.page(form))
	}
	return server.Done(w, r, href(idOf(r)), key)
}

// draft saves what is being written. The script asks every few seconds; without
// it a button does.
func (h handlers) draft(w http.ResponseWriter, r *http.Request) error {
	version, err := h.topics.Save(r.Context(), server.Actor(r), idOf(r), server.Version(r), server.Form(r).Get("body"))
	if err == nil {
		w.Header().Set("Chibo-Version", strconv.Itoa(version))
	}
	return h.done(w, r, err, "text", "topic.saved_done")
}

func (h handlers) send(w http.ResponseWriter, r *http.Request) error {
	err := h.topics.Send(r.Context(), server.Actor(r), idOf(r), server.Version(r), server.Form(r).Get("body"))
	return h.done(w, r, err, "text", "topic.sent_done")
}

func (h handlers) comment(w http.ResponseWriter, r *http.Request) error {
	err := h.topics.Say(r.Context(), server.Actor(r), idOf(r), server.Form(r).Get("comment"))
	return h.done(w, r, err, "comment", "topic.commented_done")
}

func (h handlers) pass(w http.ResponseWriter, r *http.Request) error {
	err := h.topics.Pass(r.Context(), server.Actor(r), idOf(r), server.Version(r))
	return h.done(w, r, err, "", "topic.passed_done")
}

// seat puts the paper onto the agenda of the next meeting, and leads there.
func (h handlers) seat(w http.ResponseWriter, r *http.Request) error {
	m, err := h.topics.Seat(r.Context(), server.Actor(r), idOf(r), server.Version(r))
	if err != nil {
		return server.Retry(w, r, err, h.page(""))
	}
	return server.Done(w, r, "/meeting/"+string(m.ID), "topic.seated_done", m.HeldOn)
}

func (h handlers) print(w http.ResponseWriter, r *http.Request) error {
	d, err := h.topics.Paper(r.Context(), server.Actor(r), idOf(r))
	if err != nil {
		return err
	}
	return server.Render(w, r, printPage(d, idOf(r)))
}

func (h handlers) download(f paper.Format) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		d, err := h.topics.Paper(r.Context(), server.Actor(r), idOf(r))
		if err != nil {
			return err
		}
		return server.HandOut(w, r, d.Title, f, d)
	}
}
