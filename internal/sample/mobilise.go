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

// efforts are the programme of the station for a year, in the three areas that its
// article names; due is the month and day.
var efforts = []struct {
	mobilisation.ItemForm
	due, told string
	done      bool
}{
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

// mobilise gives the station its programme and some cells their models, and the
// department the draft of its review of three years.
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
	if err := s.mobilising(ctx, units["S0"], today); err != nil {
		return err
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
	return s.sumUp(ctx, units["S1"])
}

// mobilising is what the station does in the year of today.
func (s Services) mobilising(ctx context.Context, unit org.ID, today db.Date) error {
	for _, e := range efforts {
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

// sumUp begins the department's review of the three years that its article tells of.
func (s Services) sumUp(ctx context.Context, unit org.ID) error {
	if _, err := figure.NewFolder(s.DB).Fold(ctx); err != nil { // what it counts is in the sums
		return err
	}
	id, err := s.Reviews.Open(ctx, access.Console, unit, reviewing.Form{
		Kind: reviewing.Final, Title: "3 năm thực hiện cuộc vận động học tập và làm theo tấm gương đạo đức Hồ Chí Minh", From: "2008-01-01", To: "2010-12-31",
	})
	if err != nil {
		return err
	}
	return s.Reviews.Refresh(ctx, access.Console, id, 1, reviewing.Texts{
		Results: "Chất lượng hoàn thành công việc ở mỗi đơn vị cao hơn; phản ánh qua đường dây nóng ít dần, lời khen của nhân dân nhiều hơn. Nhiều gương điển hình được bồi dưỡng, kết nạp.",
		Limits:  "Một số đơn vị viết thu hoạch chậm.",
	})
}
