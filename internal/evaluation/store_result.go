package evaluation

import (
	"chibo/internal/db"
)

// Results is how many cells and how many members have a level.
type Results struct {
	Reviews int // that were sent
	Units   Result
	People  Result
}

// ResultsUnder counts the levels of a period in a unit, given by its path, and
// everything under it: of what was sent, the superior's where he decided, else the
// cell's proposal. It makes one query, and is for capabilities that have authorised
// already.
func ResultsUnder(tx *db.Tx, path string, p Period) (Results, error) {
	type line struct {
		person bool
		level  Level
		n      int
	}
	args := db.Args{p.Year, p.Quarter}
	lines, err := db.All(tx, func(r db.Row, l *line) error { return r.Scan((*db.Bool)(&l.person), &l.level, &l.n) },
		`SELECT x.person, x.level, COUNT(*) FROM (
			SELECT CASE WHEN f.person_id IS NULL THEN 0 ELSE 1 END AS person, CASE WHEN f.decided <> '' THEN f.decided ELSE f.proposed END AS level
			FROM evaluation_review v JOIN org_place o ON o.unit_id = v.unit_id AND o.to_date IS NULL JOIN evaluation_file f ON f.review_id = v.id
			WHERE v.year = $1 AND v.quarter = $2 AND v.state IN ('sent', 'decided') AND `+args.Under("o.path", path)+`) x GROUP BY 1, 2 ORDER BY 1, 2`, args...)
	all := Results{Units: Result{}, People: Result{}}
	for _, l := range lines {
		if l.person {
			all.People[l.level] += l.n
		} else {
			all.Units[l.level] += l.n
			all.Reviews += l.n
		}
	}
	return all, err
}
