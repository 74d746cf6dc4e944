package account

import (
	"chibo/internal/db"
	"chibo/internal/member"
)

// OfficersAbove are the people who hold today an officer's role in a committee
// above the place of a path, that of the place itself left out. It makes one
// query, and is for capabilities that have authorised already.
func OfficersAbove(tx *db.Tx, path string) ([]member.ID, error) {
	return db.All(tx, db.Value[member.ID], `SELECT DISTINCT l.person_id FROM account_grant g JOIN account_login l ON l.id = g.account_id
		JOIN org_place o ON o.unit_id = g.unit_id AND o.to_date IS NULL
		WHERE g.role = 'officer' AND g.confirmed_by IS NOT NULL AND g.to_at IS NULL AND o.path <> $1 AND substr($1, 1, length(o.path)) = o.path
		ORDER BY l.person_id`, path)
}
