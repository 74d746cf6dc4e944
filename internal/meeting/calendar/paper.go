package calendar

import (
	"strconv"
	"strings"

	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/paper"
)

// kindWords name the kinds of meetings on papers.
var kindWords = map[meeting.Kind]string{
	meeting.Regular: "Thường kỳ", meeting.Thematic: "Chuyên đề", meeting.Extraordinary: "Bất thường", meeting.Congress: "Đại hội",
}

// kindWord is the kind of a meeting on papers.
func (l Line) kindWord() string {
	if l.Combined {
		return "Thường kỳ, kết hợp chuyên đề"
	}
	return kindWords[l.Kind]
}

// Names are those who are sent, in one line.
func (l Line) Names() string {
	var names []string
	for _, v := range l.Visits {
		names = append(names, v.Name)
	}
	return strings.Join(names, ", ")
}

// Paper is the calendar of a month as it is printed. There is no official form.
func (m Month) Paper() paper.Document {
	month := strings.TrimPrefix(i18n.Short(string(m.Month)), "0")
	t := paper.Table{Columns: []paper.Column{
		{Header: "TT", Width: 10, Align: paper.AlignRight},
		{Header: "Ngày", Width: 24, Align: paper.AlignLeft},
		{Header: "Giờ", Width: 16, Align: paper.AlignLeft},
		{Header: "Chi bộ", Align: paper.AlignLeft},
		{Header: "Loại cuộc họp", Width: 34, Align: paper.AlignLeft},
		{Header: "Người dự", Align: paper.AlignLeft},
	}}
	for i, l := range m.Lines {
		t.Rows = append(t.Rows, []string{strconv.Itoa(i + 1), i18n.Short(string(l.HeldOn)), l.StartsAt, l.UnitName, l.kindWord(), l.Names()})
	}
	d := paper.Document{
		Preset: paper.HD05, Title: "Lịch dự sinh hoạt tháng " + month + " – " + m.Unit.Name, Made: m.Today.Time(),
		Head: &paper.Head{Parent: m.Unit.ParentName, Issuer: m.Unit.Name, Place: m.Unit.Locality, Date: paper.DateInWords(m.Today.Time())},
		Kind: "Lịch dự sinh hoạt chi bộ", Subject: "tháng " + month,
		Note:       "Theo mẫu tham khảo. Ngày giờ do các chi bộ lập trên phần mềm, có thể thay đổi.",
		Recipients: []string{"Như trên", "Lưu"}, Signatures: []paper.Signature{{Heading: "NGƯỜI LẬP LỊCH"}},
	}
	if len(m.Lines) == 0 {
		d.Blocks = append(d.Blocks, paper.Text("Tháng này chưa có cuộc họp nào được lập kế hoạch."))
		return d
	}
	d.Blocks = append(d.Blocks, t)
	return d
}
