package member

import (
	"slices"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/figure"
	"chibo/internal/i18n"
	"chibo/internal/org"
)

// aside is the condition of an admission of former years, x, that no member's record
// tells of: the ones that are counted.
const aside = `x.person_id IS NULL AND x.struck_for = ''`

const pastColumns = `x.id, x.unit_id, COALESCE(x.person_id, ''), x.name, x.birth, x.nominated_on, x.decided_on, x.decision_no, x.admitted_on, x.official_on, x.mentor, x.struck_for, x.version`

func scanPast(r db.Row, p *Past) error {
	return r.Scan(&p.ID, &p.Unit, &p.Person, &p.Name, &p.Birth, &p.NominatedOn, &p.DecidedOn, &p.DecisionNo, &p.AdmittedOn, &p.OfficialOn, &p.Mentor, &p.Struck, &p.Version)
}

// PastOf gives an admission of former years. The caller authorises in its unit.
func PastOf(tx *db.Tx, id PastID) (Past, error) {
	return db.One(tx, scanPast, `SELECT `+pastColumns+` FROM member_past x WHERE x.id = $1`, id)
}

// PastIn gives some of the admissions of former years of a unit, the latest first, and
// how many there are. It makes two queries, and is for capabilities that have
// authorised already.
func PastIn(tx *db.Tx, unit org.ID, limit, offset int) ([]Past, int, error) {
	n, err := db.One(tx, db.Value[int], `SELECT COUNT(*) FROM member_past x WHERE x.unit_id = $1`, unit)
	if err != nil {
		return nil, 0, err
	}
	all, err := db.All(tx, scanPast, `SELECT `+pastColumns+` FROM member_past x WHERE x.unit_id = $1 ORDER BY x.admitted_on DESC, x.sort_key, x.id LIMIT $2 OFFSET $3`, unit, limit, offset)
	return all, n, err
}

// PastUnder lists the entries of some names, folded, in a unit and all under it, those
// that were struck left out. It makes a query for every few hundred names.
func PastUnder(tx *db.Tx, path string, names []string) (all []Past, err error) {
	for chunk := range slices.Chunk(names, batchMax) {
		var args db.Args
		found, err := db.All(tx, scanPast, `SELECT `+pastColumns+` FROM member_past x JOIN org_place o ON o.unit_id = x.unit_id AND o.to_date IS NULL
			WHERE x.struck_for = '' AND x.folded IN (`+list(&args, chunk)+`) AND `+args.Under("o.path", path), args...)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	return all, nil
}

// EverUnder lists when people of some names, folded, belonged to the cells of a unit
// and of all under it. It makes a query for every few hundred names.
func EverUnder(tx *db.Tx, path string, names []string) (all []Ever, err error) {
	for chunk := range slices.Chunk(names, batchMax) {
		var args db.Args
		found, err := db.All(tx, func(r db.Row, e *Ever) error {
			return r.Scan(&e.Person, &e.Unit, &e.Name, &e.Birth, &e.From, &e.To, &e.AdmittedOn)
		}, `SELECT p.id, m.unit_id, p.name, p.birth, m.from_date, m.to_date, y.admitted_on
			FROM member_person p JOIN member_membership m ON m.person_id = p.id AND m.body = 'party'
			JOIN org_place o ON o.unit_id = m.unit_id AND o.to_date IS NULL LEFT JOIN member_party y ON y.person_id = p.id
			WHERE p.merged_into IS NULL AND p.folded IN (`+list(&args, chunk)+`) AND `+args.Under("o.path", path)+` ORDER BY p.id, m.from_date, m.id`, args...)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	return all, nil
}

func insertPast(tx *db.Tx, all []Past) error {
	var rows [][]any
	var deltas []figure.Delta
	for _, p := range all {
		rows = append(rows, []any{
			p.ID, p.Unit, db.Null(p.Person), p.Name, i18n.SortKey(p.Name), i18n.Fold(p.Name), p.Birth, p.NominatedOn, p.DecidedOn, p.DecisionNo, p.AdmittedOn, p.OfficialOn, p.Mentor,
		})
		deltas = append(deltas, p.counted(1))
	}
	if err := tx.InsertMany(`INSERT INTO member_past(id, unit_id, person_id, name, sort_key, folded, birth, nominated_on, decided_on, decision_no, admitted_on, official_on, mentor)`, rows, ""); err != nil {
		return err
	}
	return figure.Count(tx, deltas...)
}

func strikePast(tx *db.Tx, p Past, version int, reason string) error {
	n, err := tx.Exec(`UPDATE member_past SET struck_for = $3, version = version + 1 WHERE id = $1 AND version = $2 AND struck_for = ''`, p.ID, version, reason)
	if err == nil && n == 0 {
		err = fault.Overtaken(nil)
	}
	if err != nil {
		return err
	}
	return figure.Count(tx, p.counted(-1))
}

// linkPast links the records of people with the admissions that lists told of them:
// from now on their records are counted and not the lists.
func linkPast(tx *db.Tx, people ...ID) error {
	for chunk := range slices.Chunk(people, batchMax) {
		var args db.Args
		ids := list(&args, chunk)
		same := ` FROM member_membership m JOIN member_person p ON p.id = m.person_id JOIN member_party y ON y.person_id = p.id
			WHERE m.person_id IN (` + ids + `) AND m.body = 'party' AND m.unit_id = member_past.unit_id AND p.folded = member_past.folded AND y.admitted_on = member_past.admitted_on
				AND (p.birth IS NULL OR member_past.birth IS NULL OR p.birth = member_past.birth)
				AND m.from_date <= substr(y.admitted_on || '-01-01', 1, 10) AND (m.to_date IS NULL OR m.to_date > substr(y.admitted_on || '-01-01', 1, 10))`
		linked, err := db.All(tx, func(r db.Row, p *Past) error { return r.Scan(&p.Unit, &p.AdmittedOn, &p.Birth) },
			`UPDATE member_past SET person_id = (SELECT MIN(p.id)`+same+`), version = version + 1
			WHERE unit_id IN (SELECT unit_id FROM member_membership WHERE person_id IN (`+ids+`)) AND person_id IS NULL AND struck_for = ''
				AND EXISTS (SELECT 1`+same+`) RETURNING unit_id, admitted_on, birth`, args...)
		if err != nil {
			return err
		}
		var deltas []figure.Delta
		for _, p := range linked {
			deltas = append(deltas, p.counted(-1))
		}
		if err := figure.Count(tx, deltas...); err != nil {
			return err
		}
	}
	return nil
}
