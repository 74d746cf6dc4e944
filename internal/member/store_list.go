package member

import (
	"fmt"

	"chibo/internal/db"
	"chibo/internal/i18n"
	"chibo/internal/org"
)

// belongs is who belongs to unit $1 on date $2, with the state beside it.
const belongs = ` FROM (SELECT m.person_id, m.status, COALESCE((SELECT s.kind FROM member_state s WHERE s.person_id = m.person_id AND s.unit_id = m.unit_id
		AND s.from_date <= $2 AND (s.to_date IS NULL OR s.to_date > $2) ORDER BY s.from_date DESC LIMIT 1), '') AS state,
		CASE WHEN ` + elsewhere + ` THEN 1 ELSE 0 END AS elsewhere
	FROM member_membership m WHERE m.unit_id = $1 AND m.from_date <= $2 AND (m.to_date IS NULL OR m.to_date > $2)) c
	JOIN member_person p ON p.id = c.person_id LEFT JOIN member_party y ON y.person_id = p.id`

func (f Filter) where(args *db.Args) string {
	w := " WHERE 1=1"
	if q := i18n.Fold(f.Query); q != "" {
		w += " AND p.folded LIKE " + args.Add("%"+db.EscapeLike(q)+"%") + ` ESCAPE '\'`
	}
	if f.Status != "" {
		w += " AND c.status = " + args.Add(f.Status)
	}
	if f.State != Active {
		w += " AND c.state = " + args.Add(f.State)
	}
	if f.Stated {
		w += " AND c.state <> ''"
	}
	return w
}

func countRoll(tx *db.Tx, unit org.ID, roll *Roll) error {
	_, err := db.One(tx, func(r db.Row, _ *struct{}) error {
		return r.Scan(&roll.Total, &roll.Official, &roll.Probation, &roll.Women, &roll.Stated)
	}, `SELECT COUNT(*), COUNT(*) FILTER (WHERE c.status = 'official'), COUNT(*) FILTER (WHERE c.status = 'probationary'),
		COUNT(*) FILTER (WHERE p.sex = 'female'), COUNT(*) FILTER (WHERE c.state <> '')`+belongs, unit, roll.Today)
	return err
}

func countRows(tx *db.Tx, unit org.ID, f Filter) (int, error) {
	args := db.Args{unit, tx.Today()}
	return db.One(tx, db.Value[int], `SELECT COUNT(*)`+belongs+f.where(&args), args...)
}

func rows(tx *db.Tx, unit org.ID, f Filter, limit, offset int) ([]Row, error) {
	args := db.Args{unit, tx.Today()}
	q := `SELECT p.id, p.name, p.department, p.job, ` + postOn + `, c.status, c.state, p.sex, p.birth, y.admitted_on, y.official_on, COALESCE(y.card, ''), c.elsewhere` +
		belongs + f.where(&args) + fmt.Sprintf(" ORDER BY p.sort_key, p.id LIMIT %s OFFSET %s", args.Add(limit), args.Add(offset))
	return db.All(tx, func(r db.Row, v *Row) error {
		err := r.Scan(&v.Person, &v.Name, &v.Department, &v.Job, &v.Post, &v.Status, &v.State, db.Text{To: &v.Sex}, &v.Birth,
			&v.Party.AdmittedOn, &v.Party.OfficialOn, &v.Party.Card, (*db.Bool)(&v.Elsewhere))
		if v.Elsewhere {
			*v = v.bare()
		}
		return err
	}, q, args...)
}

// probationers are the probationary members of a unit, in the order of names,
// and how many people belong to it.
func probationers(tx *db.Tx, unit org.ID) (all []Row, total int, err error) {
	found, err := db.All(tx, func(r db.Row, v *Row) error {
		return r.Scan(&total, db.Text{To: (*string)(&v.Person)}, db.Text{To: &v.Name}, &v.Party.AdmittedOn, &v.Party.OfficialOn)
	}, `SELECT t.total, v.id, v.name, v.admitted_on, v.official_on FROM (SELECT COUNT(*) AS total`+belongs+`) t
		LEFT JOIN (SELECT p.id, p.name, p.sort_key, y.admitted_on, y.official_on`+belongs+` WHERE c.status = 'probationary') v ON 1 = 1
		ORDER BY v.sort_key, v.id`, unit, tx.Today())
	for _, r := range found {
		if r.Person != "" {
			all = append(all, r)
		}
	}
	return all, total, err
}

// records reads the register of a unit in one query; of whom another unit keeps the
// record, what the chapter knows of him.
func records(tx *db.Tx, unit org.ID) ([]Record, error) {
	return db.All(tx, func(r db.Row, rec *Record) error {
		p, y := &rec.Person, &rec.Party
		var elsewhere db.Bool
		err := r.Scan(&p.ID, &p.Name, &p.BirthName, &p.Alias, db.Text{To: &p.Sex}, &p.Birth, &p.Ethnicity, &p.Religion, &p.Hometown, &p.Residence, &p.Phone, &p.Email,
			&p.Schooling, &p.Qualification, &p.Theory, &p.Department, &p.Job, &p.Version,
			&y.AdmittedOn, &y.OfficialOn, &y.Card, &y.OldCard, &y.CardOn, &y.CardPlace, &rec.Status, &rec.State, &rec.Post, &elsewhere)
		if elsewhere {
			*rec = rec.bare()
		}
		return err
	}, `SELECT `+personColumns+`, y.admitted_on, y.official_on, COALESCE(y.card, ''), COALESCE(y.old_card, ''), y.card_on, COALESCE(y.card_place, ''), c.status, c.state, `+
		postOn+`, c.elsewhere`+belongs+` ORDER BY p.sort_key, p.id`, unit, tx.Today())
}
