package step

import (
	"chibo/internal/campaign"
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/figure"
	"chibo/internal/member"
	"chibo/internal/org"
)

const markColumns = `m.theme_id, m.person_id, m.unit_id, m.step, m.body, m.on_date, m.way, m.by_id, m.counts FROM campaign_mark m`

func scanMark(r db.Row, m *Mark) error {
	return r.Scan(&m.Theme, &m.Person, &m.Unit, &m.Step, &m.Body, &m.On, &m.Way, db.Text{To: (*string)(&m.By)}, &m.counts)
}

// marksOf lists the marks of a person in every theme.
func marksOf(tx *db.Tx, person member.ID) ([]Mark, error) {
	return db.All(tx, scanMark, `SELECT `+markColumns+` WHERE m.person_id = $1 ORDER BY m.theme_id, m.step, m.unit_id`, person)
}

// marksIn lists the marks of a theme of those who belong to a unit.
func marksIn(tx *db.Tx, theme campaign.ThemeID, unit org.ID) ([]Mark, error) {
	return db.All(tx, scanMark, `SELECT `+markColumns+` WHERE m.theme_id = $1 AND m.unit_id = $2 ORDER BY m.person_id, m.step`, theme, unit)
}

// put notes a mark, in place of one that counts nowhere; one that counts already
// stays as it is.
func (m Mark) put(tx *db.Tx) error {
	n, err := tx.Exec(`INSERT INTO campaign_mark(theme_id, person_id, unit_id, step, body, on_date, way, by_id, counts) VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9)
		ON CONFLICT (theme_id, person_id, unit_id, step) DO UPDATE SET on_date = excluded.on_date, way = excluded.way, by_id = excluded.by_id, counts = excluded.counts
			WHERE campaign_mark.counts = 'nowhere'`,
		m.Theme, m.Person, m.Unit, m.Step, m.Body, m.On, m.Way, db.Null(m.By), m.counts)
	if err != nil || n == 0 {
		return err
	}
	return figure.Count(tx, m.delta(1))
}

// drop takes a mark back.
func (m Mark) drop(tx *db.Tx) error {
	if _, err := tx.Exec(`DELETE FROM campaign_mark WHERE theme_id = $1 AND person_id = $2 AND unit_id = $3 AND step = $4`, m.Theme, m.Person, m.Unit, m.Step); err != nil {
		return err
	}
	return figure.Count(tx, m.delta(-1))
}

// seat has a mark stand at a unit, or nowhere; where the unit has the same mark
// already, the other counts nowhere.
func (m Mark) seat(tx *db.Tx, unit org.ID, counts counting) error {
	n, err := tx.Exec(`UPDATE campaign_mark SET unit_id = $5, counts = $6 WHERE theme_id = $1 AND person_id = $2 AND unit_id = $3 AND step = $4 AND ($5 = $3 OR NOT EXISTS (
			SELECT 1 FROM campaign_mark o WHERE o.theme_id = $1 AND o.person_id = $2 AND o.unit_id = $5 AND o.step = $4))`,
		m.Theme, m.Person, m.Unit, m.Step, unit, counts)
	if err != nil {
		return err
	}
	is := m
	is.Unit, is.counts = unit, counts
	if n == 0 {
		if _, err := tx.Exec(`UPDATE campaign_mark SET counts = 'nowhere' WHERE theme_id = $1 AND person_id = $2 AND unit_id = $3 AND step = $4`, m.Theme, m.Person, m.Unit, m.Step); err != nil {
			return err
		}
		is.counts = countsNowhere
	}
	return figure.Count(tx, m.delta(-1), is.delta(1))
}

// askedOf gives the steps that each of several themes asks for, with the version
// of the choice, 0 for none, in one query.
func askedOf(tx *db.Tx, themes ...campaign.ThemeID) (map[campaign.ThemeID]Asked, map[campaign.ThemeID]int, error) {
	type row struct {
		theme   campaign.ThemeID
		steps   string
		version int
	}
	steps, versions := map[campaign.ThemeID]Asked{}, map[campaign.ThemeID]int{}
	for _, t := range themes {
		steps[t] = usual
	}
	if len(themes) == 0 {
		return steps, versions, nil
	}
	args := make([]any, len(themes))
	for i, t := range themes {
		args[i] = t
	}
	rows, err := db.All(tx, func(r db.Row, a *row) error { return r.Scan(&a.theme, &a.steps, &a.version) },
		`SELECT theme_id, steps, version FROM campaign_asked WHERE theme_id IN (`+db.In(1, len(args))+`)`, args...)
	for _, a := range rows {
		steps[a.theme], versions[a.theme] = parseAsked(a.steps), a.version
	}
	return steps, versions, err
}

// putAsked stores a choice over the version that the page showed, 0 for none.
func putAsked(tx *db.Tx, theme campaign.ThemeID, version int, is, was Asked) error {
	query := `UPDATE campaign_asked SET steps = $2, version = version + 1 WHERE theme_id = $1 AND version = $3`
	args := []any{theme, is.String(), version}
	if version == 0 {
		query, args = `INSERT INTO campaign_asked(theme_id, steps) VALUES($1, $2) ON CONFLICT (theme_id) DO NOTHING`, args[:2]
	}
	n, err := tx.Exec(query, args...)
	if err == nil && n == 0 {
		return fault.Overtaken(map[string]string{"steps": was.String()})
	}
	return err
}

func scanStaff(r db.Row, c *StaffCount) error {
	n := make([]int, len(Steps))
	if err := r.Scan(&c.Theme, &c.Unit, &c.On, &n[0], &n[1], &n[2], &n[3], &n[4], &n[5], &c.counts, &c.Version); err != nil {
		return err
	}
	c.Numbers = map[Step]int{}
	for i, s := range Steps {
		c.Numbers[s] = n[i]
	}
	return nil
}

// staffIn gives what a unit counted of its staff; of version 0 where nothing was.
func staffIn(tx *db.Tx, theme campaign.ThemeID, unit org.ID) (StaffCount, error) {
	all, err := db.All(tx, scanStaff, `SELECT theme_id, unit_id, on_date, study, report, register, act, review, commend, counts, version
		FROM campaign_staff WHERE theme_id = $1 AND unit_id = $2`, theme, unit)
	if err != nil || len(all) == 0 {
		return StaffCount{Theme: theme, Unit: unit}, err
	}
	return all[0], nil
}

// put stores the numbers over what was there.
func (c StaffCount) put(tx *db.Tx, was StaffCount) error {
	args := []any{c.Theme, c.Unit, c.On}
	for _, s := range Steps {
		args = append(args, c.Numbers[s])
	}
	args = append(args, c.counts)
	var n int64
	var err error
	if c.Version == 0 {
		n, err = tx.Exec(`INSERT INTO campaign_staff(theme_id, unit_id, on_date, study, report, register, act, review, commend, counts)
			VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (theme_id, unit_id) DO NOTHING`, args...)
	} else {
		n, err = tx.Exec(`UPDATE campaign_staff SET on_date = $3, study = $4, report = $5, register = $6, act = $7, review = $8, commend = $9, counts = $10, version = version + 1
			WHERE theme_id = $1 AND unit_id = $2 AND version = $11`, append(args, c.Version)...)
	}
	if err != nil {
		return err
	}
	if n == 0 {
		return fault.Overtaken(was.theirs())
	}
	return figure.Count(tx, append(was.deltas(-1), c.deltas(1)...)...)
}
