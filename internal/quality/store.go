package quality

import (
	"encoding/json"
	"fmt"
	"strings"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/org"
)

func recordOf(tx *db.Tx, id meeting.ID) (Record, error) {
	return db.One(tx, scanRecord, `SELECT q.meeting_id, q.unit_id, o.name, q.kind, q.month, q.held_on, q.state, q.rubric, q.theme, q.points, q.complete,
			q.vote_id, COALESCE(q.above_points, 0), q.above_band, q.returned, q.note, q.sent_on, q.version
		FROM quality_score q JOIN org_place o ON o.unit_id = q.unit_id AND o.to_date IS NULL WHERE q.meeting_id = $1`, id)
}

// standingOf is the state of a score of the unit's, "" where there is none.
func standingOf(tx *db.Tx, unit org.ID, id meeting.ID) (State, error) {
	all, err := db.All(tx, db.Value[State], `SELECT state FROM quality_score WHERE meeting_id = $1 AND unit_id = $2`, id, unit)
	if err != nil || len(all) == 0 {
		return "", err
	}
	return all[0], nil
}

func scanRecord(row db.Row, r *Record) error {
	var rubric string
	if err := row.Scan(&r.Meeting, &r.Unit, &r.UnitName, &r.Kind, &r.Month, &r.HeldOn, &r.State, &rubric, (*db.Bool)(&r.Theme), &r.Points, (*db.Bool)(&r.Complete),
		db.Text{To: (*string)(&r.Vote)}, &r.Above.Points, &r.Above.Band, &r.Returned, &r.Note, &r.SentOn, &r.Version); err != nil {
		return err
	}
	if err := json.Unmarshal([]byte(rubric), &r.Rubric); err != nil {
		return fmt.Errorf("rubric of the score of %s: %w", r.Meeting, err)
	}
	if r.State == Confirmed {
		r.Above.Max = r.Rubric.Max
	}
	return nil
}

// body is a rubric as it is stored.
func body(r Rubric) (string, error) {
	b, err := json.Marshal(r)
	return string(b), err
}

