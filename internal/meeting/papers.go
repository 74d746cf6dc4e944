package meeting

import (
	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/org"
)

// How package document knows the records that files belong to: a meeting, and
// a deed, whose files are its signed copies.
const (
	papersOf = "meeting"
	scansOf  = "meeting_deed"
)

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

// mayReadScans lets all of the cell read the signed copies.
func mayReadScans(tx *db.Tx, by access.Actor, subject string) error {
	id, _, err := deedHome(tx, DeedID(subject))
	if err != nil {
		return err
	}
	return mayReadPapers(tx, by, string(id))
}

// mayAddScans lets the recorder add a signed copy of a deed that was frozen.
func mayAddScans(tx *db.Tx, by access.Actor, subject string) (org.ID, error) {
	id, kind, err := deedHome(tx, DeedID(subject))
	if err != nil {
		return "", err
	}
	m, err := authoriseRecorder(tx, by, id)
	if err != nil {
		return "", err
	}
	d, err := deedOf(tx, id, kind)
	if err == nil && !d.Issued() {
		err = fault.New(fault.Invalid, "meeting.deed_unissued")
	}
	return m.Unit, err
}
