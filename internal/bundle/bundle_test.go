package bundle_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/audit"
	"chibo/internal/bundle"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/document"
)

// pairs runs a test from each engine to each.
func pairs(t *testing.T, f func(t *testing.T, from, to box)) {
	for a, from := range engines {
		for b, to := range engines {
			t.Run(a+" to "+b, func(t *testing.T) {
				t.Parallel()
				f(t, from(t), to(t))
			})
		}
	}
}

// safety R8: an empty box holds afterwards what the backup saw, on either
// engine, and goes on from there.
func TestRestore(t *testing.T) {
	pairs(t, func(t *testing.T, from, to box) {
		d, key := from.open(t, 0), newKey(t)
		from.furnish(t, d, 4)
		archive, s := from.archive(t, d, key.Recipient())
		got, err := to.restore(t.Context(), archive, key)
		must(t, err)
		if diff := cmp.Diff(s, got); diff != "" || s.Files != 4 || s.Schema != db.NewestSchema() {
			t.Errorf("told %+v, %s", s, diff)
		}
		r := to.open(t, 0)
		sameState(t, from, to, d, r)
		to.sound(t, r, s.Audit)
		must(t, found(t.Context(), r, "after"))
		if _, err := to.restore(t.Context(), archive, key); !errors.Is(err, bundle.ErrNotEmpty) {
			t.Errorf("restored into a box that is in use: %v", err)
		}
		left, err := os.ReadDir(to.dir)
		must(t, err)
		for _, e := range left {
			if e.Name() == ".restore" {
				t.Error("the folder aside was left")
			}
		}
	})
}

// The row dump of the tests rests on the code under test: there and back again
// is judged by another.
func TestRoundTripByDigest(t *testing.T) {
	from, over, back := engines["sqlite"](t), engines["postgres"](t), engines["sqlite"](t)
	d := from.open(t, 0)
	from.furnish(t, d, 1)
	archive, _ := from.archive(t, d)
	_, err := over.restore(t.Context(), archive)
	must(t, err)
	archive, _ = over.archive(t, over.open(t, 0))
	_, err = back.restore(t.Context(), archive)
	must(t, err)
	apart := []string{"goose_db_version", "account_session"}
	if diff := cmp.Diff(dbtest.Digest(t, d, apart...), dbtest.Digest(t, back.open(t, 0), apart...)); diff != "" {
		t.Error(diff)
	}
}

// safety R8: while others write, the archive is one moment of it.
func TestBackupWhileWriting(t *testing.T) {
	pairs(t, func(t *testing.T, from, to box) {
		d := from.open(t, 0)
		from.furnish(t, d, 2)
		log := audit.New(d)
		stopLog := log.Start(t.Context())
		var writers sync.WaitGroup
		var stop atomic.Bool
		var written atomic.Int64
		for w := range 4 {
			writers.Go(func() {
				for i := 0; !stop.Load(); i++ {
					if err := found(t.Context(), d, fmt.Sprint("w", w, "-", i)); err != nil {
						t.Error(err)
						return
					}
					written.Add(1)
				}
			})
		}
		reach := func(n int64) {
			for written.Load() < n && !t.Failed() {
				time.Sleep(time.Millisecond)
			}
		}
		reach(50)
		before := written.Load()
		archive, s := from.archive(t, d)
		reach(written.Load() + 50)
		stop.Store(true)
		writers.Wait()
		stopLog()
		_, err := to.restore(t.Context(), archive)
		must(t, err)
		r := to.open(t, 0)
		kept, got := dump(t, d), dump(t, r)
		// The writers only add: each restored row is one of theirs, and the
		// units are those of which the log tells.
		for table, rows := range got {
			all := map[string]bool{}
			for _, row := range kept[table] {
				all[row] = true
			}
			for _, row := range rows {
				if !all[row] && table != "audit_pending" {
					t.Errorf("%s: %s was never there", table, row)
				}
			}
		}
		told := 0
		must(t, r.Read(t.Context(), func(tx *db.Tx) (err error) {
			told, err = db.One(tx, db.Value[int], `SELECT COUNT(*) FROM audit_entry WHERE action = 'test.found'`)
			return err
		}))
		if units := len(got["org_unit"]); units != told || units < int(before) || units >= len(kept["org_unit"]) {
			t.Errorf("%d units, %d told, %d before, %d after", units, told, before, len(kept["org_unit"]))
		}
		if report, err := log.Verify(t.Context(), s.Audit); err != nil || !report.Sound() {
			t.Errorf("the log did not stand as the archive names it: %v %v", err, report.Findings)
		}
		_, err = audit.New(r).Sequence(t.Context())
		must(t, err)
		to.sound(t, r, s.Audit)
	})
}

// safety R10: an archive of the schema before goes into today's program.
func TestRestoreOfAnOlderSchema(t *testing.T) {
	pairs(t, func(t *testing.T, from, to box) {
		d := from.open(t, db.NewestSchema()-1)
		for i := range 10 {
			must(t, found(t.Context(), d, fmt.Sprint("u", i)))
		}
		archive, s := from.archive(t, d)
		if s.Schema != d.Schema() || s.Schema >= db.NewestSchema() {
			t.Fatalf("schema %d", s.Schema)
		}
		_, err := to.restore(t.Context(), archive)
		must(t, err)
		r := to.open(t, 0)
		if r.Schema() != db.NewestSchema() {
			t.Errorf("schema %d", r.Schema())
		}
		after := dump(t, r)
		for table, rows := range dump(t, d) {
			if table != "org_kind" && !slices.Equal(rows, after[table]) {
				t.Errorf("%s differs", table)
			}
		}
		_, err = audit.New(r).Sequence(t.Context())
		must(t, err)
		to.sound(t, r)
	})
}

