package privacy

import (
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
)

const requestColumns = `SELECT q.id, q.unit_id, COALESCE(o.name, ''), q.person_id, COALESCE(n.name, ''), q.kind, q.section, q.body, q.on_paper, q.state, q.filed_on, q.respond_by, q.fulfil_by,
	q.taken_on, q.course, q.closed_on, q.answer, q.ground, q.version
	FROM privacy_request q LEFT JOIN member_name n ON n.person_id = q.person_id
	LEFT JOIN org_place o ON o.unit_id = q.unit_id AND NOT EXISTS (SELECT 1 FROM org_place later WHERE later.unit_id = o.unit_id AND later.from_date > o.from_date)`

func scanRequest(r db.Row, q *Request) error {
	var paper db.Bool
	err := r.Scan(&q.ID, &q.Unit, &q.UnitName, &q.Person, &q.Name, &q.Kind, &q.Section, &q.Body, &paper, &q.State, &q.FiledOn, &q.RespondBy, &q.FulfilBy,
		&q.TakenOn, &q.Course, &q.ClosedOn, &q.Answer, &q.Ground, &q.Version)
	q.OnPaper = bool(paper)
	return err
}

func byID(tx *db.Tx, id ID) (Request, error) {
	return db.One(tx, scanRequest, requestColumns+` WHERE q.id = $1`, id)
}

// requestsOf lists the requests of a person, the latest first.
func requestsOf(tx *db.Tx, person member.ID, limit int) ([]Request, error) {
	return db.All(tx, scanRequest, requestColumns+` WHERE q.person_id = $1 ORDER BY q.filed_on DESC, q.id DESC LIMIT $2`, person, limit)
}

// ofUnit lists the requests that a unit answers: those that are open by the day on
// which something is due, then the others, the latest first. Of the reader himself
// none is his to answer.
func ofUnit(tx *db.Tx, unit org.ID, limit, offset int) ([]Request, error) {
	return db.All(tx, scanRequest, requestColumns+` WHERE q.unit_id = $1
		ORDER BY CASE WHEN q.closed_on IS NULL THEN 0 ELSE 1 END,
			CASE WHEN q.closed_on IS NULL THEN COALESCE(CASE WHEN q.state = 'filed' THEN q.respond_by END, q.fulfil_by, q.filed_on) ELSE '' END,
			q.closed_on DESC, q.id DESC LIMIT $2 OFFSET $3`, unit, limit, offset)
}

// dueBy lists the open requests in which something is due by a day, in units that
// are there today.
func dueBy(tx *db.Tx, on db.Date) ([]Request, error) {
	return db.All(tx, scanRequest, requestColumns+` WHERE q.closed_on IS NULL AND o.to_date IS NULL
		AND COALESCE(CASE WHEN q.state = 'filed' THEN q.respond_by END, q.fulfil_by, '9999') <= $1 ORDER BY q.id`, on)
}

// Tally is how many requests a unit has.
type Tally struct {
	All, Open, Overdue int
}

func tallyOf(tx *db.Tx, unit org.ID) (Tally, error) {
	return db.One(tx, func(r db.Row, t *Tally) error { return r.Scan(&t.All, &t.Open, &t.Overdue) },
		`SELECT COUNT(*), COUNT(*) FILTER (WHERE closed_on IS NULL),
			COUNT(*) FILTER (WHERE closed_on IS NULL AND COALESCE(CASE WHEN state = 'filed' THEN respond_by END, fulfil_by, '9999') < $2)
		FROM privacy_request WHERE unit_id = $1`, unit, tx.Today())
}

