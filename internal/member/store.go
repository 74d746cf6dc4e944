package member

import (
	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/org"
)

const personColumns = `p.id, p.name, p.birth_name, p.alias, p.sex, p.birth, p.ethnicity, p.religion, p.hometown, p.residence, p.phone, p.email,
	p.schooling, p.qualification, p.theory, p.department, p.job, p.version`

func scanPerson(r db.Row, p *Person) error {
	return r.Scan(&p.ID, &p.Name, &p.BirthName, &p.Alias, db.Text{To: &p.Sex}, &p.Birth, &p.Ethnicity, &p.Religion, &p.Hometown, &p.Residence, &p.Phone, &p.Email,
		&p.Schooling, &p.Qualification, &p.Theory, &p.Department, &p.Job, &p.Version)
}

func personByID(tx *db.Tx, id ID) (Person, error) {
	return db.One(tx, scanPerson, `SELECT `+personColumns+` FROM member_person p WHERE p.id = $1 AND p.merged_into IS NULL`, id)
}

func insertPerson(tx *db.Tx, p Person) error { return tx.ExecAll(personStatement(p)) }

func personStatement(p Person) db.Statement {
	return db.Statement{SQL: `INSERT INTO member_person(id, name, sort_key, folded, birth_name, alias, sex, birth, ethnicity, religion, hometown, residence, phone, email,
		schooling, qualification, theory, department, job) VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19)`, Args: []any{
		p.ID, p.Name, i18n.SortKey(p.Name), i18n.Fold(p.Name), p.BirthName, p.Alias, db.Null(p.Sex), p.Birth, p.Ethnicity, p.Religion, p.Hometown, p.Residence, p.Phone, p.Email,
		p.Schooling, p.Qualification, p.Theory, p.Department, p.Job,
	}}
}

// insertNew enters somebody who is not known, with his membership.
func insertNew(tx *db.Tx, f Form, m Membership) error {
	all := []db.Statement{personStatement(f.Person)}
	if m.Status != Associate {
		all = append(all, partyStatement(f.ID, f.Party))
	}
	err := tx.ExecAll(append(all, membershipStatement(f.ID, m))...)
	if db.IsUnique(err) { // of what is new, the card alone
		return fault.At("card", "member.card_taken")
	}
	if err != nil {
		return err
	}
	t := traits{f.Sex, f.Birth, ""}
	if m.Status != Associate {
		t.admitted = f.AdmittedOn
	}
	return countMembership(tx, f.ID, m, t)
}

func updatePerson(tx *db.Tx, p Person) error {
	if err := recountPerson(tx, p.ID, func(t *traits) { t.sex, t.birth = p.Sex, p.Birth }); err != nil {
		return err
	}
	n, err := tx.Exec(`UPDATE member_person SET name=$3, sort_key=$4, folded=$5, birth_name=$6, alias=$7, sex=$8, birth=$9, ethnicity=$10, religion=$11, hometown=$12,
		residence=$13, phone=$14, email=$15, schooling=$16, qualification=$17, theory=$18, department=$19, job=$20, version = version + 1 WHERE id = $1 AND version = $2`,
		p.ID, p.Version, p.Name, i18n.SortKey(p.Name), i18n.Fold(p.Name), p.BirthName, p.Alias, db.Null(p.Sex), p.Birth, p.Ethnicity, p.Religion, p.Hometown,
		p.Residence, p.Phone, p.Email, p.Schooling, p.Qualification, p.Theory, p.Department, p.Job)
	if err == nil && n == 0 {
		return fault.New(fault.Stale, "ui.stale")
	}
	return err
}

func partyOf(tx *db.Tx, id ID) (Party, error) {
	all, err := db.All(tx, func(r db.Row, p *Party) error {
		return r.Scan(&p.AdmittedOn, &p.OfficialOn, &p.Card, &p.OldCard, &p.CardOn, &p.CardPlace)
	}, `SELECT admitted_on, official_on, card, old_card, card_on, card_place FROM member_party WHERE person_id = $1`, id)
	if err != nil || len(all) == 0 {
		return Party{}, err
	}
	return all[0], nil
}

func putParty(tx *db.Tx, id ID, p Party) error {
	if err := recountPerson(tx, id, func(t *traits) { t.admitted = p.AdmittedOn }); err != nil {
		return err
	}
	err := tx.ExecAll(partyStatement(id, p))
	if db.IsUnique(err) {
		return fault.At("card", "member.card_taken")
	}
	if err != nil {
		return err
	}
	return linkPast(tx, id)
}

