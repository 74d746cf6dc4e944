package main

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"chibo/internal/sample"
)

// demo runs the command until it listens, fetches the sign-in page, stops it
// and gives what it had printed.
func demo(t *testing.T, args ...string) []string {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), 5*time.Minute)
	defer stop()
	r, w := io.Pipe()
	code := make(chan int, 1)
	go func() {
		code <- run(ctx, append([]string{"demo", "--addr", "127.0.0.1:0"}, args...), w, os.Stderr)
		_ = w.Close()
	}()
	var lines []string
	out := bufio.NewScanner(r)
	for out.Scan() {
		line := out.Text()
		lines = append(lines, line)
		_, url, ok := strings.Cut(line, ": http://")
		if !ok {
			continue
		}
		answer, err := http.Get("http://" + url + "/login")
		if err != nil {
			t.Fatal(err)
		}
		if err := answer.Body.Close(); err != nil || answer.StatusCode != http.StatusOK {
			t.Errorf("/login: %s %v", answer.Status, err)
		}
		stop()
	}
	if c := <-code; c != exitDone {
		t.Errorf("exit code %d after\n%s", c, strings.Join(lines, "\n"))
	}
	return lines
}

// The demo tells how to sign in before it serves, and goes on with its folder
// on another day.
func TestDemo(t *testing.T) {
	dir := t.TempDir()
	first := demo(t, "--data", dir, "--today", "2026-05-25")
	again := demo(t, "--data", dir, "--today", "2026-06-03")
	for _, lines := range [][]string{first, again} {
		text := strings.Join(lines, "\n")
		for _, want := range []string{"Quản trị hệ thống", "Bí thư", "Chi bộ Trạm Y tế", "Chi đoàn Trạm Y tế", "bithu", "dubi", "bithu-s4", sample.Password} {
			if !strings.Contains(text, want) {
				t.Errorf("the demo does not tell %q:\n%s", want, text)
			}
		}
		if !strings.Contains(lines[len(lines)-1], "http://127.0.0.1:") {
			t.Errorf("the address is not the last line:\n%s", text)
		}
	}
	checkFigures(t, dir)
}

func TestDemoRefusesNoDate(t *testing.T) {
	var stderr strings.Builder
	if code := run(t.Context(), []string{"demo", "--data", t.TempDir(), "--today", "2026-02-30"}, io.Discard, &stderr); code != exitFailed {
		t.Errorf("exit code %d", code)
	}
	if !strings.Contains(stderr.String(), "YYYY-MM-DD") {
		t.Errorf("said %q", stderr.String())
	}
}
