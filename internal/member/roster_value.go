package member

import (
	"slices"
	"strings"
)

// What RosterRow.State says: what a list tells of a member beside the status.
const (
	RosterStateActive      = "active"
	RosterStateExempt      = "exempt"
	RosterStateAway        = "away"
	RosterStateSuspended   = "suspended"
	RosterStateDetained    = "detained"
	RosterStateTransferred = "transferred"
	RosterStateDeceased    = "deceased"
	RosterStateRemoved     = "removed"   // xóa tên
	RosterStateExpelled    = "expelled"  // khai trừ
	RosterStateWithdrawn   = "withdrawn" // xin ra
)

// rosterStates are the words by which lists tell a state; the first that
// occurs decides.
var rosterStates = []struct{ words, state string }{
	{"mien", RosterStateExempt}, {"tu tran", RosterStateDeceased}, {"da mat", RosterStateDeceased}, {"qua doi", RosterStateDeceased},
	{"khai tru", RosterStateExpelled}, {"xoa ten", RosterStateRemoved}, {"xin ra", RosterStateWithdrawn},
	{"dinh chi", RosterStateSuspended}, {"tam giam", RosterStateDetained}, {"bat giam", RosterStateDetained},
	{"tam thoi", RosterStateAway}, {"tam vang", RosterStateAway},
	{"chuyen di", RosterStateTransferred}, {"chuyen sinh hoat", RosterStateTransferred}, {"da chuyen", RosterStateTransferred},
	{"dang sinh hoat", RosterStateActive}, {"dang hoat dong", RosterStateActive}, {"hoat dong", RosterStateActive}, {"binh thuong", RosterStateActive},
}

func rosterStateOf(folded string) string {
	for _, s := range rosterStates {
		if strings.Contains(folded, s.words) {
			return s.state
		}
	}
	return ""
}

// rosterNothing reports the words for "none" in a cell of a date or a mark.
func rosterNothing(text string) bool {
	switch rosterFold(text) {
	case "":
		return !strings.ContainsAny(text, "✓✔√☑+")
	case "0", "khong", "khong co", "chua", "chua co", "khong ro", "khong nho", "false", "n a":
		return true
	}
	return false
}

// rosterSexOf reads a word for a sex.
func rosterSexOf(text string) string {
	switch rosterFold(text) {
	case "nam", "m", "male", "trai":
		return "male"
	case "nu", "f", "female", "gai":
		return "female"
	}
	return ""
}

// setSex takes a sex, or a mark in a column for one sex; in a column "Nam" or
// "Nữ" a birth date stands as often as a mark.
func (m *rosterRead) setSex(sex, text string) {
	if sex == "" {
		if m.row.Sex = rosterSexOf(text); m.row.Sex == "" {
			m.fault(text, "roster.sex_unknown")
		}
		return
	}
	switch folded := rosterFold(text); {
	case rosterNothing(text):
	case rosterSexOf(text) != "":
		m.row.Sex = rosterSexOf(text)
	case slices.Contains([]string{"x", "1", "v", "co", "true", ""}, folded):
		m.row.Sex = sex
	case strings.ContainsAny(text, "0123456789"):
		m.set(rosterTarget{field: RosterBirth, sex: sex}, text, "")
	default:
		m.fault(text, "roster.sex_unknown")
	}
}

// setStatus reads chính thức or dự bị.
func (m *rosterRead) setStatus(text string) {
	switch status := rosterStatusOf(rosterFold(text)); {
	case status != "":
		m.row.Status = status
	case rosterStateOf(rosterFold(text)) != "":
		m.setState(text)
	default:
		m.fault(text, "roster.status_unknown")
	}
}

func rosterStatusOf(folded string) string {
	switch {
	case strings.Contains(folded, "du bi"), folded == "db":
		return "probationary"
	case strings.Contains(folded, "chinh thuc"), folded == "ct":
		return "official"
	}
	return ""
}

// setState reads a state; lists also write the status there.
func (m *rosterRead) setState(text string) {
	folded := rosterFold(text)
	if status := rosterStatusOf(folded); status != "" && m.row.Status == "" {
		m.row.Status = status
	}
	if state := rosterStateOf(folded); state != "" {
		m.row.State = state
	} else if rosterStatusOf(folded) == "" {
		m.warn(text, "roster.state_unknown")
	}
}

// setExempt reads a mark, a date or a decision in a column of exemption.
func (m *rosterRead) setExempt(text, date string) {
	if rosterNothing(text) {
		return
	}
	m.row.State = RosterStateExempt
	m.stateOn(text, date)
}

