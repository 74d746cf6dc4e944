package reflection

import (
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
)

const commentColumns = `c.id, c.ordinal, c.part, c.start, c.stop, c.person_id, COALESCE(n.name, ''), c.body, c.at, c.answer, c.resolved_at, c.version
	FROM reflection_comment c LEFT JOIN member_name n ON n.person_id = c.person_id`

func scanComment(r db.Row, c *Comment) error {
	return r.Scan(&c.ID, &c.Ordinal, &c.Part, &c.Start, &c.Stop, db.Text{To: (*string)(&c.Person)}, &c.Name, &c.Body, &c.At, &c.Answer, &c.ResolvedAt, &c.Version)
}

func commentsOf(tx *db.Tx, report ID) ([]Comment, error) {
	return db.All(tx, scanComment, `SELECT `+commentColumns+` WHERE c.report_id = $1 AND c.removed = 0 ORDER BY c.at, c.id`, report)
}

// commentOf finds a comment of a report: one of another report is not there.
func commentOf(tx *db.Tx, report ID, id CommentID) (Comment, error) {
	return db.One(tx, scanComment, `SELECT `+commentColumns+` WHERE c.report_id = $1 AND c.id = $2 AND c.removed = 0`, report, id)
}

func openComments(tx *db.Tx, report ID) (int, error) {
	return db.One(tx, db.Value[int], `SELECT COUNT(*) FROM reflection_comment WHERE report_id = $1 AND removed = 0 AND resolved_at IS NULL`, report)
}

func insertComment(tx *db.Tx, report ID, id CommentID, f CommentForm, by member.ID) error {
	_, err := tx.Exec(`INSERT INTO reflection_comment(id, report_id, ordinal, part, start, stop, person_id, body, at) VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		id, report, f.Ordinal, f.Part, f.Start, f.Stop, db.Null(by), f.Body, tx.Now)
	return err
}

// putComment stores a comment, unless somebody else saved after the version
// that the form showed.
func putComment(tx *db.Tx, c Comment, version int, removed bool) error {
	n, err := tx.Exec(`UPDATE reflection_comment SET body = $3, answer = $4, resolved_at = $5, removed = $6, version = version + 1 WHERE id = $1 AND version = $2`,
		c.ID, version, c.Body, c.Answer, c.ResolvedAt, db.Bool(removed))
	if err == nil && n == 0 {
		return fault.Overtaken(nil)
	}
	return err
}
