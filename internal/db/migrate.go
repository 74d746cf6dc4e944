package db

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

//go:embed migrations/*.sql
var migrations embed.FS

// migrate brings the schema up to date, step by step, each in a transaction.
// It refuses a schema that is newer than the binary.
func migrate(ctx context.Context, pool *sql.DB, postgres bool) error {
	files, err := dialectFiles(postgres)
	if err != nil {
		return err
	}
	dialect, options := goose.DialectSQLite3, []goose.ProviderOption{}
	if postgres {
		locker, err := lock.NewPostgresSessionLocker()
		if err != nil {
			return err
		}
		dialect, options = goose.DialectPostgres, append(options, goose.WithSessionLocker(locker))
	}
	p, err := goose.NewProvider(dialect, pool, files, options...)
	if err != nil {
		return fmt.Errorf("schema: %w", err)
	}
	current, target, err := p.GetVersions(ctx)
	if err != nil {
		return fmt.Errorf("schema: %w", err)
	}
	if current > target {
		return fmt.Errorf("%w (schema %d, this binary knows %d)", ErrNewerSchema, current, target)
	}
	if _, err := p.Up(ctx); err != nil {
		return fmt.Errorf("schema: %w", err)
	}
	return nil
}

// dialectFiles gives the common steps and those of one engine: where the
// engines must differ, a step is written twice, NNNN_name.sqlite.sql and
// NNNN_name.postgres.sql.
func dialectFiles(postgres bool) (fs.FS, error) {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return nil, err
	}
	if postgres {
		return withoutSuffix{files, ".sqlite.sql"}, nil
	}
	return withoutSuffix{files, ".postgres.sql"}, nil
}

// withoutSuffix hides the files of the other engine.
type withoutSuffix struct {
	fs.FS
	suffix string
}

// ReadDir lists the folder without the hidden files.
func (w withoutSuffix) ReadDir(name string) ([]fs.DirEntry, error) {
	all, err := fs.ReadDir(w.FS, name)
	return slices.DeleteFunc(all, func(e fs.DirEntry) bool { return strings.HasSuffix(e.Name(), w.suffix) }), err
}
