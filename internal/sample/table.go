package sample

import (
	"context"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/org"
	"chibo/internal/periodic/table"
)

// collect has the offices of two committees collect figures by a table: of the cells
// directly below, some have sent, the first still fills it, the others have not begun.
func (s Services) collect(ctx context.Context, houses []*house, today db.Date) error {
	if s.Tables == nil {
		return nil
	}
	for _, h := range houses {
		for _, committee := range []string{leadsCampaign, markUnit} {
			office, ok := h.units[committee]
			if !ok {
				continue
			}
			var cells []org.ID
			for _, u := range h.Units {
				if u.Parent == committee && u.Kind == "cell" {
					cells = append(cells, h.units[u.Code])
				}
			}
			if err := s.collectIn(ctx, office, cells, today); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s Services) collectIn(ctx context.Context, office org.ID, cells []org.ID, today db.Date) error {
	by := access.Console
	id, err := s.Tables.Define(ctx, by, office, table.Form{
		Title: "Rà soát điều kiện phục vụ sinh hoạt chi bộ", Purpose: "Lập kế hoạch trang bị năm tới. Số liệu tính đến ngày gửi.", Due: today.AddDays(5),
		Columns: []table.Column{
			{Name: "Máy tính dùng cho công tác đảng", Kind: table.Number, Hint: "Máy đang dùng được"},
			{Name: "Có đường truyền tại phòng họp", Kind: table.YesNo},
			{Name: "Kinh phí đề nghị (triệu đồng)", Kind: table.Number},
			{Name: "Đề nghị khác", Kind: table.Text},
		},
	})
	if err != nil {
		return err
	}
	if _, err := s.Tables.Ask(ctx, by, id, 1, cells); err != nil {
		return err
	}
	filled := [][]string{{"2", table.Yes, "12,5", "Thay máy chiếu"}, {"1", table.No, "20", ""}, {"3", table.Yes, "0", ""}, {"1", table.Yes, "8", ""}, {"2", table.Yes, "15", "Bổ sung tủ hồ sơ"}}
	for i, row := range filled[:min(len(filled), len(cells))] {
		d, err := s.Tables.Desk(ctx, by, cells[i], 1)
		if err != nil {
			return err
		}
		sheet := d.Sheets[0].Sheet
		do := s.Tables.Send
		if i == 0 { // the cell of the demo's secretary still fills it
			do = s.Tables.Save
		}
		if err := do(ctx, by, sheet.ID, sheet.Version, [][]string{row}); err != nil {
			return err
		}
	}
	_, err = s.Tables.Define(ctx, by, office, table.Form{
		Title: "Đề nghị nội dung bồi dưỡng cấp ủy viên", Many: true, Due: today.AddDays(20),
		Columns: []table.Column{{Name: "Nội dung", Kind: table.Text}, {Name: "Số người", Kind: table.Number}},
	})
	return err
}
