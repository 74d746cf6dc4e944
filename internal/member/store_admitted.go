package member

import (
	"chibo/internal/db"
	"chibo/internal/org"
)

// Admitted is how many people were admitted into the Party on one day in one
// unit.
type Admitted struct {
	Path   string // of the unit on that day
	On     db.Date
	People int
}

// AdmittedUnder counts, by unit and day, who was admitted into the Party in a
// unit and in all that stood under it on the day, from a day until another,
// which is not included. The unit is the one to which the person belonged on
// that day; who came here afterwards is not counted. Of a date that is known
// only to the year or month it takes the first day. Before the first day of a
// unit's history the tree is taken as it began. It is for capabilities that
// have authorised already.
func AdmittedUnder(tx *db.Tx, unit org.ID, from, to db.Date) ([]Admitted, error) {
	const during = `(o.to_date IS NULL OR o.to_date > a.day) AND (o.from_date <= a.day OR NOT EXISTS
		(SELECT 1 FROM org_place e WHERE e.unit_id = o.unit_id AND e.from_date < o.from_date))`
	const above = `(u.to_date IS NULL OR u.to_date > a.day) AND (u.from_date <= a.day OR NOT EXISTS
		(SELECT 1 FROM org_place e WHERE e.unit_id = u.unit_id AND e.from_date < u.from_date))`
	return db.All(tx, func(r db.Row, n *Admitted) error { return r.Scan(&n.Path, &n.On, &n.People) },
		`SELECT o.path, a.day, COUNT(*) FROM (
			SELECT m.unit_id, m.from_date, m.to_date, substr(y.admitted_on || '-01-01', 1, 10) AS day
				FROM member_party y JOIN member_person p ON p.id = y.person_id AND p.merged_into IS NULL
				JOIN member_membership m ON m.person_id = y.person_id AND m.body = 'party' WHERE y.admitted_on IS NOT NULL) a
		JOIN org_place o ON o.unit_id = a.unit_id AND `+during+`
		JOIN org_place u ON u.unit_id = $1 AND `+above+` AND substr(o.path, 1, length(u.path)) = u.path
		WHERE a.day >= $2 AND a.day < $3 AND a.from_date <= a.day AND (a.to_date IS NULL OR a.to_date > a.day)
		GROUP BY o.path, a.day ORDER BY o.path, a.day`, unit, from, to)
}
