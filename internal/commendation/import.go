package commendation

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/intake"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/sheet"
)

// Import is what taking a list would do: the awards that it enters. Its faults are at
// the columns of importRow.
type Import struct {
	intake.Outcome
	Unit   org.Unit
	Awards []ImportAward
}

// ImportAward is an award that a list enters. It is Named where its subject is
// neither an organisation nor a member here, and stands in the register by the
// name alone.
type ImportAward struct {
	Award
	Named bool
}

// importRow is a row of a list as it was read.
type importRow struct {
	Row      int    `json:"row"`
	Name     string `json:"name"`
	Birth    string `json:"birth,omitempty"`
	Kind     string `json:"kind,omitempty"`
	Form     string `json:"form"`
	Title    string `json:"title,omitempty"`
	Level    string `json:"level"`
	Giver    string `json:"giver"`
	Number   string `json:"number,omitempty"`
	On       string `json:"on"`
	Occasion string `json:"occasion"`
	Year     string `json:"year,omitempty"`
	Years    string `json:"years,omitempty"`
	Reason   string `json:"reason,omitempty"`
}

// cells are the columns of a row by name.
func (r *importRow) cells() map[string]*string {
	return map[string]*string{
		"name": &r.Name, "birth": &r.Birth, "kind": &r.Kind, "form": &r.Form, "title": &r.Title, "level": &r.Level, "giver": &r.Giver, "number": &r.Number,
		"on": &r.On, "occasion": &r.Occasion, "year": &r.Year, "years": &r.Years, "reason": &r.Reason,
	}
}

func (r importRow) fault(column, key string, args ...any) intake.Fault {
	return intake.At(r.Row, column, *r.cells()[column], key, args...)
}

// importHeaders are the headings of columns, folded.
var importHeaders = map[string][]string{
	"name":     {"ho va ten", "ho ten", "ten", "tap the, ca nhan", "tap the/ca nhan", "ten tap the, ca nhan", "doi tuong", "don vi, ca nhan"},
	"birth":    {"ngay sinh", "nam sinh", "ngay thang nam sinh"},
	"kind":     {"loai", "loai doi tuong"},
	"form":     {"hinh thuc", "hinh thuc khen thuong", "hinh thuc khen"},
	"title":    {"danh hieu", "ten khen thuong", "noi dung khen"},
	"level":    {"cap", "cap khen", "cap khen thuong", "cap quyet dinh"},
	"giver":    {"co quan quyet dinh", "co quan ban hanh", "noi quyet dinh", "cap quyet dinh khen thuong"},
	"number":   {"so quyet dinh", "so qd", "quyet dinh so"},
	"on":       {"ngay quyet dinh", "ngay qd", "ngay", "ngay ky"},
	"occasion": {"dip", "dip khen", "loai hinh", "loai hinh khen thuong"},
	"year":     {"nam", "nam khen", "nam khen thuong"},
	"years":    {"so nam"},
	"reason":   {"thanh tich", "ly do", "ly do khen"},
}

