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

// undone are the states of a topic that is still to be presented.
const undone = `state IN ('proposed', 'assigned', 'written', 'sent', 'returned', 'ready')`

// OpenIn counts the topics of a unit that are still to be presented. It makes one
// query, and is for a change of the tree, which has authorised already.
func OpenIn(tx *db.Tx, unit org.ID) (int, error) {
	return db.One(tx, db.Value[int], `SELECT COUNT(*) FROM topic_topic WHERE unit_id = $1 AND `+undone, unit)
}

// Inherit gives them to the heir of a unit that ends, where their authors go. It is for
// a change of the tree, which has authorised already.
func Inherit(tx *db.Tx, from, into org.ID) error {
	_, err := tx.Exec(`UPDATE topic_topic SET unit_id = $2, version = version + 1 WHERE unit_id = $1 AND `+undone, from, into)
	return err
}
