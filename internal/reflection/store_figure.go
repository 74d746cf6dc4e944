package reflection

import (
	"chibo/internal/db"
	"chibo/internal/figure"
	"chibo/internal/member"
)

const recountConcluded = `SELECT unit_id, month, COUNT(*) FROM reflection_report WHERE state IN ('concluded', 'final') GROUP BY unit_id, month`

// countReleased takes the reports out of the figures that a merge releases.
func countReleased(tx *db.Tx, from, into member.ID) error {
	released, err := db.All(tx, func(r db.Row, p *Report) error { return r.Scan(&p.Unit, &p.Month, &p.State) },
		`SELECT a.unit_id, a.month, a.state FROM reflection_report a WHERE a.person_id = $1 AND EXISTS (
			SELECT 1 FROM reflection_report b WHERE b.person_id = $2 AND b.unit_id = a.unit_id AND b.month = a.month AND b.state <> 'released')`, from, into)
	if err != nil {
		return err
	}
	deltas := make([]figure.Delta, len(released))
	for i, r := range released {
		deltas[i] = r.counted(-1)
	}
	return figure.Count(tx, deltas...)
}
