package review

import (
	"fmt"
	"slices"
	"strconv"

	"chibo/internal/campaign/step"
	"chibo/internal/commendation"
	"chibo/internal/i18n"
	"chibo/internal/paper"
)

// reservation stands on every paper: no official form could be read.
const reservation = "Theo mẫu tham khảo. Số liệu lập từ dữ liệu đã ghi trên phần mềm."

// Words of papers, which are Vietnamese in every language of the pages.
var (
	names = map[Key]string{
		Members: "Đảng viên đến cuối kỳ", Programmes: "Chương trình hành động đã ban hành", Pledges: "Bản đăng ký của đảng viên đã duyệt", Concerns: "Phản ánh của nhân dân", Calls: "Trong đó gọi đường dây nóng", Praise: "Lời khen của nhân dân",
		Admitted: "Kết nạp đảng viên trong kỳ", AdmittedTerm: "Kết nạp đảng viên trong nhiệm kỳ", Reached: "Đạt so với chỉ tiêu nhiệm kỳ (%)", Collectives: "Khen thưởng tập thể (lượt)", Individuals: "Khen thưởng cá nhân (lượt)",
		StepKey(step.Study): "Đảng viên đã học tập", StepKey(step.Report): "Đảng viên đã viết thu hoạch", StepKey(step.Register): "Đảng viên đã đăng ký", StepKey(step.Act): "Đảng viên đã thực hiện",
		StepKey(step.Review): "Đảng viên đã tự kiểm điểm", StepKey(step.Commend): "Đảng viên được biểu dương",
	}
	kindWords = map[Kind]string{Interim: "sơ kết", Final: "tổng kết"}
	headings  = map[Part]string{
		"results": "Kết quả đạt được", "limits": "Hạn chế", "causes": "Nguyên nhân", "lessons": "Bài học kinh nghiệm", "ahead": "Phương hướng, nhiệm vụ", "proposals": "Đề nghị khen thưởng, kiến nghị",
	}
	levelWords = map[commendation.Level]string{
		commendation.ByCell: "Chi bộ", commendation.BySection: "Đảng ủy bộ phận", commendation.ByBase: "Đảng ủy cơ sở", commendation.ByDepartment: "Sở, ngành", commendation.ByBloc: "Khối",
		commendation.BySuperior: "Đảng ủy cấp trên cơ sở", commendation.ByProvince: "Tỉnh", commendation.ByCentral: "Trung ương",
	}
	formWords = map[commendation.Form]string{
		commendation.Praise: "Biểu dương", commendation.Certificate: "Giấy khen", commendation.InARow: "Giấy khen tiêu biểu nhiều năm liền", commendation.Diploma: "Bằng khen", commendation.Banner: "Cờ",
		commendation.Badge: "Huy hiệu", commendation.Keepsake: "Kỷ niệm chương", commendation.Other: "Hình thức khác",
	}
)

// Name is a figure as papers write it.
func (k Key) Name() string { return names[k] }

// Words are the figure as papers write it, with the whole that it is part of.
func (l Line) Words() string {
	switch {
	case l.None:
		return "Chưa có dữ liệu"
	case l.Last != nil && l.Prior != nil:
		return fmt.Sprintf("%s (12 tháng cuối: %s; 12 tháng trước đó: %s)", i18n.Number(i18n.Vi, l.N), i18n.Number(i18n.Vi, *l.Last), i18n.Number(i18n.Vi, *l.Prior))
	case l.Of > 0:
		return fmt.Sprintf("%d/%d (%s)", l.N, l.Of, i18n.Percent(i18n.Vi, l.N, l.Of))
	}
	return i18n.Number(i18n.Vi, l.N)
}

// BeforeWords are the figure of the span before; a dash where it is not compared.
func (l Line) BeforeWords() string {
	if l.Before == nil {
		return "–"
	}
	return i18n.Number(i18n.Vi, *l.Before)
}

