package db

import (
	"context"
	"database/sql"
	"io/fs"
)

// Migrate makes the steps of a schema that a test invents, as Open makes those
// of the program.
func Migrate(ctx context.Context, pool *sql.DB, postgres bool, steps fs.FS) (int64, error) {
	return migrate(ctx, pool, postgres, steps, Options{})
}

// Watched reports whether a transaction under a context ends where PostgreSQL gives no
// answer in time.
func Watched(ctx context.Context) bool {
	_, w := (&DB{postgres: true}).watched(ctx)
	_ = w.end(nil)
	return w != nil
}
