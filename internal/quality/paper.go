package quality

import (
	"fmt"
	"strconv"
	"strings"

	"chibo/internal/i18n"
	"chibo/internal/meeting"
	"chibo/internal/paper"
	"chibo/internal/vote"
)

// bandWords are the bands as papers call them.
var bandWords = map[Band]string{Good: "Tốt", Fair: "Khá", Average: "Trung bình", Poor: "Kém"}

// kindWords are the kinds of meetings as papers call them.
var kindWords = map[meeting.Kind]string{meeting.Regular: "thường kỳ", meeting.Thematic: "chuyên đề"}

// occasion names the meeting in running text.
func (r Record) occasion() string {
	month := strings.TrimPrefix(string(r.Month[5:]), "0") + "/" + string(r.Month[:4])
	return "sinh hoạt " + kindWords[r.Kind] + " tháng " + month
}

// Words are a result as papers write it: "96/100 điểm, loại Tốt".
func (t Total) Words() string {
	return fmt.Sprintf("%d/%d điểm, loại %s", t.Points, t.Max, bandWords[t.Band])
}

// question is what the members vote on.
func (r Record) question() string {
	return "Tự chấm điểm chất lượng " + r.occasion() + ": " + r.Own().Words()
}

// Paper is the score as a sheet of form B8: from the draft on, with what the
// committee above gave once it confirmed. say puts a basis into words.
func (sh Sheet) Paper(say func(Basis) string) paper.Document {
	table := paper.Table{Columns: []paper.Column{
		{Header: "TT", Width: 13, Align: paper.AlignCentre},
		{Header: "Tiêu chí"},
		{Header: "Điểm tối đa", Width: 17, Align: paper.AlignCentre},
		{Header: "Tự chấm", Width: 17, Align: paper.AlignCentre},
		{Header: "Cấp trên", Width: 17, Align: paper.AlignCentre},
		{Header: "Ghi chú", Width: 48},
	}}
	for _, l := range sh.Lines {
		table.Rows = append(table.Rows, []string{l.Number, l.Title, strconv.Itoa(l.Points), l.points(l.Own), l.points(l.Above), l.remarks(say)})
	}
	above := ""
	if sh.State == Confirmed {
		above = strconv.Itoa(sh.Above.Points)
	}
	table.Rows = append(table.Rows, []string{"", "Tổng điểm", strconv.Itoa(sh.Rubric.Max), strconv.Itoa(sh.Points), above, ""})
	d := paper.Document{
		Preset: paper.HD05, Title: "Phiếu đánh giá chất lượng " + sh.occasion(),
		Head: &paper.Head{Parent: sh.Unit.ParentName, Issuer: sh.Unit.Name},
		Kind: "Phiếu đánh giá", Subject: "chất lượng " + sh.occasion(),
		Blocks: []paper.Block{paper.Text("Ngày sinh hoạt: " + i18n.Short(string(sh.HeldOn)) + ". Người chấm: chi ủy, đảng viên biểu quyết."), table},
		Note:   "Khung chấm điểm: " + sh.Rubric.Title,
	}
	for _, l := range sh.conclusions() {
		d.Blocks = append(d.Blocks, paper.Text(l))
	}
	d.Signatures = []paper.Signature{{Heading: "T/M CHI BỘ", Post: "BÍ THƯ"}}
	if sh.State == Confirmed {
		d.Signatures = append(d.Signatures, paper.Signature{Heading: "XÁC NHẬN CỦA CẤP ỦY CẤP TRÊN"})
	}
	return d
}

// points are written as the sheet has them; "–" where they are not asked for.
func (l Line) points(p *int) string {
	switch {
	case !l.Applies:
		return "–"
	case p == nil:
		return ""
	}
	return strconv.Itoa(*p)
}

// remarks are what the record says and the reasons for other points.
func (l Line) remarks(say func(Basis) string) string {
	if !l.Applies {
		return "Không áp dụng trong kỳ này"
	}
	var all []string
	for _, b := range l.Mark.Basis {
		all = append(all, say(b))
	}
	for _, why := range []string{l.Mark.Reason, l.Mark.AboveNote} {
		if why != "" {
			all = append(all, "Lý do: "+why)
		}
	}
	return strings.Join(all, "; ")
}

// conclusions are the results under the table.
func (sh Sheet) conclusions() []string {
	var all []string
	if sh.Complete {
		all = append(all, "Chi bộ tự chấm: "+sh.Own().Words()+".")
	}
	if v := sh.Voted; v != nil {
		all = append(all, fmt.Sprintf("Biểu quyết: tán thành %s; không tán thành %d; ý kiến khác %d.", tally(*v), v.Count.Against, v.Count.Other))
	}
	if sh.State == Confirmed {
		all = append(all, "Cấp ủy cấp trên xác nhận: "+sh.Above.Words()+".")
		if sh.Note != "" {
			all = append(all, "Ý kiến của cấp ủy cấp trên: "+sh.Note)
		}
	}
	return all
}

// tally is the votes in favour as papers write them.
func tally(v vote.Vote) string {
	return fmt.Sprintf("%d/%d đảng viên chính thức (%s)", v.Count.Favour, v.Prospect.Base.Size, v.Share(i18n.Vi))
}
