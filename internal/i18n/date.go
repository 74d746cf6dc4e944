package i18n

import (
	"fmt"
	"regexp"
	"strconv"
	"time"
)

var weekdays = map[Lang][7]string{
	Vi: {"Chủ nhật", "Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy"},
	En: {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
}

// Weekday names the day of the week: "Thứ hai", "Monday".
func Weekday(l Lang, t time.Time) string {
	if l != En {
		l = Vi
	}
	return weekdays[l][t.Weekday()]
}

// Month names the month: "Tháng 6", "June".
func Month(l Lang, m time.Month) string {
	if l == En {
		return m.String()
	}
	return "Tháng " + strconv.Itoa(int(m))
}

// Long writes a day in full: "Thứ hai, 25/05/2026", "Monday, 25/05/2026". The
// day is that of t's own zone.
func Long(l Lang, t time.Time) string {
	return Weekday(l, t) + ", " + t.Format("02/01/2006")
}

// Short writes a stored date (YYYY-MM-DD, YYYY-MM or YYYY) for the reader:
// "25/05/2026", "05/2026", "2026". Anything else is returned as it is.
func Short(iso string) string {
	switch {
	case !stored(iso):
	case len(iso) == len("2006-01-02"):
		return iso[8:] + "/" + iso[5:7] + "/" + iso[:4]
	case len(iso) == len("2006-01"):
		return iso[5:] + "/" + iso[:4]
	}
	return iso
}

// stored reports whether text is written as dates are stored, known to the month
// or to the day.
func stored(text string) bool {
	for i := range len(text) {
		if hyphen := i == 4 || i == 7; hyphen != (text[i] == '-') || !hyphen && (text[i] < '0' || text[i] > '9') {
			return false
		}
	}
	return true
}

// DayMonth writes a stored date (YYYY-MM-DD) without its year, as lists do:
// "25/05". A date that is not known to the day is written as by [Short].
func DayMonth(iso string) string {
	if len(iso) != len("2006-01-02") {
		return Short(iso)
	}
	return iso[8:] + "/" + iso[5:7]
}

var (
	typedDay   = regexp.MustCompile(`^(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})$`)
	typedMonth = regexp.MustCompile(`^(\d{1,2})\s*[/.-]\s*(\d{4})$`)
	typedYear  = regexp.MustCompile(`^\d{4}$`)
	isoDay     = regexp.MustCompile(`^(\d{4})-(\d{2})-(\d{2})$`)
)

// ParseDate reads a date as people type it, day first (25/5/2026, 25-05-2026,
// 25.5.2026, 5/2026, 2026), or as a date picker sends it (2026-05-25), and
// returns the stored form: YYYY-MM-DD, YYYY-MM or YYYY. ok is false for anything
// else, for days that the calendar does not have and for years outside
// 1800–2199, where a mistyped digit is the likelier reading.
func ParseDate(s string) (iso string, ok bool) {
	s = Clean(s)
	if m := typedDay.FindStringSubmatch(s); m != nil {
		return date(m[3], m[2], m[1])
	}
	if m := isoDay.FindStringSubmatch(s); m != nil {
		return date(m[1], m[2], m[3])
	}
	if m := typedMonth.FindStringSubmatch(s); m != nil {
		day, ok := date(m[2], m[1], "1")
		if !ok {
			return "", false
		}
		return day[:len("2006-01")], true
	}
	if typedYear.MatchString(s) {
		_, ok := date(s, "1", "1")
		if !ok {
			return "", false
		}
		return s, true
	}
	return "", false
}

func date(year, month, day string) (string, bool) {
	y, _ := strconv.Atoi(year) // the patterns let only digits through
	m, _ := strconv.Atoi(month)
	d, _ := strconv.Atoi(day)
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if y < 1800 || y > 2199 || int(t.Month()) != m || t.Day() != d {
		return "", false
	}
	return fmt.Sprintf("%04d-%02d-%02d", y, m, d), true
}
