package audit

import (
	"math"

	"chibo/internal/db"
)

// leaf is a row of audit_leaf with its entry and the entry's data, as far as
// they are there.
type leaf struct {
	no            int64
	entryID, hash string
	line          line
	hasData       bool
	salt, body    string
}

func scanLeaf(r db.Row, p *leaf) error {
	dest := append([]any{&p.no, &p.entryID, &p.hash}, p.line.into()...)
	return r.Scan(append(dest, &p.hasData, db.Text{To: &p.salt}, db.Text{To: &p.body})...)
}

// numbered gives the page of leaves that begins at a number.
func numbered(tx *db.Tx, from int64, limit int) ([]leaf, error) {
	return db.All(tx, scanLeaf, `SELECT l.no, l.entry_id, l.hash, `+lineColumns+`, p.entry_id IS NOT NULL, p.salt, p.body
		FROM audit_leaf l
		LEFT JOIN audit_entry e ON e.id = l.entry_id
		LEFT JOIN audit_payload p ON p.entry_id = l.entry_id
		WHERE l.no >= $1 ORDER BY l.no LIMIT $2`, from, limit)
}

// nodesBetween gives the stored nodes of [from, to) by number.
func nodesBetween(tx *db.Tx, from, to int64) (map[int64]string, error) {
	nodes, err := db.All(tx, scanNode, `SELECT no, hash FROM audit_node WHERE no >= $1 AND no < $2`, from, to)
	if err != nil {
		return nil, err
	}
	stored := make(map[int64]string, len(nodes))
	for _, n := range nodes {
		stored[n.no] = n.hash
	}
	return stored, nil
}

// nodesOutside gives stored nodes that a tree of count nodes does not have.
func nodesOutside(tx *db.Tx, count int64) ([]int64, error) {
	return db.All(tx, db.Value[int64], `SELECT no FROM audit_node WHERE no < 0 OR no >= $1 ORDER BY no`, count)
}

type erasure struct {
	person string
	leaf   int64
}

// erasures gives for each erased person the number of the last erasure; one
// that still waits for its number counts as the last of all.
func erasures(tx *db.Tx) (map[string]int64, error) {
	all, err := db.All(tx, func(r db.Row, e *erasure) error { return r.Scan(&e.person, &e.leaf) },
		`SELECT e.person_id, MAX(COALESCE(l.no, $1)) FROM audit_entry e LEFT JOIN audit_leaf l ON l.entry_id = e.id
		WHERE e.action = $2 AND e.person_id IS NOT NULL GROUP BY e.person_id`, int64(math.MaxInt64), Erased)
	if err != nil {
		return nil, err
	}
	last := make(map[string]int64, len(all))
	for _, e := range all {
		last[e.person] = e.leaf
	}
	return last, nil
}

type unnumberedEntry struct {
	id     string
	at     db.Time
	queued bool
}

func unnumbered(tx *db.Tx) ([]unnumberedEntry, error) {
	return db.All(tx, func(r db.Row, u *unnumberedEntry) error { return r.Scan(&u.id, &u.at, &u.queued) },
		`SELECT e.id, e.at, q.entry_id IS NOT NULL FROM audit_entry e
		LEFT JOIN audit_leaf l ON l.entry_id = e.id
		LEFT JOIN audit_pending q ON q.entry_id = e.id
		WHERE l.no IS NULL ORDER BY e.id`)
}

// strays gives the ids under which data stands without an entry, or a place in
// the queue without an entry that waits.
func strays(tx *db.Tx) ([]string, error) {
	return db.All(tx, db.Value[string], `SELECT p.entry_id FROM audit_payload p LEFT JOIN audit_entry e ON e.id = p.entry_id WHERE e.id IS NULL
		UNION
		SELECT q.entry_id FROM audit_pending q LEFT JOIN audit_entry e ON e.id = q.entry_id LEFT JOIN audit_leaf l ON l.entry_id = q.entry_id
		WHERE e.id IS NULL OR l.no IS NOT NULL
		ORDER BY 1`)
}
