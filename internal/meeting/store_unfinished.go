package meeting

import (
	"chibo/internal/db"
	"chibo/internal/org"
)

// UnfinishedIn counts the meetings of a unit that are planned, and those that are
// under way or have no final minutes yet. It is for capabilities that have
// authorised already.
func UnfinishedIn(tx *db.Tx, unit org.ID) (planned, open int, err error) {
	type counts struct{ planned, open int }
	c, err := db.One(tx, func(r db.Row, c *counts) error { return r.Scan(&c.planned, &c.open) },
		`SELECT COUNT(*) FILTER (WHERE state IN ('preparing', 'announced')), COUNT(*) FILTER (WHERE state IN ('open', 'closed'))
		FROM meeting_meeting WHERE unit_id = $1`, unit)
	return c.planned, c.open, err
}

// plannedIn lists the meetings of a unit that are ahead.
func plannedIn(tx *db.Tx, unit org.ID) ([]Meeting, error) {
	return db.All(tx, scanMeeting, `SELECT `+meetingColumns+meetingTables+` WHERE m.unit_id = $1 AND m.state IN ('preparing', 'announced') ORDER BY m.held_on, m.id`, unit)
}
