package welfare

import (
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/feedback/course"
	"chibo/internal/i18n"
	"chibo/internal/member"
	"chibo/internal/org"
)

// lastPlace joins the place of a unit, or, of one that stands no more, its last.
func lastPlace(alias, column string) string {
	return ` LEFT JOIN org_place ` + alias + ` ON ` + alias + `.unit_id = ` + column + ` AND NOT EXISTS (SELECT 1 FROM org_place later WHERE later.unit_id = ` + alias + `.unit_id AND later.from_date > ` + alias + `.from_date)`
}

// requestColumns reads requests, with the names of their units and people.
var requestColumns = `SELECT r.id, r.unit_id, COALESCE(o.name, ''), COALESCE(o.path, ''), r.answers_id, COALESCE(p.name, ''), COALESCE(p.path, ''),
	COALESCE(r.author_id, ''), COALESCE(a.name, ''), r.raised_on, r.kind, r.about_kind, r.group_name, COALESCE(r.about_id, ''), COALESCE(m.name, ''), r.title, r.body, r.wish,
	r.state, r.department, COALESCE(r.person_id, ''), COALESCE(n.name, ''), r.due, r.answer, r.answered_on, r.in_time, r.reason, r.closed_on, r.version
	FROM welfare_request r LEFT JOIN member_name a ON a.person_id = r.author_id LEFT JOIN member_name m ON m.person_id = r.about_id
	LEFT JOIN member_name n ON n.person_id = r.person_id` + lastPlace("o", "r.unit_id") + lastPlace("p", "r.answers_id")

func scanRequest(row db.Row, r *Request) error {
	var inTime db.Bool
	err := row.Scan(&r.ID, &r.Unit, &r.UnitName, &r.path, &r.Answers, &r.AnswerName, &r.answersPath,
		&r.Author, &r.AuthorName, &r.RaisedOn, &r.Kind, &r.About, &r.Group, &r.Member, &r.MemberName, &r.Title, &r.Body, &r.Wish,
		&r.State, &r.Department, &r.Person, &r.PersonName, &r.Due, &r.Answer, &r.AnsweredOn, &inTime, &r.Reason, &r.ClosedOn, &r.Version)
	r.InTime = bool(inTime)
	return err
}

func requestByID(tx *db.Tx, id RequestID) (Request, error) {
	return db.One(tx, scanRequest, requestColumns+` WHERE r.id = $1`, id)
}

// late is the condition that an answer is overdue on the day of a placeholder.
const late = `r.state IN ('raised', 'assigned') AND r.due < `

// where is the condition of which requests a reader sees.
func (s scope) where(args *db.Args) string {
	unit := args.Add(s.unit)
	switch {
	case s.answers:
		return `r.answers_id = ` + unit
	case s.raised:
		return `r.unit_id = ` + unit
	}
	me := args.Add(s.person)
	return `(r.unit_id = ` + unit + ` AND (r.author_id = ` + me + ` OR r.about_id = ` + me + `) OR r.answers_id = ` + unit + ` AND r.person_id = ` + me + `)`
}

// filtered is the condition of a filter.
func filtered(f course.Filter, args *db.Args, today db.Date) string {
	switch f {
	case course.Overdue:
		return ` AND ` + late + args.Add(today)
	case course.Ended:
		return ` AND r.closed_on IS NOT NULL`
	}
	return ` AND r.closed_on IS NULL`
}

// requests lists those that a reader sees: those that wait by the day on which they
// are due, then the others, the latest first.
func requests(tx *db.Tx, s scope, f course.Filter, limit, offset int) ([]Request, error) {
	var args db.Args
	query := requestColumns + ` WHERE ` + s.where(&args) + filtered(f, &args, tx.Today()) + `
		ORDER BY CASE WHEN r.closed_on IS NULL THEN COALESCE(r.due, '9999') ELSE '' END, COALESCE(r.closed_on, '') DESC, r.raised_on DESC, r.id DESC
		LIMIT ` + args.Add(limit) + ` OFFSET ` + args.Add(offset)
	return db.All(tx, scanRequest, query, args...)
}

// tally counts the requests that a reader sees.
func tally(tx *db.Tx, s scope) (course.Tally, error) {
	var args db.Args
	today := args.Add(tx.Today())
	return db.One(tx, func(r db.Row, t *course.Tally) error { return r.Scan(&t.All, &t.Waiting, &t.Overdue) },
		`SELECT COUNT(*), COUNT(*) FILTER (WHERE r.closed_on IS NULL), COUNT(*) FILTER (WHERE `+late+today+`) FROM welfare_request r WHERE `+s.where(&args), args...)
}

// dueBy lists the requests whose answer is due by a day.
func dueBy(tx *db.Tx, on db.Date) ([]Request, error) {
	return db.All(tx, scanRequest, requestColumns+` WHERE p.to_date IS NULL AND r.state = 'assigned' AND r.due <= $1 ORDER BY r.id`, on)
}

