package stats

import (
	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/org"
)

// standing is a period, and a unit, $1, with everything that stood under it: each
// with the months from lo on and before hi in which it did, as tree.in has it.
const standing = `WITH RECURSIVE period(from_month, month, from_day, day, until_at) AS
		(SELECT CAST($2 AS TEXT), CAST($3 AS TEXT), CAST($4 AS TEXT), CAST($5 AS TEXT), CAST($6 AS BIGINT)),
	below(unit_id, lo, hi) AS (SELECT CAST($1 AS TEXT), '', '9999'
		UNION ALL SELECT s.unit_id, CASE WHEN s.lo > b.lo THEN s.lo ELSE b.lo END, CASE WHEN s.hi < b.hi THEN s.hi ELSE b.hi END
		FROM below b JOIN (SELECT x.unit_id, x.parent_id,
				CASE WHEN EXISTS (SELECT 1 FROM org_span e WHERE e.unit_id = x.unit_id AND e.from_date < x.from_date) THEN substr(x.from_date, 1, 7) ELSE '' END AS lo,
				COALESCE((SELECT substr(MIN(l.from_date), 1, 7) FROM org_span l WHERE l.unit_id = x.unit_id AND l.from_date > x.from_date), '9999') AS hi
			FROM org_span x) s ON s.parent_id = b.unit_id AND s.lo < s.hi AND s.lo < b.hi AND s.hi > b.lo) `

// A source is the records that a figure counts, as SQL over the period p: id, unit_id,
// month, day, name, detail, n (what it counts as), whole (of how many) and sort.
type source struct {
	sql     string
	falling bool // the latest first
	opens   []access.Action
}

const (
	tookPlace = ` m.state IN ('closed', 'finished', 'reported') `
	members   = `SELECT CASE WHEN m.to_date IS NULL THEN m.person_id ELSE '' END AS id, m.unit_id, p.month AS month, '' AS day, n.name, m.status AS detail, 1 AS n, 1 AS whole, n.sort_key AS sort
		FROM member_membership m JOIN member_name n ON n.person_id = m.person_id CROSS JOIN period p
		WHERE m.body = 'party' AND substr(m.from_date, 1, 7) <= p.month AND (m.to_date IS NULL OR substr(m.to_date, 1, 7) > p.month)`
	meetings = `SELECT m.id, m.unit_id, m.month, m.held_on AS day, '' AS name, CASE WHEN m.combined = 1 THEN 'combined' ELSE m.kind END AS detail, 1 AS n, 1 AS whole, m.held_on AS sort
		FROM meeting_meeting m CROSS JOIN period p WHERE m.month >= p.from_month AND m.month <= p.month AND` + tookPlace
	attendance = `SELECT m.id, m.unit_id, m.month, m.held_on AS day, '' AS name, CASE WHEN m.combined = 1 THEN 'combined' ELSE m.kind END AS detail, COUNT(*) FILTER (WHERE a.mark = 'present') AS n, COUNT(*) AS whole, m.held_on AS sort
		FROM meeting_meeting m JOIN meeting_attendance a ON a.meeting_id = m.id CROSS JOIN period p
		WHERE m.month >= p.from_month AND m.month <= p.month AND` + tookPlace + `AND m.kind NOT IN ('committee', 'congress') AND a.state IN ('', 'visiting')
		GROUP BY m.id, m.unit_id, m.month, m.held_on, m.kind, m.combined`
	scores = `SELECT q.meeting_id AS id, q.unit_id, q.month, q.held_on AS day, '' AS name, CASE q.state WHEN 'confirmed' THEN q.above_band ELSE q.band END AS detail, 1 AS n, 1 AS whole, q.held_on AS sort
		FROM quality_score q CROSS JOIN period p WHERE q.kind = 'regular' AND q.state IN ('sent', 'confirmed') AND q.month >= p.from_month AND q.month <= p.month`
	reports = `SELECT r.id, r.unit_id, r.month, COALESCE(r.heard_on, '') AS day, n.name, '' AS detail, 1 AS n, 1 AS whole, r.month AS sort
		FROM reflection_report r JOIN org_body o ON o.unit_id = r.unit_id AND o.body = 'party' JOIN member_name n ON n.person_id = r.person_id CROSS JOIN period p
		WHERE r.state IN ('concluded', 'final') AND r.month >= p.from_month AND r.month <= p.month`
	pledges = `SELECT r.id, o.unit_id, CAST(r.year AS TEXT) || '-01' AS month, COALESCE(r.approved_on, '') AS day, n.name, '' AS detail, 1 AS n, 1 AS whole, n.sort_key AS sort
		FROM commitment_pledge r JOIN org_body o ON o.unit_id = COALESCE(r.counted_id, r.unit_id) AND o.body = 'party' JOIN member_name n ON n.person_id = r.person_id CROSS JOIN period p
		WHERE r.state IN ('approved', 'closed') AND CAST(r.year AS TEXT) = substr(p.month, 1, 4)`
	admitted = `SELECT a.id, a.unit_id, substr(a.day, 1, 7) AS month, a.said AS day, a.name, a.detail, 1 AS n, 1 AS whole, a.day AS sort FROM (
			SELECT CASE WHEN m.to_date IS NULL THEN m.person_id ELSE '' END AS id, m.unit_id, y.admitted_on AS said, substr(y.admitted_on || '-01-01', 1, 10) AS day, n.name, m.status AS detail, m.from_date, m.to_date
			FROM member_membership m JOIN member_party y ON y.person_id = m.person_id JOIN member_name n ON n.person_id = m.person_id
			WHERE m.body = 'party' AND y.admitted_on IS NOT NULL
			UNION ALL SELECT '', x.unit_id, x.admitted_on, substr(x.admitted_on || '-01-01', 1, 10), x.name, '', '', NULL FROM member_past x WHERE x.person_id IS NULL AND x.struck_for = '') a
		CROSS JOIN period p WHERE a.from_date <= a.day AND (a.to_date IS NULL OR a.to_date > a.day) AND substr(a.day, 1, 7) >= p.from_month AND substr(a.day, 1, 7) <= p.month`
	awards = `SELECT a.id, a.unit_id, substr(a.granted_on, 1, 7) AS month, a.granted_on AS day, COALESCE(NULLIF(a.collective, ''), NULLIF(a.staff, ''), n.name, '') AS name, a.form AS detail, 1 AS n, 1 AS whole, a.granted_on AS sort
		FROM commendation_award a LEFT JOIN member_name n ON n.person_id = a.person_id CROSS JOIN period p
		WHERE a.state = 'entered' AND substr(a.granted_on, 1, 7) >= p.from_month AND substr(a.granted_on, 1, 7) <= p.month`
	voices = `SELECT '' AS id, f.unit_id, f.month, '' AS day, '' AS name, f.channel AS detail, SUM(f.number) AS n, SUM(f.number) AS whole, f.month AS sort FROM (
			SELECT unit_id, month, channel, number FROM feedback_count WHERE kind = 'concern'
			UNION ALL SELECT counted_id, month, channel, 1 FROM feedback_entry WHERE kind = 'concern' AND state <> 'struck') f
		CROSS JOIN period p WHERE f.month >= p.from_month AND f.month <= p.month GROUP BY f.unit_id, f.month, f.channel`
	overdue = `SELECT t.id, t.unit_id, p.month AS month, t.due AS day, t.title AS name, '' AS detail, 1 AS n, 1 AS whole, t.due AS sort
		FROM task_task t CROSS JOIN period p WHERE t.assigned_on <= p.day AND t.due < p.day AND (t.state IN ('assigned', 'reported') OR t.done_on > p.day
			OR t.state = 'cancelled' AND EXISTS (SELECT 1 FROM task_step c WHERE c.task_id = t.id AND c.action = 'cancel' AND c.at >= p.until_at))
			AND EXISTS (SELECT 1 FROM org_span e WHERE e.unit_id = t.unit_id AND (e.to_date IS NULL OR e.to_date > p.day))`
	due = `SELECT t.id, t.unit_id, substr(t.due, 1, 7) AS month, t.due AS day, t.title AS name, t.evaluation AS detail, CASE WHEN t.evaluation IN ('done_well', 'done') THEN 1 ELSE 0 END AS n, 1 AS whole, t.due AS sort
		FROM task_task t CROSS JOIN period p WHERE t.due >= p.from_day AND t.due <= p.day AND t.state <> 'cancelled'`
)

