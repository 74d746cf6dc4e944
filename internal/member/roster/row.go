package roster

import (
	"cmp"
	"strings"
	"unicode"
	"unicode/utf8"

	"chibo/internal/sheet"
)

const (
	maxCell = 1000 // characters of any cell
	maxName = 100  // characters of a name
	shown   = 80   // characters of a value in a fault
)

// rowReader is one member while the cells are read.
type rowReader struct {
	*reader
	row    Row
	faults []Fault

	surname, given string
	column         Column // the one being read
	number         bool   // its value was stored as a number
}

// read makes a member of a row, with everything that is wrong in it.
func (r *reader) read(row sheet.Row) (Row, []Fault) {
	m := &rowReader{reader: r, row: Row{Row: row.Number}}
	for _, column := range r.roster.Columns {
		if column.Field == "" {
			continue
		}
		m.column = column
		if cell := row.At(column.Index); m.readable(cell) {
			m.cell(cell)
		}
	}
	m.settle()
	for _, f := range m.faults {
		m.row.Faulty = m.row.Faulty || !f.Warning
	}
	return m.row, m.faults
}

// fault notes what is wrong in the cell being read.
func (m *rowReader) fault(value, key string, args ...any) {
	if m.column.Field == Card || m.column.Field == OldCard {
		value = ""
	}
	m.note(Fault{Column: m.column.Header, Value: shorten(value), Key: key, Args: args})
}

// warn notes what a person should look at.
func (m *rowReader) warn(value, key string, args ...any) {
	m.fault(value, key, args...)
	m.faults[len(m.faults)-1].Warning = true
}

func (m *rowReader) note(f Fault) {
	f.Row = m.row.Row
	m.faults = append(m.faults, f)
}

// shorten cuts a value for showing.
func shorten(s string) string {
	if utf8.RuneCountInString(s) <= shown {
		return s
	}
	return string([]rune(s)[:shown]) + "…"
}

// readable reports that a cell has a value that may be read.
func (m *rowReader) readable(cell sheet.Cell) bool {
	switch {
	case cell.FromLeft && m.column.Field != Unit:
		return false
	case cell.Error:
		m.fault(cell.Text, "roster.cell_error")
	case cell.Formula && cell.Text == "":
		m.fault("", "roster.formula_without_value")
	case len(cell.Text) > maxCell && utf8.RuneCountInString(cell.Text) > maxCell:
		m.fault(cell.Text, "roster.cell_too_long", maxCell)
	default:
		return strings.Trim(cell.Text, "-–—._ \n") != ""
	}
	return false
}

// cell gives a cell's value, or the parts of it, to the facts of its column.
func (m *rowReader) cell(cell sheet.Cell) {
	m.number = cell.Number
	targets := m.column.targets
	if len(targets) == 1 {
		m.set(targets[0], cell.Text, cell.Date)
		return
	}
	parts, rest := split(targets, cell.Text)
	for i, part := range parts {
		if part != "" {
			m.set(targets[i], part, "")
		}
	}
	if len(rest) > 0 {
		m.warn(strings.Join(rest, "; "), "roster.cell_parts")
	}
}

// set takes one value for one fact.
func (m *rowReader) set(t fieldTarget, text, date string) {
	if into := m.dateOf(t.field); into != nil {
		m.setDate(into, t, text, date)
		return
	}
	text = strings.ReplaceAll(text, "\n", " ")
	if place := m.placeOf(t.field); place != nil {
		place.set(t.part, text)
		return
	}
	if place := textFields[t.field]; place != nil {
		into := place(&m.row)
		if *into == "" {
			*into = text
		} else if t.field == Notes {
			*into += "; " + text
		}
		return
	}
	m.setWord(t, text, date)
}

// setWord takes the values that are more than text.
func (m *rowReader) setWord(t fieldTarget, text, date string) {
	switch t.field {
	case Surname:
		m.surname = text
	case Given:
		m.given = text
	case Sex:
		m.setSex(t.sex, text)
	case Status:
		m.setStatus(text)
	case State:
		m.setState(text)
	case Exempt:
		m.setExempt(text, date)
	case MovedOut:
		m.setLeaving(&m.row.MovedOut, StateTransferred, text, date)
	case Deceased:
		m.setLeaving(&m.row.Deceased, StateDeceased, text, date)
	case Left:
		m.setLeaving(&m.row.Left, leaving(text), text, date)
	case Card:
		m.setCard(text)
	case OldCard:
		m.row.OldCard = oldCard(text, m.number)
	case Phone:
		m.row.Phone = phone(text)
	}
}

// dateOf gives the place of a fact that is a date.
func (m *rowReader) dateOf(f Field) *string {
	switch f {
	case Birth:
		return &m.row.Birth
	case Admitted:
		return &m.row.Admitted
	case Official:
		return &m.row.Official
	case CardOn:
		return &m.row.CardOn
	case StateOn:
		return &m.row.StateOn
	}
	return nil
}

// placeOf gives the place of a fact that is a place.
func (m *rowReader) placeOf(f Field) *Place {
	switch f {
	case Birthplace:
		return &m.row.Birthplace
	case Hometown:
		return &m.row.Hometown
	case Residence:
		return &m.row.Residence
	}
	return nil
}

