package meeting

import (
	"chibo/internal/db"
	"chibo/internal/org"
)

// ThematicUnder counts the thematic meetings that were held, the combined ones
// among them, as org.EventsUnder.
func ThematicUnder(tx *db.Tx, unit org.ID, from, to db.Date) ([]org.Event, error) {
	return org.EventsUnder(tx, `SELECT unit_id, held_on FROM meeting_meeting
		WHERE state IN ('closed', 'finished', 'reported') AND (kind = 'thematic' OR combined = 1)`, unit, from, to)
}
