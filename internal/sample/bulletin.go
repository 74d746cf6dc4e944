package sample

import (
	"context"
	"strings"

	"chibo/internal/access"
	"chibo/internal/bulletin"
	"chibo/internal/db"
	"chibo/internal/figure"
	"chibo/internal/org"
)

// piece is an article of the sample with its figures and who took it over.
type piece struct {
	unit    string // its code
	form    bulletin.Form
	figures []bulletin.FigureForm
	taken   []takenOver
	waits   bool // to be looked through; it is not published yet
}

// takenOver is what a unit made of a model.
type takenOver struct {
	unit  string
	steps string // "": it is registered
	bulletin.DeedForm
}

// pieces tell, in words of our own, what the five published articles behind the sample
// organisations tell, and of two models that others took over. The earliest comes
// first.
var pieces = []piece{
	{unit: "S4", form: bulletin.Form{
		Kind: bulletin.Model, Field: "meeting", Audience: bulletin.ForTree, Title: "Mỗi kỳ giao ban trình bày một quy trình đối soát",
		Lede: "Đảng viên nhận phần việc chuyên môn, trình bày ngắn trước toàn đơn vị rồi cùng trao đổi.",
		Body: "## Cách làm\n1. Nội dung sinh hoạt gửi trước đến từng đảng viên.\n2. Mỗi kỳ giao ban có một đến hai đồng chí trình bày quy trình đang phụ trách.\n3. Chi bộ trao đổi với các chi bộ bạn để học cách làm.\n\n*Theo bài đăng ngày 29/10/2019 về sinh hoạt của một chi bộ 10 đảng viên, trong đó có 8 đảng viên nữ.*",
	}, figures: []bulletin.FigureForm{{Source: "members"}, {Source: "meetings"}}},
	{unit: "S3", form: bulletin.Form{
		Kind: bulletin.News, Field: "people", Audience: bulletin.ForTree, Title: "Rà soát nguồn, phân công người giúp đỡ quần chúng ưu tú",
		Lede: "Chi ủy lập danh sách nguồn từ sớm và giao đảng viên theo dõi, giúp đỡ từng người.",
		Body: "## Cách làm\n- Rà soát nguồn ngay sau đại hội chi bộ.\n- Chọn người giỏi chuyên môn, có sáng kiến được công nhận.\n- Phân công đảng viên giúp đỡ, kiểm tra định kỳ.\n\n*Theo bài đăng ngày 14/6/2024: từ năm 2022 chi bộ kết nạp 9 đảng viên, có 37 đảng viên trên 88 cán bộ, viên chức.*",
	}, figures: []bulletin.FigureForm{{Source: "members"}, {Source: "admitted", Period: bulletin.LastYear}}},
	{unit: "S2", form: bulletin.Form{
		Kind: bulletin.Model, Field: "study", Audience: bulletin.ForTree, Title: "Mỗi kỳ sinh hoạt một đến hai báo cáo liên hệ",
		Lede: "Đảng viên biết lượt trước một tháng, chi ủy góp ý bản thảo, chi bộ thảo luận và kết luận.",
		Body: "## Cách làm\n1. Phân công hoặc đăng ký từ kỳ trước.\n2. Gửi bản thảo để chi ủy góp ý.\n3. Nêu rõ việc đã đăng ký đầu năm, khuyết điểm đã khắc phục.\n4. Người chủ trì kết luận: điểm cần học tập, điểm cần sửa.\n\n*Theo bài tổng kết kinh nghiệm tổ chức cho đảng viên liên hệ trong sinh hoạt định kỳ.*",
	}, figures: []bulletin.FigureForm{{Source: "members"}, {Source: "meetings"}}},
	{unit: "S1", form: bulletin.Form{
		Kind: bulletin.News, Field: "study", Audience: bulletin.ForTree, Title: "Đảng bộ triển khai cuộc vận động theo chuyên đề từng năm",
		Lede: "Đảng viên học tập, viết thu hoạch và đăng ký việc làm cụ thể trước, đoàn thể và người lao động cùng làm theo.",
		Body: "## Kết quả chính\n- Đảng viên đang sinh hoạt: {{so-lieu:1}} đồng chí.\n- Chuyên đề mỗi năm gắn với y đức và quy tắc ứng xử.\n- Sơ kết, khen thưởng tập thể và cá nhân làm tốt.\n\n*Theo bài đăng ngày 19/10/2021: Đảng bộ có 19 chi, đảng bộ trực thuộc với 402 đảng viên.*",
	}, figures: []bulletin.FigureForm{{Source: "members"}, {Source: "concerns"}, {Source: "praise"}}},
	{unit: "S0", form: bulletin.Form{
		Kind: bulletin.Model, Field: "masses", Audience: bulletin.ForTree, Title: "Mỗi đảng viên một chuyên đề dân vận khéo",
		Lede: "Đảng viên lần lượt trình bày một việc dân vận gắn với chuyên môn, cả chi bộ góp ý.",
		Body: "## Cách làm\n- Chọn việc gần với công tác: dùng thuốc nội, tiếp xúc với người bệnh, an toàn giao thông.\n- Trình bày trong sinh hoạt chi bộ, ghi lại góp ý.\n- Lấy hiệu quả công việc để đánh giá.\n\n*Theo bài đăng ngày 27/04/2015 về công tác dân vận của một chi bộ trạm y tế.*",
	}, figures: []bulletin.FigureForm{{Source: "members"}, {Source: "meetings"}, {Source: "praise"}}, taken: []takenOver{
		{unit: "S0-VP", steps: "Mỗi kỳ sinh hoạt một chuyên đề", DeedForm: bulletin.DeedForm{Words: "Góp ý cụ thể hơn vì nói về việc hằng ngày.", Measure: "Lượt phát biểu mỗi kỳ", Before: "3", After: "6"}},
	}},
	{unit: "S0-CT", form: bulletin.Form{
		Kind: bulletin.News, Field: "masses", Audience: bulletin.ForTree, Title: "Hai chi bộ chuẩn bị buổi tọa đàm kinh nghiệm dân vận",
		Lede: "Mỗi chi bộ trình bày hai việc đã làm, có số liệu trước và sau.",
		Body: "## Chuẩn bị\n- Chọn việc đã làm từ ba tháng trở lên.\n- Bản trình bày không quá ba trang.\n- Gửi trước năm ngày để hai bên cùng đọc.",
	}, figures: []bulletin.FigureForm{{Source: "members"}}},
	{unit: "S0-VP", form: bulletin.Form{
		Kind: bulletin.Model, Field: "work", Audience: bulletin.ForTree, Title: "Một phiếu hướng dẫn cho mỗi loại giấy tờ",
		Lede: "Người đến làm giấy tờ biết ngay cần mang gì, nộp ở đâu, mấy ngày có kết quả.",
		Body: "## Cách làm\n1. Liệt kê mười loại giấy tờ hay làm.\n2. Mỗi loại một phiếu nửa trang, chữ lớn.\n3. Sửa phiếu khi có người phải đi lại lần hai.",
	}, taken: []takenOver{{unit: "S0"}}},
	{unit: "S0", waits: true, form: bulletin.Form{
		Kind: bulletin.Model, Field: "service", Audience: bulletin.ForTree, Title: "Bảng so sánh giá thuốc nội để người bệnh tự xem",
		Lede: "Người bệnh xem bảng trong lúc chờ nên bác sĩ giải thích nhanh hơn.",
		Body: "## Cách làm\n- Chọn 30 thuốc hay dùng, ghi giá và hàm lượng.\n- In chữ lớn, để ở phòng khám và quầy thuốc.\n- Cập nhật mỗi quý.",
	}},
	{unit: "S1.01", form: bulletin.Form{
		Kind: bulletin.Model, Field: "work", Audience: bulletin.ForTree, Title: "Mỗi giao ban trình bày một quy trình",
		Lede: "Mười phút đầu giờ giao ban dành cho một quy trình nghiệp vụ do đảng viên phụ trách.",
		Body: "## Cách làm\n1. Lập lịch trình bày cả quý.\n2. Bản trình bày không quá năm trang.\n3. Ghi lại điểm cần sửa trong quy trình.",
	}, taken: []takenOver{
		{unit: "S1.09", steps: "Áp dụng bước 1 và 2"}, {unit: "S1.12"},
	}},
	{unit: "S1.16.06", form: bulletin.Form{
		Kind: bulletin.Model, Field: "service", Audience: bulletin.ForTree, Title: "Không để người bệnh chờ quá 15 phút",
		Lede: "Bắt đầu từ một khó khăn: sáng thứ hai, quầy tiếp đón thường đông, người bệnh cao tuổi phải đứng lâu.",
		Body: "## Cách làm\n1. Gọi nhắc người bệnh trước hẹn hai ngày, xếp giờ đến so le.\n2. Thêm một người trực quầy từ 7:00 đến 9:00 sáng thứ hai.\n3. Sắp quầy cấp thuốc theo nhóm bệnh; xem lại số liệu ở mỗi kỳ sinh hoạt.",
	}, figures: []bulletin.FigureForm{
		{Label: "Thời gian chờ trung bình", Words: "14 phút", Note: "trước khi làm: 22 phút", Values: "22; 21; 21; 19; 18; 17; 17; 16; 15; 15; 14; 14", Goal: "15"},
		{Label: "Người bệnh đến đúng hẹn", Words: "82%", Note: "tăng từ 61%"},
		{Source: "members"},
	}, taken: []takenOver{
		{unit: "S1.09", steps: "Áp dụng cả ba bước", DeedForm: bulletin.DeedForm{Words: "Người bệnh bớt chờ vào đầu tuần.", Measure: "Thời gian chờ (phút)", Before: "26", After: "19"}},
		{unit: "S1.19.01", steps: "Áp dụng bước 1"},
		{unit: "S1.08", steps: "Áp dụng bước 1 và 3"},
		{unit: "S1.14"},
	}},
}

