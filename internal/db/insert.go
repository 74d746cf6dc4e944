package db

import (
	"slices"
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
		var args Args
		values := make([]string, len(chunk))
		for i, row := range chunk {
			values[i] = "(" + args.List(row) + ")"
		}
		if _, err := tx.Exec(into+" VALUES "+strings.Join(values, ", ")+" "+conflict, args...); err != nil {
			return err
		}
	}
	return nil
}

// List appends values and returns their placeholders, separated by commas.
func (a *Args) List(values []any) string {
	marks := make([]string, len(values))
	for i, v := range values {
		marks[i] = a.Add(v)
	}
	return strings.Join(marks, ", ")
}
