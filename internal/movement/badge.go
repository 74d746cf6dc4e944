package movement

import (
	"cmp"
	"slices"
	"strconv"

	"chibo/internal/db"
	"chibo/internal/member"
	"chibo/internal/rulebook"
)

// Badge is a party badge that somebody comes to (Huy hiệu Đảng): a fact for the
// committee to propose, not a proposal.
type Badge struct {
	Person     member.ID
	Name       string
	AdmittedOn db.Date
	Years      int
	Reached    db.Date // the day on which the years are full
	Round      db.Date // the day of the round by which they are
	Vague      bool    // the day of admission is not known, only its month or year
}

// badges foresees who comes to a badge in the rounds of [from, until], in the
// order of rounds, the longest membership first. A partial day of admission
// counts as its first day, and is told.
func badges(book *rulebook.Book, holders []member.Holder, from, until db.Date) (all []Badge) {
	years, known := rulebook.BadgeYears.At(book, string(from), nil)
	rounds, dated := rulebook.BadgeRounds.At(book, string(from), nil)
	if !known || !dated {
		return nil
	}
	for _, h := range holders {
		if h.AdmittedOn == "" || h.OfficialOn == "" {
			continue
		}
		start := db.DateOf(h.AdmittedOn.Time())
		for _, n := range years.Value {
			b := Badge{Person: h.Person, Name: h.Name, AdmittedOn: h.AdmittedOn, Years: n, Reached: start.AddMonths(12 * n), Vague: !h.AdmittedOn.Whole()}
			b.Round = roundFor(b.Reached, rounds.Value)
			if b.Round >= from && b.Round <= until {
				all = append(all, b)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b Badge) int {
		return cmp.Or(cmp.Compare(a.Round, b.Round), cmp.Compare(b.Years, a.Years))
	})
	return all
}

// roundFor is the first round on a day or after it.
func roundFor(day db.Date, rounds rulebook.MonthDays) db.Date {
	for year := day.Year(); ; year++ {
		for _, r := range rounds {
			if on := db.Date(strconv.Itoa(year) + "-" + r); on >= day {
				return on
			}
		}
	}
}