// publish writes the bulletin, with figures as they are once everything else stands.
func (s Services) publish(ctx context.Context, houses []*house, today db.Date) error {
	if s.Bulletin == nil {
		return nil
	}
	if _, err := figure.NewFolder(s.DB).Fold(ctx); err != nil {
		return err
	}
	units := map[string]org.ID{}
	for _, h := range houses {
		for code, id := range h.units {
			units[code] = id
		}
	}
	var reads []func() error
	for n, p := range pieces {
		id, err := s.publishOne(ctx, p, units, today, today.AddDays(-7-17*(len(pieces)-1-n)))
		if err != nil {
			return err
		}
		for _, reader := range readers(houses, p, 3+n%4) {
			reads = append(reads, func() error { return s.Bulletin.MarkRead(ctx, as(reader.id), id) })
		}
	}
	return together(reads)
}

// readers are the last people of the cell that an article tells of, or of the first
// cell below the committee.
func readers(houses []*house, p piece, n int) []person {
	for _, h := range houses {
		for _, u := range h.Units {
			if people := h.people[u.Code]; strings.HasPrefix(u.Code+".", p.unit+".") && len(people) >= n {
				return people[len(people)-n:]
			}
		}
	}
	return nil
}

// publishOne publishes an article on a day, with the figures of that day.
func (s Services) publishOne(ctx context.Context, p piece, units map[string]org.ID, today, on db.Date) (bulletin.ID, error) {
	by, b, version := access.Console, s.Bulletin, 1
	form := p.form
	marked := form.Body
	form.Body = form.Lede // the marks come once the figures are there
	id, err := b.Write(ctx, by, units[p.unit], form)
	if err != nil {
		return "", err
	}
	for _, f := range p.figures {
		if f.Values != "" {
			f.Last = on.AddDays(-7)
		}
		if err := b.AddFigure(ctx, by, id, version, f); err != nil {
			return "", err
		}
		version++
	}
	form.Body = marked
	if err := b.Amend(ctx, by, id, version, form); err != nil {
		return "", err
	}
	acts := []bulletin.Act{bulletin.Submitting, bulletin.Consenting, bulletin.Publishing}
	if form.Kind == bulletin.News {
		acts = []bulletin.Act{bulletin.Submitting, bulletin.Publishing}
	}
	if p.waits {
		acts = acts[:1]
	}
	for i, act := range acts {
		if err := b.Step(ctx, by, id, version+1+i, act, bulletin.StepForm{On: on}); err != nil {
			return "", err
		}
	}
	for _, t := range p.taken {
		if err := s.takeOver(ctx, id, units[t.unit], t, today); err != nil {
			return "", err
		}
	}
	return id, nil
}

// takeOver registers a model for a unit, and says what became of it.
func (s Services) takeOver(ctx context.Context, article bulletin.ID, unit org.ID, t takenOver, today db.Date) error {
	id, err := s.Bulletin.Register(ctx, access.Console, unit, article)
	if err != nil || t.steps == "" {
		return err
	}
	start := bulletin.DeedForm{Steps: t.steps, On: today.AddDays(-5)}
	if err := s.Bulletin.Steer(ctx, access.Console, id, 1, bulletin.Starting, start); err != nil || t.Words == "" {
		return err
	}
	return s.Bulletin.Steer(ctx, access.Console, id, 2, bulletin.Resulting, t.DeedForm)
}
