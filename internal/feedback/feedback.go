package feedback

import (
	"slices"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/org"
)

// Kind is what the public says.
type Kind string

// The kinds.
const (
	Concern  Kind = "concern"
	Praise   Kind = "praise"
	Proposal Kind = "proposal"
)

// Kinds lists them as pages show them.
var Kinds = []Kind{Concern, Praise, Proposal}

// Channel is the way by which it came.
type Channel string

// The channels.
const (
	Hotline  Channel = "hotline"
	Box      Channel = "box"
	Meeting  Channel = "meeting"
	Portal   Channel = "portal"
	InPerson Channel = "in_person"
)

// Channels lists them as pages show them.
var Channels = []Channel{Hotline, Box, Meeting, Portal, InPerson}

// Slot is what a number stands for.
type Slot struct {
	Channel Channel
	Kind    Kind
}

// Counts is how often it came, by channel and kind.
type Counts map[Slot]int

// Of is the sum of a kind over all channels.
func (c Counts) Of(k Kind) (n int) {
	for slot, k2 := range c {
		if slot.Kind == k {
			n += k2
		}
	}
	return n
}

// Month is a month of a unit and of all under it.
type Month struct {
	Month   db.Date // YYYY-MM
	Counted int     // how many units counted it
	Counts  Counts
}

// firstYear is the first of which counts are kept.
const firstYear = 1990

// checkMonth refuses a month, at its field, that is none or has not begun.
func checkMonth(month, today db.Date) error {
	switch {
	case !month.IsMonth() || month.Year() < firstYear:
		return fault.At("month", "feedback.month_missing")
	case month > today.Month():
		return fault.At("month", "feedback.month_ahead")
	}
	return nil
}

// shift is the month so many months later, or earlier.
func shift(month db.Date, months int) db.Date { return (month + "-01").AddMonths(months).Month() }

// LastWhole is the latest month that has ended.
func LastWhole(today db.Date) db.Date { return shift(today.Month(), -1) }

// Span is how many months a trend compares.
const Span = 12

// Way is where a trend goes.
type Way string

// The ways of a trend.
const (
	Up      Way = "up"
	Down    Way = "down"
	Level   Way = "level"
	Unknown Way = "unknown" // nothing was counted in one of the two years
)

// Trend compares the twelve months until a month with the twelve before them: by the
// month, where not all of them were counted.
type Trend struct {
	Before, Now             int // sums
	BeforeMonths, NowMonths int // of how many months anybody counted
}

// Uneven reports whether more months of the one year were counted than of the other,
// so that their sums tell nothing.
func (t Trend) Uneven() bool {
	return t.BeforeMonths > 0 && t.NowMonths > 0 && t.BeforeMonths != t.NowMonths
}

// means are what a month of each year has, both times the months of both.
func (t Trend) means() (before, now int) { return t.Before * t.NowMonths, t.Now * t.BeforeMonths }

// Way is where the trend goes.
func (t Trend) Way() Way {
	before, now := t.means()
	switch {
	case t.BeforeMonths == 0 || t.NowMonths == 0:
		return Unknown
	case now > before:
		return Up
	case now < before:
		return Down
	}
	return Level
}

// Percent is by how much it has changed, in whole per cent of the year before,
// rounded; not ok where there is nothing to compare with.
func (t Trend) Percent() (percent int, ok bool) {
	before, now := t.means()
	if before == 0 || t.Way() == Unknown {
		return 0, false
	}
	change := (now - before) * 200
	if change < 0 {
		return -((-change + before) / (2 * before)), true
	}
	return (change + before) / (2 * before), true
}

// trendOf compares the last twelve of 24 months with the first.
func trendOf(months []Month, of func(Counts) int) (t Trend) {
	for i, m := range months {
		sum, counted := &t.Before, &t.BeforeMonths
		if i >= len(months)-Span {
			sum, counted = &t.Now, &t.NowMonths
		}
		*sum += of(m.Counts)
		if m.Counted > 0 {
			*counted++
		}
	}
	return t
}

// months are the 24 of a trend until a month, with what was found of each.
func months(until db.Date, found []tally) []Month {
	all := make([]Month, 2*Span)
	for i := range all {
		all[i] = Month{Month: shift(until, i+1-len(all)), Counts: Counts{}}
	}
	for _, f := range found {
		i := slices.IndexFunc(all, func(m Month) bool { return m.Month == f.month })
		if i < 0 {
			continue
		}
		all[i].Counted = max(all[i].Counted, f.units)
		if f.n > 0 {
			all[i].Counts[f.slot] += f.n
		}
	}
	return all
}

// Below is a unit right below a committee, with all under it.
type Below struct {
	Unit   org.Unit
	Trends map[Kind]Trend
}

// ID names a list of earlier counts.
type ID string
