package directive

import (
	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/org"
)

const directiveColumns = `d.id, d.unit_id, COALESCE(o.name, ''), d.number, d.issued_on, d.issuer, d.title, d.kind, d.due, d.note, d.state, d.reason, d.version`

const directiveTables = ` FROM directive_directive d LEFT JOIN org_place o ON o.unit_id = d.unit_id AND o.to_date IS NULL`

func (d *Directive) columns() []any {
	return []any{&d.ID, &d.Unit, &d.UnitName, &d.Number, &d.IssuedOn, &d.Issuer, &d.Title, &d.Kind, &d.Due, &d.Note, &d.State, &d.Reason, &d.Version}
}

func scanDirective(r db.Row, d *Directive) error { return r.Scan(d.columns()...) }

func byID(tx *db.Tx, id ID) (Directive, error) {
	return db.One(tx, scanDirective, `SELECT `+directiveColumns+directiveTables+` WHERE d.id = $1`, id)
}

// Lines names documents by number and title, as an agenda and a list of tasks
// do. It is for capabilities that have authorised already.
func Lines(tx *db.Tx, ids ...ID) (map[ID]string, error) {
	lines := map[ID]string{}
	if len(ids) == 0 {
		return lines, nil
	}
	args := make([]any, len(ids))
	for i, id := range ids {
		args[i] = id
	}
	all, err := db.All(tx, scanDirective, `SELECT `+directiveColumns+directiveTables+` WHERE d.id IN (`+db.In(1, len(ids))+`)`, args...)
	for _, d := range all {
		lines[d.ID] = d.Line()
	}
	return lines, err
}

// twin finds the same document, by date and sign, in the unit's register or
// among those that came to it. other is left out.
func twin(tx *db.Tx, unit org.ID, f Form, other ID) (Directive, bool, error) {
	all, err := db.All(tx, scanDirective, `SELECT `+directiveColumns+directiveTables+` WHERE d.issued_on = $2 AND d.sign = $3 AND d.state <> 'withdrawn' AND d.id <> $4
		AND (d.unit_id = $1 OR EXISTS (SELECT 1 FROM directive_receipt r WHERE r.directive_id = d.id AND r.unit_id = $1)) LIMIT 1`,
		unit, f.IssuedOn, f.sign(), other)
	if err != nil || len(all) == 0 {
		return Directive{}, false, err
	}
	return all[0], true, nil
}

