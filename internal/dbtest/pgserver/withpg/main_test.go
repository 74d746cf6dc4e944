package main

import (
	"bufio"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"chibo/internal/dbtest/pgserver"
)

// TestMain lets the test program stand in for withpg itself.
func TestMain(m *testing.M) {
	if os.Getenv("WITHPG_IN_TEST") != "" {
		main()
		return
	}
	os.Exit(m.Run())
}

// withpg is the command with its arguments, beside the server at dsn; where dsn
// is empty, it starts one below tmp.
func withpg(t *testing.T, dsn, tmp string, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), self, args...)
	cmd.Env = append(os.Environ(), "WITHPG_IN_TEST=1", "TMPDIR="+tmp, pgserver.Env+"="+dsn)
	return cmd
}

func TestRun(t *testing.T) {
	server, err := pgserver.Start(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.Stop(); err != nil {
			t.Error(err)
		}
	})
	tests := []struct {
		name   string
		args   []string
		code   int
		output string // a part of it
	}{
		{"a command that succeeds knows the server", []string{"sh", "-c", `echo "$CHIBO_TEST_POSTGRES"`}, 0, server.DSN("postgres")},
		{"a command's exit code is handed on", []string{"sh", "-c", "exit 7"}, 7, ""},
		{"a command ended by a signal", []string{"sh", "-c", "kill -KILL $$"}, 128 + int(syscall.SIGKILL), ""},
		{"a command that does not exist", []string{"no-such-command"}, failed, "no-such-command"},
		{"no command", nil, wrongUse, "use:"},
		{"a new database", []string{"-newdb"}, 0, "/story_"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			cmd := withpg(t, server.DSN("postgres"), t.TempDir(), tt.args...)
			out, err := cmd.CombinedOutput()
			if _, exited := errors.AsType[*exec.ExitError](err); err != nil && !exited {
				t.Fatal(err)
			}
			if got := cmd.ProcessState.ExitCode(); got != tt.code {
				t.Errorf("exit code %d, want %d\n%s", got, tt.code, out)
			}
			if !strings.Contains(string(out), tt.output) {
				t.Errorf("said %q, want %q in it", out, tt.output)
			}
		})
	}
}

func TestServerOfItsOwn(t *testing.T) {
	tmp := shortTempDir(t)
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	out, err := withpg(t, "", tmp, "sh", "-c", `"$0" -newdb && "$0" -newdb`, self).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	lines := strings.Fields(string(out))
	if len(lines) != 2 || lines[0] == lines[1] || !strings.Contains(lines[0], filepath.Base(tmp)) {
		t.Errorf("want two databases of a server below %s, got %q", tmp, lines)
	}
	nothingLeft(t, tmp)
}

func TestNewDatabaseWithoutServer(t *testing.T) {
	cmd := withpg(t, "", t.TempDir(), "-newdb")
	out, _ := cmd.CombinedOutput() // its exit code is looked at instead
	if got := cmd.ProcessState.ExitCode(); got != failed || !strings.Contains(string(out), pgserver.Env) {
		t.Errorf("exit code %d and %q, want %d and the name of the setting", got, out, failed)
	}
}

func TestSignal(t *testing.T) {
	tmp := shortTempDir(t)
	cmd := withpg(t, "", tmp, "sh", "-c", `trap 'exit 3' TERM; echo ready; while :; do sleep 0.05; done`)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(out).ReadString('\n'); line != "ready\n" {
		t.Fatalf("the command said %q, %v", line, err)
	}
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // its exit code is looked at instead
	if got := cmd.ProcessState.ExitCode(); got != 3 {
		t.Errorf("exit code %d, want the command's own", got)
	}
	nothingLeft(t, tmp)
}

// shortTempDir is a folder whose path leaves room for a socket's name.
func shortTempDir(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "withpg-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	return dir
}

// nothingLeft fails where a server's folder is still there.
func nothingLeft(t *testing.T, tmp string) {
	t.Helper()
	left, err := filepath.Glob(filepath.Join(tmp, "chibo-pg-*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %q, %v", left, err)
	}
}
