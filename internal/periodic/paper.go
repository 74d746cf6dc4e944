package periodic

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"chibo/internal/i18n"
	"chibo/internal/paper"
)

// reservation stands on every paper and in every file: no official form could be
// read.
const reservation = "Theo mẫu tham khảo. Số liệu lập từ dữ liệu đã ghi trên phần mềm."

// names are the figures as papers write them.
var names = map[Key]string{
	Members:      "Đảng viên",
	Probationary: "Trong đó: đảng viên dự bị",
	Regular:      "Cuộc họp thường kỳ đã tổ chức",
	Thematic:     "Buổi sinh hoạt chuyên đề đã tổ chức",
	Called:       "Lượt đảng viên được triệu tập họp",
	Present:      "Trong đó: lượt dự họp",
	Scored:       "Cuộc họp thường kỳ đã chấm điểm",
	ScoredGood:   "Trong đó: xếp loại tốt",
	TasksDue:     "Nhiệm vụ đến hạn trong kỳ",
	TasksDone:    "Trong đó: hoàn thành đúng hạn",
	Overdue:      "Nhiệm vụ còn quá hạn",
	Reflections:  "Báo cáo liên hệ đã kết luận",
	Pledges:      "Bản đăng ký trong năm đã duyệt",
	Admitted:     "Kết nạp đảng viên",
	Awards:       "Khen thưởng (lượt)",
	Concerns:     "Phản ánh của nhân dân",
	Targets:      "Chỉ tiêu năm đã giao",
	Reached:      "Trong đó: đã đạt",
}

// Name is a figure as papers write it.
func (k Key) Name() string { return names[k] }

// headings are the parts as papers write them.
var headings = map[Part]string{
	Results:   "I. Kết quả thực hiện",
	Limits:    "II. Hạn chế, nguyên nhân",
	Ahead:     "III. Phương hướng, nhiệm vụ kỳ tới",
	Proposals: "IV. Kiến nghị, đề xuất",
}

// Paper is the report as it is printed: as it was sent, before that as it stands.
func (sh Sheet) Paper() paper.Document {
	words, on := sh.Report.Period.Words(), sh.Today
	if sh.Report.SentOn != "" && !sh.Writes() {
		on = sh.Report.SentOn
	}
	kind, body := "CB", "T/M CHI BỘ"
	if sh.Facts.Branch {
		kind, body = "ĐU", "T/M ĐẢNG ỦY"
	}
	d := paper.Document{
		Preset: paper.HD05, Title: "Báo cáo " + words + " – " + sh.Unit.Name, Made: on.Time(),
		Head: &paper.Head{
			Parent: sh.Unit.ParentName, Issuer: sh.Unit.Name, Number: paper.Number(0, "BC", kind),
			Place: sh.Unit.Locality, Date: paper.DateInWords(on.Time()),
		},
		Kind: "Báo cáo", Subject: "tình hình, kết quả công tác " + words,
		Recipients: []string{"Như trên"}, Note: reservation,
		Signatures: []paper.Signature{{Heading: body, Post: "BÍ THƯ"}},
	}
	if sh.Unit.ParentName != "" {
		d.Addressees = []string{sh.Unit.ParentName}
	} else {
		d.Recipients = []string{"Cấp ủy cấp trên (để báo cáo)"}
	}
	for _, p := range Parts {
		d.Blocks = append(d.Blocks, paper.Heading{Level: 1, Text: headings[p]})
		if p == Results {
			d.Blocks = append(d.Blocks, sh.Facts.table()...)
		}
		text := cmp.Or(sh.Texts.Of(p), "Không có.")
		if slices.Contains(needed, p) {
			text = cmp.Or(sh.Texts.Of(p), "…………") // still to be written
		}
		d.Blocks = append(d.Blocks, paper.Text(text))
	}
	return d
}

// table is the figures as they stand in the paper.
func (f Facts) table() []paper.Block {
	right := func(header string) paper.Column {
		return paper.Column{Header: header, Width: 24, Align: paper.AlignRight}
	}
	t := paper.Table{Columns: []paper.Column{{Header: "Tiêu chí", Align: paper.AlignLeft}, right("Kỳ này"), right("Cùng kỳ năm trước"), right("So sánh (%)")}}
	if f.Branch {
		t.Columns = append(t.Columns, right("Dữ liệu hiện có"))
	}
	for _, l := range f.Lines {
		row := []string{l.Key.Name(), strconv.Itoa(l.N), "–", f.Share(l)}
		if l.Before != nil {
			row[2] = strconv.Itoa(*l.Before)
		}
		if f.Branch {
			row = append(row, strconv.Itoa(l.Live))
		}
		t.Rows = append(t.Rows, row)
	}
	said := "Số liệu đến ngày " + i18n.Short(string(f.Through))
	if f.Branch {
		said += fmt.Sprintf(", tổng hợp từ báo cáo của %d/%d đơn vị trực thuộc", f.Sent, f.Units)
		if len(f.Missing) > 0 {
			said += "; chưa có báo cáo: " + strings.Join(f.Missing, ", ")
		}
	}
	return []paper.Block{paper.Text(said + "."), t}
}

// Share is a figure in per cent of that of the year before; a dash where there is
// none, and as long as it is the sum of some units only.
func (f Facts) Share(l Line) string {
	if l.Before == nil || *l.Before == 0 || f.Sent < f.Units {
		return "–"
	}
	return i18n.Percent(i18n.Vi, l.N, *l.Before)
}
