package movement

import (
	"chibo/internal/db"
	"chibo/internal/member"
	"chibo/internal/org"
)

const decisionColumns = `d.id, d.unit_id,
	COALESCE((SELECT o.name FROM org_place o WHERE o.unit_id = d.unit_id ORDER BY o.from_date DESC LIMIT 1), ''), d.person_id, n.name, d.kind, d.ground, d.number, d.decided_on, d.from_date, d.to_date, COALESCE(d.host_id, ''),
	COALESCE((SELECT o.name FROM org_place o WHERE o.unit_id = d.host_id ORDER BY o.from_date DESC LIMIT 1), ''), d.outside, d.informed_on`

const decisionTables = ` FROM movement_decision d JOIN member_name n ON n.person_id = d.person_id`

func scanDecision(r db.Row, d *Decision) error {
	return r.Scan(&d.ID, &d.Unit, &d.UnitName, &d.Person, &d.Name, &d.Kind, &d.Ground, &d.Number, &d.DecidedOn, &d.From, &d.To, &d.Host, &d.HostName, &d.Outside, &d.InformedOn)
}

func decisionByID(tx *db.Tx, id DecisionID) (Decision, error) {
	return db.One(tx, scanDecision, `SELECT `+decisionColumns+decisionTables+` WHERE d.id = $1`, id)
}

func insertDecision(tx *db.Tx, d Decision) error {
	_, err := tx.Exec(`INSERT INTO movement_decision(id, unit_id, person_id, kind, ground, number, decided_on, from_date, to_date, host_id, outside, informed_on)
		VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
		d.ID, d.Unit, d.Person, d.Kind, d.Ground, d.Number, d.DecidedOn, d.From, d.To, db.Null(d.Host), d.Outside, d.InformedOn)
	return err
}

// putInformed notes when the committee above was informed of a decision.
func putInformed(tx *db.Tx, id DecisionID, on db.Date) error {
	_, err := tx.Exec(`UPDATE movement_decision SET informed_on = $2 WHERE id = $1`, id, on)
	return err
}

func countDecisions(tx *db.Tx, unit org.ID) (int, error) {
	return db.One(tx, db.Value[int], `SELECT COUNT(*) FROM movement_decision d WHERE d.unit_id = $1`, unit)
}

// decisionsOf gives a page of the decisions of a unit, the newest first.
func decisionsOf(tx *db.Tx, unit org.ID, page int) ([]Decision, error) {
	return db.All(tx, scanDecision, `SELECT `+decisionColumns+decisionTables+` WHERE d.unit_id = $1 ORDER BY d.from_date DESC, d.id DESC LIMIT $2 OFFSET $3`,
		unit, PageSize, (page-1)*PageSize)
}

// decisionsAbout lists the decisions of a unit about somebody, the newest first.
func decisionsAbout(tx *db.Tx, unit org.ID, person member.ID) ([]Decision, error) {
	return db.All(tx, scanDecision, `SELECT `+decisionColumns+decisionTables+` WHERE d.unit_id = $1 AND d.person_id = $2 ORDER BY d.from_date DESC, d.id DESC`, unit, person)
}

// stays lists the temporary transfers from or to a unit that begin in
// [from, until), in the order of days.
func stays(tx *db.Tx, unit org.ID, from, until db.Date) ([]Decision, error) {
	return db.All(tx, scanDecision, `SELECT `+decisionColumns+decisionTables+` WHERE d.kind IN ('away', 'visiting') AND (d.unit_id = $1 OR d.host_id = $1)
		AND d.from_date >= $2 AND d.from_date < $3 ORDER BY d.from_date, d.id`, unit, from, until)
}

// restoredIn lists who was restored in [from, until), whichever the unit: it is
// for counts.
func restoredIn(tx *db.Tx, from, until db.Date) ([]Decision, error) {
	return db.All(tx, func(r db.Row, d *Decision) error { return r.Scan(&d.Unit, &d.Person, &d.From) },
		`SELECT d.unit_id, d.person_id, d.from_date FROM movement_decision d WHERE d.kind = 'restored' AND d.from_date >= $1 AND d.from_date < $2`, from, until)
}
