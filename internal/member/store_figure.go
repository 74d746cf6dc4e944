package member

import (
	"errors"
	"strconv"

	"chibo/internal/db"
	"chibo/internal/figure"
	"chibo/internal/org"
)

// Who came and who left: the truth behind the figures of people.
const (
	recountParty = came + ` WHERE m.body = 'party' ` + recountGroups + ` UNION ALL ` + left + ` WHERE m.to_date IS NOT NULL AND m.body = 'party' ` + recountGroups
	recountMass  = came + ` WHERE m.body = 'mass' ` + recountGroups + ` UNION ALL ` + left + ` WHERE m.to_date IS NOT NULL AND m.body = 'mass' ` + recountGroups

	came          = `SELECT m.unit_id, substr(m.from_date, 1, 7), COUNT(*), m.status, COALESCE(p.sex, ''), COALESCE(substr(p.birth, 1, 4), '')` + recountTables
	left          = `SELECT m.unit_id, substr(m.to_date, 1, 7), -COUNT(*), m.status, COALESCE(p.sex, ''), COALESCE(substr(p.birth, 1, 4), '')` + recountTables
	recountTables = ` FROM member_membership m JOIN member_person p ON p.id = m.person_id LEFT JOIN member_party y ON y.person_id = m.person_id`
	recountGroups = `GROUP BY 1, 2, 4, 5, 6`
)

// recountAdmitted is the truth behind the figure of admissions.
var recountAdmitted = `SELECT a.unit_id, substr(a.day, 1, 7), COUNT(*), CASE WHEN a.age BETWEEN 0 AND ` + strconv.Itoa(oldest) + ` THEN CAST(a.age AS TEXT) ELSE '' END FROM (
		SELECT m.unit_id, m.from_date, m.to_date, substr(y.admitted_on || '-01-01', 1, 10) AS day, ` + yearOf("y.admitted_on") + ` - ` + yearOf("p.birth") + ` AS age` + recountTables + `
			WHERE m.body = 'party' AND y.admitted_on IS NOT NULL
		UNION ALL SELECT x.unit_id, '', NULL, substr(x.admitted_on || '-01-01', 1, 10), ` + yearOf("x.admitted_on") + ` - ` + yearOf("x.birth") + ` FROM member_past x WHERE ` + aside + `) a
	WHERE a.from_date <= a.day AND (a.to_date IS NULL OR a.to_date > a.day) GROUP BY 1, 2, 4`

func yearOf(date string) string { return `CAST(substr(` + date + `, 1, 4) AS INTEGER)` }

// traitsNow reads what a person is counted by.
func traitsNow(tx *db.Tx, person ID) (traits, error) {
	return db.One(tx, func(r db.Row, t *traits) error { return r.Scan(db.Text{To: &t.sex}, &t.birth, &t.admitted) },
		`SELECT p.sex, p.birth, y.admitted_on FROM member_person p LEFT JOIN member_party y ON y.person_id = p.id WHERE p.id = $1`, person)
}

// countMembership counts a membership that begins, of who has these traits.
func countMembership(tx *db.Tx, person ID, m Membership, t traits) error {
	if err := figure.Count(tx, counted{m.Unit, m.Body, m.Status, m.From, m.To, t}.deltas(1)...); err != nil {
		return err
	}
	if t.admitted == "" {
		return nil // no list tells of it
	}
	return linkPast(tx, person)
}

const countedColumns = `m.unit_id, m.body, m.status, m.from_date, m.to_date, p.sex, p.birth, y.admitted_on` + recountTables + ` WHERE m.person_id = $1`

func scanCounted(r db.Row, c *counted) error {
	return r.Scan(&c.unit, &c.body, &c.status, &c.from, &c.to, db.Text{To: &c.sex}, &c.birth, &c.admitted)
}

// countEnd counts the end of a membership that still lasts.
func countEnd(tx *db.Tx, person ID, unit org.ID, on db.Date) error {
	ending, err := db.All(tx, scanCounted, `SELECT `+countedColumns+` AND m.unit_id = $2 AND m.to_date IS NULL`, person, unit)
	if err != nil {
		return err
	}
	var deltas []figure.Delta
	for _, c := range ending {
		deltas = append(deltas, c.deltas(-1)...)
		c.to = on
		deltas = append(deltas, c.deltas(1)...)
	}
	return figure.Count(tx, deltas...)
}

// recountPerson counts all memberships of a person by what will be known of him,
// no more by what is known now.
func recountPerson(tx *db.Tx, person ID, change func(*traits)) error {
	before, err := traitsNow(tx, person)
	if errors.Is(err, db.ErrNone) {
		return nil
	}
	after := before
	change(&after)
	if err != nil || before.sex == after.sex && before.year() == after.year() && before.admitted == after.admitted {
		return err
	}
	all, err := db.All(tx, scanCounted, `SELECT `+countedColumns, person)
	if err != nil {
		return err
	}
	var deltas []figure.Delta
	for _, c := range all {
		deltas = append(deltas, c.deltas(-1)...)
		c.traits = after
		deltas = append(deltas, c.deltas(1)...)
	}
	return figure.Count(tx, deltas...)
}
