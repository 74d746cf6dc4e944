package commitment

import (
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/org"
)

func scanCall(r db.Row, c *Call) error {
	return r.Scan(&c.Unit, &c.Year, &c.Theme, &c.Due, &c.OpenedOn, &c.Version)
}

const callColumns = `SELECT c.unit_id, c.year, c.theme, c.due, c.opened_on, c.version FROM commitment_call c`

// callOf reads the call of a unit and a year; where it was not opened, all but
// unit and year are zero.
func callOf(tx *db.Tx, unit org.ID, year int) (Call, error) {
	all, err := db.All(tx, scanCall, callColumns+` WHERE c.unit_id = $1 AND c.year = $2`, unit, year)
	return append(all, Call{Unit: unit, Year: year})[0], err
}

// currentYear is the year of the newest call of a unit, else this year.
func currentYear(tx *db.Tx, unit org.ID) (int, error) {
	newest, err := db.One(tx, db.Value[int], `SELECT COALESCE(MAX(c.year), 0) FROM commitment_call c WHERE c.unit_id = $1`, unit)
	return max(newest, tx.Today().Year()), err
}

func insertCall(tx *db.Tx, c Call) error {
	n, err := tx.Exec(`INSERT INTO commitment_call(unit_id, year, theme, due, opened_on) VALUES($1, $2, $3, $4, $5) ON CONFLICT (unit_id, year) DO NOTHING`,
		c.Unit, c.Year, c.Theme, c.Due, c.OpenedOn)
	return unlessCalled(tx, c, n, err)
}

func updateCall(tx *db.Tx, c Call, version int) error {
	n, err := tx.Exec(`UPDATE commitment_call SET theme = $4, due = $5, version = version + 1 WHERE unit_id = $1 AND year = $2 AND version = $3`,
		c.Unit, c.Year, version, c.Theme, c.Due)
	return unlessCalled(tx, c, n, err)
}

// unlessCalled says that somebody else saved first, with what is stored now.
func unlessCalled(tx *db.Tx, c Call, n int64, err error) error {
	if err != nil || n > 0 {
		return err
	}
	now, err := callOf(tx, c.Unit, c.Year)
	if err != nil {
		return err
	}
	return fault.Overtaken(map[string]string{"theme": now.Theme, "due": i18n.Short(string(now.Due))})
}

// runningCalls lists the calls of this year and the next ones.
func runningCalls(tx *db.Tx) ([]Call, error) {
	return db.All(tx, scanCall, callColumns+` JOIN org_place o ON o.unit_id = c.unit_id AND o.to_date IS NULL WHERE c.year >= $1 ORDER BY c.unit_id, c.year`, tx.Today().Year())
}

// callsUnder gives the last days of a year's calls in a subtree, by unit.
func callsUnder(tx *db.Tx, path string, year int) (map[org.ID]db.Date, error) {
	args := db.Args{year}
	all, err := db.All(tx, scanCall, callColumns+` JOIN org_place o ON o.unit_id = c.unit_id AND o.to_date IS NULL WHERE c.year = $1 AND `+args.Under("o.path", path), args...)
	due := map[org.ID]db.Date{}
	for _, c := range all {
		due[c.Unit] = c.Due
	}
	return due, err
}
