package audit_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/tlog"

	"chibo/internal/audit"
	"chibo/internal/db"
)

const (
	size    = 40 // leaves when the attacker comes
	oldSize = 20 // leaves in the old copy that he puts back
)

var logTables = []string{"audit_entry", "audit_payload", "audit_leaf", "audit_node", "audit_pending"}

// copyAs keeps the rows of the log as they are now under a name.
func (p place) copyAs(t *testing.T, name string) {
	t.Helper()
	for _, table := range logTables {
		p.exec(t, fmt.Sprintf("CREATE TABLE %s_%s AS SELECT * FROM %s", name, table, table))
	}
}

// putBack replaces the rows of the log by a copy.
func putBack(name string) string {
	var b strings.Builder
	for _, table := range logTables {
		fmt.Fprintf(&b, "DELETE FROM %s; INSERT INTO %s SELECT * FROM %s_%s;", table, table, name, table)
	}
	return b.String()
}

// id is the SQL for the entry at a leaf.
func id(leaf int) string { return fmt.Sprintf("(SELECT entry_id FROM audit_leaf WHERE no = %d)", leaf) }

// one chooses the i-th way of an attack on the given leaf.
func one(i int, ways ...string) string { return ways[i%len(ways)] }

func alter(i, leaf, _ int) string {
	entry := func(set string) string { return "UPDATE audit_entry SET " + set + " WHERE id = " + id(leaf) }
	forged := db.PayloadHash("salt", []byte(`"forged"`))
	both := "UPDATE audit_payload SET salt = 'salt', body = '\"forged\"' WHERE entry_id = " + id(leaf) + ";" + entry("payload_hash = '"+forged+"'")
	return one(i,
		entry("at = at + 1"), entry("account_id = 'x'"), entry("actor_id = NULL"), entry("actor_id = 'x'"), entry("action = 'x'"),
		entry("unit_id = NULL"), entry("unit_id = 'x'"), entry("kind = 'x'"), entry("subject_id = 'x'"), entry("person_id = NULL"),
		entry("payload_hash = '"+forged+"'"), both,
		"UPDATE audit_payload SET body = body || ' ' WHERE entry_id = "+id(leaf),
		"UPDATE audit_payload SET salt = salt || '0' WHERE entry_id = "+id(leaf),
		fmt.Sprintf("UPDATE audit_leaf SET hash = '%s' WHERE no = %d", forged, leaf),
		fmt.Sprintf("UPDATE audit_leaf SET hash = '' WHERE no = %d", leaf),
		fmt.Sprintf("UPDATE audit_node SET hash = '%s' WHERE no = %d", forged, leaf),
		// What the name, the number or the id was is altered everywhere.
		fmt.Sprintf("UPDATE audit_payload SET entry_id = 'x' WHERE entry_id = %[1]s; UPDATE audit_entry SET id = 'x' WHERE id = %[1]s; UPDATE audit_leaf SET entry_id = 'x' WHERE no = %[2]d", id(leaf), leaf),
	)
}

// forget deletes an entry with all that hangs on it but the tree.
func forget(leaf int) string {
	return fmt.Sprintf("DELETE FROM audit_payload WHERE entry_id = %[1]s; DELETE FROM audit_entry WHERE id = %[1]s; DELETE FROM audit_leaf WHERE no = %[2]d;", id(leaf), leaf)
}

// shift moves the numbers from a leaf on.
func shift(from, by int) string {
	return fmt.Sprintf("UPDATE audit_leaf SET no = -1 - no WHERE no >= %d; UPDATE audit_leaf SET no = -1 - no + (%d) WHERE no < 0;", from, by)
}

func remove(i, leaf, _ int) string {
	return one(i,
		forget(leaf),
		forget(leaf)+shift(leaf, -1),
		fmt.Sprintf("DELETE FROM audit_payload WHERE entry_id = %s", id(leaf)),
		fmt.Sprintf("DELETE FROM audit_entry WHERE id = %s", id(leaf)),
		fmt.Sprintf("DELETE FROM audit_leaf WHERE no = %d", leaf),
		fmt.Sprintf("DELETE FROM audit_node WHERE no = %d", tlog.StoredHashIndex(0, int64(leaf))),
	)
}

