package feedback

import (
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/feedback/course"
	"chibo/internal/i18n"
	"chibo/internal/member"
	"chibo/internal/org"
)

// entryColumns reads entries; of a unit that stands no more, by its last name.
const entryColumns = `SELECT e.id, e.unit_id, e.counted_id, COALESCE(o.name, ''), COALESCE(o.path, ''), e.received_on, e.channel, e.kind, e.title, e.body, e.state, e.department, COALESCE(e.person_id, ''), COALESCE(n.name, ''),
	e.due, e.answer, e.reason, e.for_members, e.given, CASE WHEN e.meeting_id IS NULL THEN 0 ELSE 1 END, e.closed_on, e.version
	FROM feedback_entry e LEFT JOIN member_name n ON n.person_id = e.person_id
	LEFT JOIN org_place o ON o.unit_id = e.unit_id AND NOT EXISTS (SELECT 1 FROM org_place later WHERE later.unit_id = o.unit_id AND later.from_date > o.from_date)`

func scanEntry(r db.Row, e *Entry) error {
	var forMembers, given, seated db.Bool
	err := r.Scan(&e.ID, &e.Unit, &e.counted, &e.UnitName, &e.path, &e.ReceivedOn, &e.Channel, &e.Kind, &e.Title, &e.Body, &e.State, &e.Department, &e.Person, &e.PersonName,
		&e.Due, &e.Answer, &e.Reason, &forMembers, &given, &seated, &e.ClosedOn, &e.Version)
	e.ForMembers, e.Given, e.Seated = bool(forMembers), bool(given), bool(seated)
	return err
}

func entryByID(tx *db.Tx, id EntryID) (Entry, error) {
	return db.One(tx, scanEntry, entryColumns+` WHERE e.id = $1`, id)
}

// late is the condition that an answer is overdue on the day of a placeholder.
const late = `e.state IN ('received', 'assigned') AND e.due < `

// entriesUnder lists entries of a subtree: those that wait by the day on which they
// are due, then the others, the latest first.
func entriesUnder(tx *db.Tx, path string, f course.Filter, limit, offset int) ([]Entry, error) {
	var args db.Args
	query := entryColumns + ` WHERE o.to_date IS NULL AND ` + args.Under("o.path", path) + filtered(f, &args, tx.Today()) + `
		ORDER BY CASE WHEN e.closed_on IS NULL THEN 0 ELSE 1 END, CASE WHEN e.closed_on IS NULL THEN COALESCE(e.due, '9999') ELSE '' END,
			COALESCE(e.closed_on, '') DESC, e.received_on DESC, e.id DESC LIMIT ` + args.Add(limit) + ` OFFSET ` + args.Add(offset)
	return db.All(tx, scanEntry, query, args...)
}

// filtered is the condition of a filter.
func filtered(f course.Filter, args *db.Args, today db.Date) string {
	switch f {
	case course.Overdue:
		return ` AND ` + late + args.Add(today)
	case course.Ended:
		return ` AND e.closed_on IS NOT NULL`
	}
	return ` AND e.closed_on IS NULL`
}

// tallyUnder counts the entries of a subtree.
func tallyUnder(tx *db.Tx, path string) (course.Tally, error) {
	var args db.Args
	today := args.Add(tx.Today())
	return db.One(tx, func(r db.Row, t *course.Tally) error { return r.Scan(&t.All, &t.Waiting, &t.Overdue) },
		`SELECT COUNT(*), COUNT(*) FILTER (WHERE e.closed_on IS NULL), COUNT(*) FILTER (WHERE `+late+today+`)
			FROM feedback_entry e JOIN org_place o ON o.unit_id = e.unit_id AND o.to_date IS NULL WHERE `+args.Under("o.path", path), args...)
}

// dueBy lists the entries whose answer is due by a day, in units that stand.
func dueBy(tx *db.Tx, on db.Date) ([]Entry, error) {
	return db.All(tx, scanEntry, entryColumns+` WHERE o.to_date IS NULL AND e.closed_on IS NULL AND e.state IN ('received', 'assigned') AND e.due <= $1 ORDER BY e.id`, on)
}

