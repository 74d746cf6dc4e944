package bench

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"filippo.io/age"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/bundle"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/document"
)

// What the box of BenchmarkBackup holds: some 100 MB of files and 100 MB of
// rows.
const (
	backupFiles    = 200
	backupFileSize = 500_000
	backupEntries  = 80_000
)

// perf P11: an encrypted backup while somebody writes without pause, and its
// restore with everything verified; the longest that a write waited, and the
// memory that the program holds.
func BenchmarkBackup(b *testing.B) {
	for name, url := range map[string]func(testing.TB) string{"sqlite": func(testing.TB) string { return "" }, "postgres": dbtest.PostgresURL} {
		b.Run(name, func(b *testing.B) {
			dir := b.TempDir()
			d, err := db.Open(b.Context(), db.Options{Dir: dir, URL: url(b)})
			if err != nil {
				b.Fatal(err)
			}
			defer d.Close()
			fillBox(b, d, dir)
			key, err := age.GenerateX25519Identity()
			if err != nil {
				b.Fatal(err)
			}
			archive := filepath.Join(b.TempDir(), "archive")
			for b.Loop() {
				stop := writeOn(b, d)
				start := time.Now()
				size := backUp(b, bundle.Source{DB: d, Dir: dir}, archive, key.Recipient())
				b.ReportMetric(time.Since(start).Seconds()*1e9/float64(size), "backup-s/GB")
				b.ReportMetric(float64(stop().Milliseconds()), "longest-wait-ms")
				to := bundle.Target{Dir: filepath.Join(b.TempDir(), db.NewID()), URL: url(b)}
				start = time.Now()
				putBack(b, archive, key, to)
				b.ReportMetric(time.Since(start).Seconds()*1e9/float64(size), "restore-s/GB")
				b.ReportMetric(float64(size)/1e6, "MB")
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				b.ReportMetric(float64(m.Sys)/1e6, "memory-MB")
			}
		})
	}
}

func fillBox(b *testing.B, d *db.DB, dir string) {
	data := make([]byte, backupFileSize)
	text := strings.Repeat("Đồng chí phát biểu ý kiến. ", 18)
	const batch = 1000
	for i := 0; i < backupEntries; i += batch {
		err := d.Write(b.Context(), access.Console, func(tx *db.Tx) error {
			for range batch {
				if err := tx.Audit(db.Entry{Action: "bench.note", Kind: "bench", Data: text}); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	for range backupFiles {
		_, _ = rand.Read(data)
		sum := sha256.Sum256(data)
		hash := hex.EncodeToString(sum[:])
		path := filepath.Join(dir, document.Place(hash))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(path, data, 0o600); err != nil {
			b.Fatal(err)
		}
		err := d.Write(b.Context(), access.Console, func(tx *db.Tx) error {
			if _, err := tx.Exec(`INSERT INTO document_file(hash, size, type, at) VALUES($1, $2, 'text/plain', $3)`, hash, len(data), tx.Now); err != nil {
				return err
			}
			return tx.Audit(db.Entry{Action: "bench.attach", Kind: "bench"})
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	if _, err := audit.New(d).Sequence(b.Context()); err != nil {
		b.Fatal(err)
	}
}

// writeOn writes one entry after the other until stop, which tells the longest
// that one took.
func writeOn(b *testing.B, d *db.DB) (stop func() time.Duration) {
	ctx, cancel := context.WithCancel(b.Context())
	longest := make(chan time.Duration)
	go func() {
		var most time.Duration
		for n := 0; ctx.Err() == nil; n++ {
			start := time.Now()
			err := d.Write(ctx, access.Console, func(tx *db.Tx) error {
				return tx.Audit(db.Entry{Action: "bench.write", Kind: "bench", Subject: fmt.Sprint(n)})
			})
			if err != nil && ctx.Err() == nil {
				b.Error(err)
				break
			}
			most = max(most, time.Since(start))
		}
		longest <- most
	}()
	return func() time.Duration {
		cancel()
		return <-longest
	}
}

// backUp writes an archive and gives its bytes.
func backUp(b *testing.B, from bundle.Source, path string, to age.Recipient) int64 {
	out, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	sealed, err := bundle.Seal(out, to)
	if err != nil {
		b.Fatal(err)
	}
	if _, err := bundle.Backup(b.Context(), from, sealed); err != nil {
		b.Fatal(err)
	}
	if err := sealed.Close(); err != nil {
		b.Fatal(err)
	}
	if err := out.Sync(); err != nil {
		b.Fatal(err)
	}
	info, err := out.Stat()
	if err != nil {
		b.Fatal(err)
	}
	if err := out.Close(); err != nil {
		b.Fatal(err)
	}
	return info.Size()
}

func putBack(b *testing.B, path string, key age.Identity, to bundle.Target) {
	in, err := os.Open(path)
	if err != nil {
		b.Fatal(err)
	}
	defer in.Close()
	stream, err := bundle.Unseal(in, key)
	if err != nil {
		b.Fatal(err)
	}
	if _, err := bundle.Restore(b.Context(), stream, to); err != nil {
		b.Fatal(err)
	}
}
