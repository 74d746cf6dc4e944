package theme

import (
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/meeting"
)

// Of reads the theme of a meeting, in one query: what is written down, else the
// topic that the year's plan has for the month. It is for capabilities that have
// authorised already.
func Of(tx *db.Tx, m meeting.Meeting) (Theme, error) {
	t, err := db.One(tx, func(r db.Row, t *Theme) error {
		return r.Scan(&t.Difficulty, &t.Topic, db.Text{To: (*string)(&t.Author)}, &t.AuthorName, db.Text{To: (*string)(&t.Expert)}, &t.ExpertName,
			&t.PassedOn, db.Text{To: (*string)(&t.PassedBy)}, &t.PasserName, &t.Measures, &t.Version)
	}, `SELECT COALESCE(t.difficulty, ''), COALESCE(t.topic, y.topic, ''), t.author_id, COALESCE(a.name, ''), t.expert_id, COALESCE(e.name, t.expert_name, ''),
			t.passed_on, t.passed_by, COALESCE(p.name, ''), COALESCE(t.measures, ''), COALESCE(t.version, 0)
		FROM meeting_meeting m LEFT JOIN meeting_theme t ON t.meeting_id = m.id
			LEFT JOIN meeting_year y ON y.unit_id = m.unit_id AND y.month = m.month AND y.kind = 'thematic'
			LEFT JOIN member_name a ON a.person_id = t.author_id LEFT JOIN member_name e ON e.person_id = t.expert_id LEFT JOIN member_name p ON p.person_id = t.passed_by
		WHERE m.id = $1`, m.ID)
	return t, err
}

// put stores a theme, unless somebody saved after the version that the form
// showed, 0 for none; was is what is stored now.
func put(tx *db.Tx, id meeting.ID, t, was Theme, version int) error {
	outside := t.ExpertName
	if t.Expert != "" {
		outside = ""
	}
	values := []any{id, t.Difficulty, t.Topic, db.Null(t.Author), db.Null(t.Expert), outside, t.PassedOn, db.Null(t.PassedBy), t.Measures}
	var n int64
	var err error
	if version == 0 {
		n, err = tx.Exec(`INSERT INTO meeting_theme(meeting_id, difficulty, topic, author_id, expert_id, expert_name, passed_on, passed_by, measures)
			VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (meeting_id) DO NOTHING`, values...)
	} else {
		n, err = tx.Exec(`UPDATE meeting_theme SET difficulty = $2, topic = $3, author_id = $4, expert_id = $5, expert_name = $6, passed_on = $7, passed_by = $8,
			measures = $9, version = version + 1 WHERE meeting_id = $1 AND version = $10`, append(values, version)...)
	}
	if err == nil && n == 0 {
		return fault.Overtaken(map[string]string{
			"difficulty": was.Difficulty, "topic": was.Topic, "author": was.AuthorName, "expert": was.ExpertName, "expert_name": was.ExpertName, "measures": was.Measures,
			"passed_on": i18n.Short(string(was.PassedOn)),
		})
	}
	return err
}
