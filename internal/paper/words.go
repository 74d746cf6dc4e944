package paper

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// letters are the markers of sub-items in Vietnamese papers: đ follows d, and
// f, j, w, z and letters with marks other than đ are not used.
var letters = []rune("abcdđeghiklmnopqrstuvxy")

// Letter gives the marker of the n-th sub-item, from 1: a b c d đ e g h i k …;
// after y it goes on with aa, ab. It is empty for n below 1.
func Letter(n int) string {
	var s string
	for ; n > 0; n = (n - 1) / len(letters) {
		s = string(letters[(n-1)%len(letters)]) + s
	}
	return s
}

// Roman gives the numeral of a part of a paper: 1 → I, 4 → IV. It is empty for
// n below 1.
func Roman(n int) string {
	var b strings.Builder
	for _, d := range []struct {
		value int
		sign  string
	}{
		{1000, "M"},
		{900, "CM"},
		{500, "D"},
		{400, "CD"},
		{100, "C"},
		{90, "XC"},
		{50, "L"},
		{40, "XL"},
		{10, "X"},
		{9, "IX"},
		{5, "V"},
		{4, "IV"},
		{1, "I"},
	} {
		for ; n >= d.value; n -= d.value {
			b.WriteString(d.sign)
		}
	}
	return b.String()
}

// TwoDigits writes n with a leading 0 below 10, as numbers of papers and
// counts of persons are written: 02 đảng viên.
func TwoDigits(n int) string {
	if n >= 0 && n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}

// DateInWords writes a date as it stands under the name of the Party: ngày 03
// tháng 6 năm 2026. Days below 10 and the months 1 and 2 take a 0 (form B0).
func DateInWords(t time.Time) string {
	return fmt.Sprintf("ngày %02d tháng %s năm %d", t.Day(), month(t), t.Year())
}

// Date writes a date within a sentence by the same rule: 03/6/2026.
func Date(t time.Time) string {
	return fmt.Sprintf("%02d/%s/%d", t.Day(), month(t), t.Year())
}

func month(t time.Time) string {
	if t.Month() <= time.February {
		return TwoDigits(int(t.Month()))
	}
	return strconv.Itoa(int(t.Month()))
}

// HourInWords writes a time of day as minutes of meetings do: 14 giờ 00.
func HourInWords(t time.Time) string {
	return fmt.Sprintf("%02d giờ %02d", t.Hour(), t.Minute())
}

// Number writes the number of a paper without a colon (form B0): Number(6,
// "BB", "CB") is «Số 06-BB/CB». A number of 0 leaves room to write it by hand.
func Number(n int, kind, issuer string) string {
	figure := TwoDigits(n)
	if n == 0 {
		figure = "……"
	}
	return "Số " + figure + "-" + kind + "/" + issuer
}
