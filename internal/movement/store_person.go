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

// merge puts one person in the place of another. Of two open transfers the one
// of the person who stays goes on; of a month that both paid one payment stays.
func merge(tx *db.Tx, from, into member.ID) error {
	for _, q := range []string{
		`UPDATE movement_transfer SET state = 'withdrawn', version = version + 1 WHERE person_id = $1 AND state IN ('requested', 'reviewed', 'issued', 'presented')
			AND EXISTS (SELECT 1 FROM movement_transfer o WHERE o.person_id = $2 AND o.state IN ('requested', 'reviewed', 'issued', 'presented'))`,
		`UPDATE movement_transfer SET person_id = $2 WHERE person_id = $1`,
		`UPDATE movement_decision SET person_id = $2 WHERE person_id = $1`,
		`DELETE FROM movement_fee WHERE person_id = $1 AND month IN (SELECT o.month FROM movement_fee o WHERE o.person_id = $2)`,
		`UPDATE movement_fee SET person_id = $2 WHERE person_id = $1`,
	} {
		if _, err := tx.Exec(q, from, into); err != nil {
			return err
		}
	}
	return nil
}