// setLeaving keeps what a register says of a member who left.
func (m *rosterRead) setLeaving(into *string, state, text, date string) {
	if rosterNothing(text) {
		return
	}
	if *into != "" {
		*into += "; "
	}
	*into += text
	m.row.State = state
	m.stateOn(text, date)
}

// rosterLeaving tells the ways of leaving the Party apart.
func rosterLeaving(text string) string {
	if state := rosterStateOf(rosterFold(text)); state != "" {
		return state
	}
	return RosterStateRemoved
}

// stateOn takes the date of a state out of a text that holds one.
func (m *rosterRead) stateOn(text, date string) {
	if date == "" {
		date, _ = ParseRosterDate(rosterDates.FindString(text))
	}
	if m.row.StateOn == "" {
		m.row.StateOn = date
	}
}

// settleStatus follows the list's word, then the date of recognition, then
// its absence in a list that has a column for it.
func (m *rosterRead) settleStatus() {
	switch {
	case m.row.Status == "probationary" && m.row.Official != "":
		m.note(RosterFault{Column: m.headers[RosterOfficial], Value: rosterDayFirst(m.row.Official), Key: "roster.status_conflict"})
	case m.row.Status != "":
	case m.row.Official != "":
		m.row.Status = "official"
	case m.row.Admitted != "" && m.headers[RosterOfficial] != "" && !slices.ContainsFunc(m.faults, m.inOfficial):
		m.row.Status = "probationary"
	}
}

// inOfficial reports a fault in the column of recognition: its date is not
// absent, it could not be read.
func (m *rosterRead) inOfficial(f RosterFault) bool {
	return !f.Warning && f.Column == m.headers[RosterOfficial]
}

// rosterDigits gives the digits of a number as people group them, and "" if
// there is anything else.
func rosterDigits(text string) string {
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
func (m *rosterRead) setCard(text string) {
	digits := rosterDigits(text)
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

// rosterOldCard keeps an old card as written, with the zero that Excel
// dropped.
func rosterOldCard(text string, number bool) string {
	if digits := rosterDigits(text); digits != "" {
		text = digits
	}
	if number && len(text) == 7 {
		return "0" + text
	}
	return text
}

// rosterPhone gives a phone number back its zero.
func rosterPhone(text string) string {
	digits := rosterDigits(text)
	if len(digits) == 9 && digits[0] != '0' {
		return "0" + digits
	}
	if len(digits) == 10 {
		return digits
	}
	return text
}

// set takes a part of a place, or the whole of it.
func (p *RosterPlace) set(part, text string) {
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
func (p RosterPlace) String() string {
	country := p.Country
	if folded := rosterFold(country); folded == "viet nam" || folded == "vn" {
		country = ""
	}
	parts := slices.DeleteFunc([]string{p.Detail, p.Commune, p.Province, country}, func(s string) bool { return s == "" })
	return strings.Join(parts, ", ")
}

// Cells29 gives the values for RosterHeaders29, dates as dd/mm/yyyy. Those of
// the identity numbers are empty: they are not kept.
func (r RosterRow) Cells29(number string) []string {
	detail := func(p RosterPlace) string { return RosterPlace{Detail: p.Detail, Commune: p.Commune}.String() }
	return []string{
		number, "", r.Name, r.Alias, rosterSexWords[r.Sex], rosterDayFirst(r.Birth), r.Ethnicity, r.Religion,
		"", r.Card, r.CardPlace, rosterDayFirst(r.CardOn), r.OldCard, r.Unit,
		r.Birthplace.Country, r.Birthplace.Province, detail(r.Birthplace),
		r.Hometown.Country, r.Hometown.Province, detail(r.Hometown),
		r.Residence.Country, r.Residence.Province, detail(r.Residence),
		rosterDayFirst(r.Admitted), rosterDayFirst(r.Official), "", rosterStateWords[r.State], rosterDayFirst(r.StateOn), "",
	}
}

// The words of the cleaning list, which is Vietnamese in every language.
var (
	rosterSexWords   = map[string]string{"male": "Nam", "female": "Nữ"}
	rosterStateWords = map[string]string{
		RosterStateActive: "Đang sinh hoạt", RosterStateExempt: "Miễn sinh hoạt Đảng", RosterStateAway: "Chuyển sinh hoạt tạm thời",
		RosterStateSuspended: "Đình chỉ sinh hoạt", RosterStateDetained: "Bị tạm giam", RosterStateTransferred: "Đã chuyển đi",
		RosterStateDeceased: "Từ trần", RosterStateRemoved: "Xóa tên", RosterStateExpelled: "Khai trừ", RosterStateWithdrawn: "Xin ra khỏi Đảng",
	}
)
