package rulebook

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"chibo/internal/fault"
)

// monthDay is the form of a day without its year.
const monthDay = "01-02"

// longestDays bounds a list of [MonthDays], so that no rule can declare a year
// in which nobody works.
const longestDays = 60

// MonthDays are days of any year, each as MM-DD, in their order. Rules write
// them as people do, day before month: "1/1, 16/2-20/2".
type MonthDays []string

// Has reports whether the day of a full date (YYYY-MM-DD) is among them.
func (d MonthDays) Has(date string) bool {
	_, found := slices.BinarySearch(d, date[len("2006-"):])
	return found
}

// monthDays declares a key with days of a year, at least one.
func monthDays(name string) Key[MonthDays] {
	k := scalarKey(name, "", Dates, parseMonthDays)
	k.copy = slices.Clone[MonthDays]
	return k
}

// parseMonthDays reads days and spans of days within a year, parted by commas.
func parseMonthDays(text string) (MonthDays, bool) {
	var days MonthDays
	for part := range strings.SplitSeq(strings.ReplaceAll(text, "–", "-"), ",") {
		first, last, span := strings.Cut(part, "-")
		from, ok := parseMonthDay(first)
		if !ok {
			return nil, false
		}
		to := from
		if span {
			if to, ok = parseMonthDay(last); !ok || to.Before(from) {
				return nil, false
			}
		}
		for day := from; !day.After(to); day = day.AddDate(0, 0, 1) {
			days = append(days, day.Format(monthDay))
		}
	}
	slices.Sort(days)
	days = slices.Compact(days)
	return days, len(days) <= longestDays
}

// parseMonthDay reads day/month as a day of a leap year.
func parseMonthDay(text string) (time.Time, bool) {
	day, err := time.Parse("2/1/2006", strings.TrimSpace(text)+"/2000")
	return day, err == nil
}

// numbers declares a key with numbers in rising order, parted by commas.
func numbers(name, unit string) Key[[]int] {
	k := scalarKey(name, unit, Numbers, parseNumbers)
	k.copy = slices.Clone[[]int]
	return k
}

func parseNumbers(text string) (list []int, ok bool) {
	last := -1
	for part := range strings.SplitSeq(text, ",") {
		n, err := strconv.Atoi(strings.TrimSpace(part))
		if err != nil || n <= last {
			return nil, false
		}
		list, last = append(list, n), n
	}
	return list, true
}

// WorkdaysAfter gives the n-th working day after the date (YYYY-MM-DD), which
// does not count itself, as the last day of a term of n working days. For n = 0
// or less it is the date. Saturdays, Sundays and [Holidays] are no working days,
// [MakeUpDays] are. The error names the year for which no holidays are set: the
// caller says so, and guesses no day.
func (b *Book) WorkdaysAfter(date string, n int) (string, error) {
	day, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return "", fault.New(fault.Invalid, "rulebook.bad_date", date)
	}
	for n > 0 {
		day = day.AddDate(0, 0, 1)
		works, err := b.workday(day)
		if err != nil {
			return "", err
		}
		if works {
			n--
		}
	}
	return day.Format(time.DateOnly), nil
}

// workday reports whether offices work on the day.
func (b *Book) workday(day time.Time) (bool, error) {
	date := day.Format(time.DateOnly)
	off, known := b.find(Holidays.name, date, nil)
	if !known {
		return false, fault.New(fault.Invalid, "rulebook.no_holidays", day.Format("2006"))
	}
	if off.value.(MonthDays).Has(date) {
		return false, nil
	}
	if weekday := day.Weekday(); weekday != time.Saturday && weekday != time.Sunday {
		return true, nil
	}
	made, known := b.find(MakeUpDays.name, date, nil)
	return known && made.value.(MonthDays).Has(date), nil
}
