package web

import (
	"bytes"
	"net/http"
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"chibo/internal/commendation"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/paper"
	"chibo/internal/server"
	"chibo/internal/ui"
)

func awardID(r *http.Request) commendation.ID { return commendation.ID(r.PathValue("award")) }

func unitOf(r *http.Request) org.ID { return org.ID(server.Unit(r)) }

var errNone = fault.New(fault.NotFound, "ui.not_found")

// filterOf is the filter that the address names.
func filterOf(r *http.Request) (f commendation.Filter, err error) {
	q := r.URL.Query()
	f = commendation.Filter{Query: q.Get("q"), Kind: commendation.Kind(q.Get("kind")), Level: commendation.Level(q.Get("level")), Form: commendation.Form(q.Get("form")), Page: server.PageNumber(r)}
	if year := q.Get("year"); year != "" {
		if f.Year, err = strconv.Atoi(year); err != nil || f.Year < 1930 || f.Year > server.Today(r).Year() {
			return f, errNone
		}
	}
	if f.Kind != "" && f.Kind != commendation.Collective && f.Kind != commendation.Individual ||
		f.Level != "" && !slices.Contains(commendation.Levels, f.Level) || f.Form != "" && !slices.Contains(commendation.Forms, f.Form) {
		return f, errNone
	}
	return f, nil
}

func (h handlers) list(w http.ResponseWriter, r *http.Request) error {
	f, err := filterOf(r)
	if err != nil {
		return err
	}
	book, err := h.awards.List(r.Context(), server.Actor(r), unitOf(r), f)
	if err != nil {
		return err
	}
	return server.Render(w, r, listPage(listProps{Register: book, filter: f, at: r.URL}))
}

func (h handlers) bookOf(r *http.Request) (commendation.Register, error) {
	f, err := filterOf(r)
	if err != nil {
		return commendation.Register{}, err
	}
	return h.awards.Book(r.Context(), server.Actor(r), unitOf(r), f)
}

func (h handlers) book(w http.ResponseWriter, r *http.Request) error {
	book, err := h.bookOf(r)
	if err != nil {
		return err
	}
	return server.Render(w, r, bookPage(book, r.URL))
}

func (h handlers) bookXLSX(w http.ResponseWriter, r *http.Request) error {
	book, err := h.bookOf(r)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := paper.XLSX(&b, book.Sheet()); err != nil {
		return err
	}
	return server.Download(w, r, book.Paper().Title+".xlsx", paper.TypeXLSX, b.Bytes())
}

func (h handlers) bookFile(f paper.Format) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		book, err := h.bookOf(r)
		if err != nil {
			return err
		}
		d := book.Paper()
		return server.HandOut(w, r, d.Title, f, d)
	}
}

func (h handlers) own(w http.ResponseWriter, r *http.Request) error {
	o, err := h.awards.Of(r.Context(), server.Actor(r), member.ID(r.PathValue("person")))
	if err != nil {
		return err
	}
	return server.Render(w, r, ownPage(o))
}

// subjectOf reads whom a form names.
func subjectOf(r *http.Request) commendation.SubjectForm {
	v := server.Form(r)
	f := commendation.SubjectForm{Kind: commendation.Kind(v.Get("kind")), Unit: org.ID(v.Get("unit_id")), Names: v.Get("names")}
	for _, id := range v["people"] {
		if id != "" {
			f.People = append(f.People, member.ID(id))
		}
	}
	return f
}

// meritOf reads what is given for what.
func meritOf(r *http.Request) commendation.Merit {
	v := server.Form(r)
	return commendation.Merit{
		Form: commendation.Form(v.Get("form")), Title: v.Get("title"), Level: commendation.Level(v.Get("level")), Occasion: commendation.Occasion(v.Get("occasion")),
		Year: server.Number(v.Get("year")), Years: server.Number(v.Get("years")), Reason: v.Get("reason"),
	}
}

// awardOf reads an award.
func awardOf(r *http.Request) (commendation.AwardForm, error) {
	v := server.Form(r)
	var faults fault.Form
	f := commendation.AwardForm{SubjectForm: subjectOf(r), Merit: meritOf(r)}
	f.Decision = commendation.Decision{Giver: v.Get("giver"), Number: v.Get("number"), On: server.DateField(r, &faults, "on")}
	return f, faults.Err()
}

func (h handlers) newForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.newPage)
}

func (h handlers) newPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	c, err := h.awards.Prepare(r.Context(), server.Actor(r), unitOf(r), commendation.Record, "")
	return newPage(formProps{Choices: c, form: f}), err
}

func (h handlers) enter(w http.ResponseWriter, r *http.Request) error {
	f, err := awardOf(r)
	if err == nil {
		_, err = h.awards.Enter(r.Context(), server.Actor(r), unitOf(r), f)
	}
	if err != nil {
		return server.Retry(w, r, err, h.newPage)
	}
	return server.Done(w, r, listHref(unitOf(r)), "commendation.entered_done")
}

func (h handlers) show(w http.ResponseWriter, r *http.Request) error {
	sh, err := h.awards.Award(r.Context(), server.Actor(r), awardID(r))
	if err != nil {
		return err
	}
	return server.Render(w, r, awardPage(sh))
}

// leading is an award for who may correct it, while it counts.
func (h handlers) leading(r *http.Request, f *ui.Form) (commendation.AwardSheet, error) {
	sh, err := h.awards.Award(r.Context(), server.Actor(r), awardID(r))
	switch {
	case err != nil:
		return sh, err
	case !sh.Leads:
		return sh, fault.New(fault.Denied, "ui.denied")
	case f == nil && sh.Award.Struck != "": // what was typed stays, whatever happened meanwhile
		return sh, fault.New(fault.Invalid, "commendation.is_struck")
	}
	return sh, nil
}

func (h handlers) amendForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.amendPage)
}

func (h handlers) amendPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	sh, err := h.leading(r, f)
	return amendPage(sh, f), err
}

func (h handlers) amend(w http.ResponseWriter, r *http.Request) error {
	f, err := awardOf(r)
	if err == nil {
		err = h.awards.Amend(r.Context(), server.Actor(r), awardID(r), server.Version(r), f)
	}
	if err != nil {
		return server.Retry(w, r, err, h.amendPage)
	}
	return server.Done(w, r, href(awardID(r)), "commendation.amended_done")
}

func (h handlers) strikeForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.strikePage)
}

func (h handlers) strikePage(r *http.Request, f *ui.Form) (templ.Component, error) {
	sh, err := h.leading(r, f)
	return strikePage(sh, f), err
}

func (h handlers) strike(w http.ResponseWriter, r *http.Request) error {
	err := h.awards.Strike(r.Context(), server.Actor(r), awardID(r), server.Version(r), server.Form(r).Get("words"))
	if err != nil {
		return server.Retry(w, r, err, h.strikePage)
	}
	return server.Done(w, r, href(awardID(r)), "commendation.struck_done")
}
