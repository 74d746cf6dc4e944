package task

import (
	"chibo/internal/db"
	"chibo/internal/member"
	"chibo/internal/org"
)

// Tally is how tasks ended.
type Tally struct {
	InTime  int // done, in time
	Late    int
	NotDone int
	Open    int // something is still to be done
}

// TallyIn counts the tasks of a unit that were due in [from, until), by who
// answers for them. It makes one query, and is for capabilities that have
// authorised already.
func TallyIn(tx *db.Tx, unit org.ID, from, until db.Date) (map[member.ID]Tally, error) {
	type line struct {
		person member.ID
		Tally
	}
	lines, err := db.All(tx, func(r db.Row, l *line) error { return r.Scan(&l.person, &l.InTime, &l.Late, &l.NotDone, &l.Open) },
		`SELECT assignee_id, COUNT(*) FILTER (WHERE evaluation IN ('done_well', 'done')), COUNT(*) FILTER (WHERE evaluation = 'late'),
			COUNT(*) FILTER (WHERE evaluation = 'not_done'), COUNT(*) FILTER (WHERE state IN ('assigned', 'reported'))
		FROM task_task WHERE unit_id = $1 AND due >= $2 AND due < $3 AND state <> 'cancelled' GROUP BY assignee_id`, unit, from, until)
	people := make(map[member.ID]Tally, len(lines))
	for _, l := range lines {
		people[l.person] = l.Tally
	}
	return people, err
}

// DayCount is how many tasks were done on a day.
type DayCount struct {
	On db.Date
	N  int
}

// DoneIn counts the tasks of a unit that were found done, by the day of the verdict,
// from a day through another. It is for capabilities that have authorised already.
func DoneIn(tx *db.Tx, unit org.ID, from, through db.Date) ([]DayCount, error) {
	return db.All(tx, func(r db.Row, d *DayCount) error { return r.Scan(&d.On, &d.N) },
		`SELECT done_on, COUNT(*) FROM task_task WHERE unit_id = $1 AND done_on BETWEEN $2 AND $3 AND evaluation <> 'not_done' GROUP BY done_on`, unit, from, through)
}
