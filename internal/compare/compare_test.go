package compare_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/compare"
)

func same(s string) compare.Edit { return compare.Edit{Kind: compare.Same, Text: s} }
func gone(s string) compare.Edit { return compare.Edit{Kind: compare.Gone, Text: s} }
func new_(s string) compare.Edit { return compare.Edit{Kind: compare.New, Text: s} }

// C4
func TestWords(t *testing.T) {
	for name, c := range map[string]struct {
		old, new string
		want     []compare.Edit
	}{
		"nothing":                      {"", "", nil},
		"all new":                      {"", "Tôi chưa làm.", []compare.Edit{new_("Tôi chưa làm.")}},
		"all gone":                     {"Tôi chưa làm.", "", []compare.Edit{gone("Tôi chưa làm.")}},
		"unchanged":                    {"Học tập và làm theo.", "Học tập và làm theo.", []compare.Edit{same("Học tập và làm theo.")}},
		"a comma leaves the word":      {"Tôi học tập và làm", "Tôi học tập, và làm", []compare.Edit{same("Tôi học tập"), new_(","), same(" và làm")}},
		"a word of two syllables":      {"Tôi học và làm theo Bác", "Tôi học tập và làm theo Bác", []compare.Edit{same("Tôi học"), new_(" tập"), same(" và làm theo Bác")}},
		"a figure for a general word":  {"Số người đến đúng hẹn tăng nhiều so với trước.", "Số người đến đúng hẹn tăng 12% so với trước.", []compare.Edit{same("Số người đến đúng hẹn tăng"), gone(" nhiều"), new_(" 12%"), same(" so với trước.")}},
		"a tone is a change":           {"ma trận", "má trận", []compare.Edit{gone("ma"), new_("má"), same(" trận")}},
		"a paragraph":                  {"Một.\nHai.", "Một.\nMới.\nHai.", []compare.Edit{same("Một.\n"), new_("Mới.\n"), same("Hai.")}},
		"rewritten in one piece":       {"Thời gian tới sẽ cố gắng sắp xếp.", "Ngày 15/6 tới phối hợp tổ dân phố.", []compare.Edit{gone("Thời gian tới sẽ cố gắng sắp xếp"), new_("Ngày 15/6 tới phối hợp tổ dân phố"), same(".")}},
		"decomposed against composed":  {"tie\u0302\u0301n bộ", "tiến bộ", []compare.Edit{gone("tie\u0302\u0301n"), new_("tiến"), same(" bộ")}},
		"signs beyond the first plane": {"Tốt 👍🏽 lắm", "Tốt 👍🏽👨‍👩‍👧 lắm", nil},
	} {
		t.Run(name, func(t *testing.T) {
			got := compare.Words(c.old, c.new)
			restores(t, c.old, c.new, got)
			if c.want == nil && c.new != "" {
				return
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("Words (-want +got):\n%s", diff)
			}
		})
	}
}

// restores checks what every comparison promises.
func restores(t *testing.T, old, new string, edits []compare.Edit) {
	t.Helper()
	var a, b strings.Builder
	for i, e := range edits {
		if e.Kind != compare.New {
			a.WriteString(e.Text)
		}
		if e.Kind != compare.Gone {
			b.WriteString(e.Text)
		}
		if e.Text == "" || i > 0 && (e.Kind == edits[i-1].Kind || e.Kind == compare.Gone && edits[i-1].Kind == compare.New) {
			t.Errorf("edit %d of %+v is out of order", i, edits)
		}
	}
	if a.String() != old || b.String() != new {
		t.Errorf("Words(%q, %q) = %+v: gives %q and %q", old, new, edits, a.String(), b.String())
	}
}

var syllables = strings.Fields("học tập làm theo tư tưởng đạo đức phong cách nêu gương tổ dân phố người bệnh tiếp đón 12% 14, phút. 👍 a\u0302\u0301y \u200b – “trích”")

func text(r *rand.Rand, words int) string {
	var b strings.Builder
	for range words {
		b.WriteString(syllables[r.IntN(len(syllables))])
		b.WriteString([]string{" ", " ", " ", "  ", "\n", ""}[r.IntN(6)])
	}
	return b.String()
}

