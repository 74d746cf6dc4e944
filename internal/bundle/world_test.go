package bundle_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"filippo.io/age"
	"github.com/google/go-cmp/cmp"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/bundle"
	"chibo/internal/db"
	"chibo/internal/dbtest"
	"chibo/internal/document"
)

var by = access.Actor{Kind: access.Human, Account: "acc", Person: "per"}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// box is a place where chibo may live.
type box struct{ dir, url string }

// engines are how a test names an empty box on each engine.
var engines = map[string]func(t testing.TB) box{
	"sqlite":   func(t testing.TB) box { return box{dir: filepath.Join(t.TempDir(), "data")} },
	"postgres": func(t testing.TB) box { return box{filepath.Join(t.TempDir(), "data"), emptyPostgres(t)} },
}

// emptyPostgres is a database without any table.
func emptyPostgres(t testing.TB) string {
	t.Helper()
	url := dbtest.PostgresURL(t)
	raw, err := sql.Open("pgx", url)
	must(t, err)
	defer raw.Close()
	_, err = raw.Exec(`DROP SCHEMA public CASCADE; CREATE SCHEMA public`)
	must(t, err)
	return url
}

func (b box) target() bundle.Target { return bundle.Target{Dir: b.dir, URL: b.url} }

// open opens the box at a schema; 0 is the newest.
func (b box) open(t testing.TB, schema int64) *db.DB {
	t.Helper()
	must(t, os.MkdirAll(b.dir, 0o700))
	d, err := db.Open(t.Context(), db.Options{Dir: b.dir, URL: b.url, Schema: schema})
	must(t, err)
	t.Cleanup(func() { must(t, d.Close()) })
	return d
}

// source is the box, open, as what a backup is made of.
func (b box) source(d *db.DB) bundle.Source { return bundle.Source{DB: d, Dir: b.dir, Chibo: "v1"} }

// furnish fills a box with what is hard to carry: texts that JSON or SQL might
// bend, nothing beside "", the greatest numbers, a row that refers to a later
// one of its table, rows that an archive leaves out, and files.
func (b box) furnish(t testing.TB, d *db.DB, files int) {
	t.Helper()
	must(t, d.Write(t.Context(), by, func(tx *db.Tx) error {
		for _, s := range []string{
			`INSERT INTO member_person(id, name, sort_key, folded, sex, birth) VALUES('p2', 'Nguyễn Văn A', 'a', 'nguyen van a', 'male', '1980-02-03')`,
			`INSERT INTO member_person(id, name, sort_key, folded, merged_into) VALUES('p3', '', 'b', '', 'p2')`,
			`INSERT INTO member_person(id, name, sort_key, folded, version) VALUES('p4', '"<&>''\n] ' || ' ☭', 'c', '', 2147483647)`,
			`UPDATE member_person SET merged_into = 'p3' WHERE id = 'p2'`,
			`INSERT INTO account_session(token, data, expires_at) VALUES('s', '', 1)`,
			`INSERT INTO account_login(id, person_id, username, state, totp_step) VALUES('l', 'p2', 'a', 'active', 9223372036854775807)`,
			`DELETE FROM org_kind WHERE id = 'women'`,
		} {
			if _, err := tx.Exec(s); err != nil {
				return err
			}
		}
		return tx.Audit(db.Entry{Action: "test.furnish", Kind: "test", Data: "Đảng"})
	}))
	for i := range files {
		b.attach(t, d, fmt.Appendf(nil, "tệp %d %s", i, bytes.Repeat([]byte{byte(i)}, 3000*i)))
	}
	_, err := audit.New(d).Sequence(t.Context())
	must(t, err)
}

