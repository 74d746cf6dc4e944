package audit

import (
	"encoding/json"
	"fmt"

	"chibo/internal/db"
)

// Line is an entry as a page shows it.
type Line struct {
	ID      string
	At      db.Time
	Account string // who: the account, "console" or "system"
	Actor   string // the person behind the account; "" if there is none
	Name    string // that person's name; "" if there is none
	Action  string
	Unit    string
	Kind    string
	Subject string
	Person  string // whose record it is
	// Data is what changed, decoded from JSON (an object is a
	// map[string]any); nil if there was none or it was erased.
	Data any
}

// History gives what happened to a record, the newest first, at most limit
// lines. The order is that of the log, whatever the clocks said. The caller
// has judged whether the record may be seen.
func History(tx *db.Tx, kind, subject string, limit int) ([]Line, error) {
	return history(tx, `e.kind = $1 AND e.subject_id = $2`, limit, kind, subject)
}

// HistoryOfPerson gives what happened to the records of a person, the newest
// first, at most limit lines. Who was entered twice goes by several ids.
func HistoryOfPerson(tx *db.Tx, limit int, selves ...string) ([]Line, error) {
	var args db.Args
	ids := make([]any, len(selves))
	for i, id := range selves {
		ids[i] = id
	}
	return history(tx, `e.person_id IN (`+args.List(ids)+`)`, limit, args...)
}

func decode(id, body string) (data any, err error) {
	if body == "" {
		return nil, nil
	}
	if err := json.Unmarshal([]byte(body), &data); err != nil {
		return nil, fmt.Errorf("audit: the data of entry %s: %w", id, err)
	}
	return data, nil
}

// ReadLine is a read of a sensitive record.
type ReadLine struct {
	At      db.Time
	Account string
	Actor   string // the person who read
	Name    string // that person's name
	Unit    string
	Kind    string
	Subject string
}

// ReadsOfPerson gives who read the records of a person, the newest first, at
// most limit lines. The person and the committee may see it (safety, duty 4);
// the caller has judged that.
func ReadsOfPerson(tx *db.Tx, person string, limit int) ([]ReadLine, error) {
	return readsOfPerson(tx, person, limit)
}
