package member

import (
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/org"
)

// NameOf is a person's name, for papers and greetings.
func NameOf(tx *db.Tx, id ID) (string, error) {
	return db.One(tx, db.Value[string], `SELECT name FROM member_name WHERE person_id = $1`, id)
}

// standingOn is the person's standing in the Party on a date, "" if none.
func standingOn(tx *db.Tx, id ID, on db.Date) (Status, error) {
	all, err := db.All(tx, db.Value[Status], `SELECT status FROM member_membership WHERE person_id = $1 AND body = 'party'
		AND from_date <= $2 AND (to_date IS NULL OR to_date > $2)`, id, on)
	if err != nil || len(all) == 0 {
		return "", err
	}
	return all[0], nil
}

func insertPosition(tx *db.Tx, a Appointment, term string) error {
	var key db.Bool = db.Bool(a.KeyCadre)
	_, err := tx.Exec(`INSERT INTO member_position(id, person_id, unit_id, term_id, post, title, key_cadre, from_date) VALUES($1,$2,$3,$4,$5,$6,$7,$8)`,
		db.NewID(), a.Person, a.Unit, db.Null(term), a.Post, a.Title, key, a.From)
	return err
}

// endPost ends whoever holds the post in the unit.
func endPost(tx *db.Tx, unit org.ID, post Post, on db.Date) error {
	n, err := tx.Exec(`UPDATE member_position SET to_date = $3 WHERE unit_id = $1 AND post = $2 AND to_date IS NULL AND from_date <= $3`, unit, post, on)
	if err != nil || n > 0 {
		return err
	}
	later, err := db.One(tx, db.Value[int], `SELECT COUNT(*) FROM member_position WHERE unit_id = $1 AND post = $2 AND to_date IS NULL`, unit, post)
	if err == nil && later > 0 {
		return fault.At("from", "member.post_held_since_later")
	}
	return err
}

func positionByID(tx *db.Tx, id string) (person ID, unit org.ID, from db.Date, err error) {
	return periodByID(tx, `SELECT person_id, unit_id, from_date FROM member_position WHERE id = $1`, id)
}

func endPosition(tx *db.Tx, id string, on db.Date) error {
	_, err := tx.Exec(`UPDATE member_position SET to_date = $2 WHERE id = $1`, id, on)
	return err
}

func insertState(tx *db.Tx, person ID, s StatePeriod) error {
	_, err := tx.Exec(`INSERT INTO member_state(id, person_id, unit_id, kind, from_date, to_date, decision) VALUES($1,$2,$3,$4,$5,$6,$7)`,
		db.NewID(), person, s.Unit, s.State, s.From, s.To, s.Decision)
	return err
}

func stateByID(tx *db.Tx, id string) (person ID, unit org.ID, from db.Date, err error) {
	return periodByID(tx, `SELECT person_id, unit_id, from_date FROM member_state WHERE id = $1`, id)
}

func endState(tx *db.Tx, id string, on db.Date) error {
	_, err := tx.Exec(`UPDATE member_state SET to_date = $2 WHERE id = $1`, id, on)
	return err
}

func periodByID(tx *db.Tx, query, id string) (person ID, unit org.ID, from db.Date, err error) {
	type period struct {
		person ID
		unit   org.ID
		from   db.Date
	}
	p, err := db.One(tx, func(r db.Row, p *period) error { return r.Scan(&p.person, &p.unit, &p.from) }, query, id)
	return p.person, p.unit, p.from, err
}

func putDuty(tx *db.Tx, unit org.ID, id ID, year int, body string) error {
	_, err := tx.Exec(`INSERT INTO member_duty(id, unit_id, person_id, year, body) VALUES($1,$2,$3,$4,$5)
		ON CONFLICT (unit_id, person_id, year) DO UPDATE SET body = excluded.body, version = member_duty.version + 1`, db.NewID(), unit, id, year, body)
	return err
}

// Duty is what a member answers for in a year.
type Duty struct {
	Unit     org.ID
	UnitName string
	Year     int
	Body     string
}

func dutiesOf(tx *db.Tx, id ID) ([]Duty, error) {
	return db.All(tx, func(r db.Row, d *Duty) error { return r.Scan(&d.Unit, &d.UnitName, &d.Year, &d.Body) },
		`SELECT d.unit_id, o.name, d.year, d.body FROM member_duty d JOIN org_place o ON o.unit_id = d.unit_id AND o.to_date IS NULL
		WHERE d.person_id = $1 ORDER BY d.year DESC`, id)
}
