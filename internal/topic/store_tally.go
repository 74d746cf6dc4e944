package topic

import (
	"chibo/internal/db"
	"chibo/internal/member"
	"chibo/internal/org"
)

// PresentedIn counts the topics that a unit heard in [from, until), by author. It
// makes one query, and is for capabilities that have authorised already.
func PresentedIn(tx *db.Tx, unit org.ID, from, until db.Date) (map[member.ID]int, error) {
	type line struct {
		person member.ID
		n      int
	}
	lines, err := db.All(tx, func(r db.Row, l *line) error { return r.Scan(&l.person, &l.n) },
		`SELECT person_id, COUNT(*) FROM topic_topic WHERE unit_id = $1 AND state = 'presented' AND presented_on >= $2 AND presented_on < $3 GROUP BY person_id`, unit, from, until)
	people := make(map[member.ID]int, len(lines))
	for _, l := range lines {
		people[l.person] = l.n
	}
	return people, err
}
