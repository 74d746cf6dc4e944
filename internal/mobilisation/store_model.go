package mobilisation

import (
	"strconv"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/org"
)

// modelTables are models with the place of their unit, of one that stands no more its
// last.
const modelTables = ` FROM mobilisation_model m LEFT JOIN member_name n ON n.person_id = m.person_id
	LEFT JOIN org_place o ON o.unit_id = m.unit_id AND NOT EXISTS (SELECT 1 FROM org_place later WHERE later.unit_id = o.unit_id AND later.from_date > o.from_date)`

const modelColumns = `SELECT m.id, m.unit_id, COALESCE(o.name, ''), m.kind, COALESCE(m.person_id, ''), COALESCE(n.name, ''), m.collective, m.field, m.title, m.body, m.registered_on, m.state, m.level, m.spread, m.acted_on, m.version, COALESCE(o.path, '')`

func scanModel(r db.Row, m *Model) error {
	return r.Scan(&m.ID, &m.Unit, &m.UnitName, &m.Kind, &m.Person, &m.PersonName, &m.Collective, &m.Field, &m.Title, &m.Body, &m.RegisteredOn, &m.State, &m.Level, &m.Spread, &m.ActedOn, &m.Version, &m.path)
}

func modelByID(tx *db.Tx, id ModelID) (Model, error) {
	return db.One(tx, scanModel, modelColumns+modelTables+` WHERE m.id = $1`, id)
}

// where narrows models to a subtree, as far as it is in reach, and a filter.
func (f Filter) where(args *db.Args, path string, reach access.Reach) string {
	w := ` WHERE ` + args.Under("o.path", path) + ` AND ` + args.Within(reach, "o.path", "")
	if f.Year != 0 {
		year := strconv.Itoa(f.Year)
		w += ` AND m.registered_on >= ` + args.Add(year+"-01-01") + ` AND m.registered_on <= ` + args.Add(year+"-12-31")
	}
	if f.State != "" {
		w += ` AND m.state = ` + args.Add(f.State)
	}
	if f.Field != "" {
		w += ` AND m.field = ` + args.Add(f.Field)
	}
	return w
}

// modelsUnder lists the models of a subtree in reach, those registered last first.
func modelsUnder(tx *db.Tx, path string, reach access.Reach, f Filter, limit, offset int) ([]Model, error) {
	var args db.Args
	query := modelColumns + modelTables + f.where(&args, path, reach) + ` ORDER BY m.registered_on DESC, m.id DESC LIMIT ` + args.Add(limit) + ` OFFSET ` + args.Add(offset)
	return db.All(tx, scanModel, query, args...)
}

// statesUnder counts the models of a subtree in reach by how far they have come; of the
// filter its year and field alone.
func statesUnder(tx *db.Tx, path string, reach access.Reach, f Filter) (map[State]int, error) {
	var args db.Args
	f.State = ""
	found := map[State]int{}
	_, err := db.All(tx, func(r db.Row, _ *struct{}) error {
		var state State
		var n int
		err := r.Scan(&state, &n)
		found[state] = n
		return err
	}, `SELECT m.state, COUNT(*) FROM mobilisation_model m
		JOIN org_place o ON o.unit_id = m.unit_id AND NOT EXISTS (SELECT 1 FROM org_place later WHERE later.unit_id = o.unit_id AND later.from_date > o.from_date)`+f.where(&args, path, reach)+` GROUP BY m.state`, args...)
	return found, err
}

const recountModels = `SELECT unit_id, substr(registered_on, 1, 7), COUNT(*), state, kind, field, CASE WHEN spread > 0 THEN 'yes' ELSE 'no' END
	FROM mobilisation_model WHERE state <> 'withdrawn' GROUP BY 1, 2, 4, 5, 6, 7`

func insertModel(tx *db.Tx, m Model) error {
	_, err := tx.Exec(`INSERT INTO mobilisation_model(id, unit_id, kind, person_id, collective, field, title, body, registered_on, state, acted_on) VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		m.ID, m.Unit, m.Kind, db.Null(m.Person), m.Collective, m.Field, m.Title, m.Body, m.RegisteredOn, m.State, m.ActedOn)
	return err
}

// putModel stores a model over the version that the page showed.
func putModel(tx *db.Tx, m Model, version int) error {
	n, err := tx.Exec(`UPDATE mobilisation_model SET kind = $3, person_id = $4, collective = $5, field = $6, title = $7, body = $8, registered_on = $9, state = $10, level = $11, spread = $12, acted_on = $13,
		version = version + 1 WHERE id = $1 AND version = $2`,
		m.ID, version, m.Kind, db.Null(m.Person), m.Collective, m.Field, m.Title, m.Body, m.RegisteredOn, m.State, m.Level, m.Spread, m.ActedOn)
	if err != nil || n > 0 {
		return err
	}
	now, err := modelByID(tx, m.ID)
	if err != nil {
		return err
	}
	return fault.Overtaken(map[string]string{
		"collective": now.Collective, "title": now.Title, "body": now.Body, "registered_on": now.RegisteredOn.Local(i18n.Vi), "on": now.ActedOn.Local(i18n.Vi),
	})
}

func insertStep(tx *db.Tx, id ModelID, ordinal int, a Act, f StepForm) error {
	_, err := tx.Exec(`INSERT INTO mobilisation_step(model_id, ordinal, act, on_date, giver, level, number, words, unit_id) VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		id, ordinal, a, f.On, f.Giver, f.Level, f.Number, f.Words, db.Null(f.Unit))
	if db.IsUnique(err) {
		return fault.Overtaken(nil)
	}
	return err
}

// stepsMost is how many steps of a model a page shows.
const stepsMost = 100

// stepsOf lists what became of a model, the latest first.
func stepsOf(tx *db.Tx, id ModelID) ([]Step, error) {
	return db.All(tx, func(r db.Row, s *Step) error {
		return r.Scan(&s.Act, &s.On, &s.Giver, &s.Level, &s.Number, &s.Words, &s.Unit, &s.UnitName)
	}, `SELECT s.act, s.on_date, s.giver, s.level, s.number, s.words, COALESCE(s.unit_id, ''), COALESCE(o.name, '') FROM mobilisation_step s
		LEFT JOIN org_place o ON o.unit_id = s.unit_id AND NOT EXISTS (SELECT 1 FROM org_place later WHERE later.unit_id = o.unit_id AND later.from_date > o.from_date)
		WHERE s.model_id = $1 ORDER BY s.ordinal DESC LIMIT $2`, id, stepsMost)
}

// tookOver reports whether a unit has taken the model over already.
func tookOver(tx *db.Tx, id ModelID, unit org.ID) (bool, error) {
	n, err := db.One(tx, db.Value[int], `SELECT COUNT(*) FROM mobilisation_step WHERE model_id = $1 AND unit_id = $2`, id, unit)
	return n > 0, err
}

// openIn counts the models of a unit of which it is not decided yet whether they are
// recognised.
func openIn(tx *db.Tx, unit org.ID) (int, error) {
	return db.One(tx, db.Value[int], `SELECT COUNT(*) FROM mobilisation_model WHERE unit_id = $1 AND state IN ('registered', 'assisted', 'appraised')`, unit)
}
