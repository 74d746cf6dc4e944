package web

import (
	"errors"
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/server"
	"chibo/internal/ui"
)

func (h handlers) newForm(w http.ResponseWriter, r *http.Request) error {
	c, err := h.enterPage(r, unitOf(r), nil)
	if err != nil {
		return err
	}
	return server.Render(w, r, c)
}

func (h handlers) enterPage(r *http.Request, unit org.ID, f *ui.Form) (templ.Component, error) {
	u, _, err := h.members.WaitingLists(r.Context(), server.Actor(r), unit)
	if err != nil {
		return nil, err
	}
	p := editProps{
		title: server.Text(r, "member.new", noun(r.Context(), u.Kind.ID)), action: "/member/new", unit: u, entering: true, party: u.Kind.Body == "party",
		back: ui.Link{Href: listHref(u.ID), Label: people(r.Context(), u.Kind.ID)}, verb: server.Text(r, "member.enter"), form: f,
	}
	if p.party {
		p.values.Status = ""
	}
	if f.Error("whom") != "" && f.Value("whom") == "" { // asked for the first time: name and birth agree
		f.Values.Set("whom", string(member.KnownPerson))
	}
	return editPage(p), nil
}

// typed reads the form of a person.
func typed(r *http.Request) (member.Form, error) {
	v := server.Form(r)
	var faults fault.Form
	f := member.Form{
		Person: member.Person{
			Name: v.Get("name"), BirthName: v.Get("birth_name"), Alias: v.Get("alias"), Sex: v.Get("sex"), Ethnicity: v.Get("ethnicity"), Religion: v.Get("religion"),
			Hometown: v.Get("hometown"), Residence: v.Get("residence"), Phone: v.Get("phone"), Email: v.Get("email"), Schooling: v.Get("schooling"),
			Qualification: v.Get("qualification"), Theory: v.Get("theory"), Department: v.Get("department"), Job: v.Get("job"), Version: server.Version(r),
		},
		Party:  member.Party{Card: v.Get("card"), OldCard: v.Get("old_card"), CardPlace: v.Get("card_place")},
		Status: member.Status(v.Get("status")),
		Whom:   member.Whom(v.Get("whom")),
	}
	f.Birth = server.DateField(r, &faults, "birth")
	f.AdmittedOn = server.DateField(r, &faults, "admitted")
	f.OfficialOn = server.DateField(r, &faults, "official")
	f.CardOn = server.DateField(r, &faults, "card_on")
	f.From = server.DateField(r, &faults, "from")
	return f, faults.Err()
}

func (h handlers) enter(w http.ResponseWriter, r *http.Request) error {
	unit := org.ID(server.Form(r).Get("unit"))
	f, err := typed(r)
	var id member.ID
	if err == nil {
		id, err = h.members.Enter(r.Context(), server.Actor(r), unit, f)
	}
	if err != nil {
		return server.Retry(w, r, err, func(r *http.Request, f *ui.Form) (templ.Component, error) { return h.enterPage(r, unit, f) })
	}
	if f.Whom == member.KnownPerson { // another unit may keep his record
		return server.Done(w, r, listHref(unit), "member.entered", f.Name)
	}
	return server.Done(w, r, personHref(id), "member.entered", f.Name)
}

func (h handlers) editForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.amendPage)
}

func (h handlers) amendPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	rec, err := h.members.Edit(r.Context(), server.Actor(r), personOf(r))
	if err != nil {
		return nil, err
	}
	here := personHref(rec.Person.ID)
	return editPage(editProps{
		title: server.Text(r, "member.edit", rec.Person.Name), action: here + "/edit", version: strconv.Itoa(rec.Person.Version), party: rec.Status != member.Associate,
		back: ui.Link{Href: here + "?tab=profile", Label: rec.Person.Name}, verb: server.Text(r, "member.save"), form: f,
		values: member.Form{Person: rec.Person, Party: rec.Party, Status: rec.Status},
	}), nil
}

func (h handlers) amend(w http.ResponseWriter, r *http.Request) error {
	f, err := typed(r)
	if err == nil {
		err = h.members.Amend(r.Context(), server.Actor(r), personOf(r), f)
	}
	if err != nil {
		return server.Retry(w, r, err, h.amendPage)
	}
	return server.Done(w, r, personHref(personOf(r))+"?tab=profile", "member.saved")
}

// renamed gives the faults of a use case the names that the fields have on a
// page with several forms.
func renamed(err error, names map[string]string) error {
	var e *fault.Error
	if !errors.As(err, &e) {
		return err
	}
	for i, f := range e.Fields {
		if name, ok := names[f.Name]; ok {
			e.Fields[i].Name = name
		}
	}
	return err
}
