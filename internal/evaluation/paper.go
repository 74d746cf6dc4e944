package evaluation

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/org"
	"chibo/internal/paper"
	"chibo/internal/rulebook"
	"chibo/internal/vote"
)

// reservation stands at the foot of both papers.
const reservation = "Lập theo mẫu tham khảo, dùng trong nội bộ."

// formNames are the forms as papers name them.
var formNames = map[Form]string{Form2A: "Mẫu 2A", Form2B: "Mẫu 2B", Form2C: "Mẫu 2C"}

// sourceNames are the sources of comments as papers name them.
var sourceNames = map[Source]string{
	FromCommittee: "Nhận xét của chi ủy", FromMass: "Ý kiến của tổ chức chính trị - xã hội", FromResidence: "Nhận xét của chi ủy nơi cư trú",
}

// Words names the period in running text: "năm 2026".
func (p Period) Words() string {
	if p.Quarter == 0 {
		return fmt.Sprintf("năm %d", p.Year)
	}
	return fmt.Sprintf("quý %d năm %d", p.Quarter, p.Year)
}

// titleOf is the words of a level; "" for none.
func titleOf(levels rulebook.Codes, l Level) string {
	for _, c := range levels {
		if c.Code == string(l) {
			return c.Title
		}
	}
	return string(l)
}

// FilePaper composes a file as the self-review of form B9, for whoever may read
// it.
func (s *Service) FilePaper(ctx context.Context, by access.Actor, id FileID) (FileSheet, paper.Document, error) {
	sh, err := s.File(ctx, by, id)
	if err != nil {
		return sh, paper.Document{}, err
	}
	return sh, sh.Paper(), nil
}

// Paper writes the file in the outline of its form: headings without words leave
// room to write.
func (sh FileSheet) Paper() paper.Document {
	kind, signed := "Bản kiểm điểm cá nhân", []paper.Signature{{Heading: "Xác nhận của chi ủy"}, {Heading: "Người tự kiểm điểm", Name: sh.Name}}
	if sh.Person == "" {
		kind, signed = "Báo cáo kiểm điểm tập thể", []paper.Signature{{Heading: "T/M CHI BỘ", Post: "BÍ THƯ"}}
	}
	d := paper.Document{
		Preset: paper.HD05, Title: kind + " " + sh.Review.Period.Words(),
		Head: headOf(sh.Unit, sh.SubmittedOn),
		Kind: kind, Subject: sh.Review.Period.Words(), Note: reservation, Signatures: signed,
	}
	if sh.Person != "" {
		d.Blocks = append(d.Blocks, paper.Lead("Họ và tên:", sh.Name), paper.Lead("Đơn vị sinh hoạt:", sh.Unit.Name))
		d.Note = formNames[sh.Form] + ". " + reservation
	}
	if lines := sh.Now.lines(sh.Person != ""); len(lines) > 0 {
		d.Blocks = append(d.Blocks, paper.Lead("Số liệu trong kỳ:"))
		for _, line := range lines {
			d.Blocks = append(d.Blocks, paper.Text("- "+line))
		}
	}
	for _, p := range PartsOf(sh.Form) {
		d.Blocks = append(d.Blocks, paper.Heading{Level: 2, Text: p.No + ". " + p.Vi})
		if text := sh.Parts[p.Key]; text != "" {
			d.Blocks = append(d.Blocks, paper.Text(text))
		} else {
			d.Blocks = append(d.Blocks, paper.Spacer{Lines: 1})
		}
	}
	d.Blocks = append(d.Blocks, paper.Lead("Tự nhận mức xếp loại:", titleOf(sh.Levels, sh.OwnLevel)))
	d.Blocks = append(d.Blocks, sh.after()...)
	return d
}

// headOf is the head of a paper of a day; a paper of no day yet bears none.
func headOf(u org.Unit, on db.Date) *paper.Head {
	head := &paper.Head{Parent: u.ParentName, Issuer: u.Name}
	if on != "" {
		head.Place, head.Date = u.Locality, paper.DateInWords(on.Time())
	}
	return head
}

// after is what others say and decided, under the words of the file.
func (sh FileSheet) after() (blocks []paper.Block) {
	for _, c := range sh.Comments {
		text := c.Body
		if !c.Received {
			text = "Chưa nhận được ý kiến."
		}
		if c.Giver != "" {
			text += " (" + c.Giver + ")"
		}
		blocks = append(blocks, paper.Lead(sourceNames[c.Source]+":", text))
	}
	if sh.Voted != nil {
		blocks = append(blocks, paper.Lead("Chi bộ đề nghị xếp loại:", titleOf(sh.Levels, sh.Proposed)+"; tán thành "+tally(*sh.Voted)+"."))
	}
	if sh.Decided != "" {
		blocks = append(blocks, paper.Lead("Cấp ủy cấp trên quyết định:", titleOf(sh.Levels, sh.Decided)+", theo "+sh.Review.decision()+"."))
	}
	return blocks
}

// decision names the superior's paper.
func (v Review) decision() string {
	return v.DecisionNo + " ngày " + i18n.Short(string(v.DecisionOn))
}

