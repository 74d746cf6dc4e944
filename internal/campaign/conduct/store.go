package conduct

import (
	"errors"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/org"
)

const codeColumns = `c.id, c.unit_id, COALESCE(o.name, ''), c.name, c.number, c.issued_on, c.issuer, c.edition, c.retired_on,
	(SELECT COUNT(*) FROM campaign_code_rule r WHERE r.code_id = c.id AND r.edition = c.edition), c.version`

const codeTables = ` FROM campaign_code c LEFT JOIN org_place o ON o.unit_id = c.unit_id AND o.to_date IS NULL`

func (c *Code) into() []any {
	return []any{&c.ID, &c.Unit, &c.UnitName, &c.Name, &c.Number, &c.IssuedOn, &c.Issuer, &c.Edition, &c.Retired, &c.Rules, &c.Version}
}

func scanCode(r db.Row, c *Code) error { return r.Scan(c.into()...) }

func codeByID(tx *db.Tx, id ID) (Code, error) {
	return db.One(tx, scanCode, `SELECT `+codeColumns+codeTables+` WHERE c.id = $1`, id)
}

// upwards is the condition that a code is of the unit at a path or of one above it.
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

// codeFor reads a code that the unit at a path may choose.
func codeFor(tx *db.Tx, id ID, path string) (Code, error) {
	args := db.Args{id}
	return db.One(tx, scanCode, `SELECT `+codeColumns+codeTables+` WHERE c.id = $1 AND `+upwards(&args, path), args...)
}

func countOffered(tx *db.Tx, path string) (int, error) {
	var args db.Args
	return db.One(tx, db.Value[int], `SELECT COUNT(*)`+codeTables+` WHERE c.retired_on IS NULL AND `+upwards(&args, path), args...)
}

// offeredTo lists codes that the unit at a path may choose, its own last edition
// first by name.
func offeredTo(tx *db.Tx, path string, page int) ([]Code, error) {
	var args db.Args
	where := upwards(&args, path)
	return db.All(tx, scanCode, `SELECT `+codeColumns+codeTables+` WHERE c.retired_on IS NULL AND `+where+` ORDER BY o.path DESC, c.name, c.id LIMIT `+args.Add(PageSize)+` OFFSET `+args.Add((page-1)*PageSize), args...)
}

// countBelow is how many units under one use a code now.
func countBelow(tx *db.Tx, u org.Unit) (int, error) {
	args := db.Args{u.ID}
	return db.One(tx, db.Value[int], `SELECT COUNT(DISTINCT s.unit_id) FROM campaign_code_use s JOIN org_place o ON o.unit_id = s.unit_id AND o.to_date IS NULL
		WHERE s.to_date IS NULL AND s.unit_id <> $1 AND `+args.Under("o.path", u.Path), args...)
}

func insertCode(tx *db.Tx, id ID, unit org.ID, f CodeForm) error {
	_, err := tx.Exec(`INSERT INTO campaign_code(id, unit_id, name, number, issued_on, issuer) VALUES($1, $2, $3, $4, $5, $6)`, id, unit, f.Name, f.Number, f.IssuedOn, f.Issuer)
	return err
}

// putCode stores the next edition's head over the version that the page showed.
func putCode(tx *db.Tx, c Code, version int, f CodeForm, theirs map[string]string) error {
	n, err := tx.Exec(`UPDATE campaign_code SET name = $3, number = $4, issued_on = $5, issuer = $6, edition = edition + 1, version = version + 1
		WHERE id = $1 AND version = $2`, c.ID, version, f.Name, f.Number, f.IssuedOn, f.Issuer)
	if err == nil && n == 0 {
		err = fault.Overtaken(theirs)
	}
	return err
}

func retire(tx *db.Tx, id ID, version int) error {
	n, err := tx.Exec(`UPDATE campaign_code SET retired_on = $3, version = version + 1 WHERE id = $1 AND version = $2`, id, version, tx.Today())
	if err == nil && n == 0 {
		err = fault.Overtaken(nil)
	}
	return err
}

