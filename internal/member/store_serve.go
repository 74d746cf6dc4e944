package member

import (
	"chibo/internal/db"
)

// Serving is somebody who holds a post of leadership in a unit today.
type Serving struct {
	Person ID
	Name   string
	Post   Post
	Path   string // of the unit
}

// ServingAbove lists who is secretary, deputy or of the committee today in any
// unit above the place of a path, that of the place itself left out, in the
// Vietnamese order of names; nobody comes twice. It makes one query, and is for
// capabilities that have authorised already.
func ServingAbove(tx *db.Tx, path string) ([]Serving, error) {
	all, err := db.All(tx, func(r db.Row, s *Serving) error { return r.Scan(&s.Person, &s.Name, &s.Post, &s.Path) },
		`SELECT p.id, p.name, q.post, o.path FROM member_position q JOIN member_person p ON p.id = q.person_id
			JOIN org_place o ON o.unit_id = q.unit_id AND o.to_date IS NULL
		WHERE q.post IN ('secretary', 'deputy', 'committee_member') AND q.from_date <= $2 AND (q.to_date IS NULL OR q.to_date > $2)
			AND o.path <> $1 AND substr($1, 1, length(o.path)) = o.path
		ORDER BY p.sort_key, p.id, length(o.path) DESC, `+rank, path, tx.Today())
	var once []Serving
	for _, s := range all {
		if len(once) == 0 || once[len(once)-1].Person != s.Person {
			once = append(once, s)
		}
	}
	return once, err
}
