package db_test

import (
	"bufio"
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"testing/fstest"
	"time"

	"chibo/internal/db"
	"chibo/internal/dbtest"
)

// steps is a schema in two steps, the second of which ends with a statement of
// the test's.
func steps(last string) fstest.MapFS {
	return fstest.MapFS{
		"0001_first.sql":  {Data: []byte("-- +goose Up\nCREATE TABLE test_a(x TEXT);\n")},
		"0002_second.sql": {Data: []byte("-- +goose Up\nCREATE TABLE test_b(x TEXT);\nINSERT INTO test_a VALUES('1');\n" + last + ";\n")},
	}
}

// blank gives an empty database on either engine.
func blank(t *testing.T, f func(t *testing.T, driver, address string)) {
	t.Run("sqlite", func(t *testing.T) { f(t, "sqlite", filepath.Join(t.TempDir(), "a.db")) })
	t.Run("postgres", func(t *testing.T) {
		address := dbtest.PostgresURL(t)
		connect(t, "pgx", address, func(pool *sql.DB) {
			if _, err := pool.Exec("DROP SCHEMA public CASCADE; CREATE SCHEMA public"); err != nil {
				t.Fatal(err)
			}
		})
		f(t, "pgx", address)
	})
}

func connect(t *testing.T, driver, address string, f func(*sql.DB)) {
	t.Helper()
	pool, err := sql.Open(driver, address)
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	f(pool)
}

// halfway asserts that nothing of the second step is there, that the step can
// be made, and that nothing of the first was made twice.
func halfway(t *testing.T, driver, address string) {
	t.Helper()
	connect(t, driver, address, func(pool *sql.DB) {
		rows := -1
		if err := pool.QueryRow("SELECT COUNT(*) FROM test_a").Scan(&rows); err != nil || rows != 0 {
			t.Errorf("after the step that failed: %d rows, %v", rows, err)
		}
		if _, err := pool.Exec("SELECT x FROM test_b"); err == nil {
			t.Error("half a step was made")
		}
		version, err := db.Migrate(t.Context(), pool, driver == "pgx", steps("INSERT INTO test_b VALUES('2')"))
		if err != nil || version != 2 {
			t.Errorf("going on: version %d, %v", version, err)
		}
		if err := pool.QueryRow("SELECT COUNT(*) FROM test_a").Scan(&rows); err != nil || rows != 1 {
			t.Errorf("after going on: %d rows, %v", rows, err)
		}
	})
}

// safety R10: a step of the schema is made whole or not at all.
func TestFailedStep(t *testing.T) {
	blank(t, func(t *testing.T, driver, address string) {
		connect(t, driver, address, func(pool *sql.DB) {
			if _, err := db.Migrate(t.Context(), pool, driver == "pgx", steps("INSERT INTO nowhere VALUES('2')")); err == nil {
				t.Fatal("a step that cannot be made was made")
			}
		})
		halfway(t, driver, address)
	})
}

const (
	driverVariable  = "CHIBO_TEST_DRIVER"
	addressVariable = "CHIBO_TEST_ADDRESS"
)

// safety R10: after kill -9 in the middle of a step chibo goes on.
func TestKilledStep(t *testing.T) {
	blank(t, func(t *testing.T, driver, address string) {
		child := exec.Command(os.Args[0], "-test.run=^TestKilledStepChild$")
		child.Env = append(os.Environ(), driverVariable+"="+driver, addressVariable+"="+noticing(t, driver, address))
		out, err := child.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		if !bufio.NewScanner(out).Scan() {
			t.Error("the child said nothing")
		}
		time.Sleep(300 * time.Millisecond) // now it is in the second step
		if err := child.Process.Kill(); err != nil {
			t.Error(err)
		}
		if err := child.Wait(); err == nil {
			t.Error("the child made the step")
		}
		time.Sleep(300 * time.Millisecond) // PostgreSQL sees that nobody is there
		halfway(t, driver, address)
	})
}

// noticing has PostgreSQL look in the middle of a statement whether its caller
// is there.
func noticing(t *testing.T, driver, address string) string {
	if driver != "pgx" {
		return address
	}
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	q.Set("client_connection_check_interval", "50")
	u.RawQuery = q.Encode()
	return u.String()
}

// TestKilledStepChild is the program that is killed.
func TestKilledStepChild(t *testing.T) {
	driver := os.Getenv(driverVariable)
	if driver == "" {
		return
	}
	connect(t, driver, os.Getenv(addressVariable), func(pool *sql.DB) {
		first := steps("")
		delete(first, "0002_second.sql")
		if _, err := db.Migrate(t.Context(), pool, driver == "pgx", first); err != nil {
			t.Fatal(err)
		}
		fmt.Println("in the second step")
		endless := "SELECT pg_sleep(600)"
		if driver == "sqlite" {
			endless = "INSERT INTO test_b WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT 'x' FROM n WHERE i < 0"
		}
		if _, err := db.Migrate(t.Context(), pool, driver == "pgx", steps(endless)); err != nil {
			t.Fatal(err)
		}
	})
}
