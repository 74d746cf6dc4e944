package member

import (
	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/org"
)

// apartIn lists the pairs that are two people, of which the first belongs, or ever
// belonged, to a unit.
func apartIn(tx *db.Tx, unit org.ID) ([]two, error) {
	return db.All(tx, func(r db.Row, p *two) error { return r.Scan(&p.one, &p.other) },
		`SELECT a.one_id, a.other_id FROM member_apart a WHERE EXISTS (SELECT 1 FROM member_membership m WHERE m.person_id = a.one_id AND m.unit_id = $1)`, unit)
}

// putApart stores that two records are two people; the second time with its reason.
func putApart(tx *db.Tx, by access.Actor, p two, reason string) error {
	_, err := tx.Exec(`INSERT INTO member_apart(id, one_id, other_id, reason, set_by, at) VALUES($1, $2, $3, $4, $5, $6)
		ON CONFLICT (one_id, other_id) DO UPDATE SET reason = excluded.reason, set_by = excluded.set_by, at = excluded.at`,
		db.NewID(), p.one, p.other, reason, db.Null(by.Person), tx.Now)
	return err
}
