package sample

import (
	"context"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/figure"
	"chibo/internal/org"
	"chibo/internal/periodic"
	"chibo/internal/stats"
)

// What the health department's units tell of last year: the cell of behindUnit still
// writes its report.
const (
	reportsTo  = "S1"
	behindUnit = "S1.15"
)

// sum has the units of the health department send their reports of last year, those
// below first, and the department begin its own, which sums them up.
func (s Services) sum(ctx context.Context, houses []*house, today db.Date) error {
	if s.Periodics == nil {
		return nil
	}
	last := periodic.Recent(stats.Year, today, 2)[1]
	for _, h := range houses {
		office, ok := h.units[reportsTo]
		if !ok {
			continue
		}
		if _, err := figure.NewFolder(s.DB).Fold(ctx); err != nil { // what a report counts is in the sums
			return err
		}
		if err := s.sendBelow(ctx, h, reportsTo, last); err != nil {
			return err
		}
		if _, err := s.Periodics.Open(ctx, access.Console, office, last); err != nil {
			return err
		}
	}
	return nil
}

// sendBelow sends the reports of the Party's units below one, each after those below
// it; the committee above has received them.
func (s Services) sendBelow(ctx context.Context, h *house, parent string, p periodic.Period) error {
	for _, u := range h.Units {
		if u.Parent != parent || u.Kind != "cell" && u.Kind != "base" {
			continue
		}
		if err := s.sendBelow(ctx, h, u.Code, p); err != nil {
			return err
		}
		if err := s.sendOf(ctx, h.units[u.Code], p, u.Code != behindUnit); err != nil {
			return err
		}
	}
	return nil
}

func (s Services) sendOf(ctx context.Context, unit org.ID, p periodic.Period, whole bool) error {
	by := access.Console
	id, err := s.Periodics.Open(ctx, by, unit, p)
	if err != nil {
		return err
	}
	texts := periodic.Texts{
		Results: "Duy trì sinh hoạt thường kỳ; đảng viên hoàn thành nhiệm vụ chuyên môn, tinh thần và thái độ phục vụ người bệnh tốt hơn. Việc học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh gắn với nhiệm vụ của từng người.",
		Limits:  "Sinh hoạt chuyên đề có kỳ còn chậm; một số đảng viên ít phát biểu.",
		Ahead:   "Giữ nền nếp sinh hoạt; mỗi quý một chuyên đề gắn với việc của đơn vị; bồi dưỡng, kết nạp đảng viên theo chỉ tiêu.",
	}
	if !whole {
		_, err := s.Periodics.Save(ctx, by, id, 0, texts)
		return err
	}
	if err := s.Periodics.Send(ctx, by, id, 0, texts); err != nil {
		return err
	}
	return s.Periodics.Receive(ctx, by, id, 2)
}
