package reflection

import (
	"chibo/internal/db"
	"chibo/internal/org"
)

// HeardIn lists the reports that a unit heard whose turns were in the months from
// one through another, in the order of months and of names. It makes one query,
// and is for capabilities that have authorised already.
func HeardIn(tx *db.Tx, unit org.ID, from, through db.Date) ([]Report, error) {
	return db.All(tx, scanReport, `SELECT `+reportColumns+reportTables+` WHERE r.unit_id = $1 AND r.month BETWEEN $2 AND $3
		AND r.state IN ('presented', 'concluded', 'final') ORDER BY r.month, n.sort_key, r.id`, unit, from, through)
}
