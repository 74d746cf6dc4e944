package rota

import (
	"cmp"
	"iter"
	"math/bits"
	"slices"
)

// months is a set of months: bit m stands for month m.
type months uint16

const year months = 1<<13 - 2

func month(m Month) months {
	if m < 1 || m > 12 {
		return 0
	}
	return 1 << m
}

func setOf(list []Month) months {
	var s months
	for _, m := range list {
		s |= month(m)
	}
	return s
}

func (s months) has(m Month) bool     { return s&month(m) != 0 }
func (s months) upTo(m Month) months  { return s & (1<<(m+1) - 1) }
func (s months) after(m Month) months { return s &^ (1<<(m+1) - 1) }
func (s months) len() int             { return bits.OnesCount16(uint16(s)) }
func (s months) list() []Month        { return slices.Collect(s.all()) }

// first is the earliest month of the set, which must not be empty.
func (s months) first() Month { return bits.TrailingZeros16(uint16(s)) }

// last is the latest month of the set, 0 if it is empty.
func (s months) last() Month { return max(0, bits.Len16(uint16(s))-1) }

func (s months) all() iter.Seq[Month] {
	return func(yield func(Month) bool) {
		for ; s != 0; s &= s - 1 {
			if !yield(s.first()) {
				return
			}
		}
	}
}

// person is somebody with what the rules and goals need to know of him.
type person struct {
	Person
	here   months // belongs to the cell and is not absent
	fixed  months // announced turns
	there  months // plannable months in which he is here and has no announced turn
	may    months // of them those in which he may get a new turn
	wishes months
	before months
	slots  int // new turns that he may get
	weight int // n for who waits longest … 1
}

// cell is a problem, prepared: ids looked up, months as sets.
type cell struct {
	Problem
	people []person
	index  map[string]int
	limit  int       // turns a year
	opened months    // all open months of the year
	open   months    // of them those that are not over: a report is looked for in each
	room   [13]int   // places that announced turns leave, 0 where nothing may be placed
	held   months    // months with an announced turn
	barred [4]months // by round: months in which it cannot have begun, whatever the plan
}

// Rounds are numbered from the running one: its turn is 1, that of the next
// round 2. With two turns a year somebody may come to the third.
const lastRound = 3

func newCell(p Problem) *cell {
	p.Max, p.First = max(1, p.Max), max(1, p.First)
	c := &cell{Problem: p, index: make(map[string]int, len(p.People)), limit: 1}
	if p.Twice {
		c.limit = 2
	}
	for m := 1; m <= 12; m++ {
		if p.Open[m] {
			c.opened |= month(m)
		}
	}
	c.open = c.opened.after(p.First - 1)
	c.seat()
	c.know()
	for round := 2; round <= lastRound; round++ {
		for m := range c.open.all() {
			if !c.possible(round, m) {
				c.barred[round] |= month(m)
			}
		}
	}
	return c
}

// seat puts the announced turns into their months.
func (c *cell) seat() {
	announced := c.Fixed
	c.Fixed = nil
	for m := range c.open.all() {
		c.room[m] = c.Max
	}
	for _, t := range announced {
		if month(t.Month) == 0 || slices.Contains(c.Fixed, t) {
			continue
		}
		c.Fixed = append(c.Fixed, t)
		c.held |= month(t.Month)
		c.room[t.Month] = max(0, c.room[t.Month]-1)
	}
}

// know works out of each person when he may get how many turns.
func (c *cell) know() {
	var plannable months
	for m, room := range c.room {
		if room > 0 {
			plannable |= month(m)
		}
	}
	c.people = make([]person, len(c.Problem.People))
	for i, given := range c.Problem.People {
		if given.From == 0 {
			given.From = 1
		}
		if given.To == 0 {
			given.To = 12
		}
		given.Last = min(max(given.Last, 0), Never)
		c.index[given.ID] = i
		p := &c.people[i]
		p.Person = given
		p.here = (year.after(given.From-1) & year.upTo(min(given.To, 12))) &^ setOf(given.Absent)
		p.fixed, p.before = ofPerson(c.Fixed, given.ID), ofPerson(c.Before, given.ID)
		p.there = p.here & plannable &^ p.fixed
		p.may = p.there.after(p.fixed.last())
		p.wishes = setOf(given.Wishes)
		p.slots = max(0, c.limit-p.fixed.len())
	}
	for at, i := range c.byWait() {
		c.people[i].weight = len(c.people) - at
	}
}

// byWait are the places in People, who waits longest first.
func (c *cell) byWait() []int {
	order := make([]int, len(c.people))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(c.people[b].Last, c.people[a].Last) })
	return order
}

// had is how many turns the person has in the rounds from the running one on, of
// those before the year and the announced ones up to the month.
func (p *person) had(m Month) int {
	n := p.fixed.upTo(m).len()
	if p.Done {
		n++
	}
	return n
}

// round is the round of the person's k-th new turn; the first is 1. Announced
// turns count first, wherever in the year they stand.
func (p *person) round(k int) int { return p.had(12) + k }

// need is how many new turns the person must have up to the month, so that the
// round may have begun in it for others: those that he lacks to the round
// before, but not more than the months in which he could have had them.
func (p *person) need(round int, m Month) int {
	return max(0, min(round-1-p.had(m), p.there.upTo(m).len()))
}

// possible reports whether all could have the turns that they need before the
// round begins in the month, by a count of places.
func (c *cell) possible(round int, m Month) bool {
	places, needed := 0, 0
	for _, room := range c.room[:m+1] {
		places += room
	}
	for i := range c.people {
		p := &c.people[i]
		n := p.need(round, m)
		if n > p.slots || n > p.may.upTo(m).len() {
			return false
		}
		needed += n
	}
	return needed <= places
}
