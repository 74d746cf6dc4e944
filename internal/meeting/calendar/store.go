package calendar

import (
	"chibo/internal/db"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/org"
)

// known is which meetings committees above know of: those that are planned or took
// place, but the committee's own meetings of a cell.
const known = `m.kind <> 'committee' AND m.state <> 'cancelled'`

const (
	lineColumns = `SELECT m.id, m.unit_id, o.name, m.kind, m.combined, m.held_on, m.starts_at, m.state`
	lineTables  = ` FROM meeting_meeting m JOIN org_place o ON o.unit_id = m.unit_id AND o.to_date IS NULL`
	unvisited   = `NOT EXISTS (SELECT 1 FROM meeting_visit v WHERE v.meeting_id = m.id)`
)

func scanLine(r db.Row, l *Line) error {
	return r.Scan(&l.ID, &l.Unit, &l.UnitName, &l.Kind, (*db.Bool)(&l.Combined), &l.HeldOn, &l.StartsAt, &l.State)
}

// in is the condition that a meeting of a unit under a path is held in a month.
func in(args *db.Args, path string, month db.Date) string {
	first := month + "-01"
	return known + ` AND m.held_on >= ` + args.Add(first) + ` AND m.held_on < ` + args.Add(first.AddMonths(1)) + ` AND ` + args.Under("o.path", path)
}

// countIn counts the meetings of a month by filter.
func countIn(tx *db.Tx, path string, month db.Date) (map[Filter]int, error) {
	var args db.Args
	type counts struct{ all, open int }
	n, err := db.One(tx, func(r db.Row, n *counts) error { return r.Scan(&n.all, &n.open) },
		`SELECT COUNT(*), COUNT(*) FILTER (WHERE `+unvisited+`)`+lineTables+` WHERE `+in(&args, path, month), args...)
	return map[Filter]int{All: n.all, Open: n.open}, err
}

// linesIn lists the meetings of a month in the order of their days, without visits.
func linesIn(tx *db.Tx, path string, month db.Date, filter Filter, limit, offset int) ([]Line, error) {
	var args db.Args
	q := lineColumns + lineTables + ` WHERE ` + in(&args, path, month)
	if filter == Open {
		q += ` AND ` + unvisited
	}
	q += ` ORDER BY m.held_on, m.starts_at, o.path, m.id LIMIT ` + args.Add(limit) + ` OFFSET ` + args.Add(offset)
	return db.All(tx, scanLine, q, args...)
}

// lineOf reads one meeting without visits.
func lineOf(tx *db.Tx, id meeting.ID) (Line, error) {
	return db.One(tx, scanLine, lineColumns+lineTables+` WHERE m.id = $1 AND m.kind <> 'committee'`, id)
}

// ownFrom lists the meetings from a day on to which somebody is sent.
func ownFrom(tx *db.Tx, person member.ID, from db.Date, limit int) ([]Line, error) {
	return db.All(tx, scanLine, lineColumns+lineTables+` JOIN meeting_visit v ON v.meeting_id = m.id
		WHERE v.person_id = $1 AND m.held_on >= $2 AND `+known+` ORDER BY m.held_on, m.starts_at, m.id LIMIT $3`, person, from, limit)
}

const visitQuery = `SELECT v.id, v.meeting_id, v.person_id, n.name, COALESCE(c.name, ''), COALESCE(v.guest_id, ''), m.held_on, m.starts_at
	FROM meeting_visit v JOIN meeting_meeting m ON m.id = v.meeting_id JOIN org_place o ON o.unit_id = m.unit_id AND o.to_date IS NULL
		JOIN member_name n ON n.person_id = v.person_id LEFT JOIN org_place c ON c.unit_id = v.unit_id AND c.to_date IS NULL WHERE `

func scanVisit(r db.Row, v *Visit) error {
	return r.Scan(&v.ID, &v.Meeting, &v.Person, &v.Name, &v.UnitName, &v.guest, &v.on, &v.startsAt)
}

// visitsIn lists the visits of a month, by name.
func visitsIn(tx *db.Tx, path string, month db.Date) ([]Visit, error) {
	var args db.Args
	return db.All(tx, scanVisit, visitQuery+in(&args, path, month)+` ORDER BY n.sort_key, v.id`, args...)
}

// visitsOf lists the visits of one person on a day, wherever they are.
func visitsOf(tx *db.Tx, person member.ID, on db.Date) ([]Visit, error) {
	return db.All(tx, scanVisit, visitQuery+known+` AND v.person_id = $1 AND m.held_on = $2 ORDER BY v.id`, person, on)
}

// sent is who is sent to a meeting, by which committee.
type sent struct {
	person    member.ID
	committee org.ID
	cell      string
}

func sentTo(tx *db.Tx, id meeting.ID) ([]sent, error) {
	return db.All(tx, func(r db.Row, s *sent) error { return r.Scan(&s.person, &s.committee, &s.cell) },
		`SELECT v.person_id, v.unit_id, o.name FROM meeting_visit v JOIN meeting_meeting m ON m.id = v.meeting_id
			JOIN org_place o ON o.unit_id = m.unit_id AND o.to_date IS NULL WHERE v.meeting_id = $1 ORDER BY v.id`, id)
}

// lastVisits gives, by unit under a path, the last day on which a meeting took place
// with a visit; units without one are left out.
func lastVisits(tx *db.Tx, path string) (map[org.ID]db.Date, error) {
	type row struct {
		unit org.ID
		last db.Date
	}
	var args db.Args
	rows, err := db.All(tx, func(r db.Row, v *row) error { return r.Scan(&v.unit, &v.last) },
		`SELECT m.unit_id, MAX(m.held_on)`+lineTables+` JOIN meeting_visit v ON v.meeting_id = m.id
		WHERE m.state IN ('closed', 'finished', 'reported') AND `+args.Under("o.path", path)+` GROUP BY m.unit_id`, args...)
	last := make(map[org.ID]db.Date, len(rows))
	for _, r := range rows {
		last[r.unit] = r.last
	}
	return last, err
}

func insert(tx *db.Tx, v Visit, committee org.ID, by member.ID) error {
	_, err := tx.Exec(`INSERT INTO meeting_visit(id, meeting_id, unit_id, person_id, guest_id, assigned_by, made_at) VALUES($1, $2, $3, $4, $5, $6, $7)`,
		v.ID, v.Meeting, committee, v.Person, v.guest, db.Null(by), tx.Now)
	return err
}

func remove(tx *db.Tx, id ID) error {
	_, err := tx.Exec(`DELETE FROM meeting_visit WHERE id = $1`, id)
	return err
}
