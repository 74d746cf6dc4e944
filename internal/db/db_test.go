package db_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"chibo/internal/access"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/fault"
)

var by = access.Actor{Kind: access.Human, Account: "acc", Person: "per"}

func addUnit(tx *db.Tx, id string) error {
	if _, err := tx.Exec(`INSERT INTO org_unit(id) VALUES($1)`, id); err != nil {
		return err
	}
	return tx.Audit(db.Entry{Action: "org.found", Unit: id, Kind: "unit", Subject: id, Data: map[string]string{"id": id}})
}

func countUnits(t *testing.T, d *db.DB) int {
	t.Helper()
	var n int
	err := d.Read(t.Context(), func(tx *db.Tx) (err error) {
		n, err = db.One(tx, db.Value[int], `SELECT COUNT(*) FROM org_unit`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// I3: the same text on both engines; many writers at once, each answered for
// itself.
func TestWriteFromManyCallers(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		const callers = 40
		errs := make([]error, callers)
		var wg sync.WaitGroup
		for i := range callers {
			wg.Go(func() {
				errs[i] = d.Write(t.Context(), by, func(tx *db.Tx) error {
					if err := addUnit(tx, fmt.Sprint("u", i)); err != nil {
						return err
					}
					if i%4 == 0 {
						return fault.New(fault.Invalid, "org.refused")
					}
					return nil
				})
			})
		}
		wg.Wait()
		for i, err := range errs {
			if want := i%4 == 0; fault.Is(err, fault.Invalid) != want {
				t.Errorf("caller %d: %v", i, err)
			}
		}
		if got := countUnits(t, d); got != callers*3/4 {
			t.Errorf("%d units, want %d", got, callers*3/4)
		}
	})
}

func TestWriteIsRefused(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		for _, c := range []struct {
			name string
			run  func() error
			says string
		}{
			{"without an audit entry", func() error {
				return d.Write(t.Context(), by, func(tx *db.Tx) error {
					_, err := tx.Exec(`INSERT INTO org_unit(id) VALUES('x')`)
					return err
				})
			}, "without an audit entry"},
			{"inside Read", func() error {
				return d.Read(t.Context(), func(tx *db.Tx) error { return addUnit(tx, "x") })
			}, "inside Read"},
			{"of a record as bookkeeping", func() error {
				return d.System(t.Context(), func(tx *db.Tx) error { return addUnit(tx, "x") })
			}, "System may not"},
			{"of a record among bookkeeping", func() error {
				return d.System(t.Context(), func(tx *db.Tx) error {
					return tx.ExecAll(db.Statement{SQL: `DELETE FROM db_key`}, db.Statement{SQL: `INSERT INTO org_unit(id) VALUES('x')`})
				})
			}, "System may not"},
			{"of several rows, one of which is there", func() error {
				return d.Write(t.Context(), by, func(tx *db.Tx) error {
					add := db.Statement{SQL: `INSERT INTO org_unit(id) VALUES($1)`, Args: []any{"x"}}
					err := tx.ExecAll(add, add)
					if err != nil && !db.IsUnique(err) {
						t.Error("it is not told why")
					}
					return err
				})
			}, "constraint"},
			{"by a use case that panics", func() error {
				return d.Write(t.Context(), by, func(tx *db.Tx) error {
					if err := addUnit(tx, "x"); err != nil {
						return err
					}
					panic("defect")
				})
			}, "defect"},
		} {
			t.Run(c.name, func(t *testing.T) {
				err := c.run()
				if err == nil || !strings.Contains(err.Error(), c.says) {
					t.Errorf("got %v, want it to say %q", err, c.says)
				}
			})
		}
		if n := countUnits(t, d); n != 0 {
			t.Errorf("%d units were written all the same", n)
		}
	})
}