// from begins a query over the records behind a figure: x is a record of a unit that
// stood under another in its month, o where that unit stands today.
func (s source) from(unit org.ID, p Period) (string, db.Args) {
	return ` FROM below b JOIN (` + s.sql + `) x ON x.unit_id = b.unit_id AND x.month >= b.lo AND x.month < b.hi
		LEFT JOIN org_place o ON o.unit_id = x.unit_id AND o.to_date IS NULL`,
		db.Args{unit, p.From().Month(), p.On.Month(), p.From(), p.On, db.At(p.On.AddDays(1).Time())}
}

// tally sums all records, and counts those in reach.
func (s source) tally(tx *db.Tx, unit org.ID, p Period, reach access.Reach) (b Behind, err error) {
	from, args := s.from(unit, p)
	within := args.Within(reach, "o.path", "")
	return db.One(tx, func(r db.Row, b *Behind) error { return r.Scan(&b.N, &b.Whole, &b.All, &b.Listed) },
		standing+`SELECT COALESCE(SUM(x.n), 0), COALESCE(SUM(x.whole), 0), COUNT(*), COUNT(*) FILTER (WHERE o.path IS NOT NULL AND `+within+`)`+from, args...)
}

// page lists records in reach.
func (s source) page(tx *db.Tx, unit org.ID, p Period, reach access.Reach, limit, offset int) ([]Record, error) {
	from, args := s.from(unit, p)
	within, order := args.Within(reach, "o.path", ""), "x.sort"
	if s.falling {
		order += " DESC"
	}
	return db.All(tx, func(r db.Row, x *Record) error {
		return r.Scan(&x.ID, &x.Place.Unit, &x.Place.Path, &x.UnitName, &x.Month, &x.On, &x.Name, &x.Detail, &x.N, &x.Whole)
	}, standing+`SELECT x.id, x.unit_id, o.path, o.name, x.month, x.day, x.name, x.detail, x.n, x.whole`+from+
		` WHERE o.path IS NOT NULL AND `+within+` ORDER BY `+order+`, o.path, x.id LIMIT `+args.Add(limit)+` OFFSET `+args.Add(offset), args...)
}
