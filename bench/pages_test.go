package bench

import (
	"slices"
	"testing"
	"time"

	"chibo/internal/access"
	"chibo/internal/webtest"
)

// page is a page that somebody of a role opens.
type page struct {
	name string
	role access.Role
	path string
}

// open measures each page: the server's time at the median, its queries, and
// what it weighs compressed.
func open(b *testing.B, w *webtest.World, pages ...page) {
	b.Helper()
	clients := map[access.Role]*webtest.Client{}
	for _, p := range pages {
		if clients[p.role] == nil {
			clients[p.role] = w.As(b, p.role)
		}
		b.Run(p.name, func(b *testing.B) {
			var took []time.Duration
			var queries int64
			var body string
			for b.Loop() {
				start := time.Now()
				answer, n := clients[p.role].Count(w, p.path)
				took, queries, body = append(took, time.Since(start)), n, answer.Body
				if answer.Status != 200 {
					b.Fatalf("%s: %d", p.path, answer.Status)
				}
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
			b.ReportMetric(float64(queries), "queries")
			b.ReportMetric(float64(zipped(b, []byte(body)))/1000, "zipped-kB")
		})
	}
}
