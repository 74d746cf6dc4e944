package hint

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"
)

// D2
func TestOf(t *testing.T) {
	kinds := func(ks ...Kind) (fs []Finding) {
		for _, k := range ks {
			fs = append(fs, Finding{Kind: k})
		}
		return fs
	}
	stocky := func(phrase string, ks ...Kind) []Finding {
		return append(kinds(ks...), Finding{Stock, phrase})
	}
	tests := []struct {
		name string
		item Item
		want []Finding
	}{
		{"empty", Item{}, kinds(NoWork, NoMeasure, NoDue)},
		{"blank", Item{"  ", "\n", "…", "🌟"}, kinds(NoWork, NoMeasure, NoDue)},
		{"a heading alone", Item{Heading: "Học tập"}, kinds(NoWork, NoMeasure, NoDue)},
		{"concrete", Item{"Tiếp đón", "Hướng dẫn người cao tuổi lấy số", "Không để chờ quá 15 phút", "Cả năm, sơ kết 30/06"}, nil},
		{"all in the first column", Item{Heading: "Gọi 20 người bệnh tái khám mỗi tháng"}, nil},
		{"all in the work", Item{Heading: "Tái khám", Work: "Gọi nhắc 20 người bệnh trước ngày 15/3"}, nil},

		{"no work", Item{"An toàn", "Thực hiện đúng", "95% ca", "Quý III"}, kinds(NoWork)},
		{"no measure", Item{"Tái khám", "Gọi nhắc người bệnh tái khám", "", "Quý III"}, kinds(NoMeasure)},
		{"a measure that says nothing", Item{"Tái khám", "Gọi nhắc người bệnh tái khám", "Tốt", "Quý III"}, kinds(NoMeasure)},
		{"no due", Item{"Viết bài", "Viết bài cho trang tin", "3 bài", ""}, kinds(NoDue)},
		{"neither measure nor due", Item{"Học tập nâng cao nghiệp vụ", "Tự học kỹ năng giao tiếp với người bệnh.", "", ""}, kinds(NoMeasure, NoDue)},

		{
			"a stock phrase",
			Item{"", "Phấn đấu hoàn thành tốt nhiệm vụ được giao", "", "31/12"},
			stocky("Phấn đấu hoàn thành tốt nhiệm vụ được giao", NoWork, NoMeasure),
		},
		{"as typed, over a comma", Item{"", "TU DƯỠNG ĐẠO ĐỨC, LỐI SỐNG", "", ""}, stocky("TU DƯỠNG ĐẠO ĐỨC, LỐI SỐNG", NoWork, NoMeasure, NoDue)},
		{"a stock phrase without marks", Item{"", "luon co gang, khong ngung hoc tap", "", ""}, stocky("luon co gang", NoWork, NoMeasure, NoDue)},
		{
			"a stock phrase in the heading alone",
			Item{"Nâng cao tinh thần trách nhiệm", "Luôn cẩn thận", "", ""},
			stocky("Nâng cao tinh thần trách nhiệm", NoWork, NoMeasure, NoDue),
		},
		{"a deed under it, no measure", Item{"Nâng cao tinh thần trách nhiệm", "Gọi nhắc người bệnh tái khám", "", "Quý III"}, kinds(NoMeasure)},
		{"a deed and a measure beside it", Item{"Đoàn kết", "Giữ gìn đoàn kết nội bộ: mỗi quý gặp riêng từng đồng chí", "7 đồng chí", "Cuối quý"}, nil},
		{"100% of the tasks", Item{"", "Hoàn thành 100% nhiệm vụ được giao", "100%", "2026"}, stocky("Hoàn thành 100% nhiệm vụ được giao", NoWork)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, Of(tt.item)); diff != "" {
				t.Error(diff)
			}
			if got, want := General(tt.item), len(tt.want) > 0; got != want {
				t.Errorf("General is %v", got)
			}
		})
	}
}

// D2: what measures and what does not.
func TestMeasure(t *testing.T) {
	for measure, want := range map[string]bool{
		"20 ca": true, "2 lớp, 40 người": true, "một lần": true, "12/12 buổi": true, "≥ 90%": true, "từ 60% lên 80%": true,
		"Không để người bệnh chờ": true, "Không quá 15 phút": true, "Trong 24 giờ": true, "Mỗi tuần": true, "2 buổi/tuần": true,
		"Được Hội đồng công nhận": true, "Có biên bản": true, "Giảm một nửa": true, "trước 10 giờ": true,
		"": false, "Tốt": false, "Đạt": false, "Hoàn thành": false, "Nâng cao chất lượng": false, "Giảm so với năm trước": false,
		"Theo Chỉ thị 05-CT/TW": false, "Đúng 12 điều y đức": false, "Năm 2026": false, "Nghị quyết Trung ương 4": false,
		"Không vi phạm": false, "Thường xuyên": false, "100% nhiệm vụ": false,
	} {
		got := Of(Item{Work: "Gọi nhắc người bệnh tái khám", Measure: measure, Due: "Quý III"})
		if missing := slices.Contains(got, Finding{Kind: NoMeasure}); missing == want {
			t.Errorf("%q: %v", measure, got)
		}
	}
}

