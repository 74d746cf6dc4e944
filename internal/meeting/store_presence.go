package meeting

import (
	"chibo/internal/db"
	"chibo/internal/member"
	"chibo/internal/org"
)

// Presence is how often somebody was called to meetings, came, and was excused.
type Presence struct {
	Called  int
	Present int
	Excused int
}

// PresenceIn counts the meetings of a unit that came to their end in [from,
// until), congresses and the committee's own left out, and who came to them. It
// makes one query, and is for capabilities that have authorised already.
func PresenceIn(tx *db.Tx, unit org.ID, from, until db.Date) (held int, people map[member.ID]Presence, err error) {
	const ended = ` FROM meeting_meeting m WHERE m.unit_id = $1 AND m.held_on >= $2 AND m.held_on < $3
		AND m.state IN ('closed', 'finished', 'reported') AND m.kind NOT IN ('committee', 'congress')`
	type line struct {
		person member.ID
		held   int
		Presence
	}
	lines, err := db.All(tx, func(r db.Row, l *line) error { return r.Scan(&l.person, &l.held, &l.Called, &l.Present, &l.Excused) },
		`SELECT a.person_id, (SELECT COUNT(*)`+ended+`), COUNT(*), COUNT(*) FILTER (WHERE a.mark = 'present'), COUNT(*) FILTER (WHERE a.mark = 'excused')
		FROM meeting_attendance a WHERE a.state IN ('', 'visiting') AND a.meeting_id IN (SELECT m.id`+ended+`) GROUP BY a.person_id`, unit, from, until)
	people = make(map[member.ID]Presence, len(lines))
	for _, l := range lines {
		held, people[l.person] = l.held, l.Presence
	}
	return held, people, err
}
