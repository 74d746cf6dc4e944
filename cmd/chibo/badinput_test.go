package main

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"maps"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"chibo/internal/access"
	"chibo/internal/app"
	"chibo/internal/dbtest"
	"chibo/internal/member"
	"chibo/internal/org"
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// chibo runs a command and gives its exit code and what it printed.
func chibo(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	code = run(t.Context(), args, &out, &errs)
	return code, out.String(), errs.String()
}

// house makes a data folder with a committee "DB" and its cell "CB01".
func house(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	withHouse(t, dir, func(a *app.App) {
		root, err := a.Orgs.Found(t.Context(), access.Console, org.Form{Name: "Đảng bộ Sở Y tế", Kind: "base", Code: "DB", From: "2010-01-01"})
		must(t, err)
		_, err = a.Orgs.Found(t.Context(), access.Console, org.Form{Name: "Chi bộ Trạm Y tế", Kind: "cell", Code: "CB01", Parent: root, From: "2010-01-01"})
		must(t, err)
	})
	return dir
}

func withHouse(t *testing.T, dir string, f func(*app.App)) {
	t.Helper()
	a, err := app.Open(t.Context(), app.Options{Dir: dir})
	must(t, err)
	f(a)
	must(t, a.Close())
}

// digest is what a data folder holds.
func digest(t *testing.T, dir string) (all map[string]string) {
	t.Helper()
	withHouse(t, dir, func(a *app.App) { all = dbtest.Digest(t, a.DB) })
	return all
}

func file(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	must(t, os.WriteFile(path, []byte(text), 0o600))
	return path
}

const (
	people = "Họ và tên;Ngày sinh;Ngày vào Đảng;Ngày chính thức\nNguyễn Văn A;03/02/1980;01/03/2010;01/03/2011\nTrần Thị B;1985;2012;2013\n"
	faulty = "Họ và tên;Ngày sinh;Ngày vào Đảng;Ngày chính thức\nNguyễn Văn A;30/02/1980;2010;2011\n"
)