// D2: what says when and what does not.
func TestDue(t *testing.T) {
	for due, want := range map[string]bool{
		"30/6": true, "01/03/2026": true, "6/2026": true, "25.5.2026": true, "Ngày 05 hằng tháng": true, "hàng tuần": true, "T5": true, "Tháng 9": true,
		"tháng mười": true, "quý III": true, "Quí 3": true, "Q2": true, "trước Tết": true, "Trong quý": true, "6 tháng đầu năm": true,
		"Từ tháng 3 đến tháng 8": true, "Cả năm, sơ kết 30/06": true, "Cả năm": true, "2026": true, "Cuối năm": true, "học kỳ II": true, "Thứ hai": true,
		"": false, "Thường xuyên": false, "Khi có điều kiện": false, "Theo kế hoạch": false, "Sớm": false, "Suốt đời": false,
	} {
		got := Of(Item{Work: "Viết bài cho trang tin", Measure: "3 bài", Due: due})
		if missing := slices.Contains(got, Finding{Kind: NoDue}); missing == want {
			t.Errorf("%q: %v", due, got)
		}
	}
}

// D2: the hint goes, finding by finding, as the author mends the item.
func TestMended(t *testing.T) {
	i := Item{Heading: "Học tập", Work: "Không ngừng học tập nâng cao trình độ"}
	steps := []struct {
		mend func()
		want []Finding
	}{
		{func() {}, []Finding{{Kind: NoWork}, {Kind: NoMeasure}, {Kind: NoDue}, {Stock, "Không ngừng học tập"}}},
		{func() { i.Work = "Không ngừng học tập: dự lớp kỹ năng giao tiếp" }, []Finding{{Kind: NoMeasure}, {Kind: NoDue}, {Stock, "Không ngừng học tập"}}},
		{func() { i.Measure = "1 lớp" }, []Finding{{Kind: NoDue}}},
		{func() { i.Due = "Trong quý III" }, nil},
	}
	for n, s := range steps {
		s.mend()
		if diff := cmp.Diff(s.want, Of(i)); diff != "" {
			t.Errorf("step %d: %s", n, diff)
		}
	}
}

// D2: however a keyboard writes it.
func TestOneReading(t *testing.T) {
	tuning, aside := examples(t)
	each := func(i Item, f func(string) string) Item {
		return Item{f(i.Heading), f(i.Work), f(i.Measure), f(i.Due)}
	}
	oldTones := strings.NewReplacer("hoà", "hòa", "khoẻ", "khỏe", "uỷ", "ủy")
	for _, e := range append(tuning, aside...) {
		want := Of(e.item)
		if diff := cmp.Diff(want, Of(each(e.item, norm.NFD.String))); diff != "" {
			t.Errorf("%q decomposed: %s", e.item, diff)
		}
		if got := General(each(e.item, strings.ToUpper)); got != (want != nil) {
			t.Errorf("%q in capitals: %v", e.item, got)
		}
		if got := General(each(e.item, oldTones.Replace)); got != (want != nil) {
			t.Errorf("%q with tones elsewhere: %v", e.item, got)
		}
	}
}

// safety S9: a long text takes no longer than its length asks for.
func TestLong(t *testing.T) {
	const size = 100_000
	for name, part := range map[string]string{
		"stock": "nâng cao tinh thần trách nhiệm, ", "near misses": "không ngừng không chấp hành ", "numbers": "1 2/3 12,5% 2026-",
		"one number": "1", "one word": "ư", "marks": "a\u0301\u0323", "decomposed": norm.NFD.String("hằng tuần gọi nhắc "), "emoji": "🌟", "spaces": " ",
	} {
		took := func(runes int) time.Duration { // the fastest of three: others may be at work
			it := Item{Heading: "Học tập", Work: string([]rune(strings.Repeat(part, runes))[:runes])}
			fastest := time.Hour
			for range 3 {
				start := time.Now()
				Of(it)
				fastest = min(fastest, time.Since(start))
			}
			return fastest
		}
		if tenth, whole := took(size/10), took(size); whole > 30*tenth+10*time.Millisecond {
			t.Errorf("%s: %v, a tenth of it %v", name, whole, tenth)
		}
	}
}

func FuzzOf(f *testing.F) {
	tuning, _ := examples(f)
	for _, e := range tuning[:40] {
		f.Add(e.item.Heading, e.item.Work, e.item.Measure, e.item.Due)
	}
	f.Add("\xff", "1/", "# … | @ № yyyy", "t5\u0301")
	f.Fuzz(func(t *testing.T, heading, work, measure, due string) {
		i := Item{heading, work, measure, due}
		found := Of(i)
		for _, x := range found {
			if (x.Kind == Stock) != (x.Phrase != "") {
				t.Errorf("%q: %v", i, x)
			}
		}
		if got := NewIndex([]Item{i}).Likeness(i); got != 1 && got != 0 {
			t.Errorf("%q is like itself by %v", i, got)
		}
	})
}

func BenchmarkOf(b *testing.B) {
	tuning, _ := examples(b)
	b.ReportAllocs()
	for n := 0; b.Loop(); n++ {
		Of(tuning[n%len(tuning)].item)
	}
}

func BenchmarkOfLong(b *testing.B) {
	tuning, _ := examples(b)
	var long strings.Builder
	for n := 0; long.Len() < 130_000; n++ { // about 100,000 characters
		long.WriteString(tuning[n%len(tuning)].item.Work + "; ")
	}
	i := Item{Heading: "Học tập", Work: long.String()}
	for b.Loop() {
		Of(i)
	}
}
