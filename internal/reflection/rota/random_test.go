package rota

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// chance makes years: sizes, absences, wishes, announced turns as they come.
type chance struct{ *rand.Rand }

func newChance(seed uint64) chance { return chance{rand.New(rand.NewPCG(seed, 2026))} }

func (r chance) one(in int) bool { return r.IntN(in) == 0 }
func (r chance) month() Month    { return 1 + r.IntN(12) }

func (r chance) problem(people, open int) Problem {
	p := Problem{Max: 1 + r.IntN(2), Twice: r.one(3), First: 1}
	for _, m := range r.Perm(12)[:open] {
		p.Open[m+1] = true
	}
	if r.one(3) {
		p.First = r.month()
	}
	for i := range people {
		q := Person{ID: fmt.Sprintf("p%02d", i), Key: r.one(5), Last: []int{Never, 7, 9, 14, r.IntN(30)}[r.IntN(5)], Done: r.one(2)}
		if r.one(6) {
			q.From = r.month()
		}
		if r.one(6) {
			q.To = max(q.From, r.month())
		}
		for range r.IntN(3) * r.IntN(3) {
			q.Absent = append(q.Absent, r.month())
		}
		if r.one(3) {
			for range 1 + r.IntN(3) {
				q.Wishes = append(q.Wishes, r.month())
			}
		}
		p.People = append(p.People, q)
		if r.one(5) {
			p.Before = append(p.Before, Turn{q.ID, r.month()})
		}
		if r.one(8) {
			p.Fixed = append(p.Fixed, Turn{q.ID, r.month()})
		}
	}
	if r.one(5) {
		p.Fixed = append(p.Fixed, Turn{"gone", r.month()})
	}
	if r.one(4) { // a round that is nearly over
		for i := range p.People {
			p.People[i].Done = !r.one(people)
		}
	}
	return p
}

func TestC2EveryPlanKeepsTheRules(t *testing.T) {
	r := newChance(1)
	for n := range 4000 {
		p := r.problem(1+r.IntN(40), 1+r.IntN(10))
		plan := Solve(p)
		if bad := broken(p, plan.Turns); len(bad) > 0 {
			t.Fatalf("problem %d: %v\n%+v\n%v", n, bad, p, plan.Turns)
		}
		checkWhy(t, p, plan)
		if t.Failed() {
			t.Fatalf("problem %d: %#v\n%+v", n, p, plan)
		}
	}
}

func TestC2SmallPlansAreTheBestOfAll(t *testing.T) {
	r := newChance(2)
	for n := range 1500 {
		p := r.problem(1+r.IntN(4), 1+r.IntN(4+n%2))
		best := [7]int{100}
		each(p, func(turns []Turn) {
			if v := losses(p, turns); slices.Compare(v[:], best[:]) < 0 {
				best = v
			}
		})
		plan := Solve(p)
		if diff := cmp.Diff(best, losses(p, plan.Turns)); diff != "" {
			t.Fatalf("problem %d: %+v\n%v\nbest (-), solved (+):\n%s", n, p, plan.Turns, diff)
		}
	}
}

func TestC2TheSamePlanEveryTime(t *testing.T) {
	r := newChance(3)
	for range 50 {
		p := r.problem(20, 8)
		if diff := cmp.Diff(Solve(p), Solve(p)); diff != "" {
			t.Fatal(diff)
		}
	}
}

