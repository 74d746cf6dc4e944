package meeting

import (
	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/org"
)

// papersOf is how package document knows the record that files belong to.
const papersOf = "meeting"

// mayReadPapers lets all of the cell read the papers of its meetings (B3).
func mayReadPapers(tx *db.Tx, by access.Actor, subject string) error {
	_, err := authorise(tx, by, View, ID(subject))
	return err
}

// mayAddPapers lets the recorder add papers and take them away until the
// minutes are frozen.
func mayAddPapers(tx *db.Tx, by access.Actor, subject string) (org.ID, error) {
	m, err := authoriseRecorder(tx, by, ID(subject))
	if err == nil && m.State.Over() {
		err = notWhen(m.State)
	}
	return m.Unit, err
}
