package figure

import "math"

// few is below how many persons a sum by a trait stays unsaid.
const few = 3

// Hide says which of several sums of persons stay unsaid, where their total is
// known: all below three but 0, and so that they cannot be computed from the
// total, the next smallest beside them; where two are alike both, and where
// there is none, the others too, though they are 0.
func Hide(sums []int) []bool {
	hidden := make([]bool, len(sums))
	next, any := math.MaxInt, false
	for i, n := range sums {
		switch {
		case n > 0 && n < few:
			hidden[i], any = true, true
		case n >= few:
			next = min(next, n)
		}
	}
	if !any {
		return hidden
	}
	for i, n := range sums {
		hidden[i] = hidden[i] || n == next || next == math.MaxInt
	}
	return hidden
}