// checkWhy holds each explanation against what it claims.
func checkWhy(t *testing.T, p Problem, plan Plan) {
	t.Helper()
	person := func(id string) Person {
		return p.People[slices.IndexFunc(p.People, func(q Person) bool { return q.ID == id })]
	}
	wished := func(turn Turn) bool {
		return slices.Contains(p.Fixed, turn) || slices.Contains(person(turn.Person).Wishes, turn.Month)
	}
	unmet := 0
	for _, q := range p.People {
		if len(q.Wishes) > 0 && !got(q, plan.Turns) {
			unmet++
		}
	}
	if unmet != len(plan.Unmet) {
		t.Errorf("%d wishes unmet, %d explained", unmet, len(plan.Unmet))
	}
	for _, u := range plan.Unmet {
		q := person(u.Person)
		for _, w := range u.Why {
			ok := false
			switch w.Reason {
			case Closed:
				ok = !p.Open[w.Month]
			case Past:
				ok = w.Month < p.First
			case Away:
				ok = !isThere(q, w.Month)
			case Limit:
				ok = len(w.Months) >= 1 && !slices.ContainsFunc(w.Months, func(m Month) bool { return !slices.Contains(p.Fixed, Turn{q.ID, m}) })
			case Taken:
				ok = len(w.People) >= p.Max && !slices.ContainsFunc(w.People, func(id string) bool { return !wished(Turn{id, w.Month}) })
			case NeedElsewhere, OtherWishes, HadTurn:
				ok = (len(w.Months) > 0 || len(w.People) > 0) && costs(p, plan, q, w)
			}
			if !ok {
				t.Errorf("%s: not so: %+v", u.Person, w)
			}
		}
		for _, h := range u.Help {
			if !helps(p, plan, q, h) {
				t.Errorf("%s: does not help: %+v", u.Person, h)
			}
		}
	}
	for _, e := range plan.Empty {
		if len(inMonth(plan.Turns, e.Month)) > 0 || e.Reason == HadTurn && len(e.First) == 0 {
			t.Errorf("not so: %+v", e)
		}
		if e.Twice {
			q := p
			q.Twice = true
			if len(inMonth(solved(q), e.Month)) == 0 {
				t.Errorf("twice does not help: %+v", e)
			}
		}
		for _, id := range e.Away {
			if isThere(person(id), e.Month) {
				t.Errorf("%s is there: %+v", id, e)
			}
		}
	}
}

func got(q Person, turns []Turn) bool {
	return slices.ContainsFunc(q.Wishes, func(m Month) bool { return slices.Contains(turns, Turn{q.ID, m}) })
}

// costs forces the wish and tells whether the reason is true of the best plan with
// it.
func costs(p Problem, plan Plan, q Person, w Why) bool {
	o := newCell(p).best(&trial{slices.IndexFunc(p.People, func(r Person) bool { return r.ID == q.ID }), w.Month})
	if w.Reason == HadTurn {
		return !o.found
	}
	turns := newCell(p).turns(o)
	if !o.found || len(broken(p, turns)) > 0 || !slices.Contains(turns, Turn{q.ID, w.Month}) {
		return false
	}
	before, after := losses(p, plan.Turns), losses(p, turns)
	if w.Reason == NeedElsewhere {
		return after[0] > before[0] && len(inMonth(turns, w.Months[0])) == 0
	}
	return after[0] == before[0] && after[1] >= before[1]
}

// helps makes the change in the problem and looks whether it does.
func helps(p Problem, plan Plan, q Person, h Help) bool {
	at := slices.IndexFunc(p.People, func(r Person) bool { return r.ID == q.ID })
	p.People = slices.Clone(p.People)
	switch h.Kind {
	case RaiseMax:
		p.Max = 2
	case OtherMonth:
		p.People[at].Wishes = []Month{h.Month}
	case MoveTurn:
		moved := Turn{h.Person, h.Month}
		if !slices.Contains(p.Fixed, moved) || h.Month < p.First {
			return false
		}
		p.Fixed = slices.DeleteFunc(slices.Clone(p.Fixed), func(f Turn) bool { return f == moved })
		p.Before = slices.DeleteFunc(slices.Clone(p.Before), func(f Turn) bool { return f == moved })
		i := slices.IndexFunc(p.People, func(r Person) bool { return r.ID == h.Person })
		p.People[i].Absent = append(slices.Clone(p.People[i].Absent), h.Month)
	}
	turns := solved(p)
	if h.Kind != RaiseMax { // nobody else loses
		if losses(p, turns)[0] > len(plan.Empty) {
			return false
		}
		for _, other := range p.People {
			if other.ID != q.ID && got(other, plan.Turns) && !got(other, turns) {
				return false
			}
		}
	}
	return len(broken(p, turns)) == 0 && got(p.People[at], turns)
}
