package year

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/fault/faulttest"
	"chibo/internal/meeting"
	"chibo/internal/org"
	"chibo/internal/rulebook"
)

// days are the days of the slots of one kind.
func days(slots []Slot, k meeting.Kind) (all []db.Date) {
	for _, s := range slots {
		if s.Kind == k {
			all = append(all, s.HeldOn)
		}
	}
	return all
}

// B1: a year has twelve regular meetings, and a thematic one in the months that
// the pattern names.
func TestDraw(t *testing.T) {
	for _, c := range []struct {
		name              string
		pattern           Pattern
		regular, thematic []db.Date
	}{
		{
			"the usual: first Wednesdays, thematic two weeks later", Usual,
			[]db.Date{"2026-01-07", "2026-02-04", "2026-03-04", "2026-04-01", "2026-05-06", "2026-06-03", "2026-07-01", "2026-08-05", "2026-09-02", "2026-10-07", "2026-11-04", "2026-12-02"},
			[]db.Date{"2026-02-18", "2026-05-20", "2026-08-19", "2026-11-18"},
		},
		{
			"the last Friday, where the fifth is the last",
			Pattern{Weekday: time.Friday, Week: 5, Thematic: []int{3}, After: 14},
			[]db.Date{"2026-01-30", "2026-02-27", "2026-03-27", "2026-04-24", "2026-05-29", "2026-06-26", "2026-07-31", "2026-08-28", "2026-09-25", "2026-10-30", "2026-11-27", "2026-12-25"},
			[]db.Date{"2026-03-13"}, // two weeks later is April: two weeks before
		},
		{
			"a day of the month avoids the weekend, and stays in its month",
			Pattern{Day: 31},
			[]db.Date{"2026-01-30", "2026-02-27", "2026-03-31", "2026-04-30", "2026-05-29", "2026-06-30", "2026-07-31", "2026-08-31", "2026-09-30", "2026-10-30", "2026-11-30", "2026-12-31"},
			nil,
		},
		{
			"who wants Sundays gets them",
			Pattern{Weekday: time.Sunday, Week: 1, Thematic: []int{1}, After: 7},
			[]db.Date{"2026-01-04", "2026-02-01", "2026-03-01", "2026-04-05", "2026-05-03", "2026-06-07", "2026-07-05", "2026-08-02", "2026-09-06", "2026-10-04", "2026-11-01", "2026-12-06"},
			[]db.Date{"2026-01-11"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := c.pattern.draw(2026)
			if d := cmp.Diff(c.regular, days(got, meeting.Regular)); d != "" {
				t.Errorf("regular (-want +got)\n%s", d)
			}
			if d := cmp.Diff(c.thematic, days(got, meeting.Thematic)); d != "" {
				t.Errorf("thematic (-want +got)\n%s", d)
			}
		})
	}
}

// B1: whatever the pattern, each meeting falls into its own month, on another
// day than the other one, and not on a weekend that nobody asked for.
func TestDrawAlways(t *testing.T) {
	every := []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}
	var patterns []Pattern
	for after := 1; after <= farAfter; after++ {
		for day := 1; day <= 31; day++ {
			patterns = append(patterns, Pattern{Day: day, Thematic: every, After: after})
		}
		for week := 1; week <= 5; week++ {
			for d := time.Monday; d <= time.Friday; d++ {
				patterns = append(patterns, Pattern{Weekday: d, Week: week, Thematic: every, After: after})
			}
		}
	}
	for _, p := range patterns {
		if err := p.check(); err != nil {
			t.Fatal(err)
		}
		slots := p.draw(2027)
		if len(slots) != 24 {
			t.Fatalf("%+v: %d slots", p, len(slots))
		}
		for i, s := range slots {
			if s.HeldOn.Month() != s.Month || weekend(s.HeldOn.Time().Weekday()) {
				t.Errorf("%+v: %s of %s on %s", p, s.Kind, s.Month, s.HeldOn)
			}
			if i%2 == 1 && s.HeldOn == slots[i-1].HeldOn {
				t.Errorf("%+v: two meetings on %s", p, s.HeldOn)
			}
		}
	}
}

