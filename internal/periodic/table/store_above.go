package table

import (
	"encoding/json"

	"chibo/internal/db"
	"chibo/internal/member"
	"chibo/internal/org"
)

// counts are, of the table of the row, how many units were asked, how many have sent,
// and how many others are gone.
const counts = `, (SELECT COUNT(*) FROM periodic_asked a WHERE a.table_id = t.id), (SELECT COUNT(*) FROM periodic_asked a WHERE a.table_id = t.id AND a.state = 'sent'),
	(SELECT COUNT(*) FROM periodic_asked a` + standing + ` WHERE a.table_id = t.id AND a.state <> 'sent' AND ` + gone + ` = 1)`

// definedBy lists the tables of a committee, the newest first.
func definedBy(tx *db.Tx, unit org.ID, limit, offset int) ([]Defined, error) {
	return db.All(tx, func(r db.Row, d *Defined) error {
		return d.Table.scan(r, &d.Asked, &d.Sent, &d.Excused)
	}, `SELECT `+tableColumns+counts+tableTables+` WHERE t.unit_id = $1 ORDER BY t.made_at DESC, t.id LIMIT $2 OFFSET $3`, unit, limit, offset)
}

func countDefined(tx *db.Tx, unit org.ID) (int, error) {
	return db.One(tx, db.Value[int], `SELECT COUNT(*) FROM periodic_table WHERE unit_id = $1`, unit)
}

// tallyOf counts the sheets of a table.
func tallyOf(tx *db.Tx, id ID) (Tally, error) {
	return db.One(tx, func(r db.Row, t *Tally) error { return r.Scan(&t.Asked, &t.Sent, &t.Excused) },
		`SELECT COUNT(*), COUNT(*) FILTER (WHERE a.state = 'sent'), COUNT(*) FILTER (WHERE a.state <> 'sent' AND `+gone+` = 1)`+pairTables+` WHERE t.id = $1`, id)
}

// conditions are the filters as conditions.
var conditions = map[Filter]string{
	Missing: ` AND a.state <> 'sent' AND ` + gone + ` = 0`,
	Filled:  ` AND a.state = 'sent'`,
}

// sheetsIn lists the sheets of a table without what is being filled, by name of the
// unit.
func sheetsIn(tx *db.Tx, id ID, filter Filter, limit, offset int) ([]Sheet, error) {
	return db.All(tx, func(r db.Row, s *Sheet) error {
		var cells string
		return r.Scan(s.columns(&cells)...)
	}, `SELECT `+sheetColumns+pairTables+` WHERE t.id = $1`+conditions[filter]+` ORDER BY o.path, a.id LIMIT $2 OFFSET $3`, id, limit, offset)
}

// sentIn lists what was sent of a table last and not given back, with where the unit
// stands, in the order of the tree.
func sentIn(tx *db.Tx, id ID) ([]Line, error) {
	return db.All(tx, func(r db.Row, l *Line) error {
		var cells string
		if err := r.Scan(&l.Unit, &l.Name, &l.path, &l.SentOn, (*db.Bool)(&l.Aside), (*db.Bool)(&l.Gone), &cells); err != nil {
			return err
		}
		return json.Unmarshal([]byte(cells), &l.Rows)
	}, `SELECT a.unit_id, o.name, o.path, a.sent_on, f.aside, `+gone+`, f.cells`+pairTables+`
		JOIN periodic_filled f ON f.asked_id = a.id AND f.ordinal = a.sends WHERE t.id = $1 AND a.state = 'sent' ORDER BY o.path, a.id`, id)
}

// childrenOf are the paths and names of the units directly below a committee, by name.
func childrenOf(tx *db.Tx, committee org.ID) ([]Line, error) {
	return db.All(tx, func(r db.Row, l *Line) error { return r.Scan(&l.Unit, &l.Name, &l.path) },
		`SELECT s.unit_id, s.name, s.path FROM org_span s WHERE s.parent_id = $1 AND s.to_date IS NULL ORDER BY s.sort_key, s.unit_id`, committee)
}

// askedUnits are the units that a table was sent to.
func askedUnits(tx *db.Tx, id ID) ([]org.ID, error) {
	return db.All(tx, db.Value[org.ID], `SELECT unit_id FROM periodic_asked WHERE table_id = $1`, id)
}

// owing lists the sheets of a table that are still to be sent, of units that stand
// under the committee and were not reminded today.
func owing(tx *db.Tx, id ID) ([]Sheet, error) {
	return db.All(tx, func(r db.Row, s *Sheet) error {
		var cells string
		return r.Scan(s.columns(&cells)...)
	}, `SELECT `+sheetColumns+pairTables+` WHERE t.id = $1`+conditions[Missing]+` AND COALESCE(a.reminded_on, '') <> $2 ORDER BY a.id`, id, tx.Today())
}

// noteReminded stores the day on which the units that owe a sheet were reminded.
func noteReminded(tx *db.Tx, sheets []Sheet) error {
	for _, s := range sheets {
		if _, err := tx.Exec(`UPDATE periodic_asked SET reminded_on = $2 WHERE id = $1`, s.ID, tx.Today()); err != nil {
			return err
		}
	}
	return nil
}

// leader is somebody who fills the sheet of a unit.
type leader struct {
	sheet  SheetID
	unit   org.ID
	person member.ID
}

// leadersIn are who fills the sheets of a table today: secretaries and deputies, the
// heads and deputies of chapters, and the officers of committees.
func leadersIn(tx *db.Tx, id ID) ([]leader, error) {
	return db.All(tx, func(r db.Row, l *leader) error { return r.Scan(&l.sheet, &l.unit, &l.person) },
		`SELECT a.id, a.unit_id, p.person_id FROM periodic_asked a JOIN member_position p ON p.unit_id = a.unit_id
			AND p.post IN ('secretary', 'deputy', 'mass_head', 'mass_deputy') AND p.from_date <= $2 AND (p.to_date IS NULL OR p.to_date > $2) WHERE a.table_id = $1
		UNION SELECT a.id, a.unit_id, l.person_id FROM periodic_asked a JOIN account_grant g ON g.unit_id = a.unit_id AND g.role IN ('officer', 'mass_officer')
			AND g.confirmed_by IS NOT NULL AND g.to_at IS NULL JOIN account_login l ON l.id = g.account_id WHERE a.table_id = $1 ORDER BY 1, 3`, id, tx.Today())
}

// officersOf are the people who hold today an officer's role in a committee itself.
func officersOf(tx *db.Tx, unit org.ID) ([]member.ID, error) {
	return db.All(tx, db.Value[member.ID], `SELECT DISTINCT l.person_id FROM account_grant g JOIN account_login l ON l.id = g.account_id
		WHERE g.role = 'officer' AND g.confirmed_by IS NOT NULL AND g.to_at IS NULL AND g.unit_id = $1 ORDER BY l.person_id`, unit)
}

// forget takes a person off what he entered for units.
func forget(tx *db.Tx, person member.ID) error {
	for _, table := range []string{"periodic_asked", "periodic_filled"} {
		if _, err := tx.Exec(`UPDATE `+table+` SET filler_id = NULL WHERE filler_id = $1`, person); err != nil {
			return err
		}
	}
	return nil
}

// merge gives what one person entered to another.
func merge(tx *db.Tx, from, into member.ID) error {
	return tx.Repoint("periodic", "member_person", string(from), string(into))
}
