package db

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"
)

// Wipe clears what the engine keeps of rows of the table that were deleted or
// overwritten, as far as the engine lets one: on SQLite its log, in which the
// order of the writes stood; on PostgreSQL the old rows of the table, while its
// write-ahead log goes by the server's settings. It fails where readers hold the
// log for longer than the busy timeout, or old rows for longer than wipePatience.
func (d *DB) Wipe(ctx context.Context, table string) error {
	if d.postgres {
		return d.rewrite(ctx, table)
	}
	d.carrying.Lock()
	defer d.carrying.Unlock()
	var busy, logged, moved int
	err := d.write.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &logged, &moved)
	if err == nil && busy != 0 {
		err = errors.New("the log of the database is in use")
	}
	return err
}

const wipePatience = 5 * time.Second

// rewrite writes a table of PostgreSQL anew. Rows that a transaction might still
// see, be it that of a reader or of the server's own work, are copied with the
// rest: then an index has more entries than the table has rows, and it is done
// again.
func (d *DB) rewrite(ctx context.Context, table string) error {
	name := pgx.Identifier{table}.Sanitize()
	for wait, until := 20*time.Millisecond, time.Now().Add(wipePatience); ; wait *= 2 {
		if _, err := d.write.ExecContext(ctx, "VACUUM (FULL) "+name); err != nil {
			return err
		}
		var held bool
		err := d.write.QueryRowContext(ctx, `SELECT MAX(c.reltuples) > (SELECT COUNT(*) FROM `+name+`)
			FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE i.indrelid = CAST($1 AS regclass)`, name).Scan(&held)
		if err != nil || !held {
			return err
		}
		if time.Now().Add(wait).After(until) {
			return errors.New("old rows of " + table + " are held by a transaction that does not end")
		}
		select {
		case <-time.After(wait):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
