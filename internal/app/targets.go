package app

import (
	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/meeting"
	"chibo/internal/org"
)

// congressMeeting finds the meeting of a unit's congress on a day, for those
// who may open it.
func congressMeeting(tx *db.Tx, by access.Actor, u org.Unit, day db.Date) (string, error) {
	if !access.Can(by, meeting.View, u.Place()) {
		return "", nil
	}
	id, err := meeting.CongressOn(tx, u.ID, day)
	return string(id), err
}
