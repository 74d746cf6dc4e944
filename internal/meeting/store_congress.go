package meeting

import (
	"chibo/internal/db"
	"chibo/internal/org"
)

// CongressOn finds the meeting in which a unit holds its congress on a day; ""
// if there is none. It is for capabilities that have authorised already.
func CongressOn(tx *db.Tx, unit org.ID, day db.Date) (ID, error) {
	all, err := db.All(tx, db.Value[ID], `SELECT m.id FROM meeting_meeting m
		WHERE m.unit_id = $1 AND m.kind = 'congress' AND m.held_on = $2 AND m.state <> 'cancelled' ORDER BY m.id LIMIT 1`, unit, day)
	if err != nil || len(all) == 0 {
		return "", err
	}
	return all[0], nil
}
