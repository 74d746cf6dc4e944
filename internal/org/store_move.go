package org

import (
	"slices"

	"chibo/internal/db"
	"chibo/internal/i18n"
)

// relocation is that a unit comes under another one, "" for none.
type relocation struct {
	Unit
	under ID
	path  string // where it stands then
}

// relocatedAtOnce is how many units one statement names.
const relocatedAtOnce = 100

// relocate puts units under others, with everything that stands under them and stood
// there at any time from a date on. Spans that had begun before the date are cut there.
// However much that is, it is the same few statements.
func relocate(tx *db.Tx, all []relocation, on db.Date) error {
	for chunk := range slices.Chunk(all, relocatedAtOnce) {
		if err := relocateSome(tx, chunk, on); err != nil {
			return err
		}
	}
	return nil
}

func relocateSome(tx *db.Tx, some []relocation, on db.Date) error {
	units := make([][]any, len(some))
	for i, r := range some {
		units[i] = []any{r.ID, db.Null(r.under), r.Path, db.Beyond(r.Path), r.path, on}
	}
	values, args := tx.Rows(units)
	const (
		there  = ` org_span.path >= v.path AND org_span.path < v.beyond`
		cut    = there + ` AND org_span.from_date < v.on_date AND (org_span.to_date IS NULL OR org_span.to_date > v.on_date)`
		parent = `CASE WHEN org_span.unit_id = v.unit_id THEN v.parent_id ELSE org_span.parent_id END`
		path   = `v.new_path || substr(org_span.path, length(v.path) + 1)`
	)
	with := `WITH v(unit_id, parent_id, path, beyond, new_path, on_date) AS (VALUES ` + values + `) `
	rows, err := db.All(tx, func(r db.Row, row *[]any) error {
		var unit, path, kind, name, key string
		var parent, to *string
		err := r.Scan(&unit, &parent, &path, &kind, &name, &key, &to)
		*row = []any{unit, parent, path, kind, name, key, on, to}
		return err
	}, with+`SELECT org_span.unit_id, `+parent+`, `+path+`, org_span.kind_id, org_span.name, org_span.sort_key, org_span.to_date
		FROM v CROSS JOIN org_span WHERE`+cut, args...)
	if err != nil {
		return err
	}
	if _, err := tx.Exec(with+`UPDATE org_span SET to_date = v.on_date FROM v WHERE`+cut, args...); err != nil {
		return err
	}
	if _, err := tx.Exec(with+`UPDATE org_span SET parent_id = `+parent+`, path = `+path+` FROM v WHERE`+there+` AND org_span.from_date >= v.on_date`, args...); err != nil {
		return err
	}
	return tx.InsertMany(`INSERT INTO org_span(unit_id, parent_id, path, kind_id, name, sort_key, from_date, to_date)`, rows, "")
}

// rename gives the current span of a unit a name and a kind.
func rename(tx *db.Tx, id ID, f Form) error {
	_, err := tx.Exec(`UPDATE org_span SET kind_id = $2, name = $3, sort_key = $4 WHERE unit_id = $1 AND to_date IS NULL`, id, f.Kind, f.Name, i18n.Fold(f.Name))
	return err
}
