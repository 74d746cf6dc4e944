package task

import (
	"strings"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/member"
	"chibo/internal/org"
)

// view is what a list of a unit's tasks depends on beside its filter.
type view struct {
	by       access.Actor
	unit     org.ID
	latest   Origin
	forsaken []member.ID // assignees
}

// from is what a list and its counts have in common: the unit, and the rows
// in it that the actor may see.
func (v view) from(args *db.Args) string {
	return taskTables + ` JOIN org_place o ON o.unit_id = t.unit_id AND o.to_date IS NULL WHERE t.unit_id = ` + args.Add(v.unit) +
		` AND ` + args.Within(access.ReachOf(v.by, View), "o.path", "t.assignee_id")
}

// where narrows from to the filter.
func (v view) where(args *db.Args, tx *db.Tx, f Filter) string {
	switch {
	case f.Mine:
		return open + ` AND t.assignee_id = ` + args.Add(v.by.Person)
	case f.Overdue:
		return open + ` AND t.due < ` + args.Add(tx.Today())
	case f.Latest:
		return open + ` AND t.origin_kind = ` + args.Add(v.latest.Kind) + ` AND ` + among(args, "t.origin_id", v.latest.IDs)
	case f.Forsaken:
		return open + ` AND ` + among(args, "t.assignee_id", v.forsaken)
	case f.State != "":
		return `t.state = ` + args.Add(f.State)
	}
	return open
}

// among is the condition that a column holds one of the values.
func among[T any](args *db.Args, column string, values []T) string {
	if len(values) == 0 {
		return "1=0"
	}
	marks := make([]string, len(values))
	for i, v := range values {
		marks[i] = args.Add(v)
	}
	return column + ` IN (` + strings.Join(marks, ", ") + `)`
}

func (v view) list(tx *db.Tx, f Filter) ([]Task, error) {
	var args db.Args
	order := ` ORDER BY t.due, t.id`
	if f.State == Done {
		order = ` ORDER BY t.done_on DESC, t.id DESC`
	}
	q := `SELECT ` + taskColumns + v.from(&args) + ` AND ` + v.where(&args, tx, f) + order
	return db.All(tx, scanTask, q+` LIMIT `+args.Add(PageSize)+` OFFSET `+args.Add(f.Page*PageSize), args...)
}

// briefed is an open task with how many of its unit are the actor's own and how
// many are late.
type briefed struct {
	Task
	mine, late int
}

// brief gives, in the order of due days, the n open tasks that are due first
// and the n of the actor himself that are.
func (v view) brief(tx *db.Tx, n int) ([]briefed, error) {
	var args db.Args
	mine, late := v.where(&args, tx, Filter{Mine: true}), v.where(&args, tx, Filter{Overdue: true})
	q := `SELECT ` + taskColumns + `, COUNT(*) FILTER (WHERE ` + mine + `) OVER () AS mine, COUNT(*) FILTER (WHERE ` + late + `) OVER () AS late,
		ROW_NUMBER() OVER (ORDER BY t.due, t.id) AS place, CASE WHEN ` + mine + ` THEN 1 ELSE 0 END AS own,
		ROW_NUMBER() OVER (PARTITION BY CASE WHEN ` + mine + ` THEN 1 ELSE 0 END ORDER BY t.due, t.id) AS own_place` + v.from(&args) + ` AND ` + open
	most := args.Add(n)
	var place, own, ownPlace int
	return db.All(tx, func(r db.Row, b *briefed) error {
		return scanWith(r, &b.Task, &b.mine, &b.late, &place, &own, &ownPlace)
	}, `SELECT * FROM (`+q+`) b WHERE place <= `+most+` OR own = 1 AND own_place <= `+most+` ORDER BY due, id`, args...)
}

// spans counts the open tasks that the filter leaves, by span.
func (v view) spans(tx *db.Tx, f Filter) (map[Span]int, error) {
	var args db.Args
	type day struct {
		due db.Date
		n   int
	}
	rows, err := db.All(tx, func(r db.Row, d *day) error { return r.Scan(&d.due, &d.n) },
		`SELECT t.due, COUNT(*)`+v.from(&args)+` AND `+open+` AND `+v.where(&args, tx, f)+` GROUP BY t.due`, args...)
	spans := map[Span]int{}
	for _, d := range rows {
		spans[SpanOf(d.due, tx.Today())] += d.n
	}
	return spans, err
}

func (v view) count(tx *db.Tx) (Counts, error) {
	var args db.Args
	filtered := func(f Filter) string { return `COUNT(*) FILTER (WHERE ` + v.where(&args, tx, f) + `)` }
	columns := []string{
		filtered(Filter{}), filtered(Filter{Mine: true}), filtered(Filter{Overdue: true}), filtered(Filter{State: Reported}),
		filtered(Filter{Latest: true}), filtered(Filter{Forsaken: true}),
		filtered(Filter{State: Done}), `COUNT(*) FILTER (WHERE t.evaluation = 'not_done')`, filtered(Filter{State: Cancelled}),
	}
	return db.One(tx, func(r db.Row, c *Counts) error {
		return r.Scan(&c.Open, &c.Mine, &c.Overdue, &c.Reported, &c.Latest, &c.Forsaken, &c.Done, &c.NotDone, &c.Cancelled)
	}, `SELECT `+strings.Join(columns, ", ")+v.from(&args), args...)
}