// attach stores a file as document does.
func (b box) attach(t testing.TB, d *db.DB, data []byte) {
	t.Helper()
	sum := sha256.Sum256(data)
	hash := hex.EncodeToString(sum[:])
	path := filepath.Join(b.dir, document.Place(hash))
	must(t, os.MkdirAll(filepath.Dir(path), 0o700))
	must(t, os.WriteFile(path, data, 0o600))
	must(t, d.Write(t.Context(), by, func(tx *db.Tx) error {
		_, err := tx.Exec(`INSERT INTO document_file(hash, size, type, at) VALUES($1, $2, 'text/plain', $3)`, hash, len(data), tx.Now)
		if err != nil {
			return err
		}
		return tx.Audit(db.Entry{Action: "test.attach", Kind: "test", Subject: hash})
	}))
}

// found adds a unit, with an entry in the log.
func found(ctx context.Context, d *db.DB, id string) error {
	return d.Write(ctx, by, func(tx *db.Tx) error {
		if _, err := tx.Exec(`INSERT INTO org_unit(id) VALUES($1)`, id); err != nil {
			return err
		}
		return tx.Audit(db.Entry{Action: "test.found", Kind: "test", Subject: id})
	})
}

// dump is everything in a database but what archives leave out, a line a row.
func dump(t testing.TB, d *db.DB) map[string][]string {
	t.Helper()
	all := map[string][]string{}
	must(t, d.Read(t.Context(), func(tx *db.Tx) error {
		tables, err := db.Tables(tx)
		if err != nil {
			return err
		}
		for _, table := range tables {
			if slices.Contains([]string{"account_session", "account_throttle", "db_key"}, table.Name) {
				continue
			}
			all[table.Name] = []string{}
			err := table.Each(tx, func(row []any) error {
				line, err := json.Marshal(row)
				all[table.Name] = append(all[table.Name], string(line))
				return err
			})
			if err != nil {
				return err
			}
		}
		return nil
	}))
	return all
}

// files are the stored files of a box by their place.
func (b box) files(t testing.TB) map[string]string {
	t.Helper()
	all := map[string]string{}
	found, err := filepath.Glob(filepath.Join(b.dir, document.Folder, "*", "*"))
	must(t, err)
	for _, path := range found {
		data, err := os.ReadFile(path)
		must(t, err)
		rel, err := filepath.Rel(b.dir, path)
		must(t, err)
		all[rel] = string(data)
	}
	return all
}

// archive backs up into memory.
func (b box) archive(t testing.TB, d *db.DB, to ...age.Recipient) ([]byte, bundle.Summary) {
	t.Helper()
	var out bytes.Buffer
	sealed, err := bundle.Seal(&out, to...)
	must(t, err)
	s, err := bundle.Backup(t.Context(), b.source(d), sealed)
	must(t, err)
	must(t, sealed.Close())
	return out.Bytes(), s
}

func (b box) restore(ctx context.Context, archive []byte, keys ...age.Identity) (bundle.Summary, error) {
	in, err := bundle.Unseal(bytes.NewReader(archive), keys...)
	if err != nil {
		return bundle.Summary{}, err
	}
	return bundle.Restore(ctx, in, b.target())
}

// sameState compares two boxes, rows and files.
func sameState(t *testing.T, from, to box, a, b *db.DB) {
	t.Helper()
	if diff := cmp.Diff(dump(t, a), dump(t, b)); diff != "" {
		t.Errorf("rows: %s", diff)
	}
	if diff := cmp.Diff(from.files(t), to.files(t)); diff != "" {
		t.Errorf("files: %s", diff)
	}
}

// sound has doctor's checks find nothing.
func (b box) sound(t *testing.T, d *db.DB, kept ...audit.Checkpoint) {
	t.Helper()
	state, err := bundle.Examine(t.Context(), d, b.dir)
	must(t, err)
	report, err := audit.New(d).Verify(t.Context(), kept...)
	must(t, err)
	if !state.Sound() || state.Orphans > 0 || !report.Sound() {
		t.Errorf("not sound: %+v %+v", state, report.Findings)
	}
}

func newKey(t testing.TB) *age.X25519Identity {
	t.Helper()
	key, err := age.GenerateX25519Identity()
	must(t, err)
	return key
}
