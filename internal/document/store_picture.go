package document

import "chibo/internal/db"

const pictureColumns = `SELECT a.id, a.unit_id, a.kind, a.subject_id, a.name, f.type, f.size, a.scan, a.hash, a.added_by, a.added_at, p.width, p.height, p.small_hash
	FROM document_attachment a JOIN document_file f ON f.hash = a.hash JOIN document_picture p ON p.hash = a.hash WHERE a.removed_at IS NULL`

func scanPicture(r db.Row, p *Picture) error {
	var scan db.Bool
	a := &p.Attachment
	err := r.Scan(&a.ID, &a.Unit, &a.Kind, &a.Subject, &a.Name, &a.Type, &a.Size, &scan, &a.Hash, db.Text{To: (*string)(&a.AddedBy)}, &a.AddedAt, &p.Width, &p.Height, &p.Small)
	a.Scan = bool(scan)
	return err
}

// Pictures gives the pictures of a record in the order in which they were added. It
// is for capabilities that have authorised already.
func Pictures(tx *db.Tx, kind, subject string) ([]Picture, error) {
	return db.All(tx, scanPicture, pictureColumns+` AND a.kind = $1 AND a.subject_id = $2 ORDER BY a.id`, kind, subject)
}

func pictureByID(tx *db.Tx, id ID) (Picture, error) {
	return db.One(tx, scanPicture, pictureColumns+` AND a.id = $1`, id)
}

// insertPicture stores the small picture, and that it belongs to a large one.
func insertPicture(tx *db.Tx, large string, small Attachment, width, height int) error {
	if err := insertFile(tx, small); err != nil {
		return err
	}
	_, err := tx.Exec(`INSERT INTO document_picture(hash, small_hash, width, height) VALUES($1, $2, $3, $4) ON CONFLICT (hash) DO NOTHING`, large, small.Hash, width, height)
	return err
}
