package commitment

import (
	"chibo/internal/commitment/hint"
	"chibo/internal/db"
	"chibo/internal/member"
	"chibo/internal/org"
)

// pledgesOf lists the pledges of a unit and a year with the sums of their
// items, in the order of names.
func pledgesOf(tx *db.Tx, unit org.ID, year int) ([]listed, error) {
	return db.All(tx, func(r db.Row, l *listed) error { return r.Scan(append(l.Head.columns(), &l.items, &l.percent)...) },
		`SELECT `+headColumns+`, COALESCE(s.items, 0), COALESCE(s.percent / s.items, 0)`+headTables+`
		LEFT JOIN (SELECT i.pledge_id, COUNT(*) AS items, SUM(i.percent) AS percent FROM commitment_item i JOIN commitment_pledge q ON q.id = i.pledge_id
			WHERE q.unit_id = $1 AND q.year = $2 GROUP BY i.pledge_id) s ON s.pledge_id = p.id
		WHERE p.unit_id = $1 AND p.year = $2 ORDER BY n.sort_key, p.person_id`, unit, year)
}

// ownOf reads somebody's pledge of a year in a unit with its items, in two
// queries; without an id if there is none.
func ownOf(tx *db.Tx, unit org.ID, person member.ID, year int) (Pledge, error) {
	all, err := db.All(tx, scanPledge, `SELECT `+pledgeColumns+headTables+` WHERE p.unit_id = $1 AND p.person_id = $2 AND p.year = $3`, unit, person, year)
	if err != nil {
		return Pledge{}, err
	}
	all = append(all, Pledge{Head: Head{Unit: unit, Person: person, Year: year}})
	all[0].Items, err = itemsOf(tx, all[0].ID)
	return all[0], err
}

// others gives the texts of what others of the unit sent for the same year, in
// an order that tells nothing of them.
func others(tx *db.Tx, h Head) ([]hint.Item, error) {
	return db.All(tx, func(r db.Row, i *hint.Item) error { return r.Scan(&i.Heading, &i.Work, &i.Measure, &i.Due) },
		`SELECT i.heading, i.work, i.measure, i.due FROM commitment_item i JOIN commitment_pledge p ON p.id = i.pledge_id
		WHERE p.unit_id = $1 AND p.year = $2 AND p.person_id <> $3 AND p.state <> 'drafting' ORDER BY i.heading, i.work, i.id`, h.Unit, h.Year, h.Person)
}

// sentUnder gives the states of the pledges of a year that were sent in a
// subtree, by place.
func sentUnder(tx *db.Tx, path string, year int) (map[seat]State, error) {
	args := db.Args{year}
	sent := map[seat]State{}
	_, err := db.All(tx, func(r db.Row, _ *struct{}) error {
		var at seat
		var state State
		err := r.Scan(&at.unit, &at.person, &state)
		sent[at] = state
		return err
	}, `SELECT p.unit_id, p.person_id, p.state FROM commitment_pledge p JOIN org_place o ON o.unit_id = p.unit_id AND o.to_date IS NULL
		WHERE p.year = $1 AND p.state IN ('submitted', 'approved', 'closed') AND `+args.Under("o.path", path), args...)
	return sent, err
}
