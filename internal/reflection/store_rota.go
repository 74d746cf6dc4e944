package reflection

import (
	"errors"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
)

// settingsOf is how a unit arranges its reports of a year; what it never set is
// two reporters a month and one turn for everybody.
func settingsOf(tx *db.Tx, unit org.ID, year int) (Settings, error) {
	s, err := db.One(tx, func(r db.Row, s *Settings) error { return r.Scan(&s.Most, (*db.Bool)(&s.Twice), &s.Version) },
		`SELECT most, twice, version FROM reflection_year WHERE unit_id = $1 AND year = $2`, unit, year)
	if errors.Is(err, db.ErrNone) {
		return Settings{Most: mostReporters}, nil
	}
	return s, err
}

// putSettings stores them, unless somebody saved after the version that the
// form showed; version 0 is that of a year without any.
func putSettings(tx *db.Tx, unit org.ID, year int, s Settings, version int) error {
	q := `UPDATE reflection_year SET most = $3, twice = $4, version = version + 1 WHERE unit_id = $1 AND year = $2 AND version = $5`
	args := []any{unit, year, s.Most, db.Bool(s.Twice), version}
	if version == 0 {
		q, args = `INSERT INTO reflection_year(unit_id, year, most, twice) VALUES($1, $2, $3, $4) ON CONFLICT (unit_id, year) DO NOTHING`, args[:4]
	}
	n, err := tx.Exec(q, args...)
	if err == nil && n == 0 {
		return fault.New(fault.Stale, "ui.stale")
	}
	return err
}

// months are a person's of a year.
type months struct {
	person member.ID
	month  db.Date
}

func scanMonths(r db.Row, m *months) error { return r.Scan(&m.person, &m.month) }

// wishesIn lists the months for which people of a unit volunteered.
func wishesIn(tx *db.Tx, unit org.ID, from, through db.Date) ([]months, error) {
	return db.All(tx, scanMonths, `SELECT w.person_id, w.month FROM reflection_wish w WHERE w.unit_id = $1 AND w.month BETWEEN $2 AND $3 ORDER BY w.month, w.person_id`,
		unit, from, through)
}

// absencesIn lists the months in which people of a unit cannot report.
func absencesIn(tx *db.Tx, unit org.ID, from, through db.Date) ([]months, error) {
	return db.All(tx, scanMonths, `SELECT a.person_id, a.month FROM reflection_absence a WHERE a.unit_id = $1 AND a.month BETWEEN $2 AND $3 ORDER BY a.month, a.person_id`,
		unit, from, through)
}

// addWish notes that somebody volunteered for a month; twice is once.
func addWish(tx *db.Tx, unit org.ID, person member.ID, month db.Date) error {
	_, err := tx.Exec(`INSERT INTO reflection_wish(unit_id, person_id, month) VALUES($1, $2, $3) ON CONFLICT (unit_id, person_id, month) DO NOTHING`, unit, person, month)
	return err
}

func removeWish(tx *db.Tx, unit org.ID, person member.ID, month db.Date) error {
	_, err := tx.Exec(`DELETE FROM reflection_wish WHERE unit_id = $1 AND person_id = $2 AND month = $3`, unit, person, month)
	return err
}

// putAbsences puts the months of a year in which somebody cannot report in the
// place of those that stood there.
func putAbsences(tx *db.Tx, unit org.ID, person member.ID, from, through db.Date, absent []db.Date) error {
	if _, err := tx.Exec(`DELETE FROM reflection_absence WHERE unit_id = $1 AND person_id = $2 AND month BETWEEN $3 AND $4`, unit, person, from, through); err != nil {
		return err
	}
	for _, m := range absent {
		if _, err := tx.Exec(`INSERT INTO reflection_absence(unit_id, person_id, month) VALUES($1, $2, $3)`, unit, person, m); err != nil {
			return err
		}
	}
	return nil
}

// turnsIn lists the turns of a unit from a month through another that were not
// released, by month and name.
func turnsIn(tx *db.Tx, unit org.ID, from, through db.Date) ([]Report, error) {
	return db.All(tx, scanReport, `SELECT `+reportColumns+reportTables+` WHERE r.unit_id = $1 AND r.month BETWEEN $2 AND $3 AND r.state <> 'released'
		ORDER BY r.month, n.sort_key, r.id`, unit, from, through)
}

// pastTurns lists who had a turn in a unit before a month, the oldest first:
// what was heard, and what is still to be heard from this month on.
func pastTurns(tx *db.Tx, unit org.ID, before, this db.Date) ([]months, error) {
	return db.All(tx, scanMonths, `SELECT r.person_id, r.month FROM reflection_report r
		WHERE r.unit_id = $1 AND r.month < $2 AND (`+heardState+` OR `+openState+` AND r.month >= $3) ORDER BY r.month, r.person_id`, unit, before, this)
}

// shiftPlanned puts a turn of the plan into another month.
func shiftPlanned(tx *db.Tx, id ID, month db.Date, chosen bool) error {
	_, err := tx.Exec(`UPDATE reflection_report SET month = $2, chosen = $3, version = version + 1 WHERE id = $1 AND state = 'planned'`, id, month, db.Bool(chosen))
	return err
}

// dropPlanned takes a turn of which nobody was told out of the plan.
func dropPlanned(tx *db.Tx, id ID) error {
	for _, q := range []string{
		`DELETE FROM reflection_step WHERE report_id = $1`,
		`DELETE FROM reflection_report WHERE id = $1 AND state = 'planned'`,
	} {
		if _, err := tx.Exec(q, id); err != nil {
			return err
		}
	}
	return nil
}

// countsBelow counts the reports of a year by state in the units under a path.
func countsBelow(tx *db.Tx, path string, from, through db.Date) (map[org.ID]map[State]int, error) {
	type row struct {
		unit org.ID
		counted
	}
	args := db.Args{from, through}
	rows, err := db.All(tx, func(r db.Row, c *row) error { return r.Scan(&c.unit, &c.state, &c.n) },
		`SELECT r.unit_id, r.state, COUNT(*) FROM reflection_report r JOIN org_place o ON o.unit_id = r.unit_id AND o.to_date IS NULL
		WHERE r.month BETWEEN $1 AND $2 AND `+args.Under("o.path", path)+` GROUP BY r.unit_id, r.state`, args...)
	all := map[org.ID]map[State]int{}
	for _, c := range rows {
		if all[c.unit] == nil {
			all[c.unit] = map[State]int{}
		}
		all[c.unit][c.state] = c.n
	}
	return all, err
}