func partyStatement(id ID, p Party) db.Statement {
	return db.Statement{SQL: `INSERT INTO member_party(person_id, admitted_on, official_on, card, old_card, card_on, card_place) VALUES($1,$2,$3,$4,$5,$6,$7)
		ON CONFLICT (person_id) DO UPDATE SET admitted_on = excluded.admitted_on, official_on = excluded.official_on, card = excluded.card,
		old_card = excluded.old_card, card_on = excluded.card_on, card_place = excluded.card_place`, Args: []any{
		id, p.AdmittedOn, p.OfficialOn, p.Card, p.OldCard, p.CardOn, p.CardPlace,
	}}
}

func insertMembership(tx *db.Tx, person ID, m Membership) error {
	err := tx.ExecAll(membershipStatement(person, m))
	if db.IsUnique(err) {
		return fault.At("name", "member.belongs_elsewhere")
	}
	if err != nil {
		return err
	}
	t, err := traitsNow(tx, person)
	if err != nil {
		return err
	}
	return countMembership(tx, person, m, t)
}

func membershipStatement(person ID, m Membership) db.Statement {
	return db.Statement{SQL: `INSERT INTO member_membership(id, person_id, unit_id, body, status, from_date, to_date, ended_by) VALUES($1,$2,$3,$4,$5,$6,$7,$8)`, Args: []any{
		db.NewID(), person, m.Unit, m.Body, m.Status, m.From, m.To, m.EndedBy,
	}}
}

func endMembership(tx *db.Tx, person ID, unit org.ID, on db.Date, by string) error {
	if err := countEnd(tx, person, unit, on); err != nil {
		return err
	}
	_, err := tx.Exec(`UPDATE member_membership SET to_date = $3, ended_by = $4 WHERE person_id = $1 AND unit_id = $2 AND to_date IS NULL`, person, unit, on, by)
	return err
}

func membershipsOf(tx *db.Tx, id ID) ([]Membership, error) {
	return db.All(tx, func(r db.Row, m *Membership) error {
		return r.Scan(&m.ID, &m.Unit, &m.UnitName, &m.Path, &m.Body, &m.Status, &m.From, &m.To, &m.EndedBy)
	}, `SELECT m.id, m.unit_id, o.name, o.path, m.body, m.status, m.from_date, m.to_date, m.ended_by
		FROM member_membership m JOIN org_place o ON o.unit_id = m.unit_id`+standsLast+` WHERE m.person_id = $1 ORDER BY m.from_date DESC, m.id DESC`, id)
}

func positionsOf(tx *db.Tx, id ID) ([]Position, error) {
	return db.All(tx, func(r db.Row, p *Position) error {
		var key db.Bool
		err := r.Scan(&p.ID, &p.Unit, &p.UnitName, &p.Post, &p.Title, &key, &p.From, &p.To)
		p.KeyCadre = bool(key)
		return err
	}, `SELECT p.id, p.unit_id, o.name, p.post, p.title, p.key_cadre, p.from_date, p.to_date
		FROM member_position p JOIN org_place o ON o.unit_id = p.unit_id`+standsLast+` WHERE p.person_id = $1 ORDER BY p.from_date DESC, p.id DESC`, id)
}

// standsLast takes of a unit's places o the one where it stands, or stood before
// it ended: a record names the units that were.
const standsLast = ` AND NOT EXISTS (SELECT 1 FROM org_place later WHERE later.unit_id = o.unit_id AND later.from_date > o.from_date)`

func statesOf(tx *db.Tx, id ID) ([]StatePeriod, error) {
	return db.All(tx, func(r db.Row, s *StatePeriod) error {
		return r.Scan(&s.ID, &s.Unit, &s.State, &s.From, &s.To, &s.Decision)
	}, `SELECT id, unit_id, kind, from_date, to_date, decision FROM member_state WHERE person_id = $1 ORDER BY from_date DESC, id DESC`, id)
}

