package meeting

import "chibo/internal/db"

// excusedRunning counts who was excused in a regular meeting and in all those
// before it in its year, so many together. Where the year has had fewer,
// nobody was.
func excusedRunning(tx *db.Tx, m Meeting, times int) (int, error) {
	return db.One(tx, db.Value[int], `SELECT COUNT(*) FROM (
		SELECT a.person_id FROM meeting_attendance a WHERE a.mark = 'excused' AND a.meeting_id IN (
			SELECT l.id FROM meeting_meeting l WHERE l.unit_id = $1 AND l.kind = 'regular' AND l.state IN ('closed', 'finished', 'reported')
			AND l.held_on <= $2 AND l.held_on >= $3 ORDER BY l.held_on DESC, l.id DESC LIMIT $4)
		GROUP BY a.person_id HAVING COUNT(*) = $4) long`, m.Unit, m.HeldOn, m.HeldOn[:4]+"-01-01", times)
}
