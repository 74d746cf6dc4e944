package contest

import (
	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
)

const entryColumns = `SELECT e.id, e.contest_id, e.unit_id, COALESCE(o.name, ''), e.kind, e.person_id, e.authors, e.title, e.body, e.shared,
	CASE WHEN e.state = 'withdrawn' THEN 1 ELSE 0 END, e.entered_on, e.place, e.prize, e.version` + entryTables

const entryTables = ` FROM campaign_contest_entry e LEFT JOIN org_place o ON o.unit_id = e.unit_id AND o.to_date IS NULL`

func scanEntry(r db.Row, e *Entry) error {
	var shared, withdrawn db.Bool
	err := r.Scan(&e.ID, &e.Contest, &e.Unit, &e.UnitName, &e.Kind, db.Text{To: (*string)(&e.Person)}, &e.Authors, &e.Title, &e.Body, &shared,
		&withdrawn, &e.EnteredOn, &e.Place, &e.Prize, &e.Version)
	e.Shared, e.Withdrawn = bool(shared), bool(withdrawn)
	return err
}

func entryByID(tx *db.Tx, id EntryID) (Entry, error) {
	return db.One(tx, scanEntry, entryColumns+` WHERE e.id = $1`, id)
}

// allEntries lists what takes part, by title: the order says nothing of who handed
// in first.
func allEntries(tx *db.Tx, id ID) ([]Entry, error) {
	return db.All(tx, scanEntry, entryColumns+` WHERE e.contest_id = $1 AND e.state = 'entered' ORDER BY e.title, e.id`, id)
}

// mine is the condition that an entry is the actor's, or of a unit that he leads.
func (s scope) mine(args *db.Args) string {
	cond := "e.person_id = " + args.Add(s.person)
	if len(s.units) > 0 {
		units := make([]any, len(s.units))
		for i, u := range s.units {
			units[i] = u
		}
		cond += " OR e.unit_id IN (" + args.List(units) + ")"
	}
	return "(" + cond + ")"
}

// ownMax bounds the entries of one's own that a page lists.
const ownMax = 20

// ownEntries lists what the actor, or a unit that he leads, handed in, the withdrawn
// ones too.
func ownEntries(tx *db.Tx, id ID, s scope) ([]Entry, error) {
	args := db.Args{id}
	return db.All(tx, scanEntry, entryColumns+` WHERE e.contest_id = $1 AND `+s.mine(&args)+` ORDER BY e.entered_on, e.id LIMIT `+args.Add(ownMax), args...)
}

// seen is the condition that an entry which takes part may be listed.
func (s scope) seen() string {
	switch {
	case s.all:
		return `e.state = 'entered'`
	case s.shared:
		return `e.state = 'entered' AND (e.shared = 1 OR e.prize <> '')`
	}
	return "1=0"
}

func countEntries(tx *db.Tx, id ID, s scope) (int, error) {
	return db.One(tx, db.Value[int], `SELECT COUNT(*)`+entryTables+` WHERE e.contest_id = $1 AND `+s.seen(), id)
}

// entriesFor lists a page of what the actor may see, winners first.
func entriesFor(tx *db.Tx, id ID, s scope, page int) ([]Entry, error) {
	return db.All(tx, scanEntry, entryColumns+` WHERE e.contest_id = $1 AND `+s.seen()+
		` ORDER BY CASE WHEN e.place > 0 THEN e.place WHEN e.prize <> '' THEN 1000 ELSE 1001 END, e.title, e.id LIMIT $2 OFFSET $3`, id, PageSize, (page-1)*PageSize)
}

// homes names units, in the order of the tree.
func homes(tx *db.Tx, units []any) ([]Home, error) {
	if len(units) == 0 {
		return nil, nil
	}
	var args db.Args
	return db.All(tx, func(r db.Row, h *Home) error { return r.Scan(&h.Unit, &h.Name) },
		`SELECT o.unit_id, o.name FROM org_place o WHERE o.to_date IS NULL AND o.unit_id IN (`+args.List(units)+`) ORDER BY o.path`, args...)
}

func insertEntry(tx *db.Tx, id EntryID, contest ID, person member.ID, f EntryForm) error {
	_, err := tx.Exec(`INSERT INTO campaign_contest_entry(id, contest_id, unit_id, kind, person_id, authors, title, body, shared, state, entered_on) VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, 'entered', $10)`,
		id, contest, f.Unit, f.Kind, db.Null(person), f.Authors, f.Title, f.Body, db.Bool(f.Shared), tx.Today())
	return err
}

// putEntry stores a corrected entry over the version that the page showed.
func putEntry(tx *db.Tx, was Entry, version int, f EntryForm) error {
	n, err := tx.Exec(`UPDATE campaign_contest_entry SET authors = $3, title = $4, body = $5, shared = $6, version = version + 1 WHERE id = $1 AND version = $2`,
		was.ID, version, f.Authors, f.Title, f.Body, db.Bool(f.Shared))
	if err == nil && n == 0 {
		err = fault.Overtaken(map[string]string{"authors": was.Authors, "title": was.Title, "body": was.Body, "shared": onText(was.Shared)})
	}
	return err
}