func insertEntry(tx *db.Tx, e Entry) error {
	if err := openMonth(tx, e.counted, e.ReceivedOn.Month()); err != nil {
		return err
	}
	_, err := tx.Exec(`INSERT INTO feedback_entry(id, unit_id, counted_id, month, received_on, channel, kind, title, body, state, due, given) VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
		e.ID, e.Unit, e.counted, e.ReceivedOn.Month(), e.ReceivedOn, e.Channel, e.Kind, e.Title, e.Body, e.State, e.Due, db.Bool(e.Given))
	return err
}

// putEntry stores an entry over the version that the page showed.
func putEntry(tx *db.Tx, e Entry, version int) error {
	if err := openMonth(tx, e.counted, e.ReceivedOn.Month()); err != nil {
		return err
	}
	n, err := tx.Exec(`UPDATE feedback_entry SET month = $3, received_on = $4, channel = $5, kind = $6, title = $7, body = $8, state = $9, department = $10, person_id = $11,
		due = $12, answer = $13, reason = $14, for_members = $15, closed_on = $16, version = version + 1 WHERE id = $1 AND version = $2`,
		e.ID, version, e.ReceivedOn.Month(), e.ReceivedOn, e.Channel, e.Kind, e.Title, e.Body, e.State, e.Department, db.Null(e.Person),
		e.Due, e.Answer, e.Reason, db.Bool(e.ForMembers), e.ClosedOn)
	if err != nil || n > 0 {
		return err
	}
	now, err := entryByID(tx, e.ID)
	if err != nil {
		return err
	}
	return fault.Overtaken(map[string]string{
		"received_on": now.ReceivedOn.Local(i18n.Vi), "title": now.Title, "body": now.Body, "department": now.Department, "words": now.Answer, "due": now.Due.Local(i18n.Vi),
	})
}

// seat notes the meeting on whose agenda an entry stands.
func seat(tx *db.Tx, id EntryID, version int, meeting string) error {
	n, err := tx.Exec(`UPDATE feedback_entry SET meeting_id = $3, version = version + 1 WHERE id = $1 AND version = $2`, id, version, meeting)
	if err == nil && n == 0 {
		err = fault.Overtaken(nil)
	}
	return err
}

func insertStep(tx *db.Tx, id EntryID, ordinal int, st Step) error {
	_, err := tx.Exec(`INSERT INTO feedback_step(entry_id, ordinal, act, on_date, words) VALUES($1, $2, $3, $4, $5)`, id, ordinal, st.Act, st.On, st.Words)
	return err
}

// stepsMost is how many steps of an entry a page shows.
const stepsMost = 50

// stepsOf lists what was done with an entry, the latest first.
func stepsOf(tx *db.Tx, id EntryID) ([]Step, error) {
	return db.All(tx, func(r db.Row, st *Step) error { return r.Scan(&st.Act, &st.On, &st.Words) },
		`SELECT act, on_date, words FROM feedback_step WHERE entry_id = $1 ORDER BY ordinal DESC LIMIT $2`, id, stepsMost)
}

// letGo takes a person off the entries that he answers.
func letGo(tx *db.Tx, person member.ID) error {
	_, err := tx.Exec(`UPDATE feedback_entry SET person_id = NULL, version = version + 1 WHERE person_id = $1`, person)
	return err
}

// merge gives the entries that one person answers to another, who is the same.
func merge(tx *db.Tx, from, into member.ID) error {
	return tx.Repoint("feedback", "member_person", string(from), string(into))
}

// inherit has what waits in a unit that ends answered by its heir; it stays counted
// where it was received, and whoever was to answer still is.
func inherit(tx *db.Tx, from, into org.ID) error {
	_, err := tx.Exec(`UPDATE feedback_entry SET unit_id = $2, version = version + 1 WHERE unit_id = $1 AND closed_on IS NULL`, from, into)
	return err
}

// openIn counts the entries of a unit that wait.
func openIn(tx *db.Tx, unit org.ID) (int, error) {
	return db.One(tx, db.Value[int], `SELECT COUNT(*) FROM feedback_entry WHERE unit_id = $1 AND closed_on IS NULL`, unit)
}