// Nothing is put where something is.
func TestRestoreRefusesWhatIsNotEmpty(t *testing.T) {
	from := engines["sqlite"](t)
	d := from.open(t, 0)
	from.furnish(t, d, 1)
	archive, _ := from.archive(t, d)

	full := box{dir: t.TempDir()}
	must(t, os.WriteFile(filepath.Join(full.dir, "a"), nil, 0o600))
	if _, err := full.restore(t.Context(), archive); !errors.Is(err, bundle.ErrNotEmpty) {
		t.Errorf("a folder with a file: %v", err)
	}

	used := engines["postgres"](t)
	r := used.open(t, 0)
	must(t, found(t.Context(), r, "u"))
	before := dump(t, r)
	fresh := box{dir: filepath.Join(t.TempDir(), "data"), url: used.url}
	if _, err := fresh.restore(t.Context(), archive); !errors.Is(err, db.ErrOccupied) {
		t.Errorf("a database in use: %v", err)
	}
	if diff := cmp.Diff(before, dump(t, r)); diff != "" {
		t.Error(diff)
	}
	if _, err := os.Stat(fresh.dir); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the data folder was made: %v", err)
	}

	killed := box{dir: t.TempDir()}
	must(t, os.MkdirAll(filepath.Join(killed.dir, ".restore", "files"), 0o700))
	if _, err := killed.restore(t.Context(), archive); err != nil {
		t.Errorf("after a restore that was killed: %v", err)
	}
}

// Whoever stops a restore, at any moment, finds nothing that looks whole.
func TestRestoreInterrupted(t *testing.T) {
	from := engines["sqlite"](t)
	d := from.open(t, 0)
	from.furnish(t, d, 3)
	archive, _ := from.archive(t, d)
	for name, make := range engines {
		t.Run(name, func(t *testing.T) {
			to := make(t)
			for at := 0; at < len(archive); at += len(archive)/7 + 1 {
				ctx, stop := context.WithCancel(t.Context())
				in, err := bundle.Unseal(&stopper{data: archive, at: at, stop: stop})
				must(t, err)
				if _, err := bundle.Restore(ctx, in, to.target()); !errors.Is(err, context.Canceled) {
					t.Errorf("stopped at %d: %v", at, err)
				}
				if _, err := os.Stat(to.dir); !errors.Is(err, os.ErrNotExist) {
					t.Errorf("stopped at %d: the data folder is there", at)
				}
			}
			_, err := to.restore(t.Context(), archive)
			must(t, err)
			sameState(t, from, to, d, to.open(t, 0))
		})
	}
}

// stopper calls stop when it was read up to a place.
type stopper struct {
	data []byte
	at   int
	read int
	stop func()
}

func (s *stopper) Read(p []byte) (int, error) {
	if s.read >= s.at {
		s.stop()
	}
	n := copy(p[:min(len(p), 512)], s.data[s.read:])
	s.read += n
	if n == 0 {
		return 0, io.EOF
	}
	return n, nil
}

// safety R5: a disk that fills up is told, at every place.
func TestBackupOntoAFullDisk(t *testing.T) {
	from := engines["sqlite"](t)
	d, key := from.open(t, 0), newKey(t)
	from.furnish(t, d, 3)
	whole, _ := from.archive(t, d, key.Recipient())
	full := errors.New("full")
	for room := 0; room < len(whole); room += len(whole)/9 + 1 {
		err := func() error {
			sealed, err := bundle.Seal(&smallDisk{room, full}, key.Recipient())
			if err != nil {
				return err
			}
			if _, err := bundle.Backup(t.Context(), from.source(d), sealed); err != nil {
				return err
			}
			return sealed.Close()
		}()
		if !errors.Is(err, full) {
			t.Errorf("room for %d bytes: %v", room, err)
		}
	}
}

type smallDisk struct {
	room int
	full error
}

func (s *smallDisk) Write(p []byte) (int, error) {
	n := min(len(p), s.room)
	s.room -= n
	if n < len(p) {
		return n, s.full
	}
	return n, nil
}

// An attachment that is missing or altered is found by doctor, and no archive
// is made that could not be put back.
func TestDamagedAttachment(t *testing.T) {
	for name, damage := range map[string]func(path string) error{
		"missing": os.Remove,
		"altered": func(path string) error { return os.WriteFile(path, []byte("tệp 0 x"), 0o600) },
		"longer":  func(path string) error { return os.WriteFile(path, []byte("tệp 0 and more"), 0o600) },
		"shorter": func(path string) error { return os.Truncate(path, 3) },
	} {
		t.Run(name, func(t *testing.T) {
			b := engines["sqlite"](t)
			d := b.open(t, 0)
			b.furnish(t, d, 1)
			for place := range b.files(t) {
				must(t, damage(filepath.Join(b.dir, place)))
			}
			must(t, os.WriteFile(filepath.Join(b.dir, document.Folder, "stray"), nil, 0o600))
			must(t, os.WriteFile(filepath.Join(b.dir, document.Folder, ".new-1"), nil, 0o600))
			s, err := bundle.Examine(t.Context(), d, b.dir)
			if err != nil || s.Sound() || len(s.Damaged) != 1 || s.Orphans != 1 || s.Unfinished != 1 {
				t.Errorf("%v %+v", err, s)
			}
			if _, err := bundle.Backup(t.Context(), b.source(d), io.Discard); err == nil {
				t.Error("backed up all the same")
			}
		})
	}
}
