package web

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/org"
	"chibo/internal/server"
	"chibo/internal/stats"
	"chibo/internal/target"
	"chibo/internal/ui"
)

func (h handlers) list(w http.ResponseWriter, r *http.Request) error {
	by := server.Actor(r)
	units, err := h.orgs.List(r.Context(), by)
	if err != nil {
		return err
	}
	if len(units) == 1 && !access.Might(by, org.Arrange) {
		return server.Redirect(w, r, "/org/unit/"+string(units[0].ID))
	}
	return server.Render(w, r, listPage(units, access.Might(by, org.Arrange)))
}

func (h handlers) show(w http.ResponseWriter, r *http.Request) error {
	by := server.Actor(r)
	sh, err := h.orgs.Get(r.Context(), by, unitOf(r))
	if err != nil {
		return err
	}
	units, err := h.orgs.List(r.Context(), by)
	if err != nil {
		return err
	}
	var below []org.Unit
	for _, u := range units {
		if u.Parent == sh.Unit.ID {
			below = append(below, u)
		}
	}
	at := sh.Unit.Place()
	can := abilities{arrange: access.Can(by, org.Arrange, at), govern: access.Can(by, org.Govern, at), targets: target.Kept(sh.Unit) && access.Can(by, target.View, at)}
	if sh.Unit.Ended() {
		at = sh.Unit.Kept()
		can.looksBack, can.figures = access.Can(by, org.Govern, at), access.Can(by, stats.View, at) && !sh.Unit.Kind.Mass()
	}
	var up *ui.Link
	if len(units) > 1 { // who sees one alone has no list above it
		up = &ui.Link{Href: "/org", Label: server.Text(r, "org.title")}
	}
	return server.Render(w, r, unitPage(sh, below, up, can))
}

// abilities are what the reader may do on the page; looksBack and figures, what he
// may read of a unit that has ended.
type abilities struct{ arrange, govern, targets, looksBack, figures bool }

func unitOf(r *http.Request) org.ID { return org.ID(r.PathValue("unit")) }

func (h handlers) newForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.foundPage)
}

// foundPage is the form for a new unit, under the parent named in the query.
func (h handlers) foundPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	by := server.Actor(r)
	kinds, err := h.orgs.Kinds(r.Context(), by)
	if err != nil {
		return nil, err
	}
	units, err := h.orgs.List(r.Context(), by)
	if err != nil {
		return nil, err
	}
	parents := parentChoices(units, func(u org.Unit) bool { return access.Can(by, org.Arrange, u.Place()) })
	start := org.Form{Parent: org.ID(r.URL.Query().Get("parent")), From: server.Today(r)}
	return editPage(editProps{
		title: server.Text(r, "org.new"), action: "/org/new", back: ui.Link{Href: "/org", Label: server.Text(r, "org.title")},
		kinds: kinds, parents: parents, mayRoot: access.Can(by, org.Arrange, access.Place{}), values: start, form: f, verb: server.Text(r, "org.found"),
	}), nil
}

func parentChoices(units []org.Unit, allowed func(org.Unit) bool) []ui.Choice {
	var all []ui.Choice
	for _, u := range units {
		if u.Kind.Body == "party" && allowed(u) {
			all = append(all, ui.Choice{Value: string(u.ID), Label: strings.Repeat("– ", u.Depth()) + u.Name})
		}
	}
	return all
}

// typed reads the form of a unit.
func typed(r *http.Request) (org.Form, error) {
	v := server.Form(r)
	var faults fault.Form
	f := org.Form{Name: v.Get("name"), Kind: v.Get("kind"), Parent: org.ID(v.Get("parent")), Code: v.Get("code"), Locality: v.Get("locality")}
	f.From = server.DateField(r, &faults, "from")
	return f, faults.Err()
}

func (h handlers) found(w http.ResponseWriter, r *http.Request) error {
	f, err := typed(r)
	var id org.ID
	if err == nil {
		id, err = h.orgs.Found(r.Context(), server.Actor(r), f)
	}
	if err != nil {
		return server.Retry(w, r, err, h.foundPage)
	}
	return server.Done(w, r, "/org/unit/"+string(id), "org.founded", f.Name)
}

func (h handlers) editForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.amendPage)
}