func insert(tx *db.Tx, r Record) error {
	rubric, err := body(r.Rubric)
	if err != nil {
		return err
	}
	own := r.Own()
	_, err = tx.Exec(`INSERT INTO quality_score(meeting_id, unit_id, kind, month, held_on, state, rubric, theme, points, max, band, complete)
		VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
		r.Meeting, r.Unit, r.Kind, r.Month, r.HeldOn, r.State, rubric, db.Bool(r.Theme), own.Points, own.Max, own.Band, db.Bool(r.Complete))
	if db.IsUnique(err) {
		return fault.Overtaken(nil)
	}
	return err
}

// update stores all of a score that can change, unless somebody saved after the
// version that the form showed.
func update(tx *db.Tx, r Record, version int) error {
	rubric, err := body(r.Rubric)
	if err != nil {
		return err
	}
	var above any
	if r.State == Confirmed {
		above = r.Above.Points
	}
	own := r.Own()
	n, err := tx.Exec(`UPDATE quality_score SET state = $3, rubric = $4, theme = $5, points = $6, max = $7, band = $8, complete = $9, vote_id = $10,
			above_points = $11, above_band = $12, returned = $13, note = $14, sent_on = $15, version = version + 1 WHERE meeting_id = $1 AND version = $2`,
		r.Meeting, version, r.State, rubric, db.Bool(r.Theme), own.Points, own.Max, own.Band, db.Bool(r.Complete), db.Null(r.Vote),
		above, r.Above.Band, r.Returned, r.Note, r.SentOn)
	if err == nil && n == 0 {
		return fault.Overtaken(nil)
	}
	return err
}

func marksOf(tx *db.Tx, id meeting.ID) (map[string]Mark, error) {
	marks, err := db.All(tx, func(r db.Row, m *Mark) error {
		var basis string
		if err := r.Scan(&m.Key, &m.Computed, &basis, &m.Own, &m.Reason, &m.Above, &m.AboveNote); err != nil {
			return err
		}
		return json.Unmarshal([]byte(basis), &m.Basis)
	}, `SELECT key, computed, basis, own, reason, above, above_note FROM quality_mark WHERE meeting_id = $1 ORDER BY key`, id)
	return keyed(marks), err
}

// putMarks replaces the marks of a score.
func putMarks(tx *db.Tx, id meeting.ID, marks map[string]Mark) error {
	if _, err := tx.Exec(`DELETE FROM quality_mark WHERE meeting_id = $1`, id); err != nil {
		return err
	}
	for _, m := range marks {
		basis, err := json.Marshal(m.Basis)
		if err != nil {
			return err
		}
		if m.Basis == nil {
			basis = []byte("[]")
		}
		if _, err := tx.Exec(`INSERT INTO quality_mark(meeting_id, key, computed, basis, own, reason, above, above_note) VALUES($1, $2, $3, $4, $5, $6, $7, $8)`,
			id, m.Key, m.Computed, string(basis), m.Own, m.Reason, m.Above, m.AboveNote); err != nil {
			return err
		}
	}
	return nil
}

const pastColumns = `SELECT q.meeting_id, q.unit_id, q.kind, q.month, q.held_on, q.state, q.points, q.max, q.band, COALESCE(q.above_points, 0), q.above_band, q.sent_on FROM quality_score q`

// sent is the condition of what the levels above have got.
const sent = `q.state IN ('sent', 'confirmed', 'returned')`

func scanPast(r db.Row, p *Past) error {
	err := r.Scan(&p.Meeting, &p.Unit, &p.Kind, &p.Month, &p.HeldOn, &p.State, &p.Own.Points, &p.Own.Max, &p.Own.Band, &p.Above.Points, &p.Above.Band, &p.SentOn)
	if p.State == Confirmed {
		p.Above.Max = p.Own.Max
	}
	return err
}

// only leaves out what the levels above have not got, if they ask.
func only(up bool) string {
	if up {
		return ` AND ` + sent
	}
	return ""
}

// pastOf lists the scores of a unit's meetings before a day, the latest first.
func pastOf(tx *db.Tx, unit org.ID, before db.Date, most int, up bool) ([]Past, error) {
	return db.All(tx, scanPast, pastColumns+` WHERE q.unit_id = $1 AND q.held_on < $2`+only(up)+` ORDER BY q.held_on DESC, q.meeting_id DESC LIMIT $3`, unit, before, most)
}

// yearText is a year as dates begin with it.
func yearText(year int) string { return fmt.Sprintf("%04d", year) }

func yearOf(tx *db.Tx, unit org.ID, year int, up bool) ([]Past, error) {
	y := yearText(year)
	return db.All(tx, scanPast, pastColumns+` WHERE q.unit_id = $1 AND q.month BETWEEN $2 AND $3`+only(up)+` ORDER BY q.held_on, q.meeting_id`, unit, y+"-01", y+"-12")
}

// latestOf gives the latest score that each of some units sent.
func latestOf(tx *db.Tx, units []org.ID) ([]Past, error) {
	var args db.Args
	among := make([]string, len(units))
	for i, u := range units {
		among[i] = args.Add(u)
	}
	return db.All(tx, scanPast, pastColumns+` WHERE q.unit_id IN (`+strings.Join(among, ", ")+`) AND `+sent+` AND NOT EXISTS (
		SELECT 1 FROM quality_score l WHERE l.unit_id = q.unit_id AND l.state IN ('sent', 'confirmed', 'returned') AND (l.held_on, l.meeting_id) > (q.held_on, q.meeting_id))
		ORDER BY q.unit_id`, args...)
}

// waitingMax bounds the list of what waits: what is answered makes room.
const waitingMax = 200

// waitingWithin lists what units within reach sent and nobody answered, the
// longest waiting first.
func waitingWithin(tx *db.Tx, reach access.Reach) ([]Past, error) {
	var args db.Args
	within := args.Within(reach, "o.path", "")
	return db.All(tx, scanPast, pastColumns+`
		JOIN org_place o ON o.unit_id = q.unit_id AND o.to_date IS NULL WHERE q.state = 'sent' AND `+within+` ORDER BY q.sent_on, o.name, q.meeting_id LIMIT `+args.Add(waitingMax), args...)
}