// Words that lists use, folded.
var (
	kindWords = map[Kind][]string{Collective: {"tap the", "collective"}, Individual: {"ca nhan", "individual"}}
	formLists = map[Form][]string{
		Praise: {"bieu duong"}, Certificate: {"giay khen"}, InARow: {"giay khen tieu bieu 5 nam lien", "giay khen 5 nam lien", "giay khen tieu bieu nam nam lien"},
		Diploma: {"bang khen"}, Banner: {"co", "co thi dua"}, Badge: {"huy hieu"}, Keepsake: {"ky niem chuong"},
	}
	levelWords = map[Level][]string{
		ByCell: {"chi bo"}, BySection: {"dang uy bo phan", "dang bo bo phan", "bo phan"}, ByBase: {"dang uy co so", "dang bo co so", "chi bo co so", "co so"},
		ByDepartment: {"so, nganh", "so", "nganh", "cap so"}, ByBloc: {"khoi thi dua", "khoi", "cum thi dua"},
		BySuperior: {"dang uy cap tren truc tiep", "cap tren truc tiep", "cap tren", "huyen uy", "quan uy", "thanh uy truc thuoc", "dang uy cap tren"},
		ByProvince: {"cap tinh, thanh pho", "tinh", "cap tinh", "tinh uy", "thanh uy", "thanh pho"}, ByCentral: {"trung uong", "cap trung uong", "nha nuoc", "cap nha nuoc"},
	}
	occasionLists = map[Occasion][]string{
		Yearly: {"hang nam", "tong ket nam", "thuong xuyen"}, Irregular: {"dot xuat"}, Campaign: {"phong trao, chuyen de", "phong trao", "chuyen de"},
		Period: {"giai doan nhieu nam", "giai doan", "nhieu nam"},
	}
)

// readRows finds the headings in a workbook and reads what stands below them.
func readRows(book *sheet.Book) ([]importRow, error) {
	rows, columns, ok := intake.Table(book, importHeaders, "name", "form", "level", "giver", "on", "occasion")
	if !ok {
		return nil, fault.New(fault.Invalid, "commendation.import_no_table")
	}
	var all []importRow
	for _, row := range rows {
		r := importRow{Row: row.Number}
		if intake.Fill(row, columns, r.cells(), "name", "on", "birth") {
			all = append(all, r)
		}
	}
	return all, nil
}

// formOf reads a form: a word of its own, or one with which the text begins; the
// rest of it is how the decision words it.
func formOf(text string) (form Form, title string) {
	folded, longest := i18n.Fold(text), ""
	for f, words := range formLists {
		for _, w := range words {
			if (folded == w || strings.HasPrefix(folded, w+" ")) && len(w) > len(longest) {
				form, longest = f, w
			}
		}
	}
	switch {
	case form == "":
		return Other, text
	case folded == longest:
		return form, ""
	}
	return form, text
}

// registry is what the rows of a list are matched with.
type registry struct {
	unit   org.Unit
	names  bool          // the actor may enter people
	people []member.Stay // everybody who ever belonged to the unit
	places []placeName   // every name that the unit and those under it ever had
	known  map[entryKey]bool
	today  db.Date
}

// entryKey is what no two entries have in common.
type entryKey struct {
	subject string
	form    Form
	level   Level
	year    int
	on      db.Date
}

// plan makes awards of the rows of a list, and finds whatever is wrong.
func (g registry) plan(rows []importRow) (all []ImportAward, faults []intake.Fault) {
	for _, r := range rows {
		f, wrong := r.form(g.today)
		a := ImportAward{Award: Award{Merit: f.Merit, Giver: f.Giver, Number: f.Number, GrantedOn: f.On}}
		p, named, more := g.subject(r, f.On)
		if wrong = append(more, wrong...); len(wrong) > 0 {
			faults = append(faults, wrong...)
			continue
		}
		a.Subject, a.Unit, a.Named = p.Subject, p.register, named
		key := entryKey{a.Key, a.Form, a.Level, a.Year, a.GrantedOn}
		if g.known[key] {
			faults = append(faults, r.fault("name", "commendation.entered_already", a.Name))
			continue
		}
		g.known[key] = true
		all = append(all, a)
	}
	return all, faults
}

// form reads a row as a form that was typed, with what is wrong in it.
func (r importRow) form(today db.Date) (f AwardForm, faults []intake.Fault) {
	f.Form, f.Title = formOf(r.Form)
	if r.Title != "" {
		f.Title = r.Title
	}
	f.Level, _ = intake.LookUp(levelWords, r.Level)
	f.Occasion, _ = intake.LookUp(occasionLists, r.Occasion)
	on, _ := i18n.ParseDate(r.On)
	f.Decision = Decision{Giver: r.Giver, Number: r.Number, On: db.Date(on)}
	f.Reason = r.Reason
	var typed fault.Form
	for column, to := range map[string]*int{"year": &f.Year, "years": &f.Years} {
		text := *r.cells()[column]
		n, err := strconv.Atoi(text)
		if *to = n; text != "" && err != nil {
			*to = -1
		}
	}
	f.check(&typed, today)
	return f, r.faults(typed)
}

