package meeting

import (
	"chibo/internal/db"
	"chibo/internal/document"
	"chibo/internal/org"
)

func scanMeeting(r db.Row, m *Meeting) error { return r.Scan(m.columns()...) }

// nextOf is the meeting that runs, else the earliest that lies ahead. The
// committee's own meetings are the committee's alone.
func nextOf(tx *db.Tx, unit org.ID, leads bool) (Meeting, error) {
	q := `SELECT ` + meetingColumns + meetingTables + ` WHERE m.unit_id = $1 AND m.state IN ('preparing', 'announced', 'open')`
	if !leads {
		q += ` AND m.kind <> 'committee'`
	}
	return db.One(tx, scanMeeting, q+` ORDER BY CASE m.state WHEN 'open' THEN 0 ELSE 1 END, m.held_on, m.starts_at, m.id LIMIT 1`, unit)
}

// regularsOf gives the two latest regular meetings that were opened, the
// latest first, and the earliest that lies ahead.
func regularsOf(tx *db.Tx, unit org.ID) (held []Meeting, next *Meeting, err error) {
	const regular = ` WHERE m.unit_id = $1 AND m.kind = 'regular' AND m.state`
	if held, err = db.All(tx, scanMeeting, `SELECT `+meetingColumns+meetingTables+regular+` IN ('open', 'closed', 'finished', 'reported')
		ORDER BY m.held_on DESC, m.id DESC LIMIT 2`, unit); err != nil {
		return nil, nil, err
	}
	ahead, err := db.All(tx, scanMeeting, `SELECT `+meetingColumns+meetingTables+regular+` IN ('preparing', 'announced') ORDER BY m.held_on, m.id LIMIT 1`, unit)
	if len(ahead) > 0 {
		next = &ahead[0]
	}
	return held, next, err
}

// committeesOf are the committee's meetings since a day that were not called
// off, in the order of days.
func committeesOf(tx *db.Tx, unit org.ID, since db.Date) ([]Meeting, error) {
	return db.All(tx, scanMeeting, `SELECT `+meetingColumns+meetingTables+` WHERE m.unit_id = $1 AND m.kind = 'committee' AND m.state <> 'cancelled' AND m.held_on >= $2
		ORDER BY m.held_on, m.id`, unit, since)
}

// lengthOf is how many items an agenda has, and their minutes together.
func lengthOf(tx *db.Tx, id ID) (items, minutes int, err error) {
	_, err = db.One(tx, func(r db.Row, _ *struct{}) error { return r.Scan(&items, &minutes) },
		`SELECT COUNT(*), COALESCE(SUM(minutes), 0) FROM meeting_item WHERE meeting_id = $1 AND removed = 0`, id)
	return items, minutes, err
}

// read fills in what stands in other tables about the meeting.
func (s *Stage) read(tx *db.Tx) error {
	studies, err := db.One(tx, db.Value[int], `SELECT COUNT(*) FROM meeting_item WHERE meeting_id = $1 AND removed = 0 AND directive_id IS NOT NULL`, s.Meeting.ID)
	if err != nil {
		return err
	}
	deeds, err := deedsOf(tx, s.Meeting.ID)
	if err != nil {
		return err
	}
	s.Studies = studies
	s.MinutesOn, s.ResolutionOn = deedIn(deeds, DeedMinutes).firstOn(), deedIn(deeds, DeedResolution).firstOn()
	s.PostedOn = postedOn(deeds)
	files, err := document.List(tx, papersOf, string(s.Meeting.ID))
	s.Papers = len(files)
	return err
}
