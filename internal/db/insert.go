package db

import (
	"slices"
	"strconv"
	"strings"
)

// valuesMax is how many values one statement carries.
const valuesMax = 500

// InsertMany inserts rows of equally many values, many at a time. into is
// "INSERT INTO table(columns)", conflict what follows the values: "ON CONFLICT
// …", or "".
func (tx *Tx) InsertMany(into string, rows [][]any, conflict string) error {
	if len(rows) == 0 {
		return nil
	}
	for chunk := range slices.Chunk(rows, max(1, valuesMax/len(rows[0]))) {
		values, args := tx.Rows(chunk)
		if _, err := tx.Exec(into+" VALUES "+values+" "+conflict, args...); err != nil {
			return err
		}
	}
	return nil
}

// Rows gives placeholders for rows of values, for what follows VALUES, and the values.
// They are the first arguments of their statement, and its only ones: SQLite looks a
// numbered placeholder up among all others, each time, which of hundreds takes longer
// than all else.
func (tx *Tx) Rows(rows [][]any) (marks string, values []any) {
	var text strings.Builder
	for i, row := range rows {
		for j, v := range row {
			switch {
			case j > 0:
				text.WriteString(", ")
			case i > 0:
				text.WriteString("), (")
			default:
				text.WriteString("(")
			}
			values = append(values, v)
			if tx.postgres {
				text.WriteString("$" + strconv.Itoa(len(values)))
			} else {
				text.WriteString("?")
			}
		}
	}
	return text.String() + ")", values
}

// List appends values and returns their placeholders, separated by commas.
func (a *Args) List(values []any) string {
	marks := make([]string, len(values))
	for i, v := range values {
		marks[i] = a.Add(v)
	}
	return strings.Join(marks, ", ")
}
