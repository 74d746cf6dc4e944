package stats

import (
	"chibo/internal/db"
	"chibo/internal/org"
)

// work is what was done in one unit in a month, without what is under it.
type work struct {
	unit            string
	month           db.Date
	called, present int
	due, done       int
}

// workOf counts attendance and tasks of everything that was ever under a unit, from
// one day through another, as packages meeting and task count them: attendance in the
// month that its meeting is the meeting of, whatever day that was held. It makes one
// query.
func workOf(tx *db.Tx, unit org.ID, from, through db.Date) ([]work, error) {
	return db.All(tx, func(r db.Row, w *work) error {
		return r.Scan(&w.unit, &w.month, &w.called, &w.present, &w.due, &w.done)
	}, everBelow+`SELECT m.unit_id, m.month, COUNT(*), COUNT(*) FILTER (WHERE a.mark = 'present'), 0, 0
			FROM below b JOIN meeting_meeting m ON m.unit_id = b.unit_id JOIN meeting_attendance a ON a.meeting_id = m.id
			WHERE m.month >= $4 AND m.month <= $5 AND m.state IN ('closed', 'finished', 'reported') AND m.kind NOT IN ('committee', 'congress')
				AND a.state IN ('', 'visiting') GROUP BY 1, 2
		UNION ALL SELECT t.unit_id, substr(t.due, 1, 7), 0, 0, COUNT(*), COUNT(*) FILTER (WHERE t.evaluation IN ('done_well', 'done'))
			FROM below b JOIN task_task t ON t.unit_id = b.unit_id WHERE t.due >= $2 AND t.due <= $3 AND t.state <> 'cancelled' GROUP BY 1, 2`,
		unit, from, through, from.Month(), through.Month())
}

// newcomers is how many people with the same traits were admitted in one unit in a
// month.
type newcomers struct {
	unit                              string
	month                             db.Date
	sex, birth, qualification, theory string
	n                                 int
}

// newcomersOf counts who was admitted from one day through another, in the unit to
// which he belonged on the day or a list of former years says, of everything that was ever under a unit. It makes
// one query.
func newcomersOf(tx *db.Tx, unit org.ID, from, through db.Date) ([]newcomers, error) {
	return db.All(tx, func(r db.Row, a *newcomers) error {
		return r.Scan(&a.unit, &a.month, &a.sex, &a.birth, &a.qualification, &a.theory, &a.n)
	}, everBelow+`SELECT a.unit_id, substr(a.day, 1, 7), a.sex, a.birth, a.qualification, a.theory, COUNT(*) FROM (
			SELECT m.unit_id, m.from_date, m.to_date, substr(y.admitted_on || '-01-01', 1, 10) AS day,
				COALESCE(p.sex, '') AS sex, COALESCE(substr(p.birth, 1, 4), '') AS birth, p.qualification, p.theory
			FROM below b JOIN member_membership m ON m.unit_id = b.unit_id AND m.body = 'party'
			JOIN member_person p ON p.id = m.person_id AND p.merged_into IS NULL JOIN member_party y ON y.person_id = m.person_id) a
		WHERE a.day >= $2 AND a.day <= $3 AND a.from_date <= a.day AND (a.to_date IS NULL OR a.to_date > a.day) GROUP BY 1, 2, 3, 4, 5, 6
		UNION ALL SELECT x.unit_id, substr(x.admitted_on || '-01', 1, 7), '', COALESCE(substr(x.birth, 1, 4), ''), '', '', COUNT(*) FROM below b
			JOIN member_past x ON x.unit_id = b.unit_id AND x.person_id IS NULL AND x.struck_for = ''
			WHERE substr(x.admitted_on || '-01-01', 1, 10) >= $2 AND substr(x.admitted_on || '-01-01', 1, 10) <= $3 GROUP BY 1, 2, 4`,
		unit, from, through)
}
