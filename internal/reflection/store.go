package reflection

import (
	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
)

const reportColumns = `r.id, r.unit_id, o.name, r.person_id, n.name, r.month, r.state, r.chosen, r.due, r.sends,
	CASE WHEN v.returned_at IS NULL THEN 0 ELSE 1 END, r.meeting_id, r.heard_on, r.released_as, u.sent_on, r.version`

// reportTables are reports with the name of their unit, of one that has ended its
// last.
const reportTables = ` FROM reflection_report r JOIN member_name n ON n.person_id = r.person_id JOIN org_place o ON o.unit_id = r.unit_id
	AND NOT EXISTS (SELECT 1 FROM org_place later WHERE later.unit_id = o.unit_id AND later.from_date > o.from_date)
	LEFT JOIN reflection_sent v ON v.report_id = r.id AND v.ordinal = r.sends LEFT JOIN reflection_up u ON u.report_id = r.id`

// Conditions on the state of a report.
const (
	openState  = `r.state IN ('planned', 'assigned', 'drafting', 'review', 'revised')`
	heardState = `r.state IN ('presented', 'concluded', 'final')`
	owedState  = `(r.state IN ('assigned', 'drafting') OR r.state = 'review' AND v.returned_at IS NOT NULL)`
)

func scanReport(r db.Row, p *Report) error { return scanReportWith(r, p) }

// scanReportWith scans the columns of a report and what stands behind them.
func scanReportWith(r db.Row, p *Report, more ...any) error {
	return r.Scan(append([]any{
		&p.ID, &p.Unit, &p.UnitName, &p.Person, &p.Name, &p.Month, &p.State, (*db.Bool)(&p.Chosen), &p.Due, &p.Sends,
		(*db.Bool)(&p.Returned),
		db.Text{To: (*string)(&p.Meeting)},
		&p.HeardOn, &p.ReleasedAs, &p.SentUpOn, &p.Version,
	}, more...)...)
}

func byID(tx *db.Tx, id ID) (Report, error) {
	return db.One(tx, scanReport, `SELECT `+reportColumns+reportTables+` WHERE r.id = $1`, id)
}

// inMonth lists the turns of a unit in a month that were not released, in the
// Vietnamese order of names.
func inMonth(tx *db.Tx, unit org.ID, month db.Date) ([]Report, error) {
	return db.All(tx, scanReport, `SELECT `+reportColumns+reportTables+` WHERE r.unit_id = $1 AND r.month = $2 AND r.state <> 'released' ORDER BY n.sort_key, r.id`, unit, month)
}

// inMonths is inMonth for two months, the earlier first.
func inMonths(tx *db.Tx, unit org.ID, one, other db.Date) ([]Report, error) {
	return db.All(tx, scanReport, `SELECT `+reportColumns+reportTables+` WHERE r.unit_id = $1 AND r.month IN ($2, $3) AND r.state <> 'released'
		ORDER BY r.month, n.sort_key, r.id`, unit, one, other)
}

// plannedIn lists the turns of a unit that nobody was told of, from a month
// through another.
func plannedIn(tx *db.Tx, unit org.ID, from, through db.Date) ([]Report, error) {
	return db.All(tx, scanReport, `SELECT `+reportColumns+reportTables+` WHERE r.unit_id = $1 AND r.state = 'planned' AND r.month BETWEEN $2 AND $3
		ORDER BY r.month, n.sort_key, r.id`, unit, from, through)
}

// openOf lists the turns that a person has not presented, in every unit.
func openOf(tx *db.Tx, person member.ID) ([]Report, error) {
	return db.All(tx, scanReport, `SELECT `+reportColumns+reportTables+` WHERE r.person_id = $1 AND `+openState+` ORDER BY r.month, r.id`, person)
}

// heardIn lists the reports that a meeting heard.
func heardIn(tx *db.Tx, meeting string) ([]Report, error) {
	return db.All(tx, scanReport, `SELECT `+reportColumns+reportTables+` WHERE r.meeting_id = $1 AND `+heardState+` ORDER BY r.id`, meeting)
}

// turnsOf counts a person's turns of a year in a unit that were not released,
// but for some.
func turnsOf(tx *db.Tx, unit org.ID, person member.ID, year string, except ...ID) (int, error) {
	args := db.Args{unit, person, year + "-01", year + "-12"}
	q := `SELECT COUNT(*) FROM reflection_report WHERE unit_id = $1 AND person_id = $2 AND state <> 'released' AND month BETWEEN $3 AND $4`
	for _, id := range except {
		q += ` AND id <> ` + args.Add(id)
	}
	return db.One(tx, db.Value[int], q, args...)
}

