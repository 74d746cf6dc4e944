package sample

import (
	"context"

	"chibo/internal/access"
	"chibo/internal/consultation"
	"chibo/internal/db"
	"chibo/internal/org"
)

// consult has the shown cell ask before it decides: once without names, which is
// decided, and once with names, which is open, as its committee does; its chapter sends
// an opinion, and there is a list of what is made public.
func (s Services) consult(ctx context.Context, houses []*house, today db.Date) error {
	for _, h := range houses {
		unit, ok := h.units[shown]
		if !ok || s.Consultations == nil {
			continue
		}
		if err := s.decideTogether(ctx, unit, today); err != nil {
			return err
		}
		if err := s.askByName(ctx, unit, quarter, h.people[shown][2:6], today); err != nil {
			return err
		}
		if err := s.askByName(ctx, h.units[markUnit], visits, append(h.people[neighbour][1:5:5], h.people[shown][6:9]...), today); err != nil {
			return err
		}
		if err := s.makePublic(ctx, unit, today); err != nil {
			return err
		}
		if chapter, ok := h.units["S0.DTN"]; ok {
			f := consultation.OpinionForm{Title: "Báo lịch sinh hoạt sớm hơn", Body: "Đề nghị chi ủy báo lịch họp có mời đoàn viên trước 5 ngày để sắp xếp ca trực."}
			if _, err := s.Consultations.Send(ctx, access.Console, chapter, f); err != nil {
				return err
			}
		}
	}
	return nil
}

// decideTogether is a question by slips from its draft to the decision.
func (s Services) decideTogether(ctx context.Context, unit org.ID, today db.Date) error {
	by, c := access.Console, s.Consultations
	id, err := c.Draft(ctx, by, unit, consultation.MatterForm{
		Title: "Đổi giờ giao ca của bộ phận tiếp đón từ tháng 7", Choosing: consultation.One, Texts: true, Members: true, Chapters: true, People: 12, ClosesOn: today.AddDays(7),
		Background: "Dự kiến giao ca lúc 6 giờ 30 thay cho 7 giờ, để quầy tiếp đón mở trước giờ khám. Việc này thay đổi giờ làm của 12 người.",
		Options:    "Đồng ý\nĐồng ý, lùi thời điểm áp dụng\nKhông đồng ý",
	})
	if err != nil {
		return err
	}
	if err := c.Step(ctx, by, id, 1, consultation.Opening, consultation.StepForm{}); err != nil {
		return err
	}
	printed, err := c.Print(ctx, by, id, 12)
	if err != nil {
		return err
	}
	words := []string{"", "Nên áp dụng từ tháng 8 để xếp lại việc đưa đón con.", "", "Đề nghị có xe đưa đón ca sớm.", "", "Lùi đến khi hết đợt nghỉ hè.", "", "", ""}
	for n, said := range words {
		choice := []int{1 + len(said)%7%2}
		if err := c.Reply(ctx, access.Actor{Kind: access.Link}, printed.Slips[n].Link, "", consultation.Reply{Choices: choice, Words: said}); err != nil {
			return err
		}
	}
	if err := c.Step(ctx, by, id, 2, consultation.Closing, consultation.StepForm{}); err != nil {
		return err
	}
	if err := c.Gather(ctx, by, id, consultation.ClusterForm{Title: "Lùi thời điểm, hỗ trợ đi lại", Stance: consultation.Partly, Response: "Áp dụng từ ngày 15/8. Việc đưa đón sẽ bàn với công đoàn."}); err != nil {
		return err
	}
	l, err := c.Texts(ctx, by, id, 1)
	if err != nil {
		return err
	}
	into := map[string]consultation.ClusterID{}
	for _, t := range l.Texts {
		into[t.ID] = l.Clusters[0].ID
	}
	if err := c.Sort(ctx, by, id, into); err != nil {
		return err
	}
	if err := c.Step(ctx, by, id, 3, consultation.Answering, consultation.StepForm{Words: "Chi ủy cảm ơn các đồng chí đã góp ý. Phần lớn đồng ý đổi giờ giao ca."}); err != nil {
		return err
	}
	return c.Step(ctx, by, id, 4, consultation.Deciding, consultation.StepForm{Words: "Kết luận của chi ủy tại cuộc họp chuẩn bị sinh hoạt tháng", On: today})
}

// quarter is what the shown cell asks its members, and visits its committee those of both
// cells.
var (
	quarter = consultation.MatterForm{
		Title: "Chọn nội dung chuyên đề quý III", Background: "Chi ủy chuẩn bị kế hoạch quý III, mỗi đồng chí chọn một hoặc hai nội dung.",
		Options: "Tiếp đón người bệnh cao tuổi\nGiữ số liệu đầy đủ, kịp thời\nTiết kiệm trong sử dụng vật tư", Choosing: consultation.Several,
	}
	visits = consultation.MatterForm{
		Title: "Ngày tổ chức buổi tọa đàm kinh nghiệm dân vận", Background: "Đảng ủy tổ chức một buổi cho hai chi bộ, mỗi chi bộ trình bày hai việc đã làm. Mỗi đồng chí chọn một ngày.",
		Options: "Chiều thứ tư\nSáng thứ bảy\nNgay sau kỳ sinh hoạt tháng tới", Choosing: consultation.One,
	}
)

// askByName is a question with names that some have answered.
func (s Services) askByName(ctx context.Context, unit org.ID, f consultation.MatterForm, people []person, today db.Date) error {
	by, c := access.Console, s.Consultations
	f.Texts, f.Named, f.Members, f.ClosesOn = true, true, true, today.AddDays(10)
	id, err := c.Draft(ctx, by, unit, f)
	if err != nil {
		return err
	}
	if err := c.Step(ctx, by, id, 1, consultation.Opening, consultation.StepForm{}); err != nil {
		return err
	}
	for n, p := range people {
		if err := c.Say(ctx, as(p.id), id, 0, consultation.Reply{Choices: []int{1 + n%3}}); err != nil {
			return err
		}
	}
	return nil
}

// makePublic is the list of the year: one done, one late, one ahead.
func (s Services) makePublic(ctx context.Context, unit org.ID, today db.Date) error {
	for _, f := range []consultation.PublicationForm{
		{Title: "Kế hoạch công tác năm", Form: consultation.AtMeeting, From: today.AddDays(-20), Responsible: "Bí thư chi bộ", DoneOn: today.AddDays(-19)},
		{Title: "Kết quả đánh giá, xếp loại năm trước", Form: consultation.Posted, From: today.AddDays(-10), To: today.AddDays(20), Responsible: "Bộ phận tổ chức"},
		{Title: "Kết quả tiếp thu ý kiến về giờ giao ca", Form: consultation.Network, From: today.AddDays(5), Responsible: "Bộ phận tiếp đón"},
	} {
		if err := s.Consultations.Publish(ctx, access.Console, unit, f); err != nil {
			return err
		}
	}
	return nil
}