// Wrong use is exit code 2, a failure 1; either is told in one line on the
// standard error that says what to do, and nothing is written.
func TestCommandsRefuse(t *testing.T) {
	dir, nowhere := house(t), filepath.Join(t.TempDir(), "nowhere")
	good, bad := file(t, "a.csv", people), file(t, "a.csv", faulty)
	secret, public := key(t)
	_, other := key(t)
	closed, open := filepath.Join(t.TempDir(), "closed"), filepath.Join(t.TempDir(), "open")
	done(t, "backup", closed, "--recipient", other, "--data", dir)
	done(t, "backup", open, "--plain", "--data", dir)
	busy, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	defer busy.Close()
	before := digest(t, dir)
	for _, c := range []struct {
		what string
		args []string
		code int
		says string
	}{
		{"unknown command", []string{"fly"}, exitUsage, "fly"},
		{"no command", nil, exitUsage, "expected one of"},
		{"unknown flag", []string{"serve", "--wings"}, exitUsage, "--wings"},
		{"flag without a value", []string{"serve", "--addr"}, exitUsage, "--addr"},
		{"no file", []string{"import", "members", "--org", "CB01", "--data", dir}, exitUsage, "<file>"},
		{"file not there", []string{"import", "members", nowhere, "--org", "CB01", "--data", dir}, exitUsage, "nowhere"},
		{"folder for a file", []string{"import", "members", dir, "--org", "CB01", "--data", dir}, exitUsage, "exists but is a directory"},
		{"no organisation", []string{"import", "members", good, "--data", dir}, exitUsage, "--org"},
		{"unknown organisation", []string{"import", "members", good, "--org", "CB99", "--data", dir}, exitFailed, "CB99"},
		{"no list", []string{"import", "members", file(t, "a.xlsx", "<html></html>"), "--org", "CB01", "--data", dir}, exitFailed, "trang web"},
		{"marked list", []string{"import", "members", file(t, "a.csv", "MẬT;;;\n"+people), "--org", "CB01", "--data", dir}, exitFailed, "mật"},
		{"marked name", []string{"import", "members", file(t, "TỐI MẬT.csv", people), "--org", "CB01", "--data", dir}, exitFailed, "mật"},
		{"committee without a column", []string{"import", "members", good, "--org", "DB", "--data", dir}, exitFailed, "lỗi, chưa nhập gì"},
		{"faults", []string{"import", "members", bad, "--org", "CB01", "--data", dir}, exitFailed, "1 lỗi, chưa nhập gì"},
		{"import into nowhere", []string{"import", "members", good, "--org", "CB01", "--data", nowhere}, exitFailed, "--data"},
		{"export from nowhere", []string{"export", "members", "--org", "CB01", "--data", nowhere}, exitFailed, "--data"},
		{"export of another kind", []string{"export", "members", "--org", "CB01", "--out", "a.pdf", "--data", dir}, exitFailed, ".xlsx or .csv"},
		{"export into no folder", []string{"export", "members", "--org", "CB01", "--out", filepath.Join(nowhere, "a.csv"), "--data", dir}, exitFailed, "nowhere"},
		{"doctor of nowhere", []string{"doctor", "--data", nowhere}, exitFailed, "--data"},
		{"doctor with a bad checkpoint", []string{"doctor", "--checkpoint", "x", "--data", dir}, exitFailed, "checkpoint"},
		{"admin of nowhere", []string{"admin", "create-account", "--name", "Nguyễn Văn A", "--data", nowhere}, exitFailed, "--data"},
		{"nobody of this name", []string{"admin", "reset-password", "ai", "--data", dir}, exitFailed, "no account has the user name"},
		{"unknown role", []string{"admin", "grant", "ai", "king", "--data", dir}, exitUsage, "king"},
		{"today is no date", []string{"demo", "--today", "30/02/2026", "--data", nowhere}, exitFailed, "YYYY-MM-DD"},
		{"address in use", []string{"serve", "--addr", busy.Addr().String(), "--data", dir}, exitFailed, "--addr"},
		{"no port", []string{"serve", "--addr", "localhost", "--data", dir}, exitFailed, "HOST:PORT"},
		{"port out of range", []string{"serve", "--addr", "127.0.0.1:99999", "--data", dir}, exitFailed, "--addr"},
		{"no PostgreSQL", []string{"doctor", "--db", "postgres://a@127.0.0.1:1/b"}, exitFailed, "PostgreSQL does not answer"},
		{"no PostgreSQL address", []string{"doctor", "--db", "postgres://%zz"}, exitFailed, "PostgreSQL address cannot be read"},
		{"no key to the certificate", []string{"serve", "--tls-cert", good, "--data", dir}, exitUsage, "--tls-key"},
		{"no certificate", []string{"serve", "--tls-cert", good, "--tls-key", good, "--data", dir}, exitFailed, "certificate"},
		{"backup that nobody said who may open", []string{"backup", "b", "--data", dir}, exitUsage, "--recipient"},
		{"backup opened in two ways", []string{"backup", "b", "--plain", "--recipient", public, "--data", dir}, exitUsage, "--recipient"},
		{"backup into no file", []string{"backup", "--plain", "--data", dir}, exitUsage, "name the file"},
		{"backup into no folder", []string{"backup", filepath.Join(nowhere, "b"), "--plain", "--data", dir}, exitFailed, "nowhere"},
		{"backup of nowhere", []string{"backup", "b", "--plain", "--data", nowhere}, exitFailed, "--data"},
		{"backup to no key", []string{"backup", "b", "--recipient", "age1x", "--data", dir}, exitFailed, "age1x"},
		{"backup to a file of no keys", []string{"backup", "b", "--recipient", good, "--data", dir}, exitFailed, "--recipient"},
		{"backup with an empty passphrase", []string{"backup", "b", "--passphrase-file", file(t, "p", "\n"), "--data", dir}, exitFailed, "empty"},
		{"key over a key", []string{"backup", "--new-key", secret}, exitFailed, "exists"},
		{"key and backup at once", []string{"backup", "b", "--new-key", "k", "--data", dir}, exitUsage, "--new-key"},
		{"restore of nothing", []string{"restore", nowhere, "--data", nowhere}, exitFailed, "nowhere"},
		{"restore of something else", []string{"restore", good, "--data", nowhere}, exitFailed, "no archive"},
		{"restore without a key", []string{"restore", closed, "--data", nowhere}, exitFailed, "encrypted"},
		{"restore with another key", []string{"restore", closed, "--identity", secret, "--data", nowhere}, exitFailed, "does not open"},
		{"restore with no key in the file", []string{"restore", closed, "--identity", good, "--data", nowhere}, exitFailed, "holds no key"},
		{"restore over something", []string{"restore", open, "--data", dir}, exitFailed, "not empty"},
		{"restore into no PostgreSQL", []string{"restore", open, "--data", nowhere, "--db", "postgres://a@127.0.0.1:1/b"}, exitFailed, "PostgreSQL does not answer"},
		{"doctor of no archive", []string{"doctor", "--archive", good}, exitFailed, "no archive"},
		{"no settings", []string{"--config", file(t, "c", "addr\n"), "doctor", "--data", dir}, exitUsage, "name = value"},
	} {
		t.Run(c.what, func(t *testing.T) {
			code, _, told := chibo(t, c.args...)
			if code != c.code || !strings.Contains(told, c.says) {
				t.Errorf("exit code %d, said %q", code, told)
			}
			if lines := strings.Count(told, "\n"); lines != 1 {
				t.Errorf("%d lines: %q", lines, told)
			}
		})
	}
	for table, rows := range digest(t, dir) {
		if rows != before[table] && table != "audit_read" { // whoever exports has read
			t.Errorf("%s was written", table)
		}
	}
	if _, err := os.Stat(nowhere); err == nil {
		t.Error("a folder was made")
	}
}

