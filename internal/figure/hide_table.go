package figure

// HideTable is Hide for siblings: which sums of persons stay unsaid in a table of
// units by the values of a trait, where the total of every row and of every column
// is known. Beside what Hide says, no sum is left that is the rest of its row or of
// its column.
func HideTable(table [][]int) [][]bool {
	hidden := make([][]bool, len(table))
	for i, row := range table {
		hidden[i] = Hide(row)
	}
	for changed := true; changed; {
		changed = false
		for i := range table {
			changed = pair(table, hidden, across(i, len(table[i]))) || changed
		}
		if len(table) < 2 { // what stands alone has no total beside it
			continue
		}
		for j := range table[0] {
			changed = pair(table, hidden, down(j, len(table))) || changed
		}
	}
	return hidden
}

// cell is a place in the table.
type cell struct{ row, column int }

func across(row, n int) (line []cell) {
	for j := range n {
		line = append(line, cell{row, j})
	}
	return line
}

func down(column, n int) (line []cell) {
	for i := range n {
		line = append(line, cell{i, column})
	}
	return line
}

// pair hides the next smallest sum of a row or a column in which a single one is
// hidden, one that is not 0 before one that is.
func pair(table [][]int, hidden [][]bool, line []cell) bool {
	count, next := 0, -1
	less := func(a, b cell) bool {
		x, y := table[a.row][a.column], table[b.row][b.column]
		return (y == 0) != (x == 0) && y == 0 || (x == 0) == (y == 0) && x < y
	}
	for k, c := range line {
		switch {
		case hidden[c.row][c.column]:
			count++
		case next < 0 || less(c, line[next]):
			next = k
		}
	}
	if count != 1 || next < 0 {
		return false
	}
	hidden[line[next].row][line[next].column] = true
	return true
}

// Across gives the sums of siblings by a dimension: of each a part for every value,
// or band of values, that is named. Sums of persons by a trait are hidden as
// HideTable says.
func Across(siblings []Sums, dim string, band func(value string) string, values []string) [][]Part {
	table := make([][]int, len(siblings))
	for i, s := range siblings {
		found := s.values(dim, band)
		table[i] = make([]int, len(values))
		for j, v := range values {
			table[i][j] = found[v]
		}
	}
	hidden := make([][]bool, len(table))
	if len(table) > 0 && siblings[0].figure.dims[siblings[0].place(dim)].Trait {
		hidden = HideTable(table)
	}
	return Parts(values, table, hidden)
}

// Parts gives the sums of a table as they may be shown; hidden comes from HideTable
// or has empty rows, where nothing is hidden.
func Parts(values []string, table [][]int, hidden [][]bool) [][]Part {
	all := make([][]Part, len(table))
	for i, row := range table {
		for j, n := range row {
			p := Part{Value: values[j], N: n}
			if hidden[i] != nil && hidden[i][j] {
				p.N, p.Hidden = 0, true
			}
			all[i] = append(all[i], p)
		}
	}
	return all
}