func withdraw(tx *db.Tx, id EntryID, version int) error {
	n, err := tx.Exec(`UPDATE campaign_contest_entry SET state = 'withdrawn', version = version + 1 WHERE id = $1 AND version = $2`, id, version)
	if err == nil && n == 0 {
		err = fault.Overtaken(nil)
	}
	return err
}

func putPrize(tx *db.Tx, p PrizeForm) error {
	_, err := tx.Exec(`UPDATE campaign_contest_entry SET place = $2, prize = $3, version = version + 1 WHERE id = $1 AND (place <> $2 OR prize <> $3)`, p.Entry, p.Place, p.Prize)
	return err
}

func jurorsOf(tx *db.Tx, id ID) ([]Juror, error) {
	return db.All(tx, func(r db.Row, j *Juror) error {
		return r.Scan(&j.Person, &j.Name, &j.Unit, &j.UnitName, &j.Closed)
	}, `SELECT j.person_id, COALESCE(n.name, ''), j.unit_id, COALESCE(o.name, ''), j.closed_on FROM campaign_contest_juror j
		LEFT JOIN member_name n ON n.person_id = j.person_id LEFT JOIN org_place o ON o.unit_id = j.unit_id AND o.to_date IS NULL
		WHERE j.contest_id = $1 ORDER BY COALESCE(n.sort_key, ''), j.person_id`, id)
}

func insertJuror(tx *db.Tx, id ID, person member.ID, unit any) error {
	_, err := tx.Exec(`INSERT INTO campaign_contest_juror(contest_id, person_id, unit_id) VALUES($1, $2, $3)`, id, person, unit)
	return err
}

// releaseJuror takes a juror off, unless he has given points.
func releaseJuror(tx *db.Tx, id ID, person member.ID) (int64, error) {
	return tx.Exec(`DELETE FROM campaign_contest_juror WHERE contest_id = $1 AND person_id = $2 AND closed_on IS NULL
		AND NOT EXISTS (SELECT 1 FROM campaign_contest_score s JOIN campaign_contest_entry e ON e.id = s.entry_id WHERE s.person_id = $2 AND e.contest_id = $1)`, id, person)
}

func closeScores(tx *db.Tx, id ID, person member.ID) error {
	_, err := tx.Exec(`UPDATE campaign_contest_juror SET closed_on = $3 WHERE contest_id = $1 AND person_id = $2`, id, person, tx.Today())
	return err
}

func scanScore(r db.Row, s *Mark) error { return r.Scan(&s.Entry, &s.Person, &s.Ordinal, &s.Halves) }

func scoresOf(tx *db.Tx, id ID) ([]Mark, error) {
	return db.All(tx, scanScore, `SELECT s.entry_id, s.person_id, s.ordinal, s.halves FROM campaign_contest_score s JOIN campaign_contest_entry e ON e.id = s.entry_id
		WHERE e.contest_id = $1 ORDER BY s.entry_id, s.person_id, s.ordinal`, id)
}

func scoresBy(tx *db.Tx, id EntryID, person member.ID) ([]Mark, error) {
	return db.All(tx, scanScore, `SELECT entry_id, person_id, ordinal, halves FROM campaign_contest_score WHERE entry_id = $1 AND person_id = $2 ORDER BY ordinal`, id, person)
}

func putScores(tx *db.Tx, id EntryID, person member.ID, all []Mark) error {
	if _, err := tx.Exec(`DELETE FROM campaign_contest_score WHERE entry_id = $1 AND person_id = $2`, id, person); err != nil {
		return err
	}
	rows := make([][]any, len(all))
	for i, s := range all {
		rows[i] = []any{id, person, s.Ordinal, s.Halves}
	}
	return tx.InsertMany(`INSERT INTO campaign_contest_score(entry_id, person_id, ordinal, halves)`, rows, "")
}

// forget takes a person off what he handed in. As a juror he stays a number: the
// points of a contest are not judged anew.
func forget(tx *db.Tx, person member.ID) error {
	_, err := tx.Exec(`UPDATE campaign_contest_entry SET person_id = NULL, authors = '', body = '', title = CASE WHEN shared = 1 AND place > 0 THEN title ELSE '–' END, version = version + 1 WHERE person_id = $1`, person)
	return err
}

// merge gives a person's entries, turns as a juror and points to another.
func merge(tx *db.Tx, from, into member.ID) error {
	for _, q := range []string{
		`UPDATE campaign_contest_entry SET person_id = $2 WHERE person_id = $1`,
		`DELETE FROM campaign_contest_score WHERE person_id = $1 AND entry_id IN (SELECT e.id FROM campaign_contest_entry e JOIN campaign_contest_juror j ON j.contest_id = e.contest_id AND j.person_id = $2)`,
		`UPDATE campaign_contest_score SET person_id = $2 WHERE person_id = $1`,
		`DELETE FROM campaign_contest_juror WHERE person_id = $1 AND contest_id IN (SELECT j.contest_id FROM campaign_contest_juror j WHERE j.person_id = $2)`,
		`UPDATE campaign_contest_juror SET person_id = $2 WHERE person_id = $1`,
	} {
		if _, err := tx.Exec(q, from, into); err != nil {
			return err
		}
	}
	return nil
}

// onText is what a box sends.
func onText(ticked bool) string {
	if ticked {
		return "on"
	}
	return ""
}
