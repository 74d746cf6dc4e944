package meeting

import (
	"chibo/internal/db"
	"chibo/internal/document"
	"chibo/internal/fault"
	"chibo/internal/member"
)

// ahead is a row of what was sent before a meeting: an answer or a
// contribution. One query reads both, for they are always read together.
type ahead struct {
	Contribution
	answer Answer
	print  db.Bool
}

const sentAhead = `SELECT '' AS id, r.person_id, n.name, '' AS item_id, r.answer, r.reason AS body, r.print, COALESCE(w.name, '') AS entered, r.at AS at, 0 AS version
	FROM meeting_reply r JOIN meeting_meeting m ON m.id = r.meeting_id AND m.moved = r.moved JOIN member_name n ON n.person_id = r.person_id
		LEFT JOIN member_name w ON w.person_id = r.entered_by
	WHERE r.meeting_id = $1 AND ($2 = '' OR r.person_id = $2)
	UNION ALL SELECT c.id, c.person_id, n.name, COALESCE(c.item_id, ''), '', c.body, 0, COALESCE(w.name, ''), c.at, c.version
	FROM meeting_contribution c JOIN member_name n ON n.person_id = c.person_id LEFT JOIN member_name w ON w.person_id = c.entered_by
	WHERE c.meeting_id = $1 AND c.removed = 0 AND ($2 = '' OR c.person_id = $2) ORDER BY at, id`

// sentTo gives the answers and contributions sent to a meeting: all, or those
// of one person.
func sentTo(tx *db.Tx, id ID, person member.ID) (map[member.ID]Response, []Contribution, error) {
	rows, err := db.All(tx, func(r db.Row, a *ahead) error {
		return r.Scan(&a.ID, &a.Person, &a.Name, &a.Item, &a.answer, &a.Body, &a.print, &a.EnteredBy, &a.At, &a.Version)
	}, sentAhead, id, person)
	replies := map[member.ID]Response{}
	var sent []Contribution
	for _, a := range rows {
		if a.answer == "" {
			sent = append(sent, a.Contribution)
			continue
		}
		replies[a.Person] = Response{Person: a.Person, Answer: a.answer, Reason: a.Body, Print: bool(a.print), EnteredBy: a.EnteredBy, At: a.At}
	}
	return replies, sent, err
}

// putReply stores an answer in place of an earlier one; by is "" for the
// person himself.
func putReply(tx *db.Tx, m Meeting, r Response, by member.ID) error {
	_, err := tx.Exec(`INSERT INTO meeting_reply(meeting_id, person_id, answer, reason, print, moved, entered_by, at) VALUES($1, $2, $3, $4, $5, $6, $7, $8)
		ON CONFLICT (meeting_id, person_id) DO UPDATE SET answer = excluded.answer, reason = excluded.reason, print = excluded.print,
		moved = excluded.moved, entered_by = excluded.entered_by, at = excluded.at`,
		m.ID, r.Person, r.Answer, r.Reason, db.Bool(r.Print), m.Moved, db.Null(by), tx.Now)
	return err
}

// contributionOf reads a contribution to this meeting: one to another meeting
// is not found.
func contributionOf(tx *db.Tx, meeting ID, id ContributionID) (Contribution, error) {
	return db.One(tx, func(r db.Row, c *Contribution) error {
		return r.Scan(&c.ID, &c.Item, &c.Person, &c.Name, &c.Body, &c.EnteredBy, &c.At, &c.Version)
	}, `SELECT c.id, COALESCE(c.item_id, ''), c.person_id, n.name, c.body, COALESCE(w.name, ''), c.at, c.version
		FROM meeting_contribution c JOIN member_name n ON n.person_id = c.person_id LEFT JOIN member_name w ON w.person_id = c.entered_by
		WHERE c.id = $1 AND c.meeting_id = $2 AND c.removed = 0`, id, meeting)
}

// insertContribution stores a contribution; by is "" for the author himself.
func insertContribution(tx *db.Tx, meeting ID, c Contribution, by member.ID) error {
	_, err := tx.Exec(`INSERT INTO meeting_contribution(id, meeting_id, item_id, person_id, body, entered_by, at) VALUES($1, $2, $3, $4, $5, $6, $7)`,
		c.ID, meeting, db.Null(c.Item), c.Person, c.Body, db.Null(by), tx.Now)
	return err
}

// updateContribution stores item and text, unless somebody saved after the
// version.
func updateContribution(tx *db.Tx, c Contribution, version int, was Contribution) error {
	n, err := tx.Exec(`UPDATE meeting_contribution SET item_id = $3, body = $4, version = version + 1 WHERE id = $1 AND version = $2 AND removed = 0`,
		c.ID, version, db.Null(c.Item), c.Body)
	if err == nil && n == 0 {
		return fault.Overtaken(map[string]string{"body": was.Body})
	}
	return err
}

func removeContribution(tx *db.Tx, c Contribution, version int) error {
	n, err := tx.Exec(`UPDATE meeting_contribution SET removed = 1, version = version + 1 WHERE id = $1 AND version = $2 AND removed = 0`, c.ID, version)
	if err == nil && n == 0 {
		return fault.Overtaken(map[string]string{"body": c.Body})
	}
	return err
}

// insertOpened notes once that somebody has opened a paper.
func insertOpened(tx *db.Tx, meeting ID, paper document.ID, person member.ID) error {
	_, err := tx.Exec(`INSERT INTO meeting_opened(meeting_id, paper_id, person_id, at) VALUES($1, $2, $3, $4) ON CONFLICT (paper_id, person_id) DO NOTHING`,
		meeting, paper, person, tx.Now)
	return err
}
