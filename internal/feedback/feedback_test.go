package feedback

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/db"
	"chibo/internal/feedback/course"
	"chibo/internal/org"
)

// F4: where a trend goes, and by how much.
func TestTrend(t *testing.T) {
	for _, c := range []struct {
		trend   Trend
		way     Way
		percent int
		known   bool
	}{
		{Trend{Before: 42, Now: 12, BeforeMonths: 12, NowMonths: 12}, Down, -71, true},
		{Trend{Before: 8, Now: 36, BeforeMonths: 12, NowMonths: 12}, Up, 350, true},
		{Trend{Before: 96, Now: 90, BeforeMonths: 12, NowMonths: 8}, Up, 41, true},    // four months not entered are no fall
		{Trend{Before: 87, Now: 36, BeforeMonths: 12, NowMonths: 8}, Down, -38, true}, // … and no help
		{Trend{Before: 5, Now: 5, BeforeMonths: 1, NowMonths: 1}, Level, 0, true},
		{Trend{Before: 0, Now: 3, BeforeMonths: 2, NowMonths: 2}, Up, 0, false},
		{Trend{Before: 0, Now: 3, BeforeMonths: 0, NowMonths: 2}, Unknown, 0, false},
		{Trend{Before: 9, Now: 0, BeforeMonths: 3, NowMonths: 0}, Unknown, 0, false},
	} {
		percent, known := c.trend.Percent()
		if got := c.trend.Way(); got != c.way || percent != c.percent || known != c.known {
			t.Errorf("%+v goes %s by %d %t, want %s by %d %t", c.trend, got, percent, known, c.way, c.percent, c.known)
		}
	}
}

// F4: the two years of a trend end with the month that is asked for.
func TestMonths(t *testing.T) {
	call := Slot{Hotline, Concern}
	all := months("2026-04", []tally{{"2024-05", 1, call, 4}, {"2025-04", 1, call, 2}, {"2025-05", 2, call, 3}, {"2026-04", 1, Slot{}, 0}, {"2020-01", 1, call, 9}})
	if len(all) != 24 || all[0].Month != "2024-05" || all[23].Month != "2026-04" {
		t.Fatalf("%s to %s", all[0].Month, all[len(all)-1].Month)
	}
	want := Trend{Before: 6, Now: 3, BeforeMonths: 2, NowMonths: 2}
	if diff := cmp.Diff(want, trendOf(all, calls)); diff != "" {
		t.Error(diff)
	}
	if got := LastWhole("2026-01-15"); got != "2025-12" {
		t.Error(got)
	}
}

// A5, F4: every fault of a list at its row and column, and what it counts.
func TestPlan(t *testing.T) {
	home := org.Unit{ID: "h", Name: "Đảng bộ Sở Y tế"}
	units := []org.Unit{home, {ID: "a", Name: "Chi bộ Khoa Dược", Code: "KD"}, {ID: "b", Name: "Chi bộ Trạm Y tế"}, {ID: "c", Name: "Chi bộ Trạm Y tế"}}
	counted := map[place]bool{{"a", "2025-01"}: true}
	row := func(n int, unit, month, channel, kind, number string) importRow {
		return importRow{Row: n, Unit: unit, Month: month, Channel: channel, Kind: kind, Number: number}
	}
	all, faults := plan([]importRow{
		row(2, "kd", "02/2025", "Đường dây nóng", "Phản ánh", "3"),
		row(3, "chi bộ khoa dược", "2025-02-28", "Hòm thư góp ý", "Khen ngợi", "0"),
		row(4, "", "3/2025", "Họp", "Kiến nghị", "1"),
		row(5, "KD", "02/2025", "đường dây nóng", "phản ánh", "4"),
		row(6, "Chi bộ Trạm Y tế", "2027", "Fax", "Khác", "-1"),
		row(7, "Chi bộ Khoa Nội", "06/2026", "Họp", "Khen", "1.5"),
		row(8, "KD", "01/2025", "Họp", "Khen", "1"),
	}, home, units, counted, "2026-05-25")
	want := []ImportMonth{
		{Unit: "a", UnitName: "Chi bộ Khoa Dược", Month: "2025-02", Counts: Counts{{Hotline, Concern}: 3, {Box, Praise}: 0}},
		{Unit: "h", UnitName: "Đảng bộ Sở Y tế", Month: "2025-03", Counts: Counts{{Meeting, Proposal}: 1}},
	}
	if diff := cmp.Diff(want, all); diff != "" {
		t.Error(diff)
	}
	type fault struct {
		row         int
		column, key string
	}
	var got []fault
	for _, f := range faults {
		got = append(got, fault{f.Row, f.Column, f.Key})
	}
	wrong := []fault{
		{5, "number", "feedback.import_twice"},
		{6, "unit", "feedback.import_unit_ambiguous"},
		{6, "month", "feedback.month_missing"},
		{6, "channel", "feedback.import_channel"},
		{6, "kind", "feedback.import_kind"},
		{6, "number", "feedback.number_invalid"},
		{7, "unit", "feedback.import_unit_unknown"},
		{7, "month", "feedback.month_ahead"},
		{7, "number", "feedback.number_invalid"},
		{8, "month", "feedback.import_counted"},
	}
	if diff := cmp.Diff(wrong, got, cmp.AllowUnexported(fault{})); diff != "" {
		t.Error(diff)
	}
}

