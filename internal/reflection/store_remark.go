package reflection

import (
	"slices"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/org"
)

const remarkColumns = `k.id, k.unit_id, k.person_id, n.name, k.report_id, r.month, r.meeting_id, k.ordinal, k.title, k.state, k.made_on, k.look_on, k.answer, k.evidence, k.resolved_on, k.version`

const remarkTables = ` FROM reflection_remark k JOIN reflection_report r ON r.id = k.report_id JOIN member_name n ON n.person_id = k.person_id`

// unresolved is the condition of a remark that returns in the next report.
const unresolved = `k.state IN ('open', 'improving', 'carried')`

func scanRemark(r db.Row, k *Remark) error {
	return r.Scan(&k.ID, &k.Unit, &k.Person, &k.Name, &k.Report, &k.Month, db.Text{To: (*string)(&k.Meeting)}, &k.Ordinal, &k.Title, &k.State, &k.MadeOn, &k.LookOn, &k.Answer, &k.Evidence, &k.ResolvedOn, &k.Version)
}

func remarkByID(tx *db.Tx, id RemarkID) (Remark, error) {
	return db.One(tx, scanRemark, `SELECT `+remarkColumns+remarkTables+` WHERE k.id = $1 AND k.state <> 'dropped'`, id)
}

// remarksOfReport lists the remarks of a report's conclusion, dropped ones too.
func remarksOfReport(tx *db.Tx, report ID) ([]Remark, error) {
	return db.All(tx, scanRemark, `SELECT `+remarkColumns+remarkTables+` WHERE k.report_id = $1 ORDER BY k.ordinal, k.id`, report)
}

// remarksMade lists those of a report's conclusion that stand.
func remarksMade(tx *db.Tx, report ID) ([]Remark, error) {
	all, err := remarksOfReport(tx, report)
	return slices.DeleteFunc(all, func(k Remark) bool { return k.State == Dropped }), err
}

// remarksBefore lists the unresolved remarks of a person in a unit that come
// from other reports of no later month, the oldest first.
func remarksBefore(tx *db.Tx, r Report) ([]Remark, error) {
	return db.All(tx, scanRemark, `SELECT `+remarkColumns+remarkTables+` WHERE k.person_id = $1 AND k.unit_id = $2 AND k.report_id <> $3 AND r.month <= $4 AND `+unresolved+
		` ORDER BY k.made_on, k.ordinal, k.id`, r.Person, r.Unit, r.ID, r.Month)
}

// remarksIn gives a page of a unit's unresolved remarks: of everybody, or where
// person is not "", his own and those that he helps with; see concerning.
func remarksIn(tx *db.Tx, unit org.ID, person member.ID, running []meeting.ID, f RemarkFilter) ([]Remark, error) {
	args := db.Args{unit}
	q := `SELECT ` + remarkColumns + remarkTables + ` WHERE k.unit_id = $1 AND ` + unresolved
	if f.State != "" {
		q += ` AND k.state = ` + args.Add(f.State)
	}
	if person != "" {
		q += ` AND ` + concerning(&args, person, running)
	}
	return db.All(tx, scanRemark, q+` ORDER BY n.sort_key, k.made_on, k.ordinal, k.id LIMIT `+args.Add(PageSize)+` OFFSET `+args.Add(f.Page*PageSize), args...)
}

// remarkCounts are how many of the remarks of remarksIn there are, by state.
func remarkCounts(tx *db.Tx, unit org.ID, person member.ID, running []meeting.ID) (map[RemarkState]int, error) {
	args := db.Args{unit}
	q := `SELECT k.state, COUNT(*) FROM reflection_remark k WHERE k.unit_id = $1 AND ` + unresolved
	if person != "" {
		q += ` AND ` + concerning(&args, person, running)
	}
	type count struct {
		state RemarkState
		n     int
	}
	all, err := db.All(tx, func(r db.Row, c *count) error { return r.Scan(&c.state, &c.n) }, q+` GROUP BY k.state`, args...)
	counts := map[RemarkState]int{}
	for _, c := range all {
		counts[c.state] = c.n
	}
	return counts, err
}

// concerning is the condition of a remark that somebody mends or helps with;
// made in a meeting that runs it is his to see once help is agreed.
func concerning(args *db.Args, person member.ID, running []meeting.ID) string {
	p := args.Add(person)
	return `(` + over(args, running) + ` AND k.person_id = ` + p + ` OR EXISTS (SELECT 1 FROM reflection_help h WHERE h.remark_id = k.id AND (h.helper_id = ` + p + ` OR k.person_id = ` + p + `)))`
}

