package stats

import (
	"fmt"
	"strconv"

	"chibo/internal/feedback"
	"chibo/internal/figure"
	"chibo/internal/i18n"
	"chibo/internal/paper"
	"chibo/internal/quality"
)

// reservation stands on every paper: no official form could be read.
const reservation = "Theo mẫu tham khảo. Số liệu tính theo tháng, lập từ dữ liệu đã ghi trên phần mềm."

// name is the period in words, as papers write it.
func (p Period) name() string {
	month, year := int(p.On.Time().Month()), strconv.Itoa(p.On.Year())
	switch {
	case p.Length == Quarter:
		return "quý " + paper.Roman((month+2)/3) + "/" + year
	case p.Length == Half && month <= 6:
		return "6 tháng đầu năm " + year
	case p.Length == Half:
		return "6 tháng cuối năm " + year
	case p.Length == Year:
		return "năm " + year
	}
	return "tháng " + strconv.Itoa(month) + "/" + year
}

// The columns of the page stand in two tables on the paper, which is too narrow for
// all of them; the first column is the same.
var (
	unitColumn = paper.Column{Header: "Tổ chức", Align: paper.AlignLeft}
	lifeOf     = []paper.Column{
		unitColumn,
		{Header: "Đảng viên", Width: 17, Align: paper.AlignRight},
		{Header: "Nữ", Width: 13, Align: paper.AlignRight},
		{Header: "So với CBVC", Width: 18, Align: paper.AlignRight},
		{Header: "Họp thường kỳ", Width: 20, Align: paper.AlignRight},
		{Header: "Chuyên đề", Width: 21, Align: paper.AlignRight},
		{Header: "Xếp loại Tốt", Width: 18, Align: paper.AlignRight},
	}
	workOfUnits = []paper.Column{
		unitColumn,
		{Header: "Báo cáo liên hệ", Width: 18, Align: paper.AlignRight},
		{Header: "Đăng ký", Width: 16, Align: paper.AlignRight},
		{Header: "Kết nạp", Width: 16, Align: paper.AlignRight},
		{Header: "Khen thưởng", Width: 19, Align: paper.AlignRight},
		{Header: "Phản ánh", Width: 18, Align: paper.AlignRight},
		{Header: "Quá hạn", Width: 17, Align: paper.AlignRight},
	}
)

// Paper is the table as it is printed; for all rows of it the overview was asked
// for page 0.
func (o Overview) Paper() paper.Document {
	life, work := paper.Table{Columns: lifeOf}, paper.Table{Columns: workOfUnits}
	add := func(name string, f Figures) {
		life.Rows = append(life.Rows, lifeLine(name, f, o.Period))
		work.Rows = append(work.Rows, workLine(name, f))
	}
	for _, r := range o.Rows {
		add(r.Name, r.Figures)
	}
	add("Cộng", o.Whole)
	name := o.Period.name()
	return paper.Document{
		Preset: paper.HD05, Title: "Tổng hợp số liệu " + name + " – " + o.Unit.Name, Made: o.Today.Time(),
		Head:    &paper.Head{Parent: o.Unit.ParentName, Issuer: o.Unit.Name, Place: o.Unit.Locality, Date: paper.DateInWords(o.Today.Time())},
		Kind:    "Tổng hợp số liệu",
		Subject: name + " (đến ngày " + o.Period.On.Local(i18n.Vi) + ")",
		Blocks: []paper.Block{
			paper.Heading{Level: 1, Text: "I. ĐẢNG VIÊN, SINH HOẠT"},
			life,
			paper.Heading{Level: 1, Text: "II. KẾT QUẢ CÔNG TÁC"},
			work,
		},
		Note: reservation,
	}
}

func lifeLine(name string, f Figures, p Period) []string {
	share, good := "–", "–"
	if f.Staff > 0 {
		share = i18n.Percent(i18n.Vi, f.Members, f.Staff)
	}
	if n := f.Scored(); n > 0 {
		good = fmt.Sprintf("%d/%d", f.Bands[quality.Good], n)
	}
	return []string{name, strconv.Itoa(f.Members), women(f.Women), share, fmt.Sprintf("%d/%d", f.Regular, f.Cells*p.Count()), strconv.Itoa(f.Thematic), good}
}

func workLine(name string, f Figures) []string {
	row := []string{name}
	for _, n := range []int{f.Reports, f.Pledges, f.Admitted, f.Awards, f.Concerns, f.Overdue} {
		row = append(row, strconv.Itoa(n))
	}
	return row
}

func women(p figure.Part) string {
	if p.Hidden {
		return "<3"
	}
	return strconv.Itoa(p.N)
}

// headers are the columns of the file, beside the name of the unit.
var headers = []string{
	"Tổ chức", "Đảng viên", "Chính thức", "Dự bị", "Nữ", "Số người làm việc", "Số chi bộ", "Họp thường kỳ", "Sinh hoạt chuyên đề",
	"Loại Tốt", "Loại Khá", "Loại Trung bình", "Loại Kém", "Báo cáo liên hệ đã kết luận", "Đăng ký được duyệt trong năm",
	"Kết nạp", "Khen thưởng (lượt)", "Phản ánh", "Phản ánh 12 tháng", "Phản ánh 12 tháng trước", "Nhiệm vụ quá hạn",
}

// Sheet is the table as a file, with every figure of the page.
func (o Overview) Sheet() paper.Sheet {
	s := paper.Sheet{Name: "Tổng quan", Title: []string{o.Unit.Name, "Tổng hợp số liệu " + o.Period.name() + ", đến ngày " + o.Period.On.Local(i18n.Vi), reservation}}
	for _, h := range headers {
		s.Columns = append(s.Columns, paper.SheetColumn{Header: h})
	}
	for _, r := range o.Rows {
		s.Rows = append(s.Rows, cells(r.Name, r.Figures))
	}
	s.Rows = append(s.Rows, cells("Cộng", o.Whole))
	return s
}

func cells(name string, f Figures) []any {
	row := []any{name, f.Members, f.Official(), f.Probationary}
	if f.Women.Hidden {
		row = append(row, "<3")
	} else {
		row = append(row, f.Women.N)
	}
	if f.Staff > 0 {
		row = append(row, f.Staff)
	} else {
		row = append(row, nil)
	}
	row = append(row, f.Cells, f.Regular, f.Thematic)
	for _, b := range quality.Bands {
		row = append(row, f.Bands[b])
	}
	row = append(row, f.Reports, f.Pledges, f.Admitted, f.Awards, f.Concerns)
	if f.Trend.Way() == feedback.Unknown {
		row = append(row, nil, nil)
	} else {
		row = append(row, f.Trend.Now, f.Trend.Before)
	}
	return append(row, f.Overdue)
}

// Name is what a file of the overview is called.
func (o Overview) Name() string {
	return "Tổng hợp số liệu " + o.Unit.Name + " " + string(o.Period.On)
}
