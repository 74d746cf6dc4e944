package deed

import (
	"slices"
	"strings"

	"chibo/internal/admission"
	"chibo/internal/db"
	"chibo/internal/paper"
)

// introduction is the paper by which a mentor introduces a candidate and
// answers for him (form 3).
func introduction(c Case) paper.Document {
	who := c.called(admission.ToAdmit)
	d := c.letter("Giấy giới thiệu", "người vào Đảng", "")
	d.Addressees = []string{"Chi ủy " + c.Unit.Name}
	d.Blocks = append(d.Blocks, paper.Text("Tôi là "+c.By+", đảng viên chính thức, đang sinh hoạt tại "+c.home()+"."))
	d.Blocks = append(d.Blocks, paper.Text(capital(c.assigned(admission.ToAdmit))+", tôi xin giới thiệu với chi ủy, Chi bộ về "+who+" như sau:"))
	d.Blocks = append(d.Blocks, parts(
		part{"VỀ LÝ LỊCH", append(sentences(c.about(admission.ToAdmit)), sentences(c.checked())...)},
		part{"VỀ PHẨM CHẤT CHÍNH TRỊ, ĐẠO ĐỨC, LỐI SỐNG", c.evidence(admission.Stance)},
		part{"VỀ NĂNG LỰC VÀ KẾT QUẢ CÔNG TÁC", c.evidence(ability...)},
		part{"VỀ QUÁ TRÌNH BỒI DƯỠNG, GIÚP ĐỠ", progress(notesIn(c.Sheet, admission.ToAdmit))},
	)...)
	d.Blocks = append(d.Blocks,
		paper.Text("Qua theo dõi, giúp đỡ, tôi thấy "+who+" có đủ tiêu chuẩn, điều kiện để xem xét kết nạp. Tôi giới thiệu và đề nghị Chi bộ xem xét, đề nghị kết nạp "+who+" vào Đảng."),
		paper.Text("Tôi xin chịu trách nhiệm trước Đảng về những nội dung giới thiệu trên đây."))
	d.Signatures, d.Note = []paper.Signature{{Heading: "NGƯỜI GIỚI THIỆU", Name: c.By}}, follows(c.Form)
	return d
}

// comment is what a mentor says of a probationary member at the end of his
// probation (form 11).
func comment(c Case) paper.Document {
	who := c.called(admission.ToRecognise)
	d := c.letter("Bản nhận xét", "đảng viên dự bị", "")
	d.Addressees = []string{"Chi ủy " + c.Unit.Name}
	d.Blocks = append(d.Blocks,
		paper.Text("Tôi là "+c.By+", đảng viên chính thức, đang sinh hoạt tại "+c.home()+"."),
		paper.Text(capital(c.assigned(admission.ToRecognise))+", tôi nhận xét về "+who+", được kết nạp vào Đảng ngày "+day(c.Sheet.Candidate.AdmittedOn)+", trong thời gian dự bị như sau:"))
	since := notesIn(c.Sheet, admission.ToRecognise)
	d.Blocks = append(d.Blocks, parts(
		part{"VỀ PHẨM CHẤT CHÍNH TRỊ, ĐẠO ĐỨC, LỐI SỐNG", c.evidence(admission.Stance)},
		part{"VỀ THỰC HIỆN NHIỆM VỤ ĐƯỢC GIAO", c.evidence(ability...)},
		part{"VỀ QUÁ TRÌNH RÈN LUYỆN TRONG THỜI GIAN DỰ BỊ", progress(since)},
		part{"NỘI DUNG ĐỀ NGHỊ TIẾP TỤC QUAN TÂM", proposals(since)},
	)...)
	d.Blocks = append(d.Blocks,
		paper.Text("Tôi đề nghị Chi bộ xem xét, đề nghị công nhận "+who+" là đảng viên chính thức."),
		paper.Text("Tôi xin chịu trách nhiệm trước Đảng về những nội dung nhận xét trên đây."))
	d.Signatures, d.Note = []paper.Signature{{Heading: "ĐẢNG VIÊN GIÚP ĐỠ", Name: c.By}}, follows(c.Form)
	return d
}