// Paper is the review as it is printed: as it was issued, before that as it stands.
func (sh Sheet) Paper() paper.Document {
	r, on := sh.Review, sh.Today
	if r.IssuedOn != "" {
		on = r.IssuedOn
	}
	kind, body := "CB", "T/M CHI BỘ"
	if !sh.Unit.Kind.Holds {
		kind, body = "ĐU", "T/M ĐẢNG ỦY"
	}
	number := r.Number
	if number == "" {
		number = paper.Number(0, "BC", kind)
	}
	d := paper.Document{
		Preset: paper.HD05, Title: "Báo cáo " + kindWords[r.Kind] + " – " + sh.Unit.Name, Made: on.Time(),
		Head: &paper.Head{Parent: sh.Unit.ParentName, Issuer: sh.Unit.Name, Number: number, Place: sh.Unit.Locality, Date: paper.DateInWords(on.Time())},
		Kind: "Báo cáo", Subject: kindWords[r.Kind] + " " + r.Title + " (từ " + i18n.Short(string(r.From)) + " đến " + i18n.Short(string(r.To)) + ")",
		Recipients: []string{"Cấp ủy cấp trên (để báo cáo)"}, Note: reservation, Signatures: []paper.Signature{{Heading: body, Post: "BÍ THƯ"}},
	}
	d.Blocks = r.blocks()
	return d
}

// blocks are the parts of which something is written, in their order, the figures with
// the results.
func (r Review) blocks() (all []paper.Block) {
	n := 0
	for _, p := range Parts {
		text := r.Of(p)
		if p != "results" && text == "" {
			continue
		}
		n++
		all = append(all, paper.Heading{Level: 1, Text: paper.Roman(n) + ". " + headings[p]})
		if p == "results" {
			all = append(all, r.Facts.tables()...)
		}
		if text != "" {
			all = append(all, paper.Text(text))
		}
	}
	return all
}

// tables are the figures as they stand in the paper, beside those of the span before
// where one of them is known.
func (f Facts) tables() []paper.Block {
	right := func(header string) paper.Column {
		return paper.Column{Header: header, Width: 38, Align: paper.AlignRight}
	}
	t := paper.Table{Columns: []paper.Column{{Header: "Tiêu chí", Align: paper.AlignLeft}, {Header: "Trong kỳ", Width: 80, Align: paper.AlignRight}}}
	if slices.ContainsFunc(f.Lines, func(l Line) bool { return l.Before != nil }) {
		t.Columns = []paper.Column{t.Columns[0], {Header: "Trong kỳ", Width: 58, Align: paper.AlignRight}, {Header: "Kỳ trước", Width: 24, Align: paper.AlignRight}}
	}
	for _, l := range f.Lines {
		row := []string{l.Key.Name(), l.Words(), l.BeforeWords()}
		t.Rows = append(t.Rows, row[:len(t.Columns)])
	}
	blocks := []paper.Block{paper.Text("Số liệu đến ngày " + i18n.Short(string(f.Through)) + "."), t}
	if len(f.Awards) == 0 {
		return blocks
	}
	a := paper.Table{Columns: []paper.Column{{Header: "Khen thưởng", Align: paper.AlignLeft}, right("Tập thể (lượt)"), right("Cá nhân (lượt)")}}
	for _, c := range f.Awards {
		a.Rows = append(a.Rows, []string{AwardName(c), turns(c.Collective), turns(c.Individual)})
	}
	return append(blocks, a)
}

// AwardName names what was given, and by whom.
func AwardName(c commendation.Count) string { return formWords[c.Form] + " – " + levelWords[c.Level] }

// turns are awards, and how many had them where somebody had several.
func turns(s commendation.Sum) string {
	if s.Turns == s.Distinct {
		return strconv.Itoa(s.Turns)
	}
	return fmt.Sprintf("%d (%d)", s.Turns, s.Distinct)
}
