package campaign

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/org"
	"chibo/internal/paper"
)

// kindOfPaper are the letters of a programme in its sign: chương trình.
const kindOfPaper = "CTr"

// numbered stands before a number on papers.
const numbered = "Số "

// signs are the letters of mass organisations in the signs of papers.
var signs = map[string]string{"union": "CĐ", "youth": "ĐTN", "veterans": "HCCB", "women": "HPN"}

// issuerSign are the letters of a unit in the signs of its papers.
func issuerSign(u org.Unit) string {
	switch {
	case u.Kind.Mass():
		return signs[u.Kind.ID]
	case u.Kind.Holds:
		return "CB"
	}
	return "ĐU"
}

// Letterhead is the head of a paper of a unit, and who signs it: a chapter of a mass
// organisation stands under the name of that, not of the Party, and has no secretary
// of the Party.
func Letterhead(u org.Unit) (*paper.Head, paper.Signature) {
	head := &paper.Head{Parent: u.ParentName, Issuer: u.Name}
	switch {
	case u.Kind.Mass():
		head.Body = u.Kind.NameVi
		return head, paper.Signature{Heading: "T/M BAN CHẤP HÀNH"}
	case u.Kind.Holds:
		return head, paper.Signature{Heading: "T/M CHI BỘ", Post: "BÍ THƯ"}
	}
	return head, paper.Signature{Heading: "T/M ĐẢNG ỦY", Post: "BÍ THƯ"}
}

// reference stands below every paper.
const reference = "Lập theo mẫu tham khảo, dùng trong nội bộ."

// Paper composes the programme of a unit, for whoever sees its work items.
func (s *Service) Paper(ctx context.Context, by access.Actor, id ThemeID, unit org.ID) (paper.Document, error) {
	p, err := s.Programme(ctx, by, id, unit)
	if err == nil && (!p.Shown() || p.Node.State == Nothing) {
		err = fault.New(fault.NotFound, "ui.not_found")
	}
	if err != nil {
		return paper.Document{}, err
	}
	return p.Paper(), nil
}

// Paper writes the programme as a document: the theme, its goals and the work items;
// with how these go once one has begun.
func (p Programme) Paper() paper.Document {
	year := strconv.Itoa(p.Theme.Year)
	head, signs := Letterhead(p.Unit)
	head.Place = p.Unit.Locality
	if head.Number = paper.Number(0, kindOfPaper, issuerSign(p.Unit)); p.Node.IssuedOn != "" {
		head.Number, head.Date = numbered+p.Node.Number, paper.DateInWords(p.Node.IssuedOn.Time())
	}
	blocks := []paper.Block{paper.Text("Thực hiện chủ đề năm " + year + " “" + p.Theme.Title + "” của cuộc vận động, phong trào thi đua “" + p.Theme.CampaignTitle + "”.")}
	if goals := p.Theme.GoalLines(); len(goals) > 0 {
		blocks = append(blocks, paper.Lead("Chỉ tiêu chung:", strings.Join(goals, "; ")+"."))
	}
	return paper.Document{
		Preset: paper.HD05, Title: "Chương trình thực hiện chủ đề năm " + year, Made: p.Today.Time(), Head: head,
		Kind: "Chương trình", Subject: "thực hiện chủ đề năm " + year,
		Blocks: append(blocks, p.table()), Signatures: []paper.Signature{signs}, Note: reference,
	}
}

// table lists the work items.
func (p Programme) table() paper.Table {
	t := paper.Table{Columns: []paper.Column{{Header: "TT", Width: 11, Align: paper.AlignCentre}, {Header: "Nội dung"}, {Header: "Chỉ tiêu", Width: 38}, {Header: "Thời hạn", Width: 23}}}
	begun := slices.ContainsFunc(p.Items, func(i Item) bool { return i.Percent > 0 })
	if p.Inside {
		t.Columns = slices.Insert(t.Columns, 3, paper.Column{Header: "Người thực hiện", Width: 32})
	}
	if begun {
		t.Columns = append(t.Columns, paper.Column{Header: "Tiến độ", Width: 18})
	}
	for n, i := range p.Items {
		row := []string{strconv.Itoa(n + 1), i.Content, i.Measure, i18n.Short(string(i.Due))}
		if p.Inside {
			row = slices.Insert(row, 3, i.Doer())
		}
		if begun {
			row = append(row, strconv.Itoa(i.Percent)+"%")
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// Doer is who does a work item, as a line names him.
func (i Item) Doer() string {
	return strings.Join(slices.DeleteFunc([]string{i.PersonName, i.Owner}, func(s string) bool { return s == "" }), ", ")
}
