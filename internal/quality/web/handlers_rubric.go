package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/org"
	"chibo/internal/quality"
	"chibo/internal/server"
	"chibo/internal/ui"
)

func unitOf(r *http.Request) org.ID { return org.ID(server.Unit(r)) }

func (h handlers) rubrics(w http.ResponseWriter, r *http.Request) error {
	sh, err := h.scores.Rubrics(r.Context(), server.Actor(r), unitOf(r))
	if err != nil {
		return err
	}
	return server.Render(w, r, rubricsPage(sh))
}

func (h handlers) rubricForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.editPage)
}

// editPage asks what the rubric starts from, then is its form.
func (h handlers) editPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	sh, err := h.settable(r)
	if err != nil {
		return nil, err
	}
	id := r.URL.Query().Get("base")
	if id == "" {
		return choosePage(sh), nil
	}
	base, ok := sh.Base(id)
	if !ok {
		return nil, db.ErrNone
	}
	p := editProps{RubricSheet: sh, values: quality.FormOf(base), form: f}
	p.values.From = sh.Today
	if f != nil {
		p.values.Rows, p.values.Bands = rowsOf(f.Values), bandsOf(f.Values)
		p.values.Rows = inserted(p.values.Rows, f.Values.Get("do"))
	}
	return editPage(p), nil
}

// settable reads the rubrics of a unit for whoever may set one.
func (h handlers) settable(r *http.Request) (quality.RubricSheet, error) {
	sh, err := h.scores.Rubrics(r.Context(), server.Actor(r), unitOf(r))
	if err == nil && !sh.MaySet {
		err = fault.New(fault.Denied, "ui.denied")
	}
	return sh, err
}

// setRubric stores the rubric. A button of a row, or of the sum, brings the
// form back as it is typed.
func (h handlers) setRubric(w http.ResponseWriter, r *http.Request) error {
	v := server.Form(r)
	if v.Get("do") != "" {
		c, err := h.editPage(r, &ui.Form{Values: v})
		if err != nil {
			return err
		}
		return server.Render(w, r, c)
	}
	f, err := typedRubric(r)
	if err == nil {
		_, err = h.scores.SetRubric(r.Context(), server.Actor(r), unitOf(r), f)
	}
	if err != nil {
		return server.Retry(w, r, err, h.editPage)
	}
	return server.Done(w, r, rubricsHref(unitOf(r)), "quality.rubric_set")
}

func typedRubric(r *http.Request) (quality.RubricForm, error) {
	v := server.Form(r)
	var faults fault.Form
	f := quality.RubricForm{
		Base: r.URL.Query().Get("base"), Title: v.Get("title"), Rescale: quality.Rescale(v.Get("rescale")), DocNo: v.Get("doc_no"),
		Regular:  slices.Contains(v["kinds"], string(meeting.Regular)),
		Thematic: slices.Contains(v["kinds"], string(meeting.Thematic)),
		Rows:     rowsOf(v), Bands: bandsOf(v),
	}
	f.From = server.DateField(r, &faults, "from")
	f.DocDate = string(server.DateField(r, &faults, "doc_date"))
	return f, faults.Err()
}

// rowsRead bounds the rows that are read of a form; the use case says how many
// there may be.
const rowsRead = 200

func rowsOf(v url.Values) (rows []quality.Row) {
	for i := 0; i < rowsRead && v.Has(quality.RowField(i)); i++ {
		no := strconv.Itoa(i)
		rows = append(rows, quality.Row{Key: v.Get("key_" + no), Title: v.Get(quality.RowField(i)), Points: v.Get("points_" + no), Part: v.Get("part_"+no) != ""})
	}
	return rows
}

func bandsOf(v url.Values) (bands [3]string) {
	for i := range bands {
		bands[i] = v.Get("band_" + string(quality.Bands[i]))
	}
	return bands
}

// inserted adds the row that a button asks for: "group" a criterion at the end,
// "part-3" a part below the row with that index.
func inserted(rows []quality.Row, do string) []quality.Row {
	after, part := strings.CutPrefix(do, "part-")
	i, err := strconv.Atoi(after)
	switch {
	case do == "group":
		return append(rows, quality.Row{})
	case part && err == nil && i >= 0 && i < len(rows):
		return slices.Insert(rows, i+1, quality.Row{Part: true})
	}
	return rows
}

func (h handlers) endRubricForm(w http.ResponseWriter, r *http.Request) error {
	return server.Show(w, r, h.endRubricPage)
}

func (h handlers) endRubricPage(r *http.Request, f *ui.Form) (templ.Component, error) {
	sh, err := h.settable(r)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(sh.Local, func(l quality.Local) bool { return l.Own && l.ID == r.PathValue("rubric") })
	if i < 0 {
		return nil, db.ErrNone
	}
	return endRubricPage(sh, sh.Local[i], f), nil
}

func (h handlers) endRubric(w http.ResponseWriter, r *http.Request) error {
	var faults fault.Form
	on := server.DateField(r, &faults, "on")
	err := faults.Err()
	if err == nil {
		err = h.scores.EndRubric(r.Context(), server.Actor(r), unitOf(r), r.PathValue("rubric"), server.Version(r), on)
	}
	if err != nil {
		return server.Retry(w, r, err, h.endRubricPage)
	}
	return server.Done(w, r, rubricsHref(unitOf(r)), "quality.rubric_was_ended")
}
