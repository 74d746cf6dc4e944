package rota

// The goals, the most important first; see the package comment. Each counts what
// is lost, so a gain is negative.
const (
	forced = iota // turns that a branch or a trial demands
	empty
	wishes
	turns
	waits
	keys
	kept
	order
	goals
)

// cost is what a step costs in each goal: an ordered abelian group, which is all
// that a shortest path asks of its lengths.
type cost [goals]int32

func (a cost) plus(b cost) cost {
	for i := range a {
		a[i] += b[i]
	}
	return a
}

func (a cost) negated() cost {
	for i := range a {
		a[i] = -a[i]
	}
	return a
}

// less compares as a dictionary does: the first goal that differs decides.
func (a *cost) less(b *cost) bool {
	for i := range a {
		if a[i] != b[i] {
			return a[i] < b[i]
		}
	}
	return false
}

// network is a graph in which units flow from node source to node sink. An arc
// and its reverse stand side by side: the reverse of arc i is i^1.
type network struct {
	arcs  []arc
	heads []int32 // of each node the arc last added that leaves it, -1 if none
}

type arc struct {
	to, next int32 // next is the arc of the same node added before
	room     int32 // units that may still flow
	cost     cost
}

const (
	source = iota
	sink
	january // the node of month m is january+m-1
	people  = january + 12
)

func newNetwork(nodes, arcs int) *network {
	n := &network{arcs: make([]arc, 0, 2*arcs), heads: make([]int32, 0, nodes)}
	for range people {
		n.node()
	}
	return n
}

// node adds a node and gives its number.
func (n *network) node() int {
	n.heads = append(n.heads, -1)
	return len(n.heads) - 1
}

// connect adds an arc for so many units and gives its number.
func (n *network) connect(from, to, room int, c cost) int {
	id := len(n.arcs)
	n.arcs = append(n.arcs,
		arc{int32(to), n.heads[from], int32(room), c},
		arc{int32(from), n.heads[to], 0, c.negated()})
	n.heads[from], n.heads[to] = int32(id), int32(id+1)
	return id
}

// used reports whether something flows through an arc for one unit.
func (n *network) used(id int) bool { return n.arcs[id].room == 0 }

// run sends units one by one, each by the path that costs least in what the
// units before it left (which may send these elsewhere), as long as a unit gains
// something. The flow is then the cheapest of all. The network must have no
// circle at the start.
func (n *network) run() cost {
	var total cost
	w := walk{network: n, dist: make([]cost, len(n.heads)), state: make([]uint8, len(n.heads)), by: make([]int32, len(n.heads))}
	for {
		gain, found := w.shortest()
		if !found || !gain.less(&cost{}) {
			return total
		}
		total = total.plus(gain)
		for at := int32(sink); at != source; {
			id := w.by[at]
			n.arcs[id].room--
			n.arcs[id^1].room++
			at = n.arcs[id^1].to
		}
	}
}

// walk is a search for the cheapest path: Bellman–Ford with a queue of the nodes
// that came nearer since they were last looked at. Costs may be negative.
type walk struct {
	*network
	dist  []cost
	state []uint8 // reached, and waiting in the queue
	by    []int32 // the arc by which a node was reached
	queue []int32
}

const (
	reached = 1 << iota
	queued
)

func (w *walk) shortest() (cost, bool) {
	clear(w.state)
	w.dist[source] = cost{}
	w.state[source] = reached
	w.queue = append(w.queue[:0], source)
	for next := 0; next < len(w.queue); next++ {
		at := w.queue[next]
		w.state[at] &^= queued
		for id := w.heads[at]; id >= 0; id = w.arcs[id].next {
			a := &w.arcs[id]
			if a.room == 0 {
				continue
			}
			d := w.dist[at].plus(a.cost)
			if w.state[a.to]&reached != 0 && !d.less(&w.dist[a.to]) {
				continue
			}
			w.dist[a.to], w.by[a.to] = d, id
			if w.state[a.to]&queued == 0 && a.to != sink {
				w.queue = append(w.queue, a.to)
				w.state[a.to] |= queued
			}
			w.state[a.to] |= reached
		}
	}
	return w.dist[sink], w.state[sink]&reached != 0
}
