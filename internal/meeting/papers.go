package meeting

import (
	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/org"
)

// PapersOf is how package document knows a meeting whose files are its papers.
const PapersOf = "meeting"

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
		err = NotWhen(m.State)
	}
	return m.Unit, err
}
