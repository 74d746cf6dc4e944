package directive

import (
	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/org"
)

// Refer names the document by number and title, where the actor may refer to
// it in the unit: it stands in the unit's register or came to it, it was not
// withdrawn, and he handles documents there. Anything else is NotFound.
func Refer(tx *db.Tx, by access.Actor, unit org.ID, id ID) (line string, err error) {
	at, err := concerned(tx, by, Handle, id, unit)
	if err != nil {
		return "", err
	}
	d, err := byID(tx, id)
	if err == nil && (at != unit || d.State == Withdrawn) {
		err = fault.New(fault.NotFound, "ui.not_found")
	}
	return d.Line(), err
}
