package evaluation

import (
	"encoding/json"
	"strings"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/org"
)

const reviewColumns = `v.id, v.unit_id, o.name, v.year, v.quarter, v.state, v.due, v.opened_on, v.held_on, v.sent_on, v.wanted, v.decision_no, v.decision_on, v.version`

// The unit is named as it is today, or was last.
const (
	reviewTables = ` FROM evaluation_review v` + reviewedUnit
	reviewedUnit = ` JOIN org_place o ON o.unit_id = v.unit_id AND NOT EXISTS (SELECT 1 FROM org_place later WHERE later.unit_id = o.unit_id AND later.from_date > o.from_date)`
)

func (v *Review) columns() []any {
	return []any{
		&v.ID, &v.Unit, &v.UnitName, &v.Period.Year, &v.Period.Quarter, &v.State, &v.Due, &v.OpenedOn, &v.HeldOn, &v.SentOn,
		&v.Wanted, &v.DecisionNo, &v.DecisionOn, &v.Version,
	}
}

func scanReview(r db.Row, v *Review) error { return r.Scan(v.columns()...) }

func reviewOf(tx *db.Tx, id ID) (Review, error) {
	return db.One(tx, scanReview, `SELECT `+reviewColumns+reviewTables+` WHERE v.id = $1`, id)
}

// latest orders reviews: those of a whole year before those of its quarters.
const latest = ` ORDER BY v.year DESC, CASE v.quarter WHEN 0 THEN 5 ELSE v.quarter END DESC`

// reviewsOf lists the reviews of a unit, the latest period first.
func reviewsOf(tx *db.Tx, unit org.ID) ([]Review, error) {
	return db.All(tx, scanReview, `SELECT `+reviewColumns+reviewTables+` WHERE v.unit_id = $1`+latest, unit)
}

func insertReview(tx *db.Tx, v Review) error {
	_, err := tx.Exec(`INSERT INTO evaluation_review(id, unit_id, year, quarter, state, due, opened_on) VALUES($1, $2, $3, $4, $5, $6, $7)`,
		v.ID, v.Unit, v.Period.Year, v.Period.Quarter, v.State, v.Due, v.OpenedOn)
	if db.IsUnique(err) {
		return fault.At("year", "evaluation.opened_already")
	}
	return err
}

// putReview stores what an act changed of a review, unless somebody else was
// first.
func putReview(tx *db.Tx, v Review, version int) error {
	n, err := tx.Exec(`UPDATE evaluation_review SET state = $3, held_on = $4, sent_on = $5, wanted = $6, decision_no = $7, decision_on = $8, version = version + 1
		WHERE id = $1 AND version = $2`, v.ID, version, v.State, v.HeldOn, v.SentOn, v.Wanted, v.DecisionNo, v.DecisionOn)
	return unlessStale(n, err)
}

func unlessStale(n int64, err error) error {
	if err == nil && n == 0 {
		return fault.Overtaken(nil)
	}
	return err
}

const fileColumns = `f.id, f.review_id, f.person_id, COALESCE(n.name, ''), f.turn, f.ordinal, f.form, f.suspended, f.parts, f.own_level, f.proxy,
	f.submitted_on, f.facts, f.proposed, f.vote_id, f.decided, f.version`

const fileTables = ` FROM evaluation_file f LEFT JOIN member_name n ON n.person_id = f.person_id`

func (f *File) scan(r db.Row, more ...any) error {
	var parts, facts string
	columns := []any{
		&f.ID, &f.Review,
		db.Text{To: (*string)(&f.Person)},
		&f.Name, &f.Turn, &f.Ordinal, &f.Form, (*db.Bool)(&f.Suspended), &parts, &f.OwnLevel, (*db.Bool)(&f.Proxy),
		&f.SubmittedOn, &facts, &f.Proposed,
		db.Text{To: (*string)(&f.Vote)},
		&f.Decided, &f.Version,
	}
	if err := r.Scan(append(columns, more...)...); err != nil {
		return err
	}
	if facts != "" {
		if err := json.Unmarshal([]byte(facts), &f.Facts); err != nil {
			return err
		}
	}
	return json.Unmarshal([]byte(parts), &f.Parts)
}

