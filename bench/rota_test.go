package bench

import (
	"slices"
	"testing"
	"time"

	"chibo/internal/access"
	"chibo/internal/meeting/year"
	"chibo/internal/webtest"
)

// perf P1, C2: the server's time for the rota of a year at the median, with 100
// members, as the leaders see it: each time it is solved anew.
func BenchmarkRotaPage(b *testing.B) {
	w := webtest.New(b, "")
	w.Crowd(b, 100)
	ctx, by := b.Context(), w.Actor(b, access.Secretary)
	must(b, w.App.Years.Draw(ctx, by, w.Own.Unit, 2026, year.Usual))
	_, err := w.App.Reflections.DrawRota(ctx, by, w.Own.Unit, 2026, false)
	must(b, err)
	for _, page := range []struct {
		name string
		role access.Role
		path string
	}{
		{"leaders", access.Secretary, "/reflection/rota"},
		{"member", access.Member, "/reflection/rota"},
		{"year", access.Secretary, "/meeting/year"},
	} {
		b.Run(page.name, func(b *testing.B) {
			client := w.As(b, page.role)
			var took []time.Duration
			var queries int64
			for b.Loop() {
				start := time.Now()
				answer, n := client.Count(w, page.path)
				took, queries = append(took, time.Since(start)), n
				if answer.Status != 200 {
					b.Fatalf("%s: %d", page.path, answer.Status)
				}
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
			b.ReportMetric(float64(queries), "queries")
		})
	}
}
