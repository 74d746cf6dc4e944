package floor

import (
	"chibo/internal/db"
	"chibo/internal/meeting"
	"chibo/internal/member"
)

// kept is the row that a meeting has while it runs; zero where it has none.
type kept struct {
	changes  int64
	arrivals int64
	secret   string
}

func keptOf(tx *db.Tx, id meeting.ID) (kept, error) {
	all, err := db.All(tx, func(r db.Row, k *kept) error { return r.Scan(&k.changes, &k.arrivals, &k.secret) },
		`SELECT changes, arrivals, secret FROM meeting_floor WHERE meeting_id = $1`, id)
	if err != nil || len(all) == 0 {
		return kept{}, err
	}
	return all[0], nil
}

// lists are all that a page shows of a meeting while it runs.
type lists struct {
	kept
	turns    []Turn
	arrivals []Arrival    // those of one person only, where it is asked for
	mark     meeting.Mark // what the roll call found of that person
}

// line is a row of what a page shows. One query reads them all, for they are
// always read together.
type line struct {
	part string
	Turn
	count int64
	mark  meeting.Mark
}

const allLists = `SELECT 'kept' AS part, '' AS id, '' AS person_id, '' AS guest_id, secret AS name, '' AS kind, changes AS ordinal, CAST(NULL AS BIGINT) AS at, CAST(NULL AS BIGINT) AS given_at,
		arrivals AS count, '' AS mark FROM meeting_floor WHERE meeting_id = $1
	UNION ALL SELECT 'mark', '', a.person_id, '', '', '', 0, NULL, NULL, 0, a.mark FROM meeting_attendance a WHERE a.meeting_id = $1 AND a.person_id = $2
	UNION ALL SELECT 'came', '', r.person_id, '', n.name, '', 0, r.at, NULL, r.scanned, COALESCE(a.mark, '') FROM meeting_arrival r
		JOIN member_name n ON n.person_id = r.person_id LEFT JOIN meeting_attendance a ON a.meeting_id = r.meeting_id AND a.person_id = r.person_id
		WHERE r.meeting_id = $1 AND COALESCE(a.mark, '') <> 'present' AND ($3 = '' OR r.person_id = $3)
	UNION ALL SELECT 'turn', s.id, COALESCE(s.person_id, ''), COALESCE(s.guest_id, ''), COALESCE(n.name, g.name), s.kind, s.ordinal, s.asked_at, s.given_at, 0, ''` + turnTables + `
		WHERE s.meeting_id = $1 ORDER BY part, at, person_id`

// listsOf reads what a page shows to one person; all is for the recorder.
func listsOf(tx *db.Tx, id meeting.ID, me member.ID, all bool) (l lists, err error) {
	only := me
	if all {
		only = ""
	}
	rows, err := db.All(tx, func(r db.Row, n *line) error {
		return r.Scan(&n.part, &n.ID, &n.Person, &n.Guest, &n.Name, &n.Kind, &n.Ordinal, &n.Asked, &n.Given, &n.count, &n.mark)
	}, allLists, id, me, only)
	for _, n := range rows {
		switch n.part {
		case "kept":
			l.kept = kept{changes: int64(n.Ordinal), arrivals: n.count, secret: n.Name}
		case "mark":
			l.mark = n.mark
		case "came":
			if all || n.Person == me {
				l.arrivals = append(l.arrivals, Arrival{Person: n.Person, Name: n.Name, Scanned: n.count == 1, At: n.Asked, Mark: n.mark})
			}
		case "turn":
			l.turns = append(l.turns, n.Turn)
		}
	}
	return l, err
}

// bump counts a change that all follow, or one that the recorder alone follows.
func bump(tx *db.Tx, id meeting.ID, all bool) error {
	changes, arrivals := 0, 1
	if all {
		changes, arrivals = 1, 0
	}
	_, err := tx.Exec(`INSERT INTO meeting_floor(meeting_id, changes, arrivals) VALUES($1, $2, $3)
		ON CONFLICT (meeting_id) DO UPDATE SET changes = meeting_floor.changes + excluded.changes, arrivals = meeting_floor.arrivals + excluded.arrivals`,
		id, changes, arrivals)
	return err
}

// putSecret stores what the codes of a meeting are derived from.
func putSecret(tx *db.Tx, id meeting.ID, secret string) error {
	_, err := tx.Exec(`INSERT INTO meeting_floor(meeting_id, changes, secret) VALUES($1, 1, $2)
		ON CONFLICT (meeting_id) DO UPDATE SET secret = excluded.secret, changes = meeting_floor.changes + 1`, id, secret)
	return err
}

// onFloor is the item on the floor of a meeting, "" before it is opened.
func onFloor(tx *db.Tx, id meeting.ID) (meeting.ItemID, error) {
	all, err := db.All(tx, db.Value[meeting.ItemID], `SELECT COALESCE(item_id, '') FROM meeting_live WHERE meeting_id = $1`, id)
	if err != nil || len(all) == 0 {
		return "", err
	}
	return all[0], nil
}

const turnTables = ` FROM meeting_speaker s JOIN meeting_live l ON l.meeting_id = s.meeting_id AND l.item_id = s.item_id
	LEFT JOIN member_name n ON n.person_id = s.person_id LEFT JOIN meeting_guest g ON g.id = s.guest_id`

