package meeting

import (
	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/figure"
	"chibo/internal/i18n"
	"chibo/internal/org"
)

const meetingColumns = `m.id, m.unit_id, m.kind, m.combined, m.why, m.month, m.held_on, m.starts_at, m.opened_at, m.closed_at, m.place,
	m.chair_id, COALESCE(c.name, ''), m.minuter_id, COALESCE(w.name, ''), m.state, m.announced_at, m.moved, m.reported_on, m.summary, m.version`

const meetingTables = ` FROM meeting_meeting m LEFT JOIN member_name c ON c.person_id = m.chair_id LEFT JOIN member_name w ON w.person_id = m.minuter_id`

func (m *Meeting) columns() []any {
	return []any{
		&m.ID, &m.Unit, &m.Kind, (*db.Bool)(&m.Combined), &m.Why, &m.Month, &m.HeldOn, &m.StartsAt, &m.OpenedAt, &m.ClosedAt, &m.Place,
		db.Text{To: (*string)(&m.Chair)},
		&m.ChairName,
		db.Text{To: (*string)(&m.Minuter)},
		&m.MinuterName, &m.State, &m.AnnouncedAt, &m.Moved, &m.ReportedOn, &m.Summary, &m.Version,
	}
}

func byID(tx *db.Tx, id ID) (Meeting, error) {
	return db.One(tx, func(r db.Row, m *Meeting) error { return r.Scan(m.columns()...) },
		`SELECT `+meetingColumns+meetingTables+` WHERE m.id = $1`, id)
}

// where is the condition of a list: the rows within reach, of one unit if the
// filter names it; the committee's own meetings where the actor is of it.
func (f Filter) where(args *db.Args, reach access.Reach) string {
	q := ` JOIN org_place o ON o.unit_id = m.unit_id AND o.to_date IS NULL WHERE ` + args.Within(reach, "o.path", "")
	q += ` AND (m.kind <> 'committee' OR ` + args.Within(f.leads, "o.path", "") + `)`
	if f.Unit != "" {
		q += ` AND m.unit_id = ` + args.Add(f.Unit)
	}
	return q
}

const over = `m.state IN ('finished', 'reported', 'cancelled')`

func count(tx *db.Tx, reach access.Reach, f Filter) (upcoming, past int, err error) {
	var args db.Args
	_, err = db.One(tx, func(r db.Row, _ *struct{}) error { return r.Scan(&upcoming, &past) },
		`SELECT COUNT(*) FILTER (WHERE NOT `+over+`), COUNT(*) FILTER (WHERE `+over+`) FROM meeting_meeting m`+f.where(&args, reach), args...)
	return upcoming, past, err
}

func list(tx *db.Tx, reach access.Reach, f Filter) ([]Line, error) {
	var args db.Args
	q := `SELECT ` + meetingColumns + `, o.name,
		(SELECT COUNT(*) FROM meeting_attendance a WHERE a.meeting_id = m.id AND (a.state = '' OR a.state = 'exempt' AND a.mark = 'present')),
		(SELECT COUNT(*) FROM meeting_attendance a WHERE a.meeting_id = m.id AND a.state IN ('', 'exempt') AND a.mark = 'present')` +
		meetingTables + f.where(&args, reach)
	if f.Over {
		q += ` AND ` + over + ` ORDER BY m.held_on DESC, m.starts_at DESC, m.id DESC`
	} else {
		q += ` AND NOT ` + over + ` ORDER BY m.held_on, m.starts_at, m.id`
	}
	q += ` LIMIT ` + args.Add(PageSize) + ` OFFSET ` + args.Add(f.Page*PageSize)
	return db.All(tx, func(r db.Row, l *Line) error {
		return r.Scan(append(l.columns(), &l.UnitName, &l.Counted, &l.Present)...)
	}, q, args...)
}

func insert(tx *db.Tx, m Meeting) error {
	_, err := tx.Exec(`INSERT INTO meeting_meeting(id, unit_id, kind, month, held_on, starts_at, place, chair_id, minuter_id, state, combined, why)
		VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
		m.ID, m.Unit, m.Kind, m.Month, m.HeldOn, m.StartsAt, m.Place, db.Null(m.Chair), db.Null(m.Minuter), m.State, db.Bool(m.Combined), m.Why)
	return monthTaken(err)
}

// update stores all of a meeting that can change, unless somebody saved after
// the version that the form showed; was is what is stored now.
func update(tx *db.Tx, m Meeting, version int, was Meeting) error {
	if err := figure.Count(tx, was.counted(-1), m.counted(1)); err != nil {
		return err
	}
	n, err := tx.Exec(`UPDATE meeting_meeting SET kind = $3, month = $4, held_on = $5, starts_at = $6, opened_at = $7, closed_at = $8, place = $9,
		chair_id = $10, minuter_id = $11, state = $12, summary = $13, announced_at = $14, moved = $15, reported_on = $16, combined = $17, why = $18, version = version + 1 WHERE id = $1 AND version = $2`,
		m.ID, version, m.Kind, m.Month, m.HeldOn, m.StartsAt, m.OpenedAt, m.ClosedAt, m.Place, db.Null(m.Chair), db.Null(m.Minuter), m.State, m.Summary,
		m.AnnouncedAt, m.Moved, m.ReportedOn, db.Bool(m.Combined), m.Why)
	if err == nil && n == 0 {
		return fault.Overtaken(map[string]string{
			"held_on": i18n.Short(string(was.HeldOn)), "starts_at": was.StartsAt, "opened_at": was.OpenedAt, "closed_at": was.ClosedAt,
			"place": was.Place, "why": was.Why, "summary": was.Summary,
		})
	}
	return monthTaken(err)
}

// monthTaken explains the one unique index that a user can run into.
func monthTaken(err error) error {
	if db.IsUnique(err) {
		return fault.At("month", "meeting.month_taken")
	}
	return err
}

func scanMeeting(r db.Row, m *Meeting) error { return r.Scan(m.columns()...) }

// nextOf is the meeting that runs, else the earliest from today on, else the
// earliest whose day passed without it. The committee's own meetings are the
// committee's alone.
func nextOf(tx *db.Tx, unit org.ID, leads bool) (Meeting, error) {
	q := `SELECT ` + meetingColumns + meetingTables + ` WHERE m.unit_id = $1 AND m.state IN ('preparing', 'announced', 'open')`
	if !leads {
		q += ` AND m.kind <> 'committee'`
	}
	return db.One(tx, scanMeeting, q+` ORDER BY CASE WHEN m.state = 'open' THEN 0 WHEN m.held_on >= $2 THEN 1 ELSE 2 END, m.held_on, m.starts_at, m.id LIMIT 1`, unit, tx.Today())
}

// runningIn lists the meetings of a unit that run, but the committee's own.
func runningIn(tx *db.Tx, unit org.ID) ([]ID, error) {
	return db.All(tx, db.Value[ID], `SELECT m.id FROM meeting_meeting m WHERE m.unit_id = $1 AND m.state = 'open' AND m.kind <> 'committee' ORDER BY m.id`, unit)
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
