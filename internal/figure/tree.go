package figure

import (
	"maps"
	"slices"

	"chibo/internal/db"
)

// span is that a unit stood under a parent, "" for none, from a month on; the
// first one of a unit has none.
type span struct {
	parent string
	from   db.Date
}

// tree is where units stood: the spans of each, by time.
type tree map[string][]span

// take adds a later span of a unit. The last that begins in a month counts for
// it; one that changes nothing is left out.
func (t tree) take(unit string, s span) {
	all := t[unit]
	switch n := len(all); {
	case n == 0:
		t[unit] = []span{{parent: s.parent}}
	case all[n-1].from == s.from:
		t[unit] = all[:n-1]
		t.take(unit, s)
	case all[n-1].parent != s.parent:
		t[unit] = append(all, s)
	}
}

// parent is under which unit another stood in a month.
func (t tree) parent(unit string, month db.Date) (parent string) {
	for _, s := range t[unit] {
		if s.from > month {
			break
		}
		parent = s.parent
	}
	return parent
}

// unread are those above units whose spans the tree has not.
func (t tree) unread(units []string) []string {
	found := map[string]bool{}
	for _, u := range units {
		for _, s := range t[u] {
			if _, read := t[s.parent]; !read && s.parent != "" {
				found[s.parent] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(found))
}

// chain is a unit and those above it in a month, the root last.
func (t tree) chain(unit string, month db.Date) (up []string) {
	for unit != "" && !slices.Contains(up, unit) {
		up = append(up, unit)
		unit = t.parent(unit, month)
	}
	return up
}

// stay is under which units one stood, from a month on until the next stay.
type stay struct {
	from db.Date
	up   []string // the unit itself, those above it, the root
}

// stays are all stays of a unit; the first one has no beginning.
func (t tree) stays(unit string) (all []stay) {
	for month := db.Date(""); ; {
		up := t.chain(unit, month)
		if n := len(all); n == 0 || !slices.Equal(all[n-1].up, up) {
			all = append(all, stay{month, up})
		}
		next := db.Date("")
		for _, u := range up {
			for _, s := range t[u] {
				if s.from > month && (next == "" || s.from < next) {
					next = s.from
				}
			}
		}
		if next == "" {
			return all
		}
		month = next
	}
}

// parting tells two courses of one unit apart: the stays under units above it by
// the first and not by the second, and the other way round. The stays of both begin
// in the same months. month is the first in which they differ; ok is false where
// they never do.
func parting(a, b []stay) (lost, won []stay, month db.Date, ok bool) {
	months := map[db.Date]bool{}
	for _, s := range slices.Concat(a, b) {
		months[s.from] = true
	}
	for _, m := range slices.Sorted(maps.Keys(months)) {
		x, y := during(a, m), during(b, m)
		l, w := stay{m, without(x, y)}, stay{m, without(y, x)}
		if !ok && len(l.up)+len(w.up) > 0 {
			month, ok = m, true
		}
		lost, won = append(lost, l), append(won, w)
	}
	return lost, won, month, ok
}

func without(all, these []string) (left []string) {
	for _, u := range all {
		if !slices.Contains(these, u) {
			left = append(left, u)
		}
	}
	return left
}

func during(all []stay, month db.Date) (up []string) {
	for _, s := range all {
		if s.from <= month {
			up = s.up
		}
	}
	return up
}

// place is a row of the sums.
type place struct {
	unit, figure string
	period       db.Date
}

// ledger is what is to be added to the sums.
type ledger map[place]pile

// change is by how much a figure changed in a month where it was counted.
type change struct {
	figure string
	stock  bool
	month  db.Date
	by     amounts
}

// post adds n times a change at every unit above where it was counted.
func (l ledger) post(c change, stays []stay, n int64) {
	if len(c.by) == 0 {
		return
	}
	for i, s := range stays {
		end := db.Date("")
		if i+1 < len(stays) {
			end = stays[i+1].from
		}
		if end != "" && end <= c.month {
			continue
		}
		for _, unit := range s.up {
			p := place{unit, c.figure, max(s.from, c.month)}
			l[p] = l[p].heap(c.by, n)
			switch {
			case !c.stock:
			case end != "": // it goes on elsewhere
				p.period = end
				l[p] = l[p].heap(c.by, -n)
			default:
				p.period = ""
				l[p] = l[p].heap(c.by, n)
			}
		}
		if !c.stock {
			return
		}
	}
}
