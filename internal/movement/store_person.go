package movement

import (
	"chibo/internal/db"
	"chibo/internal/member"
)

// forget empties the words about a person; that he came and went stays, for it
// belongs to the figures of the cell.
func forget(tx *db.Tx, person member.ID) error {
	for _, q := range []string{
		`UPDATE movement_transfer SET review = '', reason = '', outside = '', enclosed = '', version = version + 1 WHERE person_id = $1`,
		`UPDATE movement_decision SET number = '', outside = '' WHERE person_id = $1`,
		`DELETE FROM movement_fee WHERE person_id = $1`,
	} {
		if _, err := tx.Exec(q, person); err != nil {
			return err
		}
	}
	return nil
}

// merge gives what one person has to the other. Of two transfers under way the
// other's goes on.
func merge(tx *db.Tx, from, into member.ID) error {
	if _, err := tx.Rewrite("movement_transfer", db.Values{"state": new("withdrawn")}, `person_id = $1 AND state IN ('requested', 'reviewed', 'issued', 'presented')
		AND EXISTS (SELECT 1 FROM movement_transfer o WHERE o.person_id = $2 AND o.state IN ('requested', 'reviewed', 'issued', 'presented'))`, from, into); err != nil {
		return err
	}
	return tx.Repoint("movement", "member_person", string(from), string(into))
}
