package meeting

import (
	"strings"

	"chibo/internal/db"
	"chibo/internal/org"
)

// Occasion is a meeting as the tasks that it gave name it.
type Occasion struct {
	ID    ID
	Kind  Kind
	Month string // YYYY-MM: the month that it is the meeting of
}

const occasionColumns = `SELECT m.id, m.kind, m.month FROM meeting_meeting m`

func scanOccasion(r db.Row, o *Occasion) error { return r.Scan(&o.ID, &o.Kind, &o.Month) }

// OccasionsOf names meetings, in one query; ids of no meeting are left out. It
// is for capabilities that have authorised already.
func OccasionsOf(tx *db.Tx, ids []ID) ([]Occasion, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	var args db.Args
	marks := make([]string, len(ids))
	for i, id := range ids {
		marks[i] = args.Add(id)
	}
	return db.All(tx, scanOccasion, occasionColumns+` WHERE m.id IN (`+strings.Join(marks, ", ")+`)`, args...)
}

// LastMonth gives the meetings of the latest month whose regular meeting the
// unit has held to its end, minutes finished or not; none if it never has. It
// makes one query, for capabilities that have authorised already.
func LastMonth(tx *db.Tx, unit org.ID) ([]Occasion, error) {
	const held = `m.unit_id = $1 AND m.state IN ('closed', 'finished', 'reported')`
	return db.All(tx, scanOccasion, occasionColumns+` WHERE `+held+`
		AND m.month = (SELECT MAX(m.month) FROM meeting_meeting m WHERE m.kind = 'regular' AND `+held+`) ORDER BY m.held_on, m.id`, unit)
}
