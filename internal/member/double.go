package member

import (
	"cmp"
	"slices"
	"strings"

	"chibo/internal/db"
	"chibo/internal/i18n"
)

// Entered is what is compared to find out whether somebody was entered twice.
// Class: committee.
type Entered struct {
	Person     ID
	Name       string
	Birth      db.Date
	Department string
	Party
	Belongs bool // to the unit today

	folded string
	facts  int // how much is known of him
}

// Resemblance says why two records look like one person.
type Resemblance string

// The resemblances, the surest first.
const (
	SameCard      Resemblance = "card"       // a number of a card is the same
	SameNameBirth Resemblance = "name_birth" // name and birth
	SameName      Resemblance = "name"       // name, and nothing known that differs
	SameDates     Resemblance = "dates"      // birth and admission; the names are spelt differently
)

// Double is two records that look like one person. Into is the one that would
// rather stay: it belongs to the unit, or more is known of it.
type Double struct {
	From, Into Entered
	Why        Resemblance
}

// resemble judges two records.
func resemble(a, b Entered) (Resemblance, bool) {
	cards := func(e Entered) []string {
		return slices.DeleteFunc([]string{e.Card, e.OldCard}, func(c string) bool { return c == "" })
	}
	name := a.folded == b.folded
	switch {
	case slices.ContainsFunc(cards(a), func(c string) bool { return slices.Contains(cards(b), c) }):
		return SameCard, true
	case name && a.Birth != "" && a.Birth == b.Birth:
		return SameNameBirth, true
	case name && compatible(string(a.Birth), string(b.Birth)) && (a.Card == "" || b.Card == ""):
		return SameName, true
	case a.Birth.Whole() && a.Birth == b.Birth && a.AdmittedOn.Whole() && a.AdmittedOn == b.AdmittedOn:
		return SameDates, true
	}
	return "", false
}

// doubles finds the records that look like one person, in the order of names.
func doubles(all []Entered) []Double {
	alike := map[string][]int{}
	for i, e := range all {
		keys := []string{"name " + e.folded}
		for _, c := range []string{e.Card, e.OldCard} {
			if c != "" {
				keys = append(keys, "card "+c)
			}
		}
		if e.Birth.Whole() && e.AdmittedOn.Whole() {
			keys = append(keys, "dates "+string(e.Birth)+string(e.AdmittedOn))
		}
		for _, k := range keys {
			alike[k] = append(alike[k], i)
		}
	}
	found := map[[2]int]Double{}
	for _, same := range alike {
		for n, i := range same {
			for _, j := range same[n+1:] {
				if why, ok := resemble(all[i], all[j]); ok && i != j {
					found[[2]int{i, j}] = pair(all[i], all[j], why)
				}
			}
		}
	}
	pairs := make([]Double, 0, len(found))
	for _, d := range found {
		pairs = append(pairs, d)
	}
	slices.SortFunc(pairs, func(a, b Double) int {
		return cmp.Or(cmp.Compare(i18n.SortKey(a.Into.Name), i18n.SortKey(b.Into.Name)), cmp.Compare(a.Into.Person, b.Into.Person), cmp.Compare(a.From.Person, b.From.Person))
	})
	return pairs
}

// pair puts the record that would rather stay last.
func pair(a, b Entered, why Resemblance) Double {
	stays := func(e Entered) int {
		if e.Belongs {
			return 1
		}
		return 0
	}
	if cmp.Or(cmp.Compare(stays(a), stays(b)), cmp.Compare(a.facts, b.facts), cmp.Compare(b.Person, a.Person)) > 0 {
		a, b = b, a
	}
	return Double{From: a, Into: b, Why: why}
}

// count notes how much is known.
func (e *Entered) count(f Form) {
	for _, i := range importFields {
		if *i.to(&f) != "" {
			e.facts++
		}
	}
	e.folded = strings.Join(strings.Fields(i18n.Fold(e.Name)), " ")
}

// span is a period of somebody: a membership, a post or a state; to is "" for one
// that lasts.
type span struct {
	id       string
	from, to db.Date
}

// forever sorts behind every day.
const forever = db.Date("9999-12-31")

func (s span) until() db.Date { return cmp.Or(s.to, forever) }

// uncovered takes from a period what others cover; ok is false where nothing is
// left. Of a period that is cut in two the later part is left.
func uncovered(m span, others []span) (left span, ok bool) {
	for _, o := range others {
		switch {
		case o.from >= m.until() || m.from >= o.until():
		case o.from <= m.from && m.until() <= o.until():
			return m, false
		case o.until() < m.until():
			m.from = o.to
		default:
			m.to = o.from
		}
	}
	return m, true
}

// goOn moves the beginning of each membership back to where another of the same
// person, in the same unit and standing, began that it goes on from; never into
// one that ended before. It says which ones moved.
func goOn(own, others []Membership) (moved []Membership) {
	for i := range own {
		m := &own[i]
		begun := m.From
		for _, o := range others {
			if o.Unit == m.Unit && o.Status == m.Status && cmp.Or(o.To, forever) >= m.From {
				begun = min(begun, o.From)
			}
		}
		for _, before := range own {
			if before.ID != m.ID && before.Body == m.Body && before.To != "" && before.To <= m.From {
				begun = max(begun, before.To)
			}
		}
		if begun < m.From {
			m.From = begun
			moved = append(moved, *m)
		}
	}
	return moved
}
