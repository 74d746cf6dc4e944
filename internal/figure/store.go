package figure

import (
	"maps"
	"slices"
	"strings"

	"chibo/internal/db"
)

func insertDeltas(tx *db.Tx, waiting []Delta) error {
	rows := make([][]any, len(waiting))
	for i, d := range waiting {
		rows[i] = []any{db.NewID(), d.figure, db.Bool(d.stock), d.unit, d.month, d.key, d.amount}
	}
	return tx.InsertMany(`INSERT INTO figure_delta(id, figure, stock, unit_id, month, key, amount)`, rows, "")
}

func scanDelta(r db.Row, d *Delta) error {
	return r.Scan(&d.figure, (*db.Bool)(&d.stock), &d.unit, &d.month, &d.key, &d.amount)
}

const deltaColumns = `figure, stock, unit_id, month, key, amount`

func anyWaiting(tx *db.Tx) (bool, error) {
	found, err := db.All(tx, db.Value[int], `SELECT 1 FROM figure_delta LIMIT 1`)
	return len(found) > 0, err
}

// takeWaiting takes deltas out of the outbox, the oldest first.
func takeWaiting(tx *db.Tx, limit int) ([]Delta, error) {
	return db.All(tx, scanDelta, `DELETE FROM figure_delta WHERE id IN (SELECT id FROM figure_delta ORDER BY id LIMIT $1) RETURNING `+deltaColumns, limit)
}

// waitingOf reads the deltas of a figure that are still in the outbox.
func waitingOf(tx *db.Tx, figure string) ([]Delta, error) {
	return db.All(tx, scanDelta, `SELECT `+deltaColumns+` FROM figure_delta WHERE figure = $1`, figure)
}

// treeOver reads the spans of units and of everything that was ever above them, level
// by level: a recursive query has PostgreSQL read the spans of all units.
func treeOver(tx *db.Tx, units []string) (tree, error) {
	t := tree{}
	for len(units) > 0 {
		for chunk := range slices.Chunk(units, chunkMax) {
			rows := make([][]any, len(chunk))
			for i, u := range chunk {
				rows[i] = []any{u}
			}
			values, args := tx.Rows(rows)
			if err := t.read(tx, `SELECT unit_id, COALESCE(parent_id, ''), from_date FROM org_span
				WHERE unit_id IN (VALUES `+values+`) ORDER BY unit_id, from_date`, args...); err != nil {
				return nil, err
			}
		}
		units = t.unread(units)
	}
	return t, nil
}

// wholeTree reads the spans of all units.
func wholeTree(tx *db.Tx) (tree, error) {
	t := tree{}
	return t, t.read(tx, `SELECT unit_id, COALESCE(parent_id, ''), from_date FROM org_span ORDER BY unit_id, from_date`)
}

// treeBelow reads the spans of all units that ever stood directly under one.
func treeBelow(tx *db.Tx, unit string) (tree, error) {
	t := tree{}
	return t, t.read(tx, `SELECT unit_id, COALESCE(parent_id, ''), from_date FROM org_span
		WHERE unit_id IN (SELECT unit_id FROM org_span WHERE parent_id = $1) ORDER BY unit_id, from_date`, unit)
}

// read takes spans, of each unit by time, as they come.
func (t tree) read(tx *db.Tx, query string, args ...any) error {
	_, err := db.All(tx, func(r db.Row, _ *struct{}) error {
		var unit string
		var s span
		if err := r.Scan(&unit, &s.parent, &s.from); err != nil {
			return err
		}
		s.from = s.from.Month()
		t.take(unit, s)
		return nil
	}, query, args...)
	return err
}

// sum is a stored row.
type sum struct {
	place
	by amounts
}

const sumColumns = `s.unit_id, s.figure, s.period, s.sums`

func scanSum(r db.Row, s *sum) error {
	return r.Scan(&s.unit, &s.figure, &s.period, &s.by)
}

// chunkMax is how many rows one statement asks for.
const chunkMax = 150

// enter adds what a ledger holds to the sums. The caller holds the lock.
func (l ledger) enter(tx *db.Tx) error {
	places := slices.SortedFunc(maps.Keys(l), place.compare) // rows of one unit stand together
	for chunk := range slices.Chunk(places, chunkMax) {
		if err := l.enterSome(tx, chunk); err != nil {
			return err
		}
	}
	return nil
}

