package stats

import "chibo/internal/db"

// span is where a unit stood from a month on, under which name and as which kind.
type span struct {
	parent string
	from   db.Date // month
	to     db.Date // the month in which it ended, "" where it lasts
	path   string
	name   string
	order  string // its place among its siblings
	body   string // party or mass
	holds  bool   // people belong to it directly
}

// tree is the spans of each unit by time, as package figure takes them: a unit
// stands in a month where the last of its spans puts it that had begun by then, and
// before the first where that puts it.
type tree map[string][]span

// in is the span of a unit in a month; the zero span for one that is not known.
func (t tree) in(unit string, month db.Date) (s span) {
	for i, next := range t[unit] {
		if i > 0 && next.from > month {
			break
		}
		s = next
	}
	return s
}

// below finds the unit directly under another by way of which a unit stood there
// in a month, and itself where it is the one; ok is false where it stood elsewhere.
func (t tree) below(root, unit string, month db.Date) (child string, ok bool) {
	if unit == root {
		return root, true
	}
	for range len(t) { // no more steps than there are units
		parent := t.in(unit, month).parent
		switch parent {
		case root:
			return unit, true
		case "":
			return "", false
		}
		unit = parent
	}
	return "", false
}

// cells are the party cells that stood in a month under each unit directly below a
// root, and under the root itself, those among them too.
func (t tree) cells(root string, month db.Date) map[string]int {
	n := map[string]int{}
	for unit, spans := range t {
		s := t.in(unit, month)
		if !s.holds || s.body != "party" || spans[0].from > month || s.to != "" && s.to <= month {
			continue
		}
		if child, ok := t.below(root, unit, month); ok {
			n[root]++
			if child != root {
				n[child]++
			}
		}
	}
	return n
}
