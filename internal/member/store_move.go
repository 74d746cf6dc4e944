package member

import (
	"chibo/internal/db"
	"chibo/internal/org"
)

// latestParty is somebody's latest party membership; ok is false for who was never
// a member.
func latestParty(tx *db.Tx, id ID) (m Membership, ok bool, err error) {
	all, err := db.All(tx, func(r db.Row, m *Membership) error {
		return r.Scan(&m.ID, &m.Unit, &m.Body, &m.Status, &m.From, &m.To, &m.EndedBy)
	}, `SELECT id, unit_id, body, status, from_date, to_date, ended_by FROM member_membership WHERE person_id = $1 AND body = 'party'
		ORDER BY CASE WHEN to_date IS NULL THEN 0 ELSE 1 END, to_date DESC, from_date DESC, id DESC LIMIT 1`, id)
	if err != nil || len(all) == 0 {
		return Membership{}, false, err
	}
	return all[0], true, nil
}

// endPosts ends a person's posts on a day: those in the unit, or with no unit
// all. A post that would begin later never begins.
func endPosts(tx *db.Tx, id ID, unit org.ID, on db.Date) error {
	_, err := tx.Exec(`UPDATE member_position SET to_date = CASE WHEN from_date > $3 THEN from_date ELSE $3 END
		WHERE person_id = $1 AND ($2 = '' OR unit_id = $2) AND (to_date IS NULL OR to_date > $3)`, id, unit, on)
	return err
}

// endStates ends what stands beside a person's status on a day: in the unit, or
// with no unit everywhere.
func endStates(tx *db.Tx, id ID, unit org.ID, on db.Date) error {
	_, err := tx.Exec(`UPDATE member_state SET to_date = CASE WHEN from_date > $3 THEN from_date ELSE $3 END
		WHERE person_id = $1 AND ($2 = '' OR unit_id = $2) AND (to_date IS NULL OR to_date > $3)`, id, unit, on)
	return err
}

// openUnits lists the units to which a person belongs.
func openUnits(tx *db.Tx, id ID) ([]org.ID, error) {
	return db.All(tx, db.Value[org.ID], `SELECT unit_id FROM member_membership WHERE person_id = $1 AND to_date IS NULL ORDER BY unit_id`, id)
}

// byCard finds who has a member card, "" if nobody has.
func byCard(tx *db.Tx, card string) (ID, error) {
	all, err := db.All(tx, db.Value[ID], `SELECT COALESCE(p.merged_into, p.id) FROM member_party y JOIN member_person p ON p.id = y.person_id WHERE y.card = $1`, card)
	if err != nil || len(all) == 0 {
		return "", err
	}
	return all[0], nil
}

const holderColumns = `p.id, p.name, p.sort_key, p.birth, y.admitted_on, y.official_on, COALESCE(y.card, '')`

func scanHolder(r db.Row, h *Holder) error {
	return r.Scan(&h.Person, &h.Name, &h.sortKey, &h.Birth, &h.AdmittedOn, &h.OfficialOn, &h.Card)
}

// HoldersOf gives what a membership's papers say about each of some people, in
// one query. It is for capabilities that have authorised already.
func HoldersOf(tx *db.Tx, ids []ID) (map[ID]Holder, error) {
	args := db.Args{}
	for _, id := range append([]ID{""}, ids...) {
		args.Add(id)
	}
	rows, err := db.All(tx, scanHolder, `SELECT `+holderColumns+` FROM member_person p LEFT JOIN member_party y ON y.person_id = p.id
		WHERE p.id IN (`+db.In(1, len(args))+`)`, args...)
	all := make(map[ID]Holder, len(rows))
	for _, h := range rows {
		all[h.Person] = h
	}
	return all, err
}

// HoldersIn gives what a membership's papers say about the members of a cell
// on a date, in the Vietnamese order of names. It makes one query, and is for
// capabilities that have authorised already.
func HoldersIn(tx *db.Tx, unit org.ID, on db.Date) ([]Holder, error) {
	return db.All(tx, scanHolder, `SELECT `+holderColumns+` FROM member_membership m JOIN member_person p ON p.id = m.person_id
		LEFT JOIN member_party y ON y.person_id = p.id WHERE m.unit_id = $2 AND m.body = 'party' AND`+present+` ORDER BY p.sort_key, p.id`, on, unit)
}

// placedBy joins where a unit of a membership m stood on date $1, or last
// before it.
const placedBy = ` JOIN org_place o ON o.unit_id = m.unit_id AND o.from_date <= $1
	AND NOT EXISTS (SELECT 1 FROM org_place later WHERE later.unit_id = o.unit_id AND later.from_date <= $1 AND later.from_date > o.from_date)`

// headcounts counts the members of each unit of a subtree as it was on one day,
// on another.
func headcounts(tx *db.Tx, path string, placed, on db.Date) (map[org.ID]int, error) {
	type row struct {
		unit org.ID
		n    int
	}
	args := db.Args{placed}
	day := args.Add(on)
	rows, err := db.All(tx, func(r db.Row, v *row) error { return r.Scan(&v.unit, &v.n) }, `SELECT m.unit_id, COUNT(*) FROM member_membership m`+placedBy+`
		WHERE m.body = 'party' AND m.from_date <= `+day+` AND (m.to_date IS NULL OR m.to_date > `+day+`) AND `+args.Under("o.path", path)+` GROUP BY m.unit_id`, args...)
	all := make(map[org.ID]int, len(rows))
	for _, v := range rows {
		all[v.unit] = v.n
	}
	return all, err
}

// turns lists the memberships that began or ended in [from, until) in a subtree
// as it was on a day, each person's in the order of time.
func turns(tx *db.Tx, path string, placed, from, until db.Date) ([]Turn, error) {
	args := db.Args{placed}
	a, b := args.Add(from), args.Add(until)
	return db.All(tx, func(r db.Row, t *Turn) error {
		return r.Scan(&t.Person, &t.Unit, &t.From, &t.To, &t.EndedBy, &t.AdmittedOn)
	}, `SELECT m.person_id, m.unit_id, m.from_date, m.to_date, m.ended_by, y.admitted_on FROM member_membership m`+placedBy+`
		LEFT JOIN member_party y ON y.person_id = m.person_id
		WHERE m.body = 'party' AND m.ended_by <> 'merged' AND (m.from_date >= `+a+` AND m.from_date < `+b+` OR m.to_date >= `+a+` AND m.to_date < `+b+`) AND `+args.Under("o.path", path)+`
		ORDER BY m.person_id, m.from_date, CASE WHEN m.to_date IS NULL THEN '9' ELSE m.to_date END, m.id`, args...)
}
