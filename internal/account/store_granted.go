package account

import (
	"chibo/internal/db"
	"chibo/internal/org"
)

// GrantsIn counts the roles that are granted for a unit itself. It is for
// capabilities that have authorised already.
func GrantsIn(tx *db.Tx, unit org.ID) (int, error) {
	return db.One(tx, db.Value[int], `SELECT COUNT(*) FROM account_grant WHERE unit_id = $1 AND to_at IS NULL`, unit)
}
