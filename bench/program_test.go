package bench

import (
	"bufio"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// program is what `make build` made.
const program = "../bin/chibo"

// perf P8: from the start of the program to its first page, on the sample
// data; its memory then, and after 100,000 requests.
func BenchmarkProgram(b *testing.B) {
	if _, err := os.Stat(program); err != nil {
		b.Skip("bin/chibo is not built: make bench builds it")
	}
	dir := b.TempDir()
	first := startProgram(b, dir, "demo") // makes the data
	stopProgram(b, first)
	for b.Loop() {
		start := time.Now()
		p := startProgram(b, dir, "serve")
		b.ReportMetric(float64(time.Since(start).Milliseconds()), "start-ms")
		time.Sleep(2 * time.Second)
		b.ReportMetric(memory(b, p), "idle-MB")
		flood(b, p, 100_000)
		b.ReportMetric(memory(b, p), "loaded-MB")
		stopProgram(b, p)
	}
}

type running struct {
	*exec.Cmd
	url string
}

func startProgram(b *testing.B, dir, command string) running {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	addr := l.Addr().String()
	if err := l.Close(); err != nil {
		b.Fatal(err)
	}
	p := running{exec.Command(program, command, "--addr", addr, "--data", dir), "http://" + addr}
	if err := p.Start(); err != nil {
		b.Fatal(err)
	}
	for range 10_000 {
		if r, err := http.Get(p.url + "/login"); err == nil {
			_ = r.Body.Close()
			return p
		}
		time.Sleep(2 * time.Millisecond)
	}
	b.Fatal("chibo does not answer")
	return p
}

func stopProgram(b *testing.B, p running) {
	if err := p.Process.Signal(os.Interrupt); err != nil {
		b.Fatal(err)
	}
	if err := p.Wait(); err != nil {
		b.Fatal(err)
	}
}

func flood(b *testing.B, p running, n int) {
	var wg sync.WaitGroup
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 16}}
	for range 16 {
		wg.Go(func() {
			for range n / 16 {
				r, err := client.Get(p.url + "/login")
				if err != nil {
					b.Error(err)
					return
				}
				_ = r.Body.Close()
			}
		})
	}
	wg.Wait()
}

// memory is the resident size in MB.
func memory(b *testing.B, p running) float64 {
	f, err := os.Open(fmt.Sprintf("/proc/%d/status", p.Process.Pid))
	if err != nil {
		b.Skip("no /proc on this machine")
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if rest, ok := strings.CutPrefix(lines.Text(), "VmRSS:"); ok {
			kb, err := strconv.Atoi(strings.Fields(rest)[0])
			if err != nil {
				b.Fatal(err)
			}
			return float64(kb) / 1000
		}
	}
	return 0
}

// perf P12: the stripped program on each platform.
func BenchmarkSize(b *testing.B) {
	for _, platform := range []string{"linux/amd64", "linux/arm64", "windows/amd64"} {
		b.Run(platform, func(b *testing.B) {
			out := filepath.Join(b.TempDir(), "chibo")
			goos, goarch, _ := strings.Cut(platform, "/")
			for b.Loop() {
				cmd := exec.Command("go", "build", "-trimpath", "-ldflags", "-s -w", "-o", out, "../cmd/chibo")
				cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS="+goos, "GOARCH="+goarch)
				if text, err := cmd.CombinedOutput(); err != nil {
					b.Fatalf("%v\n%s", err, text)
				}
			}
			info, err := os.Stat(out)
			if err != nil {
				b.Fatal(err)
			}
			b.ReportMetric(float64(info.Size())/1e6, "MB")
		})
	}
}
