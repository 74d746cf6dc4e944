package stats

import (
	"fmt"

	"chibo/internal/db"
	"chibo/internal/i18n"
	"chibo/internal/org"
)

// everBelow is a unit, $1, and everything that ever stood under it: whether it did
// in a month is for the tree to say.
const everBelow = `WITH RECURSIVE below(unit_id) AS (SELECT CAST($1 AS TEXT)
	UNION SELECT s.unit_id FROM below b JOIN org_span s ON s.parent_id = b.unit_id) `

// treeOf reads where everything stood that was ever under a unit.
func treeOf(tx *db.Tx, unit org.ID) (tree, error) {
	t := tree{}
	_, err := db.All(tx, func(r db.Row, _ *struct{}) error {
		var id, code string
		var s span
		var ordinal int
		if err := r.Scan(&id, &s.parent, &s.from, &s.to, &s.path, &s.name, &s.body, (*db.Bool)(&s.holds), &ordinal, &code); err != nil {
			return err
		}
		s.from, s.to = s.from.Month(), s.to.Month()
		s.order = fmt.Sprintf("%03d %s %s %s", ordinal, code, i18n.Fold(s.name), id)
		t[id] = append(t[id], s)
		return nil
	}, everBelow+`SELECT s.unit_id, COALESCE(s.parent_id, ''), s.from_date, s.to_date, s.path, s.name, k.body, k.holds, k.ordinal, COALESCE(u.code, '')
		FROM below b JOIN org_span s ON s.unit_id = b.unit_id JOIN org_unit u ON u.id = s.unit_id JOIN org_kind k ON k.id = s.kind_id
		ORDER BY s.unit_id, s.from_date`, unit)
	return t, err
}

// fact is a sum of one unit in a month, without what is under it.
type fact struct {
	of    string // what was counted
	unit  string
	month db.Date
	value string // of a score its band
	n     int
}

// What facts count.
const (
	ofScores = "score"
	ofTasks  = "task"
	ofStaff  = "staff" // from that month on
	ofFirst  = "first" // the first month of which anything is recorded
)

// factsOf counts the ordinary records of everything that was ever under a unit,
// from a month on until the month of a day; tasks as they stood on the day. It
// makes one query.
func factsOf(tx *db.Tx, unit org.ID, since, on db.Date) ([]fact, error) {
	return db.All(tx, func(r db.Row, f *fact) error {
		return r.Scan(&f.of, &f.unit, &f.month, &f.value, &f.n)
	}, everBelow+`SELECT 'score', q.unit_id, q.month, CASE q.state WHEN 'confirmed' THEN q.above_band ELSE q.band END, COUNT(*)
			FROM below b JOIN quality_score q ON q.unit_id = b.unit_id
			WHERE q.kind = 'regular' AND q.state IN ('sent', 'confirmed') AND q.month >= $2 AND q.month <= $3 GROUP BY 2, 3, 4
		UNION ALL SELECT 'task', t.unit_id, CAST($3 AS TEXT), '', COUNT(*) FROM below b JOIN task_task t ON t.unit_id = b.unit_id
			WHERE t.assigned_on <= $4 AND t.due < $4 AND (t.state IN ('assigned', 'reported') OR t.done_on > $4
				OR t.state = 'cancelled' AND EXISTS (SELECT 1 FROM task_step c WHERE c.task_id = t.id AND c.action = 'cancel' AND c.at >= $5))
				AND EXISTS (SELECT 1 FROM org_span s WHERE s.unit_id = t.unit_id AND (s.to_date IS NULL OR s.to_date > $4)) GROUP BY 2
		UNION ALL SELECT 'staff', h.unit_id, substr(h.from_date, 1, 7), '', h.staff FROM below b JOIN org_headcount h ON h.unit_id = b.unit_id
			WHERE h.from_date <= $4
		UNION ALL SELECT 'first', s.unit_id, MIN(s.period), '', 0 FROM figure_sum s WHERE s.unit_id = $1 AND s.period <> '' GROUP BY 2`,
		unit, since.Month(), on.Month(), on, db.At(on.AddDays(1).Time()))
}

// persons is how many people of one unit have the same schooling, in their trade and
// in political theory, and the same year of admission.
type persons struct {
	unit          string
	qualification string
	theory        string
	admitted      string // year, "" where it is not known
	n             int
}

// personsOf counts the members of everything that was ever under a unit, as they
// were at the end of a month. It makes one query.
func personsOf(tx *db.Tx, unit org.ID, month db.Date) ([]persons, error) {
	return db.All(tx, func(r db.Row, p *persons) error {
		return r.Scan(&p.unit, &p.qualification, &p.theory, &p.admitted, &p.n)
	}, everBelow+`SELECT m.unit_id, p.qualification, p.theory, COALESCE(substr(y.admitted_on, 1, 4), ''), COUNT(*)
		FROM below b JOIN member_membership m ON m.unit_id = b.unit_id AND m.body = 'party'
		JOIN member_person p ON p.id = m.person_id LEFT JOIN member_party y ON y.person_id = m.person_id
		WHERE substr(m.from_date, 1, 7) <= $2 AND (m.to_date IS NULL OR substr(m.to_date, 1, 7) > $2)
		GROUP BY 1, 2, 3, 4`, unit, month)
}