func scanFile(r db.Row, f *File) error { return f.scan(r) }

// filesOf lists the files of a review, in the order in which they are voted on.
// That of the unit bears the unit's name.
func filesOf(tx *db.Tx, v Review) ([]File, error) {
	files, err := db.All(tx, scanFile, `SELECT `+fileColumns+fileTables+` WHERE f.review_id = $1 ORDER BY f.turn, f.ordinal, f.id`, v.ID)
	for i := range files {
		files[i].name(v)
	}
	return files, err
}

// name gives the unit's file the name of the unit.
func (f *File) name(v Review) {
	if f.Person == "" {
		f.Name = v.UnitName
	}
}

// fileOf reads a file with its review.
func fileOf(tx *db.Tx, id FileID) (f File, v Review, err error) {
	type both struct {
		File
		review Review
	}
	b, err := db.One(tx, func(r db.Row, b *both) error { return b.File.scan(r, b.review.columns()...) },
		`SELECT `+fileColumns+`, `+reviewColumns+fileTables+` JOIN evaluation_review v ON v.id = f.review_id`+reviewedUnit+` WHERE f.id = $1`, id)
	b.name(b.review)
	return b.File, b.review, err
}

func insertFiles(tx *db.Tx, files []File) error {
	rows := make([][]any, len(files))
	for i, f := range files {
		rows[i] = []any{f.ID, f.Review, db.Null(f.Person), f.Turn, f.Ordinal, f.Form, db.Bool(f.Suspended)}
	}
	return tx.InsertMany(`INSERT INTO evaluation_file(id, review_id, person_id, turn, ordinal, form, suspended)`, rows, "")
}

// place stores when a file is voted on and whether its person writes.
func place(tx *db.Tx, f File) error {
	_, err := tx.Exec(`UPDATE evaluation_file SET turn = $2, ordinal = $3, suspended = $4 WHERE id = $1`, f.ID, f.Turn, f.Ordinal, db.Bool(f.Suspended))
	return err
}

func dropFile(tx *db.Tx, id FileID) error {
	if _, err := tx.Exec(`DELETE FROM evaluation_comment WHERE file_id = $1`, id); err != nil {
		return err
	}
	_, err := tx.Exec(`DELETE FROM evaluation_file WHERE id = $1`, id)
	return err
}

// putWords stores what was written, unless somebody else was first.
func putWords(tx *db.Tx, f File, version int) error {
	parts, err := json.Marshal(f.Parts)
	if err != nil {
		return err
	}
	n, err := tx.Exec(`UPDATE evaluation_file SET form = $3, parts = $4, own_level = $5, proxy = $6, submitted_on = $7, version = version + 1 WHERE id = $1 AND version = $2`,
		f.ID, version, f.Form, string(parts), f.OwnLevel, db.Bool(f.Proxy), f.SubmittedOn)
	return unlessStale(n, err)
}

// putFacts keeps the facts of a file as they stand; nil forgets them.
func putFacts(tx *db.Tx, id FileID, facts *Facts) error {
	text := ""
	if facts != nil {
		b, err := json.Marshal(facts)
		if err != nil {
			return err
		}
		text = string(b)
	}
	_, err := tx.Exec(`UPDATE evaluation_file SET facts = $2 WHERE id = $1`, id, text)
	return err
}

// putProposal stores the cell's proposal, unless somebody else was first.
func putProposal(tx *db.Tx, f File, version int) error {
	n, err := tx.Exec(`UPDATE evaluation_file SET proposed = $3, vote_id = $4, version = version + 1 WHERE id = $1 AND version = $2`, f.ID, version, f.Proposed, f.Vote)
	return unlessStale(n, err)
}

func putDecided(tx *db.Tx, id FileID, level Level) error {
	_, err := tx.Exec(`UPDATE evaluation_file SET decided = $2, version = version + 1 WHERE id = $1`, id, level)
	return err
}

