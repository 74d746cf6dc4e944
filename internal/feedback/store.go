package feedback

import (
	"errors"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/figure"
	"chibo/internal/org"
)

// tally is a sum over units in a month; with no slot where nothing came.
type tally struct {
	month db.Date
	units int // that counted the month
	slot  Slot
	n     int
}

// voices are all that was counted: the numbers that were entered, and the entries.
const voices = `(SELECT unit_id, month, channel, kind, number FROM feedback_count
	UNION ALL SELECT counted_id, month, channel, kind, 1 FROM feedback_entry WHERE state <> 'struck') f`

// lastPlace joins where the unit of f stands, or stood last: what one that has ended
// counted stays in the months of those above it.
const lastPlace = `JOIN org_place o ON o.unit_id = f.unit_id AND NOT EXISTS (SELECT 1 FROM org_place later WHERE later.unit_id = o.unit_id AND later.from_date > o.from_date)`

// tallies sums the months of a subtree from a month through another.
func tallies(tx *db.Tx, path string, from, through db.Date) ([]tally, error) {
	args := db.Args{from, through}
	under := args.Under("o.path", path)
	return db.All(tx, func(r db.Row, t *tally) error {
		return r.Scan(&t.month, &t.units, &t.slot.Channel, &t.slot.Kind, &t.n)
	}, `SELECT m.month, m.units, COALESCE(c.channel, ''), COALESCE(c.kind, ''), COALESCE(c.n, 0) FROM
			(SELECT f.month, COUNT(*) AS units FROM feedback_month f `+lastPlace+`
				WHERE f.month BETWEEN $1 AND $2 AND `+under+` GROUP BY f.month) m
			LEFT JOIN (SELECT f.month, f.channel, f.kind, SUM(f.number) AS n FROM `+voices+` `+lastPlace+`
				WHERE f.month BETWEEN $1 AND $2 AND `+under+` GROUP BY f.month, f.channel, f.kind) c ON c.month = m.month
			ORDER BY m.month, c.channel, c.kind`, args...)
}

// twoYears is what a unit counted of a kind in two years; a row without a kind
// says in how many months it counted at all.
type twoYears struct {
	path                    string
	kind                    Kind
	before, now             int
	beforeMonths, nowMonths int
}

// years sums two years of every unit of a subtree: from a month until another,
// and from that through the last.
func years(tx *db.Tx, path string, from, next, through db.Date) ([]twoYears, error) {
	args := db.Args{from, next, through}
	under := args.Under("o.path", path)
	return db.All(tx, func(r db.Row, y *twoYears) error {
		return r.Scan(&y.path, &y.kind, &y.before, &y.now, &y.beforeMonths, &y.nowMonths)
	}, `SELECT o.path, f.kind, COALESCE(SUM(f.number) FILTER (WHERE f.month < $2), 0), COALESCE(SUM(f.number) FILTER (WHERE f.month >= $2), 0), 0, 0
			FROM `+voices+` `+lastPlace+` WHERE f.month BETWEEN $1 AND $3 AND `+under+` GROUP BY o.path, f.kind
		UNION ALL SELECT o.path, '', 0, 0, COUNT(*) FILTER (WHERE f.month < $2), COUNT(*) FILTER (WHERE f.month >= $2)
			FROM feedback_month f `+lastPlace+` WHERE f.month BETWEEN $1 AND $3 AND `+under+` GROUP BY o.path
		ORDER BY 1, 2`, args...)
}

// monthOf is what was entered of a unit itself in a month: version 0 if nothing
// was, and not opened where the month has no entries either.
func monthOf(tx *db.Tx, unit org.ID, month db.Date) (c Counts, version int, opened bool, err error) {
	version, err = db.One(tx, db.Value[int], `SELECT version FROM feedback_month WHERE unit_id = $1 AND month = $2`, unit, month)
	if errors.Is(err, db.ErrNone) {
		return Counts{}, 0, false, nil
	}
	if err != nil {
		return nil, 0, false, err
	}
	c, err = slotsOf(tx, `SELECT channel, kind, number FROM feedback_count WHERE unit_id = $1 AND month = $2`, unit, month)
	return c, version, true, err
}

