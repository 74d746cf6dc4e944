package commendation

import (
	"strconv"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/figure"
	"chibo/internal/i18n"
	"chibo/internal/member"
	"chibo/internal/org"
)

const subjectColumns = `a.kind, a.subject, COALESCE(a.person_id, ''), COALESCE(a.about_id, ''), CASE WHEN a.kind = 'collective' THEN a.collective WHEN a.person_id IS NULL THEN a.staff ELSE COALESCE(n.name, '') END,
	a.form, a.title, a.level, a.occasion, a.year, a.years, a.reason`

const awardColumns = `a.id, a.unit_id, COALESCE(o.name, ''), a.giver, a.number, a.granted_on, COALESCE(a.proposal_id, ''), a.struck_for, a.version, ` + subjectColumns

var awardTables = ` FROM commendation_award a LEFT JOIN member_name n ON n.person_id = a.person_id` + lastPlace("o", "a.unit_id")

// lastPlace joins the place of a unit as it is today, or was last.
func lastPlace(alias, unit string) string {
	return ` LEFT JOIN org_place ` + alias + ` ON ` + alias + `.unit_id = ` + unit + ` AND NOT EXISTS (SELECT 1 FROM org_place later WHERE later.unit_id = ` + alias + `.unit_id AND later.from_date > ` + alias + `.from_date)`
}

func (s *Subject) into(m *Merit) []any {
	return []any{&s.Kind, &s.Key, &s.Person, &s.About, &s.Name, &m.Form, &m.Title, &m.Level, &m.Occasion, &m.Year, &m.Years, &m.Reason}
}

func scanAward(r db.Row, a *Award) error {
	return r.Scan(append([]any{&a.ID, &a.Unit, &a.UnitName, &a.Giver, &a.Number, &a.GrantedOn, &a.Proposal, &a.Struck, &a.Version}, a.Subject.into(&a.Merit)...)...)
}

func byID(tx *db.Tx, id ID) (Award, error) {
	return db.One(tx, scanAward, `SELECT `+awardColumns+awardTables+` WHERE a.id = $1`, id)
}

// names are a subject's columns collective and staff: a member is named by his
// record alone.
func (s Subject) names() (collective, staff string) {
	switch {
	case s.Kind == Collective:
		return s.Name, ""
	case s.Person == "":
		return "", s.Name
	}
	return "", ""
}

// folded is how an award is searched, but for the names of members. Its reason is
// not: levels above search too.
func (a Award) folded() string {
	collective, staff := a.names()
	return i18n.Fold(collective + " " + staff + " " + a.Title + " " + a.Giver + " " + a.Number)
}

func insertAward(tx *db.Tx, a Award) error {
	if err := figure.Count(tx, a.counted(1)); err != nil {
		return err
	}
	collective, staff := a.names()
	_, err := tx.Exec(`INSERT INTO commendation_award(id, unit_id, kind, subject, person_id, about_id, collective, staff, folded, form, title, level, giver, occasion, year, years, reason, number, granted_on, proposal_id)
		VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)`,
		a.ID, a.Unit, a.Kind, a.Key, db.Null(a.Person), db.Null(a.About), collective, staff, a.folded(), a.Form, a.Title, a.Level, a.Giver, a.Occasion, a.Year, a.Years, a.Reason,
		a.Number, a.GrantedOn, db.Null(a.Proposal))
	return err
}

const recountAwards = `SELECT unit_id, substr(granted_on, 1, 7), COUNT(*), kind FROM commendation_award WHERE state = 'entered' GROUP BY 1, 2, 4`

// putAward stores what was corrected, unless somebody saved after the version; was
// is what is stored now.
func putAward(tx *db.Tx, a Award, version int, was Award) error {
	if err := figure.Count(tx, was.counted(-1), a.counted(1)); err != nil {
		return err
	}
	state := "entered"
	if a.Struck != "" {
		state = "struck"
	}
	n, err := tx.Exec(`UPDATE commendation_award SET folded = $3, form = $4, title = $5, level = $6, giver = $7, occasion = $8, year = $9, years = $10, reason = $11, number = $12, granted_on = $13,
			state = $14, struck_for = $15, version = version + 1 WHERE id = $1 AND version = $2`,
		a.ID, version, a.folded(), a.Form, a.Title, a.Level, a.Giver, a.Occasion, a.Year, a.Years, a.Reason, a.Number, a.GrantedOn, state, a.Struck)
	if err != nil || n > 0 {
		return err
	}
	now, err := byID(tx, a.ID)
	if err != nil {
		return err
	}
	theirs := now.Merit.theirs()
	theirs["giver"], theirs["number"], theirs["on"] = now.Giver, now.Number, now.GrantedOn.Local("")
	return fault.Overtaken(theirs)
}

