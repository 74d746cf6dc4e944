package hint

import (
	"hash/maphash"
	"slices"
	"strings"
	"unicode"

	"chibo/internal/i18n"
)

// near is the likeness from which two items are nearly the same: about two
// words in twenty may differ.
const near = 0.7

// Index compares an item with those of others. It keeps no text and cannot say
// whose item one resembles. It is safe for concurrent use.
type Index struct {
	seed     maphash.Seed
	sizes    []int              // how many shingles each item has
	postings map[uint64][]int32 // the items that have a shingle
}

// NewIndex indexes the items of others: leave out the author's own, or they
// resemble themselves. Empty items are passed over.
func NewIndex(others []Item) *Index {
	x := &Index{maphash.MakeSeed(), make([]int, len(others)), make(map[uint64][]int32, 32*len(others))}
	for n, i := range others {
		shingles := x.shingles(i)
		x.sizes[n] = len(shingles)
		for _, s := range shingles {
			x.postings[s] = append(x.postings[s], int32(n))
		}
	}
	return x
}

// Of is [Of], with Similar at the end if the item is nearly the same as
// another's in heading, work and measure. The due is not compared: half a unit
// reports in June.
func (x *Index) Of(i Item) []Finding {
	found := Of(i)
	if x.Likeness(i) >= near {
		found = append(found, Finding{Kind: Similar})
	}
	return found
}

// Likeness is how much the item shares with the one most like it, from 0
// (nothing) to 1 (the same words, whatever their marks, case and punctuation):
// the share of words and pairs of neighbouring words that stand in both, of
// those that stand in either. An empty item is like none.
func (x *Index) Likeness(i Item) float64 {
	shingles := x.shingles(i)
	shared := make([]int, len(x.sizes))
	for _, s := range shingles {
		for _, n := range x.postings[s] {
			shared[n]++
		}
	}
	best := 0.0
	for n, both := range shared {
		if both > 0 {
			best = max(best, float64(both)/float64(len(shingles)+x.sizes[n]-both))
		}
	}
	return best
}

// shingles are the words and pairs of words of an item, each once.
func (x *Index) shingles(i Item) []uint64 {
	var all []uint64
	text := i18n.Fold(i.Heading + " " + i.Work + " " + i.Measure)
	before := ""
	for w := range strings.FieldsFuncSeq(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		all = append(all, maphash.String(x.seed, w))
		if before != "" {
			all = append(all, maphash.String(x.seed, before+" "+w))
		}
		before = w
	}
	slices.Sort(all)
	return slices.Compact(all)
}
