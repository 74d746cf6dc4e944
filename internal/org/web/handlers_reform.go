package web

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/server"
	"chibo/internal/ui"
)

// reforms lists what was changed in the tree, a page at a time.
func (h handlers) reforms(w http.ResponseWriter, r *http.Request) error {
	page, _ := strconv.Atoi(r.URL.Query().Get("page"))
	page = max(page, 1)
	all, pages, err := h.orgs.Reforms(r.Context(), server.Actor(r), page)
	if err != nil {
		return err
	}
	return server.Render(w, r, reformsPage(all, r.URL, min(page, pages), pages))
}

// choose offers the ways to change a unit.
func (h handlers) choose(w http.ResponseWriter, r *http.Request) error {
	u, err := h.arranged(r)
	if err != nil {
		return err
	}
	return server.Render(w, r, choosePage(u))
}

// arranged is the unit of the address, for who may change the tree there.
func (h handlers) arranged(r *http.Request) (org.Unit, error) {
	by := server.Actor(r)
	sh, err := h.orgs.Get(r.Context(), by, unitOf(r))
	if err != nil {
		return org.Unit{}, err
	}
	return sh.Unit, access.Check(by, org.Arrange, sh.Unit.Place())
}

// around is the unit of the address with all that the actor may arrange beside
// it.
func (h handlers) around(r *http.Request) (u org.Unit, units []org.Unit, err error) {
	if u, err = h.arranged(r); err != nil {
		return u, nil, err
	}
	by := server.Actor(r)
	units, err = h.orgs.List(r.Context(), by)
	return u, slices.DeleteFunc(units, func(v org.Unit) bool { return !access.Can(by, org.Arrange, v.Place()) }), err
}

// reformProps is what the form of a change of the tree shows.
type reformProps struct {
	unit  org.Unit
	units []org.Unit // which the actor may arrange
	form  *ui.Form
	plan  *org.Plan // what was previewed
	seen  string    // what that was made of
	names bool      // the actor may enter members of the unit
	today db.Date
}

func (h handlers) reformPage(r *http.Request, f *ui.Form, page func(reformProps) templ.Component) (templ.Component, error) {
	u, units, err := h.around(r)
	if err != nil {
		return nil, err
	}
	return page(reformProps{unit: u, units: units, form: f, names: access.Can(server.Actor(r), member.Import, u.Place()), today: server.Today(r)}), nil
}

func (h handlers) mergeForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.mergePage)
}

func (h handlers) mergePage(r *http.Request, f *ui.Form) (templ.Component, error) {
	return h.reformPage(r, f, mergePage)
}

func (h handlers) splitForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.splitPage)
}

func (h handlers) splitPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	return h.reformPage(r, f, splitPage)
}

func (h handlers) moveForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.movePage)
}

func (h handlers) movePage(r *http.Request, f *ui.Form) (templ.Component, error) {
	return h.reformPage(r, f, movePage)
}

// decision reads the paper by which the tree is changed.
func decision(r *http.Request) (org.Decision, error) {
	var faults fault.Form
	d := org.Decision{No: server.Form(r).Get("doc_no"), Date: server.DateField(r, &faults, "doc_date"), On: server.DateField(r, &faults, "on")}
	return d, faults.Err()
}

// seen is what the fields of a form hold, as a short text: a change is only made
// as it was previewed.
func seen(v url.Values) string {
	fields := url.Values{}
	for name, values := range v {
		if !strings.HasPrefix(name, "_") && name != "do" && name != "seen" {
			fields[name] = values
		}
	}
	sum := sha256.Sum256([]byte(fields.Encode()))
	return hex.EncodeToString(sum[:8])
}

// confirmed reports whether the form was sent to make the change that it shows.
func confirmed(r *http.Request) bool {
	v := server.Form(r)
	return v.Get("do") == "confirm" && v.Get("seen") == seen(v)
}

// preview shows the form again as it was typed, with what it will do.
func (h handlers) preview(w http.ResponseWriter, r *http.Request, p org.Plan, page func(reformProps) templ.Component) error {
	v := server.Form(r)
	f := &ui.Form{Values: v}
	if v.Get("do") == "confirm" {
		f.General = server.Text(r, "org.reform_changed")
	}
	c, err := h.reformPage(r, f, func(props reformProps) templ.Component {
		props.plan, props.seen = &p, seen(v)
		return page(props)
	})
	if err != nil {
		return err
	}
	return server.Render(w, r, c)
}

func (h handlers) merge(w http.ResponseWriter, r *http.Request) error {
	v := server.Form(r)
	d, err := decision(r)
	m := org.Merger{Units: append([]org.ID{unitOf(r)}, idsOf(v["with"])...), Into: org.ID(v.Get("into")), Name: v.Get("name"), Code: v.Get("code"), Decision: d}
	if err != nil {
		return server.Retry(w, r, err, h.mergePage)
	}
	if !confirmed(r) {
		p, err := h.orgs.PreviewMerge(r.Context(), server.Actor(r), m)
		if err != nil {
			return server.Retry(w, r, err, h.mergePage)
		}
		return h.preview(w, r, p, mergePage)
	}
	into, err := h.orgs.Merge(r.Context(), server.Actor(r), m)
	if err != nil {
		return server.Retry(w, r, err, h.mergePage)
	}
	return server.Done(w, r, string(unitHref(into)), "org.merged")
}

func idsOf(values []string) (all []org.ID) {
	for _, v := range values {
		all = append(all, org.ID(v))
	}
	return all
}

func (h handlers) split(w http.ResponseWriter, r *http.Request) error {
	v := server.Form(r)
	d, err := decision(r)
	if err != nil {
		return server.Retry(w, r, err, h.splitPage)
	}
	div := org.Division{Name: v.Get("name"), Code: v.Get("code"), People: strings.Split(v.Get("people"), "\n"), Children: idsOf(v["children"]), Decision: d}
	if !confirmed(r) {
		p, err := h.orgs.PreviewSplit(r.Context(), server.Actor(r), unitOf(r), div)
		if err != nil {
			return server.Retry(w, r, err, h.splitPage)
		}
		return h.preview(w, r, p, splitPage)
	}
	into, err := h.orgs.Split(r.Context(), server.Actor(r), unitOf(r), div)
	if err != nil {
		return server.Retry(w, r, err, h.splitPage)
	}
	return server.Done(w, r, string(unitHref(into)), "org.was_split")
}

func (h handlers) move(w http.ResponseWriter, r *http.Request) error {
	d, err := decision(r)
	if err != nil {
		return server.Retry(w, r, err, h.movePage)
	}
	t := org.Transfer{Parent: org.ID(server.Form(r).Get("parent")), Decision: d}
	if !confirmed(r) {
		p, err := h.orgs.PreviewMove(r.Context(), server.Actor(r), unitOf(r), t)
		if err != nil {
			return server.Retry(w, r, err, h.movePage)
		}
		return h.preview(w, r, p, movePage)
	}
	if err := h.orgs.Move(r.Context(), server.Actor(r), unitOf(r), t); err != nil {
		return server.Retry(w, r, err, h.movePage)
	}
	return server.Done(w, r, string(unitHref(unitOf(r))), "org.moved")
}