func scanComment(r db.Row, c *Comment) error {
	return r.Scan(&c.File, &c.Source, (*db.Bool)(&c.Received), &c.Giver, &c.Body, &c.EnteredOn, &c.Version)
}

func commentsOf(tx *db.Tx, id FileID) ([]Comment, error) {
	return db.All(tx, scanComment, `SELECT file_id, source, received, giver, body, entered_on, version FROM evaluation_comment WHERE file_id = $1 ORDER BY source`, id)
}

// putComment stores a comment, unless somebody else was first.
func putComment(tx *db.Tx, c Comment, version int) error {
	if version == 0 {
		_, err := tx.Exec(`INSERT INTO evaluation_comment(file_id, source, received, giver, body, entered_on) VALUES($1, $2, $3, $4, $5, $6)`,
			c.File, c.Source, db.Bool(c.Received), c.Giver, c.Body, c.EnteredOn)
		if db.IsUnique(err) {
			return fault.Overtaken(nil)
		}
		return err
	}
	n, err := tx.Exec(`UPDATE evaluation_comment SET received = $4, giver = $5, body = $6, entered_on = $7, version = version + 1 WHERE file_id = $1 AND source = $2 AND version = $3`,
		c.File, c.Source, version, db.Bool(c.Received), c.Giver, c.Body, c.EnteredOn)
	return unlessStale(n, err)
}

// within lists the reviews of a period in some units.
func within(tx *db.Tx, units []org.ID, p Period) ([]Review, error) {
	var args db.Args
	return db.All(tx, scanReview, `SELECT `+reviewColumns+reviewTables+` WHERE v.unit_id IN (`+among(&args, units)+`)
		AND v.year = `+args.Add(p.Year)+` AND v.quarter = `+args.Add(p.Quarter)+` ORDER BY v.id`, args...)
}

// quartersOf lists the quarters that some units reviewed, the latest first.
func quartersOf(tx *db.Tx, units []org.ID) ([]Period, error) {
	var args db.Args
	return db.All(tx, func(r db.Row, p *Period) error { return r.Scan(&p.Year, &p.Quarter) },
		`SELECT DISTINCT year, quarter FROM evaluation_review WHERE quarter > 0 AND unit_id IN (`+among(&args, units)+`) ORDER BY year DESC, quarter DESC`, args...)
}

// among lists the placeholders of values.
func among[T ~string](args *db.Args, values []T) string {
	marks := make([]string, len(values))
	for i, v := range values {
		marks[i] = args.Add(v)
	}
	return strings.Join(marks, ", ")
}

// rated is how many files of a review have one level proposed and one decided.
type rated struct {
	review   ID
	person   bool // of people; else of the unit itself
	proposed Level
	decided  Level
	n        int
}

func ratedIn(tx *db.Tx, reviews []ID) ([]rated, error) {
	var args db.Args
	return db.All(tx, func(r db.Row, l *rated) error {
		return r.Scan(&l.review, (*db.Bool)(&l.person), &l.proposed, &l.decided, &l.n)
	},
		`SELECT review_id, CASE WHEN person_id IS NULL THEN 0 ELSE 1 END AS person, proposed, decided, COUNT(*) FROM evaluation_file
		WHERE review_id IN (`+among(&args, reviews)+`) GROUP BY review_id, CASE WHEN person_id IS NULL THEN 0 ELSE 1 END, proposed, decided
		ORDER BY review_id, person, proposed, decided`, args...)
}

// forget empties what a person wrote of himself and what was said of him; his
// levels stay, for the votes and the decision on them are the unit's.
func forget(tx *db.Tx, person member.ID) error {
	const his = `(SELECT id FROM evaluation_file WHERE person_id = $1)`
	for _, q := range []string{
		`DELETE FROM evaluation_comment WHERE file_id IN ` + his,
		`UPDATE evaluation_file SET parts = '{}', own_level = '', facts = '', version = version + 1 WHERE person_id = $1`,
	} {
		if _, err := tx.Exec(q, person); err != nil {
			return err
		}
	}
	return nil
}
