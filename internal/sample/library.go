package sample

import (
	"context"

	"chibo/internal/access"
	"chibo/internal/campaign"
	"chibo/internal/campaign/library"
)

// shelf is what there is to learn of the theme of the shown cell.
var shelf = []library.Form{
	{Title: "Tài liệu sinh hoạt chuyên đề năm", About: "Phần I và phần II; liên hệ với công việc của khoa, phòng.", Address: "Tủ sách chi bộ", Required: true},
	{Title: "Một số câu chuyện về tinh thần trách nhiệm", About: "Mỗi đồng chí chọn một câu chuyện để kể trong buổi sinh hoạt.", Address: "Trang thông tin của đảng ủy, mục Học tập và làm theo"},
}

// asked are the questions that go with it.
var asked = []library.QuestionForm{
	{Words: "Chủ đề của năm nêu cao điều gì?", Options: "Tinh thần trách nhiệm\nThành tích cá nhân\nHình thức khen thưởng", Answer: 1},
	{Words: "Nhiệm vụ ghi trong bản thu hoạch cần thế nào?", Options: "Càng chung càng tốt\nCụ thể, có mức và có thời hạn", Answer: 2},
}

// shelve puts the material of a theme of the shown cell together. Two thirds of the
// cell have read what is required.
func (s Services) shelve(ctx context.Context, h *house, theme campaign.ThemeID, people []person) error {
	if s.Library == nil {
		return nil
	}
	var required []library.ID
	for _, f := range shelf {
		id, err := s.Library.Add(ctx, access.Console, theme, f)
		if err != nil {
			return err
		}
		if f.Required {
			required = append(required, id)
		}
	}
	for _, f := range asked {
		if _, err := s.Library.Ask(ctx, access.Console, theme, f); err != nil {
			return err
		}
	}
	for _, p := range people[1 : len(people)*2/3+1] {
		for _, id := range required {
			if err := s.Library.Read(ctx, as(p.id), id, h.units[shown]); err != nil {
				return err
			}
		}
	}
	return nil
}
