package commitment

import (
	"slices"
	"strings"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/intake"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/sheet"
)

// Import is what taking a list would do: the pledges that it makes. Its faults are at
// the columns name, birth, heading, work, measure, due and result.
type Import struct {
	intake.Outcome
	Unit    org.Unit
	Year    int
	Pledges []ImportPledge
}

// ImportPledge is a pledge that a list makes.
type ImportPledge struct {
	Row    int // the first one, as Excel shows it
	Person member.ID
	Name   string // as the unit's register has it
	Items  []Item
}

// importRow is a row of a list as it was read.
type importRow struct {
	Row     int    `json:"row"`
	Name    string `json:"name"`
	Birth   string `json:"birth,omitempty"`
	Heading string `json:"heading"`
	Work    string `json:"work"`
	Measure string `json:"measure"`
	Due     string `json:"due"`
	Result  string `json:"result"`
	Formula string `json:"formula,omitempty"` // the first column with a formula whose value is not in the file
}

func (r *importRow) cells() []field {
	return []field{
		{"name", &r.Name}, {"birth", &r.Birth}, {"heading", &r.Heading}, {"work", &r.Work}, {"measure", &r.Measure}, {"due", &r.Due}, {"result", &r.Result},
	}
}

// importHeaders are the headings of columns, folded.
var importHeaders = map[string][]string{
	"name":    {"ho va ten", "ho ten", "ho va ten dang vien", "ten dang vien", "dang vien", "nguoi dang ky"},
	"birth":   {"ngay sinh", "sinh ngay", "nam sinh", "ngay thang nam sinh"},
	"heading": {"noi dung", "noi dung dang ky", "noi dung cam ket"},
	"work":    {"viec lam cu the", "viec lam", "viec lam theo", "cong viec cu the"},
	"measure": {"chi tieu", "chi tieu cu the"},
	"due":     {"thoi han", "thoi gian", "thoi gian hoan thanh", "thoi gian thuc hien"},
	"result":  {"ket qua", "ket qua thuc hien"},
}

// readRows finds the headings in a workbook and reads what stands below them. A
// row without a name goes on with the person above it.
func readRows(book *sheet.Book) ([]importRow, error) {
	rows, columns, ok := intake.Table(book, importHeaders, "name", "heading")
	if !ok {
		return nil, fault.New(fault.Invalid, "commitment.import_no_table")
	}
	return rowsBelow(rows, columns), nil
}

func rowsBelow(rows []sheet.Row, columns map[string]int) []importRow {
	var all []importRow
	for _, row := range rows {
		r, text := importRow{Row: row.Number}, ""
		for _, c := range r.cells() {
			if at, ok := columns[c.name]; ok {
				cell := row.At(at)
				*c.text = i18n.Clean(cell.Text)
				if cell.Formula && cell.Text == "" && r.Formula == "" {
					r.Formula = c.name
				}
				if c.name == "birth" && cell.Date != "" {
					*c.text = cell.Date
				}
				if c.name == "name" || limitOf(c.name) == lineMax {
					*c.text = strings.Join(strings.Fields(*c.text), " ")
				}
			}
			text += *c.text
		}
		if r.Formula == "" && (r.Heading+r.Work+r.Measure+r.Due == "" || strings.Trim(text, "0123456789 ()") == "") {
			continue // a title, a signature, or the row that numbers the columns
		}
		if r.Name == "" && len(all) > 0 {
			r.Name, r.Birth = all[len(all)-1].Name, all[len(all)-1].Birth
		}
		all = append(all, r)
	}
	return all
}

// plan matches the rows of a list with the people of a unit, and finds whatever
// is wrong. Who has a pledge of the year already is named in taken.
func plan(rows []importRow, people []member.Profile, taken []member.ID) (pledges []ImportPledge, faults []intake.Fault) {
	for _, r := range rows {
		if r.Formula != "" {
			faults = append(faults, r.fault(r.Formula, "commitment.import_formula"))
			continue
		}
		before := len(faults)
		p, wrong := r.match(people)
		faults = append(append(faults, wrong...), r.check()...)
		if len(faults) > before {
			continue
		}
		item := Item{Heading: r.Heading, Work: r.Work, Measure: r.Measure, Due: r.Due, Result: r.Result}
		at := slices.IndexFunc(pledges, func(x ImportPledge) bool { return x.Person == p.Person })
		if at < 0 {
			if slices.Contains(taken, p.Person) {
				faults = append(faults, r.fault("name", "commitment.import_exists"))
			}
			at = len(pledges)
			pledges = append(pledges, ImportPledge{Row: r.Row, Person: p.Person, Name: p.Name})
		}
		q := &pledges[at]
		switch {
		case slices.ContainsFunc(q.Items, func(i Item) bool { return sameItem(i, item) }):
			faults = append(faults, r.fault("heading", "commitment.import_twice"))
		case len(q.Items) == ItemsMax:
			faults = append(faults, r.fault("name", "commitment.items_too_many", ItemsMax))
		default:
			item.Ordinal = len(q.Items) + 1
			q.Items = append(q.Items, item)
		}
	}
	return pledges, faults
}

// sameItem reports whether two items say the same, whatever their case and marks.
func sameItem(a, b Item) bool {
	return i18n.Fold(a.Heading) == i18n.Fold(b.Heading) && i18n.Fold(a.Work) == i18n.Fold(b.Work)
}

// match finds the person of a row by name and, where it is given, birth.
func (r importRow) match(people []member.Profile) (member.Profile, []intake.Fault) {
	if r.Name == "" {
		return member.Profile{}, []intake.Fault{r.fault("name", "commitment.import_name_missing")}
	}
	var named, born []member.Profile
	birth, known := i18n.ParseDate(r.Birth)
	if r.Birth != "" && !known {
		return member.Profile{}, []intake.Fault{r.fault("birth", "commitment.import_birth_invalid")}
	}
	for _, p := range people {
		if i18n.Fold(p.Name) != i18n.Fold(r.Name) {
			continue
		}
		named = append(named, p)
		if sameBirth(p.Birth, birth) {
			born = append(born, p)
		}
	}
	switch {
	case len(named) == 0:
		return member.Profile{}, []intake.Fault{r.fault("name", "commitment.import_unknown")}
	case len(born) == 0:
		return member.Profile{}, []intake.Fault{r.fault("birth", "commitment.import_birth_other")}
	case len(born) > 1:
		return member.Profile{}, []intake.Fault{r.fault("name", "commitment.import_ambiguous", len(born))}
	}
	return born[0], nil
}

// sameBirth compares two births as far as both are known.
func sameBirth(stored db.Date, listed string) bool {
	n := min(len(stored), len(listed))
	return string(stored[:n]) == listed[:n]
}

// check finds what is wrong with the texts of a row.
func (r importRow) check() (all []intake.Fault) {
	if r.Heading == "" {
		all = append(all, r.fault("heading", "commitment.heading_missing"))
	}
	for _, c := range r.cells()[2:] { // the texts of an item
		if key, args := unsayable(*c.text, limitOf(c.name)); key != "" {
			all = append(all, r.fault(c.name, key, args...))
		}
	}
	return all
}

func (r importRow) fault(column, key string, args ...any) intake.Fault {
	value := ""
	for _, c := range r.cells() {
		if c.name == column {
			value = *c.text
		}
	}
	return intake.At(r.Row, column, value, key, args...)
}
