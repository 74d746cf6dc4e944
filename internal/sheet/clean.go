package sheet

import (
	"bytes"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Clean gives a text in the one form that the rest of the product compares:
// Unicode NFC, plain spaces, no zero-width, direction or control characters,
// each line trimmed, empty lines at both ends dropped. One apostrophe in
// front, which Excel takes as "this is text", is removed, and so is the ".0"
// that programs put behind whole numbers.
func Clean(s string) string {
	if !plain(s) {
		s = norm.NFC.String(strings.ToValidUTF8(s, ""))
		s = squeeze(s)
	}
	s = strings.TrimPrefix(s, "'")
	return dropPointZero(strings.TrimSpace(s))
}

// plain reports that a text needs no change of its characters: the usual case,
// worth a fast way out when a million rows come by.
func plain(s string) bool {
	space := true
	for i := range len(s) {
		c := s[i]
		if c < ' ' || c >= utf8.RuneSelf || c == 0x7f || (c == ' ' && space) {
			return false
		}
		space = c == ' '
	}
	return !space || s == ""
}

// squeeze maps the characters and joins runs of spaces, line by line.
func squeeze(s string) string {
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	b := make([]byte, 0, len(s))
	space := true // at the beginning, and after a space or a line break
	for _, r := range s {
		switch {
		case r == '\n':
			b = append(bytes.TrimSuffix(b, []byte(" ")), '\n')
			space = true
		case unicode.IsSpace(r):
			if !space {
				b = append(b, ' ')
			}
			space = true
		case unicode.Is(unicode.Cc, r), unicode.Is(unicode.Cf, r):
		default:
			b = utf8.AppendRune(b, r)
			space = false
		}
	}
	return string(b)
}

// dropPointZero turns 1975.0 into 1975 and leaves all else: 12.000 is twelve
// thousand in Vietnamese.
func dropPointZero(s string) string {
	whole, found := strings.CutSuffix(s, ".0")
	if !found || whole == "" || strings.Trim(whole, "0123456789") != "" {
		return s
	}
	return whole
}

// numberText writes a stored number as people do: without an exponent, and
// without a fraction where there is none.
func numberText(raw string) string {
	v, err := strconv.ParseFloat(raw, 64)
	if err != nil || math.IsInf(v, 0) || math.IsNaN(v) || math.Abs(v) >= 1e18 {
		return Clean(raw)
	}
	if v == math.Trunc(v) {
		return strconv.FormatInt(int64(v), 10)
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

// SerialDate gives the day of an Excel serial number as YYYY-MM-DD: 1 is
// 1900-01-01, and Excel's 29 February 1900 (60), which never was, is refused
// like everything outside 1900–9999.
func SerialDate(serial float64) (string, bool) {
	day := int(math.Floor(min(max(serial, 0), 1e7)))
	if day < 1 || day == 60 || day > 2_958_465 {
		return "", false
	}
	if day < 60 {
		day++ // Excel believes that 1900 was a leap year
	}
	return time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, day).Format(time.DateOnly), true
}

// precision is how much of a date a number format shows.
type precision int

const (
	noDate precision = iota
	yearOnly
	yearMonth
	fullDate
)

// formatPrecision reads a number format such as `[$-42A]dd/mm/yyyy;@`.
func formatPrecision(code string) precision {
	var year, month, day, hour bool
	elapsed := strings.Contains(strings.ToLower(code), "[h") // [h]:mm is a length of time
	code, _, _ = strings.Cut(bareFormat(code), ";")
	if elapsed || strings.ContainsAny(code, "#?0%") || code == "general" || code == "standard" {
		return noDate
	}
	for _, r := range code {
		switch r {
		case 'y', 'e':
			year = true
		case 'd':
			day = true
		case 'm':
			month = true
		case 'h', 's':
			hour = true
		}
	}
	switch {
	case day, month && !year && !hour:
		return fullDate
	case year && month:
		return yearMonth
	case year:
		return yearOnly
	}
	return noDate
}

// bareFormat drops what a number format holds besides its codes: quoted
// texts, [conditions] and escaped characters.
func bareFormat(code string) string {
	var b strings.Builder
	quoted, bracket, escaped := false, false, false
	for _, r := range strings.ToLower(code) {
		switch {
		case escaped:
			escaped = false
		case quoted:
			quoted = r != '"'
		case bracket:
			bracket = r != ']'
		case r == '"':
			quoted = true
		case r == '[':
			bracket = true
		case r == '\\', r == '_', r == '*':
			escaped = true
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// builtinPrecision knows the number formats that a file does not spell out,
// those of East Asian Excel included.
func builtinPrecision(id int) precision {
	switch {
	case id == 17:
		return yearMonth
	case id >= 14 && id <= 16, id == 22, id >= 27 && id <= 31, id == 36, id >= 50 && id <= 54, id >= 57 && id <= 58:
		return fullDate
	}
	return noDate
}

// cut shortens YYYY-MM-DD to what the format shows.
func (p precision) cut(iso string) string {
	switch p {
	case yearOnly:
		return iso[:4]
	case yearMonth:
		return iso[:7]
	}
	return iso
}

// dayFirst turns YYYY-MM-DD, YYYY-MM or YYYY into the order of Vietnam.
func dayFirst(iso string) string {
	switch len(iso) {
	case 10:
		return iso[8:] + "/" + iso[5:7] + "/" + iso[:4]
	case 7:
		return iso[5:] + "/" + iso[:4]
	}
	return iso
}