// F4: a month has begun, and is none of long ago.
func TestMonthOfAForm(t *testing.T) {
	for month, ok := range map[db.Date]bool{"2026-05": true, "2026-06": false, "1989-12": false, "2026": false, "2026-05-01": false, "": false} {
		if err := checkMonth(month, "2026-05-25"); (err == nil) != ok {
			t.Errorf("%q: %v", month, err)
		}
	}
}

// F4, safety: what looks like a person is pointed out; what does not is left alone.
func TestHints(t *testing.T) {
	for text, want := range map[string][]string{
		"Bác sĩ Hùng trả lời chưa rõ.":                        {"Bác sĩ Hùng"},
		"Chị gặp điều dưỡng Lan Anh ở quầy":                   {"điều dưỡng Lan Anh"},
		"Nguyễn Văn A và TRẦN THỊ B chờ lâu":                  {"Nguyễn Văn A", "TRẦN THỊ B"},
		"Gọi lại số 0912 345 678 hoặc 02963.852.123":          {"0912 345 678", "02963.852.123"},
		"Thẻ GD4797912345678, giấy tờ 001085123456":           {"GD4797912345678", "001085123456"},
		"Hồ sơ số 123456, thẻ BHYT GD4797912345678":           {"Hồ sơ số 123456", "thẻ BHYT GD4797912345678"},
		"Bác sĩ Khoa Nội và bệnh nhân chờ lâu":                nil,
		"Đường Lê Lợi ngập, học tập Hồ Chí Minh":              nil,
		"Từ 07:30 ngày 21/05/2026 đến 11:00, quầy số 3, 2026": nil,
		"Chờ lấy thuốc lâu buổi sáng thứ hai ở Trạm Y tế":     nil,
	} {
		if diff := cmp.Diff(want, Hints(text)); diff != "" {
			t.Errorf("%s: %s", text, diff)
		}
	}
}

// F4: an answer is late from the day after it was due, and while nobody has answered.
func TestLate(t *testing.T) {
	for _, c := range []struct {
		state State
		due   db.Date
		want  int
	}{{Assigned, "2026-05-22", 3}, {Received, "2026-05-24", 1}, {Assigned, "2026-05-25", 0}, {Assigned, "", 0}, {Answered, "2026-05-01", 0}, {Closed, "2026-05-01", 0}} {
		if got := (Entry{State: c.state, Charge: course.Charge{Due: c.due}}).Late("2026-05-25"); got != c.want {
			t.Errorf("%s due %s is %d days late, want %d", c.state, c.due, got, c.want)
		}
	}
}

// F4: twelve quarters of the calendar end by a month; the first and the last that were
// counted whole say how it went.
func TestQuarters(t *testing.T) {
	var found []tally
	for i := range 39 {
		month := shift("2023-01", i)
		found = append(found, tally{month: month, units: 1, slot: Slot{Hotline, Concern}, n: 40 - i}, tally{month: month, units: 1, slot: Slot{Box, Praise}, n: i}, tally{month: month, units: 1, slot: Slot{Box, Proposal}, n: 1})
	}
	all := quarters("2026-04", found)
	if first, last := all[0], all[Quarters-1]; first.First != "2023-04" || last.First != "2026-01" || last.Number() != 1 || !last.Whole() || last.Praise != 36+37+38 || last.Concerns != 4+3+2+3 {
		t.Errorf("%+v, %+v", first, last)
	}
	if from, to, ok := Course(all); !ok || from.First != "2023-04" || to.First != "2026-01" {
		t.Errorf("%v %v %v", from, to, ok)
	}
	if got := quarters("2025-12", found); got[Quarters-1].First != "2025-10" || got[0].First != "2023-01" {
		t.Errorf("until a quarter's end: %+v", got[Quarters-1])
	}
	if _, _, ok := Course(quarters("2026-04", found[:9])); ok {
		t.Error("less than a year says nothing")
	}
}