func (h handlers) amendPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	by := server.Actor(r)
	sh, err := h.orgs.Get(r.Context(), by, unitOf(r))
	if err != nil {
		return nil, err
	}
	u := sh.Unit
	if err := access.Check(by, org.Arrange, u.Place()); err != nil {
		return nil, err
	}
	kinds, err := h.orgs.Kinds(r.Context(), by)
	if err != nil {
		return nil, err
	}
	units, err := h.orgs.List(r.Context(), by)
	if err != nil {
		return nil, err
	}
	parents := parentChoices(units, func(p org.Unit) bool {
		return access.Can(by, org.Arrange, p.Place()) && !strings.HasPrefix(p.Path, u.Path)
	})
	here := "/org/unit/" + string(u.ID)
	return editPage(editProps{
		title: server.Text(r, "org.edit", u.Name), action: here + "/edit", back: ui.Link{Href: here, Label: u.Name},
		kinds: kinds, parents: parents, mayRoot: u.Parent == "", version: strconv.Itoa(u.Version), form: f, verb: server.Text(r, "org.save"),
		values: org.Form{Name: u.Name, Kind: u.Kind.ID, Parent: u.Parent, Code: u.Code, Locality: u.Locality, From: server.Today(r)},
	}), nil
}

func (h handlers) amend(w http.ResponseWriter, r *http.Request) error {
	f, err := typed(r)
	if err == nil {
		err = h.orgs.Amend(r.Context(), server.Actor(r), unitOf(r), server.Version(r), f)
	}
	if err != nil {
		return server.Retry(w, r, err, h.amendPage)
	}
	return server.Done(w, r, "/org/unit/"+string(unitOf(r)), "org.saved")
}

func (h handlers) askDissolve(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.dissolvePage)
}

func (h handlers) dissolvePage(r *http.Request, f *ui.Form) (templ.Component, error) {
	by := server.Actor(r)
	sh, err := h.orgs.Get(r.Context(), by, unitOf(r))
	if err != nil {
		return nil, err
	}
	if err := access.Check(by, org.Arrange, sh.Unit.Place()); err != nil {
		return nil, err
	}
	return dissolvePage(sh.Unit, server.Today(r), f), nil
}

func (h handlers) dissolve(w http.ResponseWriter, r *http.Request) error {
	var faults fault.Form
	on := server.DateField(r, &faults, "on")
	err := faults.Err()
	if err == nil {
		err = h.orgs.Dissolve(r.Context(), server.Actor(r), unitOf(r), on)
	}
	if err != nil {
		return server.Retry(w, r, err, h.dissolvePage)
	}
	return server.Done(w, r, "/org", "org.dissolved")
}

func (h handlers) governForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.governPage)
}

// governPage holds the three small forms; the one that came back shows what
// was typed.
func (h handlers) governPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	by := server.Actor(r)
	sh, err := h.orgs.Get(r.Context(), by, unitOf(r))
	if err != nil {
		return nil, err
	}
	if err := access.Check(by, org.Govern, sh.Unit.Place()); err != nil {
		return nil, err
	}
	forms := map[string]*ui.Form{}
	if f != nil {
		forms[r.URL.Path[strings.LastIndexByte(r.URL.Path, '/')+1:]] = f
	}
	return governPage(sh, server.Today(r), forms), nil
}

func (h handlers) governed(w http.ResponseWriter, r *http.Request, err error, done string) error {
	if err != nil {
		return server.Retry(w, r, err, h.governPage)
	}
	return server.Done(w, r, "/org/unit/"+string(unitOf(r)), done)
}

func (h handlers) openTerm(w http.ResponseWriter, r *http.Request) error {
	var faults fault.Form
	t := org.Term{Ordinal: server.Form(r).Get("ordinal"), From: server.DateField(r, &faults, "from"), To: server.DateField(r, &faults, "to")}
	err := faults.Err()
	if err == nil {
		err = h.orgs.OpenTerm(r.Context(), server.Actor(r), unitOf(r), t)
	}
	return h.governed(w, r, err, "org.term_opened")
}

func (h handlers) regulate(w http.ResponseWriter, r *http.Request) error {
	var faults fault.Form
	g := org.Regulation{Body: server.Form(r).Get("body"), From: server.DateField(r, &faults, "from"), Version: server.Version(r)}
	err := faults.Err()
	if err == nil {
		err = h.orgs.Regulate(r.Context(), server.Actor(r), unitOf(r), g)
	}
	return h.governed(w, r, err, "org.regulated")
}

func (h handlers) countStaff(w http.ResponseWriter, r *http.Request) error {
	var faults fault.Form
	on := server.DateField(r, &faults, "on")
	n, err := strconv.Atoi(strings.ReplaceAll(strings.TrimSpace(server.Form(r).Get("staff")), ".", ""))
	if err != nil {
		faults.Add("staff", "org.staff_invalid")
	}
	if err = faults.Err(); err == nil {
		err = h.orgs.CountStaff(r.Context(), server.Actor(r), unitOf(r), on, n)
	}
	return h.governed(w, r, err, "org.staff_counted")
}

// short writes a date for the value of a field.
func short(d db.Date) string { return d.Local("") }
