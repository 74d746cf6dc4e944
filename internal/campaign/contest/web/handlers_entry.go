package web

import (
	"net/http"

	"github.com/a-h/templ"

	"chibo/internal/campaign/contest"
	"chibo/internal/fault"
	"chibo/internal/org"
	"chibo/internal/server"
	"chibo/internal/ui"
)

func (h handlers) enterForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.enterPage)
}

func (h handlers) enterPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	c, err := h.contests.Handing(r.Context(), server.Actor(r), idOf(r))
	if err == nil && f == nil {
		err = c.Late
	}
	return enterPage(c, f), err
}

// entryForm reads an entry.
func entryForm(r *http.Request) contest.EntryForm {
	v := server.Form(r)
	return contest.EntryForm{
		Kind: contest.Kind(v.Get("kind")), Unit: org.ID(v.Get("unit_id")), Authors: v.Get("authors"), Title: v.Get("title"), Body: v.Get("body"), Shared: v.Get("shared") == "on",
	}
}

func (h handlers) enter(w http.ResponseWriter, r *http.Request) error {
	id, err := h.contests.Enter(r.Context(), server.Actor(r), idOf(r), entryForm(r))
	if err != nil {
		return server.Retry(w, r, err, h.enterPage)
	}
	return server.Done(w, r, entryHref(id), "contest.enter_done")
}

func (h handlers) entry(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.entryPage)
}

func (h handlers) entryPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	sh, err := h.contests.Entry(r.Context(), server.Actor(r), entryOf(r))
	return entryPage(sh, f), err
}

// writing is an entry for who may correct it; what was typed stays, whatever
// happened meanwhile.
func (h handlers) writing(r *http.Request, f *ui.Form) (contest.EntrySheet, error) {
	sh, err := h.contests.Entry(r.Context(), server.Actor(r), entryOf(r))
	if err == nil && f == nil && !sh.Writes {
		err = fault.New(fault.Invalid, "contest.not_now")
	}
	return sh, err
}

func (h handlers) redoForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.redoPage)
}

func (h handlers) redoPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	sh, err := h.writing(r, f)
	return redoPage(sh, f), err
}

func (h handlers) redo(w http.ResponseWriter, r *http.Request) error {
	if err := h.contests.Redo(r.Context(), server.Actor(r), entryOf(r), server.Version(r), entryForm(r)); err != nil {
		return server.Retry(w, r, err, h.redoPage)
	}
	return server.Done(w, r, entryHref(entryOf(r)), "contest.redo_done")
}

func (h handlers) askWithdraw(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.withdrawPage)
}

func (h handlers) withdrawPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	sh, err := h.writing(r, f)
	return withdrawPage(sh), err
}

func (h handlers) withdraw(w http.ResponseWriter, r *http.Request) error {
	if err := h.contests.Withdraw(r.Context(), server.Actor(r), entryOf(r), server.Version(r)); err != nil {
		return server.Retry(w, r, err, h.withdrawPage)
	}
	return server.Done(w, r, entryHref(entryOf(r)), "contest.withdraw_done")
}

func (h handlers) bench(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.benchPage)
}

func (h handlers) benchPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	b, err := h.contests.Bench(r.Context(), server.Actor(r), idOf(r))
	return benchPage(b, f), err
}

func (h handlers) give(w http.ResponseWriter, r *http.Request) error {
	v := server.Form(r)
	var given []contest.Given
	for n := 1; n <= contest.CriteriaMax; n++ {
		given = append(given, contest.Given{Ordinal: n, Points: v.Get(contest.ScoreField(n))})
	}
	if err := h.contests.Give(r.Context(), server.Actor(r), entryOf(r), given); err != nil {
		return server.Retry(w, r, err, h.entryPage)
	}
	return server.Done(w, r, entryHref(entryOf(r)), "contest.give_done")
}

func (h handlers) stand(w http.ResponseWriter, r *http.Request) error {
	if err := h.contests.Stand(r.Context(), server.Actor(r), idOf(r)); err != nil {
		return server.Retry(w, r, err, h.benchPage)
	}
	return server.Done(w, r, href(idOf(r)), "contest.stand_done")
}
