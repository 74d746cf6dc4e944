package consultation

import (
	"cmp"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"chibo/internal/db"
	"chibo/internal/fault"
	"chibo/internal/member"
)

// insertBatch keeps the hashes of slips that are printed together, in the order of
// the hashes: that in which they are printed is nowhere. It numbers the batch.
func insertBatch(tx *db.Tx, id ID, slips []Slip) (batch int, err error) {
	batch, err = db.One(tx, db.Value[int], `SELECT COUNT(*) + 1 FROM consultation_batch WHERE matter_id = $1`, id)
	if err != nil {
		return 0, err
	}
	if _, err := tx.Exec(`INSERT INTO consultation_batch(matter_id, ordinal, slips, printed_on) VALUES($1, $2, $3, $4)`, id, batch, len(slips), tx.Today()); err != nil {
		return 0, err
	}
	type kept struct{ link, code string }
	rows := make([]kept, len(slips))
	for i, s := range slips {
		rows[i] = kept{linkHash(s.Link), keyOf(bare(s.Code)).slip}
	}
	slices.SortFunc(rows, func(a, b kept) int { return cmp.Compare(a.link, b.link) })
	for _, k := range rows {
		if _, err := tx.Exec(`INSERT INTO consultation_slip(link_hash, code_hash, matter_id, batch) VALUES($1, $2, $3, $4)`, k.link, k.code, id, batch); err != nil {
			return 0, err
		}
	}
	return batch, nil
}

// settle reads the slips and their batches once: PostgreSQL notes beside a row that
// somebody has read it since it was written, and would else note which slips were
// opened.
func settle(tx *db.Tx) error {
	for _, q := range []string{`SELECT COUNT(*) FROM consultation_slip WHERE batch > 0`, `SELECT COUNT(*) FROM consultation_batch WHERE slips > 0`} {
		if _, err := db.One(tx, db.Value[int], q); err != nil {
			return err
		}
	}
	return nil
}

// batchesOf lists the batches of a matter.
func batchesOf(tx *db.Tx, id ID) ([]Batch, error) {
	return db.All(tx, func(r db.Row, b *Batch) error { return r.Scan(&b.Ordinal, &b.Slips, &b.PrintedOn, &b.VoidedOn) },
		`SELECT ordinal, slips, printed_on, voided_on FROM consultation_batch WHERE matter_id = $1 ORDER BY ordinal`, id)
}

// voidBatch voids the slips of a batch; of one that was voided already, none.
func voidBatch(tx *db.Tx, id ID, ordinal int) (slips int, err error) {
	n, err := tx.Exec(`UPDATE consultation_batch SET voided_on = $3 WHERE matter_id = $1 AND ordinal = $2 AND voided_on IS NULL`, id, ordinal, tx.Today())
	if err != nil || n == 0 {
		return 0, err
	}
	return db.One(tx, db.Value[int], `SELECT slips FROM consultation_batch WHERE matter_id = $1 AND ordinal = $2`, id, ordinal)
}

// slipBy finds the matter of a slip by the hash of its link or of its code, and
// whether the slip was voided.
func slipBy(tx *db.Tx, slip string) (id ID, void bool, err error) {
	id, err = db.One(tx, func(r db.Row, id *ID) error { return r.Scan(id, (*db.Bool)(&void)) },
		`SELECT s.matter_id, CASE WHEN b.voided_on IS NULL THEN 0 ELSE 1 END FROM consultation_slip s
			JOIN consultation_batch b ON b.matter_id = s.matter_id AND b.ordinal = s.batch WHERE s.link_hash = $1 OR s.code_hash = $1`, slip)
	return id, void, err
}

// usedBy reports whether an answer bears the mark of a slip.
func usedBy(tx *db.Tx, mark string) (bool, error) {
	n, err := db.One(tx, db.Value[int], `SELECT COUNT(*) FROM consultation_answer WHERE mark = $1`, mark)
	return n > 0, err
}