// safety R1: the same form sent twice is taken once, however close together.
func TestFormKeyIsTakenOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		var wg sync.WaitGroup
		var mu sync.Mutex
		done, repeated := 0, 0
		for i := range 20 {
			wg.Go(func() {
				err := d.Write(db.WithKey(t.Context(), "k"), by, func(tx *db.Tx) error { return addUnit(tx, fmt.Sprint("u", i)) })
				mu.Lock()
				defer mu.Unlock()
				switch {
				case err == nil:
					done++
				case fault.Is(err, fault.Repeated):
					repeated++
				default:
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if done != 1 || repeated != 19 || countUnits(t, d) != 1 {
			t.Errorf("done %d, repeated %d, units %d", done, repeated, countUnits(t, d))
		}
		// A refused form may be mended and sent again under its key.
		refuse := fault.New(fault.Invalid, "x")
		if err := d.Write(db.WithKey(t.Context(), "m"), by, func(*db.Tx) error { return refuse }); !errors.Is(err, refuse) {
			t.Error(err)
		}
		if err := d.Write(db.WithKey(t.Context(), "m"), by, func(tx *db.Tx) error { return addUnit(tx, "mended") }); err != nil {
			t.Error(err)
		}
	})
}

// A key is remembered for seven days, and then forgotten.
func TestForgetKeys(t *testing.T) {
	dbtest.EachClock(t, func(t *testing.T, d *db.DB, c *dbtest.Clock) {
		take := func(unit string) error {
			return d.Write(db.WithKey(t.Context(), "k"), by, func(tx *db.Tx) error { return addUnit(tx, unit) })
		}
		if err := take("first"); err != nil {
			t.Fatal(err)
		}
		for _, step := range []struct {
			days  int
			known bool
		}{{6, true}, {8, false}} {
			c.Set(dbtest.Today.AddDate(0, 0, step.days))
			if err := d.ForgetKeys(t.Context()); err != nil {
				t.Fatal(err)
			}
			if err := take(fmt.Sprint("after ", step.days)); fault.Is(err, fault.Repeated) != step.known {
				t.Errorf("after %d days: %v", step.days, err)
			}
		}
	})
}

func TestAfterCommitOnlyAfterCommit(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ran := 0
		_ = d.Write(t.Context(), by, func(tx *db.Tx) error {
			tx.AfterCommit(func() { ran++ })
			return errors.New("no")
		})
		if ran != 0 {
			t.Error("ran although nothing was committed")
		}
		err := d.Write(t.Context(), by, func(tx *db.Tx) error {
			tx.AfterCommit(func() { ran++ })
			return addUnit(tx, "u")
		})
		if err != nil || ran != 1 {
			t.Error(err, ran)
		}
	})
}