// lines are the facts of a member, or of the unit, as sentences of the paper; what has
// none is left out.
func (f Facts) lines(person bool) (all []string) {
	switch {
	case f.Called > 0 && !person:
		all = append(all, fmt.Sprintf("Tổ chức %d buổi sinh hoạt; đảng viên dự %d/%d lượt; vắng có lý do %d lượt.", f.Meetings, f.Present, f.Called, f.Excused))
	case f.Called > 0:
		all = append(all, fmt.Sprintf("Dự sinh hoạt %d/%d buổi; vắng có lý do %d buổi.", f.Present, f.Called, f.Excused))
	}
	if t := f.Tasks; t.InTime+t.Late+t.NotDone+t.Open > 0 {
		all = append(all, fmt.Sprintf("Nhiệm vụ được giao: đúng hạn %d; chậm %d; không hoàn thành %d; đang thực hiện %d.", t.InTime, t.Late, t.NotDone, t.Open))
	}
	if f.Kept.Items > 0 {
		all = append(all, fmt.Sprintf("Nội dung đã đăng ký: hoàn thành %d/%d.", f.Kept.Done, f.Kept.Items))
	}
	if r := f.Reports; r.Heard+r.Resolved+r.Unresolved > 0 {
		all = append(all, fmt.Sprintf("Báo cáo liên hệ: %d lần; nội dung cần sửa: đã sửa %d, chưa xong %d.", r.Heard, r.Resolved, r.Unresolved))
	}
	if f.Topics > 0 {
		all = append(all, fmt.Sprintf("Chuyên đề đã trình bày: %d.", f.Topics))
	}
	if f.Honours > 0 {
		all = append(all, fmt.Sprintf("Tập thể được khen thưởng: %d lượt.", f.Honours))
	}
	if f.Awards > 0 {
		all = append(all, fmt.Sprintf("Cá nhân được khen thưởng: %d lượt.", f.Awards))
	}
	return all
}

// tally is the votes in favour as papers write them.
func tally(v vote.Vote) string {
	return fmt.Sprintf("%d/%d đảng viên chính thức (%s)", v.Count.Favour, v.Prospect.Base.Size, v.Share(i18n.Vi))
}

// ListPaper composes the table of all levels of a review, for whoever may read
// the levels of all.
func (s *Service) ListPaper(ctx context.Context, by access.Actor, id ID) (Sheet, paper.Document, error) {
	sh, err := s.Get(ctx, by, id)
	if err == nil && !sh.reads() {
		err = fault.New(fault.Denied, "evaluation.not_yet_read")
	}
	if err != nil {
		return sh, paper.Document{}, err
	}
	if s.OnRead != nil {
		s.OnRead(ctx, by, string(sh.Unit.ID), "evaluation_list", string(id), "")
	}
	return sh, sh.Paper(), nil
}

// Paper writes the table of levels: what each gave himself, what the cell
// proposes, with its vote, and what the superior decided.
func (sh Sheet) Paper() paper.Document {
	v := sh.Review
	table := paper.Table{Columns: []paper.Column{
		{Header: "TT", Width: 11, Align: paper.AlignCentre},
		{Header: "Tập thể, đảng viên"},
		{Header: "Tự nhận", Width: 30},
		{Header: "Chi bộ đề nghị", Width: 30},
		{Header: "Phiếu tán thành", Width: 26, Align: paper.AlignCentre},
		{Header: "Cấp trên quyết định", Width: 30},
	}}
	for i, l := range sh.Lines {
		votes := ""
		if l.Voted != nil {
			votes = fmt.Sprintf("%d/%d", l.Voted.Count.Favour, l.Voted.Prospect.Base.Size)
		}
		table.Rows = append(table.Rows, []string{
			strconv.Itoa(i + 1), l.Name, titleOf(sh.Levels, l.OwnLevel), titleOf(sh.Levels, l.Proposed), votes, titleOf(sh.Levels, l.Decided),
		})
	}
	d := paper.Document{
		Preset: paper.HD05, Title: "Tổng hợp kết quả xếp loại " + v.Period.Words(),
		Head: headOf(sh.Unit, v.HeldOn),
		Kind: "Tổng hợp", Subject: "kết quả kiểm điểm, đánh giá, xếp loại chất lượng " + v.Period.Words(),
		Blocks: []paper.Block{table}, Note: reservation,
		Signatures: []paper.Signature{{Heading: "T/M CHI BỘ", Post: "BÍ THƯ"}},
	}
	if v.HeldOn != "" {
		d.Blocks = append([]paper.Block{paper.Text("Hội nghị chi bộ ngày " + i18n.Short(string(v.HeldOn)) + " đã kiểm điểm, bỏ phiếu đề nghị xếp loại như sau:")}, d.Blocks...)
	}
	d.Blocks = append(d.Blocks, paper.Text("Tổng hợp: "+sh.summary()+"."))
	if v.DecisionOn != "" {
		d.Blocks = append(d.Blocks, paper.Text("Cấp ủy cấp trên quyết định tại "+v.decision()+"."))
	}
	return d
}

// summary counts the levels that the cell proposes for its members.
func (sh Sheet) summary() string {
	var all []string
	for _, c := range sh.Levels {
		n := 0
		for _, l := range sh.Lines {
			if l.Person != "" && string(l.Proposed) == c.Code {
				n++
			}
		}
		all = append(all, fmt.Sprintf("%s %d", strings.ToLower(c.Title[:1])+c.Title[1:], n))
	}
	return strings.Join(all, "; ")
}
