package deed

import (
	"fmt"
	"strconv"
	"strings"

	"chibo/internal/admission"
	"chibo/internal/i18n"
	"chibo/internal/paper"
	"chibo/internal/vote"
)

// origins are the words for those who were asked.
var origins = map[admission.Origin]string{
	admission.AtWork: "TỔ CHỨC CHÍNH TRỊ - XÃ HỘI NƠI LÀM VIỆC", admission.AtResidence: "CHI ỦY NƠI CƯ TRÚ",
}

// opinions is the committee's summary of what those said who were asked about a
// candidate (forms 5 and 12).
func opinions(c Case, p admission.Phase) paper.Document {
	d := c.letter("Tổng hợp ý kiến nhận xét", "đối với người xin vào Đảng", "")
	if p == admission.ToRecognise {
		d = c.letter("Tổng hợp ý kiến nhận xét", "đối với đảng viên dự bị", "")
	}
	d.Blocks = append(d.Blocks, sentences(c.about(p))...)
	if on := c.Sheet.Candidate.AdmittedOn; p == admission.ToRecognise && on != "" {
		d.Blocks = append(d.Blocks, paper.Text("Ngày vào Đảng: "+day(on)+"."))
	}
	d.Blocks = append(d.Blocks, paper.Text("Chi ủy "+c.Unit.Name+" tổng hợp ý kiến của các tổ chức, cá nhân được lấy ý kiến như sau:"))
	var all []part
	sum := admission.Opinion{}
	for _, o := range opinionsIn(c.Sheet, p) {
		all = append(all, part{origins[o.Origin], opinion(o)})
		sum.Asked, sum.Agreed, sum.Against = sum.Asked+o.Asked, sum.Agreed+o.Agreed, sum.Against+o.Against
	}
	if len(all) > 1 {
		all = append(all, part{"TỔNG HỢP CHUNG", []paper.Block{paper.Text(sentence(counted(sum)))}})
	}
	d.Blocks = append(d.Blocks, parts(all...)...)
	d.Blocks = append(d.Blocks, paper.Text("Chi ủy báo cáo Chi bộ xem xét, kết luận."))
	d.Signatures, d.Note = c.sign(true), follows(c.Form)
	return d
}

// opinion is what those of one origin said.
func opinion(o admission.Opinion) []paper.Block {
	first := strings.Join(filled("ngày "+day(o.On), with("lấy ý kiến của ", o.Bodies)), ", ")
	return append([]paper.Block{paper.Text(sentence(first)), paper.Text(sentence(counted(o)))}, sentences(o.Words)...)
}

// counted says how many were asked, and what they said.
func counted(o admission.Opinion) string {
	return fmt.Sprintf("số người được lấy ý kiến: %s; tán thành: %s (%s); không tán thành: %s (%s)", paper.TwoDigits(o.Asked),
		paper.TwoDigits(o.Agreed), i18n.Percent(i18n.Vi, o.Agreed, o.Asked), paper.TwoDigits(o.Against), i18n.Percent(i18n.Vi, o.Against, o.Asked))
}

// resolution is the cell's, to propose admission or recognition (forms 6 and
// 13).
func resolution(c Case, p admission.Phase) paper.Document {
	subject, aim := "đề nghị kết nạp đảng viên", "đề nghị kết nạp "+c.called(p)+" vào Đảng"
	if p == admission.ToRecognise {
		subject, aim = "đề nghị công nhận đảng viên chính thức", "đề nghị công nhận "+c.called(p)+" là đảng viên chính thức"
	}
	v, _ := passedIn(c.Sheet, p)
	d := c.letter("Nghị quyết", subject, paper.Number(0, "NQ", "CB"))
	d.Blocks = append(d.Blocks, paper.Text(fmt.Sprintf("Ngày %s, %s họp xét, %s. %s", day(v.HeldOn), c.home(), aim, called(v))),
		paper.Text("Sau khi nghe báo cáo về quá trình phấn đấu và thảo luận, Chi bộ kết luận như sau:"))
	d.Blocks = append(d.Blocks, parts(
		part{"VỀ LÝ LỊCH", append(sentences(c.about(p)), sentences(c.known(p))...)},
		part{"VỀ PHẨM CHẤT, NĂNG LỰC VÀ KẾT QUẢ PHẤN ĐẤU", c.evidence(admission.Criteria...)},
		part{"VỀ Ý KIẾN CỦA NƠI LÀM VIỆC VÀ NƠI CƯ TRÚ", c.heard(p)},
		part{"KẾT LUẬN VÀ BIỂU QUYẾT", c.concluded(p, v, aim)},
	)...)
	d.Signatures, d.Note = c.sign(false), follows(c.Form)
	if above := c.Unit.ParentName; above != "" {
		d.Recipients = append(d.Recipients, above+" (để báo cáo)")
	}
	d.Recipients = append(d.Recipients, "Lưu Chi bộ")
	return d
}

// called says of how many official members a vote was taken.
func called(v vote.Vote) string {
	return fmt.Sprintf("Số đảng viên chính thức được triệu tập để tính kết quả biểu quyết: %s đồng chí.", paper.TwoDigits(v.Prospect.Base.Size))
}

// known is what the resolution says besides who the person is: of a candidate
// that his CV was checked, of a probationary member since when he is one.
func (c Case) known(p admission.Phase) string {
	if p == admission.ToRecognise {
		return strings.Join(filled("ngày vào Đảng: "+day(c.Sheet.Candidate.AdmittedOn),
			with("quyết định kết nạp số ", c.Sheet.Candidate.DecisionNo+with(" ngày ", day(c.Sheet.Candidate.DecidedOn)))), "; ")
	}
	return c.checked()
}

// heard sums up each of the opinions in one paragraph.
func (c Case) heard(p admission.Phase) (all []paper.Block) {
	for _, o := range opinionsIn(c.Sheet, p) {
		all = append(all, paper.Text(sentence(strings.Join(filled(o.Bodies, counted(o)), ": "))))
	}
	return all
}

// concluded is how the vote went, and what the cell asks for.
func (c Case) concluded(p admission.Phase, v vote.Vote, aim string) []paper.Block {
	standing := "có đủ tiêu chuẩn, điều kiện kết nạp vào Đảng"
	if p == admission.ToRecognise {
		standing = "có đủ tiêu chuẩn, điều kiện công nhận đảng viên chính thức"
	}
	share := func(n int) string { return i18n.Percent(i18n.Vi, n, v.Prospect.Base.Size) }
	result := fmt.Sprintf("Kết quả biểu quyết: tán thành %d/%d đảng viên chính thức (%s); không tán thành %d (%s)",
		v.Count.Favour, v.Prospect.Base.Size, share(v.Count.Favour), v.Count.Against, share(v.Count.Against))
	if v.Count.Other > 0 {
		result += fmt.Sprintf("; ý kiến khác %d (%s)", v.Count.Other, share(v.Count.Other))
	}
	if v.Prospect.Needed > 0 {
		result += "; số phiếu cần đạt: " + strconv.Itoa(v.Prospect.Needed)
	}
	return []paper.Block{
		paper.Text(sentence("Đối chiếu với quy định của Điều lệ Đảng, Chi bộ xét thấy " + c.called(p) + " " + standing)),
		paper.Text(result + "."),
		paper.Text(sentence("Chi bộ báo cáo cấp ủy có thẩm quyền xem xét, " + strings.TrimPrefix(aim, "đề nghị "))),
	}
}
