package vote

import (
	"encoding/json"
	"fmt"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/org"
)

const columns = `id, unit_id, kind, subject_id, question, matter, held_on, in_favour, against, other, outcome, judged, version, cited_kind, cited_id`

func scan(r db.Row, v *Vote) error {
	var judged string
	err := r.Scan(&v.ID, &v.Unit, &v.Kind, &v.Subject, &v.Question, &v.Matter, &v.HeldOn,
		&v.Count.Favour, &v.Count.Against, &v.Count.Other, &v.Outcome, &judged, &v.Version, &v.cited.kind, &v.cited.id)
	if err != nil {
		return err
	}
	if err := json.Unmarshal([]byte(judged), &v.Prospect); err != nil {
		return fmt.Errorf("vote %s: %w", v.ID, err)
	}
	return nil
}

// Of reads the votes taken in records of a kind, and those by which they go, in
// the order in which they were taken. It is for capabilities that have
// authorised already.
func Of(tx *db.Tx, kind string, subjects ...string) ([]Vote, error) {
	if len(subjects) == 0 {
		return nil, nil
	}
	args := db.Args{kind}
	these := in(&args, subjects)
	return db.All(tx, scan, `SELECT `+columns+` FROM vote_vote WHERE (kind = $1 AND subject_id IN (`+these+`) OR cited_kind = $1 AND cited_id IN (`+these+`))
		AND removed = 0 ORDER BY id`, args...)
}

// inMost is how many votes In gives at most.
const inMost = 40

// In reads the latest votes on a matter that a unit took from a day on in records
// of some kinds, and by which no other record goes yet, the latest first. It is
// for capabilities that have authorised already.
func In(tx *db.Tx, unit org.ID, matter Matter, from db.Date, kinds ...string) ([]Vote, error) {
	args := db.Args{unit, matter, from, inMost}
	return db.All(tx, scan, `SELECT `+columns+` FROM vote_vote WHERE unit_id = $1 AND matter = $2 AND held_on >= $3 AND removed = 0 AND cited_kind = ''
		AND kind IN (`+in(&args, kinds)+`) ORDER BY held_on DESC, id DESC LIMIT $4`, args...)
}

// cite has a record go by a vote, or by it no more where the record is zero.
func cite(tx *db.Tx, v Vote, r record) error {
	n, err := tx.Exec(`UPDATE vote_vote SET cited_kind = $3, cited_id = $4, version = version + 1 WHERE id = $1 AND version = $2`, v.ID, v.Version, r.kind, r.id)
	if err == nil && n == 0 {
		return fault.New(fault.Stale, "ui.stale")
	}
	return err
}

// in adds the values and gives their placeholders.
func in(args *db.Args, values []string) string {
	next := len(*args) + 1
	for _, v := range values {
		args.Add(v)
	}
	return db.In(next, len(values))
}

func byID(tx *db.Tx, id ID, kind string, subjects []string) (Vote, error) {
	if len(subjects) == 0 {
		return Vote{}, db.ErrNone
	}
	args := db.Args{id, kind}
	return db.One(tx, scan, `SELECT `+columns+` FROM vote_vote WHERE id = $1 AND kind = $2 AND removed = 0 AND subject_id IN (`+
		in(&args, subjects)+`)`, args...)
}

func insert(tx *db.Tx, v Vote) error {
	judged, err := json.Marshal(v.Prospect)
	if err != nil {
		return err
	}
	_, err = tx.Exec(`INSERT INTO vote_vote(id, unit_id, kind, subject_id, question, matter, held_on, base, present, in_favour, against, other, outcome, judged)
		VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
		v.ID, v.Unit, v.Kind, v.Subject, v.Question, v.Matter, v.HeldOn, v.Prospect.Base.Size, v.Prospect.Base.Present,
		v.Count.Favour, v.Count.Against, v.Count.Other, v.Outcome, string(judged))
	return err
}

func remove(tx *db.Tx, id ID, version int) error {
	n, err := tx.Exec(`UPDATE vote_vote SET removed = 1, version = version + 1 WHERE id = $1 AND version = $2`, id, version)
	if err == nil && n == 0 {
		return fault.New(fault.Stale, "ui.stale")
	}
	return err
}