// over is the condition of a remark that was made in none of the meetings.
func over(args *db.Args, meetings []meeting.ID) string {
	cond := `TRUE`
	for _, m := range meetings {
		cond += ` AND NOT EXISTS (SELECT 1 FROM reflection_report x WHERE x.id = k.report_id AND x.meeting_id = ` + args.Add(m) + `)`
	}
	return cond
}

func insertRemark(tx *db.Tx, k Remark) error {
	_, err := tx.Exec(`INSERT INTO reflection_remark(id, unit_id, person_id, report_id, ordinal, title, state, made_on) VALUES($1, $2, $3, $4, $5, $6, $7, $8)`,
		k.ID, k.Unit, k.Person, k.Report, k.Ordinal, k.Title, k.State, k.MadeOn)
	return err
}

// putRemark stores a remark, unless somebody else saved after the version that
// the form showed.
func putRemark(tx *db.Tx, k Remark, version int) error {
	n, err := tx.Exec(`UPDATE reflection_remark SET ordinal = $3, title = $4, state = $5, look_on = $6, answer = $7, evidence = $8, resolved_on = $9, version = version + 1
		WHERE id = $1 AND version = $2`, k.ID, version, k.Ordinal, k.Title, k.State, k.LookOn, k.Answer, k.Evidence, k.ResolvedOn)
	if err == nil && n == 0 {
		return fault.Overtaken(nil)
	}
	return err
}

// setRemarkState changes the state of a remark of an earlier report, as long as
// it is one that the change is about.
func setRemarkState(tx *db.Tx, id RemarkID, from, to RemarkState) error {
	_, err := tx.Exec(`UPDATE reflection_remark SET state = $3, version = version + 1 WHERE id = $1 AND state = $2`, id, from, to)
	return err
}

func namedAgain(tx *db.Tx, report ID) ([]again, error) {
	return db.All(tx, func(r db.Row, a *again) error { return r.Scan(&a.remark, &a.line, &a.was) },
		`SELECT remark_id, ordinal, was FROM reflection_again WHERE report_id = $1 ORDER BY ordinal, remark_id`, report)
}

func insertAgain(tx *db.Tx, report ID, a again) error {
	_, err := tx.Exec(`INSERT INTO reflection_again(report_id, remark_id, ordinal, was) VALUES($1, $2, $3, $4)`, report, a.remark, a.line, a.was)
	return err
}

func removeAgain(tx *db.Tx, report ID, remark RemarkID) error {
	_, err := tx.Exec(`DELETE FROM reflection_again WHERE report_id = $1 AND remark_id = $2`, report, remark)
	return err
}

const helpColumns = `h.id, h.remark_id, h.helper_id, n.name, h.body, h.due, h.done_on, h.version FROM reflection_help h JOIN member_name n ON n.person_id = h.helper_id`

func scanHelp(r db.Row, h *Help) error {
	return r.Scan(&h.ID, &h.Remark, &h.Helper, &h.Name, &h.Body, &h.Due, &h.DoneOn, &h.Version)
}

// helpsOf lists the help that was agreed for remarks, the earliest due first.
func helpsOf(tx *db.Tx, remarks ...RemarkID) ([]Help, error) {
	args := db.Args{}
	for _, id := range append([]RemarkID{""}, remarks...) { // one at least: a page makes the same queries however few there are
		args = append(args, id)
	}
	return db.All(tx, scanHelp, `SELECT `+helpColumns+` WHERE h.remark_id IN (`+db.In(1, len(args))+`) ORDER BY h.due, h.id`, args...)
}

// helpOf finds a help of a remark: one of another remark is not there.
func helpOf(tx *db.Tx, remark RemarkID, id HelpID) (Help, error) {
	return db.One(tx, scanHelp, `SELECT `+helpColumns+` WHERE h.remark_id = $1 AND h.id = $2`, remark, id)
}

func insertHelp(tx *db.Tx, h Help) error {
	_, err := tx.Exec(`INSERT INTO reflection_help(id, remark_id, helper_id, body, due) VALUES($1, $2, $3, $4, $5)`, h.ID, h.Remark, h.Helper, h.Body, h.Due)
	return err
}

func putHelp(tx *db.Tx, h Help, version int) error {
	n, err := tx.Exec(`UPDATE reflection_help SET helper_id = $3, body = $4, due = $5, done_on = $6, version = version + 1 WHERE id = $1 AND version = $2`,
		h.ID, version, h.Helper, h.Body, h.Due, h.DoneOn)
	if err == nil && n == 0 {
		return fault.Overtaken(nil)
	}
	return err
}
