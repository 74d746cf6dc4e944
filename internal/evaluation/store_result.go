package evaluation

import (
	"errors"

	"chibo/internal/commendation"
	"chibo/internal/db"
	"chibo/internal/org"
)

// Results is how many cells and how many members have a level.
type Results struct {
	Reviews int // that were sent
	Units   Result
	People  Result
}

// ResultsUnder counts the levels of a period in a unit and everything that stood
// under it on the day when it was sent: the superior's level where he decided, else
// the cell's proposal. It makes one query, and is for capabilities that have
// authorised already.
func ResultsUnder(tx *db.Tx, unit org.ID, p Period) (Results, error) {
	type line struct {
		person bool
		level  Level
		n      int
	}
	lines, err := db.All(tx, func(r db.Row, l *line) error { return r.Scan((*db.Bool)(&l.person), &l.level, &l.n) },
		`SELECT x.person, x.level, COUNT(*) FROM (
			SELECT CASE WHEN f.person_id IS NULL THEN 0 ELSE 1 END AS person, CASE WHEN f.decided <> '' THEN f.decided ELSE f.proposed END AS level
			FROM evaluation_review v JOIN evaluation_file f ON f.review_id = v.id
			JOIN org_place o ON o.unit_id = v.unit_id AND `+stoodLast("o")+` JOIN org_place u ON u.unit_id = $3 AND `+stoodLast("u")+` AND substr(o.path, 1, length(u.path)) = u.path
			WHERE v.year = $1 AND v.quarter = $2 AND v.state IN ('sent', 'decided')) x GROUP BY 1, 2 ORDER BY 1, 2`, p.Year, p.Quarter, unit)
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

// stoodLast is the condition of where a unit stood when a review was sent, or last
// before.
func stoodLast(place string) string {
	return place + `.from_date <= v.sent_on AND NOT EXISTS (SELECT 1 FROM org_place later WHERE later.unit_id = ` + place + `.unit_id AND later.from_date <= v.sent_on AND later.from_date > ` + place + `.from_date)`
}

// Rated gives the level of a unit itself, or of a member in the review of a unit, for
// a year, once it was sent. It makes at most two queries, and is for capabilities that
// have authorised already.
func Rated(tx *db.Tx, unit org.ID, s commendation.Subject, year int) (commendation.Rating, error) {
	type line struct {
		unit    org.ID
		held    db.Date
		level   Level
		decided bool
	}
	l, err := db.One(tx, func(r db.Row, l *line) error { return r.Scan(&l.unit, &l.held, &l.level, (*db.Bool)(&l.decided)) },
		`SELECT v.unit_id, v.held_on, CASE WHEN f.decided <> '' THEN f.decided ELSE f.proposed END, CASE WHEN f.decided <> '' THEN 1 ELSE 0 END
		FROM evaluation_file f JOIN evaluation_review v ON v.id = f.review_id WHERE v.year = $1 AND v.quarter = 0 AND v.state IN ('sent', 'decided')
		AND (f.person_id = $2 AND v.unit_id = $4 OR f.person_id IS NULL AND v.unit_id = $3)`, year, s.Person, s.About, unit)
	if errors.Is(err, db.ErrNone) {
		return commendation.Rating{}, nil
	}
	if err != nil {
		return commendation.Rating{}, err
	}
	book, err := org.BookOf(tx, l.unit)
	return commendation.Rating{Title: titleOf(levelsOn(book, l.held), l.level), Decided: l.decided}, err
}

// pastMost is how many former years stand beside a file.
const pastMost = 5

// pastOf lists how the unit, or the member in it, was rated for the years before that
// of a review, once it was sent.
func pastOf(tx *db.Tx, f File, v Review) ([]Past, error) {
	args := db.Args{v.Unit, v.Period.Year}
	whose := `f.person_id IS NULL`
	if f.Person != "" {
		whose = `f.person_id = ` + args.Add(f.Person)
	}
	return db.All(tx, func(r db.Row, p *Past) error { return r.Scan(&p.Year, &p.held, &p.level, (*db.Bool)(&p.Decided)) },
		`SELECT v.year, v.held_on, CASE WHEN f.decided <> '' THEN f.decided ELSE f.proposed END, CASE WHEN f.decided <> '' THEN 1 ELSE 0 END
		FROM evaluation_review v JOIN evaluation_file f ON f.review_id = v.id
		WHERE v.unit_id = $1 AND v.year < $2 AND v.quarter = 0 AND v.state IN ('sent', 'decided') AND `+whose+` ORDER BY v.year DESC LIMIT `+args.Add(pastMost), args...)
}

// OpenIn counts the reviews of a unit that nobody has decided on. It makes one query,
// and is for a change of the tree, which has authorised already.
func OpenIn(tx *db.Tx, unit org.ID) (int, error) {
	return db.One(tx, db.Value[int], `SELECT COUNT(*) FROM evaluation_review WHERE unit_id = $1 AND state <> 'decided'`, unit)
}
