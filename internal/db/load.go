package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// Loader fills the tables of a database from outside, in one transaction.
type Loader struct {
	// Tx reads what was filled so far. It cannot write.
	Tx   *Tx
	conn *sql.Conn
}

// Load runs f in one transaction and commits it, all or nothing. It is for
// putting back an archive: no audit entry is asked for, the log itself is
// among what is filled, and a database in which anything was ever done is
// refused (ErrOccupied). References between rows are checked at the end.
func (d *DB) Load(ctx context.Context, f func(l *Loader) error) error {
	err := d.inTransaction(func(conn *sql.Conn) error {
		l := &Loader{Tx: &Tx{Now: d.Now(), ctx: ctx, q: conn, postgres: d.postgres, mode: reading}, conn: conn}
		// Whoever else writes waits, and finds the tables filled.
		guard := "PRAGMA defer_foreign_keys = ON"
		if d.postgres {
			guard = "LOCK TABLE audit_entry IN EXCLUSIVE MODE"
		}
		if _, err := conn.ExecContext(ctx, guard); err != nil {
			return err
		}
		if err := untouched(l.Tx); err != nil {
			return err
		}
		return f(l)
	})
	return translate(err)
}

// Clear empties tables, the last first: what the steps of the schema put in
// stands in the archive too.
func (l *Loader) Clear(tables []Table) error {
	for _, t := range slices.Backward(tables) {
		if _, err := l.conn.ExecContext(l.Tx.ctx, "DELETE FROM "+quoted([]string{t.Name})); err != nil {
			return translate(err)
		}
	}
	return nil
}

// Fill puts rows into a table until next returns nil, and returns how many.
// Values are as Table.Each gives them, in the order of t.Columns. An error of
// next comes back as it is.
func (l *Loader) Fill(t Table, next func() ([]any, error)) (int64, error) {
	var broken error
	rows := func() ([]any, error) {
		row, err := next()
		if err == nil && row != nil && len(row) != len(t.Columns) {
			err = fmt.Errorf("db: a row of %d values for %s, which has %d columns", len(row), t.Name, len(t.Columns))
		}
		broken = err
		return row, err
	}
	fill := l.insert
	if l.Tx.postgres {
		fill = l.copyIn
	}
	n, err := fill(t, rows)
	if broken != nil {
		return n, broken
	}
	return n, translate(err)
}

func (l *Loader) insert(t Table, next func() ([]any, error)) (n int64, err error) {
	insert, err := l.conn.PrepareContext(l.Tx.ctx, "INSERT INTO "+quoted([]string{t.Name})+"("+quoted(t.Columns)+") VALUES("+In(1, len(t.Columns))+")")
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, insert.Close()) }()
	for ; ; n++ {
		row, err := next()
		if err != nil || row == nil {
			return n, err
		}
		if _, err := insert.ExecContext(l.Tx.ctx, row...); err != nil {
			return n, err
		}
	}
}

// copyIn is one COPY: rows of one statement may refer to one another in any
// order.
func (l *Loader) copyIn(t Table, next func() ([]any, error)) (n int64, err error) {
	err = l.conn.Raw(func(driver any) error {
		n, err = driver.(*stdlib.Conn).Conn().CopyFrom(l.Tx.ctx, pgx.Identifier{t.Name}, t.Columns, pgx.CopyFromFunc(next))
		return err
	})
	return n, err
}

// vacant refuses a database that holds anything but a schema in which nothing
// was ever done.
func vacant(ctx context.Context, pool *sql.DB, postgres bool) error {
	tx := &Tx{ctx: ctx, q: pool, postgres: postgres, mode: reading}
	tables, err := Tables(tx)
	switch {
	case err != nil || len(tables) == 0:
		return err
	case !started(tables):
		return ErrOccupied // somebody else's
	default:
		return untouched(tx)
	}
}

// started reports whether tables are those of a chibo.
func started(tables []Table) bool {
	return slices.ContainsFunc(tables, func(t Table) bool { return t.Name == "audit_entry" })
}

// untouched refuses a database in which something was done: every write leaves
// an entry.
func untouched(tx *Tx) error {
	n, err := One(tx, Value[int], "SELECT COUNT(*) FROM (SELECT 1 FROM audit_entry LIMIT 1) e")
	if err == nil && n > 0 {
		err = ErrOccupied
	}
	return err
}
