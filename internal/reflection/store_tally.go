package reflection

import (
	"chibo/internal/db"
	"chibo/internal/member"
	"chibo/internal/org"
)

// Tally is how many reports somebody presented, and what became of the remarks
// made to him.
type Tally struct {
	Heard      int
	Resolved   int
	Unresolved int
}

// TallyIn counts the reports that a unit heard, and the remarks that it made, in
// [from, until), by person. It makes one query, and is for capabilities that have
// authorised already.
func TallyIn(tx *db.Tx, unit org.ID, from, until db.Date) (map[member.ID]Tally, error) {
	type line struct {
		person member.ID
		Tally
	}
	lines, err := db.All(tx, func(r db.Row, l *line) error { return r.Scan(&l.person, &l.Heard, &l.Resolved, &l.Unresolved) },
		`SELECT person_id, SUM(heard), SUM(resolved), SUM(unresolved) FROM (
			SELECT person_id, 1 AS heard, 0 AS resolved, 0 AS unresolved FROM reflection_report
				WHERE unit_id = $1 AND heard_on >= $2 AND heard_on < $3 AND state <> 'released'
			UNION ALL SELECT person_id, 0, CASE WHEN state = 'resolved' THEN 1 ELSE 0 END, CASE WHEN state IN ('open', 'improving', 'carried') THEN 1 ELSE 0 END
				FROM reflection_remark WHERE unit_id = $1 AND made_on >= $2 AND made_on < $3) counted
		GROUP BY person_id`, unit, from, until)
	people := make(map[member.ID]Tally, len(lines))
	for _, l := range lines {
		people[l.person] = l.Tally
	}
	return people, err
}
