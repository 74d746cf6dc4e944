package welfare

import (
	"strconv"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/org"
)

const visitColumns = `SELECT id, unit_id, held_on, occasion, form, persons, struck, version FROM welfare_visit`

func scanVisit(r db.Row, v *Visit) error {
	return r.Scan(&v.ID, &v.Unit, &v.HeldOn, &v.Occasion, &v.Form, &v.Persons, &v.Struck, &v.Version)
}

func visitByID(tx *db.Tx, id VisitID) (Visit, error) {
	return db.One(tx, scanVisit, visitColumns+` WHERE id = $1`, id)
}

// within is the first and the last day of a year.
func within(year int) (from, through db.Date) {
	y := strconv.Itoa(year)
	return db.Date(y + "-01-01"), db.Date(y + "-12-31")
}

func countVisits(tx *db.Tx, unit org.ID, year int) (int, error) {
	from, through := within(year)
	return db.One(tx, db.Value[int], `SELECT COUNT(*) FROM welfare_visit WHERE unit_id = $1 AND held_on BETWEEN $2 AND $3`, unit, from, through)
}

// visitsIn lists the visits of a unit in a year, the latest first.
func visitsIn(tx *db.Tx, unit org.ID, year, limit, offset int) ([]Visit, error) {
	from, through := within(year)
	return db.All(tx, scanVisit, visitColumns+` WHERE unit_id = $1 AND held_on BETWEEN $2 AND $3 ORDER BY held_on DESC, id DESC LIMIT $4 OFFSET $5`, unit, from, through, limit, offset)
}

func insertVisit(tx *db.Tx, v Visit) error {
	_, err := tx.Exec(`INSERT INTO welfare_visit(id, unit_id, held_on, occasion, form, persons) VALUES($1, $2, $3, $4, $5, $6)`, v.ID, v.Unit, v.HeldOn, v.Occasion, v.Form, v.Persons)
	return err
}

// putVisit stores a visit over the version that the page showed.
func putVisit(tx *db.Tx, v Visit, version int) error {
	n, err := tx.Exec(`UPDATE welfare_visit SET held_on = $3, occasion = $4, form = $5, persons = $6, struck = $7, version = version + 1 WHERE id = $1 AND version = $2`,
		v.ID, version, v.HeldOn, v.Occasion, v.Form, v.Persons, v.Struck)
	if err != nil || n > 0 {
		return err
	}
	now, err := visitByID(tx, v.ID)
	if err != nil {
		return err
	}
	return fault.Overtaken(map[string]string{
		"held_on": now.HeldOn.Local(i18n.Vi), "occasion": now.Occasion, "form": Named(sorts.Forms, now.Form).Vi, "persons": strconv.Itoa(now.Persons), "words": now.Struck,
	})
}
