package member

import (
	"chibo/internal/db"
	"chibo/internal/org"
)

// spells lists the memberships of a unit that hold at some time between two
// days, a person's one after the other, with how he stands on a third day.
func spells(tx *db.Tx, unit org.ID, from, through, on db.Date) ([]Stay, error) {
	return db.All(tx, func(r db.Row, s *Stay) error {
		return r.Scan(append([]any{&s.Person, &s.Name, &s.Birth, &s.Department, &s.Job, &s.From, &s.To}, s.standing()...)...)
	}, `SELECT p.id, p.name, p.birth, p.department, p.job, m.from_date, m.to_date, `+standing+`
		FROM member_membership m JOIN member_person p ON p.id = m.person_id
		WHERE m.unit_id = $2 AND m.from_date <= $4 AND (m.to_date IS NULL OR m.to_date > $3) ORDER BY p.sort_key, p.id, m.from_date, m.id`, on, unit, from, through)
}

// absences lists the states in which people of a unit take no part at some time
// between two days, by person.
func absences(tx *db.Tx, unit org.ID, from, through db.Date) (map[ID][]Absence, error) {
	type row struct {
		person ID
		Absence
	}
	rows, err := db.All(tx, func(r db.Row, a *row) error { return r.Scan(&a.person, &a.State, &a.From, &a.To) },
		`SELECT s.person_id, s.kind, s.from_date, s.to_date FROM member_state s
		WHERE s.unit_id = $1 AND s.kind <> 'visiting' AND s.from_date <= $3 AND (s.to_date IS NULL OR s.to_date > $2) ORDER BY s.person_id, s.from_date, s.id`, unit, from, through)
	all := map[ID][]Absence{}
	for _, a := range rows {
		all[a.person] = append(all[a.person], a.Absence)
	}
	return all, err
}
