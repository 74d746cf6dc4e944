package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chibo/internal/app"
	"chibo/internal/db"
	"chibo/internal/dbtest"
)

// done runs a command that must succeed, and gives what it printed.
func done(t *testing.T, args ...string) string {
	t.Helper()
	code, out, told := chibo(t, args...)
	if code != exitDone || told != "" {
		t.Fatalf("%v: exit code %d, said %q", args, code, told)
	}
	return out
}

// key makes a key and gives its file and its public part.
func key(t *testing.T) (path, public string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "key")
	return path, strings.TrimSpace(done(t, "backup", "--new-key", path))
}

// safety R8: what an operator does, from the key to the new machine, on either
// engine.
func TestBackupAndRestore(t *testing.T) {
	dir := house(t)
	done(t, "import", "members", file(t, "a.csv", people), "--org", "CB01", "--data", dir)
	secret, public := key(t)
	words := file(t, "words", "một câu dài mà chỉ chi ủy biết\n")
	before := digest(t, dir)
	for name, c := range map[string]struct{ seal, open []string }{
		"key":        {[]string{"--recipient", public}, []string{"--identity", secret}},
		"key file":   {[]string{"--recipient", file(t, "keys", "# chi ủy\n"+public+"\n")}, []string{"--identity", secret}},
		"passphrase": {[]string{"--passphrase-file", words}, []string{"--passphrase-file", words}},
		"plain":      {[]string{"--plain"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			archive := filepath.Join(t.TempDir(), "b.chibo")
			told := done(t, append([]string{"backup", archive, "--data", dir}, c.seal...)...)
			if !strings.Contains(told, "checkpoint to keep outside: ") {
				t.Errorf("backup said %q", told)
			}
			info, err := os.Stat(archive)
			must(t, err)
			if info.Mode().Perm() != 0o600 {
				t.Errorf("others may read it: %v", info.Mode())
			}
			data, err := os.ReadFile(archive)
			must(t, err)
			if readable := bytes.Contains(data, []byte("Nguyễn Văn A")); readable != (name == "plain") {
				t.Errorf("readable: %v", readable)
			}
			checked := done(t, append([]string{"doctor", "--archive", archive}, c.open...)...)
			new := filepath.Join(t.TempDir(), "new")
			if restored := done(t, append([]string{"restore", archive, "--data", new}, c.open...)...); restored != told || checked != told {
				t.Errorf("backup said %q, doctor %q, restore %q", told, checked, restored)
			}
			after := digest(t, new)
			after["goose_db_version"] = before["goose_db_version"] // tells when the schema was made
			if diff := cmp.Diff(before, after); diff != "" {
				t.Errorf("the new house differs: %s", diff)
			}
			done(t, "doctor", "--data", new)
		})
	}
	t.Run("PostgreSQL", func(t *testing.T) {
		url, archive := dbtest.PostgresURL(t), filepath.Join(t.TempDir(), "b.chibo")
		done(t, "backup", archive, "--recipient", public, "--data", dir)
		done(t, "restore", archive, "--identity", secret, "--db", url, "--data", filepath.Join(t.TempDir(), "pg"))
		done(t, "doctor", "--db", url, "--data", filepath.Join(t.TempDir(), "pg"))
	})
}

// A backup to the standard output is the archive and nothing else.
func TestBackupToStandardOutput(t *testing.T) {
	dir := house(t)
	out := done(t, "backup", "-", "--plain", "--data", dir)
	archive := file(t, "b.chibo", out)
	var s struct {
		Rows   int64
		Schema int64 `json:"schema"`
	}
	must(t, json.Unmarshal([]byte(done(t, "doctor", "--archive", archive, "--json")), &s))
	if s.Rows == 0 || s.Schema == 0 {
		t.Errorf("%+v", s)
	}
}

// doctor --json says what it looked at.
func TestDoctorTells(t *testing.T) {
	dir := house(t)
	var f findings
	must(t, json.Unmarshal([]byte(done(t, "doctor", "--json", "--data", dir)), &f))
	if !f.Sound || f.Schema == 0 || f.Audit.Size < 2 || f.Database == nil {
		t.Errorf("%+v", f)
	}
}

// H3: doctor counts members anew, finds a sum that was falsified, and mends it.
func TestDoctorCountsAgain(t *testing.T) {
	dir := house(t)
	done(t, "import", "members", file(t, "a.csv", people), "--org", "CB01", "--data", dir)
	done(t, "doctor", "--data", dir)
	withHouse(t, dir, func(a *app.App) {
		must(t, a.DB.System(t.Context(), func(tx *db.Tx) error {
			n, err := tx.Exec(`UPDATE figure_sum SET sums = '' WHERE period = '' AND figure = 'member.count'`)
			if n != 2 { // the cell, the committee
				t.Errorf("%d sums", n)
			}
			return err
		}))
	})
	code, out, _ := chibo(t, "doctor", "--data", dir)
	if code != exitFailed || !strings.Contains(out, "figure: member.count of unit ") {
		t.Errorf("exit code %d:\n%s", code, out)
	}
	if out := done(t, "doctor", "--recount", "--data", dir); !strings.Contains(out, "figures: 2 sums were written anew") {
		t.Error(out)
	}
	done(t, "doctor", "--data", dir)
}

// A file gets its name only once it is whole: what stood there before stays
// until then.
func TestWholeFile(t *testing.T) {
	path := file(t, "b", "old")
	full := errors.New("full")
	err := wholeFile(path, func(w io.Writer) error {
		_, err := io.WriteString(w, "half")
		return errors.Join(err, full)
	})
	left, _ := filepath.Glob(path + "*")
	data, _ := os.ReadFile(path)
	if !errors.Is(err, full) || len(left) != 1 || string(data) != "old" {
		t.Errorf("%v, left %v, holds %q", err, left, data)
	}
}