// B1: what a pattern must not be is said at the field.
func TestPatternCheck(t *testing.T) {
	for name, c := range map[string]struct {
		p     Pattern
		field string
	}{
		"day":      {Pattern{Day: 32}, "day"},
		"week":     {Pattern{Weekday: time.Monday, Week: 6}, "week"},
		"weekday":  {Pattern{Weekday: 9, Week: 1}, "weekday"},
		"months":   {Pattern{Day: 3, Thematic: []int{13}, After: 14}, "thematic"},
		"distance": {Pattern{Day: 3, Thematic: []int{2}}, "after"},
	} {
		if err := c.p.check(); !fault.Is(err, fault.Invalid) || faulttest.Fields(err)[c.field] == "" {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

// B1: a quarter with too few thematic meetings and a month without its regular
// one are said, with the rule: what has passed counts if it was held.
func TestJudge(t *testing.T) {
	regular := func(month db.Date, state meeting.State) Slot {
		s := Slot{Kind: meeting.Regular, Month: month}
		if state != "" {
			s.Meeting, s.State = "m", state
		}
		return s
	}
	slots := []Slot{
		{Kind: meeting.Thematic, Month: "2026-02"}, // planned, and passed
		regular("2026-03", meeting.Finished),
		regular("2026-04", meeting.Preparing), // nobody opened it
		regular("2026-05", ""), regular("2026-06", ""),
		{Kind: meeting.Thematic, Month: "2026-11"},
		{Kind: meeting.Thematic, Month: "2026-12"},
		regular("2026-06", ""), regular("2026-07", ""), regular("2026-08", ""), regular("2026-09", ""), regular("2026-10", ""), regular("2026-12", ""),
		{Kind: meeting.Thematic, Month: "2026-09", Meeting: "c", State: meeting.Preparing, Combined: true},
	}
	for _, c := range []struct {
		name     string
		today    db.Date
		since    db.Date
		slots    []Slot
		quarters []int
		months   []db.Date
	}{
		{"in May", "2026-05-25", "2010-01-01", slots, []int{1, 2}, []db.Date{"2026-01", "2026-02", "2026-04", "2026-11"}},
		{"the year before", "2025-12-31", "2010-01-01", slots, []int{2}, []db.Date{"2026-01", "2026-02", "2026-11"}},
		{"founded in March", "2026-05-25", "2026-03-10", slots, []int{1, 2}, []db.Date{"2026-04", "2026-11"}},
		{"the year after", "2027-01-01", "2026-12-01", slots, []int{4}, []db.Date{"2026-12"}},
	} {
		p := Plan{Year: 2026, Today: c.today, Unit: org.Unit{Since: c.since}, Slots: c.slots}
		p.judge(rulebook.Default())
		if d := cmp.Diff([]any{c.quarters, c.months}, []any{p.Gaps.Quarters, p.Gaps.Months}); d != "" || p.Gaps.Least != 1 || p.Gaps.Rule.Doc.No == "" || p.Gaps.MonthsBy.Doc.No == "" {
			t.Errorf("%s: %s by %+v", c.name, d, p.Gaps)
		}
	}
	p := Plan{Year: 2000, Today: "2026-05-25"}
	if p.judge(rulebook.Default()); !p.Gaps.None() || p.Gaps.Least != 0 {
		t.Errorf("no rule is known for 2000: %+v", p)
	}
}

// B11: a combined meeting is both, and takes the place of the thematic one that
// was planned; where there is a thematic one besides, it is one more.
func TestCombinedIsBoth(t *testing.T) {
	slots := []Slot{{ID: "b", Kind: meeting.Thematic, Month: "2026-05", HeldOn: "2026-05-20", Topic: "Dân vận khéo"}}
	combined := met{id: "m", kind: meeting.Regular, month: "2026-05", heldOn: "2026-05-06", state: meeting.Open, combined: true}
	for _, s := range join(slots, parted([]met{combined})) {
		if s.Meeting != "m" || s.HeldOn != "2026-05-06" || s.Combined != (s.Kind == meeting.Thematic) || s.Combined && s.Topic == "" {
			t.Errorf("%+v", s)
		}
	}
	own := met{id: "t", kind: meeting.Thematic, month: "2026-05", heldOn: "2026-05-20", state: meeting.Preparing}
	if got := join(slots, parted([]met{combined, own})); len(got) != 3 || got[1].Meeting != "m" || got[2].Meeting != "t" || got[2].ID != "b" {
		t.Errorf("with a thematic one besides: %+v", got)
	}
}

// B1: meetings lie over the slots of their month; what has none stands for
// itself.
func TestJoin(t *testing.T) {
	got := join([]Slot{
		{ID: "a", Kind: meeting.Regular, Month: "2026-05", HeldOn: "2026-05-06"},
		{ID: "b", Kind: meeting.Thematic, Month: "2026-05", HeldOn: "2026-05-20", Topic: "Dân vận khéo"},
	}, []met{
		{"m1", meeting.Thematic, "2026-05", "2026-05-21", meeting.Finished, false, "Dân vận khéo ở khoa"},
		{"m2", meeting.Thematic, "2026-05", "2026-05-28", meeting.Preparing, false, ""},
		{"m3", meeting.Regular, "2026-03", "2026-03-04", meeting.Finished, false, "không phải chuyên đề"},
	})
	want := []Slot{
		{Kind: meeting.Regular, Month: "2026-03", HeldOn: "2026-03-04", Meeting: "m3", State: meeting.Finished},
		{ID: "a", Kind: meeting.Regular, Month: "2026-05", HeldOn: "2026-05-06"},
		{ID: "b", Kind: meeting.Thematic, Month: "2026-05", HeldOn: "2026-05-21", Topic: "Dân vận khéo ở khoa", Meeting: "m1", State: meeting.Finished},
		{Kind: meeting.Thematic, Month: "2026-05", HeldOn: "2026-05-28", Meeting: "m2", State: meeting.Preparing},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// Bad input: months and days that no calendar or no plan has.
func TestSlotCheck(t *testing.T) {
	for _, c := range []struct {
		slot  Slot
		field string
	}{
		{Slot{Month: "2026-05", HeldOn: "2026-05-20", Topic: "  Nâng cao\u00a0chất lượng "}, ""},
		{Slot{Month: "2026-12", HeldOn: "2027-01-03"}, ""},
		{Slot{Month: "2026-01", HeldOn: "2025-12-31"}, ""},
		{Slot{Month: "2026-05", HeldOn: "2026-07-01"}, "held_on"},
		{Slot{Month: "2026-05", HeldOn: ""}, "held_on"},
		{Slot{Month: "2026-05", HeldOn: "2026-05"}, "held_on"},
		{Slot{Month: "2026-05", HeldOn: "2026-02-30"}, "held_on"},
		{Slot{Month: "2026-13", HeldOn: "2026-05-20"}, "month"},
		{Slot{Month: "2099-01", HeldOn: "2099-01-02"}, "month"},
		{Slot{Month: "2026", HeldOn: "2026-05-20"}, "month"},
		{Slot{Month: "2026-05", HeldOn: "2026-05-20", Topic: string(make([]rune, 301))}, ""}, // nothing but control characters
	} {
		if err := c.slot.check("2026-05-25"); (err == nil) != (c.field == "") || err != nil && faulttest.Fields(err)[c.field] == "" {
			t.Errorf("%+v: got %v, want %q", c.slot, err, c.field)
		}
	}
}
