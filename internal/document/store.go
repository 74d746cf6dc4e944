package document

import (
	"chibo/internal/db"
	"chibo/internal/member"
	"chibo/internal/org"
)

const attachmentColumns = `SELECT a.id, a.unit_id, a.kind, a.subject_id, a.name, f.type, f.size, a.scan, a.hash, a.added_by, a.added_at
	FROM document_attachment a JOIN document_file f ON f.hash = a.hash WHERE a.removed_at IS NULL`

func scanAttachment(r db.Row, a *Attachment) error {
	var scan db.Bool
	err := r.Scan(&a.ID, &a.Unit, &a.Kind, &a.Subject, &a.Name, &a.Type, &a.Size, &scan, &a.Hash, db.Text{To: (*string)(&a.AddedBy)}, &a.AddedAt)
	a.Scan = bool(scan)
	return err
}

// List gives the files attached to a record, in the order in which they were
// added. It is for capabilities that have authorised already.
func List(tx *db.Tx, kind, subject string) ([]Attachment, error) {
	return db.All(tx, scanAttachment, attachmentColumns+` AND a.kind = $1 AND a.subject_id = $2 ORDER BY a.id`, kind, subject)
}

// sameElsewhere lists the attachments of the same file to other records of the unit.
func sameElsewhere(tx *db.Tx, a Attachment) ([]Attachment, error) {
	return db.All(tx, scanAttachment, attachmentColumns+` AND a.hash = $1 AND a.unit_id = $2 AND NOT (a.kind = $3 AND a.subject_id = $4) ORDER BY a.id LIMIT 100`,
		a.Hash, a.Unit, a.Kind, a.Subject)
}

func byID(tx *db.Tx, id ID) (Attachment, error) {
	return db.One(tx, scanAttachment, attachmentColumns+` AND a.id = $1`, id)
}

// insertFile notes that the store holds a file.
func insertFile(tx *db.Tx, a Attachment) error {
	_, err := tx.Exec(`INSERT INTO document_file(hash, size, type, at) VALUES($1, $2, $3, $4) ON CONFLICT (hash) DO NOTHING`, a.Hash, a.Size, a.Type, a.AddedAt)
	return err
}

func insert(tx *db.Tx, a Attachment) error {
	if err := insertFile(tx, a); err != nil {
		return err
	}
	_, err := tx.Exec(`INSERT INTO document_attachment(id, unit_id, kind, subject_id, name, hash, scan, added_by, added_at) VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		a.ID, a.Unit, a.Kind, a.Subject, a.Name, a.Hash, db.Bool(a.Scan), db.Null(a.AddedBy), a.AddedAt)
	return err
}

func remove(tx *db.Tx, id ID) error {
	_, err := tx.Exec(`UPDATE document_attachment SET removed_at = $2 WHERE id = $1`, id, tx.Now)
	return err
}

func unsign(tx *db.Tx, person member.ID) error {
	_, err := tx.Exec(`UPDATE document_attachment SET added_by = NULL WHERE added_by = $1`, person)
	return err
}

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
