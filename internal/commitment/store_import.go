package commitment

import (
	"encoding/json"
	"time"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/org"
)

// keptList is a list as it is stored while it waits.
type keptList struct {
	id      ImportID
	unit    org.ID
	year    int
	file    string
	rows    []importRow // none once it is done or dropped
	state   ImportState
	pledges int
	version int
}

func insertList(tx *db.Tx, l keptList) error {
	body, err := json.Marshal(l.rows)
	if err != nil {
		return err
	}
	_, err = tx.Exec(`INSERT INTO commitment_import(id, unit_id, year, file_name, body, state, made_at) VALUES($1, $2, $3, $4, $5, $6, $7)`,
		l.id, l.unit, l.year, l.file, string(body), l.state, tx.Now)
	return err
}

func listByID(tx *db.Tx, id ImportID) (keptList, error) {
	return db.One(tx, func(r db.Row, l *keptList) error {
		var body string
		if err := r.Scan(&l.id, &l.unit, &l.year, &l.file, &body, &l.state, &l.pledges, &l.version); err != nil || body == "" {
			return err
		}
		return json.Unmarshal([]byte(body), &l.rows)
	}, `SELECT id, unit_id, year, file_name, body, state, pledges, version FROM commitment_import WHERE id = $1`, id)
}

// endList empties the list and says how it ended.
func endList(tx *db.Tx, l keptList, version int, state ImportState, pledges int) error {
	n, err := tx.Exec(`UPDATE commitment_import SET body = '', state = $3, pledges = $4, version = version + 1 WHERE id = $1 AND version = $2 AND state = 'read'`,
		l.id, version, state, pledges)
	if err == nil && n == 0 {
		return fault.New(fault.Stale, "ui.stale")
	}
	return err
}

// keepWaiting is how long a list waits for its confirmation.
const keepWaiting = 7 * 24 * time.Hour

// dropForgotten empties lists of the unit that nobody confirmed.
func dropForgotten(tx *db.Tx, unit org.ID) error {
	_, err := tx.Exec(`UPDATE commitment_import SET body = '', state = 'dropped', version = version + 1 WHERE unit_id = $1 AND state = 'read' AND made_at < $2`,
		unit, db.At(tx.Now.Add(-keepWaiting)))
	return err
}
