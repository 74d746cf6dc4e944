package member

import (
	"chibo/internal/db"
	"chibo/internal/org"
)

func heldIn(tx *db.Tx, unit org.ID) (org.Holding, error) {
	return db.One(tx, func(r db.Row, h *org.Holding) error { return r.Scan(&h.People, &h.Since, &h.Posts) },
		`SELECT COUNT(*), MAX(m.from_date), (SELECT COUNT(*) FROM member_position q WHERE q.unit_id = $1 AND q.to_date IS NULL AND q.post <> 'government')
		FROM member_membership m WHERE m.unit_id = $1 AND m.to_date IS NULL`, unit)
}

// openMembership is a membership that lasts.
type openMembership struct {
	person ID
	body   string
	status Status
}

func openMemberships(tx *db.Tx, unit org.ID) ([]openMembership, error) {
	return db.All(tx, func(r db.Row, m *openMembership) error { return r.Scan(&m.person, &m.body, &m.status) },
		`SELECT person_id, body, status FROM member_membership WHERE unit_id = $1 AND to_date IS NULL ORDER BY person_id`, unit)
}

// openHolders gives those who belong to a unit of either kind, with their cards.
func openHolders(tx *db.Tx, unit org.ID) ([]Holder, error) {
	return db.All(tx, scanHolder, `SELECT `+holderColumns+` FROM member_membership m JOIN member_person p ON p.id = m.person_id
		LEFT JOIN member_party y ON y.person_id = p.id WHERE m.unit_id = $1 AND m.to_date IS NULL ORDER BY p.id`, unit)
}

// attached lists who visits a unit or holds a post in it from a day on.
func attached(tx *db.Tx, unit org.ID, on db.Date) ([]ID, error) {
	return db.All(tx, db.Value[ID], `SELECT person_id FROM member_state WHERE unit_id = $1 AND (to_date IS NULL OR to_date > $2)
		UNION SELECT person_id FROM member_position WHERE unit_id = $1 AND (to_date IS NULL OR to_date > $2) ORDER BY 1`, unit, on)
}

// carryStates begins in another unit what stands beside somebody's status in one,
// from a day on; what stands there is ended apart.
func carryStates(tx *db.Tx, id ID, from, into org.ID, on db.Date) error {
	rows, err := db.All(tx, func(r db.Row, row *[]any) error {
		var kind, decision string
		var begins, ends db.Date
		err := r.Scan(&kind, &begins, &ends, &decision)
		*row = []any{db.NewID(), id, into, kind, max(begins, on), ends, decision}
		return err
	}, `SELECT kind, from_date, to_date, decision FROM member_state WHERE person_id = $1 AND unit_id = $2 AND (to_date IS NULL OR to_date > $3)`, id, from, on)
	if err != nil {
		return err
	}
	return tx.InsertMany(`INSERT INTO member_state(id, person_id, unit_id, kind, from_date, to_date, decision)`, rows, "")
}

// carryGovernment begins in another unit the government posts that somebody holds
// in one, which the change of the Party's tree does not touch.
func carryGovernment(tx *db.Tx, id ID, from, into org.ID, on db.Date) error {
	rows, err := db.All(tx, func(r db.Row, row *[]any) error {
		var title string
		var key db.Bool
		var begins, ends db.Date
		err := r.Scan(&title, &key, &begins, &ends)
		*row = []any{db.NewID(), id, into, "government", title, key, max(begins, on), ends}
		return err
	}, `SELECT title, key_cadre, from_date, to_date FROM member_position WHERE person_id = $1 AND unit_id = $2 AND post = 'government'
		AND (to_date IS NULL OR to_date > $3)`, id, from, on)
	if err != nil {
		return err
	}
	return tx.InsertMany(`INSERT INTO member_position(id, person_id, unit_id, post, title, key_cadre, from_date, to_date)`, rows, "")
}
