package reflection

import (
	"strings"

	"chibo/internal/db"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/org"
)

// nearTurn is a turn with the parts that its author has written, where he is
// the reader.
type nearTurn struct {
	Report
	written map[Part]bool
}

// nearTurns lists the turns of a unit in which something is still to be done,
// and all from last month on, by month.
func nearTurns(tx *db.Tx, unit org.ID, reader member.ID) ([]nearTurn, error) {
	var says []string
	for _, p := range Parts {
		says = append(says, `CASE WHEN d.`+string(p)+` <> '' THEN 1 ELSE 0 END`)
	}
	return db.All(tx, func(r db.Row, p *nearTurn) error {
		said, more := make([]db.Bool, len(Parts)), make([]any, len(Parts))
		for i := range said {
			more[i] = &said[i]
		}
		err := scanReportWith(r, &p.Report, more...)
		p.written = map[Part]bool{}
		for i, part := range Parts {
			p.written[part] = bool(said[i])
		}
		return err
	}, `SELECT `+reportColumns+`, `+strings.Join(says, ", ")+reportTables+` LEFT JOIN reflection_draft d ON d.report_id = r.id AND d.person_id = $2
		WHERE r.unit_id = $1 AND (`+openState+` OR r.state = 'concluded' OR r.month >= $3 AND r.state <> 'released')
		ORDER BY r.month, n.sort_key, r.id`, unit, reader, tx.Today().AddMonths(-1).Month())
}

// count fills in the sums of a day. What a meeting that runs asks to be mended
// is not counted yet.
func (d *Day) count(tx *db.Tx, unit org.ID, reader member.ID, running []meeting.ID) error {
	from, through := yearOf(tx.Today().Year())
	args := db.Args{unit, reader, tx.Today(), from, through}
	_, err := db.One(tx, func(r db.Row, _ *struct{}) error { return r.Scan(&d.Answers, &d.Helps, &d.Heard, &d.LookOn) },
		`SELECT (SELECT COUNT(*) FROM reflection_remark k WHERE k.unit_id = $1 AND k.person_id = $2 AND k.answer = '' AND `+unresolved+` AND `+over(&args, running)+`),
			(SELECT COUNT(*) FROM reflection_help h JOIN reflection_remark k ON k.id = h.remark_id WHERE k.unit_id = $1 AND h.helper_id = $2 AND h.done_on IS NULL AND `+unresolved+`),
			(SELECT COUNT(DISTINCT r.person_id) FROM reflection_report r WHERE r.unit_id = $1 AND r.month BETWEEN $4 AND $5 AND `+heardState+`),
			(SELECT COUNT(*) FROM reflection_remark k WHERE k.unit_id = $1 AND k.look_on <= $3 AND `+unresolved+`)`,
		args...)
	return err
}
