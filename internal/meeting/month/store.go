package month

import (
	"strings"

	"chibo/internal/db"
	"chibo/internal/meeting"
)

// trace is what stands in other tables about a meeting.
type trace struct {
	items, minutes, studies         int // minutes: of all items
	minutesAt, resolutionAt         db.Time
	minutesPosted, resolutionPosted db.Date
}

// tracesOf gives the traces of meetings in one query.
func tracesOf(tx *db.Tx, ids ...meeting.ID) (map[meeting.ID]trace, error) {
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
		id meeting.ID
		trace
	}
	rows, err := db.All(tx, func(r db.Row, v *row) error {
		return r.Scan(&v.id, &v.items, &v.minutes, &v.studies, &v.minutesAt, &v.resolutionAt, &v.minutesPosted, &v.resolutionPosted)
	}, `SELECT m.id, (SELECT COUNT(*) `+item+`), (SELECT COALESCE(SUM(i.minutes), 0) `+item+`), (SELECT COUNT(*) `+item+` AND i.directive_id IS NOT NULL), `+
		paper+`'minutes'), `+paper+`'resolution'), `+deed+`'minutes'), `+deed+`'resolution') FROM meeting_meeting m WHERE m.id IN (`+strings.Join(among, ", ")+`)`, args...)
	all := map[meeting.ID]trace{}
	for _, r := range rows {
		all[r.id] = r.trace
	}
	return all, err
}

// progressBelow reads what is open of the regular meetings of months in the
// units under a path.
func progressBelow(tx *db.Tx, path string, from, to db.Date) ([]Progress, error) {
	var args db.Args
	under := args.Under("o.path", path)
	return db.All(tx, func(r db.Row, p *Progress) error {
		return r.Scan(&p.Meeting, &p.Unit, &p.Month, &p.State, &p.HeldOn, &p.ReportedOn)
	},
		`SELECT m.id, m.unit_id, m.month, m.state, m.held_on, m.reported_on FROM meeting_meeting m JOIN org_place o ON o.unit_id = m.unit_id AND o.to_date IS NULL
		WHERE m.kind = 'regular' AND m.state <> 'cancelled' AND m.month IN (`+args.Add(from)+`, `+args.Add(to)+`) AND `+under+` ORDER BY m.month, o.path`, args...)
}
