package member

import (
	"chibo/internal/db"
	"chibo/internal/org"
)

const admissions = `SELECT m.unit_id, a.day
	FROM (SELECT y.person_id, substr(y.admitted_on || '-01-01', 1, 10) AS day FROM member_party y
		JOIN member_person p ON p.id = y.person_id AND p.merged_into IS NULL WHERE y.admitted_on IS NOT NULL) a
	JOIN member_membership m ON m.person_id = a.person_id AND m.body = 'party'
	WHERE m.from_date <= a.day AND (m.to_date IS NULL OR m.to_date > a.day)
	UNION ALL SELECT x.unit_id, substr(x.admitted_on || '-01-01', 1, 10) FROM member_past x WHERE ` + aside + ``

// AdmittedUnder counts who was admitted into the Party, as org.EventsUnder. The
// unit is the one to which the person belonged on that day; who came here
// afterwards is not counted. Of a date that is known only to the year or month it
// takes the first day.
func AdmittedUnder(tx *db.Tx, unit org.ID, from, to db.Date) ([]org.Event, error) {
	return org.EventsUnder(tx, admissions, unit, from, to)
}
