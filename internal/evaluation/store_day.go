package evaluation

import (
	"errors"
	"strings"

	"chibo/internal/db"
	"chibo/internal/org"
)

// dayOf reads a unit's latest review with its counts and a person's file.
func dayOf(tx *db.Tx, unit org.ID, person string) (Day, error) {
	d, err := db.One(tx, func(r db.Row, d *Day) error {
		return r.Scan(append(d.columns(), &d.Counts.All, &d.Counts.Expected, &d.Counts.Submitted, &d.Counts.Voted, &d.Own, (*db.Bool)(&d.Waits))...)
	}, `SELECT `+reviewColumns+`,
			(SELECT COUNT(*) FROM evaluation_file f WHERE f.review_id = v.id),
			(SELECT COUNT(*) FROM evaluation_file f WHERE f.review_id = v.id AND f.person_id IS NOT NULL AND f.suspended = 0),
			(SELECT COUNT(*) FROM evaluation_file f WHERE f.review_id = v.id AND f.person_id IS NOT NULL AND f.suspended = 0 AND f.submitted_on IS NOT NULL),
			(SELECT COUNT(*) FROM evaluation_file f WHERE f.review_id = v.id AND f.proposed <> ''),
			COALESCE(m.id, ''), CASE WHEN v.state = 'open' AND m.suspended = 0 AND m.submitted_on IS NULL THEN 1 ELSE 0 END
		`+reviewTables+` LEFT JOIN evaluation_file m ON m.review_id = v.id AND m.person_id = $2
		WHERE v.unit_id = $1`+latest+` LIMIT 1`, unit, person)
	if errors.Is(err, db.ErrNone) {
		return Day{}, nil
	}
	return d, err
}

// waitingAt counts the reviews that lie with a committee, of the units directly
// below it, by period, the latest first.
func waitingAt(tx *db.Tx, committee org.Unit) ([]Waiting, error) {
	var args db.Args
	return db.All(tx, func(r db.Row, w *Waiting) error { return r.Scan(&w.Year, &w.Quarter, &w.N) }, `SELECT v.year, v.quarter, COUNT(*) FROM evaluation_review v JOIN org_place o ON o.unit_id = v.unit_id AND o.to_date IS NULL
		WHERE v.state = 'sent' AND `+args.Under("o.path", committee.Path)+` AND LENGTH(o.path) - LENGTH(REPLACE(o.path, '.', '')) = `+args.Add(strings.Count(committee.Path, ".")+1)+` GROUP BY v.year, v.quarter`+latest, args...)
}