// insertAnswer keeps an answer under a random id, which carries no time: of a person,
// or under the mark of a slip, once.
func insertAnswer(tx *db.Tx, id ID, person member.ID, mark string, r Reply) error {
	n, err := tx.Exec(`INSERT INTO consultation_answer(id, matter_id, person_id, mark, choice, words) VALUES($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
		uuid.NewString(), id, db.Null(person), db.Null(mark), r.choice(), r.Words)
	if err == nil && n == 0 {
		err = fault.New(fault.Stale, "consultation.slip_used")
	}
	return err
}

// putAnswer keeps the answer of a person over the version that the page showed.
func putAnswer(tx *db.Tx, id ID, person member.ID, version int, r Reply) error {
	was, err := mineIn(tx, id, person)
	if err != nil {
		return err
	}
	if was == nil && version == 0 {
		return insertAnswer(tx, id, person, "", r)
	}
	n, err := tx.Exec(`UPDATE consultation_answer SET choice = $4, words = $5, version = version + 1 WHERE matter_id = $1 AND person_id = $2 AND version = $3`,
		id, person, version, r.choice(), r.Words)
	if err != nil || n > 0 {
		return err
	}
	if was == nil {
		was = &Reply{}
	}
	return fault.Overtaken(map[string]string{"choice": was.choice(), "words": was.Words})
}

// mineIn is what a person answered, nil for nothing.
func mineIn(tx *db.Tx, id ID, person member.ID) (*Reply, error) {
	r, err := db.One(tx, func(row db.Row, r *Reply) error {
		var choice string
		err := row.Scan(&choice, &r.Words, &r.Version)
		for _, c := range strings.Fields(choice) {
			n, _ := strconv.Atoi(c) // only numbers are stored
			r.Choices = append(r.Choices, n)
		}
		return err
	}, `SELECT choice, words, version FROM consultation_answer WHERE matter_id = $1 AND person_id = $2`, id, person)
	if errors.Is(err, db.ErrNone) {
		return nil, nil
	}
	return &r, err
}

func answersOf(tx *db.Tx, id ID) (int, error) {
	return db.One(tx, db.Value[int], `SELECT COUNT(*) FROM consultation_answer WHERE matter_id = $1`, id)
}

type tally struct {
	choice string
	n      int
}

// choicesOf counts what was chosen.
func choicesOf(tx *db.Tx, id ID) ([]tally, error) {
	return db.All(tx, func(r db.Row, t *tally) error { return r.Scan(&t.choice, &t.n) },
		`SELECT choice, COUNT(*) FROM consultation_answer WHERE matter_id = $1 GROUP BY choice`, id)
}

// said is an answer without a name as it is stored.
type said struct{ id, choice, words string }

// anonymous lists the answers without names.
func anonymous(tx *db.Tx, id ID) ([]said, error) {
	return db.All(tx, func(r db.Row, a *said) error { return r.Scan(&a.id, &a.choice, &a.words) },
		`SELECT id, choice, words FROM consultation_answer WHERE matter_id = $1 AND person_id IS NULL ORDER BY id`, id)
}

// scatter writes the answers without names anew, in the order of new random ids and
// without the marks of their slips: neither the order in which people answered nor
// which slips did is in the table any more.
func scatter(tx *db.Tx, id ID, all []said) error {
	if _, err := tx.Exec(`DELETE FROM consultation_answer WHERE matter_id = $1`, id); err != nil {
		return err
	}
	for i := range all {
		all[i].id = uuid.NewString()
	}
	slices.SortFunc(all, func(a, b said) int { return cmp.Compare(a.id, b.id) })
	for _, a := range all {
		if _, err := tx.Exec(`INSERT INTO consultation_answer(id, matter_id, choice, words) VALUES($1, $2, $3, $4)`, a.id, id, a.choice, a.words); err != nil {
			return err
		}
	}
	return nil
}

// unsortedIn counts the texts of a matter that stand in no cluster.
func unsortedIn(tx *db.Tx, id ID) (int, error) {
	return db.One(tx, db.Value[int], `SELECT COUNT(*) FROM consultation_answer WHERE matter_id = $1 AND words <> '' AND cluster_id IS NULL`, id)
}

func textsIn(tx *db.Tx, id ID) (int, error) {
	return db.One(tx, db.Value[int], `SELECT COUNT(*) FROM consultation_answer WHERE matter_id = $1 AND words <> ''`, id)
}

// textsOf lists what was said by random ids, or by those of the answers with names;
// what stands in no cluster first, where that is asked for.
func textsOf(tx *db.Tx, id ID, unsorted bool, limit, offset int) ([]Text, error) {
	order := ` ORDER BY `
	if unsorted {
		order += `CASE WHEN a.cluster_id IS NULL THEN 0 ELSE 1 END, `
	}
	return db.All(tx, func(r db.Row, t *Text) error { return r.Scan(&t.ID, &t.Words, &t.Name, &t.Cluster) },
		`SELECT a.id, a.words, COALESCE(n.name, ''), COALESCE(a.cluster_id, '') FROM consultation_answer a LEFT JOIN member_name n ON n.person_id = a.person_id
			WHERE a.matter_id = $1 AND a.words <> ''`+order+`a.id LIMIT $2 OFFSET $3`, id, limit, offset)
}

// sortInto puts a text of a matter into a cluster, or into none.
func sortInto(tx *db.Tx, id ID, text string, c ClusterID) error {
	_, err := tx.Exec(`UPDATE consultation_answer SET cluster_id = $3 WHERE id = $2 AND matter_id = $1`, id, text, db.Null(c))
	return err
}

// forget takes a person off what he answered and sent.
func forget(tx *db.Tx, person member.ID) error {
	if _, err := tx.Exec(`UPDATE consultation_answer SET person_id = NULL, words = '' WHERE person_id = $1`, person); err != nil {
		return err
	}
	_, err := tx.Exec(`UPDATE consultation_opinion SET author_id = NULL WHERE author_id = $1`, person)
	return err
}
