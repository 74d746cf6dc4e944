package periodic

import (
	"encoding/json"

	"chibo/internal/db"
	"chibo/internal/org"
)

// reporters are the units that make reports and stood directly below a committee,
// $1, at the end, $4, of the period $2, $3, with their reports of it beside them;
// today has no row where they do not stand there any more.
const reporters = ` FROM org_span s JOIN org_kind k ON k.id = s.kind_id AND k.body = 'party' AND k.id <> 'group'
	LEFT JOIN org_span today ON today.unit_id = s.unit_id AND today.parent_id = s.parent_id AND today.to_date IS NULL
	LEFT JOIN periodic_report r ON r.unit_id = s.unit_id AND r.length = $2 AND r.from_date = $3
	WHERE s.parent_id = $1 AND s.from_date <= $4 AND (s.to_date IS NULL OR s.to_date > $4)`

// gone, as a column of reporters, is whether a unit does not stand there any more.
const gone = `CASE WHEN today.unit_id IS NULL THEN 1 ELSE 0 END`

// openable, as a column of reporters, is the report that whoever is above may open: of
// a unit that stands elsewhere it is the other committee's.
const openable = `CASE WHEN EXISTS (SELECT 1 FROM org_span e WHERE e.unit_id = s.unit_id AND e.to_date IS NULL AND e.parent_id <> s.parent_id)
	THEN '' ELSE COALESCE(r.id, '') END`

// tallyBelow counts the reports of a period of the units that stood directly below a
// committee, by how far they have come.
func tallyBelow(tx *db.Tx, committee org.ID, p Period) (Tally, error) {
	type line struct {
		state   State
		n, gone int
	}
	lines, err := db.All(tx, func(r db.Row, l *line) error { return r.Scan(&l.state, &l.n, &l.gone) },
		`SELECT COALESCE(r.state, ''), COUNT(*), SUM(`+gone+`)`+reporters+` GROUP BY 1 ORDER BY 1`, committee, p.Length, p.From, p.Until(tx.Today()).On)
	t := Tally{}
	for _, l := range lines {
		t[All] += l.n
		if !l.state.Up() {
			t[excused] += l.gone
		}
		switch l.state {
		case Sent:
			t[Waiting] += l.n
		case Received:
			t[Taken] += l.n
		case Returned:
			t[Back] += l.n
		default:
			t[Unsent] += l.n
		}
	}
	return t, err
}

// everMade reports whether a unit, or one directly below it, ever made a report.
func everMade(tx *db.Tx, unit org.ID) (bool, error) {
	n, err := db.One(tx, db.Value[int], `SELECT COUNT(*) FROM periodic_report r WHERE r.unit_id = $1
		OR r.unit_id IN (SELECT s.unit_id FROM org_span s WHERE s.parent_id = $1 AND s.to_date IS NULL)`, unit)
	return n > 0, err
}

// owing lists the units that have made a report before, and none of a period.
func owing(tx *db.Tx, p Period) ([]org.ID, error) {
	return db.All(tx, db.Value[org.ID], `SELECT DISTINCT r.unit_id FROM periodic_report r JOIN org_place o ON o.unit_id = r.unit_id AND o.to_date IS NULL
		WHERE NOT EXISTS (SELECT 1 FROM periodic_report x WHERE x.unit_id = r.unit_id AND x.length = $1 AND x.from_date = $2) ORDER BY r.unit_id`, p.Length, p.From)
}

// conditions are the filters as conditions.
var conditions = map[Filter]string{
	Unsent:  ` AND COALESCE(r.state, 'drafted') = 'drafted'`,
	Waiting: ` AND r.state = 'sent'`,
	Taken:   ` AND r.state = 'received'`,
	Back:    ` AND r.state = 'returned'`,
}

// below lists the units that stood directly below a committee with their reports of a
// period, by name.
func below(tx *db.Tx, committee org.ID, p Period, filter Filter, limit, offset int) ([]Below, error) {
	return db.All(tx, func(r db.Row, b *Below) error {
		b.Report.Period = p
		return r.Scan(&b.Unit, &b.Name, &b.Report.ID, &b.Report.State, &b.Report.Due, &b.Report.SentOn, &b.Report.ReceivedOn, &b.Report.Sends, (*db.Bool)(&b.Gone))
	}, `SELECT s.unit_id, s.name, `+openable+`, COALESCE(r.state, ''), r.due, r.sent_on, r.received_on, COALESCE(r.sends, 0), `+gone+reporters+conditions[filter]+
		` ORDER BY s.sort_key, s.unit_id LIMIT $5 OFFSET $6`, committee, p.Length, p.From, p.Until(tx.Today()).On, limit, offset)
}

// contribution is what a unit directly below tells of a period.
type contribution struct {
	name  string
	facts *Facts // nil where its report does not lie with the committee
}

// sentBelow lists the units that stood directly below a committee with what they have
// sent of a period, by name.
func sentBelow(tx *db.Tx, committee org.ID, p Period) ([]contribution, error) {
	return db.All(tx, func(r db.Row, c *contribution) error {
		var facts string
		if err := r.Scan(&c.name, &facts); err != nil || facts == "" {
			return err
		}
		return json.Unmarshal([]byte(facts), &c.facts)
	}, `SELECT s.name, CASE WHEN r.state IN ('sent', 'received') THEN r.facts ELSE '' END`+reporters+` ORDER BY s.sort_key, s.unit_id`, committee, p.Length, p.From, p.Until(tx.Today()).On)
}
