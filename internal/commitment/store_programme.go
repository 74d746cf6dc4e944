package commitment

import (
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/org"
)

// programmeOf reads the programme of a unit and a year with its items; of
// version 0 where there is none. It makes two queries.
func programmeOf(tx *db.Tx, unit org.ID, year int) (Programme, error) {
	all, err := db.All(tx, func(r db.Row, p *Programme) error {
		return r.Scan(&p.Unit, &p.Year, &p.State, &p.IssuedOn, &p.Version)
	}, `SELECT unit_id, year, state, issued_on, version FROM commitment_programme WHERE unit_id = $1 AND year = $2`, unit, year)
	if err != nil {
		return Programme{}, err
	}
	p := append(all, Programme{Unit: unit, Year: year})[0]
	p.Works, err = db.All(tx, func(r db.Row, w *Work) error {
		return r.Scan(&w.ID, &w.Ordinal, &w.Heading, &w.Work, &w.Measure, &w.Due, db.Text{To: (*string)(&w.Leader)}, db.Text{To: &w.LeaderName}, &w.Percent, &w.Result)
	}, `SELECT w.id, w.ordinal, w.heading, w.work, w.measure, w.due, w.leader_id, n.name, w.percent, w.result
		FROM commitment_work w LEFT JOIN member_name n ON n.person_id = w.leader_id WHERE w.unit_id = $1 AND w.year = $2 ORDER BY w.ordinal`, unit, year)
	return p, err
}

// placeOfWork finds the unit and year of an item of a programme.
func placeOfWork(tx *db.Tx, id WorkID) (p Programme, err error) {
	return db.One(tx, func(r db.Row, p *Programme) error { return r.Scan(&p.Unit, &p.Year) },
		`SELECT unit_id, year FROM commitment_work WHERE id = $1`, id)
}

// putProgramme stores the state of a programme, and makes it where the version
// is 0, unless somebody else saved first.
func putProgramme(tx *db.Tx, p Programme, version int) error {
	n, err := tx.Exec(`INSERT INTO commitment_programme(unit_id, year, state, issued_on) VALUES($1, $2, $3, $4)
		ON CONFLICT (unit_id, year) DO UPDATE SET state = excluded.state, issued_on = excluded.issued_on, version = commitment_programme.version + 1
		WHERE commitment_programme.version = $5`, p.Unit, p.Year, p.State, p.IssuedOn, version)
	if err != nil || n > 0 {
		return err
	}
	now, err := programmeOf(tx, p.Unit, p.Year)
	if err != nil {
		return err
	}
	return fault.Overtaken(now.theirs())
}

// replaceWorks puts the items of the form in the place of those stored. One
// that keeps its id keeps its progress.
func replaceWorks(tx *db.Tx, p Programme, works []WorkForm) error {
	known := map[WorkID]bool{}
	for _, w := range p.Works {
		known[w.ID] = true
	}
	// Out of the way first: two items may change places.
	if _, err := tx.Exec(`UPDATE commitment_work SET ordinal = -ordinal WHERE unit_id = $1 AND year = $2`, p.Unit, p.Year); err != nil {
		return err
	}
	for n, f := range works {
		var err error
		if known[f.ID] {
			known[f.ID] = false // the same id a second time is a new item
			_, err = tx.Exec(`UPDATE commitment_work SET ordinal = $2, heading = $3, work = $4, measure = $5, due = $6, leader_id = $7 WHERE id = $1`,
				f.ID, n+1, f.Heading, f.Work, f.Measure, f.Due, db.Null(f.Leader))
		} else {
			_, err = tx.Exec(`INSERT INTO commitment_work(id, unit_id, year, ordinal, heading, work, measure, due, leader_id) VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
				db.NewID(), p.Unit, p.Year, n+1, f.Heading, f.Work, f.Measure, f.Due, db.Null(f.Leader))
		}
		if err != nil {
			return err
		}
	}
	_, err := tx.Exec(`DELETE FROM commitment_work WHERE unit_id = $1 AND year = $2 AND ordinal < 0`, p.Unit, p.Year)
	return err
}

func updateWork(tx *db.Tx, id WorkID, percent int, result string) error {
	_, err := tx.Exec(`UPDATE commitment_work SET percent = $2, result = $3 WHERE id = $1`, id, percent, result)
	return err
}

// programmesUnder lists the units of a subtree that have issued the programme
// of a year.
func programmesUnder(tx *db.Tx, path string, year int) ([]org.ID, error) {
	args := db.Args{year}
	return db.All(tx, db.Value[org.ID], `SELECT g.unit_id FROM commitment_programme g JOIN org_place o ON o.unit_id = g.unit_id AND o.to_date IS NULL
		WHERE g.year = $1 AND g.state = 'issued' AND `+args.Under("o.path", path), args...)
}
