package web

import (
	"bytes"
	"net/http"

	"github.com/a-h/templ"

	"chibo/internal/campaign/contest"
	"chibo/internal/fault"
	"chibo/internal/paper"
	"chibo/internal/server"
	"chibo/internal/ui"
)

func (h handlers) outcomeOf(r *http.Request) (contest.Outcome, error) {
	return h.contests.Outcome(r.Context(), server.Actor(r), idOf(r))
}

func (h handlers) outcome(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.outcomePage)
}

func (h handlers) outcomePage(r *http.Request, f *ui.Form) (templ.Component, error) {
	o, err := h.outcomeOf(r)
	return outcomePage(o, f), err
}

func (h handlers) decide(w http.ResponseWriter, r *http.Request) error {
	v := server.Form(r)
	var faults fault.Form
	d := contest.Decision{Number: v.Get("number"), On: server.DateField(r, &faults, "on")}
	for _, id := range v["entry"] {
		e := contest.EntryID(id)
		d.Prizes = append(d.Prizes, contest.PrizeForm{Entry: e, Place: server.Number(v.Get(contest.PlaceField(e))), Prize: v.Get(contest.PrizeField(e))})
	}
	err := faults.Err()
	if err == nil {
		err = h.contests.Decide(r.Context(), server.Actor(r), idOf(r), server.Version(r), d)
	}
	if err != nil {
		return server.Retry(w, r, err, h.outcomePage)
	}
	return server.Done(w, r, href(idOf(r)), "contest.decide_done")
}

func (h handlers) outcomeXLSX(w http.ResponseWriter, r *http.Request) error {
	o, err := h.outcomeOf(r)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := paper.XLSX(&b, o.Table()); err != nil {
		return err
	}
	return server.Download(w, r, o.Paper().Title+".xlsx", paper.TypeXLSX, b.Bytes())
}

func (h handlers) outcomePrint(w http.ResponseWriter, r *http.Request) error {
	o, err := h.outcomeOf(r)
	if err != nil {
		return err
	}
	return server.Render(w, r, outcomePrint(o))
}

func (h handlers) outcomeFile(f paper.Format) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		o, err := h.outcomeOf(r)
		if err != nil {
			return err
		}
		d := o.Paper()
		return server.HandOut(w, r, d.Title, f, d)
	}
}

func (h handlers) certificate(w http.ResponseWriter, r *http.Request) error {
	d, err := h.contests.Certificate(r.Context(), server.Actor(r), entryOf(r))
	if err != nil {
		return err
	}
	return server.Render(w, r, certificatePage(entryOf(r), d))
}

func (h handlers) certificateFile(f paper.Format) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		d, err := h.contests.Certificate(r.Context(), server.Actor(r), entryOf(r))
		if err != nil {
			return err
		}
		return server.HandOut(w, r, d.Title, f, d)
	}
}