func TestWordsRestoreBothTexts(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 3000 {
		old := text(r, r.IntN(40))
		new := text(r, r.IntN(40))
		if r.IntN(2) == 0 { // some edits of the same text
			at := r.IntN(len(old) + 1)
			for !utf8.RuneStart((old + "x")[at]) {
				at--
			}
			new = old[:at] + text(r, r.IntN(5)) + old[at:]
		}
		restores(t, old, new, compare.Words(old, new))
	}
}

// C4
func TestMove(t *testing.T) {
	const old = "Tôi gọi nhắc người bệnh. Số người đến đúng hẹn tăng nhiều so với trước. Quầy thuốc được sắp lại."
	const place = "Số người đến đúng hẹn tăng nhiều so với trước."
	for name, c := range map[string]struct {
		new, want string
		ok        bool
	}{
		"unchanged":         {old, place, true},
		"text before":       {"Từ tháng 1 đến nay, " + old, place, true},
		"text after":        {old + " Thời gian chờ giảm.", place, true},
		"an edit inside":    {strings.Replace(old, "nhiều", "từ 60 lên 72 người", 1), "Số người đến đúng hẹn tăng từ 60 lên 72 người so với trước.", true},
		"its begin is cut":  {strings.Replace(old, "Số người đến", "Người", 1), "đúng hẹn tăng nhiều so với trước.", true},
		"its sentence gone": {strings.Replace(old, place+" ", "", 1), "", false},
		"everything gone":   {"", "", false},
	} {
		t.Run(name, func(t *testing.T) {
			start, stop := find(old, place)
			from, to, ok := compare.Move(old, c.new, start, stop)
			if ok != c.ok {
				t.Fatalf("Move reports %v, want %v", ok, c.ok)
			}
			if got := string([]rune(c.new)[from:to]); got != c.want {
				t.Errorf("the place is now %q, want %q", got, c.want)
			}
		})
	}
}

func find(text, place string) (start, stop int) {
	before, _, _ := strings.Cut(text, place)
	start = utf8.RuneCountInString(before)
	return start, start + utf8.RuneCountInString(place)
}

func TestMoveRefusesForeignPlaces(t *testing.T) {
	for _, c := range []struct{ start, stop int }{{-1, 2}, {2, 1}, {0, 8}, {9, 9}} {
		if _, _, ok := compare.Move("Bảy chữ", "Bảy chữ", c.start, c.stop); ok {
			t.Errorf("Move finds [%d, %d) in seven characters", c.start, c.stop)
		}
	}
	if from, to, ok := compare.Move("Bảy chữ", "khác", 3, 3); from != 3 || to != 3 || !ok {
		t.Errorf("an empty place moves to %d–%d, %v", from, to, ok)
	}
}

func TestMoveStaysInside(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 2000 {
		old, new := text(r, r.IntN(30)), text(r, r.IntN(30))
		n := utf8.RuneCountInString(old)
		start := r.IntN(n + 1)
		stop := start + r.IntN(n-start+1)
		from, to, ok := compare.Move(old, new, start, stop)
		if ok && start < stop && (from < 0 || to <= from || to > utf8.RuneCountInString(new)) {
			t.Fatalf("Move(%q, %q, %d, %d) = %d, %d", old, new, start, stop, from, to)
		}
	}
}

// A report that was wholly rewritten, and a text as long as nobody writes, are
// compared in bounded time.
func TestWordsTakeBoundedTime(t *testing.T) {
	for _, c := range []struct {
		characters int
		limit      time.Duration
	}{{20_000, time.Second}, {100_000, 2 * time.Second}} {
		r := rand.New(rand.NewPCG(5, 6))
		var a, b strings.Builder
		for a.Len() < c.characters {
			fmt.Fprintf(&a, "từ%d ", r.IntN(3000))
			fmt.Fprintf(&b, "từ%d ", r.IntN(3000))
		}
		began := time.Now()
		edits := compare.Words(a.String(), b.String())
		if took := time.Since(began); took > c.limit {
			t.Errorf("%d characters take %v", c.characters, took)
		}
		restores(t, a.String(), b.String(), edits)
	}
}

func BenchmarkWords(b *testing.B) {
	r := rand.New(rand.NewPCG(7, 8))
	old := text(r, 4000)
	new := old
	for range 40 {
		i := strings.Index(new[r.IntN(len(new)-2000):], "người")
		new = new[:max(i, 0)] + " số liệu mới " + new[max(i, 0):]
	}
	for b.Loop() {
		compare.Words(old, new)
	}
}
