package web

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"chibo/internal/evaluation"
	"chibo/internal/fault"
	"chibo/internal/org"
	"chibo/internal/paper"
	"chibo/internal/server"
	"chibo/internal/ui"
)

func idOf(r *http.Request) evaluation.ID { return evaluation.ID(r.PathValue("review")) }

func unitOf(r *http.Request) org.ID { return org.ID(server.Unit(r)) }

// numberOf is a number of the query; 0 where there is none.
func numberOf(r *http.Request, name string) int {
	n, err := strconv.Atoi(r.URL.Query().Get(name))
	if err != nil || n < 0 || n > 9999 {
		return 0
	}
	return n
}

// desk is the page of the menu: the latest review of the unit.
func (h handlers) desk(w http.ResponseWriter, r *http.Request) error {
	sh, err := h.reviews.Desk(r.Context(), server.Actor(r), unitOf(r))
	if err != nil {
		return err
	}
	return server.Render(w, r, reviewPage(reviewProps{Sheet: sh, home: true}))
}

func (h handlers) show(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.showPage(""))
}

// showPage is the page of a review with the form of an act filled in again.
func (h handlers) showPage(act evaluation.Act) server.Page {
	return func(r *http.Request, f *ui.Form) (templ.Component, error) {
		sh, err := h.reviews.Get(r.Context(), server.Actor(r), idOf(r))
		if err != nil {
			return nil, err
		}
		return reviewPage(reviewProps{Sheet: sh, act: act, form: f}), nil
	}
}

func (h handlers) openForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.openPage)
}

func (h handlers) openPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	sh, err := h.reviews.Desk(r.Context(), server.Actor(r), unitOf(r))
	if err != nil {
		return nil, err
	}
	if !sh.MayOpen {
		return nil, fault.New(fault.Denied, "ui.denied")
	}
	return openPage(sh, f), nil
}

func (h handlers) open(w http.ResponseWriter, r *http.Request) error {
	v := server.Form(r)
	var faults fault.Form
	form := evaluation.OpenForm{
		Period: evaluation.Period{Year: server.Number(v.Get("year")), Quarter: server.Number(v.Get("quarter"))},
		Due:    server.DateField(r, &faults, "due"),
	}
	err := faults.Err()
	if err == nil {
		var id evaluation.ID
		if id, err = h.reviews.Open(r.Context(), server.Actor(r), unitOf(r), form); err == nil {
			return server.Done(w, r, href(id), "evaluation.opened")
		}
	}
	return server.Retry(w, r, err, h.openPage)
}

// done ends an act on a review: its page says so, or comes back with the form.
func (h handlers) done(w http.ResponseWriter, r *http.Request, err error, act evaluation.Act) error {
	if err != nil {
		return server.Retry(w, r, err, h.showPage(act))
	}
	return server.Done(w, r, href(idOf(r)), "evaluation."+string(act)+"_done")
}

func (h handlers) refresh(w http.ResponseWriter, r *http.Request) error {
	return h.done(w, r, h.reviews.Refresh(r.Context(), server.Actor(r), idOf(r), server.Version(r)), evaluation.Refreshing)
}

func (h handlers) convene(w http.ResponseWriter, r *http.Request) error {
	var faults fault.Form
	on := server.DateField(r, &faults, "held_on")
	err := faults.Err()
	if err == nil {
		err = h.reviews.Convene(r.Context(), server.Actor(r), idOf(r), server.Version(r), on)
	}
	return h.done(w, r, err, evaluation.Convening)
}

func (h handlers) reopen(w http.ResponseWriter, r *http.Request) error {
	return h.done(w, r, h.reviews.Reopen(r.Context(), server.Actor(r), idOf(r), server.Version(r)), evaluation.Reopening)
}

func (h handlers) send(w http.ResponseWriter, r *http.Request) error {
	return h.done(w, r, h.reviews.Send(r.Context(), server.Actor(r), idOf(r), server.Version(r)), evaluation.Sending)
}

func (h handlers) giveBack(w http.ResponseWriter, r *http.Request) error {
	err := h.reviews.GiveBack(r.Context(), server.Actor(r), idOf(r), server.Version(r), server.Form(r).Get("wanted"))
	return h.done(w, r, err, evaluation.Returning)
}

func (h handlers) decideForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.decidePage)
}

func (h handlers) decidePage(r *http.Request, f *ui.Form) (templ.Component, error) {
	sh, err := h.reviews.Get(r.Context(), server.Actor(r), idOf(r))
	if err == nil && f == nil && !sh.May(evaluation.Deciding) {
		err = fault.New(fault.Invalid, "evaluation.not_when_"+string(sh.Review.State))
	}
	if err != nil {
		return nil, err
	}
	return decidePage(sh, f), nil
}

func (h handlers) decide(w http.ResponseWriter, r *http.Request) error {
	v := server.Form(r)
	var faults fault.Form
	d := evaluation.Decision{Number: v.Get("number"), On: server.DateField(r, &faults, "on"), Levels: map[evaluation.FileID]evaluation.Level{}}
	for name := range v {
		if id, ok := strings.CutPrefix(name, evaluation.LevelField); ok {
			d.Levels[evaluation.FileID(id)] = evaluation.Level(v.Get(name))
		}
	}
	err := faults.Err()
	if err == nil {
		err = h.reviews.Decide(r.Context(), server.Actor(r), idOf(r), server.Version(r), d)
	}
	if err != nil {
		return server.Retry(w, r, err, h.decidePage)
	}
	return server.Done(w, r, href(idOf(r)), "evaluation.decide_done")
}

func (h handlers) print(w http.ResponseWriter, r *http.Request) error {
	sh, d, err := h.reviews.ListPaper(r.Context(), server.Actor(r), idOf(r))
	if err != nil {
		return err
	}
	return server.Render(w, r, printPage(d, href(sh.Review.ID)))
}

func (h handlers) download(f paper.Format) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		_, d, err := h.reviews.ListPaper(r.Context(), server.Actor(r), idOf(r))
		if err != nil {
			return err
		}
		return server.HandOut(w, r, d.Title, f, d)
	}
}

// below shows an officer the reviews of the units directly below.
func (h handlers) below(w http.ResponseWriter, r *http.Request) error {
	p := evaluation.Period{Year: numberOf(r, "year"), Quarter: numberOf(r, "quarter")}
	o, err := h.reviews.Overview(r.Context(), server.Actor(r), unitOf(r), p, numberOf(r, "page"))
	if err != nil {
		return err
	}
	return server.Render(w, r, belowPage(o, r.URL))
}