func insertRequest(tx *db.Tx, r Request) error {
	_, err := tx.Exec(`INSERT INTO welfare_request(id, unit_id, answers_id, author_id, raised_on, kind, about_kind, group_name, about_id, title, body, wish, state)
		VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
		r.ID, r.Unit, r.Answers, db.Null(r.Author), r.RaisedOn, r.Kind, r.About, r.Group, db.Null(r.Member), r.Title, r.Body, r.Wish, r.State)
	return err
}

// putRequest stores a request over the version that the page showed.
func putRequest(tx *db.Tx, r Request, version int) error {
	n, err := tx.Exec(`UPDATE welfare_request SET kind = $3, about_kind = $4, group_name = $5, about_id = $6, title = $7, body = $8, wish = $9, state = $10, department = $11,
		person_id = $12, due = $13, answer = $14, answered_on = $15, in_time = $16, reason = $17, closed_on = $18, version = version + 1 WHERE id = $1 AND version = $2`,
		r.ID, version, r.Kind, r.About, r.Group, db.Null(r.Member), r.Title, r.Body, r.Wish, r.State, r.Department,
		db.Null(r.Person), r.Due, r.Answer, r.AnsweredOn, db.Bool(r.InTime), r.Reason, r.ClosedOn)
	if err != nil || n > 0 {
		return err
	}
	now, err := requestByID(tx, r.ID)
	if err != nil {
		return err
	}
	return fault.Overtaken(map[string]string{
		"kind": Named(sorts.Kinds, now.Kind).Vi, "group": now.Group, "member": now.MemberName, "title": now.Title, "body": now.Body, "wish": now.Wish,
		"department": now.Department, "person": now.PersonName, "words": now.Answer, "due": now.Due.Local(i18n.Vi),
	})
}

func insertStep(tx *db.Tx, id RequestID, ordinal int, st Step) error {
	_, err := tx.Exec(`INSERT INTO welfare_step(request_id, ordinal, act, on_date, words) VALUES($1, $2, $3, $4, $5)`, id, ordinal, st.Act, st.On, st.Words)
	return err
}

// stepsMost is how many steps of a request a page shows.
const stepsMost = 50

// stepsOf lists what was done with a request, the latest first.
func stepsOf(tx *db.Tx, id RequestID) ([]Step, error) {
	return db.All(tx, func(r db.Row, st *Step) error { return r.Scan(&st.Act, &st.On, &st.Words) },
		`SELECT act, on_date, words FROM welfare_step WHERE request_id = $1 ORDER BY ordinal DESC LIMIT $2`, id, stepsMost)
}

// openIn counts the requests of a unit that wait, raised there or answered by it.
func openIn(tx *db.Tx, unit org.ID) (int, error) {
	return db.One(tx, db.Value[int], `SELECT COUNT(*) FROM welfare_request WHERE (unit_id = $1 OR answers_id = $1) AND closed_on IS NULL`, unit)
}

// forget empties what a person raised or what is about him, and takes him off the
// rest.
func forget(tx *db.Tx, person member.ID) error {
	for _, query := range []string{
		`UPDATE welfare_step SET words = '' WHERE request_id IN (SELECT id FROM welfare_request WHERE author_id = $1 OR about_id = $1)`,
		`UPDATE welfare_request SET group_name = '', title = '', body = '', wish = '', department = '', answer = '', reason = '', about_id = NULL, version = version + 1
			WHERE author_id = $1 OR about_id = $1`,
		`UPDATE welfare_request SET author_id = NULL WHERE author_id = $1`,
		`UPDATE welfare_request SET person_id = NULL, version = version + 1 WHERE person_id = $1`,
	} {
		if _, err := tx.Exec(query, person); err != nil {
			return err
		}
	}
	return nil
}

// merge gives what one person raised, is named in and answers to another, who is the
// same.
func merge(tx *db.Tx, from, into member.ID) error {
	return tx.Repoint("welfare", "member_person", string(from), string(into))
}

// What the figures are counted from.
const (
	recountRaised   = `SELECT unit_id, substr(raised_on, 1, 7), COUNT(*), kind FROM welfare_request WHERE state <> 'withdrawn' GROUP BY 1, 2, 4`
	recountAnswered = `SELECT unit_id, substr(answered_on, 1, 7), COUNT(*), CAST(in_time AS TEXT) FROM welfare_request WHERE state <> 'withdrawn' AND answered_on IS NOT NULL GROUP BY 1, 2, 4`
	recountDone     = `SELECT unit_id, substr(closed_on, 1, 7), COUNT(*) FROM welfare_request WHERE state = 'done' GROUP BY 1, 2`
	recountVisits   = `SELECT unit_id, substr(held_on, 1, 7), COUNT(*), form FROM welfare_visit WHERE struck = '' GROUP BY 1, 2, 4`
	recountCared    = `SELECT unit_id, substr(held_on, 1, 7), SUM(persons), form FROM welfare_visit WHERE struck = '' GROUP BY 1, 2, 4`
)
