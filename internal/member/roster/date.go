package roster

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"chibo/internal/sheet"
)

// The years that a living or remembered member can have to do with.
const (
	firstYear = 1880
	lastYear  = 2100
)

var (
	timeOfDay   = regexp.MustCompile(`[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$`)
	dateWord    = regexp.MustCompile(`(?i)\b(ngày|tháng|năm|sinh)\b`)
	spaces      = regexp.MustCompile(`\s*([/.\-])\s*`)
	datePattern = regexp.MustCompile(`\d{1,2}\s?[/.\-]\s?\d{1,2}\s?[/.\-]\s?\d{4}|\d{4}-\d{1,2}-\d{1,2}|\d{1,2}\s?[/.\-]\s?\d{4}|\b\d{4}\b`)
)

// ParseDate reads a date as people write it and gives it as YYYY-MM-DD,
// YYYY-MM or YYYY: dd/mm/yyyy with /, -, . or spaces, mm/yyyy, yyyy,
// yyyy-mm-dd, "ngày 3 tháng 2 năm 1980", ddmmyyyy, and the serial number that
// Excel shows when a date lost its format (10000 to 65000: 1927 to 2077). A day
// or month of 00 is unknown, as in 00/00/1975.
// An empty text gives an empty date. The other result is the text key of what
// is wrong, "" if nothing is: a two-digit year is never guessed.
func ParseDate(text string) (iso, wrong string) {
	if day, month, year, ok := plainDate(text); ok {
		return isoOf(year, month, day)
	}
	text = strings.TrimSpace(timeOfDay.ReplaceAllString(text, ""))
	text = strings.TrimSpace(dateWord.ReplaceAllString(text, " "))
	text = spaces.ReplaceAllString(text, "$1")
	if text == "" {
		return "", ""
	}
	parts := strings.FieldsFunc(text, func(r rune) bool { return r == '/' || r == '-' || r == '.' || r == ' ' || r == ',' })
	if len(parts) == 0 {
		return "", "roster.date_unreadable"
	}
	numbers := make([]int, len(parts))
	for i, p := range parts {
		n, err := strconv.Atoi(p)
		if err != nil || len(p) > 8 || n < 0 {
			return "", "roster.date_unreadable"
		}
		numbers[i] = n
	}
	switch {
	case len(parts) == 1:
		return oneNumber(parts[0], numbers[0])
	case len(parts) == 2 && len(parts[1]) == 4:
		return isoOf(numbers[1], numbers[0], 0)
	case len(parts) == 2 && len(parts[0]) == 4:
		return isoOf(numbers[0], numbers[1], 0)
	case len(parts) == 3 && len(parts[2]) == 4:
		return isoOf(numbers[2], numbers[1], numbers[0])
	case len(parts) == 3 && len(parts[0]) == 4:
		return isoOf(numbers[0], numbers[1], numbers[2])
	case len(parts[len(parts)-1]) <= 2 && len(parts) <= 3:
		return "", "roster.date_two_digit_year"
	}
	return "", "roster.date_unreadable"
}

// plainDate is the way of nearly all cells of a long list: dd/mm/yyyy.
func plainDate(s string) (day, month, year int, ok bool) {
	if len(s) != 10 || s[2] != '/' || s[5] != '/' {
		return 0, 0, 0, false
	}
	for i := range len(s) {
		if i != 2 && i != 5 && (s[i] < '0' || s[i] > '9') {
			return 0, 0, 0, false
		}
	}
	two := func(i int) int { return int(s[i]-'0')*10 + int(s[i+1]-'0') }
	return two(0), two(3), two(6)*100 + two(8), true
}

// oneNumber reads a year, a serial number, or eight digits without any
// sign between them.
func oneNumber(text string, n int) (iso, wrong string) {
	switch len(text) {
	case 4:
		return isoOf(n, 0, 0)
	case 5:
		if n < 10_000 || n > 65_000 {
			return "", "roster.date_unreadable"
		}
		iso, _ := sheet.SerialDate(float64(n))
		return iso, ""
	case 7, 8: // 3021980 has lost the zero of 03; no number is good both ways
		if iso, wrong := isoOf(n%10_000, n/10_000%100, n/1_000_000); wrong == "" && n >= 1_000_000 {
			return iso, ""
		}
		if iso, wrong := isoOf(n/10_000, n/100%100, n%100); wrong == "" && len(text) == 8 {
			return iso, ""
		}
	}
	return "", "roster.date_unreadable"
}

// isoOf checks and writes a date; month and day are 0 where unknown.
func isoOf(year, month, day int) (iso, wrong string) {
	switch {
	case year < firstYear || year > lastYear:
		return "", "roster.date_year"
	case month == 0 && day == 0:
		return strconv.Itoa(year), ""
	case month < 1 || month > 12:
		return "", "roster.date_no_such_day"
	case day == 0:
		return time.Date(year, time.Month(month), 1, 0, 0, 0, 0, time.UTC).Format("2006-01"), ""
	}
	d := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if d.Day() != day || d.Month() != time.Month(month) {
		return "", "roster.date_no_such_day"
	}
	return d.Format(time.DateOnly), ""
}

// after reports that a is later than b as far as both are known: 1980
// is not after 1980-02-03.
func after(a, b string) bool {
	n := min(len(a), len(b))
	return n > 0 && a[:n] > b[:n]
}

// dayFirst writes a date for Vietnamese eyes: dd/mm/yyyy, mm/yyyy, yyyy.
func dayFirst(iso string) string {
	switch len(iso) {
	case 10:
		return iso[8:] + "/" + iso[5:7] + "/" + iso[:4]
	case 7:
		return iso[5:] + "/" + iso[:4]
	}
	return iso
}
