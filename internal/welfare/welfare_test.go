package welfare

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/feedback/course"
)

// F6: what gives away somebody's health is pointed out; the words of a hospital's
// trade are none.
func TestHints(t *testing.T) {
	for text, want := range map[string][]string{
		"Đồng chí bị bệnh nặng, đang điều trị":                      {"bị bệnh", "đang điều trị"},
		"Chị ấy vừa mổ xong":                                        {"vừa mổ"},
		"Hỗ trợ người mắc ung thư":                                  {"ung thư"},
		"Bệnh viện thêm quạt cho phòng bệnh, khoa điều trị nội trú": nil,
		"Gọi bác sĩ Hùng":                                           {"bác sĩ Hùng"},
		"Bố trí chỗ gửi xe cho nhân viên":                           nil,
	} {
		if diff := cmp.Diff(want, Hints(text)); diff != "" {
			t.Errorf("%s: %s", text, diff)
		}
	}
}

// F6: the table of states is what a request can go through, and an answer is in time
// by the day that was set.
func TestWorkflow(t *testing.T) {
	for _, c := range []struct {
		from State
		act  Act
		to   State
	}{
		{Raised, Assigning, Assigned},
		{Raised, Withdrawing, Withdrawn},
		{Raised, Replying, ""},
		{Assigned, Withdrawing, ""},
		{Assigned, Replying, Answered},
		{Answered, Finishing, Done},
		{Assigned, Closing, ""},
		{Closed, Reopening, Assigned},
		{Withdrawn, Reopening, ""},
	} {
		m, err := Request{State: c.from}.after(c.act)
		if m.To != c.to || (err != nil) != (c.to == "") {
			t.Errorf("%s %s: %s, %v", c.from, c.act, m.To, err)
		}
	}
	assigned := Request{State: Assigned, Charge: course.Charge{Due: "2026-05-20"}}
	answer, err := assigned.after(Replying)
	if err != nil {
		t.Fatal(err)
	}
	for day, want := range map[db.Date]bool{"2026-05-20": true, "2026-05-21": false} {
		if got := assigned.stepped(answer, StepForm{Words: "Đã làm."}, day); got.InTime != want || got.AnsweredOn != day {
			t.Errorf("answered on %s: %+v", day, got)
		}
	}
	if assigned.Late("2026-05-20") != 0 || assigned.Late("2026-05-23") != 3 || (Request{State: Done, Charge: course.Charge{Due: "2026-05-20"}}).Late("2026-05-23") != 0 {
		t.Error("days overdue")
	}
}

// F6: one member is named only with his agreement, and every field has its fault.
func TestForm(t *testing.T) {
	for name, c := range map[string]struct {
		form   Form
		fields []string
	}{
		"nothing":              {Form{}, []string{"about", "body", "kind", "title"}},
		"a group":              {Form{Kind: "training", About: Group, Title: "A", Body: "B"}, []string{"group"}},
		"without agreement":    {Form{Kind: "training", About: One, Title: "A", Body: "B"}, []string{"agreed", "member"}},
		"health":               {Form{Kind: "visit", About: Self, Title: "A", Body: "Đang nằm viện."}, []string{"body"}},
		"somebody looked":      {Form{Kind: "visit", About: Self, Title: "A", Body: "Đang nằm viện.", Sure: true}, nil},
		"a kind of long since": {Form{Kind: "money", About: Self, Title: "A", Body: "B"}, []string{"kind"}},
	} {
		if diff := cmp.Diff(c.fields, fieldsOf(c.form.check(nil))); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	visit := VisitForm{HeldOn: "2026-06-01", Occasion: "", Form: "x", Persons: -1}
	if diff := cmp.Diff([]string{"form", "held_on", "occasion", "persons"}, fieldsOf(visit.check("2026-05-25"))); diff != "" {
		t.Error(diff)
	}
}

// fieldsOf names the fields of a form at which something is wrong, in order.
func fieldsOf(err error) (all []string) {
	var e *fault.Error
	if errors.As(err, &e) {
		for _, f := range e.Fields {
			all = append(all, f.Name)
		}
	}
	slices.Sort(all)
	return all
}
