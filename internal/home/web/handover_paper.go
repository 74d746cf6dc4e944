package web

import (
	"fmt"
	"strconv"
	"strings"

	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/paper"
)

// dots leave room for writing by hand.
const dots = "…………………………"

// record writes the hand-over as a paper that both sign. No guidance knows a
// form for it, so it follows that of minutes, with room for what no program
// knows: books, the seal's keeper, money.
func (e estate) record() paper.Document {
	d := paper.Document{
		Preset: e.preset, Title: "Biên bản bàn giao công tác bí thư " + e.unit.Name, Made: e.today.Time(),
		Head:       &paper.Head{Parent: e.unit.ParentName, Issuer: e.unit.Name, Number: paper.Number(0, "BB", "CB"), Place: e.unit.Locality, Date: paper.DateInWords(e.today.Time())},
		Kind:       "Biên bản",
		Subject:    "bàn giao công tác bí thư chi bộ",
		Signatures: []paper.Signature{{Heading: "Bên nhận", Name: e.to.Name}, {Heading: "Bên giao", Name: e.secretary().Name}},
		Recipients: []string{"Cấp ủy cấp trên (để báo cáo)", "Bên giao, bên nhận"},
	}
	d.Blocks = append(d.Blocks,
		paper.Text(fmt.Sprintf("Ngày %s, %s tiến hành bàn giao công tác bí thư chi bộ, gồm:", i18n.Short(string(e.today)), e.unit.Name)),
		paper.Lead("Bên giao:", comrade(e.secretary().Name)+", bí thư chi bộ."),
		paper.Lead("Bên nhận:", comrade(e.to.Name)+"."),
		paper.Lead("Người chứng kiến:", dots),
	)
	for n, part := range []struct {
		title  string
		blocks []paper.Block
	}{
		{"Tổ chức và đảng viên", e.people()},
		{"Số văn bản đã dùng", e.numbered()},
		{"Nhiệm vụ đang thực hiện", e.running()},
		{"Cuộc họp và giấy tờ chưa xong", e.unfinished()},
		{"Văn bản cấp trên chưa quán triệt", e.unstudied()},
		{"Hồ sơ, sổ sách, tài sản khác", []paper.Block{paper.Text(dots + dots), paper.Text(dots + dots)}},
	} {
		d.Blocks = append(d.Blocks, paper.Heading{Level: 1, Text: paper.Roman(n+1) + ". " + part.title})
		d.Blocks = append(d.Blocks, part.blocks...)
	}
	d.Blocks = append(d.Blocks,
		paper.Text("Tài khoản trong phần mềm gắn với từng người; bên giao không bàn giao mật khẩu. Quyền của bí thư theo quyết định chỉ định hoặc kết quả bầu cử được ghi trong phần mềm."),
		paper.Text("Hai bên đã kiểm tra và thống nhất nội dung trên. Biên bản lập thành 02 bản, mỗi bên giữ 01 bản."),
	)
	return d
}

// comrade is somebody by name, or room for it.
func comrade(name string) string {
	if name == "" {
		return "đồng chí " + dots
	}
	return "đồng chí " + name
}

func (e estate) people() []paper.Block {
	official, probationary := e.sums()
	line := fmt.Sprintf("%s có %s đảng viên: %s chính thức, %s dự bị", e.unit.Name,
		paper.TwoDigits(official+probationary), paper.TwoDigits(official), paper.TwoDigits(probationary))
	if e.term.Ordinal != "" {
		line += "; nhiệm kỳ " + e.term.Ordinal + ", từ ngày " + i18n.Short(string(e.term.From))
	}
	blocks := []paper.Block{paper.Text(line + ".")}
	for _, end := range e.care.Ending {
		blocks = append(blocks, paper.Text("- Đồng chí "+end.Name+": hết thời gian dự bị ngày "+i18n.Short(string(end.On))+", chưa xét công nhận chính thức."))
	}
	return blocks
}

// none is the only line of a part that is empty.
func none() []paper.Block { return []paper.Block{paper.Text("Không có.")} }

func (e estate) numbered() []paper.Block {
	t := paper.Table{Columns: []paper.Column{{Header: "Loại văn bản", Align: paper.AlignCentre}, {Header: "Số cuối đã dùng trong nhiệm kỳ", Align: paper.AlignCentre}}}
	for _, n := range e.numbers {
		t.Rows = append(t.Rows, []string{n.Code, paper.TwoDigits(n.Last)})
	}
	if len(t.Rows) == 0 {
		return none()
	}
	return []paper.Block{t}
}

func (e estate) running() []paper.Block {
	t := paper.Table{Columns: []paper.Column{
		{Header: "TT", Width: 12, Align: paper.AlignCentre}, {Header: "Nhiệm vụ"}, {Header: "Người thực hiện", Width: 42}, {Header: "Thời hạn", Width: 30, Align: paper.AlignCentre},
	}}
	for i, k := range e.tasks {
		due := i18n.Short(string(k.Due))
		if late := k.Late(e.today); late > 0 {
			due += fmt.Sprintf(" (quá %d ngày)", late)
		}
		t.Rows = append(t.Rows, []string{strconv.Itoa(i + 1), k.Title, k.AssigneeName, due})
	}
	if len(t.Rows) == 0 {
		return none()
	}
	return []paper.Block{t}
}

func (e estate) unfinished() []paper.Block {
	var blocks []paper.Block
	for _, m := range e.meetings {
		blocks = append(blocks, paper.Text("- "+kindName(m.Kind)+" ngày "+i18n.Short(string(m.HeldOn))+": "+stateName(m.State)+"."))
	}
	for _, s := range e.left {
		if words, ok := stepNames[s.Key]; ok {
			blocks = append(blocks, paper.Text("- "+words+" kỳ sinh hoạt "+i18n.Short(string(s.Month))+": chưa xong."))
		}
	}
	if blocks == nil {
		return none()
	}
	return blocks
}

// stepNames are the steps after a meeting, in the words of papers.
var stepNames = map[string]string{"papers": "Biên bản, nghị quyết", "report": "Đăng và báo cáo cấp trên"}

func (e estate) unstudied() []paper.Block {
	var blocks []paper.Block
	for _, d := range e.toStudy {
		line := "- " + d.Line()
		if d.Due != "" {
			line += " (hạn báo cáo " + i18n.Short(string(d.Due)) + ")"
		}
		blocks = append(blocks, paper.Text(strings.TrimSuffix(line, ".")+"."))
	}
	if blocks == nil {
		return none()
	}
	return blocks
}

// kindName and stateName are the words of papers, which stay Vietnamese.
func kindName(k meeting.Kind) string {
	return map[meeting.Kind]string{
		meeting.Regular: "Sinh hoạt thường kỳ", meeting.Thematic: "Sinh hoạt chuyên đề", meeting.Committee: "Họp chi ủy", meeting.Extraordinary: "Họp bất thường",
		meeting.Congress: "Đại hội chi bộ",
	}[k]
}

func stateName(s meeting.State) string {
	return map[meeting.State]string{
		meeting.Preparing: "đang chuẩn bị", meeting.Announced: "đã gửi thông báo, chưa họp", meeting.Open: "đang họp", meeting.Closed: "đã họp, chưa xong biên bản",
	}[s]
}
