package reflection

import (
	"chibo/internal/db"
	"chibo/internal/org"
)

const recountConcluded = `SELECT r.unit_id, r.month, COUNT(*), b.body
	FROM reflection_report r JOIN org_body b ON b.unit_id = r.unit_id WHERE r.state IN ('concluded', 'final') GROUP BY r.unit_id, r.month, b.body`

// ConcludedUnder counts the reports of Party members on which a conclusion was
// made, on the first day of the month of their meeting, as org.EventsUnder.
func ConcludedUnder(tx *db.Tx, unit org.ID, from, to db.Date) ([]org.Event, error) {
	return org.EventsUnder(tx, `SELECT r.unit_id, r.month || '-01' FROM reflection_report r
		JOIN org_body b ON b.unit_id = r.unit_id AND b.body = 'party' WHERE r.state IN ('concluded', 'final')`, unit, from, to)
}
