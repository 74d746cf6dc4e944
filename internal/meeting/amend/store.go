package amend

import (
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/meeting"
)

const columns = `a.id, a.meeting_id, a.ordinal, a.person_id, n.name, a.part, a.words, a.instead, a.reason, a.state, COALESCE(a.vote_id, ''), a.entered, a.version
	FROM meeting_amendment a JOIN member_name n ON n.person_id = a.person_id WHERE a.meeting_id = $1`

func scan(r db.Row, a *Amendment) error {
	var entered db.Bool
	err := r.Scan(&a.ID, &a.Meeting, &a.No, &a.Person, &a.Name, &a.Part, &a.Words, &a.Instead, &a.Reason, &a.State, &a.Vote.ID, &entered, &a.Version)
	a.Entered = bool(entered)
	return err
}

// amendmentsOf lists the amendments of a meeting in their order.
func amendmentsOf(tx *db.Tx, id meeting.ID) ([]Amendment, error) {
	return db.All(tx, scan, `SELECT `+columns+` ORDER BY a.ordinal`, id)
}

// amendmentOf reads an amendment of this meeting: one of another is not found.
func amendmentOf(tx *db.Tx, id meeting.ID, amendment ID) (Amendment, error) {
	return db.One(tx, scan, `SELECT `+columns+` AND a.id = $2`, id, amendment)
}

func insert(tx *db.Tx, a Amendment) error {
	_, err := tx.Exec(`INSERT INTO meeting_amendment(id, meeting_id, ordinal, person_id, part, words, instead, reason, state, at) VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		a.ID, a.Meeting, a.No, a.Person, a.Part, a.Words, a.Instead, a.Reason, a.State, tx.Now)
	return err
}

// update stores what became of an amendment, unless somebody saved after the
// version that the form showed.
func update(tx *db.Tx, a Amendment, version int) error {
	n, err := tx.Exec(`UPDATE meeting_amendment SET state = $3, vote_id = $4, entered = $5, version = version + 1 WHERE id = $1 AND version = $2`,
		a.ID, version, a.State, db.Null(a.Vote.ID), db.Bool(a.Entered))
	if err == nil && n == 0 {
		return fault.Overtaken(nil)
	}
	return err
}
