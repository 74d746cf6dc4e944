package audit

import (
	"fmt"
	"strings"

	"chibo/internal/db"
)

func history(tx *db.Tx, where string, limit int, args ...any) ([]Line, error) {
	scan := func(r db.Row, h *Line) error {
		var e line
		var name, body string
		if err := r.Scan(append(e.into(), db.Text{To: &name}, db.Text{To: &body})...); err != nil {
			return err
		}
		data, err := decode(e.id, body)
		*h = Line{
			ID: e.id, At: e.at, Account: e.account, Actor: e.actor, Name: name, Action: e.action,
			Unit: e.unit, Kind: e.kind, Subject: e.subject, Person: e.person, Data: data,
		}
		return err
	}
	// What has no number yet is newer than all that has one.
	return db.All(tx, scan, fmt.Sprintf(`SELECT %s, n.name, p.body
		FROM audit_entry e
		LEFT JOIN audit_leaf l ON l.entry_id = e.id
		LEFT JOIN audit_payload p ON p.entry_id = e.id
		LEFT JOIN member_name n ON n.person_id = e.actor_id
		WHERE %s
		ORDER BY CASE WHEN l.no IS NULL THEN 0 ELSE 1 END, l.no DESC, e.id DESC
		LIMIT $%d`, lineColumns, where, len(args)+1), append(args, limit)...)
}

func readsOfPerson(tx *db.Tx, person string, limit int) ([]ReadLine, error) {
	scan := func(r db.Row, l *ReadLine) error {
		return r.Scan(&l.At, &l.Account, db.Text{To: &l.Actor}, db.Text{To: &l.Name}, db.Text{To: &l.Unit}, &l.Kind, &l.Subject)
	}
	return db.All(tx, scan, `SELECT r.at, r.account_id, r.actor_id, n.name, r.unit_id, r.kind, r.subject_id
		FROM audit_read r LEFT JOIN member_name n ON n.person_id = r.actor_id
		WHERE r.person_id = $1 ORDER BY r.at DESC, r.id DESC LIMIT $2`, person, limit)
}

func putReads(tx *db.Tx, lines []pendingRead) error {
	var rows []string
	var args db.Args
	for _, p := range lines {
		row := []string{
			args.Add(p.id), args.Add(p.at), args.Add(p.key.account), args.Add(db.Null(p.actor)),
			args.Add(db.Null(p.unit)), args.Add(p.key.kind), args.Add(p.key.subject), args.Add(db.Null(p.person)),
		}
		rows = append(rows, "("+strings.Join(row, ", ")+")")
	}
	_, err := tx.Exec(`INSERT INTO audit_read(id, at, account_id, actor_id, unit_id, kind, subject_id, person_id) VALUES `+strings.Join(rows, ", "), args...)
	return err
}

func dropReads(tx *db.Tx, before db.Time) error {
	_, err := tx.Exec(`DELETE FROM audit_read WHERE at < $1`, before)
	return err
}
