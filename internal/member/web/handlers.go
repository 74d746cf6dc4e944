package web

import (
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/server"
	"chibo/internal/ui"
)

func unitOf(r *http.Request) org.ID { return org.ID(server.Unit(r)) }

func personOf(r *http.Request) member.ID { return member.ID(r.PathValue("person")) }

func (h handlers) list(w http.ResponseWriter, r *http.Request) error {
	by, q := server.Actor(r), r.URL.Query()
	page, _ := strconv.Atoi(q.Get("page")) // what is no number is the first page
	f := member.Filter{Query: q.Get("q"), Status: member.Status(q.Get("status")), Stated: q.Get("state") == "any", Page: page}
	roll, err := h.members.List(r.Context(), by, unitOf(r), f)
	if err != nil {
		return err
	}
	at := roll.Unit.Place()
	can := listAbilities{enter: access.Can(by, member.Import, at), export: access.Can(by, member.Keep, at), unite: access.Can(by, member.Unite, at)}
	return server.Render(w, r, listPage(roll, f, r.URL, can))
}

// listAbilities are what the reader may do on the list.
type listAbilities struct{ enter, export, unite bool }

func (h handlers) me(w http.ResponseWriter, r *http.Request) error {
	person := server.Actor(r).Person
	if person == "" {
		return fault.New(fault.NotFound, "ui.not_found")
	}
	return server.Redirect(w, r, "/member/person/"+person)
}

func (h handlers) show(w http.ResponseWriter, r *http.Request) error {
	c, err := h.personPage(r, r.URL.Query().Get("tab"), "", nil)
	if err != nil {
		return err
	}
	return server.Render(w, r, c)
}

// personPage is a person's page at a tab; a form that came back stands in the
// card named by which.
func (h handlers) personPage(r *http.Request, tab, which string, f *ui.Form) (templ.Component, error) {
	by := server.Actor(r)
	d, err := h.members.Dossier(r.Context(), by, personOf(r))
	if err != nil {
		return nil, err
	}
	p := personProps{d: d, tab: tab, forms: map[string]*ui.Form{which: f}}
	p.may(by)
	if p.tab != "profile" && (p.tab != "manage" || !p.manages()) {
		p.tab = "course"
	}
	return personPage(p), nil
}

// personProps is what the page of a person shows.
type personProps struct {
	d                         member.Dossier
	tab                       string
	forms                     map[string]*ui.Form
	list, keep, elect, assign bool
}

// may finds out what the reader may do, in the unit where the record lies.
func (p *personProps) may(by access.Actor) {
	for _, m := range p.d.Memberships {
		if m.Unit != p.d.Unit() {
			continue
		}
		at := access.Place{Unit: string(m.Unit), Path: m.Path, Person: string(p.d.Person.ID)}
		p.list = access.Can(by, member.List, at)
		p.keep = access.Can(by, member.Keep, at)
		p.elect = access.Can(by, member.Elect, at)
		p.assign = access.Can(by, member.Assign, at)
		break
	}
}

func (p personProps) manages() bool { return p.keep || p.elect || p.assign }

func (p personProps) href() string { return personHref(p.d.Person.ID) }

func personHref(id member.ID) string { return "/member/person/" + string(id) }

// retryManage shows the person's page again with the form that came back.
func (h handlers) retryManage(w http.ResponseWriter, r *http.Request, which string, err error) error {
	return server.Retry(w, r, err, func(r *http.Request, f *ui.Form) (templ.Component, error) { return h.personPage(r, "manage", which, f) })
}

func (h handlers) managed(w http.ResponseWriter, r *http.Request, which string, err error, done string) error {
	if err != nil {
		return h.retryManage(w, r, which, err)
	}
	return server.Done(w, r, personHref(personOf(r))+"?tab=manage", done)
}

func (h handlers) appoint(w http.ResponseWriter, r *http.Request) error {
	var faults fault.Form
	v := server.Form(r)
	a := member.Appointment{
		Person: personOf(r), Unit: org.ID(v.Get("unit")), Post: member.Post(v.Get("post")), Title: v.Get("title"),
		KeyCadre: v.Has("key_cadre"), From: server.DateField(r, &faults, "from"),
	}
	err := faults.Err()
	if err == nil {
		err = h.members.Appoint(r.Context(), server.Actor(r), a)
	}
	return h.managed(w, r, "posts", err, "member.appointed")
}

func (h handlers) relieve(w http.ResponseWriter, r *http.Request) error {
	var faults fault.Form
	on := server.DateField(r, &faults, "relieved_on")
	err := faults.Err()
	if err == nil {
		err = h.members.Relieve(r.Context(), server.Actor(r), server.Form(r).Get("position"), on)
	}
	return h.managed(w, r, "relieve", renamed(err, map[string]string{"on": "relieved_on"}), "member.relieved")
}

func (h handlers) setState(w http.ResponseWriter, r *http.Request) error {
	var faults fault.Form
	v := server.Form(r)
	st := member.StatePeriod{
		Unit: org.ID(v.Get("unit")), State: member.State(v.Get("state")), Decision: v.Get("decision"),
		From: server.DateField(r, &faults, "state_from"), To: server.DateField(r, &faults, "state_to"),
	}
	err := faults.Err()
	if err == nil {
		err = h.members.SetState(r.Context(), server.Actor(r), personOf(r), st)
	}
	return h.managed(w, r, "states", renamed(err, map[string]string{"from": "state_from", "to": "state_to"}), "member.state_set")
}

func (h handlers) endState(w http.ResponseWriter, r *http.Request) error {
	var faults fault.Form
	on := server.DateField(r, &faults, "ended_on")
	err := faults.Err()
	if err == nil {
		err = h.members.EndState(r.Context(), server.Actor(r), server.Form(r).Get("period"), on)
	}
	return h.managed(w, r, "state_end", renamed(err, map[string]string{"on": "ended_on"}), "member.state_ended")
}

func (h handlers) assignDuty(w http.ResponseWriter, r *http.Request) error {
	v := server.Form(r)
	year, err := strconv.Atoi(v.Get("year"))
	if err != nil {
		err = fault.At("year", "member.year_invalid")
	} else {
		err = h.members.AssignDuty(r.Context(), server.Actor(r), org.ID(v.Get("unit")), personOf(r), year, v.Get("body"))
	}
	return h.managed(w, r, "duties", err, "member.duty_assigned")
}
