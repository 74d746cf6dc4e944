package deed

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/meeting"
	"chibo/internal/meeting/named"
	"chibo/internal/paper"
	"chibo/internal/vote"
)

// B5: minutes name who voted how where the cell voted by name, and nowhere else;
// what goes up names nobody.
func TestVotesByName(t *testing.T) {
	v := vote.Vote{ID: "v", Question: "Đổi ngày sinh hoạt", Count: vote.Count{Favour: 2, Against: 1}, Prospect: vote.Prospect{Base: vote.Base{Size: 4}, ByName: true}, Outcome: vote.Failed}
	hands := v
	hands.ID, hands.Question, hands.Prospect.ByName = "w", "Nghị quyết tháng 5", false
	items := []meeting.Item{{Votes: []vote.Vote{v, hands}}}
	r := Minuted{Items: items, Named: map[vote.ID][]named.Voice{"v": {
		{Name: "Nguyễn Văn A", Choice: named.Favour}, {Name: "Lê Văn C", Choice: named.Favour}, {Name: "Vũ Thị E", Choice: named.Against}, {Name: "Trần Thị B", Choice: named.Abstain},
	}}}
	blocks := r.votes(items, true)
	want := []paper.Block{
		paper.List{Marker: paper.Numbers, Items: []paper.Paragraph{
			paper.Text("Đổi ngày sinh hoạt (ghi tên): tán thành 2/4 đảng viên chính thức (50%); không tán thành 1; ý kiến khác 0; không biểu quyết 1. Không thông qua."),
			paper.Text("Nghị quyết tháng 5 (giơ tay): tán thành 2/4 đảng viên chính thức (50%); không tán thành 1; ý kiến khác 0. Không thông qua."),
		}},
		paper.Lead("Danh sách biểu quyết ghi tên:", "Đổi ngày sinh hoạt."),
		paper.Table{
			Columns: []paper.Column{{Header: "TT", Width: 11, Align: paper.AlignCentre}, {Header: "Họ và tên"}, {Header: "Biểu quyết", Width: 50}},
			Rows:    [][]string{{"1", "Nguyễn Văn A", "Đồng ý"}, {"2", "Lê Văn C", "Đồng ý"}, {"3", "Vũ Thị E", "Không đồng ý"}, {"4", "Trần Thị B", "Không biểu quyết"}},
		},
	}
	if diff := cmp.Diff(want, blocks); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if up := r.votes(items, false); len(up) != 1 {
		t.Errorf("what goes up holds %d blocks", len(up))
	}
}
