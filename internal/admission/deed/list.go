package deed

import (
	"strconv"
	"strings"

	"chibo/internal/admission"
	"chibo/internal/member"
	"chibo/internal/paper"
)

// ComposeList writes the list of the cell's outstanding people who are to be
// sent to the class on the Party, or are on their way behind it (form B11).
func ComposeList(i Issuer, rows []admission.Source, people map[member.ID]member.Person) paper.Document {
	d := i.letter("Danh sách", "quần chúng ưu tú", "")
	table := paper.Table{Columns: []paper.Column{
		{Header: "TT", Width: 11, Align: paper.AlignCentre},
		{Header: "Họ và tên; ngày sinh; giới tính; dân tộc; quê quán"},
		{Header: "Trình độ; nghề nghiệp, đơn vị"},
		{Header: "Ngày vào danh sách; đoàn thể giới thiệu", Width: 29},
		{Header: "Đảng viên giúp đỡ, ngày phân công", Width: 32},
		{Header: "Lớp nhận thức", Width: 29},
	}}
	for n, l := range rows {
		p := people[l.Candidate.Person]
		var mentors []string
		for _, m := range l.Mentors {
			mentors = append(mentors, m.Name+", "+day(m.From))
		}
		table.Rows = append(table.Rows, []string{
			strconv.Itoa(n + 1),
			strings.Join(filled(l.Candidate.Name, day(p.Birth), sexes[p.Sex], p.Ethnicity, p.Hometown), "; "),
			strings.Join(filled(p.Qualification, strings.Join(filled(p.Job, p.Department), ", ")), "; "),
			strings.Join(filled(day(l.Candidate.ListedOn), l.Candidate.ChapterOf), "; "),
			strings.Join(mentors, "; "), class(l.Candidate),
		})
	}
	d.Blocks = []paper.Block{table, paper.Text("Danh sách có " + paper.TwoDigits(len(rows)) + " người.")}
	d.Signatures, d.Note = i.sign(true), follows("")
	return d
}

// class says how far somebody is with the class on the Party.
func class(c admission.Candidate) string {
	switch {
	case c.CertifiedOn != "":
		return strings.Join(filled("Giấy chứng nhận", with("số ", c.CertificateNo), "ngày "+day(c.CertifiedOn)), " ")
	case c.BeginsOn != "":
		return "Đang học, từ ngày " + day(c.BeginsOn)
	}
	return "Chưa học"
}