// log is the mentors' book (form B13), the oldest note first.
func log(c Case) paper.Document {
	p := admission.ToAdmit
	if c.Sheet.Candidate.AdmittedOn != "" {
		p = admission.ToRecognise
	}
	d := c.letter("Sổ theo dõi bồi dưỡng", c.called(p), "")
	d.Blocks = sentences(c.about(p))
	for _, m := range c.Sheet.Mentors {
		d.Blocks = append(d.Blocks, paper.Lead("Đảng viên giúp đỡ:", "đồng chí "+m.Name+", "+span(m.From, m.To)+"."))
	}
	table := paper.Table{Columns: []paper.Column{
		{Header: "Ngày", Width: 24, Align: paper.AlignCentre}, {Header: "Nội dung giúp đỡ"}, {Header: "Chuyển biến"}, {Header: "Đề nghị"}, {Header: "Người ghi", Width: 28},
	}}
	for _, n := range slices.Backward(c.Sheet.Notes) {
		table.Rows = append(table.Rows, []string{day(n.On), n.Help, n.Progress, n.Proposal, n.Name})
	}
	d.Blocks = append(d.Blocks, table)
	d.Signatures, d.Note = []paper.Signature{{Heading: "XÁC NHẬN CỦA CHI ỦY", Name: c.Signer}, {Heading: "ĐẢNG VIÊN GIÚP ĐỠ", Name: c.By}}, follows("")
	return d
}

// home is the cell with the organisation above it.
func (c Case) home() string {
	return strings.Join(filled(c.Unit.Name, with("thuộc ", c.Unit.ParentName)), " ")
}

// assigned says since when the mentor who writes helps the candidate.
func (c Case) assigned(p admission.Phase) string {
	s := "được Chi bộ phân công theo dõi, giúp đỡ " + c.called(p)
	for _, m := range c.Sheet.Mentors {
		if m.Name == c.By && m.To == "" {
			return s + " từ ngày " + day(m.From)
		}
	}
	return s
}

// checked says that the background check is done, and nothing of it.
func (c Case) checked() string {
	for _, p := range c.Sheet.Papers {
		if p.Code == admission.Background {
			return with("lý lịch của người xin vào Đảng đã được thẩm tra theo quy định, hoàn thành ngày ", day(p.DoneOn))
		}
	}
	return ""
}

// ability are the criteria that tell what somebody can do.
var ability = []admission.Criterion{admission.Skill, admission.Research, admission.Effort, admission.Contribution, admission.Achievement}

// criteria are the words for the criteria on paper.
var criteria = map[admission.Criterion]string{
	admission.Skill: "Chuyên môn", admission.Research: "Nghiên cứu, sáng kiến", admission.Stance: "Lập trường, đạo đức",
	admission.Effort: "Tinh thần trong nhiệm vụ", admission.Contribution: "Đóng góp cho khoa, phòng, đơn vị", admission.Achievement: "Thành tích",
}

// evidence is what the committee wrote on criteria, each under its name where
// there are several.
func (c Case) evidence(of ...admission.Criterion) (all []paper.Block) {
	for _, k := range of {
		for _, e := range c.Sheet.Evidence {
			if e.Kind != k || e.Body == "" {
				continue
			}
			if len(of) == 1 {
				all = append(all, sentences(e.Body)...)
			} else {
				all = append(all, paper.Lead(criteria[k]+":", sentence(e.Body)))
			}
		}
	}
	return all
}

// progress is what was done for a person and what came of it, the oldest note
// first.
func progress(notes []admission.Note) (all []paper.Block) {
	for _, n := range slices.Backward(notes) {
		words := make([]string, 0, 2)
		for _, w := range filled(n.Help, n.Progress) {
			words = append(words, sentence(w))
		}
		if len(words) > 0 {
			all = append(all, paper.Lead("Ngày "+day(n.On)+":", strings.Join(words, " ")))
		}
	}
	return all
}

// proposals are what mentors asked for in their notes, the oldest first.
func proposals(notes []admission.Note) (all []paper.Block) {
	for _, n := range slices.Backward(notes) {
		all = append(all, sentences(n.Proposal)...)
	}
	return all
}

// span is the time in which somebody helped.
func span(from, to db.Date) string {
	return "từ ngày " + day(from) + with(" đến ngày ", day(to))
}
