package conduct

import (
	"strconv"

	"chibo/internal/db"
	"chibo/internal/i18n"
	"chibo/internal/paper"
)

// Words of papers, which are Vietnamese in every language of the pages.
var (
	measureWords = map[Measure]string{Count: "số lần", Percent: "tỷ lệ %", YesNo: "có/không"}
	wayWords     = map[Way]string{Up: "Tăng ", Down: "Giảm ", Level: "Không đổi", Unknown: "–"}
)

const reference = "Lập theo mẫu tham khảo, dùng trong nội bộ. Bảng theo dõi nhận xét việc thực hiện của đơn vị, không xếp loại cá nhân."

// PeriodText writes a period as papers do: quý I/2026, 05/2026.
func (s Span) PeriodText(period db.Date) string {
	if s == Quarterly {
		return "Quý " + paper.Roman((int((period+"-01").Time().Month())+2)/3) + "/" + strconv.Itoa(period.Year())
	}
	return i18n.Short(string(period))
}

// ValueText writes a value of the measure.
func (m Measure) ValueText(v int) string {
	switch {
	case m == Percent:
		return strconv.Itoa(v) + " %"
	case m == YesNo && v > 0:
		return "Có"
	case m == YesNo:
		return "Không"
	}
	return i18n.Number(i18n.Vi, v)
}

// printed is how many of the last periods stand side by side on paper.
const printed = 4

// Paper writes the observations as a document: the last four periods of the page.
func (sh Sheet) Paper() paper.Document {
	periods := sh.Periods[max(0, len(sh.Periods)-printed):]
	skip := len(sh.Periods) - len(periods)
	columns := []paper.Column{{Header: "TT", Width: 10, Align: paper.AlignCentre}, {Header: "Nội dung (cách đo)"}}
	for _, p := range periods {
		columns = append(columns, paper.Column{Header: sh.Use.Span.PeriodText(p), Width: 19, Align: paper.AlignCentre})
	}
	columns = append(columns, paper.Column{Header: "So với kỳ trước", Width: 24})
	table := paper.Table{Columns: columns}
	var notes []paper.Paragraph
	for i, r := range sh.Rows {
		row := []string{strconv.Itoa(i + 1), r.Rule.Title + " (" + measureWords[r.Rule.Measure] + ")"}
		for _, c := range r.Cells[skip:] {
			row = append(row, cellText(r.Rule.Measure, c))
		}
		table.Rows = append(table.Rows, append(row, r.changeText()))
		if n := len(r.Cells); n > 0 && r.Cells[n-1] != nil && r.Cells[n-1].Note != "" {
			notes = append(notes, paper.Lead(r.Rule.Title+":", r.Cells[n-1].Note))
		}
	}
	blocks := []paper.Block{paper.Text(sh.Use.Code.origin()), table}
	if len(notes) > 0 {
		blocks = append(blocks, paper.Heading{Level: 2, Text: "Ghi chú của kỳ gần nhất"}, paper.List{Items: notes})
	}
	return paper.Document{
		Preset: paper.HD05, Title: "Theo dõi thực hiện chuẩn mực", Made: sh.Today.Time(), Head: &paper.Head{Parent: sh.Unit.ParentName, Issuer: sh.Unit.Name},
		Kind: "Bảng theo dõi", Subject: "thực hiện " + sh.Use.Code.Name, Blocks: blocks, Note: reference,
	}
}

func cellText(m Measure, o *Observation) string {
	if o == nil {
		return "–"
	}
	return m.ValueText(o.Value)
}

// changeText says how the last period differs from the one before.
func (r Row) changeText() string {
	way, by := r.Change()
	switch {
	case way == Level || way == Unknown:
		return wayWords[way]
	case r.Rule.Measure == YesNo:
		return "Thay đổi"
	case r.Rule.Measure == Percent:
		return wayWords[way] + strconv.Itoa(by) + " điểm %"
	}
	return wayWords[way] + i18n.Number(i18n.Vi, by)
}

// origin says in a sentence which paper the code comes from.
func (c Code) origin() string {
	text := "Bộ chuẩn mực: " + c.Name
	if c.Number != "" {
		text += ", " + c.Number
	}
	if c.IssuedOn != "" {
		text += ", ngày " + i18n.Short(string(c.IssuedOn))
	}
	if c.Issuer != "" {
		text += ", " + c.Issuer
	}
	return text + " (bản " + strconv.Itoa(c.Edition) + ")."
}
