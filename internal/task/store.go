package task

import (
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
)

const taskColumns = `t.id, t.unit_id, t.title, t.measure, t.assignee_id, n.name, t.due, t.state, t.percent, t.asked_due, t.result, t.reported_on,
	t.evaluation, t.lesson, t.origin_kind, t.origin_id, t.assigned_on, t.done_on, t.version`

const taskTables = ` FROM task_task t JOIN member_name n ON n.person_id = t.assignee_id`

// open is the condition of a task in which something is still to be done.
const open = `t.state IN ('assigned', 'reported')`

func scanTask(r db.Row, t *Task) error { return scanWith(r, t) }

// scanWith scans the columns of a task and what stands behind them.
func scanWith(r db.Row, t *Task, more ...any) error {
	return r.Scan(append([]any{
		&t.ID, &t.Unit, &t.Title, &t.Measure, &t.Assignee, &t.AssigneeName, &t.Due, &t.State, &t.Percent, &t.AskedDue, &t.Result, &t.ReportedOn,
		&t.Evaluation, &t.Lesson, &t.OriginKind, &t.OriginID, &t.AssignedOn, &t.DoneOn, &t.Version,
	}, more...)...)
}

func byID(tx *db.Tx, id ID) (Task, error) {
	return db.One(tx, scanTask, `SELECT `+taskColumns+taskTables+` WHERE t.id = $1`, id)
}

// ByOrigin lists the tasks that come from a record, in the order in which they
// were given, cancelled ones too. It is for capabilities that have authorised
// already.
func ByOrigin(tx *db.Tx, kind, id string) ([]Task, error) {
	return db.All(tx, scanTask, `SELECT `+taskColumns+taskTables+` WHERE t.origin_kind = $1 AND t.origin_id = $2 ORDER BY t.id`, kind, id)
}

// OpenIn lists the tasks of a unit that are still to be done, the earliest due
// first. It is for capabilities that have authorised already.
func OpenIn(tx *db.Tx, unit org.ID) ([]Task, error) {
	return db.All(tx, scanTask, `SELECT `+taskColumns+taskTables+` WHERE t.unit_id = $1 AND `+open+` ORDER BY t.due, t.id`, unit)
}

// Remaining is what is still to be done in a unit.
type Remaining struct {
	First []Task // the earliest due
	Open  int
	Late  int // of them past their due day
}

// RemainingIn gives what is still to be done in a unit, with at most n of the
// tasks, in one query: what the next meeting's agenda brings (B9). What comes from
// the record of the given kind and id is left out: the meeting that reviews has given
// it itself. It is for capabilities that have authorised already.
func RemainingIn(tx *db.Tx, unit org.ID, kind, id string, n int) (all Remaining, err error) {
	all.First, err = db.All(tx, func(r db.Row, t *Task) error { return scanWith(r, t, &all.Open, &all.Late) },
		`SELECT `+taskColumns+`, COUNT(*) OVER (), COUNT(*) FILTER (WHERE t.due < $2) OVER ()`+taskTables+
			` WHERE t.unit_id = $1 AND `+open+` AND NOT (t.origin_kind = $3 AND t.origin_id = $4) ORDER BY t.due, t.id LIMIT $5`, unit, tx.Today(), kind, id, n)
	return all, err
}

// openUntil is OpenIn for tasks due by a day.
func openUntil(tx *db.Tx, unit org.ID, day db.Date) ([]Task, error) {
	return db.All(tx, scanTask, `SELECT `+taskColumns+taskTables+` WHERE t.unit_id = $1 AND t.due <= $2 AND `+open+` ORDER BY t.due, t.id`, unit, day)
}

// unitsWithDue lists the units that have an open task due by a day.
func unitsWithDue(tx *db.Tx, day db.Date) ([]org.ID, error) {
	return db.All(tx, db.Value[org.ID], `SELECT DISTINCT t.unit_id FROM task_task t WHERE `+open+` AND t.due <= $1 ORDER BY t.unit_id`, day)
}

func openAssignees(tx *db.Tx, unit org.ID) ([]member.ID, error) {
	return db.All(tx, db.Value[member.ID], `SELECT DISTINCT t.assignee_id FROM task_task t WHERE t.unit_id = $1 AND `+open, unit)
}

func allOf(tx *db.Tx, unit org.ID) ([]Task, error) {
	return db.All(tx, scanTask, `SELECT `+taskColumns+taskTables+` WHERE t.unit_id = $1 ORDER BY t.due, t.id`, unit)
}

func insert(tx *db.Tx, id ID, n New) error {
	_, err := tx.Exec(`INSERT INTO task_task(id, unit_id, title, measure, assignee_id, due, state, origin_kind, origin_id, assigned_on)
		VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		id, n.Unit, n.Title, n.Measure, n.Assignee, n.Due, Assigned, n.OriginKind, n.OriginID, n.On)
	return err
}

// put stores what an act changed, unless somebody else saved first.
func put(tx *db.Tx, t Task) error {
	n, err := tx.Exec(`UPDATE task_task SET state = $3, assignee_id = $4, due = $5, percent = $6, asked_due = $7, result = $8, reported_on = $9,
			evaluation = $10, lesson = $11, done_on = $12, version = version + 1 WHERE id = $1 AND version = $2`,
		t.ID, t.Version, t.State, t.Assignee, t.Due, t.Percent, t.AskedDue, t.Result, t.ReportedOn, t.Evaluation, t.Lesson, t.DoneOn)
	if err == nil && n == 0 {
		return fault.New(fault.Stale, "ui.stale")
	}
	return err
}

func insertStep(tx *db.Tx, task ID, s Step) error {
	_, err := tx.Exec(`INSERT INTO task_step(id, task_id, action, person_id, assignee_id, note, due, percent, at) VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		db.NewID(), task, s.Act, db.Null(s.Person), s.Assignee, s.Note, s.Due, s.Percent, tx.Now)
	return err
}

func stepsOf(tx *db.Tx, task ID) ([]Step, error) {
	return db.All(tx, func(r db.Row, s *Step) error {
		return r.Scan(&s.Act, db.Text{To: (*string)(&s.Person)}, &s.Name, &s.Assignee, &s.For, &s.Note, &s.Due, &s.Percent, &s.At)
	}, `SELECT s.action, s.person_id, COALESCE(n.name, ''), s.assignee_id, a.name, s.note, s.due, s.percent, s.at
		FROM task_step s LEFT JOIN member_name n ON n.person_id = s.person_id JOIN member_name a ON a.person_id = s.assignee_id
		WHERE s.task_id = $1 ORDER BY s.at, s.id`, task)
}

// forget empties what the person wrote and what was said of his tasks while
// they were his, and why they were taken from him.
func forget(tx *db.Tx, person member.ID) error {
	if _, err := tx.Exec(`UPDATE task_step SET note = '' WHERE person_id = $1 OR assignee_id = $1
			OR action = 'reassign' AND task_id IN (SELECT s.task_id FROM task_step s WHERE s.assignee_id = $1)`, person); err != nil {
		return err
	}
	_, err := tx.Exec(`UPDATE task_task SET result = '', lesson = '', version = version + 1 WHERE assignee_id = $1`, person)
	return err
}
