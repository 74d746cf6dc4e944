package rulebook

import (
	"fmt"
	"strconv"
	"strings"
)

// Threshold is a share that must be reached (≥) or exceeded (>), as an exact
// fraction: two thirds of 13 is asked in whole numbers, never as 66.67 %.
type Threshold struct {
	Num, Den int  // both positive, Num ≤ Den
	Strict   bool // true: more than the share; false: at least the share
}

// Passed reports whether votes out of base reach the threshold. With a base of
// zero or less nothing passes.
func (t Threshold) Passed(votes, base int) bool {
	if base <= 0 {
		return false
	}
	if t.Strict {
		return votes*t.Den > base*t.Num
	}
	return votes*t.Den >= base*t.Num
}

// Needed gives the smallest number of votes that passes out of base, at least 1.
// It exceeds base only where nothing can pass: a base of zero or less, or a
// demand for more than all.
func (t Threshold) Needed(base int) int {
	if base <= 0 {
		return 1
	}
	if t.Strict {
		return base*t.Num/t.Den + 1
	}
	return (base*t.Num + t.Den - 1) / t.Den
}

// Weaker reports whether some count passes t but not o.
func (t Threshold) Weaker(o Threshold) bool {
	left, right := t.Num*o.Den, o.Num*t.Den
	return left < right || left == right && o.Strict && !t.Strict
}

// String writes the threshold as the packs do: "> 1/2", ">= 90/100".
func (t Threshold) String() string {
	sign := ">="
	if t.Strict {
		sign = ">"
	}
	return fmt.Sprintf("%s %d/%d", sign, t.Num, t.Den)
}

// maxPart bounds numerator and denominator so that no product overflows.
const maxPart = 1_000_000

// parseThreshold reads "> 1/2", ">= 2/3" or ">= 90%".
func parseThreshold(s string) (t Threshold, ok bool) {
	sign, share, _ := strings.Cut(strings.TrimSpace(s), " ")
	switch sign {
	case ">":
		t.Strict = true
	case ">=", "≥":
	default:
		return t, false
	}
	num, den, isFraction := strings.Cut(share, "/")
	if !isFraction {
		percent, isPercent := strings.CutSuffix(share, "%")
		if !isPercent {
			return t, false
		}
		num, den = percent, "100"
	}
	var err1, err2 error
	t.Num, err1 = strconv.Atoi(num)
	t.Den, err2 = strconv.Atoi(den)
	ok = err1 == nil && err2 == nil && t.Num > 0 && t.Num <= t.Den && t.Den <= maxPart
	return t, ok
}
