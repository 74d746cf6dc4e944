package commitment

import (
	"chibo/internal/db"
	"chibo/internal/org"
)

// openIn lists the pledges of a unit, from a year on, that are not closed.
func openIn(tx *db.Tx, unit org.ID, year int) ([]Head, error) {
	return db.All(tx, scanHead, `SELECT `+headColumns+headTables+` WHERE p.unit_id = $1 AND p.year >= $2 AND p.state <> 'closed' ORDER BY p.id`, unit, year)
}

// passOn stores the unit that goes on with a pledge, unless its author has one of the
// year there.
func passOn(tx *db.Tx, h Head) (moved bool, err error) {
	n, err := tx.Exec(`UPDATE commitment_pledge SET unit_id = $2, counted_id = $3, version = version + 1 WHERE id = $1
		AND NOT EXISTS (SELECT 1 FROM commitment_pledge p WHERE p.unit_id = $2 AND p.person_id = commitment_pledge.person_id AND p.year = commitment_pledge.year)`,
		h.ID, h.Unit, db.Null(h.Counted))
	return n > 0, err
}