func (l ledger) enterSome(tx *db.Tx, places []place) error {
	keys := make([][]any, len(places))
	for i, p := range places {
		keys[i] = []any{p.unit, p.figure, string(p.period)}
	}
	values, args := tx.Rows(keys)
	stored, err := db.All(tx, scanSum, `WITH v(unit_id, figure, period) AS (VALUES `+values+`)
		SELECT `+sumColumns+` FROM v JOIN figure_sum s ON s.unit_id = v.unit_id AND s.figure = v.figure AND s.period = v.period`, args...)
	if err != nil {
		return err
	}
	before := make(map[place]amounts, len(stored))
	for _, s := range stored {
		before[s.place] = s.by
	}
	rows := make([]sum, 0, len(places))
	for _, p := range places {
		was, there := before[p]
		more := l[p].level()
		// A row that all months bring to nothing still tells that it is a stock.
		if len(more) > 0 || !there && p.period == "" {
			rows = append(rows, sum{p, was.plus(more, 1)})
		}
	}
	return putSums(tx, rows)
}

// putSums writes rows as they are to be.
func putSums(tx *db.Tx, sums []sum) error {
	rows := make([][]any, len(sums))
	for i, s := range sums {
		rows[i] = []any{s.unit, s.figure, string(s.period), s.by}
	}
	return tx.InsertMany(`INSERT INTO figure_sum(unit_id, figure, period, sums)`, rows, `ON CONFLICT (unit_id, figure, period) DO UPDATE SET sums = excluded.sums`)
}

// sumsSince reads the rows of units, each from a month on, and what stocks come to.
func sumsSince(tx *db.Tx, months map[string]db.Date) (map[string][]sum, error) {
	rows := map[string][]sum{}
	for chunk := range slices.Chunk(slices.Sorted(maps.Keys(months)), chunkMax) {
		since := make([][]any, len(chunk))
		for i, u := range chunk {
			since[i] = []any{u, string(months[u])}
		}
		values, args := tx.Rows(since)
		_, err := db.All(tx, func(r db.Row, s *sum) error {
			err := scanSum(r, s)
			rows[s.unit] = append(rows[s.unit], *s)
			return err
		}, `WITH v(unit_id, month) AS (VALUES `+values+`) SELECT `+sumColumns+` FROM v JOIN figure_sum s ON s.unit_id = v.unit_id
			WHERE s.period = '' OR s.period >= v.month ORDER BY s.unit_id, s.figure, s.period`, args...)
		if err != nil {
			return nil, err
		}
	}
	return rows, nil
}

// sums reads the rows of a stock at the end of a month, or of a flow in the months
// from one through another.
func (f *Figure) sums(tx *db.Tx, where, unit string, from, through db.Date) ([]sum, error) {
	of := `SELECT ` + sumColumns + ` FROM figure_sum s WHERE ` + where + ` AND s.figure = $2 AND s.period `
	if !f.stock {
		return db.All(tx, scanSum, of+`BETWEEN $3 AND $4`, unit, f.name, string(from), string(through))
	}
	// Two questions that the index answers each at once; with OR it would go through
	// all months.
	return db.All(tx, scanSum, of+`= '' UNION ALL `+of+`> $3`, unit, f.name, string(through))
}

const (
	ofUnit    = `s.unit_id = $1`
	belowUnit = `s.unit_id IN (SELECT unit_id FROM org_span WHERE parent_id = $1)`
	// One list, not two conditions: an OR would read the whole table.
	ofUnitAndBelow = `s.unit_id IN (SELECT CAST($1 AS TEXT) UNION ALL SELECT unit_id FROM org_span WHERE parent_id = $1)`
)

// several reads the rows that many answers need, and some that they do not.
func several(tx *db.Tx, where, unit string, asks []Ask) ([]sum, error) {
	var names []any
	since := db.Date("9999")
	for _, a := range asks {
		if !slices.Contains(names, any(a.Figure.name)) {
			names = append(names, a.Figure.name)
		}
		since = min(since, a.first())
	}
	if len(names) == 0 {
		return nil, nil
	}
	args := db.Args{unit, string(since)}
	of := `SELECT ` + sumColumns + ` FROM figure_sum s WHERE ` + where + ` AND s.figure IN (` + args.List(names) + `) AND s.period `
	return db.All(tx, scanSum, of+`= '' UNION ALL `+of+`>= $2`, args...)
}

// recounted gives what the ordinary records say, row by row.
func (f *Figure) recounted(tx *db.Tx, found func(unit string, month db.Date, key string, n int64)) error {
	_, err := db.All(tx, func(r db.Row, _ *struct{}) error {
		var unit string
		var month db.Date
		var n int64
		values := make([]string, len(f.dims))
		dest := []any{&unit, &month, &n}
		for i := range values {
			dest = append(dest, db.Text{To: &values[i]})
		}
		if err := r.Scan(dest...); err != nil {
			return err
		}
		found(unit, month, strings.Join(values, "/"), n)
		return nil
	}, f.recount)
	return err
}

// sumsOf reads the stored rows of a figure at units from one up to another.
func (f *Figure) sumsOf(tx *db.Tx, from, until string) ([]sum, error) {
	return db.All(tx, scanSum, `SELECT `+sumColumns+` FROM figure_sum s WHERE s.figure = $1 AND s.unit_id >= $2 AND s.unit_id < $3`, f.name, from, until)
}
