package reflection

import (
	"context"
	"strings"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/org"
	"chibo/internal/paper"
)

// printed is a sheet of form B7: what a report on paper is made of. It is also what goes
// up, as it stood on the day.
type printed struct {
	Parent     string // the organisation above
	Issuer     string // the unit
	Body       string // of a chapter: the mass organisation that it belongs to; "" is the Party
	Name       string
	Month      db.Date // YYYY-MM
	Texts      Texts
	HeardOn    db.Date
	Conclusion Conclusion
	Made       db.Time
}

// printedOf takes what stands on the paper.
func printedOf(r Report, u org.Unit, t Texts, made db.Time) printed {
	p := printed{Parent: u.ParentName, Issuer: u.Name, Name: r.Name, Month: r.Month, Texts: t, Made: made}
	if u.Kind.Mass() {
		p.Body = u.Kind.NameVi
	}
	return p
}

// Paper gives a report in the outline of form B7. The draft is for its author,
// as it stands, and for the leaders, as it was sent last; what the unit heard
// and the final text are for all of the unit. The final one ends with the
// conclusion. What leaders commented is printed nowhere.
func (s *Service) Paper(ctx context.Context, by access.Actor, id ID, kind PaperKind) (paper.Document, error) {
	sh, err := s.Get(ctx, by, id)
	if err != nil {
		return paper.Document{}, err
	}
	none := fault.New(fault.NotFound, "ui.not_found")
	switch kind {
	case DraftPaper:
		t, made, ok := sh.drafted()
		if !ok {
			return paper.Document{}, none
		}
		return compose(printedOf(sh.Report, sh.Unit, t, made), true), nil
	case PresentedPaper:
		if sh.Presented == nil {
			return paper.Document{}, none
		}
		return compose(printedOf(sh.Report, sh.Unit, sh.Presented.Texts, sh.Presented.At), false), nil
	case FinalPaper:
		if sh.Final == nil {
			return paper.Document{}, none
		}
		return compose(sh.final(), false), nil
	}
	return paper.Document{}, none
}

// drafted is the draft that the reader may print: what he writes, else what was
// sent last.
func (sh Sheet) drafted() (t Texts, made db.Time, ok bool) {
	if sh.Writes && sh.Draft.Version > 0 {
		return sh.Draft.Texts, sh.Draft.SavedAt, true
	}
	if n := len(sh.Sent); n > 0 {
		return sh.Sent[n-1].Texts, sh.Sent[n-1].SentAt, true
	}
	return t, made, false
}

// final is the final text with what was concluded.
func (sh Sheet) final() printed {
	p := printedOf(sh.Report, sh.Unit, sh.Final.Texts, sh.Final.At)
	p.HeardOn, p.Conclusion = sh.Report.HeardOn, sh.Conclusion
	return p
}

// headings of the parts on paper.
var headings = map[Part]string{
	PartDid:    "Kết quả thực hiện nội dung đã đăng ký",
	PartMended: "Kết quả khắc phục hạn chế đã được chỉ ra",
	PartAhead:  "Hạn chế hiện nay và hướng khắc phục",
}

// compose writes form B7: it reads nothing but the record, so that the same
// record gives the same paper.
func compose(p printed, draft bool) paper.Document {
	month := strings.TrimPrefix(i18n.Short(string(p.Month)), "0")
	subject := "liên hệ việc học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh, kỳ sinh hoạt tháng " + month
	if draft {
		subject += " (Dự thảo)"
	}
	d := paper.Document{
		Preset: paper.HD05, Title: "Báo cáo liên hệ tháng " + month, Made: p.Made.Time,
		Head: &paper.Head{Parent: p.Parent, Issuer: p.Issuer, Body: p.Body}, Kind: "Báo cáo", Subject: subject,
		Signatures: []paper.Signature{{Heading: "NGƯỜI BÁO CÁO", Name: p.Name}},
	}
	d.Blocks = append(d.Blocks, paper.Lead("Người báo cáo:", "đồng chí "+p.Name+"."))
	for n, part := range Parts {
		text := p.Texts.Of(part)
		if text == "" {
			text = "………"
		}
		d.Blocks = append(d.Blocks, paper.Heading{Level: 1, Text: string(rune('1'+n)) + ". " + headings[part]}, paper.Text(text))
	}
	if !p.Conclusion.Empty() {
		d.Blocks = append(d.Blocks, paper.Heading{Level: 1, Text: "4. Kết luận của chủ trì ngày " + i18n.Short(string(p.HeardOn))})
		for _, box := range [][2]string{{"Đánh giá:", p.Conclusion.Assessment}, {"Nêu gương:", p.Conclusion.Exemplary}, {"Cần khắc phục:", p.Conclusion.ToMend}} {
			if box[1] != "" {
				d.Blocks = append(d.Blocks, paper.Lead(box[0], box[1]))
			}
		}
	}
	return d
}
