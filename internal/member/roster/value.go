package roster

import (
	"slices"
	"strings"
)

// What Row.State says: what a list tells of a member beside the status.
const (
	StateActive      = "active"
	StateExempt      = "exempt"
	StateAway        = "away"
	StateSuspended   = "suspended"
	StateDetained    = "detained"
	StateTransferred = "transferred"
	StateDeceased    = "deceased"
	StateRemoved     = "removed"   // xóa tên
	StateExpelled    = "expelled"  // khai trừ
	StateWithdrawn   = "withdrawn" // xin ra
)

// states are the words by which lists tell a state; the first that
// occurs decides.
var states = []struct{ words, state string }{
	{"mien", StateExempt},
	{"tu tran", StateDeceased},
	{"da mat", StateDeceased},
	{"qua doi", StateDeceased},
	{"khai tru", StateExpelled},
	{"xoa ten", StateRemoved},
	{"xin ra", StateWithdrawn},
	{"dinh chi", StateSuspended},
	{"tam giam", StateDetained},
	{"bat giam", StateDetained},
	{"tam thoi", StateAway},
	{"tam vang", StateAway},
	{"chuyen di", StateTransferred},
	{"chuyen sinh hoat", StateTransferred},
	{"da chuyen", StateTransferred},
	{"dang sinh hoat", StateActive},
	{"dang hoat dong", StateActive},
	{"hoat dong", StateActive},
	{"binh thuong", StateActive},
}

func stateOf(folded string) string {
	for _, s := range states {
		if strings.Contains(folded, s.words) {
			return s.state
		}
	}
	return ""
}

// SaysNothing reports the words for "none" in a cell of a date or a mark.
func SaysNothing(text string) bool {
	switch Fold(text) {
	case "":
		return !strings.ContainsAny(text, "✓✔√☑+")
	case "0", "khong", "khong co", "chua", "chua co", "khong ro", "khong nho", "false", "n a":
		return true
	}
	return false
}

// sexOf reads a word for a sex.
func sexOf(text string) string {
	switch Fold(text) {
	case "nam", "m", "male", "trai":
		return "male"
	case "nu", "f", "female", "gai":
		return "female"
	}
	return ""
}

// setSex takes a sex, or a mark in a column for one sex; in a column "Nam" or
// "Nữ" a birth date stands as often as a mark.
func (m *rowReader) setSex(sex, text string) {
	if sex == "" {
		if m.row.Sex = sexOf(text); m.row.Sex == "" {
			m.fault(text, "roster.sex_unknown")
		}
		return
	}
	switch folded := Fold(text); {
	case SaysNothing(text):
	case sexOf(text) != "":
		m.row.Sex = sexOf(text)
	case slices.Contains([]string{"x", "1", "v", "co", "true", ""}, folded):
		m.row.Sex = sex
	case strings.ContainsAny(text, "0123456789"):
		m.set(fieldTarget{field: Birth, sex: sex}, text, "")
	default:
		m.fault(text, "roster.sex_unknown")
	}
}

// setStatus reads chính thức or dự bị.
func (m *rowReader) setStatus(text string) {
	switch status := statusOf(Fold(text)); {
	case status != "":
		m.row.Status = status
	case stateOf(Fold(text)) != "":
		m.setState(text)
	default:
		m.fault(text, "roster.status_unknown")
	}
}

func statusOf(folded string) string {
	switch {
	case strings.Contains(folded, "du bi"), folded == "db":
		return "probationary"
	case strings.Contains(folded, "chinh thuc"), folded == "ct":
		return "official"
	}
	return ""
}

// setState reads a state; lists also write the status there.
func (m *rowReader) setState(text string) {
	folded := Fold(text)
	if status := statusOf(folded); status != "" && m.row.Status == "" {
		m.row.Status = status
	}
	if state := stateOf(folded); state != "" {
		m.row.State = state
	} else if statusOf(folded) == "" {
		m.warn(text, "roster.state_unknown")
	}
}

// setExempt reads a mark, a date or a decision in a column of exemption.
func (m *rowReader) setExempt(text, date string) {
	if SaysNothing(text) {
		return
	}
	m.row.State = StateExempt
	m.stateOn(text, date)
}

// setLeaving keeps what a register says of a member who left.
func (m *rowReader) setLeaving(into *string, state, text, date string) {
	if SaysNothing(text) {
		return
	}
	if *into != "" {
		*into += "; "
	}
	*into += text
	m.row.State = state
	m.stateOn(text, date)
}

// leaving tells the ways of leaving the Party apart.
func leaving(text string) string {
	if state := stateOf(Fold(text)); state != "" {
		return state
	}
	return StateRemoved
}

// stateOn takes the date of a state out of a text that holds one.
func (m *rowReader) stateOn(text, date string) {
	if date == "" {
		date, _ = ParseDate(datePattern.FindString(text))
	}
	if m.row.StateOn == "" {
		m.row.StateOn = date
	}
}