func insert(tx *db.Tx, r Report) error {
	_, err := tx.Exec(`INSERT INTO reflection_report(id, unit_id, person_id, month, state, chosen) VALUES($1, $2, $3, $4, $5, $6)`,
		r.ID, r.Unit, r.Person, r.Month, r.State, db.Bool(r.Chosen))
	return monthTaken(err)
}

// put stores what an act changed, unless somebody else saved first.
func put(tx *db.Tx, r Report, version int) error {
	n, err := tx.Exec(`UPDATE reflection_report SET month = $3, state = $4, due = $5, sends = $6, meeting_id = $7, heard_on = $8, released_as = $9,
			version = version + 1 WHERE id = $1 AND version = $2`,
		r.ID, version, r.Month, r.State, r.Due, r.Sends, db.Null(r.Meeting), r.HeardOn, r.ReleasedAs)
	if err == nil && n == 0 {
		return fault.Overtaken(nil)
	}
	return monthTaken(err)
}

// monthTaken explains the one unique index that a user can run into.
func monthTaken(err error) error {
	if db.IsUnique(err) {
		return fault.At("month", "reflection.turn_already")
	}
	return err
}

func insertStep(tx *db.Tx, report ID, s Step) error {
	_, err := tx.Exec(`INSERT INTO reflection_step(id, report_id, action, person_id, month, note, at) VALUES($1, $2, $3, $4, $5, $6, $7)`,
		db.NewID(), report, s.Act, db.Null(s.Person), string(s.Month), s.Note, tx.Now)
	return err
}

func stepsOf(tx *db.Tx, report ID) ([]Step, error) {
	return db.All(tx, func(r db.Row, s *Step) error {
		return r.Scan(&s.Act, db.Text{To: (*string)(&s.Person)}, &s.Name, &s.Month, &s.Note, &s.At)
	}, `SELECT s.action, s.person_id, COALESCE(n.name, ''), s.month, s.note, s.at
		FROM reflection_step s LEFT JOIN member_name n ON n.person_id = s.person_id WHERE s.report_id = $1 ORDER BY s.at, s.id`, report)
}

// counted is how many reports of a unit's year stand in a state.
type counted struct {
	state State
	n     int
}

func countsOf(tx *db.Tx, unit org.ID, from, through db.Date) (map[State]int, error) {
	rows, err := db.All(tx, func(r db.Row, c *counted) error { return r.Scan(&c.state, &c.n) },
		`SELECT state, COUNT(*) FROM reflection_report WHERE unit_id = $1 AND month BETWEEN $2 AND $3 GROUP BY state`, unit, from, through)
	counts := map[State]int{}
	for _, c := range rows {
		counts[c.state] = c.n
	}
	return counts, err
}

// listOf gives a page of a unit's reports of a time, by month; state "" leaves
// out those that were released.
func listOf(tx *db.Tx, unit org.ID, from, through db.Date, f Filter) ([]Report, error) {
	args := db.Args{unit, from, through}
	q := `SELECT ` + reportColumns + reportTables + ` WHERE r.unit_id = $1 AND r.month BETWEEN $2 AND $3`
	if f.State == "" {
		q += ` AND r.state <> 'released'`
	} else {
		q += ` AND r.state = ` + args.Add(f.State)
	}
	q += ` ORDER BY r.month, n.sort_key, r.id LIMIT ` + args.Add(PageSize) + ` OFFSET ` + args.Add(f.Page*PageSize)
	return db.All(tx, scanReport, q, args...)
}

// turnsWithin lists a person's turns in the units within reach, the coming
// ones first.
func turnsWithin(tx *db.Tx, reach access.Reach, person member.ID) ([]Report, error) {
	args := db.Args{person}
	return db.All(tx, scanReport, `SELECT `+reportColumns+reportTables+` WHERE r.person_id = $1 AND r.state <> 'released' AND `+
		args.Within(reach, "o.path", "r.person_id")+` ORDER BY CASE WHEN `+openState+` THEN 0 ELSE 1 END, CASE WHEN `+openState+` THEN r.month ELSE '' END, r.month DESC, r.id`, args...)
}
