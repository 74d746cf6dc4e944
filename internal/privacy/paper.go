package privacy

import (
	"encoding/json"
	"io"
	"strconv"

	"chibo/internal/db"
	"chibo/internal/i18n"
	"chibo/internal/paper"
)

// words is the value as a reader takes it in: codes in words, days as an office
// writes them.
func (f Field) words() string {
	if codedFields[f.Name] {
		return wordOf(codeWords, f.Value)
	}
	if _, ok := db.ParseDate(f.Value); ok && len(f.Value) > len("2006") {
		return i18n.Short(f.Value)
	}
	return f.Value
}

// Sheet writes the copy as a table that a person can read: one line a value.
func (c Copy) Sheet() paper.Sheet {
	sheet := paper.Sheet{
		Name: "Dữ liệu cá nhân", Title: []string{"Dữ liệu cá nhân của " + c.Name, "Lập lúc " + c.On.Local("")},
		Columns: []paper.SheetColumn{{Header: "Nhóm dữ liệu"}, {Header: "Mục"}, {Header: "Số mục"}, {Header: "Thông tin"}, {Header: "Nội dung"}},
	}
	n, table := 0, ""
	for _, r := range c.Records {
		if n++; r.Table != table {
			n, table = 1, r.Table
		}
		for _, f := range r.Fields {
			sheet.Rows = append(sheet.Rows, []any{sectionWords[r.Section], wordOf(tableWords, r.Table), strconv.Itoa(n), wordOf(fieldWords, f.Name), f.words()})
		}
	}
	return sheet
}

// JSON writes the copy for another program: the records by section and table, with
// the names and values under which they are kept.
func (c Copy) JSON(out io.Writer) error {
	type part struct {
		Section Section           `json:"section"`
		Table   string            `json:"table"`
		Fields  map[string]string `json:"fields"`
	}
	doc := struct {
		Name    string `json:"name"`
		On      string `json:"on"`
		Notice  int    `json:"notice"`
		Records []part `json:"records"`
	}{Name: c.Name, On: c.On.Format("2006-01-02T15:04:05Z07:00"), Notice: Notice, Records: []part{}}
	for _, r := range c.Records {
		fields := map[string]string{}
		for _, f := range r.Fields {
			fields[f.Name] = f.Value
		}
		doc.Records = append(doc.Records, part{r.Section, r.Table, fields})
	}
	e := json.NewEncoder(out)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(doc)
}

// traceColumns are those of the report, with their widths on paper in millimetres.
var traceColumns = []paper.Column{
	{Header: "TT", Width: 10, Align: paper.AlignCentre},
	{Header: "Thời điểm", Width: 25},
	{Header: "Người truy cập", Width: 32},
	{Header: "Việc", Width: 34},
	{Header: "Hồ sơ của", Width: 30},
	{Header: "Đơn vị"},
}

// title says what the report is of.
func (r Report) title() string {
	return "Truy cập dữ liệu cá nhân từ " + r.Span.From.Local("") + " đến " + r.Span.To.Local("")
}

// rows are the traces as texts.
func (r Report) rows() (all [][]string) {
	for i, t := range r.Traces {
		reader := t.Reader
		if reader == "" {
			reader = "Người vận hành (" + t.Account + ")"
		}
		all = append(all, []string{strconv.Itoa(i + 1), t.At.Local(""), reader, wordOf(traceWords, t.Kind), t.Of, t.UnitName})
	}
	return all
}

// Paper writes the report as a document.
func (r Report) Paper() paper.Document {
	sum := i18n.Number(i18n.Vi, r.Count.Reads) + " lượt truy cập của " + i18n.Number(i18n.Vi, r.Count.Readers) + " người; hồ sơ của " + i18n.Number(i18n.Vi, r.Count.People) +
		" người được xem; " + i18n.Number(i18n.Vi, r.Count.Lists) + " lượt xuất danh sách."
	blocks := []paper.Block{paper.Text(sum)}
	if len(r.Traces) > 0 {
		blocks = append(blocks, paper.Table{Columns: traceColumns, Rows: r.rows()})
	}
	return paper.Document{
		Preset: paper.HD05, Title: "Báo cáo truy cập dữ liệu cá nhân", Made: r.Made.Time, Head: &paper.Head{Parent: r.Unit.ParentName, Issuer: r.Unit.Name},
		Kind: "Báo cáo", Subject: r.title(), Blocks: blocks, Note: "Lập theo mẫu tham khảo, dùng trong nội bộ.",
	}
}

// Sheet writes the report as a table.
func (r Report) Sheet() paper.Sheet {
	sheet := paper.Sheet{Name: "Truy cập dữ liệu", Title: []string{r.Unit.Name, r.title()}}
	for _, c := range traceColumns {
		sheet.Columns = append(sheet.Columns, paper.SheetColumn{Header: c.Header})
	}
	for _, row := range r.rows() {
		cells := make([]any, len(row))
		for i, text := range row {
			cells[i] = text
		}
		sheet.Rows = append(sheet.Rows, cells)
	}
	return sheet
}
