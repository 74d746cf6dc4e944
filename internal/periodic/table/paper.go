package table

import (
	"strconv"
	"strings"

	"chibo/internal/i18n"
	"chibo/internal/paper"
)

// reservation stands on every paper and in every file: there is no official form.
const reservation = "Biểu do cấp ủy tự lập. Số liệu do các đơn vị gửi trên phần mềm."

// shown is a stored value as papers show it.
func (c Column) shown(stored string) string {
	switch {
	case c.Kind == YesNo && stored == Yes:
		return "Có"
	case c.Kind == YesNo && stored == No:
		return "Không"
	}
	return c.Typed(stored)
}

// remark says beside a unit what stands out about its sheet.
func (l Line) remark() string {
	var all []string
	if l.Aside {
		all = append(all, "nhập hộ")
	}
	if l.Gone {
		all = append(all, "không còn trực thuộc")
	}
	return strings.Join(all, "; ")
}

// standing says how many units have sent, and who has not.
func (w Whole) standing() string {
	said := strconv.Itoa(len(w.Lines)) + " đơn vị đã gửi, tính đến ngày " + i18n.Short(string(w.Today))
	if len(w.Missing) > 0 {
		said += "; " + strconv.Itoa(len(w.Missing)) + " đơn vị chưa gửi: " + strings.Join(w.Missing, ", ")
	}
	return said + "."
}

// Paper is the table as it is printed: what every unit sent, and the sums.
func (w Whole) Paper() paper.Document {
	t := paper.Table{Columns: []paper.Column{{Header: "TT", Width: 10, Align: paper.AlignRight}, {Header: "Đơn vị", Align: paper.AlignLeft}}}
	for _, c := range w.Columns {
		align := paper.AlignLeft
		if c.Kind == Number {
			align = paper.AlignRight
		}
		t.Columns = append(t.Columns, paper.Column{Header: c.Name, Align: align})
	}
	for i, l := range w.Lines {
		name := l.Name
		if r := l.remark(); r != "" {
			name += " (" + r + ")"
		}
		if len(l.Rows) == 0 {
			t.Rows = append(t.Rows, append([]string{strconv.Itoa(i + 1), name + ": không có"}, make([]string, len(w.Columns))...))
		}
		for n, row := range l.Rows {
			line := []string{"", ""}
			if n == 0 {
				line = []string{strconv.Itoa(i + 1), name}
			}
			for j, c := range w.Columns {
				line = append(line, c.shown(row[j]))
			}
			t.Rows = append(t.Rows, line)
		}
	}
	if w.Summed() {
		line := []string{"", "Tổng cộng"}
		for _, v := range w.Total.Values {
			line = append(line, typedNumber(v))
		}
		t.Rows = append(t.Rows, line)
	}
	d := paper.Document{
		Preset: paper.HD05, Title: w.Title + " – " + w.Owner.Name, Made: w.Today.Time(),
		Head: &paper.Head{
			Parent: w.Owner.ParentName, Issuer: w.Owner.Name,
			Place: w.Owner.Locality, Date: paper.DateInWords(w.Today.Time()),
		},
		Kind: "Biểu tổng hợp", Subject: w.Title, Note: reservation,
		Recipients: []string{"Lưu"}, Signatures: []paper.Signature{{Heading: "NGƯỜI LẬP BIỂU"}},
	}
	if w.Table.Purpose != "" {
		d.Blocks = append(d.Blocks, paper.Text(w.Purpose))
	}
	d.Blocks = append(d.Blocks, paper.Text(w.standing()), t)
	return d
}

// Workbook is the table as a file: a row for each row that was sent.
func (w Whole) Workbook() paper.Sheet {
	s := paper.Sheet{Name: "Tổng hợp", Title: []string{w.Owner.Name, w.Title, w.standing(), reservation}}
	for _, h := range []string{"TT", "Đơn vị", "Ngày gửi", "Ghi chú"} {
		s.Columns = append(s.Columns, paper.SheetColumn{Header: h})
	}
	for _, c := range w.Columns {
		s.Columns = append(s.Columns, paper.SheetColumn{Header: c.Name})
	}
	for i, l := range w.Lines {
		rows := l.Rows
		if len(rows) == 0 {
			rows = [][]string{make([]string, len(w.Columns))}
		}
		for _, row := range rows {
			line := []any{i + 1, l.Name, l.SentOn.Time(), l.remark()}
			for j, c := range w.Columns {
				line = append(line, c.number(row[j]))
			}
			s.Rows = append(s.Rows, line)
		}
	}
	if w.Summed() {
		line := []any{nil, "Tổng cộng", nil, nil}
		for _, v := range w.Total.Values {
			line = append(line, Column{Kind: Number}.number(v))
		}
		s.Rows = append(s.Rows, line)
	}
	return s
}

// number is a stored value as a cell of a spreadsheet holds it.
func (c Column) number(stored string) any {
	switch {
	case stored == "":
		return nil
	case c.Kind == Number:
		return float64(thousandths(stored)) / 1000
	}
	return c.shown(stored)
}