func insertRequest(tx *db.Tx, q Request) error {
	_, err := tx.Exec(`INSERT INTO privacy_request(id, unit_id, person_id, kind, section, body, on_paper, state, filed_on, respond_by, fulfil_by)
		VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		q.ID, q.Unit, q.Person, q.Kind, q.Section, q.Body, db.Bool(q.OnPaper), q.State, q.FiledOn, q.RespondBy, q.FulfilBy)
	if db.IsUnique(err) {
		return fault.At("kind", "privacy.open_already")
	}
	return err
}

// putRequest stores a move, unless somebody moved after the version.
func putRequest(tx *db.Tx, q Request, version int) error {
	n, err := tx.Exec(`UPDATE privacy_request SET state = $3, taken_on = $4, course = $5, closed_on = $6, answer = $7, ground = $8, version = version + 1
		WHERE id = $1 AND version = $2`, q.ID, version, q.State, q.TakenOn, q.Course, q.ClosedOn, q.Answer, q.Ground)
	if err != nil || n > 0 {
		return err
	}
	now, err := byID(tx, q.ID)
	if err != nil {
		return err
	}
	theirs := now.Answer
	if now.State == Taken {
		theirs = now.Course
	}
	return fault.Overtaken(map[string]string{"words": theirs})
}

// seenBy gives the latest version of the notice that a person has seen, and when;
// 0 for none.
func seenBy(tx *db.Tx, person member.ID) (s Seen, err error) {
	_, err = db.All(tx, func(r db.Row, _ *struct{}) error { return r.Scan(&s.Version, &s.At) },
		`SELECT notice, at FROM privacy_seen WHERE person_id = $1 ORDER BY notice DESC LIMIT 1`, person)
	return s, err
}

func putSeen(tx *db.Tx, person member.ID) error {
	_, err := tx.Exec(`INSERT INTO privacy_seen(person_id, notice, at) VALUES($1, $2, $3) ON CONFLICT (person_id, notice) DO NOTHING`, person, Notice, tx.Now)
	return err
}

// unseen are the people with an account who have not seen the notice that is shown
// now.
func unseen(tx *db.Tx) ([]member.ID, error) {
	return db.All(tx, db.Value[member.ID], `SELECT l.person_id FROM account_login l
		WHERE NOT EXISTS (SELECT 1 FROM privacy_seen s WHERE s.person_id = l.person_id AND s.notice = $1) ORDER BY l.person_id`, Notice)
}

const holdColumns = `SELECT h.id, h.unit_id, COALESCE(o.name, ''), h.person_id, COALESCE(n.name, ''), h.ground, h.from_date, h.version
	FROM privacy_hold h LEFT JOIN member_name n ON n.person_id = h.person_id LEFT JOIN org_place o ON o.unit_id = h.unit_id AND o.to_date IS NULL WHERE h.to_date IS NULL`

func scanHold(r db.Row, h *Hold) error {
	return r.Scan(&h.ID, &h.Unit, &h.UnitName, &h.Person, &h.Name, &h.Ground, &h.From, &h.Version)
}

// holdsOn are the holds in force on a person, of any unit.
func holdsOn(tx *db.Tx, person member.ID) ([]Hold, error) {
	return db.All(tx, scanHold, holdColumns+` AND h.person_id = $1 ORDER BY h.from_date, h.id`, person)
}

func holdByID(tx *db.Tx, id string) (Hold, error) {
	return db.One(tx, scanHold, holdColumns+` AND h.id = $1`, id)
}

func insertHold(tx *db.Tx, h Hold) error {
	_, err := tx.Exec(`INSERT INTO privacy_hold(id, unit_id, person_id, ground, from_date) VALUES($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`, h.ID, h.Unit, h.Person, h.Ground, h.From)
	return err
}

func liftHold(tx *db.Tx, id string, on db.Date) error {
	_, err := tx.Exec(`UPDATE privacy_hold SET to_date = $2, version = version + 1 WHERE id = $1 AND to_date IS NULL`, id, on)
	return err
}

// belongs reports whether a person belongs to a unit today, of the Party or a mass
// organisation.
func belongs(tx *db.Tx, person member.ID) (bool, error) {
	n, err := db.One(tx, db.Value[int], `SELECT COUNT(*) FROM member_membership WHERE person_id = $1 AND (to_date IS NULL OR to_date > $2)`, person, tx.Today())
	return n > 0, err
}

// Known is somebody who belongs, or once belonged, to a unit.
type Known struct {
	Person member.ID
	Name   string
	Left   db.Date // "" for who belongs to it
}

// knownIn lists whom a leader of a unit may enter a request for, those who left
// too, by name.
func knownIn(tx *db.Tx, unit org.ID) ([]Known, error) {
	return db.All(tx, func(r db.Row, k *Known) error { return r.Scan(&k.Person, &k.Name, &k.Left) },
		`SELECT m.person_id, n.name, CASE WHEN COUNT(*) FILTER (WHERE m.to_date IS NULL) > 0 THEN NULL ELSE MAX(m.to_date) END
		FROM member_membership m JOIN member_name n ON n.person_id = m.person_id
		WHERE m.unit_id = $1 AND NOT EXISTS (SELECT 1 FROM privacy_erasure e WHERE e.person_id = m.person_id)
		GROUP BY m.person_id, n.name, n.sort_key ORDER BY n.sort_key, m.person_id`, unit)
}

// erasures is the list of who was erased, the earliest first.
func erasures(tx *db.Tx) ([]Erasure, error) {
	return db.All(tx, func(r db.Row, e *Erasure) error { return r.Scan(&e.Person, &e.At) },
		`SELECT person_id, erased_at FROM privacy_erasure ORDER BY erased_at, person_id`)
}

func putErasure(tx *db.Tx, e Erasure) error {
	_, err := tx.Exec(`INSERT INTO privacy_erasure(person_id, erased_at) VALUES($1, $2) ON CONFLICT (person_id) DO NOTHING`, e.Person, e.At)
	return err
}

// standing tells of a person of a list whether the database knows him, and whether
// he was erased here.
func standing(tx *db.Tx, person member.ID) (known, erased bool, err error) {
	_, err = db.One(tx, func(r db.Row, _ *struct{}) error {
		var k, e int
		err := r.Scan(&k, &e)
		known, erased = k > 0, e > 0
		return err
	}, `SELECT (SELECT COUNT(*) FROM member_name WHERE person_id = $1), (SELECT COUNT(*) FROM privacy_erasure WHERE person_id = $1)`, person)
	return known, erased, err
}

// forget empties what a person asked and what he was told.
func forget(tx *db.Tx, person member.ID) error {
	for _, q := range []string{
		`DELETE FROM privacy_seen WHERE person_id = $1`,
		`UPDATE privacy_request SET body = '', course = '', answer = '', version = version + 1 WHERE person_id = $1`,
	} {
		if _, err := tx.Exec(q, person); err != nil {
			return err
		}
	}
	return nil
}
