package consultation

import (
	"fmt"
	"strconv"

	"chibo/internal/i18n"
	"chibo/internal/paper"
)

// reference stands below every paper.
const reference = "Lập theo mẫu tham khảo, dùng trong nội bộ."

// Words of papers, which are Vietnamese in every language of the pages.
var (
	stanceWords = map[Stance]string{"": "Chưa trả lời", Accepted: "Tiếp thu", Partly: "Tiếp thu một phần", Declined: "Không tiếp thu"}
	formWords   = map[Form]string{Posted: "Niêm yết", AtMeeting: "Thông báo tại cuộc họp", Network: "Mạng nội bộ", ByPaper: "Văn bản"}
)

// asked says who was asked, and how.
func (m Matter) asked() string {
	if m.Named {
		return "Ghi tên, trả lời bằng tài khoản"
	}
	return fmt.Sprintf("Không ghi tên, trả lời bằng phiếu có mã: %d phiếu đã in cho %d người", m.Slips, m.People)
}

// optionRows are the options with their votes.
func (sh Sheet) optionRows() (all [][]string) {
	for _, o := range sh.Options {
		all = append(all, []string{o.Label, strconv.Itoa(o.Votes), i18n.Percent(i18n.Vi, o.Votes, sh.Answers)})
	}
	return all
}

// clusterRows are what was said, and the answers.
func (sh Sheet) clusterRows() (all [][]string) {
	for n, c := range sh.Clusters {
		all = append(all, []string{strconv.Itoa(n + 1), c.Title, strconv.Itoa(c.N), stanceWords[c.Stance], c.Response})
	}
	return all
}

var (
	optionColumns  = []paper.Column{{Header: "Phương án"}, {Header: "Số ý kiến", Width: 24, Align: paper.AlignRight}, {Header: "Tỷ lệ", Width: 20, Align: paper.AlignRight}}
	clusterHeaders = []paper.Column{{Header: "TT", Width: 10, Align: paper.AlignCentre}, {Header: "Nhóm ý kiến", Width: 48}, {Header: "Số ý kiến", Width: 16, Align: paper.AlignRight}, {Header: "Xử lý", Width: 26}, {Header: "Trả lời"}}
)

// Paper writes what was said, and what the unit answers, as a report (tổng hợp ý kiến).
// It quotes nobody.
func (sh Sheet) Paper() paper.Document {
	m := sh.Matter
	blocks := []paper.Block{
		paper.Heading{Level: 1, Text: "I. Việc lấy ý kiến"},
		paper.Lead("Vấn đề:", m.Title),
		paper.Lead("Hình thức:", m.asked()+"."),
		paper.Lead("Hạn trả lời:", i18n.Short(string(m.ClosesOn))+"."),
		paper.Lead("Số người đã trả lời:", strconv.Itoa(sh.Answers)+"."),
	}
	if m.Few {
		blocks = append(blocks, paper.Text(fmt.Sprintf("Có ít hơn %d người trả lời nên các ý kiến đã được xóa để không lộ danh tính.", Least)))
	}
	blocks = append(blocks, paper.Heading{Level: 1, Text: "II. Kết quả"})
	if len(sh.Options) > 0 {
		blocks = append(blocks, paper.Table{Columns: optionColumns, Rows: sh.optionRows()})
	}
	if len(sh.Clusters) > 0 {
		blocks = append(blocks, paper.Table{Columns: clusterHeaders, Rows: sh.clusterRows()})
	}
	blocks = append(blocks, paper.Heading{Level: 1, Text: "III. Trả lời chung và quyết định"})
	if m.Conclusion != "" {
		blocks = append(blocks, paper.Text(m.Conclusion))
	}
	if m.Decision != "" {
		blocks = append(blocks, paper.Lead("Quyết định:", m.Decision+", ngày "+i18n.Short(string(m.DecidedOn))+"."))
	}
	return paper.Document{
		Preset: paper.HD05, Title: "Tổng hợp ý kiến", Made: sh.Today.Time(), Head: &paper.Head{Parent: sh.Above, Issuer: m.UnitName},
		Kind: "BÁO CÁO", Subject: "Tổng hợp ý kiến: " + m.Title, Blocks: blocks, Note: reference,
	}
}

// Tables writes the same as tables.
func (sh Sheet) Tables() []paper.Sheet {
	title := []string{sh.Matter.UnitName, "Tổng hợp ý kiến: " + sh.Matter.Title, reference}
	return []paper.Sheet{
		{Name: "Phương án", Title: title, Columns: headers(optionColumns), Rows: cells(sh.optionRows())},
		{Name: "Nhóm ý kiến", Title: title, Columns: headers(clusterHeaders), Rows: cells(sh.clusterRows())},
	}
}

func headers(columns []paper.Column) (all []paper.SheetColumn) {
	for _, c := range columns {
		all = append(all, paper.SheetColumn{Header: c.Header})
	}
	return all
}

func cells(rows [][]string) (all [][]any) {
	for _, row := range rows {
		line := make([]any, len(row))
		for i, text := range row {
			line[i] = text
		}
		all = append(all, line)
	}
	return all
}

// Paper writes the list of what is made public as a document to post.
func (l PublicationList) Paper() paper.Document {
	var rows [][]string
	for n, p := range l.Items {
		until := i18n.Short(string(p.From))
		if p.To != "" {
			until += " – " + i18n.Short(string(p.To))
		}
		rows = append(rows, []string{strconv.Itoa(n + 1), p.Title, formWords[p.Form], until, p.Responsible, i18n.Short(string(p.DoneOn))})
	}
	return paper.Document{
		Preset: paper.HD05, Title: "Danh mục công khai", Made: l.Today.Time(), Head: &paper.Head{Parent: l.Unit.ParentName, Issuer: l.Unit.Name},
		Kind: "DANH MỤC", Subject: "Nội dung công khai năm " + strconv.Itoa(l.Year),
		Blocks: []paper.Block{paper.Table{Columns: []paper.Column{
			{Header: "TT", Width: 9, Align: paper.AlignCentre},
			{Header: "Nội dung"},
			{Header: "Hình thức", Width: 28},
			{Header: "Thời gian", Width: 26},
			{Header: "Chịu trách nhiệm", Width: 32},
			{Header: "Đã thực hiện", Width: 24},
		}, Rows: rows}}, Note: reference,
	}
}
