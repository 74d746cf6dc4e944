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
