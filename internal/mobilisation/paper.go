package mobilisation

import (
	"strconv"

	"chibo/internal/i18n"
	"chibo/internal/paper"
)

// reference stands below every paper: no official form could be read.
const reference = "Lập theo mẫu tham khảo, dùng trong nội bộ."

// Words of papers, which are Vietnamese in every language of the pages.
var (
	itemStateWords = map[ItemState]string{Planned: "Đang thực hiện", Done: "Đã hoàn thành"}
	fieldWords     = map[Field]string{Economy: "Kinh tế", Culture: "Văn hóa – xã hội", Defence: "Quốc phòng – an ninh", Politics: "Hệ thống chính trị"}
	levelWords     = map[Level]string{ByUnit: "Đơn vị", ByBase: "Đảng ủy cơ sở", BySuperior: "Đảng ủy cấp trên cơ sở", ByProvince: "Tỉnh"}
	stateWords     = map[State]string{
		Registered: "Đã đăng ký", Assisted: "Đang giúp đỡ", Appraised: "Đã thẩm định", Recognised: "Được công nhận", Exemplary: "Điển hình", Proposed: "Đề nghị khen thưởng",
		Declined: "Chưa được công nhận", Withdrawn: "Đã rút",
	}
)

// programmeColumns are those of the programme, with their widths on paper in millimetres.
var programmeColumns = []paper.Column{
	{Header: "TT", Width: 11, Align: paper.AlignCentre},
	{Header: "Nội dung", Width: 45},
	{Header: "Đối tượng", Width: 25},
	{Header: "Biện pháp"},
	{Header: "Phụ trách", Width: 27},
	{Header: "Thời hạn, kết quả", Width: 27},
}

// Paper writes the programme as a document, a table for each area.
func (p Programme) Paper() paper.Document {
	d := paper.Document{
		Preset: paper.HD05, Title: "Chương trình công tác dân vận năm " + strconv.Itoa(p.Year), Made: p.Today.Time(),
		Head: &paper.Head{Parent: p.Unit.ParentName, Issuer: p.Unit.Name, Place: p.Unit.Locality, Date: paper.DateInWords(p.Today.Time())},
		Kind: "Chương trình", Subject: "công tác dân vận năm " + strconv.Itoa(p.Year), Note: reference,
		Signatures: []paper.Signature{{Heading: "T/M CHI BỘ", Post: "BÍ THƯ"}},
	}
	if !p.Unit.Kind.Holds {
		d.Signatures[0].Heading = "T/M ĐẢNG ỦY"
	}
	for n, group := range p.Groups() {
		t := paper.Table{Columns: programmeColumns}
		for _, i := range group.Items {
			if i.State == Dropped {
				continue
			}
			result := i18n.Short(string(i.Due)) + "; " + itemStateWords[i.State]
			t.Rows = append(t.Rows, []string{strconv.Itoa(len(t.Rows) + 1), i.Work, i.Audience, i.Measure, i.Owners(), result})
		}
		if len(t.Rows) > 0 {
			d.Blocks = append(d.Blocks, paper.Heading{Level: 1, Text: paper.Roman(n+1) + ". " + group.Area.Name}, t)
		}
	}
	if len(d.Blocks) == 0 {
		d.Blocks = []paper.Block{paper.Text("Chưa có nội dung.")}
	}
	return d
}

// modelListColumns are those of the list of models.
var modelListColumns = []paper.Column{
	{Header: "TT", Width: 11, Align: paper.AlignCentre},
	{Header: "Tên mô hình", Width: 34},
	{Header: "Tập thể, cá nhân", Width: 24},
	{Header: "Đơn vị", Width: 24},
	{Header: "Lĩnh vực", Width: 20},
	{Header: "Ngày đăng ký", Width: 26},
	{Header: "Kết quả"},
}

// Whose is the collective or the member of a model; "" for who may not read it.
func (m Model) Whose() string {
	if m.Kind == Collective {
		return m.Collective
	}
	return m.PersonName
}

// rows are the models as texts.
func (l List) rows() (all [][]string) {
	for n, m := range l.Models {
		whose, result := m.Whose(), stateWords[m.State]
		if whose == "" {
			whose = "Cá nhân"
		}
		if m.Level != "" {
			result += " (" + levelWords[m.Level] + ")"
		}
		if m.Spread > 0 {
			result += "; nhân rộng ở " + strconv.Itoa(m.Spread) + " đơn vị"
		}
		all = append(all, []string{strconv.Itoa(n + 1), m.Title, whose, m.UnitName, fieldWords[m.Field], i18n.Short(string(m.RegisteredOn)), result})
	}
	return all
}

// title names what the list holds.
func (l List) title() string {
	if l.Filter.Year == 0 {
		return "Danh sách mô hình Dân vận khéo"
	}
	return "Danh sách mô hình Dân vận khéo năm " + strconv.Itoa(l.Filter.Year)
}

// Paper writes the list of models as a document.
func (l List) Paper() paper.Document {
	return paper.Document{
		Preset: paper.HD05, Title: l.title(), Made: l.Today.Time(), Head: &paper.Head{Parent: l.Unit.ParentName, Issuer: l.Unit.Name}, Kind: "Danh sách", Subject: l.title()[len("Danh sách "):],
		Blocks: []paper.Block{paper.Table{Columns: modelListColumns, Rows: l.rows()}}, Note: reference,
	}
}

// Sheet writes the list of models as a table.
func (l List) Sheet() paper.Sheet {
	sheet := paper.Sheet{Name: "Dân vận khéo", Title: []string{l.Unit.Name, l.title(), reference}}
	for _, c := range modelListColumns {
		sheet.Columns = append(sheet.Columns, paper.SheetColumn{Header: c.Header})
	}
	for _, row := range l.rows() {
		cells := make([]any, len(row))
		for i, text := range row {
			cells[i] = text
		}
		sheet.Rows = append(sheet.Rows, cells)
	}
	return sheet
}
