package sample

import (
	"context"
	"fmt"

	"chibo/internal/access"
	reviewing "chibo/internal/campaign/review"
	"chibo/internal/db"
	"chibo/internal/figure"
	"chibo/internal/member"
	"chibo/internal/mobilisation"
	"chibo/internal/org"
)

// effort is an item of a year's programme; due is the month and day.
type effort struct {
	mobilisation.ItemForm
	due, told string
	done      bool
}

// led is the programme of the committee above the station.
var led = []effort{
	{mobilisation.ItemForm{Area: "duty", Work: "Phát động thi đua “Dân vận khéo” gắn với chuyên môn", Audience: "Cán bộ, viên chức", Measure: "Mỗi chi bộ đăng ký ít nhất một mô hình", Owner: "Ban Thường vụ"}, "03-31", "Các chi bộ đã đăng ký mô hình", true},
	{mobilisation.ItemForm{Area: "democracy", Work: "Kiểm tra thực hiện quy chế dân chủ ở cơ sở", Audience: "Cán bộ, viên chức", Measure: "Kiểm tra hai chi bộ, có kết luận bằng văn bản", Owner: "Ủy ban Kiểm tra"}, "10-15", "", false},
	{mobilisation.ItemForm{Area: "building", Work: "Tọa đàm kinh nghiệm dân vận giữa các chi bộ", Audience: "Đảng viên", Measure: "Một buổi mỗi nửa năm", Owner: "Văn phòng Đảng ủy"}, "06-25", "Đã có kế hoạch buổi thứ nhất", false},
}

// efforts are the programme of the station, in the three areas that its article names.
var efforts = []effort{
	{mobilisation.ItemForm{Area: "duty", Work: "Hướng dẫn sử dụng thuốc nội trong điều trị", Audience: "Người bệnh", Measure: "Tư vấn khi cấp thuốc; dán bảng so sánh giá tại phòng khám", Owner: "Bộ phận Dược"}, "04-30", "Đã tư vấn cho người bệnh tại 2 phòng khám", true},
	{mobilisation.ItemForm{Area: "duty", Work: "Chăm lo đời sống cán bộ, viên chức trực ca", Audience: "Cán bộ, viên chức", Measure: "Sắp xếp lại lịch nghỉ bù; kiểm tra bữa ăn ca", Owner: "Công đoàn Trạm Y tế"}, "06-30", "Đã thống nhất lịch nghỉ bù quý II", false},
	{mobilisation.ItemForm{Area: "democracy", Work: "Lấy ý kiến viên chức về quy chế chi tiêu nội bộ", Audience: "Cán bộ, viên chức", Measure: "Họp từng tổ; tổng hợp và trả lời bằng văn bản", Owner: "Công đoàn Trạm Y tế"}, "05-20", "", false},
	{mobilisation.ItemForm{Area: "democracy", Work: "Công khai kết quả kiểm tra quý", Audience: "Cán bộ, viên chức", Measure: "Niêm yết và nêu trong giao ban", Owner: "Phòng Hành chính"}, "12-15", "", false},
	{mobilisation.ItemForm{Area: "building", Work: "Mỗi đảng viên trình bày một chuyên đề Dân vận khéo", Audience: "Đảng viên", Measure: "Phân công từ đầu năm; góp ý trong sinh hoạt", Owner: "Chi ủy"}, "11-30", "Đã phân công đủ đảng viên", false},
	{mobilisation.ItemForm{Area: "building", Work: "Giới thiệu đoàn viên ưu tú tìm hiểu về Đảng", Audience: "Đoàn viên", Measure: "Bồi dưỡng qua việc được giao", Owner: "Chi đoàn Trạm Y tế"}, "09-02", "", false},
}

// examples are models of skilful mobilisation, by the unit that registered them and how
// far they have come.
var examples = []struct {
	unit   string
	reach  mobilisation.State
	member int // in the cell, of an individual; 0: a collective's
	mobilisation.ModelForm
}{
	{"S0", mobilisation.Recognised, 0, mobilisation.ModelForm{Collective: "Tổ Tiếp đón", Field: mobilisation.Culture, Title: "Dân vận khéo trong tiếp xúc với người bệnh", Body: "Chào hỏi trước, chỉ dẫn tận nơi, hỏi lại xem người bệnh đã rõ chưa."}},
	{"S0", mobilisation.Registered, 6, mobilisation.ModelForm{Field: mobilisation.Defence, Title: "Tuyên truyền chấp hành luật giao thông đường bộ", Body: "Nhắc người nhà đưa đón bệnh nhân đội mũ bảo hiểm, để xe đúng chỗ."}},
	{"S1.01", mobilisation.Exemplary, 0, mobilisation.ModelForm{Collective: "Tập thể Văn phòng Sở", Field: mobilisation.Politics, Title: "Trả kết quả hồ sơ đúng hẹn", Body: "Phân công một đầu mối theo dõi, báo trước cho người nộp khi sắp đến hẹn."}},
	{"S1.02", mobilisation.Appraised, 0, mobilisation.ModelForm{Collective: "Phòng Kiểm nghiệm mỹ phẩm", Field: mobilisation.Economy, Title: "Rút ngắn thời gian trả mẫu", Body: "Gom mẫu theo nhóm chỉ tiêu, báo kết quả qua một đầu mối."}},
}

