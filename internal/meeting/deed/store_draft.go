package deed

import (
	"errors"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/meeting"
)

// sharedOf reads the draft that was shared, compared with its hash; a zero one
// where none was.
func sharedOf(tx *db.Tx, id meeting.ID) (Shared, error) {
	var body, hash string
	s, err := db.One(tx, func(r db.Row, s *Shared) error {
		return r.Scan(&s.Version, &s.By, &s.At, &body, &hash)
	}, `SELECT s.version, COALESCE(n.name, ''), s.shared_at, s.body, s.hash FROM meeting_draft s LEFT JOIN member_name n ON n.person_id = s.shared_by WHERE s.meeting_id = $1`, id)
	if errors.Is(err, db.ErrNone) {
		return Shared{}, nil
	}
	if err != nil {
		return Shared{}, err
	}
	s.Document, err = thaw(body, hash)
	return s, err
}

// putDraft stores the draft that is shared, unless another one was since the
// version; 0 means that none was.
func putDraft(tx *db.Tx, id meeting.ID, body, hash, person string, version int) (err error) {
	var n int64
	if version == 0 {
		n, err = tx.Exec(`INSERT INTO meeting_draft(meeting_id, body, hash, shared_by, shared_at) VALUES($1, $2, $3, $4, $5) ON CONFLICT (meeting_id) DO NOTHING`,
			id, body, hash, db.Null(person), tx.Now)
	} else {
		n, err = tx.Exec(`UPDATE meeting_draft SET body = $3, hash = $4, shared_by = $5, shared_at = $6, version = version + 1 WHERE meeting_id = $1 AND version = $2`,
			id, version, body, hash, db.Null(person), tx.Now)
	}
	if err == nil && n == 0 {
		return fault.Overtaken(nil)
	}
	return err
}

// Around which days meetings have a clock that may have to be told.
const (
	clockedBefore = 15 // days before the meeting; a unit may set an earlier last day for papers than the national rule
	clockedAfter  = 31
)

// clocked are the meetings of all units, but the committees' own, whose papers
// may be awaited on a day.
func clocked(tx *db.Tx, today db.Date) ([]meeting.ID, error) {
	return db.All(tx, db.Value[meeting.ID], `SELECT m.id FROM meeting_meeting m WHERE m.kind <> 'committee' AND m.held_on BETWEEN $1 AND $2
		AND m.state IN ('preparing', 'announced', 'closed', 'finished', 'reported') ORDER BY m.id`, today.AddDays(-clockedAfter), today.AddDays(clockedBefore))
}
