package meeting

import (
	"slices"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
)

const liveColumns = `changes, COALESCE(item_id, ''), phase, running, version FROM meeting_live WHERE meeting_id = $1`

// liveOf reads what is on the floor; a meeting of which nothing was ever
// written has nothing there.
func liveOf(tx *db.Tx, id ID) (Live, error) {
	all, err := db.All(tx, func(r db.Row, l *Live) error {
		return r.Scan(&l.Cursor, &l.Item, &l.Phase, &l.Running, &l.Version)
	}, `SELECT `+liveColumns, id)
	if err != nil || len(all) == 0 {
		return Live{}, err
	}
	return all[0], nil
}

// floorOf reads the agenda of a meeting and what is on its floor, which every
// page of a running meeting shows together. Without an agenda nothing is.
func floorOf(tx *db.Tx, id ID) (items []Item, l Live, err error) {
	items, err = db.All(tx, func(r db.Row, i *Item) error {
		return scanItem(after{r, []any{&l.Cursor, &l.Item, &l.Phase, &l.Running, &l.Version}}, i)
	}, `SELECT COALESCE(l.changes, 0), COALESCE(l.item_id, ''), COALESCE(l.phase, ''), l.running, COALESCE(l.version, 0), `+itemColumns+`
		LEFT JOIN meeting_live l ON l.meeting_id = i.meeting_id WHERE i.meeting_id = $1 AND i.removed = 0 ORDER BY i.ordinal, i.id`, id)
	return items, l, err
}

// after is a row whose first columns go elsewhere.
type after struct {
	db.Row
	first []any
}

// Scan reads the columns after the first.
func (a after) Scan(dest ...any) error { return a.Row.Scan(append(slices.Clip(a.first), dest...)...) }

// bump counts a change of the meeting, in the transaction that makes it.
func bump(tx *db.Tx, id ID) error {
	_, err := tx.Exec(`INSERT INTO meeting_live(meeting_id, changes) VALUES($1, 1)
		ON CONFLICT (meeting_id) DO UPDATE SET changes = meeting_live.changes + 1`, id)
	return err
}

// begin puts the first item on the floor.
func begin(tx *db.Tx, id ID, first ItemID) error {
	_, err := tx.Exec(`INSERT INTO meeting_live(meeting_id, changes, item_id, running) VALUES($1, 0, $2, $3)
		ON CONFLICT (meeting_id) DO UPDATE SET item_id = excluded.item_id, running = excluded.running, version = meeting_live.version + 1`, id, first, tx.Now)
	return err
}

// updateLive stores what is on the floor, unless somebody did after the
// version.
func updateLive(tx *db.Tx, id ID, l Live, version int) error {
	n, err := tx.Exec(`UPDATE meeting_live SET item_id = $3, phase = $4, running = $5, version = version + 1 WHERE meeting_id = $1 AND version = $2`,
		id, version, db.Null(l.Item), l.Phase, l.Running)
	if err == nil && n == 0 {
		return fault.Overtaken(nil)
	}
	return err
}

// addPace adds seconds and minutes to what an item took and may take.
func addPace(tx *db.Tx, item ItemID, spent, extra int) error {
	_, err := tx.Exec(`INSERT INTO meeting_pace(item_id, spent, extra) VALUES($1, $2, $3)
		ON CONFLICT (item_id) DO UPDATE SET spent = meeting_pace.spent + excluded.spent, extra = meeting_pace.extra + excluded.extra`, item, spent, extra)
	return err
}

// notesUnder are the notes of one item.
func notesUnder(tx *db.Tx, item ItemID) ([]Note, error) {
	return db.All(tx, scanNote, `SELECT `+noteColumns+` WHERE o.item_id = $1 AND o.removed = 0 ORDER BY o.at, o.id`, item)
}

// notesBy are the notes of one speaker in the meeting.
func notesBy(tx *db.Tx, id ID, speaker member.ID) ([]Note, error) {
	return db.All(tx, scanNote, `SELECT `+noteColumns+` WHERE i.meeting_id = $1 AND o.speaker_id = $2 AND i.removed = 0 AND o.removed = 0 ORDER BY o.at, o.id`, id, speaker)
}