// mobilise gives the station and its committee their programmes and some cells their
// models, and begins reviews.
func (s Services) mobilise(ctx context.Context, houses []*house, today db.Date) error {
	if s.Mobilising == nil || s.Reviews == nil {
		return nil
	}
	units, people := map[string]org.ID{}, map[string][]person{}
	for _, h := range houses {
		for code, unit := range h.units {
			units[code], people[code] = unit, h.people[code]
		}
	}
	for code, all := range map[string][]effort{markUnit: led, shown: efforts} {
		if err := s.mobilising(ctx, units[code], all, today); err != nil {
			return err
		}
	}
	for _, x := range examples {
		var author member.ID
		if x.member > 0 {
			author = people[x.unit][x.member].id
		}
		if err := s.exemplify(ctx, units[x.unit], x.ModelForm, author, x.reach, today); err != nil {
			return err
		}
	}
	return s.sumUp(ctx, units)
}

// mobilising is what a unit does in the year of today.
func (s Services) mobilising(ctx context.Context, unit org.ID, all []effort, today db.Date) error {
	for _, e := range all {
		f := e.ItemForm
		f.Due = db.Date(fmt.Sprintf("%d-%s", today.Year(), e.due))
		id, err := s.Mobilising.Plan(ctx, access.Console, unit, today.Year(), f)
		if err != nil {
			return err
		}
		if e.told == "" {
			continue
		}
		if err := s.Mobilising.Tell(ctx, access.Console, id, 1, e.told, e.done); err != nil {
			return err
		}
	}
	return nil
}

// exemplify takes a model as far as it has come.
func (s Services) exemplify(ctx context.Context, unit org.ID, f mobilisation.ModelForm, author member.ID, reach mobilisation.State, today db.Date) error {
	f.Kind, f.RegisteredOn = mobilisation.Collective, today.AddDays(-90)
	if author != "" {
		f.Kind, f.Person = mobilisation.Individual, author
	}
	id, err := s.Mobilising.Register(ctx, access.Console, unit, f)
	if err != nil {
		return err
	}
	for n, st := range []struct {
		act  mobilisation.Act
		to   mobilisation.State
		form mobilisation.StepForm
	}{
		{mobilisation.Appraising, mobilisation.Appraised, mobilisation.StepForm{Giver: "Tổ thẩm định của Đảng ủy", Words: "Cách làm rõ, có kết quả, dễ áp dụng."}},
		{mobilisation.Recognising, mobilisation.Recognised, mobilisation.StepForm{Level: mobilisation.ByBase, Giver: "Đảng ủy", Number: "31-QĐ/ĐU"}},
		{mobilisation.Exemplifying, mobilisation.Exemplary, mobilisation.StepForm{Giver: "Đảng ủy", Number: "40-QĐ/ĐU"}},
	} {
		if reach == mobilisation.Registered {
			return nil
		}
		st.form.On = today.AddDays(-60 + 20*n)
		if err := s.Mobilising.Step(ctx, access.Console, id, n+1, st.act, st.form); err != nil || st.to == reach {
			return err
		}
	}
	return nil
}

// summed are the reviews of the sample; issued is the number of one that is finished.
var summed = []struct {
	unit   string
	form   reviewing.Form
	texts  reviewing.Texts
	issued reviewing.IssueForm
}{
	{
		unit: "S1",
		form: reviewing.Form{Kind: reviewing.Final, Title: "3 năm thực hiện cuộc vận động học tập và làm theo tấm gương đạo đức Hồ Chí Minh", From: "2008-01-01", To: "2010-12-31"},
		texts: reviewing.Texts{
			Results: "Chất lượng hoàn thành công việc ở mỗi đơn vị cao hơn; phản ánh qua đường dây nóng ít dần, lời khen của nhân dân nhiều hơn. Nhiều gương điển hình được bồi dưỡng, kết nạp.",
			Limits:  "Một số đơn vị viết thu hoạch chậm.",
		},
	},
	{
		unit: "S0-CT",
		form: reviewing.Form{Kind: reviewing.Final, Title: "Phong trào thi đua “Dân vận khéo”, 5 năm 2009–2013", From: "2009-01-01", To: "2013-12-31"},
		texts: reviewing.Texts{
			Results: "Các chi bộ gắn dân vận với việc chuyên môn; mỗi đảng viên nhận một chuyên đề.",
			Ahead:   "Nhân rộng mô hình đã được công nhận.",
		},
	},
	{
		unit: shown,
		form: reviewing.Form{Kind: reviewing.Final, Title: "Phong trào thi đua “Dân vận khéo”, 5 năm 2009–2013", From: "2009-01-01", To: "2013-12-31"},
		texts: reviewing.Texts{
			Results: "Dân vận xuất phát từ nhiệm vụ của đơn vị, lấy hiệu quả công việc để đánh giá. Đảng viên hoàn thành tốt nhiệm vụ; quy chế dân chủ được thực hiện đều.",
			Limits:  "Có lúc giải thích cho người bệnh còn vội vào giờ đông.",
			Lessons: "Việc gì cũng bàn, hỏi ý kiến trước rồi mới làm; theo dõi, giúp đỡ, rút kinh nghiệm và khen thưởng kịp thời.",
			Ahead:   "Mỗi năm mỗi đảng viên tiếp tục một chuyên đề Dân vận khéo gắn với việc được giao.",
		},
		issued: reviewing.IssueForm{Number: "06-BC/CB", On: "2014-01-10"},
	},
}

// sumUp writes the reviews.
func (s Services) sumUp(ctx context.Context, units map[string]org.ID) error {
	if _, err := figure.NewFolder(s.DB).Fold(ctx); err != nil { // what they count is in the sums
		return err
	}
	for _, x := range summed {
		id, err := s.Reviews.Open(ctx, access.Console, units[x.unit], x.form)
		if err != nil {
			return err
		}
		if err := s.Reviews.Refresh(ctx, access.Console, id, 1, x.texts); err != nil {
			return err
		}
		if x.issued.Number == "" {
			continue
		}
		if err := s.Reviews.Issue(ctx, access.Console, id, 2, x.issued); err != nil {
			return err
		}
	}
	return nil
}
