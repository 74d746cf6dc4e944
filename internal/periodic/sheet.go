package periodic

import (
	"strconv"

	"chibo/internal/figure"
	"chibo/internal/i18n"
	"chibo/internal/movement"
	"chibo/internal/paper"
)

// rows of Biểu 1, as the form writes them.
var balanceRows = map[movement.Line]string{
	movement.InAdmitted: "Kết nạp", movement.InCountry: "Chuyển đến từ tỉnh khác", movement.InProvince: "Chuyển đến trong tỉnh",
	movement.InRestored: "Phục hồi đảng tịch", movement.InOther: "Tăng chưa ghi lý do",
	movement.OutDied: "Từ trần", movement.OutExpelled: "Khai trừ", movement.OutRemoved: "Xóa tên", movement.OutLeft: "Xin ra khỏi Đảng",
	movement.OutCountry: "Chuyển đi tỉnh khác", movement.OutProvince: "Chuyển đi trong tỉnh", movement.OutOther: "Giảm chưa ghi lý do",
}

// bands are the values of traits as the forms write them.
var bands = map[string]string{
	"female": "Nữ", "male": "Nam",
	"to_30": "Đến 30 tuổi", "to_40": "31 đến 40 tuổi", "to_50": "41 đến 50 tuổi", "to_60": "51 đến 60 tuổi", "over_60": "Trên 60 tuổi",
	"postgraduate": "Sau đại học", "university": "Đại học", "college": "Cao đẳng", "secondary": "Trung cấp, sơ cấp", "other": "Trình độ khác",
	"under_10": "Dưới 10 năm", "under_20": "10 đến 19 năm", "under_30": "20 đến 29 năm", "from_30": "Từ 30 năm",
	"theory_high": "Cao cấp, cử nhân", "theory_middle": "Trung cấp", "theory_low": "Sơ cấp",
	"": "Chưa ghi",
}

// uncounted is what the forms ask about people and the records do not tell so that it
// could be counted.
var uncounted = []string{"Nghề nghiệp", "Tuổi bình quân", "Thời kỳ kết nạp", "Học vấn phổ thông", "Học hàm", "Nghỉ hưu", "Miễn công tác, sinh hoạt đảng"}

// Workbook is the report in tables: its figures, and Biểu 1, 2, 3 and 6.
func (sh Sheet) Workbook() []paper.Sheet {
	f := sh.Facts
	all := []paper.Sheet{sh.figures(), sh.balance(), sh.traits("Biểu 2", "Biểu 2. Đảng viên mới kết nạp", f.Newcomers, []trait{
		{"Giới tính", f.Admitted.Sex}, {"Tuổi", f.Admitted.Ages}, {"Trình độ chuyên môn", f.Admitted.Schooling}, {"Lý luận chính trị", f.Admitted.Theory},
	}), sh.traits("Biểu 3", "Biểu 3. Đội ngũ đảng viên", f.live(Members), []trait{
		{"Giới tính", f.Members.Sex}, {"Tuổi", f.Members.Ages}, {"Trình độ chuyên môn", f.Members.Schooling}, {"Lý luận chính trị", f.Members.Theory}, {"Tuổi Đảng", f.Members.Tenure},
	}), sh.levels()}
	return all
}

// sheet begins a table with the lines above it.
func (sh Sheet) sheet(name, title string, headers ...string) paper.Sheet {
	s := paper.Sheet{Name: name, Title: []string{
		sh.Unit.Name, title, "Kỳ báo cáo: " + sh.Report.Period.Words() + ", số liệu đến ngày " + i18n.Short(string(sh.Facts.Through)), reservation,
	}}
	for _, h := range headers {
		s.Columns = append(s.Columns, paper.SheetColumn{Header: h})
	}
	return s
}

func (sh Sheet) figures() paper.Sheet {
	s := sh.sheet("Số liệu", "Báo cáo "+sh.Report.Period.Words(), "Tiêu chí", "Kỳ này", "Cùng kỳ năm trước", "So sánh (%)", "Dữ liệu hiện có")
	for _, l := range sh.Facts.Lines {
		row := []any{l.Key.Name(), l.N, nil, sh.Facts.Share(l), l.Live}
		if l.Before != nil {
			row[2] = *l.Before
		}
		s.Rows = append(s.Rows, row)
	}
	return s
}

func (sh Sheet) balance() paper.Sheet {
	f := sh.Facts
	s := sh.sheet("Biểu 1", "Biểu 1. Tăng, giảm đảng viên", "TT", "Tiêu chí", "Số đảng viên")
	add := func(no, text string, n int) { s.Rows = append(s.Rows, []any{no, text, n}) }
	add("A", "Đảng viên cuối kỳ trước", f.Before)
	for _, part := range []struct {
		no, text string
		lines    []movement.Line
	}{{"B", "Đảng viên tăng trong kỳ", movement.Increases}, {"C", "Đảng viên giảm trong kỳ", movement.Decreases}} {
		sum := 0
		for _, l := range part.lines {
			sum += f.Rows[l]
		}
		add(part.no, part.text, sum)
		for i, l := range part.lines {
			add(strconv.Itoa(i+1), balanceRows[l], f.Rows[l])
		}
	}
	add("D", "Đảng viên cuối kỳ (A + B − C)", f.After)
	return s
}

// trait is the sums of one trait under its name.
type trait struct {
	name  string
	parts []figure.Part
}

func (sh Sheet) traits(name, title string, all int, traits []trait) paper.Sheet {
	s := sh.sheet(name, title, "Nhóm", "Tiêu chí", "Số đảng viên")
	s.Rows = append(s.Rows, []any{"Tổng số", "", all})
	for _, t := range traits {
		for _, p := range t.parts {
			s.Rows = append(s.Rows, []any{t.name, bands[p.Value], people(p)})
		}
	}
	for _, name := range uncounted {
		s.Rows = append(s.Rows, []any{name, "Phần mềm không tổng hợp, đơn vị tự ghi", nil})
	}
	return s
}

// people is a sum of persons, unless it would show somebody.
func people(p figure.Part) any {
	if p.Hidden {
		return "<3"
	}
	return p.N
}

func (sh Sheet) levels() paper.Sheet {
	f := sh.Facts
	title := "Biểu 6. Kết quả đánh giá, xếp loại chất lượng"
	if f.Reviewed > 0 {
		title += " năm " + strconv.Itoa(f.Reviewed)
	}
	s := sh.sheet("Biểu 6", title, "Mức xếp loại", "Số tổ chức đảng", "Số đảng viên")
	if f.Reviewed == 0 {
		s.Rows = [][]any{{"Chưa có kết quả xếp loại được gửi cấp trên", nil, nil}}
	}
	for _, l := range f.Levels {
		s.Rows = append(s.Rows, []any{l.Title, l.Units, people(l.People)})
	}
	return s
}
