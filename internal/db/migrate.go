package db

import (
	"cmp"
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

//go:embed migrations/*.sql
var migrations embed.FS

// NewestSchema is the version of the schema that this binary knows.
func NewestSchema() int64 {
	steps, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil || len(steps) == 0 {
		panic("db: no migrations") // the binary is built wrong
	}
	number, _, _ := strings.Cut(path.Base(slices.Max(steps)), "_")
	newest, err := strconv.ParseInt(number, 10, 64)
	if err != nil {
		panic(err)
	}
	return newest
}

// migrate brings the schema up to the version that o asks for, step by step,
// each in a transaction: whoever is interrupted goes on where he was. It
// refuses a schema that is newer than the binary. It returns the version.
func migrate(ctx context.Context, pool *sql.DB, postgres bool, steps fs.FS, o Options) (int64, error) {
	dialect, options := goose.DialectSQLite3, []goose.ProviderOption{}
	if postgres {
		locker, err := lock.NewPostgresSessionLocker()
		if err != nil {
			return 0, err
		}
		dialect, options = goose.DialectPostgres, append(options, goose.WithSessionLocker(locker))
	}
	p, err := goose.NewProvider(dialect, pool, steps, options...)
	if err != nil {
		return 0, fmt.Errorf("schema: %w", err)
	}
	current, newest, err := p.GetVersions(ctx)
	if err != nil {
		return 0, fmt.Errorf("schema: %w", err)
	}
	want := cmp.Or(o.Schema, newest)
	switch {
	case max(current, want) > newest:
		return 0, fmt.Errorf("%w (schema %d, this binary knows %d)", ErrNewerSchema, max(current, want), newest)
	case o.AsIs:
		return current, nil
	case current > want:
		return 0, fmt.Errorf("%w (its schema is %d, %d is asked for)", ErrOccupied, current, want)
	}
	done, err := p.UpTo(ctx, want)
	if err != nil {
		return 0, fmt.Errorf("schema: %w", err)
	}
	for _, step := range done {
		current = step.Source.Version
	}
	return current, nil
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
