package admission

import (
	"errors"
	"slices"
	"strings"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/intake"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/sheet"
)

// Import is what taking a list of former years would do: the admissions that it
// enters. Its faults are at the columns of importRow.
type Import struct {
	intake.Outcome
	Unit org.Unit
	Past []ImportPast
}

// ImportPast is an admission that a list enters, with the name of its cell.
type ImportPast struct {
	member.Past
	Cell string
}

// importRow is a row of a list as it was read.
type importRow struct {
	Row       int    `json:"row"`
	Name      string `json:"name"`
	Birth     string `json:"birth,omitempty"`
	Cell      string `json:"cell,omitempty"`
	Nominated string `json:"nominated,omitempty"`
	Decided   string `json:"decided,omitempty"`
	Number    string `json:"number,omitempty"`
	Admitted  string `json:"admitted"`
	Official  string `json:"official,omitempty"`
	Mentor    string `json:"mentor,omitempty"`
}

// cells are the columns of a row by name.
func (r *importRow) cells() map[string]*string {
	return map[string]*string{
		"name": &r.Name, "birth": &r.Birth, "cell": &r.Cell, "nominated": &r.Nominated, "decided": &r.Decided, "number": &r.Number, "admitted": &r.Admitted,
		"official": &r.Official, "mentor": &r.Mentor,
	}
}

func (r importRow) fault(column, key string, args ...any) intake.Fault {
	return intake.At(r.Row, column, *r.cells()[column], key, args...)
}

// importHeaders are the headings of columns, folded.
var importHeaders = map[string][]string{
	"name":      {"ho va ten", "ho ten", "ho va ten dang vien", "dang vien", "dang vien moi", "quan chung", "nguoi duoc ket nap"},
	"birth":     {"ngay sinh", "nam sinh", "ngay thang nam sinh", "sinh ngay"},
	"cell":      {"chi bo", "don vi", "ma don vi", "ma chi bo", "to chuc dang dang sinh hoat", "noi ket nap", "chi bo ket nap"},
	"nominated": {"ngay gioi thieu", "ngay de nghi", "ngay chi bo de nghi", "ngay nghi quyet chi bo", "ngay vao nguon"},
	"decided":   {"ngay quyet dinh", "ngay qd", "ngay quyet dinh ket nap", "ngay qd ket nap"},
	"number":    {"so quyet dinh", "so qd", "quyet dinh so", "so quyet dinh ket nap", "so qd ket nap"},
	"admitted":  {"ngay ket nap", "ngay vao dang", "ngay vao dang (du bi)", "ngay kn", "ngay to chuc le ket nap", "ngay le ket nap", "le ket nap"},
	"official":  {"ngay chinh thuc", "ngay ct", "ngay vao dang chinh thuc", "ngay cong nhan", "ngay cong nhan chinh thuc"},
	"mentor":    {"nguoi giup do", "dang vien giup do", "nguoi gioi thieu", "dang vien gioi thieu", "dang vien chinh thuc giup do", "nguoi huong dan"},
}

// readRows finds the headings in a workbook and reads what stands below them.
func readRows(book *sheet.Book) ([]importRow, error) {
	rows, columns, ok := intake.Table(book, importHeaders, "name", "admitted")
	if !ok {
		return nil, fault.New(fault.Invalid, "admission.import_no_table")
	}
	var all []importRow
	for _, row := range rows {
		r := importRow{Row: row.Number}
		if intake.Fill(row, columns, r.cells(), "name", "birth", "nominated", "decided", "admitted", "official") && r.Name+r.Admitted != "" {
			all = append(all, r)
		}
	}
	return all, nil
}

