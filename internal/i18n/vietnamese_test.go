package i18n

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestDates(t *testing.T) {
	day := time.Date(2026, 5, 25, 9, 0, 0, 0, time.UTC)
	tests := []struct{ got, want string }{
		{Long(Vi, day), "Thứ hai, 25/05/2026"},
		{Long(En, day), "Monday, 25/05/2026"},
		{Long(Vi, day.AddDate(0, 0, 6)), "Chủ nhật, 31/05/2026"},
		{Month(Vi, time.June), "Tháng 6"},
		{Month(En, time.June), "June"},
		{Short("2026-05-25"), "25/05/2026"},
		{Short("2026-05"), "05/2026"},
		{Short("2026"), "2026"},
		{Short(""), ""},
		{Short("Bắc Ninh"), "Bắc Ninh"}, // as long as a day
		{Short("Kon Tum"), "Kon Tum"},
		{DayMonth("2026-05-25"), "25/05"},
		{DayMonth("2026-05"), "05/2026"},
	}
	for _, tt := range tests {
		if tt.got != tt.want {
			t.Errorf("got %q, want %q", tt.got, tt.want)
		}
	}
}

func TestParseDate(t *testing.T) {
	good := map[string]string{
		"25/05/2026": "2026-05-25", "5/6/2026": "2026-06-05", "25-05-2026": "2026-05-25", " 3.2.1930 ": "1930-02-03",
		"05 / 6 / 2026": "2026-06-05", "2026-05-25": "2026-05-25", "5/2026": "2026-05", "1954": "1954", "29/2/2024": "2024-02-29",
	}
	for typed, want := range good {
		if iso, ok := ParseDate(typed); !ok || iso != want {
			t.Errorf("ParseDate(%q) = %q, %v; want %q", typed, iso, ok, want)
		}
	}
	for _, typed := range []string{"", "15-6", "31/4/2026", "29/2/2026", "13/2026", "0/2026", "25/5/26", "2926", "hôm qua", "2026-13-01", "5/25/2026"} {
		if iso, ok := ParseDate(typed); ok {
			t.Errorf("ParseDate(%q) = %q, want it refused", typed, iso)
		}
	}
}

func TestFold(t *testing.T) {
	tests := []struct{ in, want string }{
		{"Nguyễn  Thị ĐÀO", "nguyen thi dao"},
		{"hoà", "hoa"},
		{"hòa", "hoa"},
		{"uỷ ban", "uy ban"},
		{"ủy ban", "uy ban"},
		{"Nguye\u0302\u0303n", "nguyen"}, // decomposed, as macOS types it
		{"Đường Lối\tƯớc Mơ", "duong loi uoc mo"},
		{"  ", ""},
	}
	for _, tt := range tests {
		if got := Fold(tt.in); got != tt.want {
			t.Errorf("Fold(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestClean(t *testing.T) {
	tests := []struct{ in, want string }{
		{"Nguye\u0302\u0303n", "Nguyễn"},
		{"a\r\nb\rc\vd\fe\u0085g", "a\nb\nc\nd\ne\ng"},
		{"a\tb\x00", "a b"},
		{"\u202eabc\u200b\ufeff", "abc"},
		{" đồng chí ", "đồng chí"},
		{"a\xffb", "ab"},
		{"Từ\u00a0tháng\u20031", "Từ tháng 1"},
		{"\uf0b7\u00a0Gọi nhắc\u2028\uf0a7 Tập\u00ad huấn", "• Gọi nhắc\n• Tập huấn"}, // pasted from a word processor
	}
	for _, tt := range tests {
		if got := Clean(tt.in); got != tt.want {
			t.Errorf("Clean(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestSortKey(t *testing.T) {
	want := []string{
		"Nguyễn Thị An",
		"Trần Văn An",
		"Lê Anh",
		"Phạm Thị Ánh",
		"Bùi Văn Ân",
		"Cao Thị Dung",
		"Đinh Văn Dũng",
		"Vũ Thị Đào",
		"Hoàng Văn Đạt",
		"Đặng Văn Em",
		"Ngô Thị Hoa",
		"Lê Thị Hòa", // both spellings of one name: by the family name
		"Trần Văn Hoà",
		"Đỗ Văn Hoan",
		"Mai Thị Uyên",
		"Lý Văn Ước",
	}
	got := slices.Clone(want)
	slices.Reverse(got)
	slices.SortFunc(got, func(a, b string) int { return strings.Compare(SortKey(a), SortKey(b)) })
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestSortKeyTones(t *testing.T) {
	want := []string{"Ma", "Mà", "Mả", "Mã", "Má", "Mạ", "Man"}
	got := []string{"Man", "Mạ", "Má", "Mã", "Mả", "Mà", "Ma"}
	slices.SortFunc(got, func(a, b string) int { return strings.Compare(SortKey(a), SortKey(b)) })
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for _, pair := range [][2]string{{"Hoà", "Hòa"}, {"Thuỷ", "Thủy"}, {"NGUYỄN VĂN A", "Nguyễn  Văn A"}} {
		if SortKey(pair[0]) != SortKey(pair[1]) {
			t.Errorf("%s and %s sort apart", pair[0], pair[1])
		}
	}
	if SortKey(" ") != "" {
		t.Error("no name has a sort key")
	}
}

func TestSortKeyFromManyGoroutines(t *testing.T) {
	want := SortKey("Nguyễn Thị Đào")
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 200 {
				if got := SortKey("Nguyễn Thị Đào"); got != want {
					t.Errorf("got %s, want %s", got, want)
				}
			}
		})
	}
	wg.Wait()
}

func BenchmarkSortKey(b *testing.B) {
	for b.Loop() {
		SortKey("Nguyễn Thị Đào")
	}
}
