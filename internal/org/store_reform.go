package org

import (
	"chibo/internal/access"
	"chibo/internal/db"
)

func insertReform(tx *db.Tx, kind ReformKind, unit, into ID, d Decision) error {
	_, err := tx.Exec(`INSERT INTO org_reform(id, kind, unit_id, into_id, on_date, doc_no, doc_date) VALUES($1, $2, $3, $4, $5, $6, $7)`,
		db.NewID(), kind, unit, into, d.On, d.No, d.Date)
	return err
}

// lastSpan joins a span s of a unit as the one that it stands or stood in last.
const lastSpan = `NOT EXISTS (SELECT 1 FROM org_span later WHERE later.unit_id = s.unit_id AND later.from_date > s.from_date)`

// below lists the units directly under one.
func below(tx *db.Tx, id ID) ([]Unit, error) {
	return db.All(tx, scanUnit, "SELECT "+unitColumns+unitTables+" AND s.parent_id = $1 ORDER BY s.path", id)
}

// lastOf reads a unit that has ended, as it stood last.
func lastOf(tx *db.Tx, id ID) (Unit, error) {
	return db.One(tx, func(r db.Row, u *Unit) error {
		var holds db.Bool
		err := r.Scan(&u.ID, &u.Parent, &u.ParentName, &u.Path, &u.Name, &u.Since, &u.Until, &u.Code, &u.Locality, &u.Version,
			&u.Kind.ID, &u.Kind.NameVi, &u.Kind.NameEn, &u.Kind.Body, &holds, &u.Kind.Ordinal)
		u.Kind.Holds = bool(holds)
		return err
	}, `SELECT s.unit_id, COALESCE(s.parent_id, ''), COALESCE((SELECT p.name FROM org_span p WHERE p.unit_id = s.parent_id ORDER BY p.from_date DESC LIMIT 1), ''), s.path, s.name,
			s.from_date, s.to_date, COALESCE(u.code, ''), u.locality, u.version, k.id, k.name_vi, k.name_en, k.body, k.holds, k.ordinal
		FROM org_span s JOIN org_unit u ON u.id = s.unit_id JOIN org_kind k ON k.id = s.kind_id WHERE s.unit_id = $1 AND s.to_date IS NOT NULL AND `+lastSpan, id)
}

// succession is where the way from a unit that has ended leads to.
type succession struct {
	id         ID
	path, name string
	merged     bool // by mergers alone
}

// successionOf follows a unit that has ended to the one that stands today: what
// it was merged into, or else the one above it. None answers for a root that was
// dissolved.
func successionOf(tx *db.Tx, id ID) ([]succession, error) {
	return db.All(tx, func(r db.Row, s *succession) error {
		return r.Scan(&s.id, &s.path, &s.name, (*db.Bool)(&s.merged))
	}, `WITH RECURSIVE next(unit_id, step, merged) AS (
			SELECT CAST($1 AS TEXT), 0, 1
			UNION ALL
			SELECT COALESCE(r.into_id, (SELECT s.parent_id FROM org_span s WHERE s.unit_id = n.unit_id ORDER BY s.from_date DESC LIMIT 1)),
				n.step + 1, CASE WHEN r.into_id IS NULL THEN 0 ELSE n.merged END
			FROM next n LEFT JOIN org_reform r ON r.unit_id = n.unit_id AND r.kind = 'merge'
			WHERE n.unit_id IS NOT NULL AND n.step < 100 AND NOT EXISTS (SELECT 1 FROM org_span s WHERE s.unit_id = n.unit_id AND s.to_date IS NULL))
		SELECT s.unit_id, s.path, s.name, n.merged FROM next n JOIN org_span s ON s.unit_id = n.unit_id AND s.to_date IS NULL LIMIT 1`, id)
}

const reformColumns = `r.kind, r.unit_id, (SELECT s.name FROM org_span s WHERE s.unit_id = r.unit_id ORDER BY s.from_date DESC LIMIT 1),
	r.into_id, (SELECT s.name FROM org_span s WHERE s.unit_id = r.into_id ORDER BY s.from_date DESC LIMIT 1),
	CASE WHEN EXISTS (SELECT 1 FROM org_span s WHERE s.unit_id = r.into_id AND s.to_date IS NULL) THEN 0 ELSE 1 END, r.doc_no, r.doc_date, r.on_date`

func scanReform(r db.Row, f *Reform) error {
	return r.Scan(&f.Kind, &f.Unit, &f.UnitName, &f.Into, &f.IntoName, (*db.Bool)(&f.IntoEnds), &f.No, &f.Date, &f.On)
}

// reformsOf lists the changes in which a unit had a part, but as the committee
// that another came under, the latest first.
func reformsOf(tx *db.Tx, id ID, limit int) ([]Reform, error) {
	return db.All(tx, scanReform, `SELECT `+reformColumns+` FROM org_reform r WHERE (r.unit_id = $1 OR r.into_id = $1 AND r.kind <> 'move')
		ORDER BY r.on_date DESC, r.id DESC LIMIT $2`, id, limit)
}

// reformsWithin gives a page of the changes whose result stands today in reach,
// the latest first, and how many there are.
func reformsWithin(tx *db.Tx, reach access.Reach, limit, skip int) (all []Reform, total int, err error) {
	var args db.Args
	where := ` FROM org_reform r JOIN org_place o ON o.unit_id = r.into_id AND o.to_date IS NULL WHERE ` + args.Within(reach, "o.path", "")
	if total, err = db.One(tx, db.Value[int], `SELECT COUNT(*)`+where, args...); err != nil {
		return nil, 0, err
	}
	page := ` ORDER BY r.on_date DESC, r.id DESC LIMIT ` + args.Add(limit) + ` OFFSET ` + args.Add(skip)
	all, err = db.All(tx, scanReform, `SELECT `+reformColumns+where+page, args...)
	return all, total, err
}
