package sample

import (
	"context"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/directive"
	"chibo/internal/org"
)

// offices are the committees whose offices send documents in the sample, as
// papers name them.
var offices = map[string]string{"S0-CT": "Đảng ủy Cơ quan", "S1": "Đảng ủy Sở Y tế"}

// paperSpec is a document from above in the sample, in days before (-) and
// after today. Of the cells, the first so many received and studied it, and the
// last of these reported.
type paperSpec struct {
	directive.Form
	issued, due                 int // due 0: no report is asked for
	received, studied, reported int
	kept                        bool // not sent yet
}

var papers = []paperSpec{
	{
		Form:   directive.Form{Number: "18-KH/ĐU", Title: "Kế hoạch sơ kết 6 tháng đầu năm", Kind: directive.Plan, Note: "Đảng ủy tổng hợp chung từ báo cáo của các chi bộ."},
		issued: -10, due: 26, received: 14,
	},
	{
		Form:   directive.Form{Number: "21-CV/ĐU", Title: "Rà soát hồ sơ đảng viên dự bị", Kind: directive.Letter},
		issued: -14, due: 11, received: 15, studied: 9, reported: 4,
	},
	{
		Form:   directive.Form{Number: "12-HD/ĐU", Title: "Hướng dẫn chấm điểm chất lượng sinh hoạt chi bộ", Kind: directive.Guidance},
		issued: -35, received: 15, studied: 15,
	},
	{
		Form:   directive.Form{Number: "23-TB/ĐU", Title: "Lịch kiểm tra, giám sát quý tới", Kind: directive.Notice},
		issued: -3, kept: true,
	},
}

// circulate has the offices send their documents to their cells, and the cells
// receive, study and report.
func (s Services) circulate(ctx context.Context, houses []*house, today db.Date) error {
	var jobs []func() error
	for _, h := range houses {
		for code, issuer := range offices {
			office, ok := h.units[code]
			if !ok {
				continue
			}
			var cells []org.ID
			for _, u := range h.Units {
				if u.Parent == code && u.Kind == "cell" {
					cells = append(cells, h.units[u.Code])
				}
			}
			for _, p := range papers {
				p.Issuer = issuer
				jobs = append(jobs, func() error { return s.issue(ctx, p, office, cells, today) })
			}
		}
	}
	return together(jobs)
}

func (s Services) issue(ctx context.Context, p paperSpec, office org.ID, cells []org.ID, today db.Date) error {
	f := p.Form
	f.IssuedOn = today.AddDays(p.issued)
	if p.due != 0 {
		f.Due = today.AddDays(p.due)
	}
	id, err := s.Directives.Register(ctx, access.Console, office, f)
	if err != nil || p.kept {
		return err
	}
	if err := s.Directives.Send(ctx, access.Console, id, 1, cells); err != nil {
		return err
	}
	var jobs []func() error
	for i, cell := range cells {
		jobs = append(jobs, func() error { return s.follow(ctx, p, id, cell, i, today) })
	}
	return together(jobs)
}

// follow takes the document as far as the cell, counted from 0, has come.
func (s Services) follow(ctx context.Context, p paperSpec, id directive.ID, cell org.ID, i int, on db.Date) error {
	version := 1
	if i < p.received {
		if err := s.Directives.Receive(ctx, access.Console, cell, id); err != nil {
			return err
		}
		version++
	}
	if i < p.studied {
		if err := s.Directives.Study(ctx, access.Console, cell, id, version, on); err != nil {
			return err
		}
		version++
	}
	if i < p.studied && i >= p.studied-p.reported {
		return s.Directives.Report(ctx, access.Console, cell, id, version, "Chi bộ đã thực hiện đủ các nội dung theo yêu cầu của Đảng ủy.")
	}
	return nil
}
