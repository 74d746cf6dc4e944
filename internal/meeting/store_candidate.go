package meeting

import (
	"chibo/internal/db"
	"chibo/internal/org"
)

// decidingMost is how many meetings ahead are offered.
const decidingMost = 12

// decidingIn are the cell's own meetings that lie ahead.
func decidingIn(tx *db.Tx, unit org.ID) ([]Meeting, error) {
	return db.All(tx, scanMeeting, `SELECT `+meetingColumns+meetingTables+` WHERE m.unit_id = $1 AND m.kind <> 'committee' AND m.state IN ('preparing', 'announced')
		ORDER BY m.held_on, m.starts_at, m.id LIMIT $2`, unit, decidingMost)
}

// consideredIn are the items of a cell's agendas under which a candidate is
// considered.
func consideredIn(tx *db.Tx, unit org.ID, candidate string) ([]Considered, error) {
	return db.All(tx, func(r db.Row, c *Considered) error {
		return r.Scan(append([]any{&c.Item, &c.Matter}, c.columns()...)...)
	},
		`SELECT i.id, i.matter, `+meetingColumns+meetingTables+` JOIN meeting_item i ON i.meeting_id = m.id AND i.removed = 0
		WHERE i.candidate_id = $1 AND m.unit_id = $2 AND m.state <> 'cancelled' ORDER BY m.held_on DESC, m.id DESC LIMIT $3`, candidate, unit, decidingMost)
}
