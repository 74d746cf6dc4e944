package rota

import (
	"cmp"
	"slices"
)

// tries is how many other months are tried for a wish, the nearest first.
const tries = 3

// help finds what would meet the wish, by solving the year with it.
func (x *explainer) help(who int, u Unmet) []Help {
	var all []Help
	p := &x.people[who]
	if !slices.ContainsFunc(u.Why, func(w Why) bool { return w.Reason != Closed && w.Reason != Past && w.Reason != Away }) {
		return x.otherMonth(who)
	}
	if x.Max == 1 && met(p, x.widened()) {
		all = append(all, Help{Kind: RaiseMax})
	}
	all = append(all, x.otherMonth(who)...)
	for _, t := range x.Fixed {
		inTheWay := t.Person == p.ID || p.wishes.has(t.Month) && x.room[t.Month] == 0
		if inTheWay && x.open.has(t.Month) && x.movable(t, p) {
			return append(all, Help{Kind: MoveTurn, Month: t.Month, Person: t.Person})
		}
	}
	return all
}

// widened is the plan with two turns a month.
func (x *explainer) widened() []Turn {
	if x.wider == nil {
		p := x.Problem
		p.Max = 2
		x.wider = solved(p)
	}
	return x.wider
}

// otherMonth is the month nearest to a wish that the person could have had.
func (x *explainer) otherMonth(who int) []Help {
	p := &x.people[who]
	if p.slots == 0 {
		return nil
	}
	possible := p.may &^ p.wishes &^ x.barred[p.round(1)] &^ ofPerson(x.turns, p.ID)
	near := slices.DeleteFunc(possible.list(), x.busy)
	slices.SortStableFunc(near, func(a, b Month) int { return cmp.Compare(p.wishes.distance(a), p.wishes.distance(b)) })
	for _, m := range near[:min(tries, len(near))] {
		q := x.Problem
		q.People = slices.Clone(q.People)
		q.People[who].Wishes = []Month{m}
		c := newCell(q)
		if turns := c.turns(c.best(nil)); met(&c.people[who], turns) && x.harmless(c, turns) {
			return []Help{{Kind: OtherMonth, Month: m}}
		}
	}
	return nil
}

// distance is how far the nearest month of the set is.
func (s months) distance(m Month) int {
	d := 12
	for wished := range s.all() {
		d = min(d, max(wished-m, m-wished))
	}
	return d
}

// movable reports whether the wish is met when the announced turn may stand in
// any month but its own.
func (x *explainer) movable(t Turn, p *person) bool {
	owner, known := x.index[t.Person]
	if !known {
		return false
	}
	turns, tried := x.moved[t]
	if !tried {
		turns = x.without(t, owner)
		if x.moved == nil {
			x.moved = map[Turn][]Turn{}
		}
		x.moved[t] = turns
	}
	return turns != nil && met(p, turns)
}

// without is the plan in which the announced turn has moved, nil if its owner or
// anybody else would lose by it.
func (x *explainer) without(t Turn, owner int) []Turn {
	q := x.Problem
	q.Fixed = slices.DeleteFunc(slices.Clone(q.Fixed), func(f Turn) bool { return f == t })
	q.Before = slices.DeleteFunc(slices.Clone(q.Before), func(f Turn) bool { return f == t })
	q.People = slices.Clone(q.People)
	q.People[owner].Absent = append(slices.Clone(q.People[owner].Absent), t.Month)
	c := newCell(q)
	turns := c.turns(c.best(nil))
	if !x.harmless(c, turns) || ofPerson(turns, t.Person).len() < ofPerson(x.turns, t.Person).len() {
		return nil
	}
	return turns
}

// harmless reports whether all who get their wishes in the plan still do, and no
// more months are without a report.
func (x *explainer) harmless(c *cell, turns []Turn) bool {
	if c.empty(turns).len() > x.lone.len() {
		return false
	}
	for i := range x.people {
		if met(&x.people[i], x.turns) && !met(&c.people[i], turns) {
			return false
		}
	}
	return true
}

// solved is the best plan without its explanations.
func solved(p Problem) []Turn {
	c := newCell(p)
	return c.turns(c.best(nil))
}
