// Package dbtest gives each test a fresh database on either engine.
package dbtest

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"chibo/internal/db"
)

// Today is the date on which tests begin: Monday, 25 May 2026, 09:00.
var Today = time.Date(2026, time.May, 25, 9, 0, 0, 0, db.Zone)

// Clock is a clock that tests move by hand. It is safe for several goroutines.
type Clock struct {
	mu  sync.Mutex
	now time.Time
}

// NewClock starts at Today.
func NewClock() *Clock { return &Clock{now: Today} }

// Now tells the time; it moves on by a microsecond each time it is asked, so
// that records have an order.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(time.Microsecond)
	return c.now
}

// Set moves the clock.
func (c *Clock) Set(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = t
}

// Each runs the test on SQLite and on PostgreSQL.
func Each(t *testing.T, f func(t *testing.T, d *db.DB)) {
	EachClock(t, func(t *testing.T, d *db.DB, _ *Clock) { f(t, d) })
}

// EachClock is Each with the clock in the test's hand.
func EachClock(t *testing.T, f func(t *testing.T, d *db.DB, c *Clock)) {
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		c := NewClock()
		f(t, SQLite(t, c), c)
	})
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		c := NewClock()
		f(t, Postgres(t, c), c)
	})
}

// blank is a SQLite file that has the schema and nothing else, made once: to
// copy it costs a twentieth of making it.
var blank = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "chibo-blank-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	d, err := db.Open(context.Background(), db.Options{Dir: dir})
	if err != nil {
		return nil, err
	}
	if err := d.Close(); err != nil {
		return nil, err
	}
	return os.ReadFile(filepath.Join(dir, db.File))
})

// Folder is a folder for the test in which there is a fresh SQLite database,
// for whoever opens it himself.
func Folder(t testing.TB) string {
	t.Helper()
	file, err := blank()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, db.File), file, 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

// SQLite opens a fresh database in the test's folder.
func SQLite(t testing.TB, c *Clock) *db.DB {
	t.Helper()
	return open(t, db.Options{Dir: Folder(t), Clock: c.Now})
}

// Postgres opens a fresh database on the server that CHIBO_TEST_POSTGRES
// names. Without one the test is skipped; under CI that is a failure.
func Postgres(t testing.TB, c *Clock) *db.DB {
	t.Helper()
	return open(t, db.Options{URL: PostgresURL(t), Clock: c.Now})
}

func open(t testing.TB, o db.Options) *db.DB {
	t.Helper()
	d, err := db.Open(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	return d
}

// Skip leaves a test out, and says why. Under CI nothing is left out: there it
// fails.
func Skip(t testing.TB, why string) {
	t.Helper()
	if os.Getenv("CI") == "true" {
		t.Fatal(why)
	}
	t.Skip(why)
}

// TemplateEnv names a database on the server for tests that has the schema and
// nothing else; where it is not set, each run of tests makes one.
const TemplateEnv = "CHIBO_TEST_TEMPLATE"

var template = struct {
	sync.Once
	name string
	err  error
}{}

// PostgresURL creates a fresh database, copied from a template that has the
// schema already, and returns its address. It is dropped after the test.
func PostgresURL(t testing.TB) string {
	t.Helper()
	server := os.Getenv("CHIBO_TEST_POSTGRES")
	if server == "" {
		Skip(t, "no PostgreSQL: CHIBO_TEST_POSTGRES is not set; make test brings one")
	}
	admin, err := sql.Open("pgx", server)
	if err != nil {
		t.Fatal(err)
	}
	defer admin.Close()
	template.Do(func() { template.name, template.err = makeTemplate(admin, server) })
	if template.err != nil {
		t.Fatal(template.err)
	}
	name := uniqueName("t")
	if err := create(admin, name, template.name); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		admin, err := sql.Open("pgx", server)
		if err != nil {
			t.Error(err)
			return
		}
		defer admin.Close()
		if _, err := admin.Exec("DROP DATABASE " + name + " WITH (FORCE)"); err != nil {
			t.Error(err)
		}
	})
	return withDatabase(server, name)
}

func makeTemplate(admin *sql.DB, server string) (string, error) {
	if given := os.Getenv(TemplateEnv); given != "" {
		return given, nil
	}
	name := uniqueName("template")
	if err := create(admin, name, "template0"); err != nil {
		return "", err
	}
	d, err := db.Open(context.Background(), db.Options{URL: withDatabase(server, name)})
	if err != nil {
		return "", err
	}
	return name, d.Close()
}

// create makes a database. PostgreSQL copies one template at a time.
func create(admin *sql.DB, name, from string) error {
	var err error
	for range 50 {
		if _, err = admin.Exec("CREATE DATABASE " + name + " TEMPLATE " + from); err == nil {
			return nil
		}
		if !strings.Contains(err.Error(), "is being accessed by other users") && !strings.Contains(err.Error(), "tuple concurrently") {
			return err
		}
		time.Sleep(20 * time.Millisecond)
	}
	return err
}

func uniqueName(kind string) string {
	return fmt.Sprintf("chibo_%s_%s", kind, db.NewSecret(6))
}

func withDatabase(dsn, name string) string {
	u, err := url.Parse(dsn)
	if err != nil {
		panic(err)
	}
	u.Path = "/" + name
	return u.String()
}

// Digest gives each table of a SQLite database a text that changes with its
// rows, but for the tables left out.
func Digest(t testing.TB, d *db.DB, without ...string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := d.Read(context.Background(), func(tx *db.Tx) error {
		tables, err := db.All(tx, db.Value[string], `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`)
		if err != nil {
			return err
		}
		for _, table := range tables {
			if slices.Contains(without, table) {
				continue
			}
			columns, err := db.All(tx, db.Value[string], `SELECT 'quote(' || name || ')' FROM pragma_table_info($1)`, table)
			if err != nil {
				return err
			}
			all[table], err = db.One(tx, db.Value[string], `SELECT COALESCE(group_concat(line, x'0a'), '') FROM (SELECT `+strings.Join(columns, " || ',' || ")+` AS line FROM `+table+` ORDER BY 1)`)
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}