// The contract of `chibo import members --json`: faults are told with their
// row, and a dry run writes nothing.
func TestImportTells(t *testing.T) {
	dir := house(t)
	before := digest(t, dir)
	read := func(code int, args ...string) (r member.Report) {
		t.Helper()
		got, out, told := chibo(t, append([]string{"import", "members", "--org", "CB01", "--json", "--data", dir}, args...)...)
		if err := json.Unmarshal([]byte(out), &r); err != nil || got != code {
			t.Fatalf("exit code %d, %v: %s%s", got, err, out, told)
		}
		return r
	}
	if r := read(exitFailed, file(t, "a.csv", faulty)); len(r.Faults) != 1 || r.Faults[0].Row != 2 || r.Faults[0].Value != "30/02/1980" {
		t.Errorf("faults: %+v", r.Faults)
	}
	if r := read(exitDone, file(t, "a.csv", people), "--dry-run"); r.New != 2 || r.Rows != 2 {
		t.Errorf("dry run: %+v", r)
	}
	if !maps.Equal(before, digest(t, dir)) {
		t.Error("something was written")
	}
	if r := read(exitDone, file(t, "a.csv", people)); r.New != 2 {
		t.Errorf("import: %+v", r)
	}
}

// What is exported in the 29 columns is read again as it is: all the same.
func TestExportRoundTrip(t *testing.T) {
	dir := house(t)
	if code, _, told := chibo(t, "import", "members", file(t, "a.csv", people), "--org", "CB01", "--data", dir); code != exitDone {
		t.Fatal(told)
	}
	for _, name := range []string{"a.xlsx", "a.csv"} {
		out := filepath.Join(t.TempDir(), name)
		if code, _, told := chibo(t, "export", "members", "--org", "CB01", "--out", out, "--data", dir); code != exitDone {
			t.Fatal(told)
		}
		_, text, told := chibo(t, "import", "members", out, "--org", "CB01", "--json", "--data", dir)
		var r member.Report
		if err := json.Unmarshal([]byte(text), &r); err != nil || r.Same != 2 || r.Rows != 2 || len(r.Faults) > 0 {
			t.Errorf("%s: %v %+v %s", name, err, r, told)
		}
	}
}

// safety R10: an older binary refuses a newer schema and says what to do.
func TestNewerSchema(t *testing.T) {
	dir := house(t)
	raw, err := sql.Open("sqlite", filepath.Join(dir, "chibo.db"))
	must(t, err)
	_, err = raw.Exec(`INSERT INTO goose_db_version(version_id, is_applied) VALUES(999999, 1)`)
	must(t, err)
	must(t, raw.Close())
	for _, args := range [][]string{{"serve", "--addr", "127.0.0.1:0"}, {"doctor"}, {"backup", "-", "--plain"}, {"export", "members", "--org", "CB01"}} {
		code, _, told := chibo(t, append(args, "--data", dir)...)
		if code != exitFailed || !strings.Contains(told, "newer chibo: install that version, or restore the backup") || strings.Count(told, "\n") != 1 {
			t.Errorf("%v: %d %q", args, code, told)
		}
	}
}
