package rota

import (
	"fmt"
	"slices"
)

// The checker is written from the rules in the package comment, on lists, and
// shares nothing with the solver.

func isThere(p Person, m Month) bool {
	from, to := p.From, p.To
	if from == 0 {
		from = 1
	}
	if to == 0 {
		to = 12
	}
	return from <= m && m <= to && !slices.Contains(p.Absent, m)
}

// plannable: open, not over, and not filled by announced turns.
func plannableMonth(p Problem, m Month) bool {
	n := 0
	for _, t := range p.Fixed {
		if t.Month == m {
			n++
		}
	}
	return p.Open[m] && m >= p.First && n < p.Max
}

// count is how many of the turns the person has in the months up to m.
func count(turns []Turn, id string, m Month) int {
	n := 0
	for _, t := range turns {
		if t.Person == id && t.Month <= m {
			n++
		}
	}
	return n
}

// broken lists what a plan does against the hard rules.
func broken(p Problem, turns []Turn) []string {
	var all []string
	say := func(format string, args ...any) { all = append(all, fmt.Sprintf(format, args...)) }
	limit := 1
	if p.Twice {
		limit = 2
	}
	var fresh []Turn
	for _, t := range turns {
		if !slices.Contains(p.Fixed, t) {
			fresh = append(fresh, t)
		}
	}
	for _, f := range p.Fixed {
		if !slices.Contains(turns, f) {
			say("announced turn %v is gone", f)
		}
	}
	for _, t := range fresh {
		at := slices.IndexFunc(p.People, func(q Person) bool { return q.ID == t.Person })
		who := p.People[at]
		n := 0
		for _, u := range turns {
			if u.Month == t.Month {
				n++
			}
			if u == t {
				continue
			}
			if u.Person == t.Person && u.Month == t.Month {
				say("%v twice in a month", t)
			}
		}
		if n > p.Max {
			say("month %d has %d turns", t.Month, n)
		}
		if !p.Open[t.Month] || t.Month < p.First {
			say("%v: the month is closed or over", t)
		}
		if !isThere(who, t.Month) {
			say("%v: away", t)
		}
		if count(turns, t.Person, 12) > limit {
			say("%v: more than %d turns", t, limit)
		}
		for _, f := range p.Fixed {
			if f.Person == t.Person && f.Month >= t.Month {
				say("%v stands before the announced %v", t, f)
			}
		}
		// Rounds: who must have had how many turns by then.
		lacks := count(p.Fixed, t.Person, 12) + count(fresh, t.Person, t.Month) - 1
		if who.Done {
			lacks++
		}
		for _, q := range p.People {
			had := count(turns, q.ID, t.Month)
			if q.ID == t.Person {
				had--
			}
			if q.Done {
				had++
			}
			chances := count(fresh, q.ID, t.Month)
			for m := 1; m <= t.Month; m++ {
				if isThere(q, m) && plannableMonth(p, m) && !slices.Contains(turns, Turn{q.ID, m}) {
					chances++
				}
			}
			if had < lacks && count(fresh, q.ID, t.Month) < chances {
				say("%v begins a round that %s must come first in", t, q.ID)
			}
		}
	}
	return all
}

// losses is what a plan loses in each goal, written from the package comment.
func losses(p Problem, turns []Turn) [7]int {
	var v [7]int
	for m := max(1, p.First); m <= 12; m++ {
		if p.Open[m] && !slices.ContainsFunc(turns, func(t Turn) bool { return t.Month == m }) {
			v[0]++
		}
	}
	order := slices.Clone(p.People)
	slices.SortStableFunc(order, func(a, b Person) int { return b.Last - a.Last })
	for at, q := range order {
		fixed := slices.ContainsFunc(p.Fixed, func(t Turn) bool { return t.Person == q.ID })
		if slices.ContainsFunc(q.Wishes, func(m Month) bool { return slices.Contains(turns, Turn{q.ID, m}) }) {
			v[1]--
		}
		first := true
		for m := 1; m <= 12; m++ {
			t := Turn{q.ID, m}
			if !slices.Contains(turns, t) || slices.Contains(p.Fixed, t) {
				continue
			}
			v[2]--
			if first && !fixed {
				v[3] -= q.Last
				if q.Key {
					v[4] -= 13 - m
				}
			}
			first = false
			if slices.Contains(p.Before, t) {
				v[5]--
			}
			v[6] -= (13 - m) * (len(order) - at)
		}
	}
	return v
}

// each calls for every plan that keeps the hard rules.
func each(p Problem, visit func([]Turn)) {
	limit := 1
	if p.Twice {
		limit = 2
	}
	var place func(turns []Turn, who int)
	place = func(turns []Turn, who int) {
		if who == len(p.People) {
			if len(broken(p, turns)) == 0 {
				visit(turns)
			}
			return
		}
		id := p.People[who].ID
		var pick func(turns []Turn, from Month)
		pick = func(turns []Turn, from Month) {
			place(turns, who+1)
			if count(turns, id, 12) >= limit {
				return
			}
			for m := from; m <= 12; m++ {
				if p.Open[m] && m >= p.First && isThere(p.People[who], m) && !slices.Contains(turns, Turn{id, m}) {
					pick(append(slices.Clip(turns), Turn{id, m}), m+1)
				}
			}
		}
		pick(turns, 1)
	}
	place(slices.Clone(p.Fixed), 0)
}
