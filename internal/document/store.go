package document

import (
	"chibo/internal/db"
	"chibo/internal/org"
)

func takeNumber(tx *db.Tx, unit org.ID, term, code string) (int, error) {
	_, err := tx.Exec(`INSERT INTO document_number(unit_id, term_id, code, last, issued) VALUES($1, $2, $3, 1, 1)
		ON CONFLICT (unit_id, term_id, code) DO UPDATE SET last = document_number.last + 1, issued = document_number.last + 1`, unit, term, code)
	if err != nil {
		return 0, err
	}
	return db.One(tx, db.Value[int], `SELECT last FROM document_number WHERE unit_id = $1 AND term_id = $2 AND code = $3`, unit, term, code)
}

func setNumber(tx *db.Tx, unit org.ID, term, code string, last int) error {
	_, err := tx.Exec(`INSERT INTO document_number(unit_id, term_id, code, last) VALUES($1, $2, $3, $4)
		ON CONFLICT (unit_id, term_id, code) DO UPDATE SET last = excluded.last`, unit, term, code, last)
	return err
}

func numbers(tx *db.Tx, unit org.ID, term string) ([]Number, error) {
	return db.All(tx, func(r db.Row, n *Number) error { return r.Scan(&n.Code, &n.Last, &n.Issued) },
		`SELECT code, last, issued FROM document_number WHERE unit_id = $1 AND term_id = $2 ORDER BY code`, unit, term)
}