// settleStatus follows the list's word, then the date of recognition, then
// its absence in a list that has a column for it.
func (m *rowReader) settleStatus() {
	switch {
	case m.row.Status == "probationary" && m.row.Official != "":
		m.note(Fault{Column: m.headers[Official], Value: dayFirst(m.row.Official), Key: "roster.status_conflict"})
	case m.row.Status != "":
	case m.row.Official != "":
		m.row.Status = "official"
	case m.row.Admitted != "" && m.headers[Official] != "" && !slices.ContainsFunc(m.faults, m.inOfficial):
		m.row.Status = "probationary"
	}
}

// inOfficial reports a fault in the column of recognition: its date is not
// absent, it could not be read.
func (m *rowReader) inOfficial(f Fault) bool {
	return !f.Warning && f.Column == m.headers[Official]
}

// digitsOf gives the digits of a number as people group them, and "" if
// there is anything else.
func digitsOf(text string) string {
	digits := strings.Map(func(r rune) rune {
		if strings.ContainsRune(" .-,\n", r) {
			return -1
		}
		return r
	}, text)
	if strings.Trim(digits, "0123456789") != "" {
		return ""
	}
	return digits
}

// setCard reads a card's number. New cards have 12 digits, of which Excel
// drops the zeros in front; old ones (decision 85) have 8. In a column that
// holds longer numbers, or whose heading says 12, everything is a new one;
// elsewhere 7 and 8 digits are an old one.
func (m *rowReader) setCard(text string) {
	digits := digitsOf(text)
	switch {
	case digits == "" && m.row.OldCard == "":
		m.row.OldCard = text
		m.warn(text, "roster.card_letters")
	case len(digits) > 12:
		m.fault(text, "roster.card_digits", len(digits))
	case !m.column.wide && (len(digits) == 7 || len(digits) == 8):
		if m.row.OldCard == "" {
			m.row.OldCard = strings.Repeat("0", 8-len(digits)) + digits
		}
	case digits != "":
		m.row.Card = strings.Repeat("0", 12-len(digits)) + digits
		if len(digits) < 9 {
			m.warn(text, "roster.card_padded", 12-len(digits))
		}
	}
}

// oldCard keeps an old card as written, with the zero that Excel
// dropped.
func oldCard(text string, number bool) string {
	if digits := digitsOf(text); digits != "" {
		text = digits
	}
	if number && len(text) == 7 {
		return "0" + text
	}
	return text
}

// phone gives a phone number back its zero.
func phone(text string) string {
	digits := digitsOf(text)
	if len(digits) == 9 && digits[0] != '0' {
		return "0" + digits
	}
	if len(digits) == 10 {
		return digits
	}
	return text
}

// set takes a part of a place, or the whole of it.
func (p *Place) set(part, text string) {
	switch part {
	case "country":
		p.Country = text
	case "province":
		p.Province = text
	case "commune":
		p.Commune = text
	default:
		p.Detail = text
	}
}

// String writes a place from small to large; Việt Nam goes without saying.
func (p Place) String() string {
	country := p.Country
	if folded := Fold(country); folded == "viet nam" || folded == "vn" {
		country = ""
	}
	parts := slices.DeleteFunc([]string{p.Detail, p.Commune, p.Province, country}, func(s string) bool { return s == "" })
	return strings.Join(parts, ", ")
}

// Cells29 gives the values for Headers29, dates as dd/mm/yyyy. Those of
// the identity numbers are empty: they are not kept.
func (r Row) Cells29(number string) []string {
	detail := func(p Place) string { return Place{Detail: p.Detail, Commune: p.Commune}.String() }
	return []string{
		number, "", r.Name, r.Alias, sexWords[r.Sex], dayFirst(r.Birth), r.Ethnicity, r.Religion,
		"", r.Card, r.CardPlace, dayFirst(r.CardOn), r.OldCard, r.Unit,
		r.Birthplace.Country, r.Birthplace.Province, detail(r.Birthplace),
		r.Hometown.Country, r.Hometown.Province, detail(r.Hometown),
		r.Residence.Country, r.Residence.Province, detail(r.Residence),
		dayFirst(r.Admitted), dayFirst(r.Official), "", stateWords[r.State], dayFirst(r.StateOn), "",
	}
}

// The words of the cleaning list, which is Vietnamese in every language.
var (
	sexWords   = map[string]string{"male": "Nam", "female": "Nữ"}
	stateWords = map[string]string{
		StateActive: "Đang sinh hoạt", StateExempt: "Miễn sinh hoạt Đảng", StateAway: "Chuyển sinh hoạt tạm thời",
		StateSuspended: "Đình chỉ sinh hoạt", StateDetained: "Bị tạm giam", StateTransferred: "Đã chuyển đi",
		StateDeceased: "Từ trần", StateRemoved: "Xóa tên", StateExpelled: "Khai trừ", StateWithdrawn: "Xin ra khỏi Đảng",
	}
)
