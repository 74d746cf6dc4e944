package db

import (
	"context"
	"database/sql"
	"path/filepath"
	"strconv"
	"testing"
)

// one opens a pool of one connection, whose statements can be looked at.
func one(t *testing.T) (*sql.Conn, *rememberingConn) {
	t.Helper()
	pool, err := sqlitePool(filepath.Join(t.TempDir(), File), 1, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = pool.Close() })
	c, err := pool.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	var inner *rememberingConn
	if err := c.Raw(func(d any) error { inner = d.(*rememberingConn); return nil }); err != nil {
		t.Fatal(err)
	}
	return c, inner
}

func value(t *testing.T, c *sql.Conn, query string, args ...any) (v int) {
	t.Helper()
	if err := c.QueryRowContext(context.Background(), query, args...).Scan(&v); err != nil {
		t.Fatal(err)
	}
	return v
}

func TestStatementsAreKept(t *testing.T) {
	c, inner := one(t)
	for n := range 3 {
		if got := value(t, c, "SELECT $1 + 1", n); got != n+1 {
			t.Errorf("%d + 1 = %d", n, got)
		}
	}
	if len(inner.idle) != 1 {
		t.Errorf("%d statements kept, want 1", len(inner.idle))
	}
}

// What was kept first, as the steps of the schema are, does not keep out what comes
// after it.
func TestStatementsMakeRoom(t *testing.T) {
	c, inner := one(t)
	for n := range statementsKept + 1 {
		value(t, c, "SELECT "+strconv.Itoa(n))
	}
	if _, kept := inner.idle["SELECT "+strconv.Itoa(statementsKept)]; !kept || len(inner.idle) != statementsKept {
		t.Errorf("the last is kept: %v; %d statements", kept, len(inner.idle))
	}
}

// A statement that is being read is not lent a second time.
func TestStatementWithinItself(t *testing.T) {
	c, inner := one(t)
	const query = "SELECT column1 FROM (VALUES (1), (2), (3))"
	rows, err := c.QueryContext(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	sum := 0
	for rows.Next() {
		var outer int
		if err := rows.Scan(&outer); err != nil {
			t.Fatal(err)
		}
		sum += outer * value(t, c, query)
	}
	if err := rows.Close(); err != nil || sum != 6 {
		t.Errorf("sum %d, %v", sum, err)
	}
	if len(inner.idle) != 1 {
		t.Errorf("%d statements kept, want 1", len(inner.idle))
	}
}

func TestStatementThatFailedIsNotKept(t *testing.T) {
	c, inner := one(t)
	exec := func(query string, args ...any) error {
		_, err := c.ExecContext(t.Context(), query, args...)
		return err
	}
	if err := exec("CREATE TABLE t(v INTEGER UNIQUE)"); err != nil {
		t.Fatal(err)
	}
	const insert = "INSERT INTO t(v) VALUES($1)"
	if err := exec(insert, 1); err != nil {
		t.Fatal(err)
	}
	if err := exec(insert, 1); err == nil {
		t.Fatal("the same value twice was taken")
	}
	if _, kept := inner.idle[insert]; kept {
		t.Error("the statement that failed is kept")
	}
	if err := exec(insert, 2); err != nil {
		t.Error(err)
	}
}

// A table that changes meanwhile is read as it is then.
func TestStatementFollowsTheSchema(t *testing.T) {
	c, _ := one(t)
	for _, query := range []string{"CREATE TABLE t(a INTEGER)", "INSERT INTO t(a) VALUES(1)"} {
		if _, err := c.ExecContext(t.Context(), query); err != nil {
			t.Fatal(err)
		}
	}
	columns := func() int {
		rows, err := c.QueryContext(t.Context(), "SELECT * FROM t")
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		names, err := rows.Columns()
		if err != nil {
			t.Fatal(err)
		}
		return len(names)
	}
	if n := columns(); n != 1 {
		t.Fatalf("%d columns", n)
	}
	if _, err := c.ExecContext(t.Context(), "ALTER TABLE t ADD COLUMN b INTEGER"); err != nil {
		t.Fatal(err)
	}
	if n := columns(); n != 2 {
		t.Errorf("%d columns after one was added", n)
	}
}

func TestStatementsAreBounded(t *testing.T) {
	c, inner := one(t)
	for n := range statementsKept + 20 {
		value(t, c, "SELECT "+strconv.Itoa(n))
	}
	if len(inner.idle) != statementsKept {
		t.Errorf("%d statements kept, want %d", len(inner.idle), statementsKept)
	}
}
