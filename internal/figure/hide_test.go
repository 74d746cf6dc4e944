package figure_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/figure"
)

// H3: one or two persons are never told by a trait, and so is the next smallest
// sum beside them.
func TestHide(t *testing.T) {
	for _, c := range []struct {
		sums []int
		want []bool
	}{
		{nil, []bool{}},
		{[]int{0, 3, 12}, []bool{false, false, false}},
		{[]int{2, 9, 5}, []bool{true, false, true}},
		{[]int{1, 2, 9}, []bool{true, true, true}},
		{[]int{1, 5, 5, 8}, []bool{true, true, true, false}},
		{[]int{1, 0}, []bool{true, true}}, // the total would tell it
		{[]int{0, 1, 4}, []bool{false, true, true}},
		{[]int{2}, []bool{true}},
	} {
		if diff := cmp.Diff(c.want, figure.Hide(c.sums)); diff != "" {
			t.Errorf("%v: %s", c.sums, diff)
		}
	}
}

// Whoever knows the total, the rule and every sum that is told cannot tell one
// or two persons from another number: every way of up to four sums is tried.
func TestHideCannotBeComputedBack(t *testing.T) {
	for size := 2; size <= 4; size++ {
		alike := map[string][][]int{} // what is seen → the sums that look so
		for code := range pow(8, size) {
			sums := make([]int, size)
			for i := range sums {
				sums[i], code = code%8, code/8
			}
			alike[seen(sums)] = append(alike[seen(sums)], sums)
		}
		for text, all := range alike {
			first := all[0]
			for i, hidden := range figure.Hide(first) {
				if hidden && first[i] < 3 && first[i] > 0 && !slices.ContainsFunc(all, func(other []int) bool { return other[i] != first[i] }) {
					t.Errorf("%s can only be %v", text, first)
				}
			}
		}
	}
}

func seen(sums []int) string {
	text, total := "", 0
	for i, hidden := range figure.Hide(sums) {
		total += sums[i]
		if hidden {
			text += "<3 "
		} else {
			text += fmt.Sprint(sums[i], " ")
		}
	}
	return fmt.Sprint(text, "of ", total)
}

func pow(n, times int) int {
	all := 1
	for range times {
		all *= n
	}
	return all
}

// H3: among siblings no sum is left that is the rest of a row or of a column, and
// no one or two persons are told: every table of two by three is tried.
func TestHideTable(t *testing.T) {
	const rows, columns = 2, 3
	for code := range pow(5, rows*columns) {
		table := [][]int{make([]int, columns), make([]int, columns)}
		for i := range rows * columns {
			table[i/columns][i%columns], code = code%5, code/5
		}
		inRow, inColumn := [rows]int{}, [columns]int{}
		for i, row := range figure.HideTable(table) {
			for j, hidden := range row {
				if hidden {
					inRow[i]++
					inColumn[j]++
				} else if n := table[i][j]; n > 0 && n < 3 {
					t.Errorf("%v: %d is told", table, n)
				}
			}
		}
		if slices.Contains(inRow[:], 1) || slices.Contains(inColumn[:], 1) {
			t.Errorf("%v: a single one is hidden", table)
		}
	}
	if diff := cmp.Diff([][]bool{{true, true, false}}, figure.HideTable([][]int{{2, 5, 9}})); diff != "" {
		t.Errorf("alone: %s", diff)
	}
	if diff := cmp.Diff([][]bool{{true, true, false}, {true, true, false}, {false, false, false}}, figure.HideTable([][]int{{2, 5, 9}, {6, 8, 7}, {9, 9, 9}})); diff != "" {
		t.Errorf("among siblings: %s", diff)
	}
}
