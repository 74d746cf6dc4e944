package web

import (
	"net/http"
	"slices"

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

func idOf(r *http.Request) movement.TransferID { return movement.TransferID(r.PathValue("transfer")) }

func unitOf(r *http.Request) org.ID { return org.ID(server.Unit(r)) }

func personOf(r *http.Request) member.ID { return member.ID(r.PathValue("person")) }

var errNone = fault.New(fault.NotFound, "ui.not_found")

// filters are those of the list.
var filters = []movement.State{"", movement.Open, movement.Received, movement.Withdrawn}

func (h handlers) list(w http.ResponseWriter, r *http.Request) error {
	p := listProps{at: r.URL, filter: movement.State(r.URL.Query().Get("state"))}
	if !slices.Contains(filters, p.filter) {
		return errNone
	}
	var err error
	if p.Page, err = h.moves.List(r.Context(), server.Actor(r), unitOf(r), movement.Filter{State: p.filter, Page: server.PageNumber(r)}); err != nil {
		return err
	}
	return server.Render(w, r, listPage(p))
}

func (h handlers) own(w http.ResponseWriter, r *http.Request) error {
	o, err := h.moves.Of(r.Context(), server.Actor(r), personOf(r))
	if err != nil {
		return err
	}
	return server.Render(w, r, ownPage(o))
}

func (h handlers) show(w http.ResponseWriter, r *http.Request) error {
	sh, err := h.moves.Get(r.Context(), server.Actor(r), idOf(r))
	if err != nil {
		return err
	}
	return server.Render(w, r, transferPage(sh))
}

func (h handlers) letter(w http.ResponseWriter, r *http.Request) error {
	d, err := h.moves.Letter(r.Context(), server.Actor(r), idOf(r))
	if err != nil {
		return err
	}
	return server.Render(w, r, letterPage(d, idOf(r)))
}

func (h handlers) letterFile(f paper.Format) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		d, err := h.moves.Letter(r.Context(), server.Actor(r), idOf(r))
		if err != nil {
			return err
		}
		return server.HandOut(w, r, d.Title, f, d)
	}
}

func (h handlers) newForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.newPage)
}

// newPage is the form of a request: a committee chooses among the members, a
// member asks for himself.
func (h handlers) newPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	by := server.Actor(r)
	p := requestProps{unit: unitOf(r), person: r.URL.Query().Get("person"), form: f}
	_, all, err := h.moves.People(r.Context(), by, p.unit)
	if err == nil {
		p.people = choicesOf(all)
		return requestPage(p), nil
	}
	own, mine := h.moves.Of(r.Context(), by, member.ID(by.Person))
	if mine != nil || own.Unit.ID != p.unit {
		return nil, err
	}
	p.people, p.person, p.self = choicesOf([]member.Holder{own.Person}), by.Person, true
	return requestPage(p), nil
}

func (h handlers) begin(w http.ResponseWriter, r *http.Request) error {
	v := server.Form(r)
	var faults fault.Form
	f := movement.Request{
		Person: member.ID(v.Get("person")), MovedOn: server.DateField(r, &faults, "moved_on"),
		Host: v.Get("host"), Outside: v.Get("outside"), Distance: movement.Distance(v.Get("distance")),
	}
	err := faults.Err()
	var id movement.TransferID
	if err == nil {
		id, err = h.moves.Begin(r.Context(), server.Actor(r), unitOf(r), f)
	}
	if err != nil {
		return server.Retry(w, r, err, h.newPage)
	}
	return server.Done(w, r, href(id), "movement.requested_done")
}

func (h handlers) stepForm(a movement.Act) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error { return server.Show(w, r, h.stepPage(a)) }
}

func (h handlers) stepPage(a movement.Act) server.Page {
	return func(r *http.Request, f *ui.Form) (templ.Component, error) {
		sh, err := h.moves.Get(r.Context(), server.Actor(r), idOf(r))
		switch {
		case err != nil:
			return nil, err
		case !sh.Leads && a != movement.Withdrawing:
			return nil, fault.New(fault.Denied, "ui.denied")
		case f == nil && !sh.May(a): // what was typed stays, whatever happened meanwhile
			return nil, fault.New(fault.Invalid, "movement.not_when_"+string(sh.Transfer.State))
		}
		return stepPage(stepProps{Sheet: sh, act: a, form: f}), nil
	}
}

func (h handlers) step(a movement.Act) server.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		v := server.Form(r)
		var faults fault.Form
		f := movement.Step{Review: v.Get("review"), LetterNo: v.Get("letter_no"), FeeUntil: db.Date(v.Get("fee_until")), Enclosed: v.Get("enclosed"), Reason: v.Get("reason")}
		f.On = server.DateField(r, &faults, "on")
		err := faults.Err()
		if err == nil {
			err = h.moves.Step(r.Context(), server.Actor(r), idOf(r), server.Version(r), a, f)
		}
		if err != nil {
			return server.Retry(w, r, err, h.stepPage(a))
		}
		return server.Done(w, r, href(idOf(r)), "movement."+string(a)+"_done")
	}
}

// arriving reads who comes from outside.
func arriving(r *http.Request) (member.Form, error) {
	v := server.Form(r)
	var faults fault.Form
	date := func(name string) db.Date { return server.DateField(r, &faults, name) }
	return member.Form{
		Person: member.Person{Name: v.Get("name"), Sex: v.Get("sex"), Birth: date("birth")},
		Party:  member.Party{AdmittedOn: date("admitted"), OfficialOn: date("official"), Card: v.Get("card")},
		Whom:   member.Whom(v.Get("whom")),
	}, faults.Err()
}

func (h handlers) arrivalForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.arrivalPage)
}

func (h handlers) arrivalPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	u, _, err := h.moves.People(r.Context(), server.Actor(r), unitOf(r))
	if f.Error("whom") != "" && f.Value("whom") == "" { // asked for the first time: name and birth agree
		f.Values.Set("whom", string(member.KnownPerson))
	}
	return arrivalPage(u, f, server.Today(r)), err
}

func (h handlers) takeIn(w http.ResponseWriter, r *http.Request) error {
	v := server.Form(r)
	var faults fault.Form
	date := func(name string) db.Date { return server.DateField(r, &faults, name) }
	who, err := arriving(r)
	faults.Take("birth", err)
	f := movement.Arrival{
		Person:  who,
		Outside: v.Get("outside"), Distance: movement.Distance(v.Get("distance")), LetterNo: v.Get("letter_no"),
		LetterOn: date("letter_on"), FeeUntil: db.Date(v.Get("fee_until")), ReceivedOn: date("received_on"),
	}
	var id movement.TransferID
	if err = faults.Err(); err == nil {
		id, err = h.moves.TakeIn(r.Context(), server.Actor(r), unitOf(r), f)
	}
	if err != nil {
		return server.Retry(w, r, err, h.arrivalPage)
	}
	return server.Done(w, r, href(id), "movement.receive_done")
}
