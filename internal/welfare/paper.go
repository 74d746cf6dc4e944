package welfare

import (
	"strconv"

	"chibo/internal/i18n"
	"chibo/internal/paper"
)

// reference stands below the paper, which follows no official form.
const reference = "Lập theo mẫu tham khảo, dùng trong nội bộ. Không ghi tên, tình trạng sức khỏe của người được chăm lo."

// columns are those of the list of care, with their widths on paper in millimetres.
// The words of papers are Vietnamese in every language of the pages.
var columns = []paper.Column{
	{Header: "TT", Width: 12, Align: paper.AlignCentre},
	{Header: "Ngày", Width: 28},
	{Header: "Dịp, nội dung"},
	{Header: "Hình thức", Width: 40},
	{Header: "Số người", Width: 22, Align: paper.AlignCentre},
}

// title names the list.
func (b Book) title() string { return "Danh sách chăm lo năm " + strconv.Itoa(b.Year) }

// rows are the visits as texts, and a last row of their sum.
func (b Book) rows() (all [][]string) {
	sum := 0
	for i, v := range b.Visits {
		sum += v.Persons
		all = append(all, []string{strconv.Itoa(i + 1), i18n.Short(string(v.HeldOn)), v.Occasion, Named(sorts.Forms, v.Form).Vi, strconv.Itoa(v.Persons)})
	}
	return append(all, []string{"", "", "Cộng: " + strconv.Itoa(len(b.Visits)) + " lần", "", strconv.Itoa(sum)})
}

// Paper writes the list of care as a document, the earliest first.
func (b Book) Paper() paper.Document {
	head := &paper.Head{Parent: b.Unit.ParentName, Issuer: b.Unit.Name}
	if b.Unit.Kind.Mass() { // it stands under the name of its organisation, not of the Party
		head.Body = b.Unit.Kind.NameVi
	}
	return paper.Document{
		Preset: paper.HD05, Title: b.title(), Made: b.Today.Time(), Head: head, Kind: b.title(),
		Blocks: []paper.Block{paper.Table{Columns: columns, Rows: b.rows()}}, Note: reference,
	}
}

// Sheet writes the list of care as a table.
func (b Book) Sheet() paper.Sheet {
	sheet := paper.Sheet{Name: "Chăm lo", Title: []string{b.Unit.Name, b.title(), reference}}
	for _, c := range columns {
		sheet.Columns = append(sheet.Columns, paper.SheetColumn{Header: c.Header})
	}
	for i, v := range b.Visits {
		sheet.Rows = append(sheet.Rows, []any{i + 1, i18n.Short(string(v.HeldOn)), v.Occasion, Named(sorts.Forms, v.Form).Vi, v.Persons})
	}
	return sheet
}
