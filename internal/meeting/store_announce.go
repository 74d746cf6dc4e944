package meeting

import (
	"chibo/internal/access"
	"chibo/internal/db"
)

// waitingOn are the meetings of all units in which somebody may have to be
// reminded on a day: those that begin soon or were announced, and those whose
// minutes are being finished.
func waitingOn(tx *db.Tx, today db.Date, ahead int) ([]Meeting, error) {
	return db.All(tx, scanMeeting, `SELECT `+meetingColumns+meetingTables+` WHERE m.state = 'announced' AND m.held_on >= $1
		OR m.state = 'preparing' AND m.held_on BETWEEN $1 AND $2 OR m.state = 'closed' AND m.held_on < $1 ORDER BY m.id`, today, today.AddDays(ahead))
}

// announcedTo are the meetings within reach since a day whose notice went out,
// in the order of days; the committee's own where leads reaches.
func announcedTo(tx *db.Tx, reach, leads access.Reach, since db.Date) ([]timed, error) {
	var args db.Args
	f := Filter{leads: leads}
	q := `SELECT ` + meetingColumns + `, (SELECT COALESCE(SUM(i.minutes), 0) FROM meeting_item i WHERE i.meeting_id = m.id AND i.removed = 0)` +
		meetingTables + f.where(&args, reach) + ` AND m.announced_at IS NOT NULL AND m.held_on >= ` + args.Add(since) + ` ORDER BY m.held_on, m.starts_at, m.id`
	return db.All(tx, func(r db.Row, t *timed) error { return r.Scan(append(t.columns(), &t.minutes)...) }, q, args...)
}
