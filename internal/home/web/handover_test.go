package web

import (
	"strings"
	"testing"

	"chibo/internal/directive"
	"chibo/internal/document"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/paper"
	"chibo/internal/task"
)

// I8: the paper names both sides and everything that is handed over, and
// leaves room where nobody is known.
func TestRecord(t *testing.T) {
	official := func(name string, post member.Post) member.Called {
		return member.Called{Person: member.ID(name), Name: name, Post: post, Status: member.Official}
	}
	e := estate{
		unit: org.Unit{Name: "Chi bộ Trạm Y tế", ParentName: "Đảng bộ Sở Y tế", Locality: "Hà Nội"}, term: org.Term{Ordinal: "VIII", From: "2025-03-10"},
		today: "2026-05-25", preset: paper.HD05,
		called: []member.Called{
			official("Nguyễn Văn A", member.Secretary), official("Trần Thị B", member.Deputy),
			{Person: "o", Name: "Cao Thị O", Status: member.Probationary},
			{Person: "v", Name: "Vũ Văn V", Status: member.Official, State: member.Visiting},
		},
		care:     member.Care{Ending: []member.Ending{{Name: "Cao Thị O", On: "2026-06-18"}}},
		numbers:  []document.Number{{Code: "NQ", Last: 5}},
		tasks:    []task.Task{{Title: "Rà soát tủ thuốc", AssigneeName: "Bùi Thị H", Due: "2026-05-22", State: task.Assigned}},
		meetings: []meeting.Meeting{{Kind: meeting.Regular, HeldOn: "2026-06-03", State: meeting.Preparing}},
		left:     []Step{{Key: "report", Month: "2026-05"}},
		toStudy:  []directive.Directive{{Number: "18-KH/ĐU", Title: "Sơ kết 6 tháng", Due: "2026-06-20"}},
	}
	if err := e.choose("Trần Thị B"); err != nil {
		t.Fatal(err)
	}
	for _, id := range []member.ID{"o", "v", "Nguyễn Văn A", "x"} {
		other := e
		if err := other.choose(id); err == nil {
			t.Errorf("%s takes over", id)
		}
	}
	for _, want := range []string{
		"bàn giao công tác bí thư chi bộ", "đồng chí Nguyễn Văn A, bí thư chi bộ", "đồng chí Trần Thị B", "03 đảng viên: 02 chính thức, 01 dự bị; nhiệm kỳ VIII",
		"Cao Thị O: hết thời gian dự bị ngày 18/06/2026", "NQ", "22/05/2026 (quá 3 ngày)", "Sinh hoạt thường kỳ ngày 03/06/2026: đang chuẩn bị",
		"Đăng và báo cáo cấp trên kỳ sinh hoạt 05/2026: chưa xong", "18-KH/ĐU: Sơ kết 6 tháng (hạn báo cáo 20/06/2026)",
	} {
		if got := words(t, e.record()); !strings.Contains(got, want) {
			t.Errorf("no %q in %s", want, got)
		}
	}
	nothing := estate{unit: e.unit, today: e.today, preset: paper.HD36}
	if got := words(t, nothing.record()); strings.Count(got, "Không có.") != 4 || !strings.Contains(got, "đồng chí …") {
		t.Errorf("of an empty cell: %s", got)
	}
}

// words is a paper as it is read.
func words(t *testing.T, d paper.Document) string {
	t.Helper()
	var page strings.Builder
	if err := paper.HTML(&page, d); err != nil {
		t.Fatal(err)
	}
	return page.String()
}
