package directive

import (
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/member"
	"chibo/internal/org"
)

const receiptColumns = `COALESCE(r.directive_id, ''), COALESCE(r.unit_id, ''), r.sent_at, r.received_at, COALESCE(r.received_by, ''), COALESCE(n.name, ''),
	r.studied_on, COALESCE(r.study_meeting_id, ''), r.reported_at, COALESCE(r.report, ''), COALESCE(r.version, 0)`

func (r *Receipt) columns() []any {
	return []any{
		&r.Directive, &r.Unit, &r.SentAt, &r.ReceivedAt, &r.ReceivedBy, &r.ReceiverName,
		&r.StudiedOn, &r.StudyMeeting, &r.ReportedAt, &r.Report, &r.Version,
	}
}

// insertReceipt begins the receipt of a unit; received, where the unit holds
// the document already.
func insertReceipt(tx *db.Tx, id ID, unit org.ID, by member.ID, received bool) error {
	at := db.Time{}
	if received {
		at = tx.Now
	}
	_, err := tx.Exec(`INSERT INTO directive_receipt(directive_id, unit_id, sent_at, received_at, received_by) VALUES($1, $2, $3, $4, $5)`,
		id, unit, tx.Now, at, db.Null(by))
	return err
}

// keep stores what a unit did with a document, unless somebody else saved
// after the version that the form showed; was is what is stored now.
func keep(tx *db.Tx, r Receipt, version int, was Receipt) error {
	n, err := tx.Exec(`UPDATE directive_receipt SET received_at = $4, received_by = $5, studied_on = $6, study_meeting_id = $7, reported_at = $8, report = $9, version = version + 1
		WHERE directive_id = $1 AND unit_id = $2 AND version = $3`,
		r.Directive, r.Unit, version, r.ReceivedAt, db.Null(r.ReceivedBy), r.StudiedOn, r.StudyMeeting, r.ReportedAt, r.Report)
	if err == nil && n == 0 {
		return fault.Overtaken(map[string]string{"report": was.Report, "on": i18n.Short(string(was.StudiedOn))})
	}
	return err
}

// sentTo lists the units that a document came to, its owner left out.
func sentTo(tx *db.Tx, d Directive) ([]org.ID, error) {
	return db.All(tx, db.Value[org.ID], `SELECT unit_id FROM directive_receipt WHERE directive_id = $1 AND unit_id <> $2`, d.ID, d.Unit)
}

// ToStudy lists the documents that came to the unit and have not been studied,
// what is due first at the top: for the agenda and the home page. It is for
// capabilities that have authorised already.
func ToStudy(tx *db.Tx, unit org.ID) ([]Directive, error) {
	args := db.Args{unit}
	return db.All(tx, scanDirective, `SELECT `+directiveColumns+here+kept+` AND `+ForStudy.condition(tx, &args)+
		` ORDER BY COALESCE(d.due, '9999'), d.issued_on, d.id`, args...)
}

// condition leaves the receipts that the view shows; $1 is the document.
func (v Reception) condition() string {
	switch v {
	case Unreceived:
		return ` AND r.received_at IS NULL`
	case Unreported:
		return ` AND r.reported_at IS NULL`
	}
	return ``
}

// receipts lists what became of a document in the units that it was sent to,
// by their names. A unit that has ceased stands under its last name.
func receipts(tx *db.Tx, d Directive, v Reception, page int) ([]UnitReceipt, error) {
	return db.All(tx, func(row db.Row, u *UnitReceipt) error {
		var gone db.Bool
		err := row.Scan(append(u.Receipt.columns(), &u.UnitName, &gone)...)
		u.Ceased = bool(gone)
		return err
	}, `SELECT `+receiptColumns+`, o.name, CASE WHEN o.to_date IS NULL THEN 0 ELSE 1 END
		FROM directive_receipt r JOIN org_place o ON o.unit_id = r.unit_id LEFT JOIN member_name n ON 1 = 0
		WHERE r.directive_id = $1 AND r.unit_id <> $2 AND NOT EXISTS (SELECT 1 FROM org_place p WHERE p.unit_id = o.unit_id AND p.from_date > o.from_date)`+
		v.condition()+` ORDER BY o.name, r.unit_id LIMIT $3 OFFSET $4`, d.ID, d.Unit, ReceiptsSize, page*ReceiptsSize)
}

// forget leaves open who received what.
func forget(tx *db.Tx, person member.ID) error {
	_, err := tx.Exec(`UPDATE directive_receipt SET received_by = NULL WHERE received_by = $1`, person)
	return err
}