// CalledTo lists who is summoned to a meeting of the unit on a date, in the
// Vietnamese order of names: its members, and those visiting it for a time.
// It is for capabilities that have authorised already.
func CalledTo(tx *db.Tx, unit org.ID, on db.Date) ([]Called, error) {
	return db.All(tx, func(r db.Row, c *Called) error {
		return r.Scan(&c.Person, &c.Name, &c.Department, &c.Post, &c.Status, &c.State, (*db.Bool)(&c.Mailed))
	}, `WITH post AS (
			SELECT q.person_id, q.post, ROW_NUMBER() OVER (PARTITION BY q.person_id ORDER BY `+rank+`) AS place
			FROM member_position q WHERE q.unit_id = $1 AND q.post <> 'government' AND q.from_date <= $2 AND (q.to_date IS NULL OR q.to_date > $2)
		), state AS (
			SELECT s.person_id, s.kind, ROW_NUMBER() OVER (PARTITION BY s.person_id, CASE s.kind WHEN 'visiting' THEN 1 ELSE 0 END ORDER BY s.from_date DESC, s.id DESC) AS place
			FROM member_state s WHERE s.unit_id = $1 AND s.from_date <= $2 AND (s.to_date IS NULL OR s.to_date > $2)
		)
		SELECT p.id, p.name, p.department, COALESCE(post.post, ''), c.status, c.state, CASE WHEN p.email <> '' THEN 1 ELSE 0 END FROM (
			SELECT m.person_id, m.status, COALESCE(s.kind, '') AS state
			FROM member_membership m LEFT JOIN state s ON s.person_id = m.person_id AND s.kind <> 'visiting' AND s.place = 1
			WHERE m.unit_id = $1 AND m.from_date <= $2 AND (m.to_date IS NULL OR m.to_date > $2)
			UNION ALL
			SELECT s.person_id, CASE WHEN y.official_on <= $2 THEN 'official' ELSE 'probationary' END, s.kind
			FROM state s LEFT JOIN member_party y ON y.person_id = s.person_id WHERE s.kind = 'visiting'
		) c JOIN member_person p ON p.id = c.person_id LEFT JOIN post ON post.person_id = p.id AND post.place = 1 ORDER BY p.sort_key, p.id`, unit, on)
}

// postOn is the highest post of a person p in unit $1 on date $2.
const postOn = `COALESCE((SELECT q.post FROM member_position q WHERE q.person_id = p.id AND q.unit_id = $1 AND q.post <> 'government'
	AND q.from_date <= $2 AND (q.to_date IS NULL OR q.to_date > $2)
	ORDER BY ` + rank + ` LIMIT 1), '')`

// rank orders the posts q, the highest first.
const rank = `CASE q.post WHEN 'secretary' THEN 1 WHEN 'deputy' THEN 2 WHEN 'committee_member' THEN 3 WHEN 'mass_head' THEN 4 ELSE 5 END`

// DutiesOf gives the roles that a person's positions and memberships make
// today. Granted roles are account's to add.
func DutiesOf(tx *db.Tx, id ID) ([]access.Duty, error) {
	rows, err := db.All(tx, func(r db.Row, d *heldDuty) error { return r.Scan(&d.what, &d.duty.Unit, &d.duty.Path) },
		`SELECT q.post, q.unit_id, o.path FROM member_position q JOIN org_place o ON o.unit_id = q.unit_id AND o.to_date IS NULL
			WHERE q.person_id = $1 AND q.from_date <= $2 AND (q.to_date IS NULL OR q.to_date > $2)`+notBarred+`
		UNION ALL
		SELECT m.status, m.unit_id, o.path FROM member_membership m JOIN org_place o ON o.unit_id = m.unit_id AND o.to_date IS NULL
			WHERE m.person_id = $1 AND m.from_date <= $2 AND (m.to_date IS NULL OR m.to_date > $2)`+notBarred, id, tx.Today())
	if err != nil {
		return nil, err
	}
	var duties []access.Duty
	for _, h := range rows {
		switch role, ok := Post(h.what).role(); {
		case ok:
			h.duty.Role = role
		case h.what == string(Official):
			h.duty.Role = access.Member
		case h.what == string(Probationary):
			h.duty.Role = access.Probationary
		case h.what == string(Associate):
			h.duty.Role = access.MassMember
		default:
			continue
		}
		duties = append(duties, h.duty)
	}
	return duties, nil
}

// notBarred leaves out whoever is suspended from activity, detained or
// prosecuted on date $2.
const notBarred = ` AND NOT EXISTS (SELECT 1 FROM member_state s WHERE s.person_id = $1 AND s.kind IN ('suspended', 'detained')
	AND s.from_date <= $2 AND (s.to_date IS NULL OR s.to_date > $2))`

type heldDuty struct {
	what string
	duty access.Duty
}

// PlacesOf gives where a person's record lies today: every unit that he
// belongs to, visits, or holds a post in.
func PlacesOf(tx *db.Tx, id ID) ([]access.Place, error) {
	return db.All(tx, func(r db.Row, p *access.Place) error {
		p.Person = string(id)
		return r.Scan(&p.Unit, &p.Path)
	}, `SELECT DISTINCT o.unit_id, o.path FROM org_place o WHERE o.to_date IS NULL AND o.unit_id IN (
			SELECT m.unit_id FROM member_membership m WHERE m.person_id = $1 AND (m.to_date IS NULL OR m.to_date > $2)
			UNION SELECT q.unit_id FROM member_position q WHERE q.person_id = $1 AND (q.to_date IS NULL OR q.to_date > $2)) ORDER BY o.path`, id, tx.Today())
}
