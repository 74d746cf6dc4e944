package intake

import (
	"encoding/json"
	"time"

	"chibo/internal/db"
	"chibo/internal/fault"
)

// keepWaiting is how long a list waits for its confirmation.
const keepWaiting = 7 * 24 * time.Hour

// Keep stores the rows of a list that was read, and forgets those of the same kind
// and unit that nobody confirmed. It gives the list its id. The caller has
// authorised, and logs it.
func Keep[R any](tx *db.Tx, l *List[R]) error {
	if _, err := tx.Exec(`UPDATE intake_list SET body = '', state = 'dropped', version = version + 1 WHERE kind = $1 AND unit_id = $2 AND state = 'read' AND made_at < $3`,
		l.Kind, l.Unit, db.At(tx.Now.Add(-keepWaiting))); err != nil {
		return err
	}
	body, err := json.Marshal(l.Rows)
	if err != nil {
		return err
	}
	l.ID, l.File, l.State, l.Version = ID(db.NewID()), ShortName(l.File), Read, 1
	_, err = tx.Exec(`INSERT INTO intake_list(id, kind, unit_id, year, file_name, body, state, made_at) VALUES($1, $2, $3, $4, $5, $6, $7, $8)`,
		l.ID, l.Kind, l.Unit, l.Year, l.File, string(body), l.State, tx.Now)
	return err
}

// Of reads a list of a kind. The caller authorises in its unit.
func Of[R any](tx *db.Tx, kind string, id ID) (List[R], error) {
	return db.One(tx, func(r db.Row, l *List[R]) error {
		var body string
		if err := r.Scan(&l.ID, &l.Kind, &l.Unit, &l.Year, &l.File, &body, &l.State, &l.Made, &l.Version); err != nil || body == "" {
			return err
		}
		return json.Unmarshal([]byte(body), &l.Rows)
	}, `SELECT id, kind, unit_id, year, file_name, body, state, made, version FROM intake_list WHERE kind = $1 AND id = $2`, kind, id)
}

// end empties a list and says how it ended, unless somebody was first.
func end[R any](tx *db.Tx, l List[R], version int, state State, made int) error {
	n, err := tx.Exec(`UPDATE intake_list SET body = '', state = $3, made = $4, version = version + 1 WHERE id = $1 AND version = $2 AND state = 'read'`,
		l.ID, version, state, made)
	if err == nil && n == 0 {
		return fault.New(fault.Stale, "ui.stale")
	}
	return err
}
