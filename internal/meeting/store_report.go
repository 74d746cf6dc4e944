package meeting

import (
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/org"
	"chibo/internal/vote"
)

// regularAhead are the regular meetings of two months of a unit that lie ahead.
func regularAhead(tx *db.Tx, unit org.ID, month, other db.Date) ([]Meeting, error) {
	return db.All(tx, scanMeeting, `SELECT `+meetingColumns+meetingTables+` WHERE m.unit_id = $1 AND m.kind = 'regular' AND m.month IN ($2, $3)
		AND m.state IN ('preparing', 'announced') ORDER BY m.month`, unit, month, other)
}

// itemOfReport is the item under which a report is heard, of the latest meeting
// that has it; a zero one if none has.
func itemOfReport(tx *db.Tx, report string) (Item, error) {
	all, err := db.All(tx, scanItem, `SELECT `+itemColumns+` JOIN meeting_meeting m ON m.id = i.meeting_id
		WHERE i.report_id = $1 AND i.removed = 0 AND m.state <> 'cancelled' ORDER BY m.held_on DESC, m.id DESC LIMIT 1`, report)
	if err != nil || len(all) == 0 {
		return Item{}, err
	}
	return all[0], nil
}

// takeOut takes a marked note out of the minutes, unless somebody saved after
// the version: by the vote, or because its speaker withdrew it.
func takeOut(tx *db.Tx, n Note, version int, by vote.ID) error {
	rows, err := tx.Exec(`UPDATE meeting_note SET withdrawn = $3, left_vote_id = $4, version = version + 1 WHERE id = $1 AND version = $2 AND removed = 0`,
		n.ID, version, one(by == ""), db.Null(by))
	if err == nil && rows == 0 {
		return fault.Overtaken(nil)
	}
	return err
}

// bringBack puts what a vote left out into the minutes again: the vote was
// entered wrongly.
func bringBack(tx *db.Tx, by vote.ID) error {
	_, err := tx.Exec(`UPDATE meeting_note SET left_vote_id = NULL, version = version + 1 WHERE left_vote_id = $1`, by)
	return err
}

// onAgenda reports whether a topic paper stands on an agenda.
func onAgenda(tx *db.Tx, id ID, topic string) (bool, error) {
	n, err := db.One(tx, db.Value[int], `SELECT COUNT(*) FROM meeting_item i WHERE i.meeting_id = $1 AND i.topic_id = $2 AND i.removed = 0`, id, topic)
	return n > 0, err
}

// meetingOfTopic is the latest meeting of a unit on whose agenda a topic paper
// stands; a zero one if none has it.
func meetingOfTopic(tx *db.Tx, unit org.ID, topic string) (Meeting, error) {
	all, err := db.All(tx, scanMeeting, `SELECT `+meetingColumns+meetingTables+` WHERE m.unit_id = $1 AND m.state <> 'cancelled'
		AND EXISTS (SELECT 1 FROM meeting_item i WHERE i.meeting_id = m.id AND i.topic_id = $2 AND i.removed = 0) ORDER BY m.held_on DESC, m.id DESC LIMIT 1`, unit, topic)
	if err != nil || len(all) == 0 {
		return Meeting{}, err
	}
	return all[0], nil
}
