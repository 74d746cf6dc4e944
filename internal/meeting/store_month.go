package meeting

import "chibo/internal/db"

// progressBelow reads what is open of the regular meetings of months in the
// units under a path.
func progressBelow(tx *db.Tx, path string, from, to db.Date) ([]Progress, error) {
	var args db.Args
	under := args.Under("o.path", path)
	return db.All(tx, func(r db.Row, p *Progress) error {
		return r.Scan(&p.Unit, &p.Month, &p.State, &p.HeldOn, &p.ReportedOn)
	},
		`SELECT m.unit_id, m.month, m.state, m.held_on, m.reported_on FROM meeting_meeting m JOIN org_place o ON o.unit_id = m.unit_id AND o.to_date IS NULL
		WHERE m.kind = 'regular' AND m.state <> 'cancelled' AND m.month IN (`+args.Add(from)+`, `+args.Add(to)+`) AND `+under+` ORDER BY m.month, o.path`, args...)
}
