package org

import "chibo/internal/db"

// Event is how much of something there was on one day in one unit.
type Event struct {
	Path string // of the unit on that day
	On   db.Date
	N    int
}

// EventsUnder counts, by unit and day, what there was in a unit and in all that
// stood under it on the day, from a day until another, which is not included.
// records is SQL without arguments, a unit and a day in each row. Before the first
// day of a unit's history the tree is taken as it began. The caller has authorised.
func EventsUnder(tx *db.Tx, records string, unit ID, from, to db.Date) ([]Event, error) {
	stood := func(place string) string {
		return `(` + place + `.to_date IS NULL OR ` + place + `.to_date > a.day) AND (` + place + `.from_date <= a.day OR NOT EXISTS
			(SELECT 1 FROM org_place e WHERE e.unit_id = ` + place + `.unit_id AND e.from_date < ` + place + `.from_date))`
	}
	return db.All(tx, func(r db.Row, e *Event) error { return r.Scan(&e.Path, &e.On, &e.N) },
		`WITH a(unit_id, day) AS (`+records+`)
		SELECT o.path, a.day, COUNT(*) FROM a
		JOIN org_place o ON o.unit_id = a.unit_id AND `+stood("o")+`
		JOIN org_place u ON u.unit_id = $1 AND `+stood("u")+` AND substr(o.path, 1, length(u.path)) = u.path
		WHERE a.day >= $2 AND a.day < $3
		GROUP BY o.path, a.day ORDER BY o.path, a.day`, unit, from, to)
}