// namesOf are the names in a list, folded, each once.
func namesOf(rows []importRow) (names []string) {
	for _, r := range rows {
		names = append(names, i18n.Fold(r.Name))
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// registry is what the rows of a list are matched with.
type registry struct {
	unit  org.Unit
	cells []org.Unit    // the unit, or those under it
	ever  []member.Ever // who of these names ever belonged to the cells
	known []member.Past // what was entered of these names before
	today db.Date
}

// plan makes admissions of the rows of a list, and finds whatever is wrong.
func (g registry) plan(rows []importRow) (all []ImportPast, faults []intake.Fault) {
	for _, r := range rows {
		p, wrong := r.read(g.today)
		cell, more := g.cell(r)
		if wrong = append(more, wrong...); len(wrong) == 0 {
			p.Unit = cell.ID
			wrong = g.match(r, &p)
		}
		if len(wrong) > 0 {
			faults = append(faults, wrong...)
			continue
		}
		g.known = append(g.known, p)
		all = append(all, ImportPast{p, cell.Name})
	}
	return all, faults
}

// read understands a row, or says everything that is wrong with it.
func (r importRow) read(today db.Date) (p member.Past, faults []intake.Fault) {
	var typed fault.Form
	p = member.Past{Name: r.Name, DecisionNo: r.Number, Mentor: r.Mentor}
	if p.Name == "" {
		typed.Add("name", "admission.import_name_missing")
	}
	for _, column := range []string{"name", "number", "mentor"} {
		meeting.Sayable(&typed, column, *r.cells()[column], lineMax)
	}
	dates := []struct {
		column string
		to     *db.Date
	}{{"birth", &p.Birth}, {"nominated", &p.NominatedOn}, {"decided", &p.DecidedOn}, {"admitted", &p.AdmittedOn}, {"official", &p.OfficialOn}}
	last := db.Date("")
	for _, d := range dates {
		text := *r.cells()[d.column]
		iso, ok := i18n.ParseDate(text)
		*d.to = db.Date(iso)
		switch n := min(len(last), len(*d.to)); {
		case d.column == "admitted" && text == "":
			typed.Add(d.column, "admission.import_day_missing")
		case !ok && text != "":
			typed.Add(d.column, "admission.import_day_unread")
		case *d.to > today:
			typed.Add(d.column, "admission.day_ahead", today)
		case (*d.to)[:n] < last[:n] && *d.to != "":
			typed.Add(d.column, "admission.day_before", last)
		case *d.to != "":
			last = *d.to
		}
	}
	var e *fault.Error
	if errors.As(typed.Err(), &e) {
		for _, f := range e.Fields {
			faults = append(faults, r.fault(f.Name, f.Key, f.Args...))
		}
	}
	return p, faults
}

// cell finds the cell that a row names, by code or name: the unit itself where it
// names none.
func (g registry) cell(r importRow) (org.Unit, []intake.Fault) {
	if r.Cell == "" {
		if g.unit.Kind.Holds {
			return g.unit, nil
		}
		return org.Unit{}, []intake.Fault{r.fault("cell", "admission.import_cell_missing")}
	}
	var found []org.Unit
	for _, u := range g.cells {
		if u.Code != "" && strings.EqualFold(u.Code, r.Cell) {
			return u, nil
		}
		if i18n.Fold(u.Name) == i18n.Fold(r.Cell) {
			found = append(found, u)
		}
	}
	switch len(found) {
	case 0:
		return org.Unit{}, []intake.Fault{r.fault("cell", "admission.import_cell_unknown")}
	case 1:
		return found[0], nil
	}
	return org.Unit{}, []intake.Fault{r.fault("cell", "admission.import_cell_ambiguous", len(found))}
}

// match finds the member whom a row means: what it says of him agrees with his record.
// Nobody is entered twice.
func (g registry) match(r importRow, p *member.Past) []intake.Fault {
	if slices.ContainsFunc(g.known, func(k member.Past) bool {
		n := min(len(k.Birth), len(p.Birth))
		return k.Unit == p.Unit && i18n.Fold(k.Name) == i18n.Fold(p.Name) && k.AdmittedOn == p.AdmittedOn && k.Birth[:n] == p.Birth[:n]
	}) {
		return []intake.Fault{r.fault("name", "admission.import_known")}
	}
	meant := member.Meant(g.ever, p.Unit, p.Name, p.Birth)
	if len(meant) == 0 {
		return nil
	}
	p.Person = meant[0].Person
	if slices.ContainsFunc(meant, func(e member.Ever) bool { return e.Person != p.Person }) {
		return []intake.Fault{r.fault("name", "admission.import_people")}
	}
	on := meant[0].AdmittedOn
	n := min(len(on), len(p.AdmittedOn))
	switch {
	case on == "":
		return []intake.Fault{r.fault("admitted", "admission.import_unrecorded")}
	case on[:n] != p.AdmittedOn[:n]:
		return []intake.Fault{r.fault("admitted", "admission.import_differs", i18n.Short(string(on)))}
	case !slices.ContainsFunc(meant, func(e member.Ever) bool { return e.Covers(on) }):
		return []intake.Fault{r.fault("admitted", "admission.import_came_later", i18n.Short(string(meant[0].From)))}
	}
	return nil
}