func insert(i, leaf, _ int) string {
	body, at := `{"state":{"to":"forged"}}`, int64(1_700_000_000_000_000)
	hash := db.PayloadHash("salt", []byte(body))
	line := fmt.Sprintf("INSERT INTO audit_entry(id, at, account_id, action, kind, subject_id, payload_hash) VALUES('x', %d, 'account-a', 'meeting.conclude', 'meeting', 'meeting-1', '%s');", at, hash)
	data := fmt.Sprintf("INSERT INTO audit_payload(entry_id, salt, body) VALUES('x', 'salt', '%s');", body)
	text := strings.Join([]string{"x", fmt.Sprint(at), "account-a", "", "meeting.conclude", "", "meeting", "meeting-1", "", hash}, "\n")
	number := func(no int) string {
		return fmt.Sprintf("INSERT INTO audit_leaf(no, entry_id, hash) VALUES(%d, 'x', '%x');", no, tlog.RecordHash([]byte(text)))
	}
	return one(i,
		line+data,
		line+data+"INSERT INTO audit_pending VALUES('x')", // long ago, yet still waiting
		line+data+number(size),
		line+data+number(size+leaf+1),
		line+data+number(-1-leaf),
		shift(leaf, 1)+line+data+number(leaf),
		number(size),
		data,
		"INSERT INTO audit_pending VALUES('x')",
		"INSERT INTO audit_pending VALUES("+id(leaf)+")",
		fmt.Sprintf("INSERT INTO audit_node(no, hash) VALUES(%d, '%s')", tlog.StoredHashCount(size)+int64(leaf), hash),
	)
}

func reorder(i, a, b int) string {
	swap := func(table, key, column, x, y string) string {
		return fmt.Sprintf("UPDATE %[1]s SET %[3]s = CASE %[2]s WHEN %[4]s THEN (SELECT %[3]s FROM %[1]s WHERE %[2]s = %[5]s) ELSE (SELECT %[3]s FROM %[1]s WHERE %[2]s = %[4]s) END WHERE %[2]s IN (%[4]s, %[5]s);",
			table, key, column, x, y)
	}
	return one(i,
		fmt.Sprintf("UPDATE audit_leaf SET no = -1 WHERE no = %[1]d; UPDATE audit_leaf SET no = %[1]d WHERE no = %[2]d; UPDATE audit_leaf SET no = %[2]d WHERE no = -1", a, b),
		swap("audit_leaf", "no", "hash", fmt.Sprint(a), fmt.Sprint(b)),
		swap("audit_node", "no", "hash", fmt.Sprint(tlog.StoredHashIndex(0, int64(a))), fmt.Sprint(tlog.StoredHashIndex(0, int64(b)))),
		swap("audit_entry", "id", "at", id(a), id(b)),
		swap("audit_entry", "id", "payload_hash", id(a), id(b)),
		swap("audit_payload", "entry_id", "body", id(a), id(b)),
		// The later one goes before the earlier one, with no gap left.
		fmt.Sprintf("UPDATE audit_leaf SET no = 1000 WHERE no = %[2]d; UPDATE audit_leaf SET no = -1 - no WHERE no >= %[1]d AND no < %[2]d; UPDATE audit_leaf SET no = -no WHERE no < 0; UPDATE audit_leaf SET no = %[1]d WHERE no = 1000",
			min(a, b), max(a, b)),
	)
}

// cut leaves a log that is right in itself, only shorter.
func cut(_, leaf, _ int) string {
	tail := fmt.Sprintf("(SELECT entry_id FROM audit_leaf WHERE no >= %d)", leaf)
	return fmt.Sprintf("DELETE FROM audit_payload WHERE entry_id IN %[1]s; DELETE FROM audit_entry WHERE id IN %[1]s; DELETE FROM audit_leaf WHERE no >= %[2]d; DELETE FROM audit_node WHERE no >= %[3]d",
		tail, leaf, tlog.StoredHashCount(int64(leaf)))
}

func rollBack(_, _, _ int) string { return putBack("old") }

