package task

import (
	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
)

const taskColumns = `t.id, t.unit_id, t.title, t.measure, t.assignee_id, n.name, t.due, t.state, t.result, t.origin_kind, t.origin_id, t.assigned_on, t.done_on, t.version`

const taskTables = ` FROM task_task t JOIN member_name n ON n.person_id = t.assignee_id`

func scanTask(r db.Row, t *Task) error {
	return r.Scan(&t.ID, &t.Unit, &t.Title, &t.Measure, &t.Assignee, &t.AssigneeName, &t.Due, &t.State, &t.Result,
		&t.OriginKind, &t.OriginID, &t.AssignedOn, &t.DoneOn, &t.Version)
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
// first: what the next meeting's agenda brings (B9). It is for capabilities
// that have authorised already.
func OpenIn(tx *db.Tx, unit org.ID) ([]Task, error) {
	return db.All(tx, scanTask, `SELECT `+taskColumns+taskTables+` WHERE t.unit_id = $1 AND t.state IN ('assigned', 'reported') ORDER BY t.due, t.id`, unit)
}

// conditions are what a list and its counts have in common: the unit, and the
// rows in it that the actor may see.
func conditions(args *db.Args, by access.Actor, unit org.ID) string {
	return taskTables + ` JOIN org_place o ON o.unit_id = t.unit_id AND o.to_date IS NULL WHERE t.unit_id = ` + args.Add(unit) +
		` AND ` + args.Within(access.ReachOf(by, View), "o.path", "t.assignee_id")
}

func list(tx *db.Tx, by access.Actor, unit org.ID, f Filter) ([]Task, error) {
	var args db.Args
	q := `SELECT ` + taskColumns + conditions(&args, by, unit)
	order := ` ORDER BY t.due, t.id`
	switch f.State {
	case "":
		q += ` AND t.state IN ('assigned', 'reported')`
	case Done:
		order = ` ORDER BY t.done_on DESC, t.id DESC`
		fallthrough
	default:
		q += ` AND t.state = ` + args.Add(f.State)
	}
	if f.Mine {
		q += ` AND t.assignee_id = ` + args.Add(by.Person)
	}
	if f.Overdue {
		q += ` AND t.state IN ('assigned', 'reported') AND t.due < ` + args.Add(tx.Today())
	}
	return db.All(tx, scanTask, q+order+` LIMIT `+args.Add(PageSize)+` OFFSET `+args.Add(f.Page*PageSize), args...)
}

func count(tx *db.Tx, by access.Actor, unit org.ID) (Counts, error) {
	var args db.Args
	const open = `t.state IN ('assigned', 'reported')`
	q := `SELECT COUNT(*) FILTER (WHERE ` + open + `), COUNT(*) FILTER (WHERE ` + open + ` AND t.assignee_id = ` + args.Add(by.Person) + `),
		COUNT(*) FILTER (WHERE ` + open + ` AND t.due < ` + args.Add(tx.Today()) + `), COUNT(*) FILTER (WHERE t.state = 'reported'),
		COUNT(*) FILTER (WHERE t.state = 'done'), COUNT(*) FILTER (WHERE t.state = 'cancelled')` + conditions(&args, by, unit)
	return db.One(tx, func(r db.Row, c *Counts) error {
		return r.Scan(&c.Open, &c.Mine, &c.Overdue, &c.Reported, &c.Done, &c.Cancelled)
	}, q, args...)
}

func insert(tx *db.Tx, id ID, n New) error {
	_, err := tx.Exec(`INSERT INTO task_task(id, unit_id, title, measure, assignee_id, due, state, origin_kind, origin_id, assigned_on)
		VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		id, n.Unit, n.Title, n.Measure, n.Assignee, n.Due, Assigned, n.OriginKind, n.OriginID, n.On)
	return err
}

// put stores what an act changed, unless somebody else saved first.
func put(tx *db.Tx, t Task) error {
	n, err := tx.Exec(`UPDATE task_task SET state = $3, result = $4, due = $5, done_on = $6, version = version + 1 WHERE id = $1 AND version = $2`,
		t.ID, t.Version, t.State, t.Result, t.Due, t.DoneOn)
	if err == nil && n == 0 {
		return fault.New(fault.Stale, "ui.stale")
	}
	return err
}

func insertStep(tx *db.Tx, task ID, s Step) error {
	_, err := tx.Exec(`INSERT INTO task_step(id, task_id, action, person_id, note, due, at) VALUES($1, $2, $3, $4, $5, $6, $7)`,
		db.NewID(), task, s.Act, db.Null(s.Person), s.Note, s.Due, tx.Now)
	return err
}

func stepsOf(tx *db.Tx, task ID) ([]Step, error) {
	return db.All(tx, func(r db.Row, s *Step) error {
		return r.Scan(&s.Act, db.Text{To: (*string)(&s.Person)}, &s.Name, &s.Note, &s.Due, &s.At)
	}, `SELECT s.action, s.person_id, COALESCE(n.name, ''), s.note, s.due, s.at FROM task_step s LEFT JOIN member_name n ON n.person_id = s.person_id
		WHERE s.task_id = $1 ORDER BY s.at, s.id`, task)
}

// forget empties what the person wrote and what was reported of him.
func forget(tx *db.Tx, person member.ID) error {
	if _, err := tx.Exec(`UPDATE task_step SET note = '' WHERE person_id = $1 OR task_id IN (SELECT id FROM task_task WHERE assignee_id = $1)`, person); err != nil {
		return err
	}
	_, err := tx.Exec(`UPDATE task_task SET result = '', version = version + 1 WHERE assignee_id = $1`, person)
	return err
}

func reassign(tx *db.Tx, from, into member.ID) error {
	if _, err := tx.Exec(`UPDATE task_step SET person_id = $2 WHERE person_id = $1`, from, into); err != nil {
		return err
	}
	_, err := tx.Exec(`UPDATE task_task SET assignee_id = $2, version = version + 1 WHERE assignee_id = $1`, from, into)
	return err
}
