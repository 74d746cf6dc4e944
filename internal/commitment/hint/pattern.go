package hint

import (
	"slices"
	"strings"
)

// A pattern is written as words with alternatives and three marks:
//
//	hằng|hàng tháng|quý   two words, each with its alternatives
//	#                     a number that counts something
//	№                     a number that only names: the 5 of "tháng 5"
//	@                     a date
//	yyyy                  a year
//	…                     up to three words or numbers, or none
//
// Words match whatever their case and the place of the tone mark; in a text
// typed without marks they match without them.
type pattern [][]element

// element is one alternative of one place of a pattern.
type element struct{ key, plain string }

// The marks, and how much a gap may hold.
const (
	gap    = "…"
	gapMax = 3
)

// marks are how patterns write the classes of numbers.
var marks = map[class]string{count: "#", label: "№", date: "@", year: "yyyy"}

// lexicon finds many patterns at once.
type lexicon struct {
	marked, plain map[string][]pattern // by the first word
}

// patterns compiles a list whose patterns are parted by commas and line ends.
func patterns(list string) lexicon {
	l := lexicon{map[string][]pattern{}, map[string][]pattern{}}
	for written := range strings.FieldsFuncSeq(list, func(r rune) bool { return r == ',' || r == '\n' }) {
		var p pattern
		for _, place := range strings.Fields(written) {
			var alternatives []element
			for _, a := range strings.Split(place, "|") {
				k, b := key(a)
				alternatives = append(alternatives, element{k, b})
			}
			p = append(p, alternatives)
		}
		if len(p) == 0 {
			continue
		}
		plainSeen := map[string]bool{}
		for _, a := range p[0] {
			l.marked[a.key] = append(l.marked[a.key], p)
			if !plainSeen[a.plain] { // hằng and hàng are one without marks
				plainSeen[a.plain] = true
				l.plain[a.plain] = append(l.plain[a.plain], p)
			}
		}
	}
	return l
}

// has reports whether any pattern of any lexicon occurs in the text.
func (t text) has(ls ...lexicon) bool {
	for _, l := range ls {
		for i := range t.tokens {
			if t.match(l, i) > 0 {
				return true
			}
		}
	}
	return false
}

// does reports whether a deed of l occurs in the text outside words that only
// look like one: the "giao" of "nhiệm vụ được giao" gives nobody anything.
func (t text) does(l lexicon) bool {
	for i := 0; i < len(t.tokens); i++ {
		idle := max(t.match(compounds, i), t.match(stock, i), t.match(vague, i))
		if t.match(l, i) > idle {
			return true
		}
		i = max(i, idle-1)
	}
	return false
}

// opens reports whether the text begins with a pattern of l and goes on.
func (t text) opens(l lexicon) bool {
	if len(t.tokens) == 0 {
		return false
	}
	end := t.match(l, 0)
	return end > 0 && end < len(t.tokens)
}

// first is the leftmost occurrence of any pattern, at its longest, as typed;
// "" if there is none.
func (t text) first(l lexicon) string {
	for i := range t.tokens {
		if end := t.match(l, i); end > 0 {
			return t.raw[t.tokens[i].start:t.tokens[end-1].end]
		}
	}
	return ""
}

// match is the end of the longest pattern that begins at token i, 0 if none.
func (t text) match(l lexicon, i int) int {
	tok := t.tokens[i]
	candidates := l.marked[tok.key]
	if t.plain {
		candidates = l.plain[tok.plain]
	}
	longest := 0
	for _, p := range candidates {
		longest = max(longest, t.matchRest(p[1:], i+1))
	}
	if mark := marks[tok.class]; mark != "" {
		for _, p := range l.marked[mark] {
			longest = max(longest, t.matchRest(p[1:], i+1))
		}
	}
	return longest
}

// matchRest is the end of p at token i, 0 if p does not stand there.
func (t text) matchRest(p pattern, i int) int {
	for n, place := range p {
		if place[0].key == gap {
			for skip := 0; skip <= gapMax && i+skip < len(t.tokens); skip++ {
				if end := t.matchRest(p[n+1:], i+skip); end > 0 {
					return end
				}
			}
			return 0
		}
		if i >= len(t.tokens) || !t.fits(place, i) {
			return 0
		}
		i++
	}
	return i
}

// fits reports whether token i is one of the alternatives.
func (t text) fits(place []element, i int) bool {
	tok := t.tokens[i]
	mark := marks[tok.class]
	return slices.ContainsFunc(place, func(a element) bool {
		return a.key == tok.key || t.plain && a.plain == tok.plain || mark != "" && a.key == mark
	})
}

// set is a list of single words.
type set map[string]bool

func words(list string) set {
	s := set{}
	for _, w := range strings.Fields(list) {
		marked, plain := key(w)
		s[marked], s[plain] = true, true
	}
	return s
}

func (s set) has(word string) bool { return s[word] }