func insertRules(tx *db.Tx, code ID, edition int, rules []Rule) error {
	rows := make([][]any, len(rules))
	for i, r := range rules {
		rows[i] = []any{r.ID, code, edition, r.Ordinal, r.Line, r.Title, r.Body, r.Measure, r.Source}
	}
	return tx.InsertMany(`INSERT INTO campaign_code_rule(id, code_id, edition, ordinal, line, title, body, measure, source)`, rows, "")
}

const ruleColumns = `r.id, r.line, r.ordinal, r.title, r.body, r.measure, r.source`

func (r *Rule) into() []any {
	return []any{&r.ID, &r.Line, &r.Ordinal, &r.Title, &r.Body, &r.Measure, &r.Source}
}

func scanRule(row db.Row, r *Rule) error { return row.Scan(r.into()...) }

func rulesOf(tx *db.Tx, code ID, edition int) ([]Rule, error) {
	return db.All(tx, scanRule, `SELECT `+ruleColumns+` FROM campaign_code_rule r WHERE r.code_id = $1 AND r.edition = $2 ORDER BY r.ordinal`, code, edition)
}

const useColumns = `SELECT s.id, s.unit_id, s.span, s.from_date, s.to_date, (SELECT MAX(p.month) FROM campaign_code_period p WHERE p.use_id = s.id),
	(SELECT COUNT(*) FROM campaign_code_watch w WHERE w.use_id = s.id), s.version, ` + codeColumns + ` FROM campaign_code_use s JOIN campaign_code c ON c.id = s.code_id
	LEFT JOIN org_place o ON o.unit_id = c.unit_id AND o.to_date IS NULL`

func scanUse(r db.Row, u *Use) error {
	return r.Scan(append([]any{&u.ID, &u.Unit, &u.Span, &u.From, &u.Until, &u.Last, &u.Watched, &u.Version}, u.Code.into()...)...)
}

func useByID(tx *db.Tx, id UseID) (Use, error) {
	return db.One(tx, scanUse, useColumns+` WHERE s.id = $1`, id)
}

// usesMax bounds the uses that a page lists.
const usesMax = 50

func usesOf(tx *db.Tx, unit org.ID) ([]Use, error) {
	return db.All(tx, scanUse, useColumns+` WHERE s.unit_id = $1 ORDER BY CASE WHEN s.to_date IS NULL THEN 0 ELSE 1 END, s.from_date DESC, s.id DESC LIMIT $2`, unit, usesMax)
}

func insertUse(tx *db.Tx, id UseID, unit org.ID, code ID, f UseForm) error {
	_, err := tx.Exec(`INSERT INTO campaign_code_use(id, unit_id, code_id, span, from_date) VALUES($1, $2, $3, $4, $5)`, id, unit, code, f.Span, f.From)
	if db.IsUnique(err) {
		return fault.New(fault.Invalid, "conduct.in_use")
	}
	return err
}

// touchUse counts a change of a use over the version that the page showed; until
// ends it, where it is one.
func touchUse(tx *db.Tx, id UseID, version int, until db.Date) error {
	n, err := tx.Exec(`UPDATE campaign_code_use SET to_date = CAST($3 AS TEXT), version = version + 1 WHERE id = $1 AND version = $2`, id, version, until)
	if err == nil && n == 0 {
		err = fault.Overtaken(nil)
	}
	return err
}

func putWatch(tx *db.Tx, id UseID, lines []string) error {
	if _, err := tx.Exec(`DELETE FROM campaign_code_watch WHERE use_id = $1`, id); err != nil {
		return err
	}
	rows := make([][]any, len(lines))
	for i, line := range lines {
		rows[i] = []any{id, line}
	}
	return tx.InsertMany(`INSERT INTO campaign_code_watch(use_id, line)`, rows, ` ON CONFLICT DO NOTHING`)
}

