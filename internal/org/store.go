package org

import (
	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
)

const unitColumns = `s.unit_id, COALESCE(s.parent_id, ''), COALESCE(p.name, ''), s.path, s.name, s.from_date, COALESCE(u.code, ''), u.locality, u.version,
	k.id, k.name_vi, k.name_en, k.body, k.holds, k.ordinal`

const unitTables = ` FROM org_span s JOIN org_unit u ON u.id = s.unit_id JOIN org_kind k ON k.id = s.kind_id
	LEFT JOIN org_span p ON p.unit_id = s.parent_id AND p.to_date IS NULL WHERE s.to_date IS NULL`

func scanUnit(r db.Row, u *Unit) error {
	var holds db.Bool
	err := r.Scan(&u.ID, &u.Parent, &u.ParentName, &u.Path, &u.Name, &u.Since, &u.Code, &u.Locality, &u.Version,
		&u.Kind.ID, &u.Kind.NameVi, &u.Kind.NameEn, &u.Kind.Body, &holds, &u.Kind.Ordinal)
	u.Kind.Holds = bool(holds)
	return err
}

// Of reads a unit as it stands today, for capabilities that authorise
// themselves. It is not for pages.
func Of(tx *db.Tx, id ID) (Unit, error) {
	return db.One(tx, scanUnit, "SELECT "+unitColumns+unitTables+" AND s.unit_id = $1", id)
}

// BodyOf tells whether a unit, also one that has ended, is the Party's or a mass
// organisation's, as figures name it.
func BodyOf(tx *db.Tx, id ID) (string, error) {
	return db.One(tx, db.Value[string], "SELECT body FROM org_body WHERE unit_id = $1", id)
}

// ByCode finds a unit by its code.
func ByCode(tx *db.Tx, code string) (Unit, error) {
	return db.One(tx, scanUnit, "SELECT "+unitColumns+unitTables+" AND u.code = $1", code)
}

// Authorise reads the unit and checks that the actor may do the action there.
// A unit that does not exist and one outside the actor's tree answer alike. A
// unit that has ended is given to who reads, and refused in words to who writes.
func Authorise(tx *db.Tx, by access.Actor, action access.Action, id ID) (Unit, error) {
	return AuthoriseFor(tx, by, action, id, "")
}

// Under lists the units of a subtree, itself included, in the order of paths.
func Under(tx *db.Tx, path string) ([]Unit, error) {
	var args db.Args
	return db.All(tx, scanUnit, "SELECT "+unitColumns+unitTables+" AND "+args.Under("s.path", path)+" ORDER BY s.path", args...)
}

// countUnder is how many units stand in a subtree, itself included.
func countUnder(tx *db.Tx, path string) (int, error) {
	var args db.Args
	return db.One(tx, db.Value[int], "SELECT COUNT(*) FROM org_span s WHERE s.to_date IS NULL AND "+args.Under("s.path", path), args...)
}

// RightBelow lists the units that stand directly under one today, in the order of
// their sort keys. It makes one query, and is for capabilities that have authorised
// already.
func RightBelow(tx *db.Tx, unit ID) ([]Unit, error) {
	return db.All(tx, scanUnit, "SELECT "+unitColumns+unitTables+" AND s.parent_id = $1 ORDER BY s.sort_key, s.unit_id", unit)
}

func within(tx *db.Tx, reach access.Reach) ([]Unit, error) {
	var args db.Args
	return db.All(tx, scanUnit, "SELECT "+unitColumns+unitTables+" AND "+args.Within(reach, "s.path", "")+" ORDER BY s.path", args...)
}

// Kinds lists the kinds of organisation, highest first.
func Kinds(tx *db.Tx) ([]Kind, error) {
	return db.All(tx, func(r db.Row, k *Kind) error {
		var holds db.Bool
		err := r.Scan(&k.ID, &k.NameVi, &k.NameEn, &k.Body, &holds, &k.Ordinal, &k.From, &k.To)
		k.Holds = bool(holds)
		return err
	}, `SELECT id, name_vi, name_en, body, holds, ordinal, from_date, to_date FROM org_kind ORDER BY ordinal, id`)
}

func insertUnit(tx *db.Tx, id ID, f Form, path string) error {
	if _, err := tx.Exec(`INSERT INTO org_unit(id, code, locality) VALUES($1, $2, $3)`, id, db.Null(f.Code), f.Locality); err != nil {
		return codeTaken(err)
	}
	return insertSpan(tx, id, f, path)
}

func insertSpan(tx *db.Tx, id ID, f Form, path string) error {
	_, err := tx.Exec(`INSERT INTO org_span(unit_id, parent_id, path, kind_id, name, sort_key, from_date) VALUES($1, $2, $3, $4, $5, $6, $7)`,
		id, db.Null(f.Parent), path, f.Kind, f.Name, i18n.Fold(f.Name), f.From)
	return err
}

func codeTaken(err error) error {
	if db.IsUnique(err) {
		return fault.At("code", "org.code_taken")
	}
	return err
}