const turnColumns = `s.id, COALESCE(s.person_id, ''), COALESCE(s.guest_id, ''), COALESCE(n.name, g.name), s.kind, s.ordinal, s.asked_at, s.given_at` + turnTables

func scanTurn(r db.Row, t *Turn) error {
	return r.Scan(&t.ID, &t.Person, &t.Guest, &t.Name, &t.Kind, &t.Ordinal, &t.Asked, &t.Given)
}

// turnsOf are the turns of the item on the floor.
func turnsOf(tx *db.Tx, id meeting.ID) ([]Turn, error) {
	return db.All(tx, scanTurn, `SELECT `+turnColumns+` WHERE s.meeting_id = $1`, id)
}

// inAnother reports whether the turn is one of another meeting.
func inAnother(tx *db.Tx, id meeting.ID, turn TurnID) (bool, error) {
	n, err := db.One(tx, db.Value[int], `SELECT COUNT(*) FROM meeting_speaker WHERE id = $1 AND meeting_id <> $2`, turn, id)
	return n > 0, err
}

// putTurn puts somebody on the list of an item.
func putTurn(tx *db.Tx, id meeting.ID, item meeting.ItemID, t Turn) error {
	_, err := tx.Exec(`INSERT INTO meeting_speaker(id, meeting_id, item_id, person_id, guest_id, kind, ordinal, asked_at)
		VALUES($1, $2, $3, $4, $5, $6, $7, $8)`, t.ID, id, item, db.Null(t.Person), db.Null(t.Guest), t.Kind, t.Ordinal, tx.Now)
	return err
}

// invited reports whether the guest is one of the meeting.
func invited(tx *db.Tx, id meeting.ID, guest meeting.GuestID) (bool, error) {
	n, err := db.One(tx, db.Value[int], `SELECT COUNT(*) FROM meeting_guest WHERE id = $1 AND meeting_id = $2`, guest, id)
	return n > 0, err
}

func placeTurn(tx *db.Tx, turn TurnID, kind Kind, ordinal int) error {
	_, err := tx.Exec(`UPDATE meeting_speaker SET kind = $2, ordinal = $3 WHERE id = $1`, turn, kind, ordinal)
	return err
}

// giveFloor gives the floor to one, and takes whoever had it off the list.
func giveFloor(tx *db.Tx, id meeting.ID, turn TurnID) error {
	if _, err := tx.Exec(`DELETE FROM meeting_speaker WHERE meeting_id = $1 AND given_at IS NOT NULL AND id <> $2`, id, turn); err != nil {
		return err
	}
	_, err := tx.Exec(`UPDATE meeting_speaker SET given_at = COALESCE(given_at, $2) WHERE id = $1`, turn, tx.Now)
	return err
}

func deleteTurn(tx *db.Tx, turn TurnID) error {
	_, err := tx.Exec(`DELETE FROM meeting_speaker WHERE id = $1`, turn)
	return err
}

// putArrival stores that somebody says he is here; again is nothing new.
func putArrival(tx *db.Tx, id meeting.ID, person member.ID, scanned bool) (fresh bool, err error) {
	n, err := tx.Exec(`INSERT INTO meeting_arrival(meeting_id, person_id, scanned, at) VALUES($1, $2, $3, $4) ON CONFLICT (meeting_id, person_id) DO NOTHING`,
		id, person, db.Bool(scanned), tx.Now)
	return n > 0, err
}

// arrivalsOf are those who wait for the roll call and when they came, in that
// order; only the one person's, if there is one.
func arrivalsOf(tx *db.Tx, id meeting.ID, only member.ID) ([]Arrival, error) {
	return db.All(tx, func(r db.Row, a *Arrival) error { return r.Scan(&a.Person, &a.At) },
		`SELECT r.person_id, r.at FROM meeting_arrival r LEFT JOIN meeting_attendance a ON a.meeting_id = r.meeting_id AND a.person_id = r.person_id
		WHERE r.meeting_id = $1 AND COALESCE(a.mark, '') <> 'present' AND ($2 = '' OR r.person_id = $2) ORDER BY r.at, r.person_id`, id, only)
}

// deleteArrivals takes out those whom the roll call has found present, and the
// one person, if there is one.
func deleteArrivals(tx *db.Tx, id meeting.ID, person member.ID) (int64, error) {
	return tx.Exec(`DELETE FROM meeting_arrival WHERE meeting_id = $1 AND (person_id = $2 OR EXISTS
		(SELECT 1 FROM meeting_attendance a WHERE a.meeting_id = $1 AND a.person_id = meeting_arrival.person_id AND a.mark = 'present'))`, id, person)
}

// clearAll empties the lists of a meeting and takes its code away.
func clearAll(tx *db.Tx, id meeting.ID) error {
	for _, statement := range []string{
		`DELETE FROM meeting_speaker WHERE meeting_id = $1`,
		`DELETE FROM meeting_arrival WHERE meeting_id = $1`,
		`UPDATE meeting_floor SET secret = '', changes = changes + 1 WHERE meeting_id = $1`,
	} {
		if _, err := tx.Exec(statement, id); err != nil {
			return err
		}
	}
	return nil
}
