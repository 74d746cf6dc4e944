package web

import (
	"bytes"
	"net/http"
	"net/url"
	"strconv"

	"github.com/a-h/templ"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/movement"
	"chibo/internal/org"
	"chibo/internal/paper"
	"chibo/internal/server"
	"chibo/internal/ui"
)

// period is the one that the address names, else this year until today.
func period(r *http.Request) (from, through db.Date) {
	q, today := r.URL.Query(), server.Today(r)
	from, through = db.Date(q.Get("from")), db.Date(q.Get("through"))
	if from == "" && through == "" {
		return db.Date(strconv.Itoa(today.Year()) + "-01-01"), today
	}
	return from, through
}

func (h handlers) balance(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.balancePage)
}

// balancePage is the table; an address that names no period is none.
func (h handlers) balancePage(r *http.Request, f *ui.Form) (templ.Component, error) {
	from, through := period(r)
	p, err := h.moves.Weigh(r.Context(), server.Actor(r), unitOf(r), from, through, server.PageNumber(r))
	if fault.Is(err, fault.Invalid) {
		return nil, errNone
	}
	return balancePage(balanceProps{BalancePage: p, at: r.URL, form: f}), err
}

// choosePeriod leads to the table of a period that was typed.
func (h handlers) choosePeriod(w http.ResponseWriter, r *http.Request) error {
	var faults fault.Form
	from, through := server.DateField(r, &faults, "from"), server.DateField(r, &faults, "through")
	err := faults.Err()
	if err == nil {
		_, err = h.moves.Weigh(r.Context(), server.Actor(r), unitOf(r), from, through, 1)
	}
	if err != nil {
		return server.Retry(w, r, err, h.balancePage)
	}
	return server.Redirect(w, r, balanceHref(unitOf(r), from, through))
}

func (h handlers) balanceXLSX(w http.ResponseWriter, r *http.Request) error {
	from, through := period(r)
	p, err := h.moves.WeighAll(r.Context(), server.Actor(r), unitOf(r), from, through)
	if fault.Is(err, fault.Invalid) {
		return errNone
	}
	if err != nil {
		return err
	}
	return download(w, r, server.Text(r, "movement.balance_name", p.Unit.Name), balanceSheet(r.Context(), p))
}

func download(w http.ResponseWriter, r *http.Request, name string, s paper.Sheet) error {
	var b bytes.Buffer
	if err := paper.XLSX(&b, s); err != nil {
		return err
	}
	return server.Download(w, r, name+".xlsx", paper.TypeXLSX, b.Bytes())
}

// yearOf is the year that the address names, else this one.
func yearOf(r *http.Request) (int, error) {
	if !r.URL.Query().Has("year") {
		return server.Today(r).Year(), nil
	}
	year, err := strconv.Atoi(r.URL.Query().Get("year"))
	if err != nil {
		return 0, errNone
	}
	return year, nil
}

func (h handlers) registerOf(r *http.Request) (movement.Register, error) {
	year, err := yearOf(r)
	if err != nil {
		return movement.Register{}, err
	}
	return h.moves.Register(r.Context(), server.Actor(r), unitOf(r), year)
}

func (h handlers) register(w http.ResponseWriter, r *http.Request) error {
	book, err := h.registerOf(r)
	if err != nil {
		return err
	}
	return server.Render(w, r, registerPage(book))
}

func (h handlers) registerXLSX(w http.ResponseWriter, r *http.Request) error {
	book, err := h.registerOf(r)
	if err != nil {
		return err
	}
	return download(w, r, book.Paper().Title, book.Sheet())
}

func (h handlers) registerFile(f paper.Format) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		book, err := h.registerOf(r)
		if err != nil {
			return err
		}
		d := book.Paper()
		return server.HandOut(w, r, d.Title, f, d)
	}
}

func (h handlers) badges(w http.ResponseWriter, r *http.Request) error {
	p, err := h.moves.Badges(r.Context(), server.Actor(r), unitOf(r))
	if err != nil {
		return err
	}
	return server.Render(w, r, badgePage(p))
}

func (h handlers) fee(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.feePage)
}

func (h handlers) feePage(r *http.Request, f *ui.Form) (templ.Component, error) {
	q := r.URL.Query()
	p, err := h.moves.Fees(r.Context(), server.Actor(r), unitOf(r), db.Date(q.Get("month")))
	return feePage(feeProps{FeePage: p, everybody: q.Has("all"), form: f}), err
}

func (h handlers) saveFee(w http.ResponseWriter, r *http.Request) error {
	var paid []member.ID
	for _, id := range server.Form(r)["paid"] {
		paid = append(paid, member.ID(id))
	}
	month := db.Date(r.URL.Query().Get("month"))
	if err := h.moves.SaveFees(r.Context(), server.Actor(r), unitOf(r), month, server.Version(r), paid); err != nil {
		return server.Retry(w, r, err, h.feePage)
	}
	return server.Done(w, r, feeHref(unitOf(r), month), "movement.fee_done", month)
}

func balanceHref(unit org.ID, from, through db.Date) string {
	return "/movement/balance?" + url.Values{"unit": {string(unit)}, "from": {string(from)}, "through": {string(through)}}.Encode()
}

func feeHref(unit org.ID, month db.Date) string {
	return "/movement/fee?" + url.Values{"unit": {string(unit)}, "month": {string(month)}}.Encode()
}
