package commitment

import (
	"chibo/internal/db"
	"chibo/internal/figure"
	"chibo/internal/member"
)

const recountApproved = `SELECT unit_id, CAST(year AS TEXT) || '-01', COUNT(*) FROM commitment_pledge WHERE state IN ('approved', 'closed') GROUP BY unit_id, year`

// countDropped takes the pledges out of the figures that a merge drops.
func countDropped(tx *db.Tx, from, into member.ID) error {
	dropped, err := db.All(tx, func(r db.Row, h *Head) error { return r.Scan(&h.Unit, &h.Year, &h.State) },
		`SELECT a.unit_id, a.year, a.state FROM commitment_pledge a JOIN commitment_pledge b ON b.unit_id = a.unit_id AND b.year = a.year AND b.person_id = $2
		WHERE a.person_id = $1`, from, into)
	deltas := make([]figure.Delta, len(dropped))
	for i, h := range dropped {
		deltas[i] = h.counted(-1)
	}
	if err != nil {
		return err
	}
	return figure.Count(tx, deltas...)
}
