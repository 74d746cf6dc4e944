package target

import (
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/org"
)

// latestResult orders the results of a target: the latest day counts, and of one
// day what was entered last.
const latestResult = ` ORDER BY r.on_date DESC, r.id DESC`

const targetColumns = `t.id, t.unit_id, COALESCE(t.parent_id, ''), COALESCE(t.year, 0), COALESCE(t.term_id, ''), t.title, t.measure, t.value, t.source,
	t.state, t.set_on, t.reason, t.version, COALESCE(v.value, 0), CASE WHEN v.id IS NULL THEN 0 ELSE 1 END, v.on_date, COALESCE(v.basis, '')`

const targetTables = ` FROM target_target t LEFT JOIN target_result v ON v.id = (SELECT r.id FROM target_result r WHERE r.target_id = t.id` + latestResult + ` LIMIT 1)`

func (t *Target) fields() []any {
	return []any{
		&t.ID, &t.Unit, &t.Parent, &t.Period.Year, &t.Period.Term, &t.Title, &t.Measure, &t.Value, &t.Source,
		&t.State, &t.SetOn, &t.Reason, &t.Version, &t.Result.Value, (*db.Bool)(&t.Result.Known), &t.Result.On, &t.Result.Basis,
	}
}

func scanTarget(r db.Row, t *Target) error { return r.Scan(t.fields()...) }

func byID(tx *db.Tx, id ID) (Target, error) {
	return db.One(tx, scanTarget, `SELECT `+targetColumns+targetTables+` WHERE t.id = $1`, id)
}

// linesIn lists a unit's targets of a year and of all terms, in the order in
// which they were made, with what was given of them; drafts if asked for.
func linesIn(tx *db.Tx, unit org.ID, year int, drafts bool) ([]Line, error) {
	return db.All(tx, func(r db.Row, l *Line) error { return r.Scan(append(l.fields(), &l.Given, &l.Sum)...) },
		`SELECT `+targetColumns+`, COALESCE(g.units, 0), COALESCE(g.value, 0)`+targetTables+`
			LEFT JOIN (SELECT s.parent_id, COUNT(*) AS units, CAST(SUM(s.value) AS BIGINT) AS value FROM target_target s WHERE s.state = 'set' GROUP BY s.parent_id) g ON g.parent_id = t.id
			WHERE t.unit_id = $1 AND (t.year = $2 OR t.term_id IS NOT NULL) AND (t.state = 'set' OR t.state = 'draft' AND CAST($3 AS INTEGER) = 1) ORDER BY t.id`,
		unit, year, db.Bool(drafts))
}

// givenFrom lists the shares that were given of a target.
func givenFrom(tx *db.Tx, parent ID) ([]Target, error) {
	return db.All(tx, scanTarget, `SELECT `+targetColumns+targetTables+` WHERE t.parent_id = $1 AND t.state = 'set' ORDER BY t.id`, parent)
}

// countIn is how many targets a unit has in a period.
func countIn(tx *db.Tx, unit org.ID, p Period) (int, error) {
	return db.One(tx, db.Value[int], `SELECT COUNT(*) FROM target_target t WHERE t.unit_id = $1 AND t.state <> 'withdrawn' AND (t.year = $2 OR t.term_id = $3)`,
		unit, p.Year, p.Term)
}

// valueIn is the value of the first target of a period that a source counts.
func valueIn(tx *db.Tx, unit org.ID, p Period, source string) (value Amount, ok bool, err error) {
	all, err := db.All(tx, db.Value[Amount], `SELECT t.value FROM target_target t WHERE t.unit_id = $1 AND (t.year = $2 OR t.term_id = $3) AND t.source = $4 AND t.state = 'set'
		ORDER BY t.id LIMIT 1`, unit, p.Year, p.Term, source)
	if err != nil || len(all) == 0 {
		return 0, false, err
	}
	return all[0], true, nil
}

// valuesIn is valueIn for all calendar years.
func valuesIn(tx *db.Tx, unit org.ID, source string) (map[int]Amount, error) {
	values := map[int]Amount{}
	_, err := db.All(tx, func(r db.Row, _ *struct{}) error {
		var year int
		var value Amount
		err := r.Scan(&year, &value)
		values[year] = value
		return err
	}, `SELECT t.year, t.value FROM target_target t WHERE t.unit_id = $1 AND t.source = $2 AND t.state = 'set' AND t.year IS NOT NULL ORDER BY t.id DESC`, unit, source)
	return values, err
}

func insert(tx *db.Tx, t Target) error {
	_, err := tx.Exec(`INSERT INTO target_target(id, unit_id, parent_id, year, term_id, title, measure, value, source, state, set_on)
		VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		t.ID, t.Unit, db.Null(t.Parent), yearOrNone(t.Period), db.Null(t.Period.Term), t.Title, t.Measure, t.Value, t.Source, t.State, t.SetOn)
	return err
}

// yearOrNone is the year of a period, NULL for a term.
func yearOrNone(p Period) any {
	if p.Term != "" {
		return nil
	}
	return p.Year
}

// put stores what an act changed, unless somebody saved after the version.
func put(tx *db.Tx, t Target, version int) error {
	n, err := tx.Exec(`UPDATE target_target SET year = $3, term_id = $4, title = $5, measure = $6, value = $7, source = $8, state = $9, set_on = $10, reason = $11,
			version = version + 1 WHERE id = $1 AND version = $2`,
		t.ID, version, yearOrNone(t.Period), db.Null(t.Period.Term), t.Title, t.Measure, t.Value, t.Source, t.State, t.SetOn, t.Reason)
	if err != nil || n > 0 {
		return err
	}
	now, err := byID(tx, t.ID)
	if err != nil {
		return err
	}
	return fault.Overtaken(map[string]string{"title": now.Title, "measure": now.Measure, "value": now.Value.Local(i18n.Vi), "reason": now.Reason})
}

// historyMax is how many changes, and how many results, of a target are read.
const historyMax = 50

func insertChange(tx *db.Tx, target ID, c Change) error {
	_, err := tx.Exec(`INSERT INTO target_change(id, target_id, was, value, reason, at) VALUES($1, $2, $3, $4, $5, $6)`, db.NewID(), target, c.Was, c.Value, c.Reason, tx.Now)
	return err
}

func changesOf(tx *db.Tx, target ID) ([]Change, error) {
	return db.All(tx, func(r db.Row, c *Change) error { return r.Scan(&c.Was, &c.Value, &c.Reason, &c.At) },
		`SELECT was, value, reason, at FROM target_change WHERE target_id = $1 ORDER BY at DESC, id DESC LIMIT $2`, target, historyMax)
}

func insertResult(tx *db.Tx, target ID, r Result) error {
	_, err := tx.Exec(`INSERT INTO target_result(id, target_id, value, on_date, basis, at) VALUES($1, $2, $3, $4, $5, $6)`, db.NewID(), target, r.Value, r.On, r.Basis, tx.Now)
	return err
}

func resultsOf(tx *db.Tx, target ID) ([]Result, error) {
	return db.All(tx, func(r db.Row, v *Result) error {
		v.Known = true
		return r.Scan(&v.Value, &v.On, &v.Basis)
	}, `SELECT r.value, r.on_date, r.basis FROM target_result r WHERE r.target_id = $1`+latestResult+` LIMIT $2`, target, historyMax)
}