// recordedIn is how many entries a unit itself has of a month.
func recordedIn(tx *db.Tx, unit org.ID, month db.Date) (Counts, error) {
	return slotsOf(tx, `SELECT channel, kind, COUNT(*) FROM feedback_entry WHERE counted_id = $1 AND month = $2 AND state <> 'struck' GROUP BY channel, kind`, unit, month)
}

func slotsOf(tx *db.Tx, query string, args ...any) (Counts, error) {
	found, err := db.All(tx, func(r db.Row, t *tally) error { return r.Scan(&t.slot.Channel, &t.slot.Kind, &t.n) }, query, args...)
	c := Counts{}
	for _, t := range found {
		c[t.slot] = t.n
	}
	return c, err
}

const (
	recountVoices = `SELECT unit_id, month, SUM(number), channel, kind FROM ` + voices + ` GROUP BY unit_id, month, channel, kind`
	recountMonths = `SELECT unit_id, month, COUNT(*) FROM feedback_month GROUP BY unit_id, month`
)

// openMonth makes room for an entry of a month of which nobody entered numbers.
func openMonth(tx *db.Tx, unit org.ID, month db.Date) error {
	n, err := tx.Exec(`INSERT INTO feedback_month(unit_id, month) VALUES($1, $2) ON CONFLICT DO NOTHING`, unit, month)
	if err != nil || n == 0 {
		return err
	}
	return figure.Count(tx, MonthCount.Delta(string(unit), month, 1))
}

// putMonth stores the numbers of a month over the version that the page showed, 0
// for none.
func putMonth(tx *db.Tx, unit org.ID, month db.Date, version int, c Counts) error {
	was, _, opened, err := monthOf(tx, unit, month)
	if err != nil {
		return err
	}
	deltas := append(was.deltas(unit, month, -1), c.deltas(unit, month, 1)...)
	if !opened {
		deltas = append(deltas, MonthCount.Delta(string(unit), month, 1))
	}
	if err := figure.Count(tx, deltas...); err != nil {
		return err
	}
	q, args := `UPDATE feedback_month SET version = version + 1 WHERE unit_id = $1 AND month = $2 AND version = $3`, []any{unit, month, version}
	if version == 0 {
		q = `INSERT INTO feedback_month(unit_id, month, version) VALUES($1, $2, 1) ON CONFLICT (unit_id, month) DO UPDATE SET version = 1 WHERE feedback_month.version = 0`
		args = args[:2]
	}
	n, err := tx.Exec(q, args...)
	if err != nil {
		return err
	}
	if n == 0 {
		return fault.Overtaken(nil)
	}
	if _, err := tx.Exec(`DELETE FROM feedback_count WHERE unit_id = $1 AND month = $2`, unit, month); err != nil {
		return err
	}
	for slot, n := range c {
		if n == 0 {
			continue
		}
		if _, err := tx.Exec(`INSERT INTO feedback_count(unit_id, month, channel, kind, number) VALUES($1, $2, $3, $4, $5)`, unit, month, slot.Channel, slot.Kind, n); err != nil {
			return err
		}
	}
	return nil
}

// countedUnder names the months of which units of a subtree entered numbers.
func countedUnder(tx *db.Tx, path string) (map[place]bool, error) {
	var args db.Args
	all, err := db.All(tx, func(r db.Row, p *place) error { return r.Scan(&p.unit, &p.month) },
		`SELECT f.unit_id, f.month FROM feedback_month f JOIN org_place o ON o.unit_id = f.unit_id AND o.to_date IS NULL WHERE f.version > 0 AND `+args.Under("o.path", path), args...)
	counted := map[place]bool{}
	for _, p := range all {
		counted[p] = true
	}
	return counted, err
}
