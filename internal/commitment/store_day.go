package commitment

import (
	"chibo/internal/db"
	"chibo/internal/org"
)

// dayOf reads a person's day: a row for each item of his pledge, one row where
// there is none.
func dayOf(tx *db.Tx, unit org.ID, person string) (d Day, err error) {
	rows, err := db.All(tx, func(r db.Row, i *Item) error {
		return r.Scan(&d.Year, &d.Theme, &d.Due, &d.ID, &d.Own, &d.Registered, &i.ID, &i.Heading, &i.Percent)
	}, `SELECT y.year, COALESCE(c.theme, ''), COALESCE(c.due, ''), COALESCE(p.id, ''), COALESCE(p.state, ''),
			(SELECT COUNT(*) FROM commitment_pledge q WHERE q.unit_id = $1 AND q.year = y.year AND q.state IN ('submitted', 'approved', 'closed')),
			COALESCE(i.id, ''), COALESCE(i.heading, ''), COALESCE(i.percent, 0)
		FROM (SELECT COALESCE(MAX(a.year), CAST($2 AS INTEGER)) AS year FROM commitment_call a WHERE a.unit_id = $1 AND a.year >= $2) y
		LEFT JOIN commitment_call c ON c.unit_id = $1 AND c.year = y.year
		LEFT JOIN commitment_pledge p ON p.unit_id = $1 AND p.year = y.year AND p.person_id = $3
		LEFT JOIN commitment_item i ON i.pledge_id = p.id ORDER BY i.ordinal`, unit, tx.Today().Year(), person)
	for _, i := range rows {
		if i.ID != "" {
			d.Items = append(d.Items, i)
		}
	}
	return d, err
}
