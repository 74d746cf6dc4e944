package rota

import (
	"math"
	"slices"
)

// placed is a new turn: the k-th of a person, of People by place.
type placed struct {
	who, k int
	month  Month
}

// outcome is the best plan under what is demanded; found is false where there
// is none.
type outcome struct {
	placed []placed
	cost   cost
	found  bool
}

// trial demands a new turn, to see what it would cost.
type trial struct {
	who   int
	month Month
}

// branch is what the search has decided on the way.
type branch struct {
	begun [4]months // by round: it has begun by then, so all others have had their turns
	shut  [4]months // by round: nobody begins it then
	wish  []choice  // of people whose two turns both met their wish
}

// choice settles which of a person's two new turns may meet his wish: the first,
// which then must, or only the second.
type choice struct {
	who   int
	first bool
}

// choice is what the branch has settled for the person.
func (b *branch) choice(who int) (first, settled bool) {
	for _, c := range b.wish {
		if c.who == who {
			return c.first, true
		}
	}
	return false, false
}

// search looks for the best plan; see the package comment.
type search struct {
	*cell
	trial *trial
	best  outcome
}

// best solves the problem; with a trial it gives the best plan that has that
// turn.
func (c *cell) best(t *trial) outcome {
	s := search{cell: c, trial: t, best: outcome{cost: cost{math.MaxInt32}}} // worse than any plan
	s.visit(branch{shut: c.barred})
	return s.best
}

// visit looks for a plan better than the best one in a branch.
func (s *search) visit(b branch) {
	demands, ok := s.demands(b)
	if !ok {
		return
	}
	o := s.flow(b, demands)
	if !o.found || !o.cost.less(&s.best.cost) {
		return
	}
	if round, m, broken := s.early(b, o.placed); broken {
		begun, shut := b, b
		begun.begun[round] |= month(m)
		shut.shut[round] |= month(m)
		s.visit(begun)
		s.visit(shut)
		return
	}
	if who, twice := s.metTwice(b, o.placed); twice {
		for _, first := range []bool{true, false} {
			settled := b
			settled.wish = append(slices.Clip(b.wish), choice{who, first})
			s.visit(settled)
		}
		return
	}
	s.best = o
}

// demands gives of each person the months by which he must have his first and
// second new turn, 0 where none is demanded, and false if that cannot be.
func (s *search) demands(b branch) ([][3]Month, bool) {
	by := make([][3]Month, len(s.people))
	for round := 2; round <= lastRound; round++ {
		for m := range b.begun[round].all() {
			for i := range s.people {
				n := s.people[i].need(round, m)
				if n > s.people[i].slots {
					return nil, false
				}
				for k := 1; k <= n; k++ {
					if by[i][k] == 0 || m < by[i][k] {
						by[i][k] = m
					}
				}
			}
		}
	}
	return by, true
}

// early finds the first new turn by which a round begins too early: somebody
// lacks a turn that he should have had by then.
func (s *search) early(b branch, turns []placed) (round int, m Month, found bool) {
	for m := range s.open.all() {
		for _, t := range turns {
			round := s.people[t.who].round(t.k)
			if t.month == m && round > 1 && !b.begun[round].has(m) && len(s.behind(turns, round, m)) > 0 {
				return round, m, true
			}
		}
	}
	return 0, 0, false
}

// behind are the people who lack a turn that they need before the round begins
// in the month.
func (c *cell) behind(turns []placed, round int, m Month) []int {
	got := make([]int, len(c.people))
	for _, t := range turns {
		if t.month <= m && c.people[t.who].round(t.k) < round {
			got[t.who]++
		}
	}
	var all []int
	for i := range c.people {
		if got[i] < c.people[i].need(round, m) {
			all = append(all, i)
		}
	}
	return all
}

// metTwice finds a person whose wish was counted for both of his turns.
func (s *search) metTwice(b branch, turns []placed) (int, bool) {
	met := make([]bool, len(s.people))
	for _, t := range turns {
		if !s.counts(b, t.who, t.k, t.month) {
			continue
		}
		if met[t.who] {
			return t.who, true
		}
		met[t.who] = true
	}
	return 0, false
}

// counts reports whether the turn meets a wish that is not met otherwise.
func (s *search) counts(b branch, who, k int, m Month) bool {
	p := &s.people[who]
	first, settled := b.choice(who)
	return p.wishes.has(m) && p.wishes&p.fixed == 0 && !(settled && first && k == 2)
}

// may are the months in which the person's k-th new turn may stand.
func (b *branch) may(p *person, who, k int) months {
	may := p.may
	if round := p.round(k); round > 1 {
		may &^= b.shut[round]
	}
	if first, settled := b.choice(who); settled && k == 1 && first {
		may &= p.wishes
	} else if settled && k == 1 {
		may &^= p.wishes
	}
	return may
}

// flow gives the best plan of a branch, but for what the branch has not decided
// yet.
func (s *search) flow(b branch, demands [][3]Month) outcome {
	n := newNetwork(people+len(s.people)*4, 12*2+len(s.people)*(s.limit*13+12))
	for m := range s.open.all() {
		if s.room[m] == 0 {
			continue
		}
		first := cost{}
		if !s.held.has(m) {
			first[empty] = -1
		}
		n.connect(january+m-1, sink, 1, first)
		n.connect(january+m-1, sink, s.room[m]-1, cost{})
	}
	var all []offer
	required := int32(0)
	if s.trial != nil {
		required--
	}
	for who := range s.people {
		all = s.offers(n, b, who, demands[who], all)
		for _, by := range demands[who] {
			if by > 0 {
				required--
			}
		}
	}
	o := outcome{cost: n.run()}
	o.found = o.cost[forced] == required
	o.cost[forced] = 0 // branches demand differently, and are compared
	for _, f := range all {
		if n.used(f.arc) {
			o.placed = append(o.placed, f.placed)
		}
	}
	return o
}

// offer is a turn that a person may get, and its arc.
type offer struct {
	placed
	arc int
}

// offers connects a person with the months in which he may report. With two
// turns to get they meet in a node for each month, so that both cannot fall into
// one.
func (s *search) offers(n *network, b branch, who int, by [3]Month, all []offer) []offer {
	p := &s.people[who]
	var meet [13]int
	if p.slots > 1 {
		for m := range p.may.all() {
			meet[m] = n.node()
			n.connect(meet[m], january+m-1, 1, cost{})
		}
	}
	for k := 1; k <= p.slots; k++ {
		may := b.may(p, who, k)
		entry := cost{turns: -1}
		if by[k] > 0 {
			may = may.upTo(by[k])
			entry[forced] = -1
		}
		node := n.node()
		n.connect(source, node, 1, entry)
		for m := range may.all() {
			to := january + m - 1
			if meet[m] > 0 {
				to = meet[m]
			}
			all = append(all, offer{placed{who, k, m}, n.connect(node, to, 1, s.price(b, who, k, m))})
		}
	}
	return all
}

// price is what a new turn of the person in the month is worth.
func (s *search) price(b branch, who, k int, m Month) cost {
	p := &s.people[who]
	var c cost
	if s.trial != nil && *s.trial == (trial{who, m}) {
		c[forced] = -1
	}
	if s.counts(b, who, k, m) {
		c[wishes] = -1
	}
	early := int32(m - 13) // so that a turn is better than none, and an early one best
	if k == 1 && p.fixed == 0 {
		c[waits] = -int32(p.Last)
		if p.Key {
			c[keys] = early
		}
	}
	if p.before.has(m) {
		c[kept] = -1
	}
	c[order] = early * int32(p.weight)
	return c
}
