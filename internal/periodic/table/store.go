package table

import (
	"encoding/json"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/org"
)

const tableColumns = `t.id, t.unit_id, COALESCE(c.name, ''), COALESCE(c.path, ''), t.title, t.purpose, t.many, t.body, t.due, t.state, t.made_at, t.version`

// tableTables are tables with their committee as it stands today.
const tableTables = ` FROM periodic_table t LEFT JOIN org_place c ON c.unit_id = t.unit_id AND c.to_date IS NULL`

// scan reads the columns of a table before those that follow.
func (t *Table) scan(r db.Row, more ...any) error {
	var body string
	if err := r.Scan(append([]any{&t.ID, &t.Unit, &t.UnitName, &t.Path, &t.Title, &t.Purpose, (*db.Bool)(&t.Many), &body, &t.Due, &t.State, &t.MadeAt, &t.Version}, more...)...); err != nil {
		return err
	}
	return json.Unmarshal([]byte(body), &t.Columns)
}

func tableOf(tx *db.Tx, id ID) (Table, error) {
	return db.One(tx, func(r db.Row, t *Table) error { return t.scan(r) }, `SELECT `+tableColumns+tableTables+` WHERE t.id = $1`, id)
}

func insertTable(tx *db.Tx, id ID, unit org.ID, f Form) error {
	body, err := json.Marshal(f.Columns)
	if err != nil {
		return err
	}
	_, err = tx.Exec(`INSERT INTO periodic_table(id, unit_id, title, purpose, many, body, due, state, made_at) VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		id, unit, f.Title, f.Purpose, db.Bool(f.Many), string(body), f.Due, Drafted, tx.Now)
	return err
}

// rewriteTable stores what was amended, unless somebody else saved first.
func rewriteTable(tx *db.Tx, was Table, version int, f Form) error {
	body, err := json.Marshal(f.Columns)
	if err != nil {
		return err
	}
	n, err := tx.Exec(`UPDATE periodic_table SET title = $3, purpose = $4, many = $5, body = $6, due = $7, version = version + 1 WHERE id = $1 AND version = $2`,
		was.ID, version, f.Title, f.Purpose, db.Bool(f.Many), string(body), f.Due)
	if err == nil && n == 0 {
		theirs := map[string]string{"title": was.Title, "purpose": was.Purpose, "due": i18n.Short(string(was.Due))}
		for i, c := range was.Columns {
			theirs[Field(i+1, "name")], theirs[Field(i+1, "hint")] = c.Name, c.Hint
		}
		return fault.Overtaken(theirs)
	}
	return err
}

// advanceTable stores a new state.
func advanceTable(tx *db.Tx, id ID, version int, to State) error {
	n, err := tx.Exec(`UPDATE periodic_table SET state = $3, version = version + 1 WHERE id = $1 AND version = $2`, id, version, to)
	if err == nil && n == 0 {
		return fault.Overtaken(nil)
	}
	return err
}

// standing joins sheets to where their unit stands, or stood last, and to the
// committee that asks.
const standing = ` JOIN org_place o ON o.unit_id = a.unit_id AND NOT EXISTS (SELECT 1 FROM org_place later WHERE later.unit_id = o.unit_id AND later.from_date > o.from_date)
	LEFT JOIN member_name n ON n.person_id = a.filler_id`

// gone tells of a sheet whether its unit has ended or stands under the committee no
// more.
const gone = `CASE WHEN o.to_date IS NULL AND c.path IS NOT NULL AND substr(o.path, 1, length(c.path)) = c.path THEN 0 ELSE 1 END`

const sheetColumns = `a.id, a.table_id, a.unit_id, o.name, a.state, a.cells, a.aside, a.filler_id, COALESCE(n.name, ''), a.sends, a.sent_on, a.wanted, a.reminded_on, ` + gone + `, a.version`

func (s *Sheet) columns(cells *string) []any {
	return []any{
		&s.ID, &s.Table, &s.Unit, &s.UnitName, &s.State, cells, (*db.Bool)(&s.Aside),
		db.Text{To: (*string)(&s.Filler)},
		&s.FillerName,
		&s.Sends, &s.SentOn, &s.Wanted, &s.RemindedOn, (*db.Bool)(&s.Gone), &s.Version,
	}
}

// pair is a sheet with its table.
type pair struct {
	Table Table
	Sheet Sheet
}

func scanPair(r db.Row, p *pair) error {
	var cells string
	if err := p.Table.scan(r, p.Sheet.columns(&cells)...); err != nil {
		return err
	}
	return json.Unmarshal([]byte(cells), &p.Sheet.Rows)
}

const pairTables = tableTables + ` JOIN periodic_asked a ON a.table_id = t.id` + standing

func sheetOf(tx *db.Tx, id SheetID) (pair, error) {
	return db.One(tx, scanPair, `SELECT `+tableColumns+`, `+sheetColumns+pairTables+` WHERE a.id = $1`, id)
}

// askedOf lists the sheets of a unit: those still to be sent first, by their last
// day.
func askedOf(tx *db.Tx, unit org.ID, limit, offset int) ([]pair, error) {
	return db.All(tx, scanPair, `SELECT `+tableColumns+`, `+sheetColumns+pairTables+` WHERE a.unit_id = $1
		ORDER BY CASE WHEN t.state = 'sent' AND a.state <> 'sent' THEN 0 ELSE 1 END, t.due DESC, a.id LIMIT $2 OFFSET $3`, unit, limit, offset)
}

func countAsked(tx *db.Tx, unit org.ID) (int, error) {
	return db.One(tx, db.Value[int], `SELECT COUNT(*) FROM periodic_asked WHERE unit_id = $1`, unit)
}

// OpenIn counts the sheets that a unit still has to send. The caller has
// authorised.
func OpenIn(tx *db.Tx, unit org.ID) (int, error) {
	return db.One(tx, db.Value[int], `SELECT COUNT(*) FROM periodic_asked a JOIN periodic_table t ON t.id = a.table_id WHERE a.unit_id = $1 AND a.state <> 'sent' AND t.state = 'sent'`, unit)
}

func insertSheets(tx *db.Tx, id ID, units []org.ID) error {
	rows := make([][]any, len(units))
	for i, u := range units {
		rows[i] = []any{db.NewID(), id, u, Waiting}
	}
	return tx.InsertMany(`INSERT INTO periodic_asked(id, table_id, unit_id, state)`, rows, "")
}

// putSheet stores what an act changed of a sheet, unless somebody else was first;
// was is what is stored now.
func putSheet(tx *db.Tx, t Table, s, was Sheet, version int) error {
	cells, err := json.Marshal(s.Rows)
	if err != nil {
		return err
	}
	n, err := tx.Exec(`UPDATE periodic_asked SET state = $3, cells = $4, aside = $5, filler_id = $6, sends = $7, sent_on = $8, wanted = $9, version = version + 1
		WHERE id = $1 AND version = $2`, s.ID, version, s.State, string(cells), db.Bool(s.Aside), db.Null(s.Filler), s.Sends, s.SentOn, s.Wanted)
	if err == nil && n == 0 {
		theirs := map[string]string{"wanted": was.Wanted}
		for i, row := range was.Rows {
			for j, c := range t.Columns {
				theirs[Cell(i+1, j+1)] = c.Typed(row[j])
			}
		}
		return fault.Overtaken(theirs)
	}
	return err
}

func insertCopy(tx *db.Tx, s Sheet) error {
	cells, err := json.Marshal(s.Rows)
	if err != nil {
		return err
	}
	_, err = tx.Exec(`INSERT INTO periodic_filled(asked_id, ordinal, sent_at, cells, aside, filler_id) VALUES($1, $2, $3, $4, $5, $6)`,
		s.ID, s.Sends, tx.Now, string(cells), db.Bool(s.Aside), db.Null(s.Filler))
	return err
}

// copiesOf lists what was sent of a sheet, the first first.
func copiesOf(tx *db.Tx, id SheetID) ([]Copy, error) {
	return db.All(tx, func(r db.Row, c *Copy) error {
		var cells string
		if err := r.Scan(&c.Ordinal, &c.SentAt, &cells, (*db.Bool)(&c.Aside), db.Text{To: (*string)(&c.Filler)}, &c.FillerName); err != nil {
			return err
		}
		return json.Unmarshal([]byte(cells), &c.Rows)
	}, `SELECT f.ordinal, f.sent_at, f.cells, f.aside, f.filler_id, COALESCE(n.name, '') FROM periodic_filled f
		LEFT JOIN member_name n ON n.person_id = f.filler_id WHERE f.asked_id = $1 ORDER BY f.ordinal`, id)
}
