package pgserver

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"
)

func TestStart(t *testing.T) {
	t.Setenv(Env, "") // a server of its own, whatever the run uses
	ctx := t.Context()
	s := started(t)

	t.Run("text compares by bytes", func(t *testing.T) {
		// architecture, "Data": chibo refuses a server that says false here.
		if got := ask[bool](t, s.DSN("postgres"), `SELECT 'B' < 'a'`); !got {
			t.Error(`'B' < 'a' is false: not the C collation`)
		}
	})
	t.Run("only the socket listens", func(t *testing.T) {
		if got := ask[string](t, s.DSN("postgres"), `SHOW listen_addresses`); got != "" {
			t.Errorf("listens on %q", got)
		}
	})
	t.Run("a new database is apart from the others", func(t *testing.T) {
		dsn, err := s.NewDatabase(ctx, `tên "lạ"`)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(`tên "lạ"`, ask[string](t, dsn, `SELECT current_database()`)); diff != "" {
			t.Error(diff)
		}
		if _, err := s.NewDatabase(ctx, `tên "lạ"`); err == nil {
			t.Error("the same name was taken twice")
		}
	})
	t.Run("a running server is used and left alone", func(t *testing.T) {
		t.Setenv(Env, s.DSN("postgres"))
		found, err := Start(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(s.DSN("other"), found.DSN("other")); diff != "" {
			t.Error(diff)
		}
		if err := found.Stop(); err != nil {
			t.Error(err)
		}
		ask[int](t, s.DSN("postgres"), `SELECT 1`)
	})
}

func TestStop(t *testing.T) {
	t.Setenv(Env, "")
	s := started(t)
	conn, err := pgx.Connect(t.Context(), s.DSN("postgres"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())

	if err := s.Stop(); err != nil {
		t.Errorf("with a client still connected: %v", err)
	}
	if _, err := os.Stat(s.dir); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the folder is still there: %v", err)
	}
	if err := s.Stop(); err != nil {
		t.Errorf("the second time: %v", err)
	}
}

func TestStartFails(t *testing.T) {
	t.Run("at an address where nothing answers", func(t *testing.T) {
		t.Setenv(Env, socketAddress(t.TempDir()))
		if _, err := Start(t.Context()); err == nil || !strings.Contains(err.Error(), Env) {
			t.Errorf("got %v, want an error naming %s", err, Env)
		}
	})
	t.Run("with programs that end at once, telling what they said", func(t *testing.T) {
		bin := programs(t, t.TempDir(), "#!/bin/sh\necho too old >&2\nexit 1\n")
		if _, err := start(t.Context(), bin); err == nil || !strings.Contains(err.Error(), "too old") {
			t.Errorf("got %v, want what the program said", err)
		}
	})
	t.Run("with a server that ends while starting", func(t *testing.T) {
		bin := programs(t, t.TempDir(), "#!/bin/sh\nexec true\n")
		if _, err := start(t.Context(), bin); err == nil || !strings.Contains(err.Error(), "stopped while starting") {
			t.Errorf("got %v, want that the server stopped", err)
		}
	})
}

func TestNewest(t *testing.T) {
	root := t.TempDir()
	for _, v := range []string{"9.6", "15", "8.4", "other"} {
		programs(t, filepath.Join(root, v, "bin"), "#!/bin/sh\n")
	}
	if err := os.MkdirAll(filepath.Join(root, "17", "bin"), 0o700); err != nil { // only the client
		t.Fatal(err)
	}
	got, ok := newest(root)
	if want := filepath.Join(root, "15", "bin"); !ok || got != want {
		t.Errorf("got %q %v, want %q", got, ok, want)
	}
	if got, ok := newest(t.TempDir()); ok {
		t.Errorf("found %q in an empty folder", got)
	}
}

func TestWithDatabase(t *testing.T) {
	tests := []struct{ dsn, database, want string }{
		{"postgres://u@h:1/postgres?sslmode=disable", "a", "postgres://u@h:1/a?sslmode=disable"},
		{"postgres://u@h", "a b", "postgres://u@h/a%20b"},
		{"host=/tmp dbname=postgres", "it's", `host=/tmp dbname=postgres dbname='it\'s'`},
	}
	for _, tt := range tests {
		got, err := withDatabase(tt.dsn, tt.database)
		if err != nil || got != tt.want {
			t.Errorf("withDatabase(%q, %q) = %q, %v; want %q", tt.dsn, tt.database, got, err, tt.want)
		}
	}
	if _, err := withDatabase("postgres://[", "a"); err == nil {
		t.Error("took an address that cannot be read")
	}
}

// started starts a server that ends with the test.
func started(t *testing.T) *Server {
	t.Helper()
	s, err := Start(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Stop(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// ask returns the one value that query gives.
func ask[T any](t *testing.T, dsn, query string) (value T) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	if err := conn.QueryRow(t.Context(), query).Scan(&value); err != nil {
		t.Fatal(err)
	}
	return value
}

// programs writes script as both of PostgreSQL's programs into dir.
func programs(t *testing.T, dir, script string) string {
	t.Helper()
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"initdb", "postgres"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(script), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}
