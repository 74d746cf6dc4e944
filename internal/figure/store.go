package figure

import (
	"database/sql/driver"
	"fmt"
	"maps"
	"slices"
	"strconv"
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

// waiting reads the deltas of a figure that are still in the outbox.
func waiting(tx *db.Tx, figure string) ([]Delta, error) {
	return db.All(tx, scanDelta, `SELECT `+deltaColumns+` FROM figure_delta WHERE figure = $1`, figure)
}

// treeOver reads the spans of units and of everything that was ever above them.
func treeOver(tx *db.Tx, units []string) (tree, error) {
	t := tree{}
	for chunk := range slices.Chunk(units, chunkMax) {
		var args db.Args
		marks := make([]string, len(chunk))
		for i, u := range chunk {
			marks[i] = "(CAST(" + args.Add(u) + " AS TEXT))"
		}
		part := tree{}
		if err := part.read(tx, `WITH RECURSIVE up(unit_id) AS (VALUES `+strings.Join(marks, ", ")+`
				UNION SELECT s.parent_id FROM up JOIN org_span s ON s.unit_id = up.unit_id WHERE s.parent_id IS NOT NULL)
			SELECT s.unit_id, COALESCE(s.parent_id, ''), s.from_date FROM up JOIN org_span s ON s.unit_id = up.unit_id ORDER BY s.unit_id, s.from_date`, args...); err != nil {
			return nil, err
		}
		for unit, spans := range part {
			t[unit] = spans
		}
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

// Value writes the column of sums: a line for each key, in order.
func (a amounts) Value() (driver.Value, error) {
	var text []byte
	for _, key := range slices.Sorted(maps.Keys(a)) {
		text = append(append(text, key...), ' ')
		text = append(strconv.AppendInt(text, a[key], 10), '\n')
	}
	return string(text), nil
}

// Scan reads the column of sums. JSON would take five times as long, and a page
// reads a hundred units.
func (a *amounts) Scan(src any) error {
	var text string
	if err := (db.Text{To: &text}).Scan(src); err != nil {
		return err
	}
	*a = make(amounts, strings.Count(text, "\n"))
	for line := range strings.Lines(text) {
		key, amount, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		n, err := strconv.ParseInt(amount, 10, 64)
		if err != nil {
			return fmt.Errorf("figure: sums hold %q", line)
		}
		(*a)[key] = n
	}
	return nil
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
	places := make([]place, 0, len(l))
	for p, a := range l {
		if len(a) > 0 || p.period == "" { // that row tells a stock, though all months come to nothing
			places = append(places, p)
		}
	}
	slices.SortFunc(places, place.compare) // rows of one unit stand together
	for chunk := range slices.Chunk(places, chunkMax) {
		if err := l.enterSome(tx, chunk); err != nil {
			return err
		}
	}
	return nil
}

func (l ledger) enterSome(tx *db.Tx, places []place) error {
	var args db.Args
	marks := make([]string, len(places))
	for i, p := range places {
		marks[i] = "(" + args.List([]any{p.unit, p.figure, string(p.period)}) + ")"
	}
	stored, err := db.All(tx, scanSum, `WITH v(unit_id, figure, period) AS (VALUES `+strings.Join(marks, ", ")+`)
		SELECT `+sumColumns+` FROM v JOIN figure_sum s ON s.unit_id = v.unit_id AND s.figure = v.figure AND s.period = v.period`, args...)
	if err != nil {
		return err
	}
	before := map[place]amounts{}
	for _, s := range stored {
		before[s.place] = s.by
	}
	rows := make([][]any, len(places))
	for i, p := range places {
		now := amounts{}
		now.add(before[p], 1)
		now.add(l[p], 1)
		rows[i] = []any{p.unit, p.figure, string(p.period), now}
	}
	return tx.InsertMany(`INSERT INTO figure_sum(unit_id, figure, period, sums)`, rows, `ON CONFLICT (unit_id, figure, period) DO UPDATE SET sums = excluded.sums`)
}

// sumsSince reads the rows of a unit from a month on, and what stocks come to.
func sumsSince(tx *db.Tx, unit string, month db.Date) ([]sum, error) {
	return db.All(tx, scanSum, `SELECT `+sumColumns+` FROM figure_sum s WHERE s.unit_id = $1 AND (s.period = '' OR s.period >= $2) ORDER BY s.figure, s.period`,
		unit, string(month))
}

// Conditions on the rows that an answer needs; $2 and $3 are months.
const (
	stockRows = ` AND (s.period = '' OR s.period > $3) AND s.period >= $2` // $2 is ''
	flowRows  = ` AND s.period >= $2 AND s.period <= $3`
)

func (f *Figure) sums(tx *db.Tx, where, unit string, from, through db.Date) ([]sum, error) {
	rows := flowRows
	if f.stock {
		rows, from = stockRows, ""
	}
	return db.All(tx, scanSum, `SELECT `+sumColumns+` FROM figure_sum s WHERE `+where+` AND s.figure = $4`+rows, unit, string(from), string(through), f.name)
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
	return db.All(tx, scanSum, `SELECT `+sumColumns+` FROM figure_sum s WHERE (`+where+`) AND (s.period = '' OR s.period >= $2) AND s.figure IN (`+args.List(names)+`)`, args...)
}

// recounted gives what the ordinary records say, delta by delta.
func (f *Figure) recounted(tx *db.Tx, found func(Delta)) error {
	_, err := db.All(tx, func(r db.Row, _ *struct{}) error {
		d := Delta{figure: f.name, stock: f.stock}
		values := make([]string, len(f.dims))
		dest := []any{&d.unit, &d.month, &d.amount}
		for i := range values {
			dest = append(dest, db.Text{To: &values[i]})
		}
		if err := r.Scan(dest...); err != nil {
			return err
		}
		d.key = strings.Join(values, "/")
		found(d)
		return nil
	}, f.recount)
	return err
}

// eachSum calls found with every stored row of the figure.
func (f *Figure) eachSum(tx *db.Tx, found func(sum)) error {
	_, err := db.All(tx, func(r db.Row, _ *struct{}) error {
		var s sum
		if err := scanSum(r, &s); err != nil {
			return err
		}
		found(s)
		return nil
	}, `SELECT `+sumColumns+` FROM figure_sum s WHERE s.figure = $1`, f.name)
	return err
}