// closeSpan ends the current span of a unit. A span that would be empty is
// replaced instead.
func closeSpan(tx *db.Tx, id ID, on db.Date) error {
	if _, err := tx.Exec(`DELETE FROM org_span WHERE unit_id = $1 AND to_date IS NULL AND from_date >= $2`, id, on); err != nil {
		return err
	}
	_, err := tx.Exec(`UPDATE org_span SET to_date = $2 WHERE unit_id = $1 AND to_date IS NULL`, id, on)
	return err
}

func updateUnit(tx *db.Tx, id ID, version int, f Form) error {
	n, err := tx.Exec(`UPDATE org_unit SET code = $3, locality = $4, version = version + 1 WHERE id = $1 AND version = $2`, id, version, db.Null(f.Code), f.Locality)
	if err != nil {
		return codeTaken(err)
	}
	if n == 0 {
		return fault.New(fault.Stale, "ui.stale")
	}
	return nil
}

// TermOn gives the unit's term on a date. A zero Term means that none is
// recorded.
func TermOn(tx *db.Tx, unit ID, on db.Date) (Term, error) {
	terms, err := db.All(tx, scanTerm, `SELECT id, ordinal, from_date, to_date FROM org_term
		WHERE unit_id = $1 AND from_date <= $2 AND (to_date IS NULL OR to_date > $2) ORDER BY from_date DESC LIMIT 1`, unit, on)
	if err != nil || len(terms) == 0 {
		return Term{}, err
	}
	return terms[0], nil
}

func scanTerm(r db.Row, t *Term) error { return r.Scan(&t.ID, &t.Ordinal, &t.From, &t.To) }

func termsOf(tx *db.Tx, unit ID) ([]Term, error) {
	return db.All(tx, scanTerm, `SELECT id, ordinal, from_date, to_date FROM org_term WHERE unit_id = $1 ORDER BY from_date DESC`, unit)
}

func insertTerm(tx *db.Tx, unit ID, t Term) error {
	_, err := tx.Exec(`INSERT INTO org_term(id, unit_id, ordinal, from_date, to_date) VALUES($1, $2, $3, $4, $5)`, t.ID, unit, t.Ordinal, t.From, t.To)
	return err
}

func endTerms(tx *db.Tx, unit ID, on db.Date) error {
	_, err := tx.Exec(`UPDATE org_term SET to_date = $2 WHERE unit_id = $1 AND to_date IS NULL AND from_date < $2`, unit, on)
	return err
}

// Staff is how many people work in the unit at a date, members and others; ok
// is false where nobody has said.
func Staff(tx *db.Tx, unit ID, on db.Date) (n int, ok bool, err error) {
	all, err := db.All(tx, db.Value[int], `SELECT staff FROM org_headcount WHERE unit_id = $1 AND from_date <= $2 ORDER BY from_date DESC LIMIT 1`, unit, on)
	if err != nil || len(all) == 0 {
		return 0, false, err
	}
	return all[0], true, nil
}

// StaffOf is Staff of several units, in one query; units of which nobody has said
// it are left out.
func StaffOf(tx *db.Tx, on db.Date, units ...ID) (map[ID]int, error) {
	if len(units) == 0 {
		return nil, nil
	}
	type count struct {
		unit  ID
		staff int
	}
	args := []any{on}
	for _, u := range units {
		args = append(args, u)
	}
	all, err := db.All(tx, func(r db.Row, c *count) error { return r.Scan(&c.unit, &c.staff) },
		`SELECT unit_id, staff FROM org_headcount WHERE from_date <= $1 AND unit_id IN (`+db.In(2, len(units))+`) ORDER BY from_date`, args...)
	known := make(map[ID]int, len(all))
	for _, c := range all {
		known[c.unit] = c.staff // the latest comes last
	}
	return known, err
}

func putStaff(tx *db.Tx, unit ID, on db.Date, n int) error {
	_, err := tx.Exec(`INSERT INTO org_headcount(unit_id, from_date, staff) VALUES($1, $2, $3)
		ON CONFLICT (unit_id, from_date) DO UPDATE SET staff = excluded.staff`, unit, on, n)
	return err
}

func regulationOn(tx *db.Tx, unit ID, on db.Date) (Regulation, error) {
	all, err := db.All(tx, func(r db.Row, g *Regulation) error { return r.Scan(&g.Body, &g.From, &g.Version) },
		`SELECT body, from_date, version FROM org_regulation WHERE unit_id = $1 AND from_date <= $2 ORDER BY from_date DESC LIMIT 1`, unit, on)
	if err != nil || len(all) == 0 {
		return Regulation{}, err
	}
	return all[0], nil
}

func putRegulation(tx *db.Tx, unit ID, r Regulation) error {
	n, err := tx.Exec(`INSERT INTO org_regulation(id, unit_id, body, from_date) VALUES($1, $2, $3, $4)
		ON CONFLICT (unit_id, from_date) DO UPDATE SET body = excluded.body, version = org_regulation.version + 1 WHERE org_regulation.version = $5`,
		db.NewID(), unit, r.Body, r.From, r.Version)
	if err != nil {
		return err
	}
	if n > 0 {
		return nil
	}
	now, err := regulationOn(tx, unit, r.From)
	if err != nil {
		return err
	}
	e := fault.New(fault.Stale, "ui.stale")
	e.Theirs = map[string]string{"body": now.Body}
	return e
}
