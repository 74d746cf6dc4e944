package feedback

import (
	"strconv"

	"chibo/internal/db"
)

// Quarters is how many quarters a drawing has: three years.
const Quarters = 12

// Quarter is three months of a unit and of all under it.
type Quarter struct {
	First    db.Date // its first month, YYYY-MM
	Counted  int     // in how many of its months anybody counted
	Concerns int     // concerns and proposals
	Praise   int
}

// Whole reports whether every month of it was counted.
func (q Quarter) Whole() bool { return q.Counted == 3 }

// Number is which of its year it is, from 1.
func (q Quarter) Number() int { return (monthOfYear(q.First)-1)/3 + 1 }

func monthOfYear(month db.Date) int {
	n, err := strconv.Atoi(string(month[5:]))
	if err != nil {
		return 1 // no month has another form: see checkMonth
	}
	return n
}

// firstQuarter is the first month of the quarters of a drawing: the last of them has
// ended by a month.
func firstQuarter(until db.Date) db.Date {
	return shift(until, 1-3*Quarters-monthOfYear(until)%3)
}

// quarters are the twelve that have ended by a month, the earliest first, with what was
// found of each.
func quarters(until db.Date, found []tally) []Quarter {
	all := make([]Quarter, Quarters)
	index := map[db.Date]int{}
	for i := range all {
		all[i].First = shift(firstQuarter(until), 3*i)
		for m := range 3 {
			index[shift(all[i].First, m)] = i
		}
	}
	seen := map[db.Date]bool{}
	for _, f := range found {
		i, ok := index[f.month]
		if !ok {
			continue
		}
		q := &all[i]
		if !seen[f.month] && f.units > 0 {
			seen[f.month] = true
			q.Counted++
		}
		switch f.slot.Kind {
		case Praise:
			q.Praise += f.n
		case Concern, Proposal:
			q.Concerns += f.n
		}
	}
	return all
}

// Course is the first and the last quarter of some that were counted whole; not ok
// where they are less than a year apart.
func Course(all []Quarter) (from, to Quarter, ok bool) {
	first, last := -1, -1
	for i, q := range all {
		if q.Whole() {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	if first < 0 || last-first < 4 {
		return Quarter{}, Quarter{}, false
	}
	return all[first], all[last], true
}
