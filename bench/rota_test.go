package bench

import (
	"testing"

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
	open(b, w,
		page{"leaders", access.Secretary, "/reflection/rota"},
		page{"member", access.Member, "/reflection/rota"},
		page{"year", access.Secretary, "/meeting/year"},
	)
}
