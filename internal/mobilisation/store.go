package mobilisation

import (
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/member"
	"chibo/internal/org"
)

// areasFor lists the areas of the programme of a unit: those of all, then those that
// it added or an organisation above it.
func areasFor(tx *db.Tx, u org.Unit) ([]Area, error) {
	return db.All(tx, func(r db.Row, a *Area) error { return r.Scan(&a.ID, &a.Name) },
		`SELECT a.id, a.name FROM mobilisation_area a LEFT JOIN org_place p ON p.unit_id = a.unit_id AND p.to_date IS NULL
			WHERE a.unit_id IS NULL OR substr($1, 1, length(p.path)) = p.path ORDER BY CASE WHEN a.unit_id IS NULL THEN 0 ELSE 1 END, a.ordinal, p.path, a.sort_key`, u.Path)
}

func insertArea(tx *db.Tx, unit org.ID, a Area) error {
	_, err := tx.Exec(`INSERT INTO mobilisation_area(id, unit_id, ordinal, name, sort_key) VALUES($1, $2, $3, $4, $5)`, a.ID, unit, 100, a.Name, i18n.Fold(a.Name))
	if db.IsUnique(err) {
		return fault.At("name", "mobilisation.area_twice")
	}
	return err
}

const itemColumns = `SELECT i.id, i.unit_id, i.year, i.area_id, a.name, i.work, i.audience, i.measure, i.owner, COALESCE(i.person_id, ''), COALESCE(n.name, ''), i.due, i.state, i.done_on, i.reason, i.version
	FROM mobilisation_item i JOIN mobilisation_area a ON a.id = i.area_id LEFT JOIN member_name n ON n.person_id = i.person_id`

func scanItem(r db.Row, i *Item) error {
	return r.Scan(&i.ID, &i.Unit, &i.Year, &i.Area, &i.AreaName, &i.Work, &i.Audience, &i.Measure, &i.Owner, &i.Person, &i.PersonName, &i.Due, &i.State, &i.DoneOn, &i.Reason, &i.Version)
}

func itemByID(tx *db.Tx, id ItemID) (Item, error) {
	return db.One(tx, scanItem, itemColumns+` WHERE i.id = $1`, id)
}

// itemsIn lists the programme of a year, by area and the day on which items are due.
func itemsIn(tx *db.Tx, unit org.ID, year int) ([]Item, error) {
	return db.All(tx, scanItem, itemColumns+` WHERE i.unit_id = $1 AND i.year = $2 ORDER BY CASE WHEN a.unit_id IS NULL THEN 0 ELSE 1 END, a.ordinal, a.sort_key, i.due, i.id`, unit, year)
}

// yearsOf lists the years in which a unit has a programme, the latest first.
func yearsOf(tx *db.Tx, unit org.ID) ([]int, error) {
	return db.All(tx, db.Value[int], `SELECT DISTINCT year FROM mobilisation_item WHERE unit_id = $1 ORDER BY year DESC`, unit)
}

const recountItems = `SELECT unit_id, CAST(year AS TEXT) || '-01', COUNT(*), state FROM mobilisation_item WHERE state <> 'dropped' GROUP BY 1, 2, 4`

func insertItem(tx *db.Tx, i Item) error {
	_, err := tx.Exec(`INSERT INTO mobilisation_item(id, unit_id, year, area_id, work, audience, measure, owner, person_id, due, state) VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		i.ID, i.Unit, i.Year, i.Area, i.Work, i.Audience, i.Measure, i.Owner, db.Null(i.Person), i.Due, i.State)
	return err
}

// putItem stores an item over the version that the page showed.
func putItem(tx *db.Tx, i Item, version int) error {
	n, err := tx.Exec(`UPDATE mobilisation_item SET area_id = $3, work = $4, audience = $5, measure = $6, owner = $7, person_id = $8, due = $9, state = $10, done_on = $11, reason = $12,
		version = version + 1 WHERE id = $1 AND version = $2`, i.ID, version, i.Area, i.Work, i.Audience, i.Measure, i.Owner, db.Null(i.Person), i.Due, i.State, i.DoneOn, i.Reason)
	if err != nil || n > 0 {
		return err
	}
	now, err := itemByID(tx, i.ID)
	if err != nil {
		return err
	}
	return fault.Overtaken(map[string]string{
		"area": now.AreaName, "work": now.Work, "audience": now.Audience, "measure": now.Measure, "owner": now.Owner, "person": now.PersonName, "due": now.Due.Local(i18n.Vi), "words": now.Reason,
	})
}

func insertNote(tx *db.Tx, id ItemID, ordinal int, n Note) error {
	_, err := tx.Exec(`INSERT INTO mobilisation_progress(item_id, ordinal, on_date, words) VALUES($1, $2, $3, $4)`, id, ordinal, n.On, n.Words)
	return err
}

// notesMost is how many notes of an item a page shows.
const notesMost = 50

// notesOf lists what was said of an item, the latest first.
func notesOf(tx *db.Tx, id ItemID) ([]Note, error) {
	return db.All(tx, func(r db.Row, n *Note) error { return r.Scan(&n.On, &n.Words) },
		`SELECT on_date, words FROM mobilisation_progress WHERE item_id = $1 ORDER BY ordinal DESC LIMIT $2`, id, notesMost)
}

// forget takes a person off what he sees to, and empties what was told of it; of a
// model that was his stays that there is one.
func forget(tx *db.Tx, person member.ID) error {
	for _, query := range []string{
		`UPDATE mobilisation_progress SET words = '' WHERE item_id IN (SELECT i.id FROM mobilisation_item i WHERE i.person_id = $1)`,
		`UPDATE mobilisation_item SET person_id = NULL, version = version + 1 WHERE person_id = $1`,
		`UPDATE mobilisation_step SET giver = '', words = '' WHERE model_id IN (SELECT m.id FROM mobilisation_model m WHERE m.person_id = $1)`,
		`UPDATE mobilisation_model SET person_id = NULL, title = '', body = '', version = version + 1 WHERE person_id = $1`,
	} {
		if _, err := tx.Exec(query, person); err != nil {
			return err
		}
	}
	return nil
}

// merge gives what one person sees to, and his models, to another, who is the same.
func merge(tx *db.Tx, from, into member.ID) error {
	return tx.Repoint("mobilisation", "member_person", string(from), string(into))
}