// twin reports whether another entry says the same of the same subject.
func twin(tx *db.Tx, a Award) (bool, error) {
	n, err := db.One(tx, db.Value[int], `SELECT COUNT(*) FROM commendation_award WHERE subject = $1 AND form = $2 AND level = $3 AND year = $4 AND granted_on = $5 AND state = 'entered' AND id <> $6`,
		a.Key, a.Form, a.Level, a.Year, a.GrantedOn, a.ID)
	return n > 0, err
}

// awardFrom finds the award that a proposal led to.
func awardFrom(tx *db.Tx, id ProposalID) (ID, error) {
	return db.One(tx, db.Value[ID], `SELECT id FROM commendation_award WHERE proposal_id = $1`, id)
}

// awardsOf lists the awards of a member that count, the latest first.
func awardsOf(tx *db.Tx, person member.ID) ([]Award, error) {
	return db.All(tx, scanAward, `SELECT `+awardColumns+awardTables+` WHERE a.person_id = $1 AND a.state = 'entered' ORDER BY a.granted_on DESC, a.id DESC`, person)
}

// yearlyOf lists form and year of a unit's own yearly awards until a day.
func yearlyOf(tx *db.Tx, unit org.ID, on db.Date) ([]Award, error) {
	return db.All(tx, func(r db.Row, a *Award) error { return r.Scan(&a.Form, &a.Occasion, &a.Year) },
		`SELECT form, occasion, year FROM commendation_award WHERE about_id = $1 AND occasion = 'yearly' AND state = 'entered' AND granted_on <= $2`, unit, on)
}

// life is a unit with its first day and the one from which it was dissolved.
type life struct {
	path, name string
	from, to   db.Date
}

// on refuses a day that lies outside.
func (l life) on(day db.Date) error {
	switch {
	case day < l.from:
		return fault.At("on", "commendation.before_unit", l.name, l.from)
	case l.to != "" && day >= l.to:
		return fault.At("on", "commendation.after_unit", l.name, l.to)
	}
	return nil
}

// lifeOf gives the life of a unit, where it stood last.
func lifeOf(tx *db.Tx, unit org.ID) (life, error) {
	return db.One(tx, func(r db.Row, l *life) error { return r.Scan(&l.path, &l.name, &l.from, &l.to) },
		`SELECT o.path, o.name, (SELECT MIN(f.from_date) FROM org_place f WHERE f.unit_id = o.unit_id), o.to_date
		FROM org_place o WHERE o.unit_id = $1 ORDER BY o.from_date DESC LIMIT 1`, unit)
}

// nameOn is the name of a unit on a day of its life.
func nameOn(tx *db.Tx, unit org.ID, on db.Date) (string, error) {
	return db.One(tx, db.Value[string], `SELECT o.name FROM org_place o WHERE o.unit_id = $1 AND o.from_date <= $2 ORDER BY o.from_date DESC LIMIT 1`, unit, on)
}

// forget empties who was commended and why. One key of its own keeps his awards
// together in the counts.
func forget(tx *db.Tx, person member.ID) error {
	key := db.NewID()
	const his = `(SELECT p.id FROM commendation_proposal p WHERE p.person_id = $1)`
	for _, q := range []struct {
		text string
		args []any
	}{
		{`UPDATE commendation_up SET name = '', reason = '' WHERE proposal_id IN ` + his, []any{person}},
		{`UPDATE commendation_step SET words = '' WHERE proposal_id IN ` + his, []any{person}},
		{`UPDATE commendation_proposal SET subject = $2, reason = '', person_id = NULL, version = version + 1 WHERE person_id = $1`, []any{person, key}},
		{`UPDATE commendation_award SET subject = $2, reason = '', folded = '', struck_for = CASE WHEN state = 'struck' THEN '–' ELSE '' END, person_id = NULL, version = version + 1
			WHERE person_id = $1`, []any{person, key}},
	} {
		if _, err := tx.Exec(q.text, q.args...); err != nil {
			return err
		}
	}
	return nil
}

// merge gives what one person has to the other. What both had of the same
// decision is struck once.
func merge(tx *db.Tx, from, into member.ID) error {
	if _, err := tx.Rewrite("commendation_award", db.Values{"state": new("struck"), "struck_for": new("–")}, `person_id = $1 AND state = 'entered' AND EXISTS (SELECT 1 FROM commendation_award b
		WHERE b.person_id = $2 AND b.form = commendation_award.form AND b.level = commendation_award.level AND b.year = commendation_award.year
		AND b.granted_on = commendation_award.granted_on AND b.state = 'entered')`, from, into); err != nil {
		return err
	}
	for _, table := range []string{"commendation_award", "commendation_proposal"} {
		his := db.Values{"person_id": new(string(into)), "subject": new(string(into))}
		if _, err := tx.Rewrite(table, his, `person_id = $1`, from); err != nil {
			return err
		}
	}
	return tx.Repoint("commendation", "member_person", string(from), string(into))
}

func yearText(year int) string { return strconv.Itoa(year) }
