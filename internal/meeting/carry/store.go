package carry

import (
	"errors"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/org"
)

// entryColumns read an entry with what it was left from. One whose item was
// taken off the agenda, or whose meeting was called off, waits again.
const entryColumns = `b.id, b.unit_id, b.kind, b.title, b.minutes, COALESCE(b.left_id, ''), lm.held_on, COALESCE(l.directive_id, ''), COALESCE(l.no_conclusion_reason, ''),
	CASE WHEN b.state = 'seated' AND (i.removed = 1 OR im.state = 'cancelled') THEN 'waiting' ELSE b.state END, b.version
	FROM meeting_backlog b LEFT JOIN meeting_item l ON l.id = b.left_id LEFT JOIN meeting_meeting lm ON lm.id = l.meeting_id
	LEFT JOIN meeting_item i ON i.id = b.item_id LEFT JOIN meeting_meeting im ON im.id = i.meeting_id`

func scanEntry(r db.Row, e *Entry) error {
	return r.Scan(&e.ID, &e.Unit, &e.Kind, &e.Title, &e.Minutes, &e.Left, &e.LeftOn, &e.Directive, &e.Why, &e.State, &e.Version)
}

// entriesOf lists what waits in a unit and what is repeated, in the order in
// which it came.
func entriesOf(tx *db.Tx, unit org.ID) ([]Entry, error) {
	return db.All(tx, scanEntry, `SELECT `+entryColumns+` WHERE b.unit_id = $1 AND (b.state IN ('waiting', 'repeated') OR b.state = 'seated' AND (i.removed = 1 OR im.state = 'cancelled'))
		ORDER BY b.at, b.id`, unit)
}

func entryOf(tx *db.Tx, id ID) (Entry, error) {
	return db.One(tx, scanEntry, `SELECT `+entryColumns+` WHERE b.id = $1`, id)
}

// leftovers lists the items that meetings of a unit left since a day and that
// are no entries, in the order of the days; of one meeting alone, if it is
// named.
func leftovers(tx *db.Tx, unit org.ID, since db.Date, of meeting.ID) ([]Entry, error) {
	return db.All(tx, func(r db.Row, e *Entry) error {
		e.State = Waiting
		return r.Scan(&e.Unit, &e.Kind, &e.Title, &e.Minutes, &e.Left, &e.LeftOn, &e.Directive, &e.Why)
	}, `SELECT m.unit_id, i.kind, i.title, i.minutes, i.id, m.held_on, COALESCE(i.directive_id, ''), i.no_conclusion_reason
		FROM meeting_item i JOIN meeting_meeting m ON m.id = i.meeting_id
		LEFT JOIN meeting_pace p ON p.item_id = i.id LEFT JOIN meeting_backlog b ON b.left_id = i.id
		WHERE m.unit_id = $1 AND m.held_on >= $2 AND ($3 = '' OR m.id = $3) AND m.kind <> 'committee' AND m.state IN ('closed', 'finished', 'reported')
		AND i.removed = 0 AND i.key = '' AND i.report_id IS NULL AND i.topic_id IS NULL AND b.id IS NULL
		AND (i.no_conclusion_reason <> '' OR i.directive_id IS NULL AND i.kind IN ('study', 'discussion', 'critique') AND i.content = '' AND i.conclusion = ''
			AND i.exemplary = '' AND i.to_mend = '' AND COALESCE(p.spent, 0) = 0
			AND NOT EXISTS (SELECT 1 FROM meeting_note o WHERE o.item_id = i.id AND o.removed = 0) AND NOT EXISTS (SELECT 1 FROM meeting_task t WHERE t.item_id = i.id))
		ORDER BY m.held_on, i.ordinal, i.id`, unit, since, of)
}

// nextOf is the earliest meeting of a unit that lies ahead, but the
// committee's, or the one that is named; a zero one where there is none.
func nextOf(tx *db.Tx, unit org.ID, named meeting.ID) (Next, error) {
	n, err := db.One(tx, func(r db.Row, n *Next) error { return r.Scan(&n.ID, &n.Kind, &n.Month, &n.HeldOn) },
		`SELECT m.id, m.kind, m.month, m.held_on FROM meeting_meeting m WHERE m.unit_id = $1 AND m.kind <> 'committee' AND m.state IN ('preparing', 'announced')
		AND ($2 = '' OR m.id = $2) ORDER BY m.held_on, m.starts_at, m.id LIMIT 1`, unit, named)
	if errors.Is(err, db.ErrNone) {
		return Next{}, nil
	}
	return n, err
}

func insert(tx *db.Tx, e Entry, item meeting.ItemID) error {
	_, err := tx.Exec(`INSERT INTO meeting_backlog(id, unit_id, kind, title, minutes, left_id, state, item_id, at) VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		e.ID, e.Unit, e.Kind, e.Title, e.Minutes, db.Null(e.Left), e.State, db.Null(item), tx.Now)
	if db.IsUnique(err) { // somebody carried it over a moment ago
		return fault.Overtaken(nil)
	}
	return err
}

// update stores what became of an entry, unless somebody saved after the
// version that the form showed.
func update(tx *db.Tx, e Entry, item meeting.ItemID, reason string, version int) error {
	n, err := tx.Exec(`UPDATE meeting_backlog SET state = $3, item_id = $4, reason = $5, version = version + 1 WHERE id = $1 AND version = $2`,
		e.ID, version, e.State, db.Null(item), reason)
	if err == nil && n == 0 {
		return fault.Overtaken(nil)
	}
	return err
}
