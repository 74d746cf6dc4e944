package hint

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"
)

var others = []Item{
	{},
	{"Tiếp đón chu đáo", "Hướng dẫn từng người bệnh cao tuổi lấy số, chỉ đường đến phòng khám", "Không để người bệnh chờ quá 15 phút", "Cả năm, sơ kết 30/06"},
	{"Giữ sổ", "Ghi sổ lượt tiếp đón hằng ngày, đối chiếu vào thứ sáu", "12 bảng tổng hợp", "Ngày 05 hằng tháng"},
}

// D2
func TestSimilar(t *testing.T) {
	x := NewIndex(others)
	same := others[1]
	tests := []struct {
		name string
		item Item
		want bool
	}{
		{"empty", Item{}, false},
		{"the same", same, true},
		{"the same, decomposed", Item{same.Heading, norm.NFD.String(same.Work), same.Measure, same.Due}, true},
		{"the same in other columns", Item{Heading: same.Heading, Work: same.Work + ". " + same.Measure}, true},
		{"another due", Item{same.Heading, same.Work, same.Measure, "Quý IV"}, true},
		{"a number changed", Item{same.Heading, same.Work, "Không để người bệnh chờ quá 20 phút", "Cả năm"}, true},
		{"a word added, one left out", Item{"Tiếp đón rất chu đáo", "Hướng dẫn từng người bệnh cao tuổi lấy số, chỉ đường tới phòng khám", same.Measure, "2026"}, true},
		{"the same matter in own words", Item{"Tiếp đón", "Đứng ở sảnh giúp các cụ bấm số, dẫn tới tận phòng khám", "Không ai chờ quá 15 phút", "Cả năm"}, false},
		{"another matter", Item{"Giữ kho", "Kiểm kê tủ trực các khoa", "Không để thuốc quá hạn", "Ngày 25 hằng tháng"}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			want := Of(tt.item)
			if tt.want {
				want = append(want, Finding{Kind: Similar})
			}
			if diff := cmp.Diff(want, x.Of(tt.item)); diff != "" {
				t.Errorf("likeness %.2f: %s", x.Likeness(tt.item), diff)
			}
		})
	}
}

// D2
func TestLikeness(t *testing.T) {
	x := NewIndex(others)
	for n, i := range others[1:] {
		if got := x.Likeness(Item{Work: norm.NFD.String(i.Heading + "! " + i.Work + " – " + i.Measure)}); got != 1 {
			t.Errorf("%d: the same words are %v alike", n, got)
		}
	}
	if got := x.Likeness(Item{Work: "Trồng ngô"}); got != 0 {
		t.Errorf("nothing shared is %v alike", got)
	}
	if got := NewIndex(nil).Likeness(others[1]); got != 0 {
		t.Errorf("nobody to be like: %v", got)
	}
}

// thousand are items as 350 members would write them: many share words.
func thousand(b *testing.B) []Item {
	tuning, aside := examples(b)
	all := append(tuning, aside...)
	items := make([]Item, 1000)
	for n := range items {
		items[n] = all[n%len(all)].item
		items[n].Work += fmt.Sprintf(" ở tổ %d", n)
	}
	return items
}

func BenchmarkNewIndex(b *testing.B) {
	items := thousand(b)
	for b.Loop() {
		NewIndex(items)
	}
}

func BenchmarkLikeness(b *testing.B) {
	items := thousand(b)
	x := NewIndex(items)
	for n := 0; b.Loop(); n++ {
		x.Likeness(items[n%len(items)])
	}
}
