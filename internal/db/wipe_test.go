package db_test

import (
	"bytes"
	"sync"
	"testing"
	"time"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/dbtest"
)

// safety B1, P1: what was deleted is gone from the table's file, also where
// somebody was reading at that moment who might still have seen it.
func TestWipeWaitsForReaders(t *testing.T) {
	d := dbtest.Postgres(t, dbtest.NewClock())
	write := func(q string) {
		t.Helper()
		check(t, d.Write(t.Context(), access.Console, func(tx *db.Tx) error {
			if _, err := tx.Exec(q); err != nil {
				return err
			}
			return tx.Audit(db.Entry{Action: "test"})
		}))
	}
	write(`INSERT INTO org_unit(id) VALUES ('deleted-unit'), ('kept-unit')`)
	reads, over := make(chan struct{}), make(chan error)
	go func() {
		over <- d.Read(t.Context(), func(tx *db.Tx) error {
			_, err := db.One(tx, db.Value[int], `SELECT COUNT(*) FROM db_key`)
			close(reads)
			time.Sleep(100 * time.Millisecond)
			return err
		})
	}()
	<-reads
	write(`DELETE FROM org_unit WHERE id = 'deleted-unit'`)
	check(t, d.Wipe(t.Context(), "org_unit"))
	check(t, <-over)
	check(t, d.Read(t.Context(), func(tx *db.Tx) error {
		file, err := db.One(tx, db.Value[[]byte], `SELECT pg_read_binary_file(pg_relation_filepath('org_unit'))`)
		if bytes.Contains(file, []byte("deleted-unit")) {
			t.Error("the file still holds what was deleted")
		}
		return err
	}))
}

// safety B1, P1: whoever empties the log is not turned away by who carries it over.
func TestWipeBesideTheCheckpointer(t *testing.T) {
	d := dbtest.SQLite(t, dbtest.NewClock())
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 60 {
				if err := d.System(t.Context(), func(tx *db.Tx) error {
					_, err := tx.Exec(`DELETE FROM db_key`)
					return err
				}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	for range 60 {
		check(t, d.Wipe(t.Context(), "org_unit"))
	}
	all.Wait()
}
