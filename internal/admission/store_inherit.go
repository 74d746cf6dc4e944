package admission

import (
	"chibo/internal/db"
	"chibo/internal/org"
)

func inherit(tx *db.Tx, from, into org.ID) error {
	for _, q := range []string{
		`UPDATE admission_candidate SET unit_id = $2, version = version + 1 WHERE unit_id = $1 AND state NOT IN ('declined', 'official')`,
		`UPDATE admission_candidate SET chapter_id = $2, version = version + 1 WHERE chapter_id = $1`,
	} {
		if _, err := tx.Exec(q, from, into); err != nil {
			return err
		}
	}
	return nil
}
