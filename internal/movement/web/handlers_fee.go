package web

import (
	"net/http"
	"net/url"
	"strconv"

	"github.com/a-h/templ"

	"chibo/internal/db"
	"chibo/internal/org"
	"chibo/internal/server"
	"chibo/internal/ui"
)

func (h handlers) rates(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.ratePage)
}

// ratePage is the rates of a month, and what one of them comes to on the base
// that the address names.
func (h handlers) ratePage(r *http.Request, f *ui.Form) (templ.Component, error) {
	q := r.URL.Query()
	p, err := h.moves.Rates(r.Context(), server.Actor(r), unitOf(r), db.Date(q.Get("month")))
	if err != nil {
		return nil, err
	}
	props := rateProps{RatePage: p, payer: q.Get("payer"), base: q.Get("base"), form: f}
	if rate, fee, err := p.Of(props.payer, server.Number(props.base)); err == nil && f == nil {
		props.rate, props.fee = &rate, fee
	}
	return ratePage(props), nil
}

// computeFee leads to what was typed, computed; nothing is kept of it.
func (h handlers) computeFee(w http.ResponseWriter, r *http.Request) error {
	v := server.Form(r)
	p, err := h.moves.Rates(r.Context(), server.Actor(r), unitOf(r), db.Date(r.URL.Query().Get("month")))
	if err != nil {
		return err
	}
	base := server.Number(v.Get("base"))
	if _, _, err := p.Of(v.Get("payer"), base); err != nil {
		return server.Retry(w, r, err, h.ratePage)
	}
	return server.Redirect(w, r, rateHref(p.Unit.ID, p.Month)+"&"+url.Values{"payer": {v.Get("payer")}, "base": {strconv.Itoa(max(base, 0))}}.Encode())
}

func rateHref(unit org.ID, month db.Date) string {
	return "/movement/fee/rate?" + url.Values{"unit": {string(unit)}, "month": {string(month)}}.Encode()
}