// watchedOf are the rules that a unit observes, as the last edition words them.
func watchedOf(tx *db.Tx, u Use) ([]Rule, error) {
	return db.All(tx, scanRule, `SELECT `+ruleColumns+` FROM campaign_code_rule r JOIN campaign_code_watch w ON w.use_id = $1 AND w.line = r.line
		WHERE r.code_id = $2 AND r.edition = $3 ORDER BY r.ordinal`, u.ID, u.Code.ID, u.Code.Edition)
}

// askedFor are the rules of an edition that a period asks for: those that are
// watched, and those of which something was observed.
func askedFor(tx *db.Tx, u Use, edition int, period db.Date) ([]Rule, error) {
	return db.All(tx, scanRule, `SELECT `+ruleColumns+` FROM campaign_code_rule r WHERE r.code_id = $1 AND r.edition = $2
			AND (r.line IN (SELECT w.line FROM campaign_code_watch w WHERE w.use_id = $3)
				OR r.id IN (SELECT b.rule_id FROM campaign_code_observation b WHERE b.use_id = $3 AND b.month = $4))
		ORDER BY r.ordinal`, u.Code.ID, edition, u.ID, period)
}

// observed lists what was found from a period through another, the earliest first,
// in the order of the rules.
func observed(tx *db.Tx, id UseID, from, through db.Date) ([]Observation, error) {
	return db.All(tx, func(r db.Row, b *Observation) error {
		return r.Scan(append([]any{&b.Period, &b.Value, &b.Note, &b.Source}, b.Rule.into()...)...)
	}, `SELECT b.month, b.value, b.note, b.source, `+ruleColumns+` FROM campaign_code_observation b JOIN campaign_code_rule r ON r.id = b.rule_id
		WHERE b.use_id = $1 AND b.month BETWEEN $2 AND $3 ORDER BY b.month, r.ordinal`, id, from, through)
}

// periodOf is by which edition a period was observed, and its version; zeros where
// it was not.
func periodOf(tx *db.Tx, id UseID, period db.Date) (edition, version int, err error) {
	_, err = db.One(tx, func(r db.Row, _ *struct{}) error { return r.Scan(&edition, &version) },
		`SELECT edition, version FROM campaign_code_period WHERE use_id = $1 AND month = $2`, id, period)
	if errors.Is(err, db.ErrNone) {
		err = nil
	}
	return edition, version, err
}

// putPeriod notes that a period was observed over the version that the page showed,
// 0 for none; it keeps the edition that it had.
func putPeriod(tx *db.Tx, o Observing, version int) error {
	var n int64
	var err error
	if version == 0 {
		n, err = tx.Exec(`INSERT INTO campaign_code_period(use_id, month, edition) VALUES($1, $2, $3) ON CONFLICT DO NOTHING`, o.Use.ID, o.Period, o.Use.Code.Edition)
	} else {
		n, err = tx.Exec(`UPDATE campaign_code_period SET version = version + 1 WHERE use_id = $1 AND month = $2 AND version = $3`, o.Use.ID, o.Period, version)
	}
	if err == nil && n == 0 {
		err = fault.Overtaken(o.theirs())
	}
	return err
}

// putObservations stores a period as a whole.
func putObservations(tx *db.Tx, id UseID, period db.Date, all []Observation) error {
	if _, err := tx.Exec(`DELETE FROM campaign_code_observation WHERE use_id = $1 AND month = $2`, id, period); err != nil {
		return err
	}
	rows := make([][]any, len(all))
	for i, b := range all {
		rows[i] = []any{id, period, b.Rule.ID, b.Value, b.Note, b.Source}
	}
	return tx.InsertMany(`INSERT INTO campaign_code_observation(use_id, month, rule_id, value, note, source)`, rows, "")
}
