package theme_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/fault"
	"chibo/internal/fault/faulttest"
	"chibo/internal/meeting"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/meeting/theme"
	"chibo/internal/meeting/year"
	"chibo/internal/member"
	"chibo/internal/task"
)

var must = meetingtest.Must

// B11: a thematic meeting starts from a difficulty of the unit, with the topic
// of the year's plan, and ends in measures and tasks.
func TestFromTheDifficultyToTheMeasures(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := meetingtest.New(t, d)
		themes, ctx, by := theme.New(d, h.Meetings), t.Context(), h.Secretary
		get := func(by access.Actor, id meeting.ID) theme.Sheet {
			sh, err := themes.Get(ctx, by, id)
			must(t, err)
			return sh
		}
		_, err := year.New(d, h.Meetings).AddThematic(ctx, by, h.Cell, "2026-05", "2026-05-25", "Giảm thời gian chờ khám")
		must(t, err)
		may := meetingtest.May(h)
		may.Kind = meeting.Thematic
		id := h.Plan(t, may)
		if sh := get(h.Plain, id); sh.Theme.Topic != "Giảm thời gian chờ khám" || sh.Theme.Version != 0 || sh.MayWrite() || sh.Ideas != nil || len(sh.Seats) != 4 {
			t.Errorf("as planned: %+v", sh)
		}
		author := member.ID(h.Plain.Person)
		f := theme.Form{Difficulty: "Người bệnh chờ quá 2 giờ", Topic: "Giảm thời gian chờ khám", Author: author, ExpertName: "Bác sĩ Đỗ Văn I, Sở Y tế"}
		must(t, themes.Write(ctx, by, id, 0, f))
		if err := themes.Write(ctx, by, id, 0, f); !fault.Is(err, fault.Stale) {
			t.Errorf("written twice at once: %v", err)
		}
		for name, who := range map[string]access.Actor{"member": h.Plain, "probationary": h.Probationary} {
			if err := themes.Write(ctx, who, id, 1, f); !fault.Is(err, fault.Denied) {
				t.Errorf("%s writes: %v", name, err)
			}
			if err := themes.Pass(ctx, who, id, 1, "2026-05-20"); !fault.Is(err, fault.Denied) {
				t.Errorf("%s passes: %v", name, err)
			}
			if err := themes.Conclude(ctx, who, id, 1, "x"); !fault.Is(err, fault.Denied) {
				t.Errorf("%s concludes: %v", name, err)
			}
		}
		if _, err := themes.Get(ctx, h.Stranger, id); !fault.Is(err, fault.NotFound) && !fault.Is(err, fault.Denied) {
			t.Errorf("another cell reads it: %v", err)
		}

		faulttest.Expect(t, themes.Pass(ctx, by, id, 1, "2026-05-26"), "passed_on", "theme.passed_ahead")
		must(t, themes.Pass(ctx, by, id, 1, "2026-05-20"))
		f.Author, f.Expert, f.ExpertName = member.ID(by.Person), author, ""
		must(t, themes.Write(ctx, by, id, 2, f))
		sh := get(h.Plain, id)
		if sh.Theme.PassedOn != "2026-05-20" || sh.Theme.PasserName != "Nguyễn Văn A" || sh.Theme.ExpertName != "Lê Văn C" || sh.Theme.AuthorName != "Nguyễn Văn A" {
			t.Errorf("passed: %+v", sh.Theme)
		}
		if err := themes.Conclude(ctx, by, id, 3, "Quá sớm"); fault.Key(err) != "meeting.not_when_preparing" {
			t.Errorf("measures before the meeting: %v", err)
		}

		must(t, h.Meetings.Open(ctx, by, id, 1, "14:00"))
		must(t, themes.Conclude(ctx, by, id, 3, "- Khám theo khung giờ\n\n• Thêm một bàn tiếp đón "))
		paper := meetingtest.ItemOf(t, h.Get(t, id), "paper")
		_, err = h.Meetings.Assign(ctx, by, id, paper.ID, task.New{Title: "Lập khung giờ khám", Assignee: author, Due: "2026-06-20"})
		must(t, err)
		if sh := get(by, id); cmp.Diff([]string{"Khám theo khung giờ", "Thêm một bàn tiếp đón"}, sh.Theme.Lines()) != "" || len(sh.Tasks) != 1 || !sh.MayConclude() || len(sh.Ideas) != 6 {
			t.Errorf("concluded: %+v, %d tasks", sh.Theme, len(sh.Tasks))
		}
		if sh := get(h.Plain, id); sh.Theme.Measures != "" || sh.Tasks != nil || sh.Outcome {
			t.Error("conclusions of a running meeting are told to all") // C10
		}
		f.Topic = "Chuyên đề khác"
		must(t, themes.Write(ctx, by, id, 4, f))
		if sh := get(by, id); sh.Theme.PassedOn != "" || sh.Theme.PassedBy != "" || len(sh.Theme.Lines()) != 2 {
			t.Errorf("another draft is passed already: %+v", sh.Theme)
		}
	})
}