// faults are those of a form, at the columns of the row.
func (r importRow) faults(typed fault.Form) (all []intake.Fault) {
	var e *fault.Error
	if errors.As(typed.Err(), &e) {
		for _, field := range e.Fields {
			all = append(all, r.fault(field.Name, field.Key, field.Args...))
		}
	}
	return all
}

// subject finds whom a row commends: an organisation as it was called on the day
// or at another time, a member of now or of before, else what the row says it is,
// by its name alone.
func (g registry) subject(r importRow, on db.Date) (p placed, named bool, faults []intake.Fault) {
	kind, told := intake.LookUp(kindWords, r.Kind)
	var wrong fault.Form
	sayable(&wrong, "name", r.Name, nameMax)
	if r.Name == "" {
		wrong.Add("name", "commendation.import_name_missing")
	}
	if r.Kind != "" && !told {
		wrong.Add("kind", "commendation.kind_missing")
	}
	if faults := r.faults(wrong); len(faults) > 0 {
		return p, false, faults
	}
	if kind != Individual {
		place, n := g.place(r.Name, on)
		switch {
		case n > 1:
			return p, false, []intake.Fault{r.fault("name", "commendation.import_units", n)}
		case n == 1:
			return placed{Subject{Kind: Collective, Key: string(place.unit), About: place.unit, Name: r.Name}, place.unit}, false, nil
		}
	}
	if kind != Collective {
		found := g.named(r)
		switch {
		case len(found) > 1:
			return p, false, []intake.Fault{r.fault("name", "commendation.import_people", len(found))}
		case len(found) == 1:
			return placed{Subject{Kind: Individual, Key: string(found[0].Person), Person: found[0].Person, Name: found[0].Name}, g.unit.ID}, false, nil
		}
	}
	switch {
	case !told:
		faults = append(faults, r.fault("kind", "commendation.import_kind"))
	case kind == Individual && !g.names:
		faults = append(faults, r.fault("name", "commendation.names_below"))
	}
	return placed{Subject{Kind: kind, Key: keyOf(kind, g.unit.ID, r.Name), Name: r.Name}, g.unit.ID}, true, faults
}

// named are the people whom a row means: by name and, where it is given, birth.
func (g registry) named(r importRow) (found []member.Stay) {
	birth, _ := i18n.ParseDate(r.Birth)
	for _, p := range g.people {
		n := min(len(p.Birth), len(birth))
		if i18n.Fold(p.Name) == i18n.Fold(r.Name) && string(p.Birth[:n]) == birth[:n] {
			found = append(found, p)
		}
	}
	return found
}

// place finds the organisation of a name: that which bore it on the day, else any
// that bore it at another time and stood on the day. n is how many there are.
func (g registry) place(name string, on db.Date) (found placeName, n int) {
	for _, then := range []bool{true, false} {
		units := map[org.ID]bool{}
		for _, p := range g.places {
			if i18n.Fold(p.name) == i18n.Fold(name) && (!then || p.from <= on && (p.to == "" || on < p.to)) && g.stood(p.unit, on) {
				found, units[p.unit] = p, true
			}
		}
		if len(units) > 0 {
			return found, len(units)
		}
	}
	return found, 0
}

// stood reports whether an organisation existed on a day.
func (g registry) stood(unit org.ID, on db.Date) bool {
	return slices.ContainsFunc(g.places, func(p placeName) bool { return p.unit == unit && p.from <= on && (p.to == "" || on < p.to) })
}
