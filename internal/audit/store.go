package audit

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/mod/sumdb/tlog"

	"chibo/internal/db"
)

// line is a row of audit_entry.
type line struct {
	id                                                               string
	at                                                               db.Time
	account, actor, action, unit, kind, subject, person, payloadHash string
}

// leafData is what the tree covers of the line.
func (e line) leafData() []byte {
	return db.LeafData(e.id, e.at, e.account, e.actor, e.action, e.unit, e.kind, e.subject, e.person, e.payloadHash)
}

const lineColumns = `e.id, e.at, e.account_id, e.actor_id, e.action, e.unit_id, e.kind, e.subject_id, e.person_id, e.payload_hash`

// into are the destinations of lineColumns. NULL is "" in each: the columns of
// an outer join may all be.
func (e *line) into() []any {
	return []any{
		db.Text{To: &e.id},
		&e.at,
		db.Text{To: &e.account},
		db.Text{To: &e.actor},
		db.Text{To: &e.action},
		db.Text{To: &e.unit},
		db.Text{To: &e.kind},
		db.Text{To: &e.subject},
		db.Text{To: &e.person},
		db.Text{To: &e.payloadHash},
	}
}

func scanLine(r db.Row, e *line) error { return r.Scan(e.into()...) }

// An entry may stand in audit_pending and have its number all the same, if
// somebody put it there: joining audit_leaf keeps the sequencer going.
const fromPending = ` FROM audit_pending q JOIN audit_entry e ON e.id = q.entry_id
	LEFT JOIN audit_leaf l ON l.entry_id = e.id WHERE l.no IS NULL `

func anyPending(tx *db.Tx) (bool, error) {
	found, err := db.All(tx, db.Value[string], `SELECT e.id`+fromPending+`LIMIT 1`)
	return len(found) > 0, err
}

func pending(tx *db.Tx, limit int) ([]line, error) {
	return db.All(tx, scanLine, `SELECT `+lineColumns+fromPending+`ORDER BY e.id LIMIT $1`, limit)
}

// putLeaves stores a batch whose first leaf is number first, with the nodes
// that it completed, which follow the stored ones without a gap.
func putLeaves(tx *db.Tx, first int64, entries []line, hashes, nodes []tlog.Hash) error {
	no := first
	for chunk := range slices.Chunk(entries, packed) {
		ids, width := packIDs(chunk)
		_, err := tx.Exec(`INSERT INTO audit_leaf(no, entry_id, hash) `+places+`
			SELECT CAST($2 AS BIGINT) + i, rtrim(substr(CAST($3 AS TEXT), 1 + i * $4, $4)), substr(CAST($5 AS TEXT), 1 + i * 64, 64) FROM place`,
			len(chunk), no, ids, width, packHashes(hashes[:len(chunk)]))
		if err != nil {
			return err
		}
		no, hashes = no+int64(len(chunk)), hashes[len(chunk):]
	}
	at := tlog.StoredHashCount(first)
	for chunk := range slices.Chunk(nodes, packed) {
		_, err := tx.Exec(`INSERT INTO audit_node(no, hash) `+places+`
			SELECT CAST($2 AS BIGINT) + i, substr(CAST($3 AS TEXT), 1 + i * 64, 64) FROM place`, len(chunk), at, packHashes(chunk))
		if err != nil {
			return err
		}
		at += int64(len(chunk))
	}
	_, err := tx.Exec(`DELETE FROM audit_pending WHERE entry_id IN (SELECT entry_id FROM audit_leaf WHERE no >= $1)`, first)
	return err
}

// Many rows go in one statement with a handful of parameters, as texts of
// fixed width that are taken apart by place: reading a statement with a
// parameter for each value costs SQLite more than running it.
const (
	packed = 100 // rows a statement; PostgreSQL walks a long text from its start
	places = `WITH RECURSIVE place(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM place WHERE i + 1 < $1)`
)

func packHashes(hashes []tlog.Hash) string {
	var b strings.Builder
	for _, h := range hashes {
		b.WriteString(toHex(h))
	}
	return b.String()
}

// packIDs fills ids up to the width of the longest with spaces.
func packIDs(entries []line) (ids string, width int) {
	for _, e := range entries {
		width = max(width, utf8.RuneCountInString(e.id))
	}
	var b strings.Builder
	for _, e := range entries {
		fmt.Fprintf(&b, "%-*s", width, e.id)
	}
	return b.String(), width
}

type node struct {
	no   int64
	hash string
}

func scanNode(r db.Row, n *node) error { return r.Scan(&n.no, &n.hash) }

// loadFrontier reads the edge of the stored tree. It fails if a node of the
// edge is missing or no hash.
func loadFrontier(tx *db.Tx) (*frontier, error) {
	size, err := db.One(tx, db.Value[int64], `SELECT COALESCE(MAX(no), -1) + 1 FROM audit_leaf`)
	if err != nil {
		return nil, err
	}
	f := &frontier{size: size}
	levels, indexes := edge(size)
	if len(levels) == 0 {
		return f, nil
	}
	args := make([]any, len(indexes))
	for i, index := range indexes {
		args[i] = index
	}
	nodes, err := db.All(tx, scanNode, `SELECT no, hash FROM audit_node WHERE no IN (`+db.In(1, len(args))+`)`, args...)
	if err != nil {
		return nil, err
	}
	stored := make(map[int64]string, len(nodes))
	for _, n := range nodes {
		stored[n.no] = n.hash
	}
	for i, index := range indexes {
		h, ok := fromHex(stored[index])
		if !ok {
			return nil, fmt.Errorf("audit: node %d of the tree is missing or damaged", index)
		}
		f.newest[levels[i]] = h
	}
	return f, nil
}

func erasePayloads(tx *db.Tx, person string) error {
	_, err := tx.Exec(`DELETE FROM audit_payload WHERE entry_id IN (SELECT id FROM audit_entry WHERE person_id = $1)`, person)
	return err
}
