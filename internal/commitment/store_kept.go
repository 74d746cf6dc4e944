package commitment

import (
	"chibo/internal/db"
	"chibo/internal/member"
	"chibo/internal/org"
)

// Kept is how many things somebody registered, and how many of them are done.
type Kept struct {
	Items int
	Done  int
}

// KeptIn counts the items of the pledges that a unit approved for a year, by who
// registered them. It makes one query, and is for capabilities that have
// authorised already.
func KeptIn(tx *db.Tx, unit org.ID, year int) (map[member.ID]Kept, error) {
	type line struct {
		person member.ID
		Kept
	}
	lines, err := db.All(tx, func(r db.Row, l *line) error { return r.Scan(&l.person, &l.Items, &l.Done) },
		`SELECT p.person_id, COUNT(*), COUNT(*) FILTER (WHERE i.percent = 100)
		FROM commitment_pledge p JOIN commitment_item i ON i.pledge_id = p.id
		WHERE p.unit_id = $1 AND p.year = $2 AND p.state IN ('approved', 'closed') GROUP BY p.person_id`, unit, year)
	people := make(map[member.ID]Kept, len(lines))
	for _, l := range lines {
		people[l.person] = l.Kept
	}
	return people, err
}
