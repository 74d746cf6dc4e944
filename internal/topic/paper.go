package topic

import (
	"context"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/org"
	"chibo/internal/paper"
)

// Paper gives a topic paper as a document: to all of the cell as it reads it,
// before that, marked as a draft, to its author as it stands and to the
// committee as it was sent. A paper that is but files is NotFound.
func (s *Service) Paper(ctx context.Context, by access.Actor, id ID) (paper.Document, error) {
	sh, err := s.Get(ctx, by, id)
	if err != nil {
		return paper.Document{}, err
	}
	text, draft := sh.Paper, false
	if text.At.IsZero() {
		if text, draft = sh.Sent, true; sh.Writes && sh.Draft.Body != "" {
			text = Text{Body: sh.Draft.Body, At: sh.Draft.SavedAt}
		}
	}
	if text.Body == "" {
		return paper.Document{}, fault.New(fault.NotFound, "ui.not_found")
	}
	return compose(sh.Topic, sh.Unit, text, draft), nil
}

// compose writes the paper: the same record gives the same paper.
func compose(t Topic, u org.Unit, text Text, draft bool) paper.Document {
	subject := t.Title
	if draft {
		subject += " (Dự thảo)"
	}
	d := paper.Document{
		Preset: paper.HD05, Title: "Báo cáo chuyên đề " + t.Title, Made: text.At.Time,
		Head: &paper.Head{Parent: u.ParentName, Issuer: u.Name}, Kind: "Báo cáo chuyên đề", Subject: subject,
		Blocks:     []paper.Block{paper.Lead("Người trình bày:", "đồng chí "+t.Name+".")},
		Signatures: []paper.Signature{{Heading: "NGƯỜI BÁO CÁO", Name: t.Name}},
	}
	if t.Field != "" {
		d.Blocks = append(d.Blocks, paper.Lead("Lĩnh vực:", t.Field+"."))
	}
	if day := db.Date(t.PresentedOn); day != "" {
		d.Blocks = append(d.Blocks, paper.Lead("Trình bày tại chi bộ ngày:", i18n.Short(string(day))+"."))
	}
	d.Blocks = append(d.Blocks, paper.Text(text.Body))
	return d
}
