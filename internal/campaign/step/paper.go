package step

import (
	"context"
	"strconv"

	"chibo/internal/access"
	"chibo/internal/campaign"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/org"
	"chibo/internal/paper"
)

// Paper composes a learning report, for whoever may read it.
func (s *Service) Paper(ctx context.Context, by access.Actor, id ReportID) (paper.Document, error) {
	sh, err := s.Read(ctx, by, id)
	if err != nil {
		return paper.Document{}, err
	}
	head, _ := campaign.Letterhead(sh.Unit)
	d := paper.Document{
		Preset: paper.HD05, Title: "Bản thu hoạch năm " + strconv.Itoa(sh.Theme.Year), Made: sh.Report.SavedAt.Time,
		Head: head, Kind: "Bản thu hoạch", Subject: subjectOf(sh.Theme), Blocks: sh.Report.blocks(),
		Signatures: []paper.Signature{{Heading: "Người viết thu hoạch", Name: sh.Report.Name}},
	}
	if sh.Report.SentOn != "" {
		d.Head.Place, d.Head.Date = sh.Unit.Locality, paper.DateInWords(sh.Report.SentOn.Time())
	}
	return d, nil
}

// Collection composes all learning reports of a theme that were handed in to a
// unit, each on a page of its own, for the unit's file. Where there is none it is
// NotFound.
func (s *Service) Collection(ctx context.Context, by access.Actor, theme campaign.ThemeID, unit org.ID) (d paper.Document, err error) {
	err = s.db.Read(ctx, func(tx *db.Tx) error {
		t, u, err := s.placed(tx, by, Keep, theme, unit, "")
		if err != nil {
			return err
		}
		all, err := learningsIn(tx, theme, unit)
		if err != nil {
			return err
		}
		if len(all) == 0 {
			return fault.New(fault.NotFound, "step.no_reports")
		}
		d = collect(t, u, all)
		d.Made = tx.Now.Time
		return nil
	})
	return d, err
}

// collect puts reports one behind the other.
func collect(t campaign.Theme, u org.Unit, all []Learning) paper.Document {
	head, _ := campaign.Letterhead(u)
	d := paper.Document{
		Preset: paper.HD05, Title: "Tập bản thu hoạch năm " + strconv.Itoa(t.Year), Head: head, Kind: "Tập bản thu hoạch", Subject: subjectOf(t),
		Blocks: []paper.Block{paper.Text("Số bản thu hoạch: " + paper.TwoDigits(len(all)) + ".")},
	}
	for _, l := range all {
		d.Blocks = append(d.Blocks, paper.PageBreak{}, paper.Heading{Level: 1, Text: l.Name})
		d.Blocks = append(d.Blocks, l.blocks()...)
	}
	return d
}

// subjectOf is what the papers of a theme are about.
func subjectOf(t campaign.Theme) string { return "chủ đề “" + t.Title + "”" }

// blocks are the two parts of a report.
func (l Learning) blocks() []paper.Block {
	all := []paper.Block{paper.Text("Họ và tên: " + l.Name + "."), paper.Heading{Level: 2, Text: "Nhận thức"}, paper.Text(l.Awareness), paper.Heading{Level: 2, Text: "Nhiệm vụ cụ thể của bản thân"}}
	tasks := paper.List{Marker: paper.Numbers}
	for _, task := range l.Tasks() {
		tasks.Items = append(tasks.Items, paper.Text(task))
	}
	return append(all, tasks)
}