// safety A1: 1,200 of 1,200 are found, tail cut and rollback against a
// checkpoint kept outside, the others without one.
func TestTampering(t *testing.T) {
	cases := 200
	if testing.Short() { // the race detector makes it a minute
		cases = 20
	}
	places(t, func(t *testing.T, p place) {
		for i := range size { // one by one: no two have the same time
			if i == oldSize {
				p.sequence(t, oldSize)
				p.copyAs(t, "old")
			}
			p.write(t, 1)
		}
		kept := p.checkpoint(t)
		p.copyAs(t, "good")
		if r := p.verify(t, kept); !r.Sound() || r.Checkpoint != kept || kept.Size != size {
			t.Fatalf("before: %v", r)
		}
		for _, attack := range []struct {
			name    string
			sql     func(i, leaf, other int) string
			outside bool // shows only against a checkpoint
		}{
			{"alter", alter, false},
			{"delete", remove, false},
			{"insert", insert, false},
			{"reorder", reorder, false},
			{"cut the tail", cut, true},
			{"roll back", rollBack, true},
		} {
			random, found := rand.New(rand.NewPCG(1, 2)), 0
			for i := range cases {
				leaf := random.IntN(size)
				other := (leaf + 1 + random.IntN(size-1)) % size
				query := attack.sql(i, leaf, other)
				p.exec(t, "BEGIN;"+query+";COMMIT")
				if attack.name == "roll back" && i%2 == 1 {
					// The application goes on from the old copy.
					p.write(t, i%30+1)
					p.sequence(t, i%30+1)
				}
				var checkpoints []audit.Checkpoint
				if attack.outside {
					checkpoints = append(checkpoints, kept)
				}
				if r := p.verify(t, checkpoints...); !r.Sound() {
					found++
				} else {
					t.Errorf("%s, case %d is not found: %s", attack.name, i, query)
				}
				if attack.outside && i%20 == 0 && !p.verify(t).Sound() {
					t.Errorf("%s, case %d leaves traces: the checkpoint is not what finds it", attack.name, i)
				}
				p.exec(t, "BEGIN;"+putBack("good")+"COMMIT")
				if p.Postgres() && i%25 == 0 {
					p.exec(t, "VACUUM audit_entry, audit_payload, audit_leaf, audit_node, audit_pending")
				}
			}
			t.Logf("%s: %d of %d found", attack.name, found, cases)
		}
		if r := p.verify(t, kept); !r.Sound() {
			t.Errorf("after: %v", r)
		}
	})
}

// safety A1: whoever rewrites the log from an entry on, with a right tree, is
// found against a checkpoint only.
func TestRewrittenWhole(t *testing.T) {
	places(t, func(t *testing.T, p place) {
		p.write(t, size)
		kept := p.checkpoint(t)
		forged := db.PayloadHash("salt", []byte(`"forged"`))
		p.exec(t, "BEGIN; UPDATE audit_payload SET salt = 'salt', body = '\"forged\"' WHERE entry_id = "+id(7)+
			"; UPDATE audit_entry SET payload_hash = '"+forged+"' WHERE id = "+id(7)+
			"; DELETE FROM audit_leaf; DELETE FROM audit_node; INSERT INTO audit_pending SELECT id FROM audit_entry; COMMIT")
		p.sequence(t, size)
		if r := p.verify(t); !r.Sound() {
			t.Errorf("without a checkpoint: %v", r)
		}
		r := p.verify(t, kept)
		if len(r.Findings) != 1 || r.Findings[0].Kind != audit.Rewritten {
			t.Errorf("against the checkpoint: %v", r)
		}
	})
}

func TestFindingsAreBounded(t *testing.T) {
	places(t, func(t *testing.T, p place) {
		p.write(t, 150)
		p.sequence(t, 150)
		p.exec(t, "UPDATE audit_entry SET action = 'x'")
		if r := p.verify(t); len(r.Findings) != 100 || r.More != 50 || r.Findings[0].Kind != audit.Altered {
			t.Errorf("%d findings and %d more", len(r.Findings), r.More)
		}
	})
}
