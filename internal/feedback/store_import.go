package feedback

import (
	"encoding/json"
	"time"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/org"
)

// keptList is a list as it is stored while it waits.
type keptList struct {
	id      ID
	unit    org.ID
	file    string
	rows    []importRow // none once it is done or dropped
	state   ImportState
	months  int
	version int
}

func insertList(tx *db.Tx, l keptList) error {
	body, err := json.Marshal(l.rows)
	if err != nil {
		return err
	}
	_, err = tx.Exec(`INSERT INTO feedback_import(id, unit_id, file_name, body, state, made_at) VALUES($1, $2, $3, $4, 'read', $5)`, l.id, l.unit, l.file, string(body), tx.Now)
	return err
}

func listByID(tx *db.Tx, id ID) (keptList, error) {
	return db.One(tx, func(r db.Row, l *keptList) error {
		var body string
		if err := r.Scan(&l.id, &l.unit, &l.file, &body, &l.state, &l.months, &l.version); err != nil || body == "" {
			return err
		}
		return json.Unmarshal([]byte(body), &l.rows)
	}, `SELECT id, unit_id, file_name, body, state, months, version FROM feedback_import WHERE id = $1`, id)
}

// endList empties the list and says how it ended.
func endList(tx *db.Tx, l keptList, version int, state ImportState, months int) error {
	n, err := tx.Exec(`UPDATE feedback_import SET body = '', state = $3, months = $4, version = version + 1 WHERE id = $1 AND version = $2 AND state = 'read'`,
		l.id, version, state, months)
	if err == nil && n == 0 {
		return fault.New(fault.Stale, "ui.stale")
	}
	return err
}

// keepWaiting is how long a list waits for its confirmation.
const keepWaiting = 7 * 24 * time.Hour

// dropForgotten empties lists of the unit that nobody confirmed.
func dropForgotten(tx *db.Tx, unit org.ID) error {
	_, err := tx.Exec(`UPDATE feedback_import SET body = '', state = 'dropped', version = version + 1 WHERE unit_id = $1 AND state = 'read' AND made_at < $2`,
		unit, db.At(tx.Now.Add(-keepWaiting)))
	return err
}
