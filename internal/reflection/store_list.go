package reflection

import (
	"chibo/internal/db"
	"chibo/internal/member"
	"chibo/internal/org"
)

// unitsToRemind lists the units in which a draft is due by a day, or a look at
// a remark or a help today.
func unitsToRemind(tx *db.Tx, today, due db.Date) ([]org.ID, error) {
	return db.All(tx, db.Value[org.ID], `SELECT r.unit_id FROM reflection_report r LEFT JOIN reflection_sent v ON v.report_id = r.id AND v.ordinal = r.sends
			WHERE r.due <= $2 AND `+owedState+`
		UNION SELECT k.unit_id FROM reflection_remark k WHERE k.look_on <= $1 AND `+unresolved+`
		UNION SELECT k.unit_id FROM reflection_help h JOIN reflection_remark k ON k.id = h.remark_id WHERE h.done_on IS NULL AND h.due <= $1 AND `+unresolved+`
		ORDER BY 1`, today, due)
}

// owedBy lists the reports of a unit whose draft is due by a day and has not
// come, or was given back.
func owedBy(tx *db.Tx, unit org.ID, day db.Date) ([]Report, error) {
	return db.All(tx, scanReport, `SELECT `+reportColumns+reportTables+` WHERE r.unit_id = $1 AND o.to_date IS NULL AND r.due <= $2 AND `+owedState+` ORDER BY r.due, r.id`, unit, day)
}

// toLookOn lists the unresolved remarks of a unit whose day to look has come.
func toLookOn(tx *db.Tx, unit org.ID, day db.Date) ([]Remark, error) {
	return db.All(tx, scanRemark, `SELECT `+remarkColumns+remarkTables+` WHERE k.unit_id = $1 AND k.look_on <= $2 AND `+unresolved+` ORDER BY k.look_on, k.id`, unit, day)
}

// helpsDue lists the help for unresolved remarks of a unit that is due by a day
// and not done.
func helpsDue(tx *db.Tx, unit org.ID, day db.Date) ([]Help, error) {
	return db.All(tx, scanHelp, `SELECT `+helpColumns+` JOIN reflection_remark k ON k.id = h.remark_id
		WHERE k.unit_id = $1 AND h.done_on IS NULL AND h.due <= $2 AND `+unresolved+` ORDER BY h.due, h.id`, unit, day)
}

// turn is that somebody has a turn in a unit that he has not presented.
type turn struct {
	unit   org.ID
	person member.ID
}

// openTurns lists who has such a turn, unit by unit.
func openTurns(tx *db.Tx) ([]turn, error) {
	return db.All(tx, func(r db.Row, t *turn) error { return r.Scan(&t.unit, &t.person) },
		`SELECT DISTINCT r.unit_id, r.person_id FROM reflection_report r WHERE `+openState+` ORDER BY r.unit_id, r.person_id`)
}
