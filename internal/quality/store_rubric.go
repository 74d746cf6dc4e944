package quality

import (
	"encoding/json"
	"fmt"
	"strings"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/org"
)

// localAbove reads the rubrics of a unit and of everything above it today, the
// nearest owner first, of one the latest first.
func localAbove(tx *db.Tx, path string) ([]Local, error) {
	var args db.Args
	var owners []string
	for i, c := range path {
		if c == '.' && i > 0 {
			owners = append(owners, args.Add(path[:i+1]))
		}
	}
	return db.All(tx, func(r db.Row, l *Local) error {
		var body, owner string
		var from, to db.Date
		if err := r.Scan(&l.ID, &l.Unit, &l.UnitName, &owner, &from, &to, &body, &l.Version); err != nil {
			return err
		}
		id := l.ID
		if err := json.Unmarshal([]byte(body), &l.Rubric); err != nil {
			return fmt.Errorf("rubric %s: %w", id, err)
		}
		l.ID, l.From, l.To = id, from, to
		l.Depth = org.Unit{Path: owner}.Depth() + 1
		return nil
	}, `SELECT q.id, q.unit_id, o.name, o.path, q.from_date, q.to_date, q.body, q.version
		FROM quality_rubric q JOIN org_place o ON o.unit_id = q.unit_id AND o.to_date IS NULL
		WHERE o.path IN (`+strings.Join(owners, ", ")+`) ORDER BY o.path DESC, q.from_date DESC, q.id`, args...)
}

func insertRubric(tx *db.Tx, unit org.ID, r Rubric) error {
	b, err := body(r)
	if err != nil {
		return err
	}
	_, err = tx.Exec(`INSERT INTO quality_rubric(id, unit_id, from_date, body) VALUES($1, $2, $3, $4)`, r.ID, unit, r.From, b)
	return err
}

// endRubric gives a rubric its end, unless somebody saved first.
func endRubric(tx *db.Tx, l Local, on db.Date) error {
	n, err := tx.Exec(`UPDATE quality_rubric SET to_date = $3, version = version + 1 WHERE id = $1 AND version = $2`, l.ID, l.Version, on)
	if err == nil && n == 0 {
		return fault.Overtaken(nil)
	}
	return err
}
