package member

import (
	"chibo/internal/db"
	"chibo/internal/org"
)

// standing of a membership m of a person on date $1: his post and state in the
// unit, whether he holds a key post there, and whether he is of a cell.
const standing = `COALESCE((SELECT q.post FROM member_position q WHERE q.person_id = m.person_id AND q.unit_id = m.unit_id AND q.post <> 'government'
		AND q.from_date <= $1 AND (q.to_date IS NULL OR q.to_date > $1) ORDER BY ` + rank + ` LIMIT 1), ''),
	CASE WHEN EXISTS (SELECT 1 FROM member_position q WHERE q.person_id = m.person_id AND q.unit_id = m.unit_id AND q.key_cadre = 1
		AND q.from_date <= $1 AND (q.to_date IS NULL OR q.to_date > $1)) THEN 1 ELSE 0 END,
	m.status,
	COALESCE((SELECT s.kind FROM member_state s WHERE s.person_id = m.person_id AND s.unit_id = m.unit_id AND s.kind <> 'visiting'
		AND s.from_date <= $1 AND (s.to_date IS NULL OR s.to_date > $1) ORDER BY s.from_date DESC, s.id DESC LIMIT 1), ''),
	CASE WHEN m.body = 'party' OR EXISTS (SELECT 1 FROM member_membership c WHERE c.person_id = m.person_id AND c.body = 'party'
		AND c.from_date <= $1 AND (c.to_date IS NULL OR c.to_date > $1)) THEN 1 ELSE 0 END`

// present is that a membership m holds on date $1.
const present = ` m.from_date <= $1 AND (m.to_date IS NULL OR m.to_date > $1)`

func (p *Profile) standing() []any {
	return []any{&p.Post, (*db.Bool)(&p.KeyCadre), &p.Status, &p.State, (*db.Bool)(&p.InCell)}
}

func profiles(tx *db.Tx, unit org.ID, on db.Date) ([]Profile, error) {
	return db.All(tx, func(r db.Row, p *Profile) error {
		return r.Scan(append([]any{&p.Person, &p.Name, &p.Birth, &p.Department, &p.Job}, p.standing()...)...)
	}, `SELECT p.id, p.name, p.birth, p.department, p.job, `+standing+`
		FROM member_membership m JOIN member_person p ON p.id = m.person_id WHERE m.unit_id = $2 AND`+present+` ORDER BY p.sort_key, p.id`, on, unit)
}

func bonds(tx *db.Tx, path string, on db.Date) ([]Bond, error) {
	args := db.Args{on}
	return db.All(tx, func(r db.Row, b *Bond) error {
		return r.Scan(append([]any{&b.Unit, &b.Person}, b.standing()...)...)
	}, `SELECT m.unit_id, m.person_id, `+standing+`
		FROM member_membership m JOIN org_place o ON o.unit_id = m.unit_id AND o.to_date IS NULL
		WHERE `+args.Under("o.path", path)+` AND`+present+` ORDER BY m.unit_id, m.person_id`, args...)
}
