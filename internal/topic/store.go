package topic

import (
	"errors"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
)

const topicColumns = `t.id, t.unit_id, t.year, t.person_id, n.name, t.title, t.field, t.due, t.month, t.state, COALESCE(t.meeting_id, ''), t.presented_on, t.reason, t.version`

const topicTables = ` FROM topic_topic t JOIN member_name n ON n.person_id = t.person_id`

func scanTopic(r db.Row, t *Topic) error {
	return r.Scan(&t.ID, &t.Unit, &t.Year, &t.Person, &t.Name, &t.Title, &t.Field, &t.Due, &t.Month, &t.State, &t.Meeting, &t.PresentedOn, &t.Reason, &t.Version)
}

func byID(tx *db.Tx, id ID) (Topic, error) {
	return db.One(tx, scanTopic, `SELECT `+topicColumns+topicTables+` WHERE t.id = $1`, id)
}

func insert(tx *db.Tx, t Topic) error {
	_, err := tx.Exec(`INSERT INTO topic_topic(id, unit_id, year, person_id, title, field, folded, due, month, state) VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		t.ID, t.Unit, t.Year, t.Person, t.Title, t.Field, folded(t.Title, t.Field), t.Due, t.Month, t.State)
	return err
}

// put stores what an act changed, unless somebody saved after the version.
func put(tx *db.Tx, t Topic, version int) error {
	n, err := tx.Exec(`UPDATE topic_topic SET title = $3, field = $4, folded = $5, due = $6, month = $7, state = $8, meeting_id = $9, presented_on = $10, reason = $11,
			version = version + 1 WHERE id = $1 AND version = $2`,
		t.ID, version, t.Title, t.Field, folded(t.Title, t.Field), t.Due, t.Month, t.State, db.Null(t.Meeting), t.PresentedOn, t.Reason)
	if err != nil || n > 0 {
		return err
	}
	now, err := byID(tx, t.ID)
	if err != nil {
		return err
	}
	return fault.Overtaken(map[string]string{"title": now.Title, "field": now.Field, "due": now.Due.Local(""), "reason": now.Reason})
}

// draftOf is what was written of a paper; a zero draft if nothing was.
func draftOf(tx *db.Tx, topic ID) (Draft, error) {
	d, err := db.One(tx, func(r db.Row, d *Draft) error { return r.Scan(&d.Body, &d.By, &d.SavedAt, &d.Version) },
		`SELECT body, person_id, saved_at, version FROM topic_draft WHERE topic_id = $1`, topic)
	if errors.Is(err, db.ErrNone) {
		return Draft{}, nil
	}
	return d, err
}

// textsOf are the texts of a paper in one query; zero ones where there are none.
func textsOf(tx *db.Tx, topic ID) (d Draft, sent, paper Text, err error) {
	_, err = db.One(tx, func(r db.Row, _ *struct{}) error {
		return r.Scan(&d.Body, db.Text{To: (*string)(&d.By)}, &d.SavedAt, &d.Version, &sent.Body, &sent.At, &paper.Body, &paper.At)
	}, `SELECT COALESCE(d.body, ''), d.person_id, d.saved_at, COALESCE(d.version, 0), COALESCE(s.body, ''), s.sent_at, COALESCE(p.body, ''), p.at
		FROM topic_topic t LEFT JOIN topic_draft d ON d.topic_id = t.id LEFT JOIN topic_sent s ON s.topic_id = t.id LEFT JOIN topic_paper p ON p.topic_id = t.id
		WHERE t.id = $1`, topic)
	return d, sent, paper, err
}

func insertDraft(tx *db.Tx, topic ID, by member.ID, body string) error {
	_, err := tx.Exec(`INSERT INTO topic_draft(topic_id, person_id, body, saved_at) VALUES($1, $2, $3, $4)`, topic, by, body, tx.Now)
	return err
}

// updateDraft stores a draft over the version that the page showed. An author
// who writes over what a leader entered for him makes the draft his own.
func updateDraft(tx *db.Tx, topic ID, version int, by member.ID, body string) error {
	n, err := tx.Exec(`UPDATE topic_draft SET person_id = $3, body = $4, saved_at = $5, version = version + 1 WHERE topic_id = $1 AND version = $2`,
		topic, version, by, body, tx.Now)
	if err == nil && n == 0 {
		return fault.Overtaken(nil)
	}
	return err
}

func putSent(tx *db.Tx, topic ID, body string, by member.ID) error {
	_, err := tx.Exec(`INSERT INTO topic_sent(topic_id, body, sent_at, sent_by) VALUES($1, $2, $3, $4)
		ON CONFLICT (topic_id) DO UPDATE SET body = excluded.body, sent_at = excluded.sent_at, sent_by = excluded.sent_by`, topic, body, tx.Now, db.Null(by))
	return err
}

// keepPaper lets the cell read what was sent last.
func keepPaper(tx *db.Tx, topic ID) error {
	_, err := tx.Exec(`INSERT INTO topic_paper(topic_id, body, at) SELECT s.topic_id, s.body, CAST($2 AS BIGINT) FROM topic_sent s WHERE s.topic_id = $1`, topic, tx.Now)
	return err
}

func removePaper(tx *db.Tx, topic ID) error {
	_, err := tx.Exec(`DELETE FROM topic_paper WHERE topic_id = $1`, topic)
	return err
}

func insertComment(tx *db.Tx, topic ID, by member.ID, body string) error {
	_, err := tx.Exec(`INSERT INTO topic_comment(id, topic_id, person_id, body, at) VALUES($1, $2, $3, $4, $5)`, db.NewID(), topic, db.Null(by), body, tx.Now)
	return err
}

func insertOpinion(tx *db.Tx, topic ID, by member.ID, body string) error {
	_, err := tx.Exec(`INSERT INTO topic_opinion(id, topic_id, person_id, body, at) VALUES($1, $2, $3, $4, $5)`, db.NewID(), topic, db.Null(by), body, tx.Now)
	return err
}

// commentsOf lists what was said of a paper, with drafts what was said of
// those too.
func commentsOf(tx *db.Tx, topic ID, drafts bool) ([]Comment, error) {
	return db.All(tx, func(r db.Row, c *Comment) error {
		var draft db.Bool
		err := r.Scan(&c.Name, &c.Body, &c.At, &draft)
		c.OnDraft = bool(draft)
		return err
	}, `SELECT COALESCE(n.name, ''), c.body, c.at, c.draft FROM (
			SELECT id, person_id, body, at, 1 AS draft FROM topic_comment WHERE topic_id = $1 AND CAST($2 AS INTEGER) = 1
			UNION ALL SELECT id, person_id, body, at, 0 AS draft FROM topic_opinion WHERE topic_id = $1) c
		LEFT JOIN member_name n ON n.person_id = c.person_id ORDER BY c.at, c.id`, topic, db.Bool(drafts))
}

// callOf is what is asked for in a year; a zero Call if nothing is.
func callOf(tx *db.Tx, unit org.ID, year int) (Call, error) {
	c, err := db.One(tx, func(r db.Row, c *Call) error { return r.Scan(&c.Words, &c.Due, &c.Version) },
		`SELECT words, due, version FROM topic_call WHERE unit_id = $1 AND year = $2`, unit, year)
	if errors.Is(err, db.ErrNone) {
		return Call{}, nil
	}
	return c, err
}

// putCall stores a call over the version that the page showed, 0 for none.
func putCall(tx *db.Tx, unit org.ID, year, version int, f CallForm) error {
	q := `UPDATE topic_call SET words = $3, due = $4, version = version + 1 WHERE unit_id = $1 AND year = $2 AND version = $5`
	args := []any{unit, year, f.Words, f.Due, version}
	if version == 0 {
		q, args = `INSERT INTO topic_call(unit_id, year, words, due) VALUES($1, $2, $3, $4) ON CONFLICT DO NOTHING`, args[:4]
	}
	n, err := tx.Exec(q, args...)
	if err != nil || n > 0 {
		return err
	}
	now, err := callOf(tx, unit, year)
	if err != nil {
		return err
	}
	return fault.Overtaken(map[string]string{"words": now.Words, "due": now.Due.Local("")})
}

// forget empties what the person wrote and what was said of his papers.
func forget(tx *db.Tx, person member.ID) error {
	const his = `topic_id IN (SELECT t.id FROM topic_topic t WHERE t.person_id = $1)`
	for _, q := range []string{
		`UPDATE topic_draft SET body = '', version = version + 1 WHERE ` + his,
		`UPDATE topic_sent SET body = '' WHERE ` + his,
		`UPDATE topic_sent SET sent_by = NULL WHERE sent_by = $1`,
		`UPDATE topic_paper SET body = '' WHERE ` + his,
		`UPDATE topic_comment SET body = '' WHERE ` + his,
		`UPDATE topic_comment SET body = '', person_id = NULL WHERE person_id = $1`,
		`UPDATE topic_opinion SET body = '' WHERE ` + his,
		`UPDATE topic_opinion SET body = '', person_id = NULL WHERE person_id = $1`,
		`UPDATE topic_topic SET reason = '', version = version + 1 WHERE person_id = $1`,
	} {
		if _, err := tx.Exec(q, person); err != nil {
			return err
		}
	}
	return nil
}

// merge gives what one person has to the other. Of two who present together one
// is left.
func merge(tx *db.Tx, from, into member.ID) error {
	if _, err := tx.Rewrite("topic_briefing", db.Values{"presenter_id": new(string(into)), "second_id": nil},
		`presenter_id = $1 AND second_id = $2 OR presenter_id = $2 AND second_id = $1`, from, into); err != nil {
		return err
	}
	return tx.Repoint("topic", "member_person", string(from), string(into))
}
