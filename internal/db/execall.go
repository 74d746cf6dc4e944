package db

import (
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// Statement is SQL with its arguments.
type Statement struct {
	SQL  string
	Args []any
}

// ExecAll runs statements in their order, as Exec does one, where nobody asks how many
// rows each changed. The error is of the first that failed. On PostgreSQL all go to the
// server and come back together: on the way there and back a small statement takes
// longer than to run.
func (tx *Tx) ExecAll(all ...Statement) error {
	if tx.conn == nil {
		for _, s := range all {
			if _, err := tx.Exec(s.SQL, s.Args...); err != nil {
				return err
			}
		}
		return nil
	}
	var batch pgx.Batch
	for _, s := range all {
		if err := tx.mayRun(s.SQL); err != nil {
			return err
		}
		batch.Queue(s.SQL, s.Args...)
	}
	defer tx.statement()()
	tx.wrote = true
	return translate(tx.conn.Raw(func(c any) error {
		return c.(*stdlib.Conn).Conn().SendBatch(tx.ctx, &batch).Close()
	}))
}
