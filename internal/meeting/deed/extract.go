package deed

import (
	"strconv"
	"strings"

	"chibo/internal/meeting"
	"chibo/internal/paper"
	"chibo/internal/rulebook"
)

// ComposeExtract writes the extract of the minutes for the level above: that
// the meeting took place and with how many, its agenda, what was concluded on
// tasks, what was given to do and how votes went. What anybody said, who was
// absent, who carries a task, and all that concerns single members stays in
// the cell.
func ComposeExtract(r Minuted) paper.Document {
	m := r.Meeting
	d := r.letter(Extract, Texts{"recipients": strings.Join(r.extractFor(), "\n")})
	d.Kind, d.Subject = "Trích biên bản", occasion(m)
	d.Title = "Trích biên bản " + d.Subject
	when := "từ " + paperTime(m.OpenedAt) + " đến " + paperTime(m.ClosedAt) + ", ngày " + paperDate(m.HeldOn) + "."
	d.Blocks = []paper.Block{
		paper.Lead("Thời gian:", when),
		paper.Lead("Thành phần:", totals(m, meeting.Count(r.Seats))),
		paper.Lead("Chủ trì:", r.chair()+"."),
	}
	n := 0
	for _, p := range []point{
		{"CHƯƠNG TRÌNH", agendaTitles(r.Items)}, {"KẾT LUẬN", taskConclusions(r.Items)}, {"NHIỆM VỤ ĐÃ GIAO", taskTitles(r.Items)}, {"BIỂU QUYẾT", r.votes(openItems(r.Items), false)},
	} {
		if len(p.blocks) > 0 {
			n++
			d.Blocks = append(d.Blocks, paper.Heading{Level: 1, Text: paper.Roman(n) + ". " + p.title})
			d.Blocks = append(d.Blocks, p.blocks...)
		}
	}
	return d
}

func (r Minuted) extractFor() []string {
	if r.Unit.ParentName == "" {
		return []string{archive}
	}
	return []string{r.Unit.ParentName + " (để báo cáo)", archive}
}

// totals are the sums of the roll call without a name.
func totals(m meeting.Meeting, r meeting.Roll) string {
	s := sums(m, r)
	for _, absent := range []struct {
		words string
		n     int
	}{{"vắng có lý do", r.Excused}, {"vắng không có lý do", r.Unexcused}} {
		if absent.n > 0 {
			s += "; " + absent.words + " " + paper.TwoDigits(absent.n)
		}
	}
	return s + standing(r) + "."
}

// openItems are those that are not about single members.
func openItems(items []meeting.Item) []meeting.Item {
	var open []meeting.Item
	for _, i := range items {
		if !private(i) {
			open = append(open, i)
		}
	}
	return open
}

// agendaTitles are the titles of the agenda; of an item about a member, who is
// named in its title, only what it is, and of self-reflection reports only how
// many were heard.
func agendaTitles(items []meeting.Item) []paper.Block {
	list := paper.List{Marker: paper.Numbers}
	counted := false
	for _, i := range items {
		title := i.Title
		switch {
		case i.Report != "" && counted:
			continue
		case i.Report != "":
			counted = true
			title = "Nghe báo cáo liên hệ việc học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh: " + howMany(heard(items))
		case i.Key == meeting.NextReporters:
			title = "Phân công đồng chí báo cáo liên hệ tháng sau"
		case private(i) && i.Kind == rulebook.KindReport:
			title = "Báo cáo"
		case private(i):
			title = "Tự phê bình và phê bình"
		}
		list.Items = append(list.Items, paper.Text(stop(title)))
	}
	if len(list.Items) == 0 {
		return nil
	}
	return []paper.Block{list}
}

// heard is how many reports the meeting heard.
func heard(items []meeting.Item) (n int) {
	for _, i := range items {
		if i.Heard() {
			n++
		}
	}
	return n
}

// howMany says how many members reported; nobody writes none as "00".
func howMany(heard int) string {
	if heard == 0 {
		return "chưa nghe tại kỳ này"
	}
	return paper.TwoDigits(heard) + " đồng chí"
}

func taskConclusions(items []meeting.Item) []paper.Block {
	var blocks []paper.Block
	for _, i := range items {
		if i.Kind == rulebook.KindTask && i.Conclusion != "" {
			blocks = append(blocks, paper.Lead(strings.TrimSuffix(stop(i.Title), ".")+":", i.Conclusion))
		}
	}
	return blocks
}

func taskTitles(items []meeting.Item) []paper.Block {
	table := paper.Table{Columns: []paper.Column{
		{Header: "TT", Width: 11, Align: paper.AlignCentre}, {Header: "Nhiệm vụ"}, {Header: "Người thực hiện", Width: 50}, {Header: "Thời hạn", Width: 28},
	}}
	for _, i := range openItems(items) {
		for _, t := range i.Tasks {
			table.Rows = append(table.Rows, []string{strconv.Itoa(len(table.Rows) + 1), t.Title, "đồng chí được phân công", paperDate(t.Due)})
		}
	}
	if len(table.Rows) == 0 {
		return nil
	}
	return []paper.Block{table}
}