// A full database answers Full, reading goes on, and writing resumes once
// there is room (safety R4 in small).
func TestFullDatabase(t *testing.T) {
	dir := t.TempDir()
	d, err := db.Open(t.Context(), db.Options{Dir: dir, MaxPages: 1000})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	big := strings.Repeat("x", 20_000)
	for i := 0; err == nil && i < 1000; i++ {
		err = d.Write(t.Context(), by, func(tx *db.Tx) error {
			return tx.Audit(db.Entry{Action: "x", Kind: "x", Subject: fmt.Sprint(i), Data: big})
		})
	}
	if !fault.Is(err, fault.Full) {
		t.Fatalf("got %v, want a Full fault", err)
	}
	if n := countUnits(t, d); n != 0 {
		t.Error("reading stopped")
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	d, err = db.Open(t.Context(), db.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Write(t.Context(), by, func(tx *db.Tx) error { return addUnit(tx, "u") }); err != nil {
		t.Error(err)
	}
}

// safety R10: an old binary refuses a newer schema and says why.
func TestNewerSchemaIsRefused(t *testing.T) {
	dir := t.TempDir()
	d, err := db.Open(t.Context(), db.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	raw, err := sql.Open("sqlite", filepath.Join(dir, "chibo.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer raw.Close()
	if _, err := raw.Exec(`INSERT INTO goose_db_version(version_id, is_applied) VALUES(9999, 1)`); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Open(context.Background(), db.Options{Dir: dir}); !errors.Is(err, db.ErrNewerSchema) {
		t.Errorf("got %v, want ErrNewerSchema", err)
	}
}

// The scope in SQL agrees with access.Can on every row.
func TestWithinAgreesWithCan(t *testing.T) {
	action := access.Declare("x", access.For(access.Here, access.Secretary), access.For(access.Below, access.Officer), access.For(access.Self, access.Member))
	paths := []string{"a.", "a.b.", "a.bc.", "a.b.c.", "d."}
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		for _, role := range access.Roles {
			for _, at := range paths {
				actor := access.Actor{Kind: access.Human, Person: "p", Duties: []access.Duty{{Role: role, Unit: at, Path: at}}}
				for _, path := range paths {
					for _, person := range []string{"p", "q"} {
						var args db.Args
						q := "SELECT COUNT(*) FROM (SELECT CAST(" + args.Add(path) + " AS TEXT) AS path, CAST(" + args.Add(person) + " AS TEXT) AS person) r WHERE " +
							args.Within(access.ReachOf(actor, action), "r.path", "r.person")
						var n int
						err := d.Read(t.Context(), func(tx *db.Tx) (err error) {
							n, err = db.One(tx, db.Value[int], q, args...)
							return err
						})
						if want := access.Can(actor, action, access.Place{Path: path, Person: person}); err != nil || (n == 1) != want {
							t.Fatalf("%s at %s on %s of %s: SQL %d, Can %v, %v", role, at, path, person, n, want, err)
						}
					}
				}
			}
		}
	})
}

func TestDates(t *testing.T) {
	for _, c := range []struct {
		in string
		ok bool
	}{{"2026-02-28", true}, {"2026-02-29", false}, {"2024-02-29", true}, {"2026-02-30", false}, {"1975", true}, {"1975-13", false}, {"", false}, {"26-1-1", false}} {
		if _, ok := db.ParseDate(c.in); ok != c.ok {
			t.Errorf("ParseDate(%q) = %v", c.in, ok)
		}
	}
	for _, c := range []struct {
		from   db.Date
		months int
		want   db.Date
	}{{"2026-01-31", 1, "2026-02-28"}, {"2024-01-31", 1, "2024-02-29"}, {"2025-12-31", 12, "2026-12-31"}, {"2026-03-15", -1, "2026-02-15"}} {
		if got := c.from.AddMonths(c.months); got != c.want {
			t.Errorf("%s + %d months = %s, want %s", c.from, c.months, got, c.want)
		}
	}
}

// perf P4: the log is carried into the database while nobody waits for it.
func TestCheckpointBesideTheWriter(t *testing.T) {
	d := dbtest.SQLite(t, dbtest.NewClock())
	size := func() (n int64) {
		err := d.Read(t.Context(), func(tx *db.Tx) error {
			file, err := db.One(tx, db.Value[string], `SELECT file FROM pragma_database_list WHERE name = 'main'`)
			if err != nil {
				return err
			}
			info, err := os.Stat(file)
			if err == nil {
				n = info.Size()
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	before := size()
	var all sync.WaitGroup
	for i := range 100 {
		all.Go(func() {
			if err := d.Write(t.Context(), by, func(tx *db.Tx) error { return addUnit(tx, fmt.Sprint("u", i)) }); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	for until := time.Now().Add(10 * time.Second); size() == before; runtime.Gosched() {
		if time.Now().After(until) {
			t.Fatal("it was not")
		}
	}
}

// H3: what counts all records anew may take its time, a page may not.
func TestPatient(t *testing.T) {
	if !db.Watched(t.Context()) || db.Watched(db.Patient(t.Context())) {
		t.Error("the wrong one is watched")
	}
}
