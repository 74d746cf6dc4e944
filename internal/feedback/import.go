package feedback

import (
	"slices"
	"strconv"
	"strings"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/intake"
	"chibo/internal/org"
	"chibo/internal/sheet"
)

// Import is what taking a list would do: the months that it counts. Its faults are at
// the columns unit, month, channel, kind and number.
type Import struct {
	intake.Outcome
	Unit   org.Unit
	Months []ImportMonth
}

// ImportMonth is a month that a list counts.
type ImportMonth struct {
	Unit     org.ID
	UnitName string
	Month    db.Date
	Counts   Counts
}

// place is a month of a unit.
type place struct {
	unit  org.ID
	month db.Date
}

// importRow is a row of a list as it was read.
type importRow struct {
	Row     int    `json:"row"`
	Unit    string `json:"unit,omitempty"`
	Month   string `json:"month"`
	Channel string `json:"channel"`
	Kind    string `json:"kind"`
	Number  string `json:"number"`
}

// cells are the columns of a row by name.
func (r *importRow) cells() map[string]*string {
	return map[string]*string{"unit": &r.Unit, "month": &r.Month, "channel": &r.Channel, "kind": &r.Kind, "number": &r.Number}
}

// importHeaders are the headings of columns, folded.
var importHeaders = map[string][]string{
	"unit":    {"don vi", "ma don vi", "ten don vi", "chi bo", "khoa, phong", "khoa phong"},
	"month":   {"thang", "thang/nam", "thoi gian", "ky"},
	"channel": {"kenh", "kenh tiep nhan", "hinh thuc", "nguon"},
	"kind":    {"loai", "loai y kien", "noi dung"},
	"number":  {"so luong", "so luot", "so", "so y kien"},
}

// Words that lists use for channels and kinds, folded.
var (
	channelWords = map[Channel][]string{
		Hotline:  {"duong day nong", "dien thoai", "hotline"},
		Box:      {"hom thu gop y", "hom thu", "hop thu gop y", "thu gop y", "box"},
		Meeting:  {"hop", "hop dan", "hoi nghi", "doi thoai", "hop hoi dong nguoi benh", "meeting"},
		Portal:   {"cong thong tin", "cong thong tin dien tu", "website", "trang thong tin dien tu", "portal"},
		InPerson: {"truc tiep", "gap truc tiep", "tiep dan", "tiep cong dan", "in person"},
	}
	kindWords = map[Kind][]string{
		Concern:  {"phan anh", "gop y", "phan nan", "khieu nai", "concern"},
		Praise:   {"khen", "khen ngoi", "cam on", "praise"},
		Proposal: {"de nghi", "kien nghi", "de xuat", "proposal"},
	}
)

// readRows finds the headings in a workbook and reads what stands below them.
func readRows(book *sheet.Book) ([]importRow, error) {
	rows, columns, ok := intake.Table(book, importHeaders, "month", "channel", "kind", "number")
	if !ok {
		return nil, fault.New(fault.Invalid, "feedback.import_no_table")
	}
	var all []importRow
	for _, row := range rows {
		r := importRow{Row: row.Number}
		if intake.Fill(row, columns, r.cells(), "unit", "month") {
			all = append(all, r)
		}
	}
	return all, nil
}

// plan gathers the months that a list counts, in their order, and finds whatever
// is wrong. A row without a unit is of the unit home.
func plan(rows []importRow, home org.Unit, units []org.Unit, counted map[place]bool, today db.Date) (all []ImportMonth, faults []intake.Fault) {
	for _, r := range rows {
		u, slot, month, n, wrong := r.read(home, units, today)
		if len(wrong) == 0 && counted[place{u.ID, month}] {
			wrong = append(wrong, r.fault("month", "feedback.import_counted"))
		}
		if len(wrong) > 0 {
			faults = append(faults, wrong...)
			continue
		}
		at := slices.IndexFunc(all, func(m ImportMonth) bool { return m.Unit == u.ID && m.Month == month })
		if at < 0 {
			at = len(all)
			all = append(all, ImportMonth{Unit: u.ID, UnitName: u.Name, Month: month, Counts: Counts{}})
		}
		if _, twice := all[at].Counts[slot]; twice {
			faults = append(faults, r.fault("number", "feedback.import_twice"))
			continue
		}
		all[at].Counts[slot] = n
	}
	return all, faults
}

// read understands a row, or says everything that is wrong with it.
func (r importRow) read(home org.Unit, units []org.Unit, today db.Date) (u org.Unit, slot Slot, month db.Date, n int, faults []intake.Fault) {
	wrong := func(column, key string, args ...any) { faults = append(faults, r.fault(column, key, args...)) }
	u = home
	if r.Unit != "" {
		switch named := named(units, r.Unit); len(named) {
		case 0:
			wrong("unit", "feedback.import_unit_unknown")
		case 1:
			u = named[0]
		default:
			wrong("unit", "feedback.import_unit_ambiguous", len(named))
		}
	}
	iso, ok := i18n.ParseDate(r.Month)
	month = db.Date(iso).Month()
	switch {
	case !ok || month == "" || month.Year() < firstYear:
		wrong("month", "feedback.month_missing")
	case month > today.Month():
		wrong("month", "feedback.month_ahead")
	}
	if slot.Channel, ok = intake.LookUp(channelWords, r.Channel); !ok {
		wrong("channel", "feedback.import_channel")
	}
	if slot.Kind, ok = intake.LookUp(kindWords, r.Kind); !ok {
		wrong("kind", "feedback.import_kind")
	}
	n, err := strconv.Atoi(r.Number)
	if err != nil || n < 0 || n > countMax {
		wrong("number", "feedback.number_invalid", countMax)
	}
	return u, slot, month, n, faults
}

// named are the units that a text means: by code, else by name.
func named(units []org.Unit, text string) (all []org.Unit) {
	for _, u := range units {
		if u.Code != "" && strings.EqualFold(u.Code, text) {
			return []org.Unit{u}
		}
		if counts(u) && i18n.Fold(u.Name) == i18n.Fold(text) {
			all = append(all, u)
		}
	}
	return all
}

func (r importRow) fault(column, key string, args ...any) intake.Fault {
	return intake.At(r.Row, column, *r.cells()[column], key, args...)
}
