package db

import (
	"context"
	"fmt"
)

// Integrity has SQLite check its file: the pages, the indexes, the references
// between rows. It returns what is wrong, in the engine's words, at most some
// hundred lines. PostgreSQL keeps its own house: there it finds nothing.
func (d *DB) Integrity(ctx context.Context) (wrong []string, err error) {
	if d.postgres {
		return nil, nil
	}
	err = d.Read(ctx, func(tx *Tx) error {
		pages, err := All(tx, Value[string], "PRAGMA integrity_check(100)")
		if err != nil {
			return err
		}
		for _, p := range pages {
			if p != "ok" {
				wrong = append(wrong, p)
			}
		}
		loose, err := All(tx, scanReference, `SELECT "table", parent FROM "pragma_foreign_key_check" LIMIT 100`)
		for _, r := range loose {
			wrong = append(wrong, fmt.Sprintf("a row of %s refers to a row of %s that is not there", r.from, r.to))
		}
		return err
	})
	return wrong, err
}
