package periodic

import (
	"encoding/json"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
)

const reportColumns = `r.id, r.unit_id, o.name, r.length, r.from_date, r.state, r.due, r.facts, r.counted_at, r.sends, r.sent_on, r.received_on, r.wanted, r.aside, r.version`

// reportTables are reports with the name of their unit, of one that has ended its
// last.
const reportTables = ` FROM periodic_report r JOIN org_place o ON o.unit_id = r.unit_id
	AND NOT EXISTS (SELECT 1 FROM org_place later WHERE later.unit_id = o.unit_id AND later.from_date > o.from_date)`

func scanReport(row db.Row, r *Report) error {
	var facts string
	if err := row.Scan(&r.ID, &r.Unit, &r.UnitName, &r.Period.Length, &r.Period.From, &r.State, &r.Due, &facts, &r.CountedAt,
		&r.Sends, &r.SentOn, &r.ReceivedOn, &r.Wanted, (*db.Bool)(&r.Aside), &r.Version); err != nil {
		return err
	}
	return json.Unmarshal([]byte(facts), &r.Facts)
}

func reportOf(tx *db.Tx, id ID) (Report, error) {
	return db.One(tx, scanReport, `SELECT `+reportColumns+reportTables+` WHERE r.id = $1`, id)
}

// reportsIn gives the report of a unit for a period, as a list of none or one.
func reportsIn(tx *db.Tx, unit org.ID, p Period) ([]Report, error) {
	return db.All(tx, scanReport, `SELECT `+reportColumns+reportTables+` WHERE r.unit_id = $1 AND r.length = $2 AND r.from_date = $3`, unit, p.Length, p.From)
}

// reportsOf lists the reports of a unit, the period that began last first.
func reportsOf(tx *db.Tx, unit org.ID, limit, offset int) ([]Report, error) {
	return db.All(tx, scanReport, `SELECT `+reportColumns+reportTables+` WHERE r.unit_id = $1 ORDER BY r.from_date DESC, r.length, r.id LIMIT $2 OFFSET $3`, unit, limit, offset)
}

func countOf(tx *db.Tx, unit org.ID) (int, error) {
	return db.One(tx, db.Value[int], `SELECT COUNT(*) FROM periodic_report WHERE unit_id = $1`, unit)
}

// unsentBy lists the reports that are still to be sent by a day, of units that
// stand.
func unsentBy(tx *db.Tx, day db.Date) ([]Report, error) {
	return db.All(tx, scanReport, `SELECT `+reportColumns+reportTables+` WHERE r.state IN ('drafted', 'returned') AND r.due <= $1 AND o.to_date IS NULL ORDER BY r.id`, day)
}

func insertReport(tx *db.Tx, r Report) error {
	facts, err := json.Marshal(r.Facts)
	if err != nil {
		return err
	}
	_, err = tx.Exec(`INSERT INTO periodic_report(id, unit_id, length, from_date, state, due, facts, counted_at, aside) VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		r.ID, r.Unit, r.Period.Length, r.Period.From, r.State, r.Due, string(facts), r.CountedAt, db.Bool(r.Aside))
	if db.IsUnique(err) {
		return fault.At("period", "periodic.opened_already")
	}
	return err
}

// putReport stores what an act changed of a report, unless somebody else was first.
func putReport(tx *db.Tx, r Report, version int) error {
	facts, err := json.Marshal(r.Facts)
	if err != nil {
		return err
	}
	n, err := tx.Exec(`UPDATE periodic_report SET state = $3, facts = $4, counted_at = $5, sends = $6, sent_on = $7, received_on = $8, wanted = $9, aside = $10, version = version + 1
		WHERE id = $1 AND version = $2`, r.ID, version, r.State, string(facts), r.CountedAt, r.Sends, r.SentOn, r.ReceivedOn, r.Wanted, db.Bool(r.Aside))
	if err == nil && n == 0 {
		return fault.Overtaken(nil)
	}
	return err
}

// draftOf is what was written; a zero draft if nothing was.
func draftOf(tx *db.Tx, id ID) (Draft, error) {
	found, err := db.All(tx, func(r db.Row, d *Draft) error {
		return r.Scan(&d.Results, &d.Limits, &d.Ahead, &d.Proposals, &d.SavedAt, &d.Version)
	}, `SELECT results, limits, ahead, proposals, saved_at, version FROM periodic_draft WHERE report_id = $1`, id)
	if err != nil || len(found) == 0 {
		return Draft{}, err
	}
	return found[0], nil
}

func insertDraft(tx *db.Tx, id ID, t Texts) error {
	_, err := tx.Exec(`INSERT INTO periodic_draft(report_id, results, limits, ahead, proposals, saved_at) VALUES($1, $2, $3, $4, $5, $6)`,
		id, t.Results, t.Limits, t.Ahead, t.Proposals, tx.Now)
	return err
}

// updateDraft stores a draft over a version.
func updateDraft(tx *db.Tx, id ID, version int, t Texts) error {
	n, err := tx.Exec(`UPDATE periodic_draft SET results = $3, limits = $4, ahead = $5, proposals = $6, saved_at = $7, version = version + 1 WHERE report_id = $1 AND version = $2`,
		id, version, t.Results, t.Limits, t.Ahead, t.Proposals, tx.Now)
	if err == nil && n == 0 {
		return fault.Overtaken(nil)
	}
	return err
}

// copiesOf lists what was sent of a report, the first first.
func copiesOf(tx *db.Tx, id ID) ([]Copy, error) {
	return db.All(tx, func(r db.Row, c *Copy) error {
		var facts string
		if err := r.Scan(&c.Ordinal, &c.SentAt, &facts, &c.Results, &c.Limits, &c.Ahead, &c.Proposals, (*db.Bool)(&c.Aside)); err != nil {
			return err
		}
		return json.Unmarshal([]byte(facts), &c.Facts)
	}, `SELECT ordinal, sent_at, facts, results, limits, ahead, proposals, aside FROM periodic_sent WHERE report_id = $1 ORDER BY ordinal`, id)
}

func insertCopy(tx *db.Tx, id ID, c Copy) error {
	facts, err := json.Marshal(c.Facts)
	if err != nil {
		return err
	}
	_, err = tx.Exec(`INSERT INTO periodic_sent(report_id, ordinal, sent_at, facts, results, limits, ahead, proposals, aside) VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		id, c.Ordinal, c.SentAt, string(facts), c.Results, c.Limits, c.Ahead, c.Proposals, db.Bool(c.Aside))
	return err
}

// officersOf are the people who hold today an officer's role in a committee itself.
func officersOf(tx *db.Tx, unit org.ID) ([]member.ID, error) {
	return db.All(tx, db.Value[member.ID], `SELECT DISTINCT l.person_id FROM account_grant g JOIN account_login l ON l.id = g.account_id
		WHERE g.role = 'officer' AND g.confirmed_by IS NOT NULL AND g.to_at IS NULL AND g.unit_id = $1 ORDER BY l.person_id`, unit)
}

// OpenIn counts the reports of a unit that were begun and are not sent, for a change of
// the tree. It is for capabilities that have authorised already.
func OpenIn(tx *db.Tx, unit org.ID) (int, error) {
	return db.One(tx, db.Value[int], `SELECT COUNT(*) FROM periodic_report WHERE unit_id = $1 AND state IN ('drafted', 'returned')`, unit)
}