func insert(tx *db.Tx, id ID, unit org.ID, f Form) error {
	_, err := tx.Exec(`INSERT INTO directive_directive(id, unit_id, number, issued_on, issuer, sign, title, kind, due, note, state) VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		id, unit, f.Number, f.IssuedOn, f.Issuer, f.sign(), f.Title, f.Kind, f.Due, f.Note, Registered)
	return taken(err)
}

// rewrite stores what was amended, unless somebody else saved first.
func rewrite(tx *db.Tx, was Directive, version int, f Form) error {
	n, err := tx.Exec(`UPDATE directive_directive SET number = $3, issued_on = $4, issuer = $5, sign = $6, title = $7, kind = $8, due = $9, note = $10, version = version + 1
		WHERE id = $1 AND version = $2`, was.ID, version, f.Number, f.IssuedOn, f.Issuer, f.sign(), f.Title, f.Kind, f.Due, f.Note)
	if err == nil && n == 0 {
		return fault.Overtaken(map[string]string{
			"number": was.Number, "issued_on": i18n.Short(string(was.IssuedOn)), "issuer": was.Issuer, "title": was.Title,
			"due": i18n.Short(string(was.Due)), "note": was.Note,
		})
	}
	return taken(err)
}

// advance stores a new state and why.
func advance(tx *db.Tx, id ID, version int, to State, reason string) error {
	n, err := tx.Exec(`UPDATE directive_directive SET state = $3, reason = $4, version = version + 1 WHERE id = $1 AND version = $2`, id, version, to, reason)
	if err == nil && n == 0 {
		return fault.Overtaken(nil)
	}
	return err
}

// taken explains the one unique index that two users can run into at once.
func taken(err error) error {
	if db.IsUnique(err) {
		return fault.At("number", "directive.registered_already")
	}
	return err
}

// concerned finds the unit through which the actor may act on a document: its
// owner or one that it came to; the one that he asks for, if it is among them.
func concerned(tx *db.Tx, by access.Actor, action access.Action, id ID, asked org.ID) (org.ID, error) {
	args := db.Args{id, asked}
	return db.One(tx, db.Value[org.ID], `SELECT k.unit_id FROM (
			SELECT unit_id FROM directive_directive WHERE id = $1 UNION SELECT unit_id FROM directive_receipt WHERE directive_id = $1
		) k JOIN org_place o ON o.unit_id = k.unit_id AND o.to_date IS NULL WHERE `+args.Within(access.ReachOf(by, action), "o.path", "")+`
		ORDER BY CASE WHEN k.unit_id = $2 THEN 0 ELSE 1 END, o.path LIMIT 1`, args...)
}

// here are the documents with the receipt of unit $1.
const here = directiveTables + ` LEFT JOIN directive_receipt r ON r.directive_id = d.id AND r.unit_id = $1 LEFT JOIN member_name n ON n.person_id = r.received_by`

// kept leaves those that stand in the register of unit $1 or came to it.
const kept = ` WHERE d.id IN (SELECT id FROM directive_directive WHERE unit_id = $1 UNION SELECT directive_id FROM directive_receipt WHERE unit_id = $1)`

// owed holds where a report is still to come: the unit's own, or one to it.
const owed = `d.state <> 'withdrawn' AND d.due IS NOT NULL AND (r.unit_id IS NOT NULL AND r.reported_at IS NULL
	OR d.unit_id = $1 AND EXISTS (SELECT 1 FROM directive_receipt x WHERE x.directive_id = d.id AND x.unit_id <> $1 AND x.reported_at IS NULL))`

// condition leaves the documents of the part.
func (v Part) condition(tx *db.Tx, args *db.Args) string {
	switch v {
	case Unsent:
		return `d.state = 'registered' AND r.unit_id IS NULL`
	case ForStudy:
		return `d.state <> 'withdrawn' AND r.unit_id IS NOT NULL AND r.studied_on IS NULL AND r.reported_at IS NULL`
	case Doing:
		return owed + ` AND (r.unit_id IS NULL OR r.studied_on IS NOT NULL)`
	case Near:
		return owed + ` AND d.due <= ` + args.Add(tx.Today().AddDays(nearDays))
	}
	return `1 = 1`
}

func count(tx *db.Tx, unit org.ID) (Counts, error) {
	args, q := db.Args{unit}, `SELECT COUNT(*)`
	for _, v := range []Part{Unsent, ForStudy, Doing, Near} {
		q += `, COUNT(*) FILTER (WHERE ` + v.condition(tx, &args) + `)`
	}
	return db.One(tx, func(r db.Row, c *Counts) error { return r.Scan(&c.All, &c.Unsent, &c.ForStudy, &c.Doing, &c.Near) }, q+here+kept, args...)
}

func list(tx *db.Tx, unit org.ID, f Filter) ([]Row, error) {
	args := db.Args{unit}
	q := `SELECT ` + rowColumns + here + kept + ` AND ` + f.Part.condition(tx, &args) + ` ORDER BY d.issued_on DESC, d.id DESC`
	return db.All(tx, scanRow, q+` LIMIT `+args.Add(PageSize)+` OFFSET `+args.Add(f.Page*PageSize), args...)
}

// rowOf is one document as the unit sees it. It is for callers that have seen
// to it that it concerns the unit.
func rowOf(tx *db.Tx, unit org.ID, id ID) (Row, error) {
	return db.One(tx, scanRow, `SELECT `+rowColumns+here+` WHERE d.id = $2`, unit, id)
}

const rowColumns = directiveColumns + `, ` + receiptColumns + `, ` + others + `), ` + others + ` AND x.received_at IS NOT NULL), ` +
	others + ` AND x.studied_on IS NOT NULL), ` + others + ` AND x.reported_at IS NOT NULL)`

// others begins to count the units that unit $1 sent the document to.
const others = `(SELECT COUNT(*) FROM directive_receipt x WHERE x.directive_id = d.id AND d.unit_id = $1 AND x.unit_id <> $1`

func scanRow(r db.Row, row *Row) error {
	t := &row.Tally
	return r.Scan(append(append(row.Directive.columns(), row.Receipt.columns()...), &t.Sent, &t.Received, &t.Studied, &t.Reported)...)
}