// textFields are the facts that are a text and nothing more.
var textFields = map[Field]func(*Row) *string{
	Name:          func(r *Row) *string { return &r.Name },
	BirthName:     func(r *Row) *string { return &r.BirthName },
	Alias:         func(r *Row) *string { return &r.Alias },
	Ethnicity:     func(r *Row) *string { return &r.Ethnicity },
	Religion:      func(r *Row) *string { return &r.Religion },
	Unit:          func(r *Row) *string { return &r.Unit },
	CardPlace:     func(r *Row) *string { return &r.CardPlace },
	FileNumber:    func(r *Row) *string { return &r.FileNumber },
	Badge:         func(r *Row) *string { return &r.Badge },
	PartyPost:     func(r *Row) *string { return &r.PartyPost },
	Post:          func(r *Row) *string { return &r.Post },
	Job:           func(r *Row) *string { return &r.Job },
	FormerJob:     func(r *Row) *string { return &r.FormerJob },
	Department:    func(r *Row) *string { return &r.Department },
	Service:       func(r *Row) *string { return &r.Service },
	Schooling:     func(r *Row) *string { return &r.Schooling },
	Qualification: func(r *Row) *string { return &r.Qualification },
	Language:      func(r *Row) *string { return &r.Language },
	Computing:     func(r *Row) *string { return &r.Computing },
	Theory:        func(r *Row) *string { return &r.Theory },
	Email:         func(r *Row) *string { return &r.Email },
	MovedIn:       func(r *Row) *string { return &r.MovedIn },
	Notes:         func(r *Row) *string { return &r.Notes },
}

// setDate takes a date; a column for two sexes also tells the sex. Two dates
// in a cell of admission are admission and recognition.
func (m *rowReader) setDate(into *string, t fieldTarget, text, date string) {
	iso, wrong := date, ""
	if iso == "" {
		iso, wrong = ParseDate(text)
	}
	if wrong != "" && SaysNothing(text) {
		return
	}
	if wrong != "" && t.field == Admitted {
		if both := datePattern.FindAllString(text, -1); len(both) == 2 && m.row.Official == "" {
			m.setDate(&m.row.Official, fieldTarget{field: Official}, both[1], "")
			iso, wrong = ParseDate(both[0])
		}
	}
	switch {
	case wrong != "":
		m.fault(text, wrong)
	case iso == "":
	case m.opts.Today != "" && after(iso, m.opts.Today):
		m.fault(text, "roster.date_future")
	case iso[:4] < "1880" || iso[:4] > "2100":
		m.fault(text, "roster.date_year")
	default:
		if t.sex != "" && m.row.Sex == "" {
			m.row.Sex = t.sex
		}
		if *into == "" {
			*into = iso
		}
	}
}

// settle judges the member as a whole.
func (m *rowReader) settle() {
	if m.row.Name == "" {
		m.row.Name = strings.TrimSpace(m.surname + " " + m.given)
	}
	m.checkName()
	if m.onlyNu && m.row.Sex == "" {
		m.row.Sex = "male"
	}
	m.checkOrder(Admitted, m.row.Birth, m.row.Admitted, "roster.admitted_before_birth")
	m.checkOrder(Official, m.row.Admitted, m.row.Official, "roster.official_before_admitted")
	if m.row.Admitted == "" {
		m.checkOrder(Official, m.row.Birth, m.row.Official, "roster.admitted_before_birth")
	}
	m.settleStatus()
	if m.row.Name == "" {
		return
	}
	if first, sure := m.twice(m.row); first != 0 {
		if sure {
			m.fault(m.row.Name, "roster.duplicate", first)
		} else {
			m.warn(m.row.Name, "roster.duplicate_name", first)
		}
	}
}

// checkOrder wants the second date not to be before the first.
func (m *rowReader) checkOrder(of Field, first, second, key string) {
	if first != "" && second != "" && after(first, second) {
		m.note(Fault{Column: cmp.Or(m.headers[of], m.headers[Admitted]), Value: dayFirst(second), Key: key, Args: []any{dayFirst(first)}})
	}
}

// checkName wants a name of letters.
func (m *rowReader) checkName() {
	m.column = Column{Header: cmp.Or(m.headers[Name], m.nameHeader())}
	name, letters := m.row.Name, 0
	for _, r := range name {
		switch {
		case unicode.IsLetter(r):
			letters++
		case unicode.In(r, unicode.S, unicode.Co, unicode.Cn), strings.ContainsRune(`<>{}[]|\/"@#%&?!;:`, r):
			m.fault(name, "roster.name_sign", string(r))
			return
		}
	}
	switch {
	case name == "":
		m.fault("", "roster.name_missing")
	case letters == 0:
		m.fault(name, "roster.name_letters")
	case utf8.RuneCountInString(name) > maxName:
		m.fault(name, "roster.name_too_long", maxName)
	}
}

// nameHeader is the heading to show for a member without a name.
func (m *rowReader) nameHeader() string {
	for _, c := range m.roster.Columns {
		if c.Index == m.name {
			return c.Header
		}
	}
	return ""
}
