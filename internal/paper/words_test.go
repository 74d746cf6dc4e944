package paper

import (
	"strings"
	"testing"
	"time"
)

// form B3: letters a b c d đ e g h i k
func TestLetter(t *testing.T) {
	var b strings.Builder
	for n := range 13 {
		b.WriteString(Letter(n) + " ")
	}
	if got, want := b.String(), " a b c d đ e g h i k l m "; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	for n, want := range map[int]string{-1: "", 23: "y", 24: "aa", 25: "ab"} {
		if got := Letter(n); got != want {
			t.Errorf("Letter(%d) = %q, want %q", n, got, want)
		}
	}
}

func TestRoman(t *testing.T) {
	for n, want := range map[int]string{0: "", 1: "I", 4: "IV", 9: "IX", 14: "XIV", 49: "XLIX"} {
		if got := Roman(n); got != want {
			t.Errorf("Roman(%d) = %q, want %q", n, got, want)
		}
	}
}

// form B0: day < 10 and months 1–2 take a 0
func TestDateInWords(t *testing.T) {
	for date, want := range map[string]string{
		"2026-06-03": "ngày 03 tháng 6 năm 2026",
		"2026-02-28": "ngày 28 tháng 02 năm 2026",
		"2026-01-01": "ngày 01 tháng 01 năm 2026",
		"2026-12-10": "ngày 10 tháng 12 năm 2026",
	} {
		d, err := time.Parse(time.DateOnly, date)
		if err != nil {
			t.Fatal(err)
		}
		if got := DateInWords(d); got != want {
			t.Errorf("%s: %q, want %q", date, got, want)
		}
	}
}

func TestHourInWords(t *testing.T) {
	if got := HourInWords(time.Date(2026, 6, 3, 8, 5, 59, 0, time.UTC)); got != "08 giờ 05" {
		t.Error(got)
	}
}

// form B0: no colon, < 10 gets a leading 0
func TestNumber(t *testing.T) {
	for n, want := range map[int]string{5: "Số 05-NQ/CB", 112: "Số 112-NQ/CB", 0: "Số ……-NQ/CB"} {
		if got := Number(n, "NQ", "CB"); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
	if got := TwoDigits(-3); got != "-3" {
		t.Error(got)
	}
}

// form B0: what a Party organisation above the cells issues, its committee issues
func TestIssuing(t *testing.T) {
	for name, want := range map[string]string{
		"Chi bộ Trạm Y tế": "Chi bộ Trạm Y tế", "Đảng bộ Sở Y tế": "Đảng ủy Sở Y tế", "ĐẢNG BỘ bộ phận Khối Nội": "Đảng ủy bộ phận Khối Nội",
		"Đảng bộ tỉnh Nghệ An": "Tỉnh ủy Nghệ An", "Đảng bộ": "Đảng bộ",
	} {
		if got := issuing(name); got != want {
			t.Errorf("%s: %s", name, got)
		}
	}
}