// B11: a regular meeting has no theme, unless it is combined; what is wrong is
// said at its field.
func TestThemeChecks(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := meetingtest.New(t, d)
		themes, ctx, by := theme.New(d, h.Meetings), t.Context(), h.Secretary
		if _, err := themes.Get(ctx, by, h.Plan(t, meetingtest.May(h))); !fault.Is(err, fault.NotFound) {
			t.Errorf("a regular meeting has a theme: %v", err)
		}
		june := meetingtest.May(h)
		june.HeldOn, june.Combined = "2026-06-10", true
		id := h.Plan(t, june)
		faulttest.Expect(t, themes.Pass(ctx, by, id, 0, "2026-05-20"), "passed_on", "theme.topic_missing")
		for name, c := range map[string]struct {
			f     theme.Form
			field string
		}{
			"no topic":          {theme.Form{Topic: " "}, "topic"},
			"a long topic":      {theme.Form{Topic: strings.Repeat("ệ", 301)}, "topic"},
			"a state secret":    {theme.Form{Topic: "a", Difficulty: "TỐI MẬT"}, "difficulty"},
			"somebody else":     {theme.Form{Topic: "a", Author: member.ID(h.Stranger.Person)}, "author"},
			"a stranger helps":  {theme.Form{Topic: "a", Expert: member.ID(h.Stranger.Person)}, "expert"},
			"two experts":       {theme.Form{Topic: "a", Expert: member.ID(h.Plain.Person), ExpertName: "Đỗ Văn I"}, "expert_name"},
			"a long name":       {theme.Form{Topic: "a", ExpertName: strings.Repeat("ệ", 201)}, "expert_name"},
			"a long difficulty": {theme.Form{Topic: "a", Difficulty: strings.Repeat("ệ", 2001)}, "difficulty"},
		} {
			if err := themes.Write(ctx, by, id, 0, c.f); faulttest.Fields(err)[c.field] == "" {
				t.Errorf("%s: %v", name, err)
			}
		}
		must(t, themes.Write(ctx, by, id, 0, theme.Form{Topic: "Dân vận khéo"}))
		for day, key := range map[db.Date]string{"": "meeting.date_missing", "2026-02-30": "meeting.date_invalid", "2026-06-11": "theme.passed_ahead"} {
			faulttest.Expect(t, themes.Pass(ctx, by, id, 1, day), "passed_on", key)
		}
		must(t, h.Meetings.Cancel(ctx, by, id, 1, "Trùng lịch"))
		if err := themes.Write(ctx, by, id, 1, theme.Form{Topic: "Dân vận khéo"}); fault.Key(err) != "meeting.not_when_cancelled" {
			t.Errorf("of a meeting that was called off: %v", err)
		}
	})
}
