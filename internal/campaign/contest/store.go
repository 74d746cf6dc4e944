package contest

import (
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/org"
)

const contestColumns = `SELECT c.id, c.unit_id, COALESCE(o.name, ''), c.theme_id, c.title, c.rules, c.entrants, c.opens_on, c.closes_on, c.files, c.apart, c.state,
	c.decision_no, c.decision_on, c.reason, (SELECT COUNT(*) FROM campaign_contest_entry e WHERE e.contest_id = c.id AND e.state = 'entered'), c.version`

const contestTables = ` FROM campaign_contest c LEFT JOIN org_place o ON o.unit_id = c.unit_id AND o.to_date IS NULL`

func scanContest(r db.Row, c *Contest) error {
	var files, apart db.Bool
	err := r.Scan(&c.ID, &c.Unit, &c.UnitName, db.Text{To: &c.Theme}, &c.Title, &c.Rules, &c.Entrants, &c.OpensOn, &c.ClosesOn, &files, &apart, &c.State,
		&c.DecisionNo, &c.DecisionOn, &c.Reason, &c.Entries, &c.Version)
	c.Files, c.Apart = bool(files), bool(apart)
	return err
}

func contestByID(tx *db.Tx, id ID) (Contest, error) {
	return db.One(tx, scanContest, contestColumns+contestTables+` WHERE c.id = $1`, id)
}

// upwards is the condition that a contest is of the unit at a path or of one above
// it.
func upwards(args *db.Args, path string) string {
	var paths []any
	for i, r := range path {
		if r == '.' {
			paths = append(paths, path[:i+1])
		}
	}
	if len(paths) == 0 {
		return "1=0"
	}
	return "o.path IN (" + args.List(paths) + ")"
}

func countContests(tx *db.Tx, path string) (int, error) {
	var args db.Args
	return db.One(tx, db.Value[int], `SELECT COUNT(*)`+contestTables+` WHERE `+upwards(&args, path), args...)
}

// contestsFor lists contests for the unit at a path: those that go on first, then by
// the last day of handing in.
func contestsFor(tx *db.Tx, path string, page int) ([]Contest, error) {
	var args db.Args
	where := upwards(&args, path)
	return db.All(tx, scanContest, contestColumns+contestTables+` WHERE `+where+
		` ORDER BY CASE WHEN c.state IN ('published', 'cancelled') THEN 1 ELSE 0 END, c.closes_on DESC, c.id DESC LIMIT `+args.Add(PageSize)+` OFFSET `+args.Add((page-1)*PageSize), args...)
}

// OpenIn counts the contests of a unit that go on. It is for who ends the unit.
func OpenIn(tx *db.Tx, unit org.ID) (int, error) {
	return db.One(tx, db.Value[int], `SELECT COUNT(*) FROM campaign_contest WHERE unit_id = $1 AND state IN ('called', 'scoring', 'decided')`, unit)
}

func insertContest(tx *db.Tx, id ID, unit org.ID, f Form) error {
	_, err := tx.Exec(`INSERT INTO campaign_contest(id, unit_id, theme_id, title, rules, entrants, opens_on, closes_on, files, apart, state) VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'called')`,
		id, unit, db.Null(f.Theme), f.Title, f.Rules, f.Entrants, f.OpensOn, f.ClosesOn, db.Bool(f.Files), db.Bool(f.Apart))
	return err
}

func putContest(tx *db.Tx, id ID, version int, f Form, theirs map[string]string) error {
	n, err := tx.Exec(`UPDATE campaign_contest SET theme_id = $3, title = $4, rules = $5, entrants = $6, opens_on = $7, closes_on = $8, files = $9, apart = $10, version = version + 1
		WHERE id = $1 AND version = $2`, id, version, db.Null(f.Theme), f.Title, f.Rules, f.Entrants, f.OpensOn, f.ClosesOn, db.Bool(f.Files), db.Bool(f.Apart))
	if err == nil && n == 0 {
		err = fault.Overtaken(theirs)
	}
	return err
}

// advance stores the next state over the version that the page showed.
func advance(tx *db.Tx, id ID, version int, to State, reason string) error {
	n, err := tx.Exec(`UPDATE campaign_contest SET state = $3, reason = $4, version = version + 1 WHERE id = $1 AND version = $2`, id, version, to, reason)
	if err == nil && n == 0 {
		err = fault.Overtaken(nil)
	}
	return err
}

func decide(tx *db.Tx, id ID, version int, to State, d Decision, theirs map[string]string) error {
	n, err := tx.Exec(`UPDATE campaign_contest SET state = $3, decision_no = $4, decision_on = $5, version = version + 1 WHERE id = $1 AND version = $2`, id, version, to, d.Number, d.On)
	if err == nil && n == 0 {
		err = fault.Overtaken(theirs)
	}
	return err
}

func criteriaOf(tx *db.Tx, id ID) ([]Criterion, error) {
	return db.All(tx, func(r db.Row, c *Criterion) error { return r.Scan(&c.Ordinal, &c.Title, &c.Points, &c.Weight) },
		`SELECT ordinal, title, points, weight FROM campaign_contest_criterion WHERE contest_id = $1 ORDER BY ordinal`, id)
}

// putCriteria stores the criteria anew; there are no points by them yet, or they are
// the same.
func putCriteria(tx *db.Tx, id ID, all []CriterionForm) error {
	if _, err := tx.Exec(`DELETE FROM campaign_contest_criterion WHERE contest_id = $1`, id); err != nil {
		return err
	}
	rows := make([][]any, len(all))
	for i, c := range all {
		rows[i] = []any{id, i + 1, c.Title, c.Points, c.Weight}
	}
	return tx.InsertMany(`INSERT INTO campaign_contest_criterion(contest_id, ordinal, title, points, weight)`, rows, "")
}
