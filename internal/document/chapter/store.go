package chapter

import (
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/org"
)

const columns = `id, unit_id, kind, title, body, on_date, put_away, version`

func scan(r db.Row, e *Record) error {
	return r.Scan(&e.ID, &e.Unit, &e.Kind, &e.Title, &e.Body, &e.On, (*db.Bool)(&e.PutAway), &e.Version)
}

func byID(tx *db.Tx, id ID) (Record, error) {
	return db.One(tx, scan, `SELECT `+columns+` FROM document_chapter WHERE id = $1`, id)
}

// recordsOf lists the records of a chapter, the latest first, without their words.
func recordsOf(tx *db.Tx, unit org.ID, away bool, limit, offset int) ([]Record, error) {
	return db.All(tx, func(r db.Row, e *Record) error {
		err := scan(r, e)
		e.Body = ""
		return err
	}, `SELECT `+columns+` FROM document_chapter WHERE unit_id = $1 AND put_away = $2 ORDER BY on_date DESC, id DESC LIMIT $3 OFFSET $4`, unit, db.Bool(away), limit, offset)
}

func count(tx *db.Tx, unit org.ID, away bool) (int, error) {
	return db.One(tx, db.Value[int], `SELECT COUNT(*) FROM document_chapter WHERE unit_id = $1 AND put_away = $2`, unit, db.Bool(away))
}

func insert(tx *db.Tx, id ID, unit org.ID, f Form) error {
	_, err := tx.Exec(`INSERT INTO document_chapter(id, unit_id, kind, title, body, on_date, made_at) VALUES($1, $2, $3, $4, $5, $6, $7)`,
		id, unit, f.Kind, f.Title, f.Body, f.On, tx.Now)
	return err
}

// rewrite stores what was changed, unless somebody else saved first.
func rewrite(tx *db.Tx, was Record, version int, f Form) error {
	n, err := tx.Exec(`UPDATE document_chapter SET kind = $3, title = $4, body = $5, on_date = $6, version = version + 1 WHERE id = $1 AND version = $2`,
		was.ID, version, f.Kind, f.Title, f.Body, f.On)
	if err == nil && n == 0 {
		return fault.Overtaken(map[string]string{"title": was.Title, "body": was.Body, "on": i18n.Short(string(was.On))})
	}
	return err
}

// place puts a record away, or takes it out again.
func place(tx *db.Tx, id ID, version int, away bool) error {
	n, err := tx.Exec(`UPDATE document_chapter SET put_away = $3, version = version + 1 WHERE id = $1 AND version = $2`, id, version, db.Bool(away))
	if err == nil && n == 0 {
		return fault.Overtaken(nil)
	}
	return err
}
