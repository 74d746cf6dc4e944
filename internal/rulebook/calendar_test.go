package rulebook

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/fault"
)

// G4: deadlines in working days pass over weekends, Tết and what stands for it.
func TestWorkdaysAfter(t *testing.T) {
	for _, c := range []struct {
		name, from string
		n          int
		want       string
	}{
		{"the day itself does not count", "2026-06-01", 1, "2026-06-02"},
		{"over a weekend", "2026-06-05", 1, "2026-06-08"},
		{"from a Sunday", "2026-06-07", 1, "2026-06-08"},
		{"none is the day itself", "2026-02-17", 0, "2026-02-17"},
		{"fewer than none", "2026-02-17", -3, "2026-02-17"},
		{"over Tết Bính Ngọ", "2026-02-13", 1, "2026-02-23"},
		{"from the first day of Tết", "2026-02-17", 1, "2026-02-23"},
		{"thirty days with Tết among them", "2026-01-20", 30, "2026-03-10"},
		{"Tết and its days in stead", "2024-02-07", 2, "2024-02-16"},
		{"a Monday off, a Saturday worked", "2024-04-26", 3, "2024-05-04"},
		{"Giỗ Tổ on a Sunday", "2026-04-24", 1, "2026-04-28"},
		{"a Saturday worked before the holiday", "2026-08-21", 1, "2026-08-22"},
		{"2/9 with its neighbours", "2026-08-28", 1, "2026-09-03"},
		{"one day of Quốc khánh before 2021", "2020-09-01", 1, "2020-09-03"},
		{"over the end of a year", "2026-12-31", 1, "2027-01-04"},
		{"sixty days", "2026-06-01", 60, "2026-08-22"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Default().WorkdaysAfter(c.from, c.n)
			if err != nil || got != c.want {
				t.Errorf("%d after %s: %s, %v, want %s", c.n, c.from, got, err, c.want)
			}
		})
	}
}

func TestWorkdaysAfterSaysWhatIsMissing(t *testing.T) {
	for _, c := range []struct {
		name, from string
		n          int
		key, arg   string
	}{
		{"a year without holidays", "2027-12-30", 5, "rulebook.no_holidays", "2028"},
		{"long ago", "2015-03-02", 1, "rulebook.no_holidays", "2015"},
		{"a month is no day", "2026-03", 1, "rulebook.bad_date", "2026-03"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Default().WorkdaysAfter(c.from, c.n)
			if fault.Key(err) != c.key || got != "" {
				t.Fatalf("%q, %v", got, err)
			}
			if diff := cmp.Diff([]any{c.arg}, err.(*fault.Error).Args); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// An organisation sets the days of a year that the packs do not know, or
// corrects them.
func TestLocalHolidays(t *testing.T) {
	next := local(Superior, "calendar.holidays", "1/1, 25/1–31/1, 30/4, 1/5, 1/9-2/9", "", "2028-01-01", nil)
	next.To = "2029-01-01"
	culture := local(Province, "calendar.holidays", "24/11", "", "2026-11-01", nil)
	culture.To = "2026-12-01"
	b, err := Default().With([]Rule{next, culture})
	if err != nil {
		t.Fatal(err)
	}
	for from, want := range map[string]string{
		"2028-01-24": "2028-02-01",
		"2026-11-23": "2026-11-25",
	} {
		if got, err := b.WorkdaysAfter(from, 1); err != nil || got != want {
			t.Errorf("after %s: %s, %v, want %s", from, got, err, want)
		}
	}
}

func TestMonthDays(t *testing.T) {
	for text, want := range map[string]MonthDays{
		"1/1":                   {"01-01"},
		"2/9, 30/4 , 1/5":       {"04-30", "05-01", "09-02"},
		"30/4-2/5":              {"04-30", "05-01", "05-02"},
		"30/4 – 1/5, 1/5, 29/2": {"02-29", "04-30", "05-01"},
		"":                      nil,
		"1/1,":                  nil,
		"31/2":                  nil,
		"2/5-30/4":              nil,
		"1/1-":                  nil,
		"1/1/2026":              nil,
		"1/1-31/12":             nil, // nobody would work
	} {
		got, ok := parseMonthDays(text)
		if ok != (want != nil) || ok && !slices.Equal(got, want) {
			t.Errorf("%q: %v, %v, want %v", text, got, ok, want)
		}
	}
	if _, ok := parseNumbers("30, 30"); ok {
		t.Error("the same number twice")
	}
	if got, ok := parseNumbers("30, 40,45"); !ok || !slices.Equal(got, []int{30, 40, 45}) {
		t.Errorf("%v, %v", got, ok)
	}
}

// Every day that the packs call a holiday of a year is named once, in that year,
// and a day worked in exchange is a weekend's.
func TestHolidaysAreSound(t *testing.T) {
	for _, r := range Default().Rules() {
		if r.Key != Holidays.Name() && r.Key != MakeUpDays.Name() {
			continue
		}
		if r.From[4:] != "-01-01" || r.To[4:] != "-01-01" || r.From >= r.To {
			t.Errorf("%s is not of a year: %s to %s", r.Key, r.From, r.To)
		}
		days, _ := parseMonthDays(r.Value)
		weekdays := 0
		for _, day := range days {
			date, err := time.Parse(time.DateOnly, r.From[:5]+day)
			if err != nil {
				t.Fatal(err)
			}
			weekend := date.Weekday() == time.Saturday || date.Weekday() == time.Sunday
			if r.Key == MakeUpDays.Name() && !weekend {
				t.Errorf("%s is worked anyway", date)
			}
			if !weekend {
				weekdays++
			}
		}
		// Ten days by the code before 2021 and eleven since then fall on working
		// days or are given back; exchanged days come on top of them.
		if r.Key == Holidays.Name() {
			want := 11
			if r.From == "2020-01-01" {
				want = 10
			}
			if made, ok := MakeUpDays.At(Default(), r.From, nil); ok {
				want += len(made.Value)
			}
			if weekdays != want {
				t.Errorf("%s: %d days off on working days, want %d", r.From[:4], weekdays, want)
			}
		}
	}
}
