package reflection

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/i18n"
	"chibo/internal/org"
	"chibo/internal/paper"
)

// RotaPaper gives the rota of a year as a paper to hang up, to everybody of the
// unit: month by month the meetings and who reports.
func (s *Service) RotaPaper(ctx context.Context, by access.Actor, unit org.ID, of int) (paper.Document, error) {
	b, err := s.Rota(ctx, by, unit, of)
	if err != nil {
		return paper.Document{}, err
	}
	return b.paper(), nil
}

// paper composes the rota; it names only who has a turn, never who cannot
// report.
func (b Board) paper() paper.Document {
	of := strconv.Itoa(b.Year)
	p := printedOf(Report{}, b.Unit, Texts{}, db.Time{})
	d := paper.Document{
		Preset: paper.HD05, Title: "Lịch phân công báo cáo liên hệ năm " + of,
		Head: &paper.Head{Parent: p.Parent, Issuer: p.Issuer, Body: p.Body}, Kind: "Lịch phân công",
		Subject: "báo cáo liên hệ việc học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh năm " + of,
	}
	table := paper.Table{Columns: []paper.Column{
		{Header: "Tháng", Width: 17, Align: paper.AlignCentre},
		{Header: "Họp thường kỳ", Width: 26, Align: paper.AlignCentre},
		{Header: "Đồng chí báo cáo", Width: 62},
		{Header: "Sinh hoạt chuyên đề"},
	}}
	for n, m := range b.Months {
		row := []string{strconv.Itoa(n + 1), "", "", ""}
		if m.Regular != nil {
			row[1] = i18n.Short(string(m.Regular.HeldOn))
		}
		var names, thematic []string
		for _, t := range m.Turns {
			names = append(names, t.Name)
		}
		row[2] = strings.Join(names, "; ")
		for _, s := range m.Thematic {
			thematic = append(thematic, strings.TrimSuffix(i18n.Short(string(s.HeldOn))+": "+s.Topic, ": "))
		}
		row[3] = strings.Join(thematic, "; ")
		table.Rows = append(table.Rows, row)
	}
	d.Blocks = []paper.Block{table}
	if slices.ContainsFunc(b.Months[:], func(m BoardMonth) bool { return len(m.Thematic) > 0 }) {
		d.Blocks = append(d.Blocks, paper.Text("Tháng có sinh hoạt chuyên đề không bố trí báo cáo liên hệ."))
	}
	return d
}
