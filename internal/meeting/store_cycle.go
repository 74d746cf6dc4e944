package meeting

import (
	"strings"

	"chibo/internal/db"
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

// meetingsAround are the meetings of a unit that its month is made of: all
// since a day, those that are not over, and the two latest regular ones that
// were opened, in the order of days. Cancelled ones are left out.
func meetingsAround(tx *db.Tx, unit org.ID, since db.Date) ([]Meeting, error) {
	return db.All(tx, scanMeeting, `SELECT `+meetingColumns+meetingTables+` WHERE m.unit_id = $1 AND m.state <> 'cancelled'
		AND (m.held_on >= $2 OR m.state IN ('preparing', 'announced', 'open', 'closed') OR m.id IN (
			SELECT l.id FROM meeting_meeting l WHERE l.unit_id = $1 AND l.kind = 'regular' AND l.state IN ('open', 'closed', 'finished', 'reported')
			ORDER BY l.held_on DESC, l.id DESC LIMIT 2))
		ORDER BY m.held_on, m.starts_at, m.id`, unit, since)
}

// lengthOf is how many items an agenda has, and their minutes together.
func lengthOf(tx *db.Tx, id ID) (items, minutes int, err error) {
	_, err = db.One(tx, func(r db.Row, _ *struct{}) error { return r.Scan(&items, &minutes) },
		`SELECT COUNT(*), COALESCE(SUM(minutes), 0) FROM meeting_item WHERE meeting_id = $1 AND removed = 0`, id)
	return items, minutes, err
}

// trace is what stands in other tables about a meeting.
type trace struct {
	items, minutes, studies         int // minutes: of all items
	minutesAt, resolutionAt         db.Time
	minutesPosted, resolutionPosted db.Date
}

// tracesOf gives the traces of meetings in one query.
func tracesOf(tx *db.Tx, ids ...ID) (map[ID]trace, error) {
	const (
		item  = `FROM meeting_item i WHERE i.meeting_id = m.id AND i.removed = 0`
		paper = `(SELECT v.frozen_at FROM meeting_paper v JOIN meeting_deed d ON d.id = v.deed_id WHERE d.meeting_id = m.id AND v.ordinal = 1 AND d.kind = `
		deed  = `(SELECT d.posted_on FROM meeting_deed d WHERE d.meeting_id = m.id AND d.kind = `
	)
	var args db.Args
	var among []string
	for _, id := range ids {
		among = append(among, args.Add(id))
	}
	type row struct {
		id ID
		trace
	}
	rows, err := db.All(tx, func(r db.Row, v *row) error {
		return r.Scan(&v.id, &v.items, &v.minutes, &v.studies, &v.minutesAt, &v.resolutionAt, &v.minutesPosted, &v.resolutionPosted)
	}, `SELECT m.id, (SELECT COUNT(*) `+item+`), (SELECT COALESCE(SUM(i.minutes), 0) `+item+`), (SELECT COUNT(*) `+item+` AND i.directive_id IS NOT NULL), `+
		paper+`'minutes'), `+paper+`'resolution'), `+deed+`'minutes'), `+deed+`'resolution') FROM meeting_meeting m WHERE m.id IN (`+strings.Join(among, ", ")+`)`, args...)
	all := map[ID]trace{}
	for _, r := range rows {
		all[r.id] = r.trace
	}
	return all, err
}
