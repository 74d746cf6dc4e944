package member

import (
	"cmp"
	"strings"
	"unicode"
	"unicode/utf8"

	"chibo/internal/sheet"
)

const (
	rosterMaxCell = 1000 // characters of any cell
	rosterMaxName = 100  // characters of a name
	rosterShown   = 80   // characters of a value in a fault
)

// rosterRead is one member while the cells are read.
type rosterRead struct {
	*rosterReader
	row    RosterRow
	faults []RosterFault

	surname, given string
	column         RosterColumn // the one being read
	number         bool         // its value was stored as a number
}

// read makes a member of a row, with everything that is wrong in it.
func (r *rosterReader) read(row sheet.Row) (RosterRow, []RosterFault) {
	m := &rosterRead{rosterReader: r, row: RosterRow{Row: row.Number}}
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
func (m *rosterRead) fault(value, key string, args ...any) {
	if m.column.Field == RosterCard || m.column.Field == RosterOldCard {
		value = ""
	}
	m.note(RosterFault{Column: m.column.Header, Value: rosterShort(value), Key: key, Args: args})
}

// warn notes what a person should look at.
func (m *rosterRead) warn(value, key string, args ...any) {
	m.fault(value, key, args...)
	m.faults[len(m.faults)-1].Warning = true
}

func (m *rosterRead) note(f RosterFault) {
	f.Row = m.row.Row
	m.faults = append(m.faults, f)
}

// rosterShort cuts a value for showing.
func rosterShort(s string) string {
	if utf8.RuneCountInString(s) <= rosterShown {
		return s
	}
	return string([]rune(s)[:rosterShown]) + "…"
}

// readable reports that a cell has a value that may be read.
func (m *rosterRead) readable(cell sheet.Cell) bool {
	switch {
	case cell.FromLeft && m.column.Field != RosterUnit:
		return false
	case cell.Error:
		m.fault(cell.Text, "roster.cell_error")
	case cell.Formula && cell.Text == "":
		m.fault("", "roster.formula_without_value")
	case len(cell.Text) > rosterMaxCell && utf8.RuneCountInString(cell.Text) > rosterMaxCell:
		m.fault(cell.Text, "roster.cell_too_long", rosterMaxCell)
	default:
		return strings.Trim(cell.Text, "-–—._ \n") != ""
	}
	return false
}

// cell gives a cell's value, or the parts of it, to the facts of its column.
func (m *rosterRead) cell(cell sheet.Cell) {
	m.number = cell.Number
	targets := m.column.targets
	if len(targets) == 1 {
		m.set(targets[0], cell.Text, cell.Date)
		return
	}
	parts, rest := rosterSplit(targets, cell.Text)
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
func (m *rosterRead) set(t rosterTarget, text, date string) {
	if into := m.dateOf(t.field); into != nil {
		m.setDate(into, t, text, date)
		return
	}
	text = strings.ReplaceAll(text, "\n", " ")
	if place := m.placeOf(t.field); place != nil {
		place.set(t.part, text)
		return
	}
	if place := rosterTexts[t.field]; place != nil {
		into := place(&m.row)
		if *into == "" {
			*into = text
		} else if t.field == RosterNotes {
			*into += "; " + text
		}
		return
	}
	m.setWord(t, text, date)
}

// setWord takes the values that are more than text.
func (m *rosterRead) setWord(t rosterTarget, text, date string) {
	switch t.field {
	case RosterSurname:
		m.surname = text
	case RosterGiven:
		m.given = text
	case RosterSex:
		m.setSex(t.sex, text)
	case RosterStatus:
		m.setStatus(text)
	case RosterState:
		m.setState(text)
	case RosterExempt:
		m.setExempt(text, date)
	case RosterMovedOut:
		m.setLeaving(&m.row.MovedOut, RosterStateTransferred, text, date)
	case RosterDeceased:
		m.setLeaving(&m.row.Deceased, RosterStateDeceased, text, date)
	case RosterLeft:
		m.setLeaving(&m.row.Left, rosterLeaving(text), text, date)
	case RosterCard:
		m.setCard(text)
	case RosterOldCard:
		m.row.OldCard = rosterOldCard(text, m.number)
	case RosterPhone:
		m.row.Phone = rosterPhone(text)
	}
}

// dateOf gives the place of a fact that is a date.
func (m *rosterRead) dateOf(f RosterField) *string {
	switch f {
	case RosterBirth:
		return &m.row.Birth
	case RosterAdmitted:
		return &m.row.Admitted
	case RosterOfficial:
		return &m.row.Official
	case RosterCardOn:
		return &m.row.CardOn
	case RosterStateOn:
		return &m.row.StateOn
	}
	return nil
}

// placeOf gives the place of a fact that is a place.
func (m *rosterRead) placeOf(f RosterField) *RosterPlace {
	switch f {
	case RosterBirthplace:
		return &m.row.Birthplace
	case RosterHometown:
		return &m.row.Hometown
	case RosterResidence:
		return &m.row.Residence
	}
	return nil
}

// rosterTexts are the facts that are a text and nothing more.
var rosterTexts = map[RosterField]func(*RosterRow) *string{
	RosterName:          func(r *RosterRow) *string { return &r.Name },
	RosterBirthName:     func(r *RosterRow) *string { return &r.BirthName },
	RosterAlias:         func(r *RosterRow) *string { return &r.Alias },
	RosterEthnicity:     func(r *RosterRow) *string { return &r.Ethnicity },
	RosterReligion:      func(r *RosterRow) *string { return &r.Religion },
	RosterUnit:          func(r *RosterRow) *string { return &r.Unit },
	RosterCardPlace:     func(r *RosterRow) *string { return &r.CardPlace },
	RosterFileNumber:    func(r *RosterRow) *string { return &r.FileNumber },
	RosterBadge:         func(r *RosterRow) *string { return &r.Badge },
	RosterPartyPost:     func(r *RosterRow) *string { return &r.PartyPost },
	RosterPost:          func(r *RosterRow) *string { return &r.Post },
	RosterJob:           func(r *RosterRow) *string { return &r.Job },
	RosterFormerJob:     func(r *RosterRow) *string { return &r.FormerJob },
	RosterDepartment:    func(r *RosterRow) *string { return &r.Department },
	RosterService:       func(r *RosterRow) *string { return &r.Service },
	RosterSchooling:     func(r *RosterRow) *string { return &r.Schooling },
	RosterQualification: func(r *RosterRow) *string { return &r.Qualification },
	RosterLanguage:      func(r *RosterRow) *string { return &r.Language },
	RosterComputing:     func(r *RosterRow) *string { return &r.Computing },
	RosterTheory:        func(r *RosterRow) *string { return &r.Theory },
	RosterEmail:         func(r *RosterRow) *string { return &r.Email },
	RosterMovedIn:       func(r *RosterRow) *string { return &r.MovedIn },
	RosterNotes:         func(r *RosterRow) *string { return &r.Notes },
}

// setDate takes a date; a column for two sexes also tells the sex. Two dates
// in a cell of admission are admission and recognition.
func (m *rosterRead) setDate(into *string, t rosterTarget, text, date string) {
	iso, wrong := date, ""
	if iso == "" {
		iso, wrong = ParseRosterDate(text)
	}
	if wrong != "" && rosterNothing(text) {
		return
	}
	if wrong != "" && t.field == RosterAdmitted {
		if both := rosterDates.FindAllString(text, -1); len(both) == 2 && m.row.Official == "" {
			m.setDate(&m.row.Official, rosterTarget{field: RosterOfficial}, both[1], "")
			iso, wrong = ParseRosterDate(both[0])
		}
	}
	switch {
	case wrong != "":
		m.fault(text, wrong)
	case iso == "":
	case m.opts.Today != "" && rosterAfter(iso, m.opts.Today):
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
func (m *rosterRead) settle() {
	if m.row.Name == "" {
		m.row.Name = strings.TrimSpace(m.surname + " " + m.given)
	}
	m.checkName()
	if m.onlyNu && m.row.Sex == "" {
		m.row.Sex = "male"
	}
	m.checkOrder(RosterAdmitted, m.row.Birth, m.row.Admitted, "roster.admitted_before_birth")
	m.checkOrder(RosterOfficial, m.row.Admitted, m.row.Official, "roster.official_before_admitted")
	if m.row.Admitted == "" {
		m.checkOrder(RosterOfficial, m.row.Birth, m.row.Official, "roster.admitted_before_birth")
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
func (m *rosterRead) checkOrder(of RosterField, first, second, key string) {
	if first != "" && second != "" && rosterAfter(first, second) {
		m.note(RosterFault{Column: cmp.Or(m.headers[of], m.headers[RosterAdmitted]), Value: rosterDayFirst(second), Key: key, Args: []any{rosterDayFirst(first)}})
	}
}

// checkName wants a name of letters.
func (m *rosterRead) checkName() {
	m.column = RosterColumn{Header: cmp.Or(m.headers[RosterName], m.nameHeader())}
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
	case utf8.RuneCountInString(name) > rosterMaxName:
		m.fault(name, "roster.name_too_long", rosterMaxName)
	}
}

// nameHeader is the heading to show for a member without a name.
func (m *rosterRead) nameHeader() string {
	for _, c := range m.roster.Columns {
		if c.Index == m.name {
			return c.Header
		}
	}
	return ""
}
