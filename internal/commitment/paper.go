package commitment

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/member"
	"chibo/internal/org"
	"chibo/internal/paper"
)

// Paper composes the pledge as form B6, for whoever may read it.
func (s *Service) Paper(ctx context.Context, by access.Actor, id ID) (d paper.Document, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		p, u, err := readable(tx, by, id)
		if err != nil {
			return err
		}
		people, err := member.ProfilesIn(tx, p.Unit, tx.Today())
		if err != nil {
			return err
		}
		author := member.Profile{Person: p.Person, Name: p.Name}
		for _, x := range people {
			if x.Person == p.Person {
				author = x
			}
		}
		d = Compose(p, u, author)
		return nil
	})
	return d, err
}

// Compose writes a pledge on paper, in the outline of form B6: it reads nothing
// but the record.
func Compose(p Pledge, u org.Unit, author member.Profile) paper.Document {
	subject := "học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh năm " + strconv.Itoa(p.Year)
	d := paper.Document{
		Preset: paper.HD05, Title: "Bản đăng ký năm " + strconv.Itoa(p.Year), Made: p.SavedAt.Time,
		Head: headOf(u), Kind: "Bản đăng ký", Subject: subject,
		Signatures: []paper.Signature{{Heading: "Xác nhận của " + leadersOf(u)}, {Heading: "Người đăng ký", Name: author.Name}},
	}
	d.Blocks = append(d.Blocks, paper.Text("Họ và tên: "+strings.Join(filled(author.Name, standings[author.Status]), ". ")+"."))
	if work := strings.Join(filled(author.Job, author.Department), ", "); work != "" {
		d.Blocks = append(d.Blocks, paper.Text("Công việc: "+work+"."))
	}
	rows := make([]line, len(p.Items))
	for n, i := range p.Items {
		rows[n] = line{texts: []string{i.Heading, i.Work, i.Measure, i.Due}, percent: i.Percent, result: i.Result}
	}
	d.Blocks = append(d.Blocks, table([]string{"Nội dung", "Việc làm cụ thể", "Chỉ tiêu", "Thời hạn"}, rows))
	if p.Midyear != "" {
		d.Blocks = append(d.Blocks, paper.Lead("Sơ kết giữa năm:", p.Midyear))
	}
	if p.Yearend != "" {
		d.Blocks = append(d.Blocks, paper.Lead("Tự đánh giá cuối năm:", p.Yearend))
	}
	return d
}

// standings are the words for members on paper. What members of a mass
// organisation are called depends on it, and is left out.
var standings = map[member.Status]string{member.Official: "Đảng viên chính thức", member.Probationary: "Đảng viên dự bị"}

// headOf is the head of a paper of a unit: a chapter of a mass organisation
// stands under the name of that, not of the Party.
func headOf(u org.Unit) *paper.Head {
	h := &paper.Head{Parent: u.ParentName, Issuer: u.Name}
	if u.Kind.Mass() {
		h.Body = u.Kind.NameVi
	}
	return h
}

// leadersOf names the leaders of a unit.
func leadersOf(u org.Unit) string {
	if u.Kind.Mass() {
		return "ban chấp hành"
	}
	return "chi ủy"
}

// filled leaves the texts that are not empty.
func filled(texts ...string) []string {
	return slices.DeleteFunc(texts, func(s string) bool { return s == "" })
}

// line is a row of a table of items.
type line struct {
	texts   []string
	percent int
	result  string
}

// table lists items under numbers, with a column for results once there are any.
func table(headers []string, rows []line) paper.Table {
	t := paper.Table{Columns: []paper.Column{{Header: "TT", Width: 11, Align: paper.AlignCentre}}}
	for _, h := range headers {
		t.Columns = append(t.Columns, paper.Column{Header: h})
	}
	begun := slices.ContainsFunc(rows, func(l line) bool { return l.percent > 0 || l.result != "" })
	if begun {
		t.Columns = append(t.Columns, paper.Column{Header: "Kết quả"})
	}
	for n, l := range rows {
		row := append([]string{strconv.Itoa(n + 1)}, l.texts...)
		if begun {
			row = append(row, strings.Join(filled(percent(l.percent), l.result), "\n"))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// percent writes how far an item has come; nothing before it has begun.
func percent(n int) string {
	if n == 0 {
		return ""
	}
	return i18n.Percent(i18n.Vi, n, whole)
}

// ProgrammePaper composes the unit's programme of a year as form B4, for
// whoever may read it.
func (s *Service) ProgrammePaper(ctx context.Context, by access.Actor, unit org.ID, year int) (paper.Document, error) {
	sh, err := s.Programme(ctx, by, unit, year)
	if err != nil {
		return paper.Document{}, err
	}
	if sh.Programme.State == "" {
		return paper.Document{}, fault.New(fault.NotFound, "ui.not_found")
	}
	return ComposeProgramme(sh.Programme, sh.Unit), nil
}

// ComposeProgramme writes a programme on paper, in the outline of form B4. A
// place and a day stand on it once it is issued; the number is written by hand.
func ComposeProgramme(p Programme, u org.Unit) paper.Document {
	head := headOf(u)
	if !u.Kind.Mass() {
		head.Number = paper.Number(0, "CTr", "CB")
	}
	if head.Place = u.Locality; p.IssuedOn != "" {
		head.Date = paper.DateInWords(p.IssuedOn.Time())
	}
	authority := "T/M chi bộ"
	if u.Kind.Mass() {
		authority = "T/M " + leadersOf(u)
	}
	rows := make([]line, len(p.Works))
	for n, w := range p.Works {
		rows[n] = line{texts: []string{w.Heading, w.Work, w.Measure, w.LeaderName, w.Due}, percent: w.Percent, result: w.Result}
	}
	return paper.Document{
		Preset: paper.HD05, Title: "Chương trình hành động năm " + strconv.Itoa(p.Year), Made: p.IssuedOn.Time(), Head: head,
		Kind: "Chương trình hành động", Subject: "năm " + strconv.Itoa(p.Year),
		Blocks:     []paper.Block{table([]string{"Nội dung", "Việc làm cụ thể", "Chỉ tiêu", "Chủ trì", "Thời hạn"}, rows)},
		Signatures: []paper.Signature{{Heading: authority}},
	}
}
