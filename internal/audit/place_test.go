package audit_test

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"path/filepath"
	"testing"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/db"
	"chibo/internal/dbtest"
)

var secretary = access.Actor{Kind: access.Human, Account: "account-a", Person: "person-a"}

// place is a database with a way in behind the application's back.
type place struct {
	*db.DB
	log    *audit.Log
	clock  *dbtest.Clock
	raw    *sql.DB // one connection that checks no foreign keys
	reopen func() *db.DB
}

// places runs the test on both engines.
func places(t *testing.T, f func(t *testing.T, p place)) {
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		dir := t.TempDir()
		file := url.URL{Scheme: "file", Opaque: filepath.Join(dir, "chibo.db"), RawQuery: "_pragma=synchronous(OFF)&_pragma=busy_timeout(5000)"}
		f(t, at(t, db.Options{Dir: dir}, "sqlite", file.String(), "PRAGMA foreign_keys = OFF"))
	})
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		address := dbtest.PostgresURL(t)
		simple, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		q := simple.Query()
		q.Set("default_query_exec_mode", "simple_protocol") // several statements at once
		simple.RawQuery = q.Encode()
		f(t, at(t, db.Options{URL: address}, "pgx", simple.String(), "SET session_replication_role = replica; SET synchronous_commit = off"))
	})
}

func at(t *testing.T, o db.Options, driver, dsn, setup string) place {
	t.Helper()
	clock := dbtest.NewClock()
	o.Clock = clock.Now
	reopen := func() *db.DB {
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
	p := place{DB: reopen(), clock: clock, reopen: reopen}
	p.log = audit.New(p.DB)
	var err error
	if p.raw, err = sql.Open(driver, dsn); err != nil {
		t.Fatal(err)
	}
	p.raw.SetMaxOpenConns(1)
	t.Cleanup(func() { p.raw.Close() })
	p.exec(t, setup)
	return p
}

func (p place) exec(t *testing.T, query string) {
	t.Helper()
	if _, err := p.raw.Exec(query); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
}

// write makes n entries in one transaction, about five records and persons.
func (p place) write(t *testing.T, n int) { t.Helper(); write(t, p.DB, n) }

func write(t *testing.T, d *db.DB, n int) {
	t.Helper()
	if err := writeEntries(t.Context(), d, n); err != nil {
		t.Fatal(err)
	}
}

func writeEntries(ctx context.Context, d *db.DB, n int) error {
	return d.Write(ctx, secretary, func(tx *db.Tx) error {
		for i := range n {
			e := db.Entry{
				Action: "meeting.conclude", Unit: "unit-a", Kind: "meeting", Subject: fmt.Sprint("meeting-", i%5),
				Person: fmt.Sprint("person-", i%5), Data: map[string]db.Change{"state": {From: "open", To: fmt.Sprint(tx.Now.UnixMicro(), " ", i)}},
			}
			if err := tx.Audit(e); err != nil {
				return err
			}
		}
		return nil
	})
}

func (p place) sequence(t *testing.T, want int) {
	t.Helper()
	if got, err := p.log.Sequence(t.Context()); err != nil || got != want {
		t.Fatalf("Sequence numbered %d, %v; want %d", got, err, want)
	}
}

func (p place) verify(t *testing.T, kept ...audit.Checkpoint) audit.Report {
	t.Helper()
	r, err := p.log.Verify(t.Context(), kept...)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func (p place) checkpoint(t *testing.T) audit.Checkpoint {
	t.Helper()
	c, err := p.log.Checkpoint(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// read runs f in a reading transaction.
func (p place) read(t *testing.T, f func(tx *db.Tx) error) {
	t.Helper()
	if err := p.Read(t.Context(), f); err != nil {
		t.Fatal(err)
	}
}
