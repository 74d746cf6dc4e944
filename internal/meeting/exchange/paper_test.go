package exchange

import (
	"testing"

	"chibo/internal/db"
	"chibo/internal/paper/papertest"
)

// B13: the minutes of an exchange, as Word and PDF print them: the draft, and
// the version on which all agreed.
func TestPaper(t *testing.T) {
	p := printed{
		Parent: "Đảng bộ Sở Y tế", Locality: "Hà Nội", Kind: Visit, HeldOn: "2026-06-09", StartsAt: "08:00", Place: "Phòng họp tầng 2",
		Purpose: "Trao đổi cách chuẩn bị nội dung sinh hoạt", Topic: "Ra nghị quyết ngắn, rõ việc, rõ người", Programme: "Giới thiệu cách làm\nTrao đổi, thống nhất",
		Sides: []side{
			{Name: "Chi bộ Trạm Y tế", Head: "Nguyễn Văn A", People: []Person{{Name: "Nguyễn Văn A"}, {Name: "Lê Văn C", Presents: "cách theo dõi nhiệm vụ"}}},
			{Name: "Chi bộ Khoa Dược", Head: "Lý Thị Z"},
		},
		Minutes:  Minutes{Course: "Chi bộ Trạm Y tế giới thiệu cách làm.\nHai chi bộ trao đổi.", Points: "Mỗi quý trao đổi một lần."},
		Recorder: "Vũ Thị E",
	}
	papertest.Golden(t, "minutes.txt", papertest.Whole(t, compose(p, false)))
	p.Kind, p.Minutes, p.Parent, p.Programme, p.Sides = "thematic", Minutes{}, "", "", p.Sides[:1]
	papertest.Golden(t, "draft.txt", papertest.Whole(t, compose(p, true)))
	cells := []Cell{{Unit: "a", Name: "Chi bộ Trạm Y tế"}, {Unit: "b", Name: "Chi bộ Khoa Dược"}}
	said := confirmed(cells, []Verdict{{Unit: "b", Agrees: true, At: db.At(db.Date("2026-06-10").Time())}, {Unit: "a"}}, "0123456789abcdef")
	if want := "Chi bộ Khoa Dược nhất trí ngày 10/6/2026; Mã nội dung 0123456789ab."; said != want {
		t.Errorf("%q, want %q", said, want)
	}
}
