package bench

import (
	"bufio"
	"context"
	"net/http"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"chibo/internal/access"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/webtest"
)

// phones is how many follow one meeting at once.
const phones = 500

// perf P9: 500 phones on the stream of one meeting; how long until all have
// heard of a change, and what they cost in memory. Clients and server share the
// process, so that the memory counts both.
func BenchmarkFollow(b *testing.B) {
	w := webtest.New(b, "")
	p := w.Own.Params
	cookies := make([]string, 0, len(access.Cell))
	for _, role := range access.Cell {
		cookies = append(cookies, w.As(b, role).Cookies())
	}
	w.App.Server.StreamsPerPerson = phones
	before := inUse()
	ctx, cancel := context.WithCancel(b.Context())
	defer cancel()
	heard := make(chan struct{}, phones)
	var open sync.WaitGroup
	client := &http.Transport{}
	for n := range phones {
		open.Add(1)
		go listen(b, ctx, client, w.Server.URL+"/meeting/"+p["meeting"]+"/events", cookies[n%len(cookies)], open.Done, heard)
	}
	open.Wait()
	more := inUse() - before
	var slowest time.Duration
	for b.Loop() {
		start := time.Now()
		_, err := w.App.Meetings.Note(b.Context(), access.Console, meeting.ID(p["meeting"]), meeting.ItemID(p["item"]), meeting.NoteForm{Speaker: member.ID(p["person"]), Kind: meeting.Opinion, Body: "Nhất trí."})
		if err != nil {
			b.Fatal(err)
		}
		for range phones {
			<-heard
		}
		slowest = max(slowest, time.Since(start))
	}
	b.ReportMetric(float64(slowest.Milliseconds()), "all-ms")
	b.ReportMetric(more, "MB")
}

// listen follows the stream; the first event is what the phone did not know
// yet.
func listen(b *testing.B, ctx context.Context, client http.RoundTripper, url, cookies string, ready func(), heard chan<- struct{}) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		b.Error(err)
		return
	}
	r.Header.Set("Accept", "text/event-stream")
	r.Header.Set("Cookie", cookies)
	resp, err := client.RoundTrip(r)
	if err != nil || resp.StatusCode != http.StatusOK {
		b.Errorf("a stream does not open: %v", err)
		ready()
		return
	}
	defer resp.Body.Close()
	first := true
	for lines := bufio.NewScanner(resp.Body); lines.Scan(); {
		if !strings.HasPrefix(lines.Text(), "data:") {
			continue
		}
		if first {
			first = false
			ready()
			continue
		}
		heard <- struct{}{}
	}
}

// inUse is the memory of the process in MB: heap and stacks.
func inUse() float64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapInuse+m.StackInuse) / 1e6
}
