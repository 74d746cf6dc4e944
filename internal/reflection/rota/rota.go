package rota

import (
	"cmp"
	"slices"
)

// Month is a month of the year that is planned, 1 to 12.
type Month = int

// Never is the Last of a person of whom no turn is known. It is longer than any
// wait.
const Never = 1 << 20

// Person is somebody of the cell, as far as the rota must know him.
type Person struct {
	ID       string
	Key      bool    // key cadre: early in the year as an example
	Last     int     // months since the last turn before this year; Never if none is known
	Done     bool    // had the turn of the running round before this year began
	From, To Month   // belongs to the cell from … to, both included; 0 = from January, to December
	Absent   []Month // leave, study, illness, exemption: no reason is kept
	Wishes   []Month // volunteers for these months; any one of them meets the wish
}

// Turn is a person's report in a month.
type Turn struct {
	Person string
	Month  Month
}

// Problem is a year to be planned. Months outside 1 to 12 are ignored wherever
// they stand. Ids in People are unique; Fixed may name people who are no longer
// among them.
type Problem struct {
	People []Person
	Open   [13]bool // months in which reports are possible: a regular meeting and no thematic one
	Max    int      // at most so many turns a month; 1 if less
	Twice  bool     // a small cell: at most two turns a year for a person, else one
	Fixed  []Turn   // announced or held turns: they stay, even where they break a rule
	Before []Turn   // the unannounced plan so far: as many of these as possible are kept
	First  Month    // months before it are over: nothing new is placed there; 0 and 1 = the whole year
}

// Plan is the best plan of a Problem and what it could not do.
type Plan struct {
	Turns   []Turn   // all of them, the announced included; by month, then in the order of People
	Unmet   []Unmet  // wishes that were not met, in the order of People
	Empty   []Empty  // plannable months without a report, in their order
	Waiting []string // there this year and still at its end, yet without a turn: who waits longest is first
	Free    int      // places left over in the open months that are not over
}

// Solve gives the best plan, and says of every wish and month that it could not
// serve why, and what would help. It never fails: where nothing can be placed,
// the plan is the announced turns.
func Solve(p Problem) Plan {
	c := newCell(p)
	best := c.best(nil)
	plan := Plan{Turns: c.turns(best)}
	for m := range c.open.all() {
		plan.Free += max(0, c.Max-len(inMonth(plan.Turns, m)))
	}
	plan.Waiting = c.waiting(plan.Turns)
	x := explainer{cell: c, found: best, turns: plan.Turns, lone: c.empty(plan.Turns)}
	plan.Unmet = x.unmet()
	plan.Empty = x.emptyMonths()
	return plan
}

// Round tells from the meetings so far, the oldest first and each with those who
// reported at it, who has had the turn of the running round: a person's next turn
// begins the next round. It is what Done of the year after is made of.
func Round(meetings [][]string) map[string]bool {
	had := map[string]bool{}
	for _, reporters := range meetings {
		again := slices.DeleteFunc(slices.Clone(reporters), func(id string) bool { return !had[id] })
		if len(again) > 0 { // the others of this meeting ended the old round
			had = map[string]bool{}
			reporters = again
		}
		for _, id := range reporters {
			had[id] = true
		}
	}
	return had
}

// turns are the announced turns and those that the flow found.
func (c *cell) turns(o outcome) []Turn {
	all := slices.Clone(c.Fixed)
	for _, t := range o.placed {
		all = append(all, Turn{c.people[t.who].ID, t.month})
	}
	slices.SortFunc(all, func(a, b Turn) int {
		return cmp.Or(cmp.Compare(a.Month, b.Month), cmp.Compare(c.place(a.Person), c.place(b.Person)), cmp.Compare(a.Person, b.Person))
	})
	return all
}

// place is the person's place in People; those not among them come last.
func (c *cell) place(id string) int {
	if i, ok := c.index[id]; ok {
		return i
	}
	return len(c.people)
}

// waiting are the people without a turn who could have had one this year and
// are still here next year.
func (c *cell) waiting(turns []Turn) []string {
	var all []string
	for _, i := range c.byWait() {
		p := &c.people[i]
		if p.To >= 12 && p.here&c.opened != 0 && ofPerson(turns, p.ID) == 0 {
			all = append(all, p.ID)
		}
	}
	return all
}

// empty are the plannable months without a report.
func (c *cell) empty(turns []Turn) months {
	none := c.open
	for _, t := range turns {
		none &^= month(t.Month)
	}
	return none
}

// inMonth are the people who report in the month.
func inMonth(turns []Turn, m Month) []string {
	var all []string
	for _, t := range turns {
		if t.Month == m {
			all = append(all, t.Person)
		}
	}
	return all
}

// ofPerson are the months in which the person reports.
func ofPerson(turns []Turn, id string) months {
	var all months
	for _, t := range turns {
		if t.Person == id {
			all |= month(t.Month)
		}
	}
	return all
}
